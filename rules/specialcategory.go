package rules

import (
	"fmt"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// SpecialCategory is the rule special-category.
var SpecialCategory = &Rule{
	Name: "special-category",
	Doc: `Special categories of data are processed, and the notice names no ground that lifts the ban

Health, religion, sexual orientation and the like may not be processed at all but for one of the exceptions of GDPR 9(2), of which explicit consent
is the usual one. The notice tells that they are collected, and neither of explicit consent nor of another exception. It weighs more if they
reach somebody who advertises or measures. Data that the notice does not mention are undeclared-data, which is high for them and cites
GDPR 9, so that one cause stays one discrepancy.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 9(1)", "GDPR 9(2)", "GDPR 13(1)(c)"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Ask for explicit consent to {data} before it is given, or do without it."},
		{Side: "notice", Text: "Name the exception of GDPR 9(2) on which {data} is processed."},
	},
	Examples: []Example{
		{"site collect special.health", "affirmed: collect special.health", true},
		{"site collect special.health", "affirmed: collect special.health with explicit consent", false},
		{"site collect special.health", "affirmed: collect special.health\naffirmed: legal-basis special; basis consent", false},
		{"site collect special.health", "affirmed: collect special.health; quote We process health data under Article 9(2)(h) GDPR.", false},
		{"site collect special.health", "affirmed: collect contact.email", false}, // undeclared-data
		{"site collect special.health", "denied: collect special.health", false},  // denied-but-seen
		{"site collect contact.email", "affirmed: collect contact.email", false},
	},
	Find: findSpecialCategory,
}

// exceptions are the words by which a notice names an exception from the ban, in English and in French.
var exceptions = wholeWords(`explicit(?:ly)? (?:consent\p{L}*|agree\p{L}*)|express consent|consentement (?:explicite|exprès)|article 9|art\.? ?9|9 ?\(2\)|9\.2|vital interests?|intérêts? vita(?:l|ux)|substantial public interest|intérêt public important|medical (?:diagnosis|purposes)|diagnostics? médica(?:l|ux)`)

func findSpecialCategory(c *Case) []practice.Discrepancy {
	key := func(j *judged) string {
		p := j.Practice
		told := len(j.clear)+len(j.vague) > 0 && len(j.against) == 0
		if !practice.Covers("special", p.Data) || !flow(p.Action) || !told || c.liftsBan(j) {
			return ""
		}
		return string(p.Data)
	}
	var found []practice.Discrepancy
	for _, cause := range c.causes(key, func(j *judged) []*practice.Declaration { return slices.Concat(j.clear, j.vague) }) {
		p := cause.practice()
		d := practice.Discrepancy{
			Verdict: practice.Omitted, Confidence: 0.7, Practice: p, Declared: cause.declarations(), Observed: cause.observations(),
			Message: fmt.Sprintf("%s; the notice names no exception of GDPR 9(2)", cause.done()),
			Why: fmt.Sprintf("The notice says %s, and %s%s. No statement that was read names explicit consent to it or another exception of GDPR 9(2).",
				citeAll(cause.said), cause.done(), meaning(p.Data)),
		}
		if slices.ContainsFunc(cause.seen, func(s span) bool { return s[0].Practice.Recipient != "" && tracking(s[0].Practice) }) {
			d.Severity = practice.High
		}
		found = append(found, d)
	}
	return found
}

// liftsBan reports whether a statement names an exception for such data.
func (c *Case) liftsBan(j *judged) bool {
	return recall(c.known.ofData(j), askedLiftsTheBan, func() bool {
		return slices.ContainsFunc(c.register.all, func(d *practice.Declaration) bool { return liftsBan(d, j) })
	})
}

func liftsBan(d *practice.Declaration, j *judged) bool {
	if d.Polarity == practice.Denied || !speaksTo(d, j.candidates) {
		return false
	}
	about := slices.ContainsFunc(d.Data, func(x practice.Data) bool {
		return practice.Covers("special", x) && (practice.Covers(x, j.Practice.Data) || practice.Covers(j.Practice.Data, x))
	})
	asks := d.Condition == practice.WithConsent || d.Condition == "with explicit consent" || d.Kind == practice.KindLegalBasis && len(d.Bases) > 0
	return about && asks || j.register.has(namesException, d)
}
