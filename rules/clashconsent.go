package rules

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A statement that consent is asked for stands against one that does without, or takes something else for it.

// askedAndImplied is a consent that is asked for, and elsewhere taken from what the person does anyway.
var askedAndImplied = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return asksBefore(a) && (a.Modality != practice.May || sharing(a.Kind.Action()))
	},
	second: func(_ *said, b *practice.Declaration) bool { return implies(b) },
	meets: func(_ *said, a, b *practice.Declaration) bool {
		return sameAudience(a, b) && (sharedParties(a, b) || sharedData(a, b))
	},
	message: func(_, b *practice.Declaration) string {
		return "the notice asks for consent, and elsewhere takes " + pretexts[b.Condition] + " for it"
	},
	because:    "Nobody is asked for what is taken as given; and only what is asked for is consent (GDPR 4(11)).",
	remedy:     "Keep the question and take the other sentence out.",
	review:     true, // in an audit, consent-implied-by-use tells it
	confidence: 0.7,
}

// optInAndOptOut is the same done with prior consent, and elsewhere until somebody objects.
var optInAndOptOut = &clash{
	first: func(_ *said, a *practice.Declaration) bool { return asksBefore(a) },
	second: func(s *said, b *practice.Declaration) bool {
		return b.Polarity != practice.Denied && !waits(b) && (optedOut(b) || s.optOutFollows(b))
	},
	meets: func(_ *said, a, b *practice.Declaration) bool { return sameAudience(a, b) && sameMatter(a, b) },
	message: func(_, b *practice.Declaration) string {
		return "the notice asks for consent, and elsewhere does the same until somebody objects (" + subject(b) + ")"
	},
	because:    "Who is asked before need not object after.",
	remedy:     "Say which of the two it is. Tracers that are not strictly necessary and marketing by e-mail need consent first.",
	severity:   practice.Low,
	confidence: 0.6,
}

// oneBasisAndAnother is one legal basis for everything, beside another.
var oneBasisAndAnother = &clash{
	first: func(s *said, a *practice.Declaration) bool { return s.sole == 1 && solelyOn(a) != "" }, // one in each of several sections is not one for all
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Polarity != practice.Denied && (b.Kind == practice.KindLegalBasis || b.Condition == practice.WithoutAsking)
	},
	meets: func(_ *said, a, b *practice.Declaration) bool {
		sole := solelyOn(a)
		if !sameAudience(a, b) {
			return false
		}
		if b.Kind == practice.KindLegalBasis {
			return slices.ContainsFunc(b.Bases, func(basis string) bool { return basis != sole })
		}
		return sole == "consent" && b.Kind.Action() != "" && b.Condition == practice.WithoutAsking && slices.Contains(b.Data, practice.Personal)
	},
	message: func(a, _ *practice.Declaration) string {
		return "the notice rests everything on " + basisWords(a.Bases[0]) + ", and elsewhere on something else"
	},
	because:    "People must be told the basis of each purpose (GDPR 13(1)(c)), and can withdraw a consent but not a contract.",
	remedy:     "Give each purpose its own legal basis.",
	confidence: 0.7,
}

// solelyOn is the legal basis that a statement claims for everything, "" if it claims none.
func solelyOn(d *practice.Declaration) string {
	if d.Kind == practice.KindLegalBasis && d.Universal && len(d.Bases) == 1 && d.Polarity != practice.Denied {
		return d.Bases[0]
	}
	return ""
}

func basisWords(basis string) string {
	text := []byte(basis)
	for i, c := range text {
		if c == '_' {
			text[i] = ' '
		}
	}
	return string(text)
}

// asksBefore reports whether a statement says that consent is asked for before.
func asksBefore(d *practice.Declaration) bool {
	return d.Polarity != practice.Denied && d.Modality != practice.Soft && (d.Condition == practice.WithConsent || d.Condition == "with explicit consent") &&
		(d.Kind == practice.KindConsent || d.Kind.Action() != "") && !says("unasked", d.Text)
}

// implies reports whether a statement claims a consent that nobody gave.
func implies(d *practice.Declaration) bool {
	return pretexts[d.Condition] != "" && d.Polarity != practice.Denied && claimsConsent(d) && !says("liability", d.Text)
}

// sharedParties reports whether both are about giving data to the same people.
func sharedParties(a, b *practice.Declaration) bool {
	parties := recipients(b)
	asked := recipients(a)
	return slices.ContainsFunc(asked, func(p practice.Party) bool { return coversAny(parties, p) }) ||
		slices.ContainsFunc(parties, func(p practice.Party) bool { return coversAny(asked, p) })
}

// sharedData reports whether a consent is asked for named data or tracers, and taken for the same or for the notice as a whole.
func sharedData(a, b *practice.Declaration) bool {
	if !specific(a) || len(recipients(a))+len(recipients(b)) > 0 {
		return false
	}
	return !specific(b) && b.Kind == practice.KindConsent || slices.ContainsFunc(a.Data, func(d practice.Data) bool { return oneOf(b.Data, d) })
}

// oneOf reports whether a category is one of a list, covers one or is covered by one.
func oneOf(list []practice.Data, d practice.Data) bool {
	return slices.ContainsFunc(list, func(x practice.Data) bool { return practice.Covers(x, d) || practice.Covers(d, x) })
}

func optedOut(d *practice.Declaration) bool {
	return d.Kind.Action() != "" && (d.Condition == practice.UnlessOptOut || d.Condition == "unless opted out at vendor")
}

