package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
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
	var format, output, failOn string
	c := &cobra.Command{Use: "lint NOTICE", Short: "tell what a notice lacks, and what is wrong with its text"}
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("policy lint", "%s given, want one", given(len(args), "notice"))
		}
		review, err := lint(c.Context(), args[0], a.now())
		if err != nil {
			return err
		}
		err = a.write(output, func(w io.Writer, opts reports.Options) error {
			if format == "json" {
				return reports.WriteJSON(w, review)
			}
			return printReview(w, review, opts)
		})
		grave := func(f policy.Finding) bool { return reaches(f.Severity, failOn) }
		if err == nil && slices.ContainsFunc(review.Findings, grave) {
			return exitDiffer
		}
		return err
	}
	choose(c.Flags(), &format, "format", "text", "form of the result", textOrJSON)
	choose(c.Flags(), &failOn, "fail-on", "low", "least severity that ends in exit code 1", severityWords)
	c.Flags().StringVarP(&output, "output", "o", "", "write the result to this file (default: standard output)")
	return c
}

// lint reviews the notice in a file: what its text shows by itself, and what its statements say against each other.
func lint(ctx context.Context, path string, today time.Time) (policy.Review, error) {
	review, notice, err := policy.Lint(ctx, path, today)
	if err == nil {
		review.Findings = append(saidAgainstSaid(notice), review.Findings...)
		slices.SortStableFunc(review.Findings, func(a, b policy.Finding) int { return cmp.Compare(begins(a), begins(b)) })
	}
	return review, err
}

// begins is where a finding begins in the text; what is missing comes last.
func begins(f policy.Finding) int {
	if len(f.Quotes) == 0 {
		return math.MaxInt
	}
	return f.Quotes[0].Start
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

// shownQuote is how many characters of a sentence the screen shows; its line says where the rest is, and JSON holds all of it.
const shownQuote = 240

// placeOf is where a quote stands: its line, of a PDF its page.
func placeOf(q practice.Quote) string {
	if q.Page > 0 {
		return fmt.Sprintf("page %d", q.Page)
	}
	return fmt.Sprintf("line %d", q.Line)
}

// askedFor says in which case the law asks for an item that not every notice needs, so that nobody looks for a finding about its absence.
var askedFor = map[string]string{
	"if told":    "asked for only where it applies",
	"if consent": "asked for only where a consent is a basis",
	"if abroad":  "asked for only where a recipient is outside the European Economic Area",
}

// printReview writes the findings, each with its words, why and what to write instead, and then the items.
func printReview(w io.Writer, review policy.Review, opts reports.Options) error {
	var b strings.Builder
	for _, f := range review.Findings {
		b.WriteString(reports.Labelled(fmt.Sprintf("%-6s  ", f.Severity), f.Rule+": "+f.Message, opts))
		for _, q := range f.Quotes {
			words := []rune(q.Words())
			if len(words) > shownQuote {
				words = append(words[:shownQuote], '…')
			}
			b.WriteString(reports.Labelled("        "+fmt.Sprintf("%-10s ", placeOf(q)), "“"+string(words)+"”", opts))
		}
		b.WriteString(reports.Labelled("        why        ", f.Why, opts))
		if f.Remedy != "" {
			b.WriteString(reports.Labelled("        write      ", f.Remedy, opts))
		}
		b.WriteString(reports.Labelled("        law        ", strings.Join(f.References, ", "), opts) + "\n")
	}
	items := map[string]policy.Item{}
	for _, item := range policy.Items() {
		items[item.Key] = item
	}
	for _, item := range review.Items {
		line, title := "", items[item.Item].Title
		if len(item.Quotes) > 0 {
			line = placeOf(item.Quotes[0])
		}
		if when, ok := askedFor[items[item.Item].Missing]; ok && item.State == policy.Absent {
			title += " (" + when + ")"
		}
		b.WriteString(reports.Labelled(fmt.Sprintf("%-9s  %-9s  ", item.State, line), title, opts))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
