package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var metricsFamily = &family{
	Name: "metrics",
	Doc: `personal data are written into the labels of a metric

Metrics are kept for months, shown on screens that everybody sees, and cannot be deleted for one person. A label for each person makes the
store of metrics slow besides.

	signups.WithLabelValues(u.Email).Inc() // contact.email of User is written into the labels of a metric

It knows Prometheus, OpenTelemetry, StatsD, OpenCensus and others. Identifiers of the company's own are left out.`,
	Practice: func(f flow.Finding) (practice.Practice, bool) {
		return done(f, practice.StoreMetric), f.Family == "metric" && !f.Hashed && !harmless("metrics", f)
	},
	Told: told("is written into the labels of a metric"),
}

// Metrics reports personal data that are written into the labels of a metric.
var Metrics = newAnalyzer(metricsFamily)
