package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/analyzers"
	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/rules"
)

var explain = &command{
	Name: "explain",
	Doc: `explain a discrepancy, or a word that Candor uses

A number or an id (d-3fa1c2) retells that discrepancy of the newest outcome here: what was said, in its paragraph where the notice is at hand; what was
seen, where, in which consent state and by what (the first of it, and with --all everything); why the two differ; how it was judged; what to change; the
law; how the evidence is opened.
The name of a rule, detector, analyzer, format, reader, check, command, vendor or term prints what it means, and so does the word of a verdict (omitted)
or of a standing in the matrix (kept). Without a word, all names are listed.

	candor explain 1
	candor explain before-consent
	candor explain contact.email`,
	Build: buildExplain,
}

func buildExplain(a *app) *cobra.Command {
	var (
		outcome string
		all     bool
	)
	c := newCommand("explain [NUMBER|ID|NAME]", func(c *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			a.listNames()
			return nil
		case !isDiscrepancy(args[0]):
			return a.explainName(strings.Join(args, " "))
		case len(args) > 1:
			return usage("explain", "%s given, want one; of an evidence folder or a JSON file: candor explain %s --outcome %s",
				given(len(args), "word"), args[0], args[1])
		}
		return a.explainDiscrepancy(c.Context(), args[0], outcome, all)
	})
	c.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return a.names(), cobra.ShellCompDirectiveNoFileComp
	}
	c.Flags().BoolVar(&all, "all", false, "spell out everything that was seen of a discrepancy")
	c.Flags().StringVar(&outcome, "outcome", "", "evidence folder or JSON file (default: the newest evidence folder here)")
	return c
}

// isDiscrepancy reports whether word is the number or the id of a discrepancy.
func isDiscrepancy(word string) bool {
	return strings.HasPrefix(word, "d-") || strings.Trim(word, "0123456789") == ""
}

func (a *app) explainDiscrepancy(ctx context.Context, id, path string, all bool) error {
	if path == "" {
		var err error
		if path, err = latestOutcome(); err != nil {
			return err
		}
	}
	outcome, err := loadOutcome(path)
	if err != nil {
		return err
	}
	screen := a.screen()
	screen.All = all
	screen.Text = (&noticeTexts{ctx: ctx, outcome: path, read: map[string][]byte{}}).around
	return reports.Explain(a.stdout, outcome, id, screen)
}

// An entry is something with a name that can be explained.
type entry struct{ sort, name, doc string }

// entries are all values of the extension points, in the order of their lists.
func (a *app) entries() []entry {
	var all []entry
	for _, r := range slices.Concat(rules.All, rules.OfText) {
		all = append(all, entry{"rule", r.Name, r.Doc})
	}
	for _, d := range detect.All {
		all = append(all, entry{"detector", d.Name, d.Doc})
	}
	for _, s := range analyzers.Suite {
		all = append(all, entry{"analyzer", s.Name, s.Doc})
	}
	for _, n := range analyzers.Notes() {
		all = append(all, entry{"note", n.Name, n.Doc})
	}
	for _, f := range reports.Formats {
		all = append(all, entry{"format", f.Name, f.Doc})
	}
	for _, r := range policy.Readers {
		all = append(all, entry{"reader", r.Name, r.Doc})
	}
	for _, c := range policy.Checks {
		all = append(all, entry{"check", c.Name, c.Doc})
	}
	for _, w := range reports.Words() {
		all = append(all, entry{w.Sort, w.Name, w.Doc})
	}
	for _, c := range a.commands {
		all = append(all, entry{"command", c.Name, c.Doc})
	}
	return all
}

// names are everything that can be explained by name, once each.
func (a *app) names() []string {
	var all []string
	for _, e := range a.entries() {
		all = append(all, e.name)
	}
	for _, t := range practice.Terms() {
		all = append(all, t.Key)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (a *app) listNames() {
	for _, e := range a.entries() {
		title, _ := splitDoc(e.doc)
		fmt.Fprintf(a.stdout, "%-9s %-26s %s\n", e.sort, e.name, title)
	}
	for _, t := range practice.Terms() {
		fmt.Fprintf(a.stdout, "%-9s %-26s %s\n", t.Kind, t.Key, t.Doc)
	}
}

// explainName prints every meaning of a name: some words are a rule's and a term's at once.
func (a *app) explainName(name string) error {
	found := false
	for _, e := range a.entries() {
		if e.name == name {
			fmt.Fprintf(a.stdout, "%s (%s)\n\n%s\n", e.name, e.sort, strings.TrimSpace(e.doc))
			found = true
		}
	}
	for _, t := range practice.Terms() {
		if t.Key == name {
			fmt.Fprintf(a.stdout, "%s (%s): %s\n", t.Key, t.Kind, t.Doc)
			found = true
		}
	}
	if v, ok := practice.VendorByName(name); ok && !found {
		fmt.Fprintln(a.stdout, described(v))
		found = true
	}
	if !found {
		return a.unknownName(name)
	}
	return nil
}

// splitDoc parts a Doc into its title and the rest.
func splitDoc(doc string) (title, rest string) {
	title, rest, _ = strings.Cut(strings.TrimSpace(doc), "\n")
	return title, strings.TrimSpace(rest)
}