// optOutFollows reports whether the next sentence lets people object to tracers that somebody else sets.
func (s *said) optOutFollows(d *practice.Declaration) bool {
	if d.Kind != practice.KindTracer || d.Condition != practice.Always || len(recipients(d)) == 0 {
		return false
	}
	return slices.ContainsFunc(s.next(d), func(o *practice.Declaration) bool {
		return o.Kind == practice.KindOptOut && o.Condition != "unless refused in browser"
	})
}

// sameMatter reports whether what is asked for and what can be objected to are the same: tracers, or an act for the same purpose.
func sameMatter(a, b *practice.Declaration) bool {
	if b.Kind == practice.KindTracer {
		return slices.ContainsFunc(a.Data, func(d practice.Data) bool { return practice.Covers("tracer", d) }) && purposesMeet(a, b)
	}
	if a.Kind != practice.KindConsent && !sameFamily(a.Kind, b.Kind) || !meetsData(a, b) {
		return false
	}
	if len(recipients(a)) > 0 || len(recipients(b)) > 0 {
		return sharedParties(a, b) && purposesMeet(a, b)
	}
	return len(a.Purposes) > 0 && len(b.Purposes) > 0 && purposesMeet(a, b)
}

// purposesMeet reports whether two statements can be about one purpose.
func purposesMeet(a, b *practice.Declaration) bool {
	return len(a.Purposes) == 0 || len(b.Purposes) == 0 || slices.ContainsFunc(b.Purposes, func(p practice.Purpose) bool { return slices.Contains(a.Purposes, p) })
}

// twoBases is one purpose that rests on consent, and elsewhere on something that asks nobody.
var twoBases = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return restsOn(a) && a.Bases[0] == "consent" || a.Kind == practice.KindConsent && asksBefore(a) && narrow(a.Purposes) && !says("some.cases", a.Text)
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return restsOn(b) && b.Bases[0] == "legitimate_interest" // what is said to rest on a contract is mostly something else of the same purpose
	},
	meets: func(s *said, a, b *practice.Declaration) bool {
		return slices.ContainsFunc(a.Purposes, func(p practice.Purpose) bool { return slices.Contains(b.Purposes, p) || sameEnd(b.Purposes, p) }) && sameMembers(a.Scope, b.Scope) && s.alike(a, b) && !s.apart(a, b)
	},
	message: func(a, b *practice.Declaration) string {
		return "the notice rests " + string(a.Purposes[0]) + " on consent, and elsewhere on " + basisWords(b.Bases[0])
	},
	because:    "Whoever is asked can refuse and withdraw; whoever is not can only object (GDPR 6(1), 7(3), 21).",
	remedy:     "Give the purpose one legal basis, or say in which case it is which.",
	confidence: 0.7,
}

// restsOn reports whether a statement names the one basis of purposes that are narrow enough to have one, for everybody and in every case.
func restsOn(d *practice.Declaration) bool {
	if d.Kind != practice.KindLegalBasis || d.Polarity == practice.Denied || len(d.Bases) != 1 || says("some.cases", d.Text) {
		return false
	}
	return narrow(d.Purposes)
}

// sameEnd reports whether a purpose is one of a list but for how exactly it is told: advertising that is chosen for somebody is advertising.
func sameEnd(list []practice.Purpose, p practice.Purpose) bool {
	ads := []practice.Purpose{"marketing.advertising", "marketing.targeted"}
	return slices.Contains(ads, p) && slices.ContainsFunc(list, func(x practice.Purpose) bool { return slices.Contains(ads, x) })
}

// narrow reports whether purposes are such as have one legal basis each.
func narrow(list []practice.Purpose) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(p practice.Purpose) bool {
		return !slices.Contains([]practice.Purpose{"marketing", "analytics", "personalise", "ai_training"}, root(p))
	})
}

// waitsAndAtOnce is tracers that wait for consent, and elsewhere are set as soon as somebody comes.
var waitsAndAtOnce = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		waits := a.Polarity == practice.Denied && a.Condition == practice.WithoutAsking || asksBefore(a)
		return waits && slices.ContainsFunc(a.Data, func(d practice.Data) bool { return practice.Covers("tracer", d) })
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Kind == practice.KindTracer && b.Polarity != practice.Denied && b.Condition == practice.Always && says("on.arrival", b.Text) && notNeeded(b)
	},
	meets: func(s *said, a, b *practice.Declaration) bool { return purposesMeet(a, b) && s.alike(a, b) },
	message: func(_, b *practice.Declaration) string {
		return "the notice sets tracers with consent alone, and elsewhere as soon as somebody comes (" + subject(b) + ")"
	},
	because:    "Who is asked before cannot find it done already.",
	remedy:     "Say which tracers are set before any choice, and set none that the site does not need.",
	severity:   practice.Medium,
	confidence: 0.7,
}

// notNeeded reports whether the tracers of a statement are none that a site needs: by what they are for or by who sets them.
func notNeeded(d *practice.Declaration) bool {
	if len(d.Purposes) > 0 {
		return slices.ContainsFunc(d.Purposes, optional)
	}
	return slices.ContainsFunc(recipients(d), func(p practice.Party) bool {
		v, known := practice.VendorByName(string(p))
		return known && (practice.CoversParty("partner", v.Class) || practice.CoversParty("analytics_provider", v.Class))
	})
}
