package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var identifiersFamily = &family{
	Name: "identifiers",
	Doc: `the number of an account is written to a log

A log that names no account explains nothing, so that candor-vet says nothing of it. It is noted for an audit all the same: whoever can look the
number up knows whose line it is, and a log with such numbers is one of personal data, which the notice should mention.

	slog.Info("signed in", "user_id", u.ID) // account.id of User is written to a log`,
	Noted: true,
	Practice: func(f flow.Finding) (practice.Practice, bool) {
		return done(f, practice.StoreLog), loggedIn(f) && practice.Covers("account.id", f.Source.Data)
	},
	Told: told("is written to a log"),
}
