package rules

import (
	"regexp"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// Tension is the rule tension.
var Tension = &Rule{
	Name: "tension",
	Doc: `The notice says two things that a reader can hardly hold together

They may both be true, and no reader can tell how: a list of recipients that names the company's own people alone ("the
following have access") beside partners that get the data, consent that is asked for in one place and taken from using the
service in another, a firm end of keeping ("only as long as needed") beside an erasure that is left open ("we may delete").`,
	Severity:   practice.Low,
	References: []string{"GDPR 5(1)(a)", "GDPR 12(1)"},
	Remedies: []practice.Remedy{
		{Side: "notice", Text: "Say in one place what holds when, and refer to it from the other."},
	},
	Examples: []Example{
		{"", "affirmed: share personal to internal_staff; section who\naffirmed: share personal to partner; section how", true},
		{"", "affirmed: share personal to internal_staff; section who\naffirmed: share personal to partner; section who", false},
		{"", "affirmed: share personal to internal_staff; section who\naffirmed: share personal to authority; section how", false},
		{"", "affirmed: consent-claim personal with explicit consent\naffirmed: consent-claim personal by use; quote By using it you agree.", true},
		{"", "affirmed: consent-claim personal with explicit consent\naffirmed: consent-claim personal by submission; quote By sending it you agree.", false},
		{"", "only: retain personal; period criteria:necessary\nmay: delete personal; quote We may delete your data.", true},
		{"", "only: retain personal; period criteria:necessary\naffirmed: delete personal; quote We delete your data.", false},
	},
	Find: func(c *Case) []practice.Discrepancy { return findClashes(c, tensions) },
}

// tensions are the ways in which two statements strain each other.
var tensions = []*clash{staffListAndOthers, explicitAndImplied, endedAndLeftOpen}

// staffListAndOthers is a list of who may have access that holds the company's own people alone, beside others who get the data.
var staffListAndOthers = &clash{
	first: func(s *said, a *practice.Declaration) bool {
		return a.Kind == practice.KindShare && a.Polarity == practice.Affirmed && s.staffOnly(a)
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Kind == practice.KindShare && b.Polarity != practice.Denied && others(b)
	},
	meets: func(s *said, a, b *practice.Declaration) bool {
		return b.Section != a.Section && s.alike(a, b) && meetsData(a, b)
	},
	pivots: []*pivot{byData},
	message: func(_, b *practice.Declaration) string {
		return "the notice lists the company's own people as those who get the data, and elsewhere passes them to " + string(recipients(b)[0])
	},
	because:    "A list of recipients that leaves some out misleads.",
	remedy:     "Put all recipients, or their categories, into one list.",
	severity:   practice.Medium,
	confidence: 0.6,
}

// staffOnly reports whether a statement gives data to the company's own people alone, and so does its whole section.
func (s *said) staffOnly(a *practice.Declaration) bool {
	if len(a.Recipients) == 0 || len(recipients(a)) > 0 || a.Section == "" {
		return false
	}
	return !slices.ContainsFunc(s.sections[a.Section], func(d *practice.Declaration) bool {
		return sharing(d.Kind.Action()) && len(recipients(d)) > 0
	})
}

// explicitAndImplied is consent that is asked for, nobody knows for what, beside one that is taken as given.
var explicitAndImplied = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return a.Kind == practice.KindConsent && a.Modality != practice.May && !specific(a) && len(recipients(a)) == 0 && asksBefore(a)
	},
	second: func(_ *said, b *practice.Declaration) bool { return implies(b) },
	meets:  func(_ *said, a, b *practice.Declaration) bool { return sameAudience(a, b) },
	message: func(_, b *practice.Declaration) string {
		return "the notice promises to ask, and elsewhere takes " + pretexts[b.Condition] + " for a permission"
	},
	because:    "A reader cannot tell when there will be a question.",
	remedy:     "Say what consent is asked for, and take the implied one out.",
	confidence: 0.6,
}

// erasing is how English and French say that data are erased.
var erasing = regexp.MustCompile(`(?i)delet|eras|destr|anonym|supprim|effac|détrui`)

// endedAndLeftOpen is a firm end of keeping beside an erasure that may come or not.
var endedAndLeftOpen = &clash{
	first: func(_ *said, a *practice.Declaration) bool { return onlyAsNeeded(a) },
	second: func(_ *said, b *practice.Declaration) bool {
		return (b.Kind == practice.KindDelete || b.Kind == practice.KindRetention) && b.Modality == practice.May && b.Polarity == practice.Affirmed && erasing.MatchString(b.Text)
	},
	meets: func(s *said, a, b *practice.Declaration) bool {
		return (b.Kind == practice.KindDelete || b.Period == a.Period) && s.alike(a, b) && meetsData(a, b)
	},
	pivots: []*pivot{byData},
	message: func(_, _ *practice.Declaration) string {
		return "the notice promises to keep data only as long as needed, and elsewhere leaves it open whether they are erased"
	},
	because:    "What must end cannot be optional (GDPR 5(1)(e)).",
	remedy:     "Write “we delete” in place of “we may delete”.",
	confidence: 0.6,
}
