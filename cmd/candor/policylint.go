package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/rules"
)

func buildPolicyLint(a *app) *cobra.Command {
	var format, output string
	c := &cobra.Command{Use: "lint NOTICE", Short: "tell what a notice lacks, and what is wrong with its text"}
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("policy lint", "%d notices given, want one", len(args))
		}
		if format != "text" && format != "json" {
			return usage("policy lint", "unknown format %q: want text or json", format)
		}
		review, err := lint(c.Context(), args[0], time.Now())
		if err != nil {
			return err
		}
		err = a.write(output, func(w io.Writer, _ reports.Options) error {
			if format == "json" {
				return reports.WriteJSON(w, review)
			}
			return printReview(w, review)
		})
		if err == nil && len(review.Findings) > 0 {
			return exitDiffer
		}
		return err
	}
	c.Flags().StringVar(&format, "format", "text", "form of the result: text, json")
	c.Flags().StringVarP(&output, "output", "o", "", "write the result to this file (default: standard output)")
	return c
}

// lint reviews the notice in a file: what its text shows by itself, and what its statements say against each other.
func lint(ctx context.Context, path string, today time.Time) (policy.Review, error) {
	review, notice, err := policy.Lint(ctx, path, today)
	if err == nil {
		review.Findings = append(saidAgainstSaid(notice), review.Findings...)
	}
	return review, err
}

// saidAgainstSaid is what the rules find in the statements alone.
func saidAgainstSaid(notice practice.Notice) []policy.Finding {
	all := []policy.Finding{} // never nil: JSON shows a list
	for _, d := range rules.Review(notice) {
		found := policy.Finding{Rule: d.Rule, Severity: d.Severity, Message: d.Message, Why: d.Why, References: d.References, Quotes: []practice.Quote{}}
		for _, r := range d.Remedies {
			if r.Side == "notice" {
				found.Remedy = r.Text
			}
		}
		for _, declared := range d.Declared {
			if !slices.Contains(found.Quotes, declared.Quote) { // one sentence may make several statements
				found.Quotes = append(found.Quotes, declared.Quote)
			}
		}
		all = append(all, found)
	}
	return all
}

// printReview writes the findings, each with its words, and then the items.
func printReview(w io.Writer, review policy.Review) error {
	var b strings.Builder
	for _, f := range review.Findings {
		fmt.Fprintf(&b, "%-6s  %s: %s\n", f.Severity, f.Rule, reports.Clean(f.Message))
		for _, q := range f.Quotes {
			fmt.Fprintf(&b, "        %s:%d: “%s”\n", reports.Clean(q.Source), q.Line, reports.Clean(q.Words()))
		}
		if f.Remedy != "" {
			fmt.Fprintf(&b, "        %s (%s)\n", reports.Clean(f.Remedy), strings.Join(f.References, ", "))
		}
	}
	if len(review.Findings) > 0 {
		b.WriteByte('\n')
	}
	titles := map[string]string{}
	for _, item := range policy.Items() {
		titles[item.Key] = item.Title
	}
	for _, item := range review.Items {
		line := ""
		if len(item.Quotes) > 0 {
			line = fmt.Sprintf("line %d", item.Quotes[0].Line)
		}
		fmt.Fprintf(&b, "%-9s  %-72s %s\n", item.State, titles[item.Item], line)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
