package rules

import (
	"fmt"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// Two statements that keep the same data for different times stand against each other.

// twoPeriods is the same data, or the same tracer, kept for two different times.
var twoPeriods = &clash{
	first:  keepsFor,
	second: keepsFor,
	meets: func(s *said, a, b *practice.Declaration) bool {
		return inText(a, b) < 0 && periodsDiffer(a, b) && sameAudience(a, b) && sameAudience(b, a) && s.alike(a, b) && !s.apart(a, b) && !s.recordsApart(a, b) && !s.ofRecords(a, b)
	},
	pivots: []*pivot{byKept},
	message: func(a, b *practice.Declaration) string {
		return fmt.Sprintf("the notice keeps %s for %s, and elsewhere for %s", practiceOf(a).Data, inWords(a.Period), inWords(b.Period))
	},
	because:    "Both cannot hold.",
	remedy:     "Give one period, or say for which data or which purpose each of the two is.",
	confidence: 0.8,
}

// ofRecords reports whether one of two statements names no data but records that the other may not be about: "entry records are deleted after a month",
// and enquiries after two.
func (s *said) ofRecords(a, b *practice.Declaration) bool {
	if slices.ContainsFunc(records, func(t trait) bool { return s.register.has(t, a) && s.register.has(t, b) }) {
		return false
	}
	own := func(d *practice.Declaration) bool {
		return d.Kind == practice.KindRetention && !specific(d) && !d.Universal && !dataAtLarge.MatchString(d.Text)
	}
	return own(a) || own(b)
}

// dataAtLarge finds that a statement speaks of data as such, or of all that was given.
var dataAtLarge = wholeWords(`data|information|details|everything|whatever|it|them|données|informations|coordonnées|tout|elles|les`)

// onePeriodForAll is a period said to be that of all data, beside another one.
var onePeriodForAll = &clash{
	first: func(_ *said, a *practice.Declaration) bool { return keepsAll(a) },
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Kind == practice.KindRetention && b.Polarity != practice.Denied
	},
	meets: func(s *said, a, b *practice.Declaration) bool {
		if !a.Universal {
			return daysOf(b.Period) > daysOf(a.Period) && s.alike(a, b)
		}
		return (differs(a.Period, b.Period) || onlyAsNeeded(b)) && s.alike(a, b)
	},
	message: func(a, b *practice.Declaration) string {
		if onlyAsNeeded(b) {
			return fmt.Sprintf("the notice keeps all data for %s, and elsewhere only for as long as they are needed", inWords(a.Period))
		}
		return fmt.Sprintf("the notice keeps all data for %s, and elsewhere some for another time", inWords(a.Period))
	},
	because:    "What is said of all data leaves no room for the other.",
	remedy:     "Give the period of each kind of data, and take “all” out.",
	confidence: 0.7,
}

// keepsFor reports whether a statement keeps something for a time, or without end.
func keepsFor(_ *said, d *practice.Declaration) bool {
	_, fixed := d.Period.Days()
	return d.Polarity != practice.Denied && (fixed || d.Period == practice.Unlimited) && len(d.Data)+len(d.Tracers) > 0
}

// keepsAll reports whether a statement gives one fixed period for all data, or the longest of all.
func keepsAll(d *practice.Declaration) bool {
	_, fixed := d.Period.Days()
	return d.Kind == practice.KindRetention && (d.Universal || says("longest.all", d.Text) && !says("qualifying", d.Text)) && !specific(d) && len(d.Purposes) == 0 && fixed && d.Polarity != practice.Denied
}

// onlyAsNeeded reports whether a statement promises to keep personal data no longer than they are needed.
func onlyAsNeeded(d *practice.Declaration) bool {
	return d.Kind == practice.KindRetention && d.Polarity == practice.AffirmedOnly && !specific(d) && d.Period == "criteria:necessary"
}

// differs reports whether one period is fixed and the other is another, has no end, or lasts until the person does something.
func differs(fixed, other practice.Period) bool {
	m, _ := fixed.Days()
	n, ok := other.Days()
	return ok && m != n || other == practice.Unlimited || (len(other) > 6 && other[:6] == "until:")
}

// periodsDiffer reports whether two statements keep the same data, or the same tracer, for different times.
func periodsDiffer(a, b *practice.Declaration) bool {
	if a.Kind != b.Kind || !sameMembers(a.Purposes, b.Purposes) || !sameMembers(a.Vendors, b.Vendors) || !sameMembers(a.Data, b.Data) || !sameMembers(a.Tracers, b.Tracers) {
		return false
	}
	tracers := !slices.ContainsFunc(a.Data, func(d practice.Data) bool { return !practice.Covers("tracer", d) })
	if tracers && len(a.Tracers) == 0 {
		return false // two sentences on unnamed cookies are mostly about different ones
	}
	m, ok := a.Period.Days()
	n, too := b.Period.Days()
	return (ok && too && m != n) || (ok && b.Period == practice.Unlimited) || (too && a.Period == practice.Unlimited)
}
