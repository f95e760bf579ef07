package rules

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// ImpliedConsent is the rule consent-implied-by-use.
var ImpliedConsent = &Rule{
	Name: "consent-implied-by-use",
	Doc: `The notice takes use of the service for consent

The notice says that whoever goes on browsing, uses the service or accepts the terms has consented. Consent is an
unambiguous act for one purpose (GDPR 4(11) and 7); silence and use are none. The text itself is the defect, whatever is
done. Statements that rest on the same pretext are one discrepancy.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 4(11)", "GDPR 7(2)", "CJEU C-673/17 (Planet49)", "EDPB Guidelines 05/2020, points 84 to 87"},
	Remedies: []practice.Remedy{
		{Side: "notice", Text: "Take the sentence out, or say how consent is asked for by an act of its own."},
		{Side: "practice", Text: "Ask before, with a refusal as easy as the acceptance, and wait for the answer."},
	},
	Examples: []Example{
		{"", "affirmed: consent-claim tracer by browsing; quote By going on you accept our cookies.", true},
		{"", "affirmed: consent-claim personal by use; quote By using our services you consent to this notice.", true},
		{"", "affirmed: consent-claim personal by accepting terms; quote By accepting the terms you consent.", true},
		{"", "affirmed: track tracer by browsing; quote Going on, you accept cookies.", true},
		{"", "affirmed: collect personal by use; quote We collect your data by using cookies.", false},
		{"", "affirmed: consent-claim tracer with consent; quote We ask for your consent.", false},
		{"", "denied: consent-claim tracer by browsing; quote Going on is no consent.", false},
		{"", "affirmed: consent-claim contact.email by submission; quote By sending the form you agree.", false},
	},
	Find: findImpliedConsent,
}

// pretexts are the conditions that are no consent, with the words for them.
var pretexts = map[practice.Condition]string{
	practice.ByBrowsing:  "going on browsing",
	practice.ByUse:       "using the service",
	"by accepting terms": "accepting the terms as a whole",
}

// agreeing finds the words of consent, in English and in French. A statement of another kind than a claim of consent needs
// one: "by using cookies we collect" has the form of the pretext and is none.
var agreeing = regexp.MustCompile(`(?i)\b(?:consent|agree|accept|acknowledge|authori[sz]|permi(?:t|ssion)|deemed|approv|allow us|autoris|acquiesc|réputé)`)

func claimsConsent(d *practice.Declaration) bool {
	return d.Kind == practice.KindConsent || (d.Kind.Action() != "" && agreeing.MatchString(d.Text))
}

func findImpliedConsent(c *Case) []practice.Discrepancy {
	said := map[practice.Condition][]*practice.Declaration{}
	var conditions []practice.Condition
	for i := range c.Notice.Declarations {
		d := &c.Notice.Declarations[i]
		if pretexts[d.Condition] == "" || d.Polarity == practice.Denied || !claimsConsent(d) {
			continue
		}
		if said[d.Condition] == nil {
			conditions = append(conditions, d.Condition)
		}
		said[d.Condition] = append(said[d.Condition], d)
	}
	slices.Sort(conditions)
	var found []practice.Discrepancy
	for _, condition := range conditions {
		list := said[condition]
		found = append(found, practice.Discrepancy{
			Verdict: practice.Unlawful, Confidence: 0.9, Practice: practiceOf(list[0]),
			Declared: values(list), Observed: []practice.Observation{},
			Message: fmt.Sprintf("the notice takes %s for consent", pretexts[condition]),
			Why:     fmt.Sprintf("The notice says %s. Under GDPR 4(11) consent is a clear affirmative act; %s is none (CJEU C-673/17, Planet49).", citeAll(list), pretexts[condition]),
		})
	}
	return found
}
