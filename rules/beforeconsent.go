package rules

import "github.com/candor-privacy/candor/practice"

// BeforeConsent is the rule before-consent.
var BeforeConsent = &Rule{
	Name: "before-consent",
	Doc: `Done before anybody consented

The notice promises to ask first, or the law wants it, and the practice was seen before any choice was made. The law
wants consent for every tracer that is not strictly necessary, and so for third parties that measure audience or
advertise. Not flagged: tracers for the technical working, security, payment and the consent choice itself, and
contact with a host that only delivers content. A vendor's cookies and what it receives are one discrepancy.`,
	Severity:   practice.High,
	References: []string{"ePrivacy 5(3)", "GDPR 6(1)(a)", "CJEU C-673/17 (Planet49)", "CNIL guidelines of 17 September 2020 on cookies"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Load {recipient} only once the visitor has agreed to {purpose}."},
		{Side: "notice", Text: "No wording helps: the law asks for consent before, except for what is strictly necessary."},
	},
	Examples: []Example{
		{"site track tracer.cookie_id by Google Analytics for analytics.audience before consent", "affirmed: track tracer.cookie_id for analytics.audience with consent", true},
		{"site track tracer.cookie_id by Google Analytics for analytics.audience before consent", "", true},
		{"site track tracer.cookie_id by Google Analytics for analytics.audience after acceptance", "affirmed: track tracer.cookie_id for analytics.audience with consent", false},
		{"site track tracer.cookie_id by Google Analytics for analytics.audience before consent", "denied: track tracer for analytics.audience with consent", true},
		{"site track tracer.cookie_id for service.technical before consent", "affirmed: track tracer.cookie_id with consent", false},
		{"site track tracer.cookie_id before consent; name xyz; period P30D", "", true},
		{"site track tracer.cookie_id before consent; name xyz; period session", "", false},
		{"site track tracer.cookie_id before consent; name xyz; period P30D", "affirmed: track tracer.cookie_id for service.technical; tracers xyz", false},
		{"site track tracer before consent", "affirmed: track tracer for marketing.advertising; quote Tracers are kept.", true},
		{"site share device.ip_address to Facebook for marketing.advertising before consent", "", true},
		{"site share device.ip_address to jsDelivr before consent", "affirmed: track tracer with consent", false},
		{"site share contact.email to SendGrid for service.messages before consent", "affirmed: share contact.email to SendGrid with consent", true},
		{"site track tracer.cookie_id for analytics.audience before consent", "affirmed: track tracer.cookie_id for analytics.audience without consent", false},
		{"site track tracer.cookie_id by Matomo for analytics.audience before consent", "affirmed: track tracer.cookie_id for analytics.audience without consent", false}, // run by the company itself
		{"site track tracer.cookie_id by Matomo for analytics.audience before consent", "affirmed: track tracer by Matomo for analytics.audience without consent\naffirmed: consent-claim tracer with consent; quote A banner lets you accept or refuse tracers.", false},
		{"site track tracer.cookie_id by Matomo for analytics.audience before consent\nsite share behaviour.browsing to Matomo for analytics.audience before consent", "affirmed: track tracer by Matomo for analytics.audience without consent", true},
	},
	Find: func(c *Case) []practice.Discrepancy {
		return consentBroken(c, practice.BeforeConsent, "before any choice is made")
	},
}
