package analyzers

import (
	"net/url"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var cleartextFamily = &family{
	Name: "cleartext",
	Doc: `personal data are sent without encryption

A request to an address that begins with http:// can be read by everybody on the way.

	http.Get("http://partner.example/check?email=" + url.QueryEscape(u.Email)) // contact.email of User is sent without encryption

Addresses of the machine itself and of its own network are left out.`,
	Practice: cleartext,
	Told: func(f flow.Finding, p practice.Practice) string {
		return told("is sent without encryption to "+string(p.Recipient))(f, p)
	},
}

// Cleartext reports personal data that are sent over plain HTTP.
var Cleartext = newAnalyzer(cleartextFamily)

func cleartext(f flow.Finding) (practice.Practice, bool) {
	p := done(f, practice.TransferPlain)
	u, err := url.Parse(f.To)
	if f.Family != "request" || err != nil || u.Scheme != "http" && u.Scheme != "ws" || local(u.Hostname()) {
		return p, false
	}
	p.Recipient = receiver(u.Hostname())
	return p, true
}
