package rules

import (
	"fmt"

	"github.com/candor-privacy/candor/practice"
)

// DataInURL is the rule data-in-url.
var DataInURL = &Rule{
	Name: "data-in-url",
	Doc: `Personal data stand in an address

The address of a page of the site, or one that code sends a client on to, holds personal data: "/thanks?mail=ada@example.org". Addresses are kept by
histories and logs, are copied into messages, and go along to others as the referrer; whoever is seen to receive it so makes it graver. No notice
declares that, so that it is told whatever the notice says. Technical data are not flagged, nor what the address of a request to
somebody else carries, which is shared.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 5(1)(c)", "GDPR 5(1)(f)", "GDPR 25(1)", "GDPR 32"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Send {data} in the body of a POST, or keep it on the server and put a random token into the address; until then set Referrer-Policy to same-origin."},
	},
	Examples: []Example{
		{"site expose.url contact.email; name mail", "", true},
		{"code expose.url contact.email", "affirmed: collect contact.email", true},
		{"site expose.url contact.email to jsDelivr; name mail", "affirmed: share device.ip_address to jsDelivr", true},
		{"code expose.url device.ip_address", "", false},
		{"site share contact.email to Facebook for marketing.advertising", "", false},
	},
	Find: findDataInURL,
}

func findDataInURL(c *Case) []practice.Discrepancy {
	key := func(j *judged) string {
		if j.Practice.Action != practice.ExposeURL || incidental(j.Practice.Data) {
			return ""
		}
		return string(group(j.Practice.Data))
	}
	var found []practice.Discrepancy
	for _, cause := range c.causes(key, func(*judged) []*practice.Declaration { return nil }) {
		found = append(found, dataInURL(cause))
	}
	return found
}

func dataInURL(c *cause) practice.Discrepancy {
	p := c.practice()
	p.Recipient = ""
	var who nameList
	for _, s := range c.seen {
		if r := s[0].Practice.Recipient; r != "" {
			who.add(string(r))
		}
	}
	told := who.all
	d := practice.Discrepancy{
		Verdict: practice.Omitted, Severity: practice.Medium, Confidence: 0.9, Practice: p, Observed: c.observations(), Declared: []practice.Declaration{},
		Message: fmt.Sprintf("%s puts %s into an address", c.actors(), c.data()),
		Why:     fmt.Sprintf("%s puts %s into an address, where histories, logs and referrers keep it.", capital(c.actors()), c.data()),
	}
	if len(told) > 0 {
		d.Severity = practice.High
		d.Message += ", and hands it on as the referrer to " + some(told, 3)
		d.Why += fmt.Sprintf(" As the referrer it reached %s.", some(told, 3))
	}
	if c.gravest() == practice.High {
		d.Severity = practice.High
	}
	return d
}
