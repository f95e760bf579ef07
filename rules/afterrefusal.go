package rules

import "github.com/candor-privacy/candor/practice"

// AfterRefusal is the rule after-refusal.
var AfterRefusal = &Rule{
	Name: "after-refusal",
	Doc: `Done although the visitor refused

The visitor refused everything that can be refused, or took back a consent that had been given, and the practice was seen all the same. What
needs consent is what before-consent says. A vendor seen both before and after a refusal is reported under both rules: loading it too early
and not heeding the answer are two defects, with two repairs. What the notice promises for that case ("if you reject cookies, no analytics
will run") is quoted, and binds even where the law does not ask.`,
	Severity:   practice.High,
	References: []string{"ePrivacy 5(3)", "GDPR 7(3)", "GDPR 5(1)(a)", "CNIL guidelines of 17 September 2020 on cookies"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Make the refusal stop {recipient}, and delete what was kept before."},
		{Side: "notice", Text: "No wording helps: a refusal must be heeded."},
	},
	Examples: []Example{
		{"site track tracer.cookie_id by Facebook for marketing.advertising after refusal", "affirmed: track tracer.cookie_id for marketing.advertising with consent", true},
		{"site share behaviour.browsing to Hotjar for analytics.audience after refusal", "", true},
		{"site share contact.email to SendGrid after refusal", "denied: share contact.email without consent", true},
		{"site share contact.email to SendGrid after acceptance", "denied: share contact.email without consent", false},
		{"site track tracer.cookie_id for service.technical after refusal", "", false},
		{"site track tracer.local_storage for rights after refusal", "", false},
		{"site track tracer after refusal; name answer; period P180D", "affirmed: track tracer.cookie_id for rights; tracers answer", false},
		{"site track tracer after refusal; name answer; period P180D", "affirmed: track tracer.cookie_id for rights; tracers other", true},
		{"site track tracer after refusal; name foulee; period P180D", "affirmed: retain tracer; period P6M; tracers foulee; quote Votre choix est conservé pendant six mois dans le cookie foulee.", false},
		{"site track tracer after refusal; name foulee; period P180D", "affirmed: retain tracer; period P6M; tracers foulee; quote With your consent we store the cookie foulee for six months.", true},
		{"site track tracer.cookie_id for analytics.audience after refusal", "affirmed: track tracer.cookie_id for analytics.audience without consent\naffirmed: optout tracer for analytics.audience unless opted out; quote If you reject cookies, no analytics will run.", true},
		{"site track tracer.cookie_id for analytics.audience after refusal", "affirmed: track tracer.cookie_id for analytics.audience without consent\naffirmed: optout tracer for analytics.audience unless opted out; quote You can opt out of analytics by writing to us.", false},
		{"site track tracer.cookie_id by Matomo for analytics.audience after refusal", "affirmed: track tracer by Matomo for analytics.audience without consent\naffirmed: optout tracer for analytics.audience unless opted out; quote If you refuse cookies, no third-party analytics will run.", false},
		{"site track tracer.cookie_id by Matomo for analytics.audience after refusal", "affirmed: track tracer by Matomo for analytics.audience without consent\naffirmed: optout tracer for analytics.audience unless opted out; quote If you refuse cookies, no analytics will run.", true},
		{"site share contact.email to SendGrid for service.messages after refusal", "affirmed: optout tracer for service.technical unless opted out; quote If you choose “Reject all”, only necessary cookies remain.", false},
		{"site track tracer.cookie_id by Facebook for marketing.advertising before consent", "", false},
		{"site track tracer.cookie_id by Facebook for marketing.advertising after withdrawal", "", true},
		{"site track tracer.cookie_id for service.technical after withdrawal", "", false},
	},
	Find: func(c *Case) []practice.Discrepancy {
		return append(consentBroken(c, practice.Refused, "after the visitor refused"),
			consentBroken(c, practice.Withdrawn, "after the visitor took consent back")...)
	},
}
