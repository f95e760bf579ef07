package rules

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A statement that data are not kept, or not after an event, stands against one that they are.

// notKeptAndKept is data that are not kept, beside the same that are.
var notKeptAndKept = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return a.Kind == practice.KindRetention && a.Polarity == practice.Denied && a.Period == "" && a.Condition == practice.Always && specific(a) && plain(a)
	},
	second: func(_ *said, b *practice.Declaration) bool {
		kept := b.Kind == practice.KindRetention && isFixed(b.Period) || b.Kind == practice.KindCollect && says("keeping", b.Text)
		return kept && b.Polarity != practice.Denied && specific(b) && !waits(b)
	},
	meets: func(s *said, a, b *practice.Declaration) bool {
		return meetsData(a, b) && !s.excepted(a, b) && s.alike(a, b)
	},
	pivots: []*pivot{byData},
	message: func(a, _ *practice.Declaration) string {
		return "the notice says that " + string(practiceOf(a).Data) + " is not kept, and elsewhere that it is"
	},
	because:    "Both cannot hold.",
	remedy:     "Say which of these data are kept, what for and how long.",
	confidence: 0.7,
}

// erasedAndKept is data that are erased as soon as something ends, beside the same that are kept for a time after it.
var erasedAndKept = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return a.Kind == practice.KindDelete && a.Polarity == practice.Affirmed && a.Condition == practice.Always && a.Modality != practice.May &&
			says("at.once", a.Text) && says("ended", a.Text) && plain(a)
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Kind == practice.KindRetention && b.Polarity != practice.Denied && isFixed(b.Period) && daysOf(b.Period) >= month && says("ended", b.Text) && !says("longest", b.Text) &&
			!slices.ContainsFunc(b.Purposes, func(p practice.Purpose) bool { return familyOf(p) == "legal" })
	},
	meets: func(s *said, a, b *practice.Declaration) bool {
		return (sameMembers(a.Data, b.Data) || specific(a) && meetsData(a, b)) && s.alike(a, b)
	},
	pivots: []*pivot{byData},
	message: func(a, b *practice.Declaration) string {
		return "the notice erases " + string(practiceOf(a).Data) + " at once, and elsewhere keeps it for " + inWords(b.Period)
	},
	because:    "Both cannot hold.",
	remedy:     "Say which data are erased at once, and which are kept, for how long and why.",
	confidence: 0.7,
}

// month is how many days data are kept at least that somebody would not call erased at once.
const month = 28

// longestAndLonger is the longest time that any tracer lives, beside one that lives longer.
var longestAndLonger = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return aboutTracers(a) && a.Polarity != practice.Denied && isFixed(a.Period) && len(a.Tracers)+len(a.Vendors)+len(a.Purposes) == 0 &&
			onlyTracers(a) && !aboutSessions(a) && says("longest", a.Text) && !says("some.tracers", a.Text)
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return aboutTracers(b) && b.Polarity != practice.Denied && isFixed(b.Period) && onlyTracers(b) && (len(b.Tracers) > 0 || !says("contents", b.Text))
	},
	meets: func(_ *said, a, b *practice.Declaration) bool {
		return daysOf(b.Period) > daysOf(a.Period)+leeway && sameAudience(a, b)
	},
	message: func(a, b *practice.Declaration) string {
		return "the notice says that tracers live " + inWords(a.Period) + " at most, and elsewhere that some live " + inWords(b.Period)
	},
	because:    "Both cannot hold.",
	remedy:     "Give each tracer the lifetime that it has, and no more than the longest that is promised.",
	confidence: 0.7,
}

// leeway is by how many days two ways of writing one period differ at most: 13 months and 400 days.
const leeway = 6

// rowAndPeriod is data kept for a time by a list of several, or for one purpose, and for another time where they are spoken of alone.
var rowAndPeriod = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return a.Kind == practice.KindRetention && a.Polarity != practice.Denied && isFixed(a.Period) && len(a.Data) == 1 && characteristic(a.Data[0])
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Polarity != practice.Denied && isFixed(b.Period)
	},
	meets: func(s *said, a, b *practice.Declaration) bool {
		return slices.Contains(b.Data, a.Data[0]) && daysOf(a.Period) != daysOf(b.Period) && purposesMeet(a, b) && a.Section != b.Section && s.alike(a, b) && !s.apart(a, b)
	},
	pivots: []*pivot{byData},
	message: func(a, b *practice.Declaration) string {
		return "the notice keeps " + string(a.Data[0]) + " for " + inWords(a.Period) + ", and elsewhere for " + inWords(b.Period)
	},
	because:    "Both cannot hold.",
	remedy:     "Give one period, or say for which data or which purpose each of the two is.",
	confidence: 0.6,
}

// characteristic reports whether data tell by themselves what they are kept for: a name or an address is kept for many ends at a time.
func characteristic(d practice.Data) bool {
	return d != practice.Personal && personal(d) && !slices.ContainsFunc([]practice.Data{"identity", "contact", "account", "device", "tracer", "log", "location", "behaviour", "financial"}, func(x practice.Data) bool {
		return practice.Covers(x, d)
	})
}

// isFixed reports whether a period is a number of days, months or years, and no session.
func isFixed(p practice.Period) bool {
	days, ok := p.Days()
	return ok && days > 0
}

// onlyTracers reports whether a statement is about tracers and no data beside them.
func onlyTracers(d *practice.Declaration) bool {
	return len(d.Data) > 0 && !slices.ContainsFunc(d.Data, func(x practice.Data) bool { return !practice.Covers("tracer", x) })
}
