package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var cookiesFamily = &family{
	Name: "cookies",
	Doc: `personal data are written into a cookie as they are

A cookie lies on a device that others may use, and is sent with every request. It should hold a random number, and the server the rest.

	http.SetCookie(w, &http.Cookie{Name: "who", Value: u.Email}) // contact.email of User is written into a cookie

Identifiers, tokens, settings and hashes are left out. Which cookies there are, and how long they live, is noted for an audit: see tracers.`,
	Practice: func(f flow.Finding) (practice.Practice, bool) {
		return done(f, practice.StoreCookie), f.Family == "cookie" && !f.Hashed && !harmless("cookies", f)
	},
	Told: told("is written into a cookie"),
}

// Cookies reports personal data that are written into a cookie as they are.
var Cookies = newAnalyzer(cookiesFamily)
