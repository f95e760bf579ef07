package rules

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

//go:embed reasons.txt
var reasonsText string

var reasons = sync.OnceValue(func() map[practice.Kind]string {
	table := map[practice.Kind]string{}
	for _, row := range practice.MustTable("reasons.txt", reasonsText, 2) {
		table[practice.Kind(row.Columns[0])] = row.Columns[1]
	}
	return table
})

// kept lists the statements that were seen to hold: what they affirm was seen as they say it, and no discrepancy cites them.
// A denial holds if nothing was seen against it where everything that could break it was looked at; it has no observation.
func (c *Case) kept(cited map[statementKey]bool, standings map[*practice.Declaration]*standing) []practice.Kept {
	list := []practice.Kept{}
	for _, d := range c.register.all {
		if cited[keyOf(d)] || d.Modality == practice.Soft {
			continue
		}
		seen := make([]practice.Observation, len(standings[d].seen))
		for i, j := range standings[d].seen {
			seen[i] = *j.Observation
		}
		if len(seen) > 0 || (d.Polarity == practice.Denied && c.watched(d)) {
			list = append(list, practice.Kept{Practice: practiceOf(d), Declared: []practice.Declaration{*d}, Observed: seen})
		}
	}
	return list
}

// confirmsPlace reports whether data were seen to be stored where a statement says that they are.
func confirmsPlace(d *practice.Declaration, j *judged) bool {
	return d.Kind == practice.KindStoreLocation && d.Polarity != practice.Denied && j.Practice.Action == practice.Store && j.Place != "" && holdsPlace(d, j.Place) && aboutStore(d, j.Practice)
}

// namesRecipient reports whether a statement tells who receives personal data, without saying which: "your data are kept in Salesforce". Whatever
// the company by that name gets confirms it, but for the country where that is.
func namesRecipient(d *practice.Declaration, j *judged) bool {
	p := j.Practice
	if d.Kind == practice.KindTransfer || len(d.Places) > 0 || d.Polarity == practice.Denied || p.Recipient == "" {
		return false
	}
	return j.grade(d) == umbrella && j.party(d).grade == clear && purposeFits(d.Purposes, p.Purpose) && j.concerns(d)
}

// outlives reports whether data were seen to be kept for longer than a statement says: that confirms nothing.
func outlives(j *judged, d *practice.Declaration) bool {
	said, ok := d.Period.Days()
	return j.Practice.Action == practice.Retain && ok && outlasts(j.Period, said)
}

// tracesAlike reports whether a tracer is of those that a statement without names is about, by who sets them or by what they serve: "technical
// cookies are set", "videos may set cookies of Vimeo".
func tracesAlike(d *practice.Declaration, j *judged) bool {
	p := j.Practice
	if d.Kind != practice.KindTracer || p.Action != practice.Track || len(d.Tracers) > 0 || !slices.Contains(j.vague, d) {
		return false
	}
	serves := p.Recipient == "" && p.Purpose != "" && len(d.Purposes) > 0 && purposeFits(d.Purposes, p.Purpose)
	return serves || p.Recipient != "" && j.party(d).grade == clear && purposeFits(d.Purposes, p.Purpose)
}

// callsByName reports whether what was seen is a tracer that a statement calls by its name, for the purpose that it gives, or for
// another where neither needs consent. A statement that names its tracers is about no other: only they confirm it, and how
// long it says that they live.
func callsByName(d *practice.Declaration, j *judged) bool {
	if j.Practice.Action != practice.Track || d.Polarity == practice.Denied || len(d.Tracers) == 0 || tracerRank(d, j) != 4 {
		return false
	}
	return purposeFits(d.Purposes, j.Practice.Purpose) || (!needsConsent(j.Practice.Purpose) && !slices.ContainsFunc(d.Purposes, needsConsent))
}

// confirms reports whether seeing a practice confirms a statement about the same data: the same act, a use for the
// same purpose, or a log where logs are spoken of.
func (x *register) confirms(seen practice.Practice, d *practice.Declaration) bool {
	said := d.Kind.Action()
	switch {
	case said == "":
		return false
	case said == practice.Use:
		return flow(seen.Action) && seen.Purpose != "" && len(d.Purposes) > 0 && purposeFits(d.Purposes, seen.Purpose)
	case seen.Action == practice.StoreLog:
		return x.has(speaksOfLogs, d)
	}
	given := sharing(said) || said == practice.Store && len(d.Vendors) > 0 && len(d.Places) == 0 // who is named as keeping data has them
	return said == seen.Action || given && sharing(seen.Action)
}

// watched reports whether everything was looked at that could break a denial.
func (c *Case) watched(d *practice.Declaration) bool {
	if len(d.Data)+len(d.Purposes)+len(recipients(d)) == 0 || d.Condition != practice.Always || !speaksTo(d, false) {
		return false
	}
	switch d.Kind {
	case practice.KindTracer:
		return c.acceptedSite()
	case practice.KindShare, practice.KindCollect:
		return c.acceptedSite() && c.Seen.Packages > 0
	}
	return false
}

// unverifiable lists the promises and statements of practices that nothing here could confirm or refute, with the reason.
func (c *Case) unverifiable(found []practice.Discrepancy, cited map[statementKey]bool, standings map[*practice.Declaration]*standing) []practice.Unverifiable {
	list := c.doubtfulGPC(found)
	doubtful := map[statementKey]bool{}
	for i := range list {
		doubtful[keyOf(&list[i].Declared)] = true
	}
	for _, d := range c.register.all {
		if doubtful[keyOf(d)] || cited[keyOf(d)] || d.Modality == practice.Soft || standings[d].touched || (d.Polarity == practice.Denied && c.watched(d)) {
			continue
		}
		if reason := c.reason(d); reason != "" {
			list = append(list, practice.Unverifiable{Practice: practiceOf(d), Declared: *d, Reason: reason})
		}
	}
	return list
}

// reason says why a statement could not be verified; "" for one that is no practice.
func (c *Case) reason(d *practice.Declaration) string {
	if reasons()[d.Kind] == "" {
		return ""
	}
	for _, v := range d.Vendors {
		if _, why := c.vendorGone(v); why != "" {
			return why
		}
	}
	return strings.ReplaceAll(reasons()[d.Kind], "{reach}", c.reach())
}
