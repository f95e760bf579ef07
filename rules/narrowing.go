package rules

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// Narrowing is the rule narrowing.
var Narrowing = &Rule{
	Name: "narrowing",
	Doc: `The notice makes a promise, and takes a part of it back elsewhere

Both can be true, and who reads the first alone believes more than is meant: "we share your data with partners only with your
consent" and, two pages on, "data from our events are shared with partners"; "we collect no health data" and "health data that
you send us are erased". An exception belongs where the promise is.`,
	Severity:   practice.Low,
	References: []string{"GDPR 5(1)(a)", "GDPR 12(1)"},
	Remedies: []practice.Remedy{
		{Side: "notice", Text: "Write the exception into the sentence that makes the promise, or refer from there to it."},
	},
	Examples: []Example{
		{"", "affirmed: share personal to partner with consent\naffirmed: share personal to partner", true},
		{"", "affirmed: share personal to partner with consent\naffirmed: share personal to processor", false},
		{"", "affirmed: share contact.email to partner with consent\naffirmed: share contact.phone to partner", false},
		{"", "denied: collect special\naffirmed: delete special", true},
		{"", "denied: collect special\naffirmed: delete contact.email", false},
		{"", "denied: collect personal\naffirmed: delete personal", false},
	},
	Find: func(c *Case) []practice.Discrepancy { return findClashes(c, narrowings) },
}

// narrowings are the ways in which one statement takes back a part of another.
var narrowings = []*clash{askedAndNotAsked, deniedAndHandled}

// askedAndNotAsked is data that are given to somebody with consent, and in another case without.
var askedAndNotAsked = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return sharing(a.Kind.Action()) && a.Polarity == practice.Affirmed && asksBefore(a)
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Polarity == practice.Affirmed && b.Condition == practice.Always && b.Kind.Action() != "" && others(b)
	},
	meets: func(s *said, a, b *practice.Declaration) bool {
		return sameFamily(a.Kind, b.Kind) && s.alike(a, b) && meetsData(a, b) && purposesMeet(a, b) && givenBoth(a, b)
	},
	pivots: []*pivot{byAct, byParty},
	message: func(a, _ *practice.Declaration) string {
		return "the notice asks for consent before " + subject(a) + ", and elsewhere does it without"
	},
	because:    "Who reads the first does not expect the second.",
	confidence: 0.5,
}

// givenBoth reports whether somebody who gets data for ends of their own by one statement gets them by the other.
func givenBoth(a, b *practice.Declaration) bool {
	return slices.ContainsFunc(recipients(a), func(p practice.Party) bool {
		return p != practice.ThirdParty && slices.ContainsFunc(recipients(b), func(q practice.Party) bool { return practice.CoversParty(p, q) })
	})
}

// deniedAndHandled is data that are not collected, and what is done with them when they come in all the same.
var deniedAndHandled = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return a.Polarity == practice.Denied && a.Kind == practice.KindCollect && specific(a) && a.Condition == practice.Always
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Kind == practice.KindDelete && b.Polarity == practice.Affirmed && specific(b)
	},
	meets:  func(s *said, a, b *practice.Declaration) bool { return s.alike(a, b) && meetsData(a, b) },
	pivots: []*pivot{byData},
	message: func(a, _ *practice.Declaration) string {
		return "the notice denies " + subject(a) + ", and elsewhere says what it does with it"
	},
	because:    "Who denies the one does not expect the other.",
	confidence: 0.6,
}
