package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// MisstatedConsent is the rule consent-misstated.
var MisstatedConsent = &Rule{
	Name: "consent-misstated",
	Doc: `Others are told of a consent that nobody gave

The site hands vendors a signal (a TC string, Google Consent Mode) that says that the visitor has consented to advertising or to
measuring, and the visitor has made no choice, has refused, or has taken the consent back. A vendor that relies on the signal processes
without a legal basis, and believes that it has one. After acceptance such a signal is what it should be.`,
	Severity:   practice.High,
	References: []string{"GDPR 7(1)", "GDPR 6(1)(a)", "ePrivacy 5(3)", "CJEU C-604/22 (IAB Europe)"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Set the default of the signal to denied, and change it only by what the visitor chooses."},
		{Side: "notice", Text: "No wording helps: a consent has to be given before it is told."},
	},
	Examples: []Example{
		{"site signal tracer for marketing.advertising before consent; name TCF", "", true},
		{"site signal tracer for analytics.audience after refusal; name Google Consent Mode", "", true},
		{"site signal tracer for marketing.targeted after withdrawal; name TCF", "affirmed: track tracer for marketing.targeted with consent", true},
		{"site signal tracer for marketing.advertising after acceptance; name TCF", "", false},
		{"site signal tracer for service.improve before consent; name TCF", "", true},
		{"site track tracer.cookie_id for service.technical before consent; name euconsent-v2", "", false},
	},
	Find: findMisstatedConsent,
}

// withoutConsent are the states in which there is no consent that could be told, and how a sentence says so.
var withoutConsent = []struct {
	state practice.Condition
	when  string
}{
	{practice.BeforeConsent, "before any choice is made"},
	{practice.Refused, "after the visitor refused"},
	{practice.Withdrawn, "after the visitor took consent back"},
}

func findMisstatedConsent(c *Case) []practice.Discrepancy {
	var found []practice.Discrepancy
	for _, without := range withoutConsent {
		seen := slices.DeleteFunc(c.doing(practice.Signal), func(s span) bool { return s[0].Practice.Condition != without.state })
		signal := func(j *judged) string { return j.Name }
		for _, cause := range causesAmong(seen, signal, func(j *judged) []*practice.Declaration { return consentPromises(c, j) }) {
			found = append(found, misstated(cause, without.state, without.when))
		}
	}
	return found
}

func misstated(c *cause, state practice.Condition, when string) practice.Discrepancy {
	p := c.practice()
	p.Condition = state
	var purposes []string
	for _, s := range c.seen {
		if purpose := string(s[0].Practice.Purpose); !slices.Contains(purposes, purpose) {
			purposes = append(purposes, purpose)
		}
	}
	signal := c.lead().Name
	return practice.Discrepancy{
		Verdict: practice.ConditionBroken, Confidence: 0.9, Practice: p,
		Declared: c.declarations(), Observed: c.observations(),
		Message: fmt.Sprintf("the site tells others by %s that the visitor consented, %s", signal, when),
		Why: fmt.Sprintf("The signal of %s says that consent was given for %s; it was seen %s. Vendors act on the signal, not on what the visitor chose.",
			signal, strings.Join(purposes, ", "), when),
	}
}
