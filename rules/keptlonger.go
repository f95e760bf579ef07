package rules

import (
	"fmt"
	"iter"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// KeptLonger is the rule kept-longer-than-declared.
var KeptLonger = &Rule{
	Name: "kept-longer-than-declared",
	Doc: `Rows are deleted later than the notice says

The notice says how long data are kept, and the code deletes them when they are older than that: "sessions are deleted
after 30 days", and a statement that deletes sessions after 90. The statement that names the data most closely counts, then one about
those of whom the rows are ("accounts that nobody uses"), or of the rows by the name of their table ("computer bookings"), one about "all data" last, and of several the longest period. A month is taken as 31 days and a year as 366. Data that no statement with a period covers
are no finding, nor are rows that nothing deletes, since code alone does not show that.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 5(1)(e)", "GDPR 13(2)(a)"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Delete {data} when the notice says so."},
		{Side: "notice", Text: "Or state the time for which {data} is kept, if that is needed."},
	},
	Examples: []Example{
		{"code retain tracer.session_id; name sessions; period P90D", "affirmed: retain tracer.session_id; period P30D", true},
		{"code retain tracer.session_id; name sessions; period P30D", "affirmed: retain tracer.session_id; period P1M", false},
		{"code retain tracer.session_id; name sessions; period P90D", "affirmed: retain tracer.session_id; period P30D\naffirmed: retain tracer.session_id; period P1Y", false},
		{"code retain tracer.session_id; name sessions; period P90D", "affirmed: retain tracer; period P1Y\naffirmed: retain tracer.session_id; period P30D", true},
		{"code retain contact.email; name invitations; period P2Y", "affirmed: retain contact.email; period P1Y", true},
		{"code retain contact.email; name invitations; period P2Y", "affirmed: retain financial.transaction; period P1Y", false},
		{"code retain contact.email; name invitations; period P2Y", "denied: retain contact.email; period P1Y", false},
		{"code retain personal; name customers; period P2Y", "affirmed: retain contact.email; period P1Y", false},
		{"code retain contact; name contacts; period P7Y", "affirmed: retain personal; period P5Y; universal yes", true},
		{"code retain contact; name contacts; period P7Y", "affirmed: retain personal; period P5Y; universal yes\naffirmed: retain contact; period P10Y", false},
		{"code retain contact; name contacts; period P7Y", "affirmed: retain personal; period P5Y", false},
		{"code retain personal; name users; period P5Y", "affirmed: retain personal; period P2Y; quote Accounts that nobody has used for two years are removed.", true},
		{"code retain personal; name users; period P5Y", "affirmed: retain personal; period P2Y; quote Orders are removed after two years.", false},
		{"code retain personal; name subscribers; period P3Y", "affirmed: retain personal; period P1Y; quote Les données des abonnés sont supprimées après un an.", true},
		{"code retain personal; name profiles; period P36M", "affirmed: retain behaviour.profile; period P24M; quote Profiles are deleted after two years.", true},
		{"code retain personal; name orders; period P36M", "affirmed: retain behaviour.profile; period P24M; quote Profiles are deleted after two years.", false},
		{"code retain personal; name entry_records; period P12M", "affirmed: retain personal; period P3M; quote Entry records are deleted after three months.", true},
		{"code retain personal; name computer_bookings; period P180D", "affirmed: retain personal; period P30D; quote Computer booking records are deleted after 30 days.", true},
		{"code retain personal; name Trajet; period P2Y", "affirmed: retain personal; period P3M; quote Trajets : trois mois.", true},
		{"code retain personal; name bookings; period P2Y", "affirmed: retain personal; period P3M; quote Messages are kept for three months.", false},
		{"code retain tracer.session_id; name sessions; period P1D", "affirmed: retain tracer.session_id; period session", false},
		{"site track tracer.session_id; name sid; period P90D", "affirmed: retain tracer.session_id; period P30D", false},
	},
	Find: findKeptLonger,
}

func findKeptLonger(c *Case) []practice.Discrepancy {
	key := func(j *judged) string {
		if said := c.declaredKeeping(j); len(said) == 0 || !outlives(j, longest(said)) {
			return ""
		}
		return string(j.Practice.Data) + "\n" + j.Name
	}
	var found []practice.Discrepancy
	for _, cause := range causesAmong(c.doing(practice.Retain), key, c.declaredKeeping) {
		declared, seen := inWords(longest(cause.said).Period), inWords(cause.lead().Period)
		found = append(found, practice.Discrepancy{
			Verdict: practice.Contradicted, Severity: cause.gravest(), Confidence: 0.8, Practice: cause.practice(),
			Declared: cause.declarations(), Observed: cause.observations(),
			Message: fmt.Sprintf("the notice says %s; rows of %s are deleted after %s", declared, cause.lead().Name, seen),
			Why:     fmt.Sprintf("The notice says %s: %s. The code deletes rows of %s when they are older than %s.", declared, citeAll(cause.said), cause.lead().Name, seen),
		})
	}
	return found
}

// declaredKeeping returns the statements that say most closely how long such data are kept.
func (c *Case) declaredKeeping(j *judged) []*practice.Declaration {
	if j.Period == "" {
		return nil
	}
	var said []*practice.Declaration
	closest := 0
	for d := range c.mayKeep(j) {
		if !limits(d) {
			continue
		}
		rank := dataRank(d.Data, j.Practice.Data)
		switch {
		case rank > 0 && !slices.Contains(j.clear, d):
			continue
		case rank > 0:
			rank++ // rows of people are the last but "all data"
		case speaksOfRows(d, j.Name):
			rank = 1
		case !d.Universal:
			continue
		}
		if rank < closest {
			continue
		}
		if rank > closest {
			said, closest = nil, rank
		}
		said = append(said, d)
	}
	return said
}

// mayKeep gives the statements that can say how long such rows are kept: those that cover the data, and those that speak of the rows by their name
// alone, whatever data their words stand for ("profiles are deleted").
func (c *Case) mayKeep(j *judged) iter.Seq[*practice.Declaration] {
	return func(yield func(*practice.Declaration) bool) {
		covering := affirming(j)
		for _, d := range covering {
			if !yield(d) {
				return
			}
		}
		for _, d := range c.register.all {
			named := d.Kind == practice.KindRetention && d.Polarity != practice.Denied && speaksTo(d, j.candidates) && speaksOfRows(d, j.Name)
			if named && !slices.Contains(covering, d) && !yield(d) {
				return
			}
		}
	}
}

// limits reports whether a statement says for how long rows are kept. What ends with a session of the browser is in the browser.
func limits(d *practice.Declaration) bool {
	_, timed := d.Period.Days()
	return timed && d.Kind == practice.KindRetention && d.Period != practice.Session
}

// longest is the statement with the longest period.
func longest(said []*practice.Declaration) *practice.Declaration {
	most := said[0]
	for _, d := range said {
		if daysOf(d.Period) > daysOf(most.Period) {
			most = d
		}
	}
	return most
}
