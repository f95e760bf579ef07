package rules

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A statement that somebody does not see data, or that the company does not have them, stands against one by which they do.

// unseenAndGiven is data that somebody does not see, beside the same that they get.
var unseenAndGiven = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return unseen(a) && len(recipients(a)) > 0 && !says("particular", a.Text)
	},
	second: func(_ *said, b *practice.Declaration) bool { return sharing(b.Kind.Action()) && flatlyAffirms(b) },
	meets: func(s *said, a, b *practice.Declaration) bool {
		return (!customary(b) || namesClass(a)) && !waits(b) && meetsData(a, b) && receives(b, recipients(a)) && !s.excepted(a, b) && s.alike(a, b)
	},
	pivots: []*pivot{byData, byParty},
	message: func(a, _ *practice.Declaration) string {
		return "the notice says that " + string(recipients(a)[0]) + " does not see " + string(practiceOf(a).Data) + ", and elsewhere gives it to them"
	},
	because:    "Whoever gets the data sees them.",
	confidence: 0.7,
}

// unseenAndRead is data that the company itself does not look at, beside the same that it does.
var unseenAndRead = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return unseen(a) && len(recipients(a)) == 0 && specific(a)
	},
	second: func(_ *said, b *practice.Declaration) bool {
		looks := b.Kind == practice.KindUse && says("reading", b.Text) || b.Kind == practice.KindCollect && !slices.ContainsFunc(b.Data, written)
		return looks && b.Polarity != practice.Denied && specific(b) && !waits(b)
	},
	meets: func(s *said, a, b *practice.Declaration) bool {
		forNothing := len(a.Purposes) == 0 || slices.ContainsFunc(b.Purposes, func(p practice.Purpose) bool {
			return slices.Contains(a.Purposes, p) || slices.Contains(a.Purposes, commercial) && (root(p) == "marketing" || root(p) == "personalise")
		})
		return forNothing && meetsData(a, b) && !s.excepted(a, b) && s.alike(a, b)
	},
	pivots: []*pivot{byData},
	message: func(a, _ *practice.Declaration) string {
		return "the notice says that nobody looks at " + string(practiceOf(a).Data) + ", and elsewhere that it is looked at"
	},
	because:    "Both cannot hold.",
	confidence: 0.7,
}

// notHadAndGiven is data that are not collected, beside the same that are given to somebody.
var notHadAndGiven = &clash{
	first: func(s *said, a *practice.Declaration) bool {
		return a.Kind == practice.KindCollect && flatlyDenies(s, a) && specific(a) && len(a.Purposes) == 0
	},
	second: func(s *said, b *practice.Declaration) bool {
		return b.Kind == practice.KindShare && flatlyAffirms(b) && specific(b) && !waits(b) && !slices.Contains(b.Purposes, "service.payment") && !s.excepts(b) && !slices.ContainsFunc(b.Data, uploaded)
	},
	meets: func(s *said, a, b *practice.Declaration) bool {
		return !slices.ContainsFunc(b.Data, func(d practice.Data) bool { return practice.Covers("financial", d) }) && meetsData(a, b) && !s.excepted(a, b) && s.alike(a, b)
	},
	pivots: []*pivot{byData},
	message: func(a, _ *practice.Declaration) string {
		return "the notice says that " + string(practiceOf(a).Data) + " is not collected, and elsewhere gives it away"
	},
	because:    "Nobody can give what they do not have.",
	confidence: 0.7,
}

// profilingDenied is profiles that are not made, beside what makes them.
var profilingDenied = &clash{
	first: func(s *said, a *practice.Declaration) bool {
		return (a.Kind == practice.KindUse || a.Kind == practice.KindCollect) && flatlyDenies(s, a) && slices.Equal(a.Data, []practice.Data{"behaviour.profile"})
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Polarity != practice.Denied && b.Kind == practice.KindUse && specific(b) && !waits(b) && says("profiles", b.Text)
	},
	meets: func(s *said, a, b *practice.Declaration) bool { return !s.excepted(a, b) && s.alike(a, b) },
	message: func(_, _ *practice.Declaration) string {
		return "the notice says that no profiles are made, and elsewhere that data are used to make them"
	},
	because:    "To conclude from data what somebody likes or will do is profiling (GDPR 4(4)).",
	confidence: 0.6,
}

// unseen reports whether a statement says beyond doubt that somebody does not look at data.
func unseen(a *practice.Declaration) bool {
	return a.Kind == practice.KindAccessLimit && a.Polarity == practice.Denied && a.Condition == practice.Always && plain(a)
}

// written reports whether data are what people write or upload, which is taken in to be passed on and need not be looked at.
func written(d practice.Data) bool {
	return practice.Covers("communication.message", d) || practice.Covers("content", d) || d == "communication"
}

// uploaded reports whether data are what people hand over to have something done with it, such as a picture to be changed.
func uploaded(d practice.Data) bool { return written(d) || d == "identity.photo" }
