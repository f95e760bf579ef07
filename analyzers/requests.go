package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var requestsFamily = &family{
	Name: "requests",
	Doc: `personal data are sent to a host that the code does not name

The address of such a host comes from a configuration or from a caller outside of the module. This is noted for an audit, so that somebody
can say who it is; candor-vet says nothing of it.

	http.Post(cfg.Webhook, "text/plain", strings.NewReader(u.Email)) // contact.email of User is sent in a request

A host that stands in the code is told by the analyzer sharing. What a program says of itself in a header is left out: its name, its login.
Clients that are generated, as those of gRPC are, count too.`,
	Noted:     true,
	Generated: true,
	Practice: func(f flow.Finding) (practice.Practice, bool) {
		return done(f, practice.SendRequest), f.Family == "request" && f.To == "" && !harmless("requests", f) && !loginOf(f)
	},
	Told: told("is sent in a request"),
}
