package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var panicsFamily = &family{
	Name: "panics",
	Doc: `personal data are what a panic carries

Whoever recovers from a panic logs it, and otherwise it is printed to the standard error: either way the data stand in a log.

	panic(fmt.Sprintf("no account for %s", u.Email)) // contact.email of User is written to a log by a panic

A function that panics over its own argument is left out: that is a mistake of the program, which nobody provokes with data.`,
	Practice: func(f flow.Finding) (practice.Practice, bool) {
		return done(f, practice.StoreLog), f.Family == "panic" && !f.Hashed && !harmless("panics", f)
	},
	Told: told("is written to a log by a panic"),
}

// Panics reports personal data that a panic carries.
var Panics = newAnalyzer(panicsFamily)
