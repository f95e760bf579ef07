// Package faults reports what went wrong in the shop to Sentry.
package faults

import (
	"context"
	"time"

	"github.com/getsentry/sentry-go"
)

// Start connects to Sentry; with an empty dsn nothing is sent.
func Start(dsn string) error {
	return sentry.Init(sentry.ClientOptions{Dsn: dsn})
}

// Flush waits for reports that are still on their way.
func Flush() { sentry.Flush(2 * time.Second) }

// Report sends err, with the customer who met it.
func Report(ctx context.Context, err error, customer string) {
	hub := sentry.GetHubFromContext(ctx)
	if hub == nil {
		hub = sentry.CurrentHub().Clone()
	}
	hub.WithScope(func(scope *sentry.Scope) {
		scope.SetUser(sentry.User{Email: customer})
		hub.CaptureException(err)
	})
}
