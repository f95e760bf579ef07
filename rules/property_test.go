package rules

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/candor-privacy/candor/practice"
)

// undeclaredFamily are the rules that find that a notice leaves something out.
var undeclaredFamily = []*Rule{UndeclaredRecipient, UndeclaredData, UndeclaredFingerprinting}

// anyCase draws what was seen and what is said from the examples of all rules, so that both are about the same things.
func anyCase(t *testing.T, rt *rapid.T) (seen, said []string) {
	seen = rapid.SliceOfNDistinct(rapid.SampledFrom(exampleLines(func(e Example) string { return e.Seen })), 1, 12, rapid.ID).Draw(rt, "seen")
	said = rapid.SliceOfNDistinct(rapid.SampledFrom(exampleLines(func(e Example) string { return e.Said })), 0, 12, rapid.ID).Draw(rt, "said")
	return seen, said
}

func exampleLines(side func(Example) string) []string {
	var all []string
	for _, r := range All {
		for _, e := range r.Examples {
			all = append(all, lines(side(e))...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// omitted are the things that a rule of the family found missing: each practice of each observation that it shows.
func omitted(found []practice.Discrepancy) map[string]bool {
	all := map[string]bool{}
	for _, d := range found {
		if !slices.ContainsFunc(undeclaredFamily, func(r *Rule) bool { return r.Name == d.Rule }) {
			continue
		}
		for _, o := range d.Observed {
			all[o.Practice.String()] = true
		}
	}
	return all
}

// shown are all practices that any discrepancy shows.
func shown(found []practice.Discrepancy) map[string]bool {
	all := map[string]bool{}
	for _, d := range found {
		for _, o := range d.Observed {
			all[o.Practice.String()] = true
		}
	}
	return all
}

// A notice that says less leaves out no less: what was missing in the longer one is missing in the shorter, or broken there by a statement that is left.
func TestRemovingAnAffirmationRemovesNoOmission(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seen, said := anyCase(t, rt)
		said = slices.DeleteFunc(said, func(line string) bool { return !strings.HasPrefix(line, "affirmed: ") })
		if len(said) == 0 {
			return
		}
		out := rapid.IntRange(0, len(said)-1).Draw(rt, "removed")
		const list = "affirmed: collect demographic.gender" // a notice that lists nothing any more is another matter; see below
		less := append(slices.Delete(slices.Clone(said), out, out+1), list)
		said = append(said, list)
		before := omitted(Compare(readSeen(t, strings.Join(seen, "\n")), readSaid(t, strings.Join(said, "\n"))).Discrepancies)
		after := shown(Compare(readSeen(t, strings.Join(seen, "\n")), readSaid(t, strings.Join(less, "\n"))).Discrepancies)
		for p := range before {
			if !after[p] {
				rt.Fatalf("%s is missing in\n%s\nand not without %q", p, strings.Join(said, "\n"), said[out])
			}
		}
	})
}

// A statement that says what was seen, as it was seen, makes nothing missing that was not. The notice lists data already: the first list
// alone is what tells that "personal data" is meant to be narrower.
func TestATruthfulStatementAddsNoOmission(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seen, said := anyCase(t, rt)
		record := readSeen(t, strings.Join(seen, "\n"))
		if len(record.Seen) == 0 {
			return
		}
		p := record.Seen[rapid.IntRange(0, len(record.Seen)-1).Draw(rt, "true")].Practice
		said = append(said, "affirmed: collect demographic.gender")
		notice := readSaid(t, strings.Join(said, "\n"))
		more := notice
		more.Declarations = append(slices.Clone(notice.Declarations), truth(p, len(notice.Declarations)))
		before, after := omitted(Compare(record, notice).Discrepancies), omitted(Compare(record, more).Discrepancies)
		for o := range after {
			if !before[o] {
				rt.Fatalf("%s is missing only once %s is said beside\n%s", o, p, strings.Join(said, "\n"))
			}
		}
		if after[p.String()] {
			rt.Fatalf("%s is missing though it is said", p)
		}
	})
}

