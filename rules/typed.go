package rules

import (
	"fmt"

	"github.com/candor-privacy/candor/practice"
)

// TypedBeforeSubmit is the rule typed-data-leaves-before-submit.
var TypedBeforeSubmit = &Rule{
	Name: "typed-data-leaves-before-submit",
	Doc: `What is typed reaches somebody else before it is submitted

A made-up value that was typed into a field, and never submitted, was found in what the page sent to a third party. Whoever types and
thinks better of it has not handed anything over; the third party has it all the same, plain or hashed. What a person
asks for by typing, such as a look-up of the address by the service that offers it, is told with less severity.`,
	Severity:   practice.High,
	References: []string{"GDPR 5(1)(a)", "GDPR 6(1)", "GDPR 13(1)", "ePrivacy 5(3)"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Keep {recipient} from reading the fields: send {data} only once the form is submitted."},
		{Side: "notice", Text: "No wording helps before the form is submitted: nothing was asked, and nothing was given."},
	},
	Examples: []Example{
		{"site share.typed contact.email to Facebook for marketing.advertising before consent", "affirmed: share contact.email to Facebook for marketing.advertising", true},
		{"site share.typed contact.email to unheard-of.example before consent", "", true},
		{"site share contact.email to Facebook for marketing.advertising", "", false},
		{"site share.keys contact.email to Facebook for marketing.advertising", "", false},
	},
	Find: func(c *Case) []practice.Discrepancy {
		return c.typed(practice.ShareTyped, "before anything is submitted")
	},
}

// Keystrokes is the rule keystrokes-recorded.
var Keystrokes = &Rule{
	Name: "keystrokes-recorded",
	Doc: `Keys are recorded by somebody else as they are pressed

The beginning of a made-up value reached a third party while the rest of it was still being typed: the keys are recorded, corrections and
second thoughts included. Session recorders do so unless they are told to leave fields out.`,
	Severity:   practice.High,
	References: []string{"GDPR 5(1)(a)", "GDPR 5(1)(c)", "GDPR 6(1)", "ePrivacy 5(3)"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Mask the fields in {recipient}, or do not load it on pages with forms."},
		{Side: "notice", Text: "If sessions are recorded, say by whom, and ask for consent before; fields stay out of it."},
	},
	Examples: []Example{
		{"site share.keys contact.email to Hotjar for analytics.audience before consent", "", true},
		{"site share.typed contact.email to Hotjar for analytics.audience before consent", "", false},
	},
	Find: func(c *Case) []practice.Discrepancy {
		return c.typed(practice.ShareKeys, "as it is typed")
	},
}

// typed finds what reached a third party without being submitted; what one company gets is one cause.
func (c *Case) typed(action practice.Action, when string) []practice.Discrepancy {
	key := func(j *judged) string {
		if j.Practice.Action != action {
			return ""
		}
		return string(practice.Company(j.Practice.Recipient))
	}
	var found []practice.Discrepancy
	for _, cause := range c.causes(key, affirming) {
		p := cause.practice()
		d := practice.Discrepancy{
			Verdict: practice.ConditionBroken, Confidence: 0.95, Practice: p, Severity: practice.High,
			Declared: cause.declarations(), Observed: cause.observations(),
			Message: fmt.Sprintf("%s reaches %s %s", p.Data, p.Recipient, when),
			Why: fmt.Sprintf("A made-up value was typed into the field for %s and not submitted; it was found in what the page sent to %s. "+
				"Nobody who only types has handed anything over.", p.Data, p.Recipient),
		}
		if !tracking(p) && root(p.Purpose) == "service" {
			d.Severity = practice.Medium
		}
		if len(d.Declared) == 0 {
			d.Nearest = c.nearest(cause)
		}
		found = append(found, d)
	}
	return found
}
