package main

import (
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/rules"
)

var diff = &command{
	Name: "diff",
	Doc: `tell what changed between two outcomes

Both are evidence folders, or files written with --format json; the older comes first. Discrepancies are known again by their ids, wherever
their lines have moved: new, gone, and changed, in how grave they are, where they were seen, what the notice says of them, and whether they have been
accepted. It ends in exit code 1 when something is new, or graver than it was, at or above --fail-on, and has not been accepted.
What an audit did not look at is gone too: the first lines say how far both looked.

	candor diff shop.candor shop.2.candor
	candor diff last-week.json shop.candor --fail-on high`,
	Build: buildDiff,
}

func buildDiff(a *app) *cobra.Command {
	var format, output, failOn string
	c := newCommand("diff OLD NEW", func(_ *cobra.Command, args []string) error {
		if len(args) != 2 {
			return usage("diff", "%s given, want two, the older one first", given(len(args), "outcome"))
		}
		var both [2]practice.Outcome
		for i, path := range args {
			var err error
			if both[i], err = loadOutcome(path); err != nil {
				return err
			}
		}
		m := rules.Movement(both[0], both[1])
		m.Old, m.New = both[0].Summary(args[0]), both[1].Summary(args[1])
		err := a.write(output, func(w io.Writer, opts reports.Options) error {
			return reports.WriteMovement(w, format, m, opts)
		})
		if err == nil && worse(m, both[1], failOn) {
			return exitDiffer
		}
		return err
	})
	choose(c.Flags(), &format, "format", "table", "form of the result", reports.MovementFormats)
	choose(c.Flags(), &failOn, "fail-on", "low", "least severity of what is new that ends in exit code 1", severityWords)
	c.Flags().StringVarP(&output, "output", "o", "", "write the result to this file (default: standard output)")
	return c
}

// worse reports whether something that counts is new, or graver than it was, at or above a severity.
func worse(m practice.Movement, newer practice.Outcome, limit string) bool {
	counts := func(id string, s practice.Severity) bool {
		_, accepted := newer.Acceptance(id)
		return !accepted && reaches(s, limit)
	}
	return slices.ContainsFunc(m.Appeared, func(d practice.Discrepancy) bool { return counts(d.ID, d.Severity) }) ||
		slices.ContainsFunc(m.Changed, func(c practice.Moved) bool { return c.Graver && counts(c.ID, c.Severity) })
}
