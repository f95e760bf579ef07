package reports

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

//go:embed verdicts.txt
var verdictsText string

var verdicts = sync.OnceValue(func() map[practice.Verdict]string {
	table := map[practice.Verdict]string{}
	for _, row := range practice.MustTable("verdicts.txt", verdictsText, 2) {
		table[practice.Verdict(row.Columns[0])] = row.Columns[1]
	}
	return table
})

// A Word is one that outcomes and their matrices are told in, and what it means.
type Word struct{ Sort, Name, Doc string }

// Words are the verdicts on discrepancies ("omitted") and the standings of the matrix ("kept"), in the order of their tables.
func Words() []Word {
	var all []Word
	for _, row := range practice.MustTable("verdicts.txt", verdictsText, 2) {
		all = append(all, Word{"verdict", row.Columns[0], row.Columns[1]})
	}
	for _, row := range practice.MustTable("standings.txt", standingsText, 2) {
		all = append(all, Word{"standing", row.Columns[0], row.Columns[1]})
	}
	return all
}

// judgement says how the verdict, the severity and the confidence of a discrepancy came about, and what has been decided about it.
func (p *page) judgement(o practice.Outcome, d practice.Discrepancy) {
	for i, f := range judgements(o, d) {
		p.entry(first(i, "Judged"), f.Label, f.Value)
	}
	if a, ok := o.Acceptance(d.ID); ok {
		p.entry("", "accepted", Clean(a.Reason+" ("+decided(a)+")"))
	}
	if o.Baseline.Knows(d.ID) {
		p.entry("", "known", "to "+Clean(o.Baseline.Source)+", so that it does not count")
	}
}

// judgements are verdict, severity and confidence, each with why it is so.
func judgements(o practice.Outcome, d practice.Discrepancy) []Fact {
	return []Fact{
		{Clean(string(d.Verdict)), verdicts()[d.Verdict]},
		{Clean(string(d.Severity)), severity(o, d)},
		{fmt.Sprintf("%.0f %%, %s", 100*d.Confidence, sureness(d.Confidence)), confidence(o, d)},
	}
}

// severity says whether it is the rule's own, or that of the data at stake.
func severity(o practice.Outcome, d practice.Discrepancy) string {
	i := slices.IndexFunc(o.Rules, func(r practice.RuleSummary) bool { return r.Name == d.Rule })
	switch {
	case i < 0:
		return "as the rule has it"
	case o.Rules[i].Severity == d.Severity:
		return "as the rule has it for " + about(d)
	}
	return fmt.Sprintf("since it is about %s; the rule by itself says %s", about(d), Clean(string(o.Rules[i].Severity)))
}

// about is the data of a discrepancy with what the term means.
func about(d practice.Discrepancy) string {
	text := Clean(string(d.Practice.Data))
	if t, ok := practice.LookupTerm(text, practice.DataTerm); ok {
		text += " (" + t.Doc + ")"
	}
	return text
}

// confidence says what makes it less than certain.
func confidence(o practice.Outcome, d practice.Discrepancy) string {
	text := "both sides are there to be read and opened"
	switch {
	case d.Verdict == practice.Omitted && len(d.Nearest) > 0:
		text = "the reader of the notice can miss a sentence, and " + plural(len(d.Nearest), "statement comes", "statements come") + " close"
	case d.Verdict == practice.Omitted:
		text = "the reader of the notice can miss a sentence; no statement comes close"
	case d.Verdict == practice.Stale:
		text = "what was not seen may be where nobody looked"
		if len(o.Record.Gaps) > 0 {
			text += ", such as " + plural(len(o.Record.Gaps), "part", "parts") + " that could not be seen"
		}
	case d.Confidence < 0.9 && len(d.Declared) > 0:
		text = "the words of the notice leave room for another reading"
	case len(d.Observed) == 0:
		text = "the text is there to be read"
	case len(d.Declared) == 0 && d.Confidence < 0.9 && d.Practice.Purpose == "":
		text = "what was seen is there to be opened; what it serves is not known"
	case len(d.Declared) == 0:
		text = "what was seen is there to be opened"
	}
	if len(o.Notice.Gaps) > 0 && len(d.Declared) == 0 {
		text += "; " + plural(len(o.Notice.Gaps), "part", "parts") + " of the notice could not be read, where it may stand"
	}
	return text
}
