package main

import (
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/rules"
)

// driftLimits are the words of --fail-on, each with the changes that end in exit code 1.
var driftLimits = map[string]func(practice.Change) bool{
	"any": func(practice.Change) bool { return true },
	"weakened": func(c practice.Change) bool {
		return c.Kind == practice.Reversed || c.Kind == practice.Weakened || c.Kind == practice.Removed && c.Promise
	},
	"never": func(practice.Change) bool { return false },
}

func buildPolicyDiff(a *app) *cobra.Command {
	var format, output, failOn string
	c := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "tell what a newer notice declares otherwise: drift of declarations, not of text",
		Long: `Tell what a newer notice declares otherwise than an older one. Both may be in any form that Candor reads: prose, policy file, TILT, Fides.

Statements are held against each other by what they say, however the text around them was moved, rephrased or translated:

	reversed         what was denied is now said to be done
	added, removed   a statement that only one version makes
	weakened         less protection for people: "may" in place of a plain statement, a longer period or a criterion in place of one, an opt-out
	                 or no consent in place of an opt-in, broader data, recipients or purposes, a condition on a right, a transfer without
	                 its safeguard
	strengthened     more protection, in the same respects
	ended            what was said to be done is now denied

Exit code 0: no drift, 1: drift, 2: a notice could not be read. With --fail-on weakened only what was weakened or reversed, and promises that were
removed (denials, rights, safeguards), end in 1. The form of --format json is described by reports/drift.schema.json.`,
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) != 2 {
			return usage("policy diff", "%s given, want two, the older one first", given(len(args), "notice"))
		}
		var both [2]practice.Notice
		for i, path := range args {
			var err error
			if both[i], err = policy.Read(c.Context(), path); err != nil {
				return err
			}
		}
		drift := rules.Drift(both[0], both[1])
		err := a.write(output, func(w io.Writer, opts reports.Options) error {
			return reports.WriteDrift(w, format, drift, opts)
		})
		if err == nil && slices.ContainsFunc(drift.Changes, driftLimits[failOn]) {
			return exitDiffer
		}
		return err
	}
	choose(c.Flags(), &format, "format", "table", "form of the result", reports.DriftFormats)
	choose(c.Flags(), &failOn, "fail-on", "any", "what ends in exit code 1", slices.Sorted(maps.Keys(driftLimits)))
	c.Flags().StringVarP(&output, "output", "o", "", "write the result to this file (default: standard output)")
	return c
}
