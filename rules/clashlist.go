package rules

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A statement that closes a list ("only for ...", "only to ...") stands against one that goes beyond the list.

// closedAndBeyond is a list that is closed for named data, or for named recipients.
var closedAndBeyond = &clash{
	first:      func(_ *said, a *practice.Declaration) bool { return closes(a) && specific(a) },
	second:     opens,
	meets:      func(s *said, a, b *practice.Declaration) bool { return s.listMeets(a, b) && s.goesBeyond(a, b) },
	pivots:     []*pivot{byAct},
	message:    closedMessage,
	because:    "Both cannot hold.",
	confidence: 0.7,
}

// closedForAll is a list that is closed for personal data as a whole. Most such sentences are meant for what stands around them, so
// that only what no reader would put into the list goes beyond it.
var closedForAll = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return closes(a) && !specific(a) && (!sharing(a.Kind.Action()) || len(recipients(a)) > 0)
	},
	second: func(s *said, b *practice.Declaration) bool { return opens(s, b) && (unlimited(b) || others(b)) },
	meets: func(s *said, a, b *practice.Declaration) bool {
		return s.listMeets(a, b) && (unlimited(b) || a.Section != b.Section) && s.goesBeyond(a, b)
	},
	pivots:     []*pivot{byAct},
	message:    closedMessage,
	because:    "Both cannot hold, unless the first is meant for less than it says.",
	severity:   practice.Low,
	confidence: 0.5,
}

func closedMessage(a, _ *practice.Declaration) string {
	return "the notice closes the list for " + subject(a) + " and goes beyond it elsewhere"
}

// others reports whether a statement names somebody who gets the data for ends of their own.
func others(d *practice.Declaration) bool {
	return slices.ContainsFunc(recipients(d), func(p practice.Party) bool {
		return practice.CoversParty("partner", p) || len(d.Vendors) == 0 && p == practice.ThirdParty
	})
}

// unlimited reports whether a statement sets no limit to what the data are for.
func unlimited(d *practice.Declaration) bool { return slices.Contains(d.Purposes, practice.AnyPurpose) }

// closes reports whether a statement promises that nothing but a list is done. A company that only acts on its customer's instruction says
// whose data they are, and not what it does with others.
func closes(a *practice.Declaration) bool {
	if a.Polarity != practice.AffirmedOnly || a.Kind.Action() == "" || len(a.Data) == 0 || a.Kind == practice.KindRetention {
		return false
	}
	if a.Kind == practice.KindTracer && len(a.Tracers) == 0 || slices.Contains(a.Purposes, "rights") {
		return false // "these cookies", "what you tell us in your request": a part, not all
	}
	return a.Condition != "on instruction" && !says("above", a.Text)
}

// opens reports whether a statement can go beyond a list: one of what is done unasked, as who is asked first can go beyond any.
func opens(_ *said, b *practice.Declaration) bool {
	return b.Polarity != practice.Denied && b.Kind.Action() != "" && b.Condition != "on instruction" && !waits(b)
}

// listMeets reports whether b is about the same act as the list that a closes. Items of one closed list stand in one section.
func (s *said) listMeets(a, b *practice.Declaration) bool {
	asked := a.Kind == practice.KindCollect && b.Kind == practice.KindUse && len(a.Purposes) > 0 && specific(a) // "asked for delivery alone", and used for more
	return (sameFamily(a.Kind, b.Kind) || asked) && (b.Polarity != practice.AffirmedOnly || a.Section != b.Section) && s.alike(a, b)
}

// goesBeyond reports whether b affirms what is in none of the closed lists that stand where a does.
func (s *said) goesBeyond(a, b *practice.Declaration) bool {
	if !meetsData(a, b) {
		return false
	}
	list := s.closedWith(a)
	if who := recipients(b); len(recipients(a)) > 0 && len(who) > 0 {
		return slices.ContainsFunc(who, func(p practice.Party) bool { return !list.holds(p) })
	}
	if len(a.Purposes) == 0 {
		return specific(a) && a.Kind == practice.KindUse && says("only.for", a.Text) && slices.ContainsFunc(b.Purposes, func(p practice.Purpose) bool { return root(p) == "marketing" })
	}
	return slices.ContainsFunc(b.Purposes, func(p practice.Purpose) bool {
		if p == "service.provide" && slices.ContainsFunc(list.purposes, func(x practice.Purpose) bool { return practice.Covers("service", x) }) {
			return false // it is what all of them are for
		}
		return familyOf(p) != "legal" && familyOf(p) != "security" && (p == practice.AnyPurpose || !purposeFits(list.purposes, p))
	})
}

