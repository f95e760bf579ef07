// Package telemetry measures and traces a service.
package telemetry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/DataDog/datadog-go/statsd"
	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/baggage"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"
)

// A User has an account.
type User struct {
	ID    int
	Email string
	Phone string
	Plan  string
}

// Labels counts by person.
func Labels(signups *prometheus.CounterVec, u User) {
	signups.WithLabelValues(u.Email).Inc()                  // want `contact\.email.*of User is written into the labels of a metric: \(\*prometheus\.CounterVec\)\.WithLabelValues`
	signups.With(prometheus.Labels{"phone": u.Phone}).Inc() // want `contact\.phone.*labels of a metric`
	signups.With(prometheus.Labels{"plan": u.Plan, "code": "200"}).Inc()
	signups.WithLabelValues(fmt.Sprint(u.ID), u.Plan).Inc() // the company's own number tells nobody
}

// Tags are those of StatsD, whose client is a vendor's as well.
func Tags(c *statsd.Client, u User) {
	c.Incr("signup", []string{"email:" + u.Email}, 1) // want `contact\.email.*labels of a metric` `contact\.email.*is shared with Datadog`
}

// Measured has attributes.
func Measured(u User) metric.MeasurementOption {
	return metric.WithAttributes(attribute.String("email", u.Email), attribute.Int("id", u.ID)) // want `contact\.email.*labels of a metric`
}

// Traced has attributes and a name.
func Traced(ctx context.Context, u User, err error) {
	span := trace.SpanFromContext(ctx)
	span.SetAttributes(attribute.String("enduser.email", u.Email)) // want `contact\.email.*of User is written into a trace: trace\.Span\.SetAttributes`
	span.SetAttributes(attribute.Key("phone").String(u.Phone))     // want `contact\.phone.*is written into a trace`
	span.SetAttributes(attribute.Int("enduser.id", u.ID), attribute.String("plan", u.Plan))
	span.SetName("signup " + u.Email)                                   // want `contact\.email.*is written into a trace`
	span.RecordError(fmt.Errorf("no account for %s: %w", u.Phone, err)) // want `contact\.phone.*is written into a trace`
	span.RecordError(err)
}

// Hashed tells nobody.
func Hashed(ctx context.Context, u User) {
	sum := sha256.Sum256([]byte(u.Email))
	trace.SpanFromContext(ctx).SetAttributes(attribute.String("email.hash", hex.EncodeToString(sum[:])))
}

// Carried goes to every service that is called.
func Carried(u User) (baggage.Member, error) {
	return baggage.NewMemberRaw("email", u.Email) // want `contact\.email.*is written into a trace: baggage\.NewMemberRaw`
}