// truth is a statement that says what a practice is, no more and no less.
func truth(p practice.Practice, line int) practice.Declaration {
	kind := practice.KindCollect
	switch {
	case p.Action == practice.Track:
		kind = practice.KindTracer
	case sharing(p.Action):
		kind = practice.KindShare
	}
	d := practice.Declaration{Kind: kind, Polarity: practice.Affirmed, Modality: practice.States, Data: []practice.Data{p.Data}, Section: "s", Lang: "en"}
	d.Source, d.Line, d.Start, d.End = "privacy.md", line+1, 100*line, 100*line+50
	if p.Recipient != "" {
		d.Vendors = []practice.Party{p.Recipient}
	}
	if p.Purpose != "" {
		d.Purposes = []practice.Purpose{p.Purpose}
	}
	return d
}

// Neither the order of a record nor that of a notice changes what is found; where statements stand decides only in which order they are quoted.
func TestTheOrderOfRecordAndNoticeDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seen, said := anyCase(t, rt)
		record, notice := readSeen(t, strings.Join(seen, "\n")), readSaid(t, strings.Join(said, "\n"))
		want := Compare(record, notice)
		record.Seen = rapid.Permutation(record.Seen).Draw(rt, "seen order")
		notice.Declarations = rapid.Permutation(notice.Declarations).Draw(rt, "said order")
		got := Compare(record, notice)
		if diff := cmp.Diff(ids(want.Discrepancies), ids(got.Discrepancies)); diff != "" {
			rt.Fatalf("in another order (-want +got):\n%s", diff)
		}
	})
}

func ids(found []practice.Discrepancy) []string {
	var all []string
	for _, d := range found {
		all = append(all, d.ID+" "+string(d.Severity)+" "+d.Rule+" "+d.Practice.String())
	}
	slices.Sort(all)
	return all
}

// Whoever is accused must be able to see why: proof on the side of what is done, or words of the notice, and a reason.
func TestEveryDiscrepancyHasItsProof(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seen, said := anyCase(t, rt)
		for _, d := range Compare(readSeen(t, strings.Join(seen, "\n")), readSaid(t, strings.Join(said, "\n"))).Discrepancies {
			if d.Message == "" || d.Why == "" || len(d.References) == 0 || len(d.Observed)+len(d.Declared) == 0 {
				rt.Fatalf("%s of %s has no message, reason, reference or proof", d.Rule, d.Practice)
			}
			for _, o := range d.Observed {
				if len(o.Evidence) == 0 {
					rt.Fatalf("%s of %s shows %s without evidence", d.Rule, d.Practice, o.Practice)
				}
			}
			if (d.Verdict == practice.Contradicted || d.Verdict == practice.Ambiguous) && len(d.Declared) == 0 && d.Rule != MislabelledCookie.Name {
				rt.Fatalf("%s of %s contradicts no statement", d.Rule, d.Practice)
			}
		}
	})
}

// The register leaves out no statement that bears on a practice: all that any statement says of it is found as well by going through all.
func TestTheRegisterLeavesOutNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seen, said := anyCase(t, rt)
		c := newCase(readSeen(t, strings.Join(seen, "\n")), readSaid(t, strings.Join(said, "\n")))
		for j := range each(c.spans) {
			refusing, affirming := slices.Clone(c.register.refusing(j.Practice)), c.register.affirming(j.Practice)
			for _, d := range c.register.all {
				party := partyGrade(d, j.Practice)
				if j.grade(d) != dataGrade(d.Data, j.Practice.Data) {
					rt.Fatalf("%q covers the data of %s otherwise than the register says", d.Data, j.Practice)
				}
				if party != j.party(d).grade || mentions(d.Text, j.Practice.Recipient) != j.party(d).mentioned && j.Practice.Recipient != "" {
					rt.Fatalf("%q names the recipient of %s otherwise than the register says", d.Text, j.Practice)
				}
				if (denies(d, j) || excludes(d, j)) && !slices.Contains(refusing, c.register.place[d]) || affirms(d, j, j.grade(d)) != silent && !slices.Contains(affirming, c.register.place[d]) {
					rt.Fatalf("statement %d bears on %s, and the register leaves it out:\n%s", d.Line, j.Practice, strings.Join(said, "\n"))
				}
				if j.Practice.Action == practice.Track && tracerRank(d, j) > 0 && !slices.Contains(c.register.aboutTracer(j.Name), c.register.place[d]) {
					rt.Fatalf("statement %d is about the tracer %s, and the register leaves it out", d.Line, j.Name)
				}
			}
		}
		if !reflect.DeepEqual(Compare(c.Seen, c.Notice), Compare(c.Seen, c.Notice)) {
			rt.Fatal("the same input gives another outcome")
		}
	})
}