// A closedList is what the closed lists of one section hold that are about one act.
type closedList struct {
	parties  map[string][]practice.Party // by their keys
	purposes []practice.Purpose
}

// A listed is where a closed list stands, and what it is about.
type listed struct {
	section string
	kind    practice.Kind
}

// closedWith is the closed list to which a statement belongs.
func (s *said) closedWith(a *practice.Declaration) *closedList {
	where := listed{a.Section, a.Kind}
	if list, ok := s.closed[where]; ok {
		return list
	}
	list := &closedList{parties: map[string][]practice.Party{}}
	for _, d := range s.sections[a.Section] {
		if d.Polarity != practice.AffirmedOnly || !sameFamily(a.Kind, d.Kind) {
			continue
		}
		list.purposes = append(list.purposes, d.Purposes...)
		for _, p := range recipients(d) {
			for _, key := range practice.PartyKeys(p) {
				if !slices.Contains(list.parties[key], p) {
					list.parties[key] = append(list.parties[key], p)
				}
			}
		}
	}
	list.purposes = unique(list.purposes)
	s.closed[where] = list
	return list
}

// holds reports whether somebody on the list covers a party.
func (l *closedList) holds(p practice.Party) bool {
	return slices.ContainsFunc(practice.CoveringKeys(p), func(key string) bool { return coversAny(l.parties[key], p) })
}

// staffAndOthers is an access that only the company's own people have, beside somebody who gets the data.
var staffAndOthers = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return (a.Kind == practice.KindAccessLimit || a.Kind == practice.KindShare) && a.Polarity == practice.AffirmedOnly && a.Condition == practice.Always && len(a.Recipients) > 0 && len(recipients(a)) == 0
	},
	second: func(s *said, b *practice.Declaration) bool {
		return b.Polarity != practice.Denied && b.Condition != "on instruction" && sharing(b.Kind.Action()) && (others(b) || len(b.Vendors) > 0) && !s.excepts(b)
	},
	meets: func(s *said, a, b *practice.Declaration) bool {
		return (a.Kind == practice.KindShare || others(b)) && s.alike(a, b) && meetsData(a, b) && !s.listsToo(a, b)
	},
	pivots: []*pivot{byData},
	message: func(_, b *practice.Declaration) string {
		return "the notice says that only its own people see the data, and elsewhere that " + string(recipients(b)[0]) + " gets them"
	},
	because:    "Whoever gets the data sees them.",
	remedy:     "Name the recipients where access is spoken of, or say that the limit is meant for the company's own people.",
	confidence: 0.6,
}

// usedOnlyForAndShared is a use of named data for one end only, beside giving them to somebody who has ends of their own.
var usedOnlyForAndShared = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return a.Kind == practice.KindUse && closes(a) && specific(a) && len(a.Purposes) > 0 && a.Condition == practice.Always
	},
	second: func(s *said, b *practice.Declaration) bool {
		return opens(s, b) && sharing(b.Kind.Action()) && specific(b) && toOwnEnds(b) && !s.excepts(b)
	},
	meets: func(s *said, a, b *practice.Declaration) bool {
		within := slices.ContainsFunc(b.Purposes, func(p practice.Purpose) bool { return purposeFits(a.Purposes, p) })
		return !within && meetsData(a, b) && s.alike(a, b)
	},
	pivots: []*pivot{byData},
	message: func(a, b *practice.Declaration) string {
		return "the notice uses " + string(practiceOf(a).Data) + purposeOf(practiceOf(a)) + " only, and elsewhere gives it to " + string(recipients(b)[0])
	},
	because:    "Whoever gets the data uses them for ends of their own.",
	remedy:     "Name every use of these data where the list is closed, or take “only” out.",
	confidence: 0.6,
}

