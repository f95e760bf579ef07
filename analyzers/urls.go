package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var urlsFamily = &family{
	Name: "urls",
	Doc: `personal data are put into the address that a client is sent on to

An address stays in the browser's history and in the logs of every server on the way, and is told to others as the referrer.

	http.Redirect(w, r, "/welcome?email="+url.QueryEscape(u.Email), http.StatusFound) // contact.email of User is put into an address

Redirects and Location headers count; names and identifiers that addresses are made of are left out. What stands in the address of a request
to somebody else is told by the analyzer sharing.`,
	Practice: func(f flow.Finding) (practice.Practice, bool) {
		return done(f, practice.ExposeURL), (f.Family == "url" || located(f)) && !f.Hashed && !harmless("urls", f)
	},
	Told: told("is put into an address"),
}

// URLs reports personal data that are put into the address to which a client is sent on.
var URLs = newAnalyzer(urlsFamily)

// located reports whether a finding is about the Location header of an answer.
func located(f flow.Finding) bool {
	return f.Family == "write" && f.To == "response" && f.Text == "Location"
}
