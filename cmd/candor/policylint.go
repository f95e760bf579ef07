package main

import (
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/reports"
)

func buildPolicyLint(a *app) *cobra.Command {
	var format, output string
	c := &cobra.Command{Use: "lint FILE", Short: "tell what a notice lacks and what is wrong with its text"}
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("policy lint", "%d notices given, want one", len(args))
		}
		review, _, err := policy.Lint(c.Context(), args[0])
		if err != nil {
			return err
		}
		return a.write(output, func(w io.Writer, opts reports.Options) error {
			e := json.NewEncoder(w)
			e.SetIndent("", "  ")
			e.SetEscapeHTML(false)
			return e.Encode(review)
		})
	}
	c.Flags().StringVar(&format, "format", "text", "form of the result: text, json")
	c.Flags().StringVarP(&output, "output", "o", "", "write the result to this file (default: standard output)")
	return c
}