// toOwnEnds reports whether a statement gives data to somebody who has ends of their own with them, as partners, advertisers and social networks have.
func toOwnEnds(d *practice.Declaration) bool {
	return slices.ContainsFunc(recipients(d), func(p practice.Party) bool {
		v, known := practice.VendorByName(string(p))
		return practice.CoversParty("partner", p) || known && practice.CoversParty("partner", v.Class)
	})
}

// excepts reports whether a statement is no more than what a denial in the same words leaves open.
func (s *said) excepts(b *practice.Declaration) bool {
	return slices.ContainsFunc(s.from[place{b.Source, b.Start}], func(d *practice.Declaration) bool {
		return d.Polarity == practice.Denied && sameWords(d, b) && sameFamily(b.Kind, d.Kind)
	})
}

// listsToo reports whether a section that says "only" names the recipient of b in another statement that says it too.
func (s *said) listsToo(a, b *practice.Declaration) bool {
	list := s.closedWith(a)
	return !slices.ContainsFunc(recipients(b), func(p practice.Party) bool { return !list.holds(p) })
}

// necessaryAndOthers is a promise that only cookies are set that the site needs, beside others.
var necessaryAndOthers = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return a.Kind == practice.KindTracer && a.Polarity == practice.AffirmedOnly && len(a.Tracers)+len(recipients(a)) == 0 && len(a.Purposes) > 0 &&
			!slices.ContainsFunc(a.Purposes, needsConsent) && says("necessity", a.Text) && !says("some.tracers", a.Text)
	},
	second: func(_ *said, b *practice.Declaration) bool {
		sets := b.Kind == practice.KindTracer || b.Kind == practice.KindConsent && slices.ContainsFunc(b.Data, func(d practice.Data) bool { return practice.Covers("tracer", d) })
		return sets && b.Polarity != practice.Denied && b.Modality != practice.Soft &&
			slices.ContainsFunc(b.Purposes, optional)
	},
	meets: func(s *said, a, b *practice.Declaration) bool { return s.alike(a, b) },
	message: func(_, b *practice.Declaration) string {
		return "the notice says that only necessary cookies are set, and elsewhere that some are for " + string(b.Purposes[slices.IndexFunc(b.Purposes, optional)])
	},
	because:    "Cookies that measure or advertise are none that the site needs.",
	remedy:     "Name all cookies, and ask before those are set that are not needed.",
	confidence: 0.7,
}

// optional reports whether tracers for a purpose are none that a site needs.
func optional(p practice.Purpose) bool {
	return slices.ContainsFunc([]practice.Purpose{"analytics", "marketing"}, func(x practice.Purpose) bool { return practice.Covers(x, p) })
}

// onlyTheseAndOthers is a list that is closed for the data that are collected, beside data that are not on it.
var onlyTheseAndOthers = &clash{
	first: func(s *said, a *practice.Declaration) bool {
		return a.Kind == practice.KindCollect && a.Polarity == practice.AffirmedOnly && a.Condition == practice.Always && len(a.Purposes)+len(recipients(a)) == 0 && specific(a) && says("only.these", a.Text)
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Kind == practice.KindCollect && b.Polarity == practice.Affirmed && b.Condition == practice.Always && specific(b)
	},
	meets: func(s *said, a, b *practice.Declaration) bool { return s.alike(a, b) && len(unlisted(a, b)) > 0 },
	message: func(a, b *practice.Declaration) string {
		return "the notice says which data alone are collected, and elsewhere that " + string(unlisted(a, b)[0]) + " is"
	},
	because:    "A list that is closed leaves nothing out.",
	remedy:     "Put all that is collected into the list.",
	confidence: 0.7,
}

// unlisted are the data of b that a closed list does not hold.
func unlisted(a, b *practice.Declaration) []practice.Data {
	return slices.DeleteFunc(slices.Clone(b.Data), func(d practice.Data) bool { return !personal(d) || oneOf(a.Data, d) })
}
