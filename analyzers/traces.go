package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var tracesFamily = &family{
	Name: "traces",
	Doc: `personal data are written into a trace

A trace tells how a request was served, to developers and often to a vendor. What its attributes hold is kept beside logs, and its baggage is
sent along to every service that is called, also to those of others.

	span.SetAttributes(attribute.String("user.email", u.Email)) // contact.email of User is written into a trace

It knows OpenTelemetry, OpenTracing, OpenCensus, Datadog, New Relic and X-Ray. Hashed values and the company's own identifiers of a customer
are left out.`,
	Practice: func(f flow.Finding) (practice.Practice, bool) {
		return done(f, practice.StoreTrace), f.Family == "trace" && !f.Hashed && !harmless("traces", f)
	},
	Told: told("is written into a trace"),
}

// Traces reports personal data that are written into a trace.
var Traces = newAnalyzer(tracesFamily)
