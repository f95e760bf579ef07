package rules

import (
	"fmt"

	"github.com/candor-privacy/candor/practice"
)

// CookieData is the rule personal-data-in-cookies.
var CookieData = &Rule{
	Name: "personal-data-in-cookies",
	Doc: `Personal data are written into a cookie as they are

Code writes an e-mail address, a name or the like into a cookie. It lies readable on a device that others may use, goes along with every
request, and ends up where requests are kept. Notices mostly promise the contrary: that cookies hold a number and identify nobody. Not
flagged: identifiers, tokens and settings, which cookies are made for, hashes, and what the notice says its cookies hold.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 5(1)(c)", "GDPR 5(1)(f)", "GDPR 25(1)", "ePrivacy 5(3)"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Put a random number into the cookie, and keep {data} beside it on the server."},
		{Side: "notice", Text: "Or say that the cookie holds {data}, for what, and how long."},
	},
	Examples: []Example{
		{"code store.cookie contact.email", "", true},
		{"code store.cookie contact.email", "affirmed: collect contact.email", true},
		{"code store.cookie contact.email", "affirmed: tracer contact.email; quote A cookie keeps your e-mail address.", false},
		{"code store.cookie contact.email\ncode store.cookie contact.email", "", true},
		{"code store.cookie identity.name", "affirmed: track tracer for service.account", true},
		{"code store.log contact.email", "", false},
		{"code track tracer.cookie_id for service.account; name remember", "", false},
	},
	Find: findCookieData,
}

func findCookieData(c *Case) []practice.Discrepancy {
	key := func(j *judged) string {
		if j.Practice.Action != practice.StoreCookie || incidental(j.Practice.Data) || c.stated(j) {
			return ""
		}
		return string(group(j.Practice.Data))
	}
	var found []practice.Discrepancy
	for _, cause := range c.causes(key, func(*judged) []*practice.Declaration { return nil }) {
		found = append(found, practice.Discrepancy{
			Verdict: practice.Omitted, Severity: cause.gravest(), Confidence: 0.9,
			Practice: cause.practice(), Observed: cause.observations(), Nearest: c.nearest(cause),
			Message: cause.done() + "; the notice does not say so",
			Why: fmt.Sprintf("No statement that was read says that a cookie holds %s%s. What stands in a cookie can be read by whoever uses the device, and goes along with every request.",
				cause.data(), meaning(cause.practice().Data)),
		})
	}
	return found
}
