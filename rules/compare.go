package rules

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// Compare judges what was seen by what the notice says. Discrepancies come most severe first, then in the order of All, then by practice.
func Compare(seen practice.Observations, notice practice.Notice) practice.Comparison {
	c := newCase(seen, notice)
	byRule := make([][]practice.Discrepancy, len(All))
	var standings map[*practice.Declaration]*standing
	var cells seenCells
	work := []func(*Case){
		func(c *Case) { standings = c.stand() },
		func(c *Case) { cells = c.seenCells() },
	}
	for i, r := range All {
		work = append(work, func(c *Case) { byRule[i] = r.judge(c) })
	}
	slices.Reverse(work) // what takes a long notice longest stands last in All
	share(c.workers, len(work), func(c *Case, i int) { work[i](c) })
	found := gravestFirst(slices.Concat(byRule...))
	identify(found)
	cited := citedIn(found)
	told := practice.Comparison{Discrepancies: found, Rules: summaries()}
	share(c.workers, 2, func(c *Case, i int) {
		if i == 0 {
			told.Coverage = c.coverage(cells, found)
			return
		}
		told.Kept, told.Unverifiable = c.kept(cited, standings), c.unverifiable(found, cited, standings)
	})
	return told
}

// gravestFirst sorts discrepancies; those of one severity stay in the order of All.
func gravestFirst(found []practice.Discrepancy) []practice.Discrepancy {
	order := map[string]int{}
	for i, r := range All {
		order[r.Name] = i
	}
	type ranked struct {
		at, severity, rule int
		text               string
	}
	ranks := make([]ranked, len(found))
	for i := range found {
		ranks[i] = ranked{i, grave(found[i].Severity), order[found[i].Rule], found[i].Practice.String()}
	}
	slices.SortStableFunc(ranks, func(a, b ranked) int {
		return cmp.Or(b.severity-a.severity, a.rule-b.rule, strings.Compare(a.text, b.text))
	})
	sorted := make([]practice.Discrepancy, len(found))
	for i, r := range ranks {
		sorted[i] = found[r.at]
	}
	return sorted
}

// mostAgainst is how many statements against one Review quotes: whoever mends the text looks for the others anyway.
const mostAgainst = 6

// Review judges what the notice says against itself, when nothing at all was looked at, by All and OfText. The discrepancies come in the order of the
// rules, then of the text; they have no ids.
func Review(notice practice.Notice) []practice.Discrepancy {
	c := newCase(practice.Observations{}, notice)
	c.review = true
	found := []practice.Discrepancy{}
	for _, r := range slices.Concat(All, OfText) {
		for _, d := range r.judge(c) {
			if d.Verdict == practice.Ambiguous {
				d.Declared = d.Declared[:min(len(d.Declared), 1+mostAgainst)]
			}
			found = append(found, d)
		}
	}
	return found
}

// judge runs the rule and adds what is the same for all its discrepancies. Two with the same practice become one, but for two pairs of
// statements: each is to be mended by itself.
func (r *Rule) judge(c *Case) []practice.Discrepancy {
	var list []practice.Discrepancy
	at := map[string]int{}
	for _, d := range r.Find(c) {
		text := d.Practice.String()
		if i, ok := at[text]; ok && d.Verdict != practice.Ambiguous {
			join(&list[i], d)
			continue
		}
		at[text] = len(list)
		d.Rule, d.References = r.Name, slices.Concat(r.References, d.References)
		d.Severity = cmp.Or(d.Severity, r.Severity)
		if d.Remedies == nil {
			d.Remedies = remedies(r.Remedies, d.Practice)
		}
		if c.Notice.Gaps != nil && len(d.Declared) == 0 {
			d.Confidence *= 0.7 // what is missing may stand in the part that could not be read
		}
		list = append(list, d)
	}
	return list
}

// join adds the proof of a second discrepancy with the same rule and practice to the first.
func join(d *practice.Discrepancy, other practice.Discrepancy) {
	d.Observed = append(d.Observed, other.Observed...)
	d.Declared = append(d.Declared, other.Declared...)
	d.Confidence = max(d.Confidence, other.Confidence)
	if grave(other.Severity) > grave(d.Severity) {
		d.Severity = other.Severity
	}
	if !strings.Contains(d.Why, other.Why) {
		d.Why += " " + other.Why
	}
}

// remedies fills in the practice.
func remedies(list []practice.Remedy, p practice.Practice) []practice.Remedy {
	fill := strings.NewReplacer(
		"{data}", string(p.Data),
		"{recipient}", cmp.Or(string(p.Recipient), "it"),
		"{purpose}", cmp.Or(string(p.Purpose), "its purpose"),
	)
	filled := make([]practice.Remedy, len(list))
	for i, r := range list {
		filled[i] = practice.Remedy{Side: r.Side, Text: fill.Replace(r.Text)}
	}
	return filled
}

// identify gives each discrepancy an id made of its rule and practice alone, so that it stays when lines move.
func identify(found []practice.Discrepancy) {
	taken := map[string]bool{}
	for i := range found {
		text := found[i].Rule + "\n" + found[i].Practice.String()
		id := shortHash(text)
		for taken[id] { // two of a hundred share six digits once in three thousand audits
			text += "\n"
			id = shortHash(text)
		}
		taken[id] = true
		found[i].ID = id
	}
}

func shortHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "d-" + hex.EncodeToString(sum[:3])
}

// summaries tells a report what it needs to know of the rules.
func summaries() []practice.RuleSummary {
	list := make([]practice.RuleSummary, len(All))
	for i, r := range All {
		title, _, _ := strings.Cut(r.Doc, "\n")
		list[i] = practice.RuleSummary{Name: r.Name, Title: title, Severity: r.Severity, References: r.References}
	}
	return list
}
