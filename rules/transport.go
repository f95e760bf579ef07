package rules

import (
	"fmt"

	"github.com/candor-privacy/candor/practice"
)

// Transport is the rule insecure-transport.
var Transport = &Rule{
	Name: "insecure-transport",
	Doc: `Personal data travel without encryption

A form, a cookie or a request sends personal data over plain HTTP, where everybody on the way can read them. It is
graver if the notice promises encryption ("all data are sent over TLS"). Tracers and technical data are low: what
they give away is mostly that somebody visits.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 32(1)(a)", "GDPR 5(1)(f)"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Send it over HTTPS only, redirect HTTP, mark cookies Secure, and set Strict-Transport-Security."},
	},
	Examples: []Example{
		{"site transfer.plain contact.email", "", true},
		{"site transfer.plain contact.email", "affirmed: security personal; quote All data are encrypted in transit with TLS.", true},
		{"site transfer.plain tracer.cookie_id", "", true},
		{"site collect contact.email", "affirmed: security personal; quote All data are encrypted in transit with TLS.", false},
	},
	Find: findTransport,
}

// encryption finds a promise to encrypt what travels, in English and in French.
var encryption = wholeWords(`tls|ssl|https|encrypt\p{L}*|chiffr\p{L}+|crypt[ée]\p{L}*|secure (?:connection|transmission|server)|connexions? sécurisées?`)

func findTransport(c *Case) []practice.Discrepancy {
	promises := c.encryptionPromises()
	key := func(j *judged) string {
		if j.Practice.Action != practice.TransferPlain {
			return ""
		}
		if incidental(j.Practice.Data) { // another cause, with another repair, than a form that is sent in the clear
			return "technical\n" + string(j.Practice.Recipient)
		}
		return "typed\n" + string(j.Practice.Recipient)
	}
	var found []practice.Discrepancy
	for _, cause := range c.causes(key, func(*judged) []*practice.Declaration { return promises }) {
		d := practice.Discrepancy{
			Verdict: practice.Omitted, Severity: cause.gravest(), Confidence: 0.95, Practice: cause.practice(),
			Declared: cause.declarations(), Observed: cause.observations(),
		}
		d.Message = cause.done()
		d.Why = fmt.Sprintf("%s. GDPR 32(1)(a) names encryption as the measure to take, whatever the notice says.", capital(cause.done()))
		if len(promises) > 0 {
			d.Verdict, d.Severity = practice.Contradicted, worse(d.Severity)
			d.Message = "the notice promises encryption; " + cause.done()
			d.Why = fmt.Sprintf("The notice says %s, and %s.", citeAll(promises), cause.done())
		}
		found = append(found, d)
	}
	return found
}

func (c *Case) encryptionPromises() []*practice.Declaration {
	var list []*practice.Declaration
	for i := range c.Notice.Declarations {
		d := &c.Notice.Declarations[i]
		if d.Kind == practice.KindSecurity && d.Polarity != practice.Denied && d.Modality != practice.Soft && encryption.MatchString(d.Text) {
			list = append(list, d)
		}
	}
	return list
}

// worse is the severity one step up.
func worse(s practice.Severity) practice.Severity {
	if s == practice.Low {
		return practice.Medium
	}
	return practice.High
}
