// Package metric is a stub of the module of that name.
package metric

import "go.opentelemetry.io/otel/attribute"

type MeasurementOption any

func WithAttributes(attributes ...attribute.KeyValue) MeasurementOption { return attributes }
