package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/analyzers"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
)

var code = &command{
	Name: "code",
	Doc: `follow personal data through Go packages

Reports where personal data reach a log, a trace, a metric, an address, another company or a client's error message, each with its path
from the source. What a company does as it should is noted: what comes in with requests, where it is kept and sent back, which cookies are
set, in which regions. The form json holds these notes too, the form text only with --notes. They do not count for the exit code.

The same analyzers run under go vet: go vet -vettool=$(which candor-vet) ./...
A line is left out with a comment on it or above it: //candor:ignore logs the reason.
What a field holds is told by a tag where its name does not: privacy:"contact.email", or privacy:"-" for nobody's data.
What functions of your own do with data is said in candor.yaml, beside go.mod, in the form of the tables of Candor:

	models: |
	  # callee                           effect  from  to   how
	  example.com/shop/privacy.Shorten   clean   -     ret
	sinks: |
	  # callee                           family  args  render
	  (*example.com/shop/audit.Log).Add  log     1     raw

	candor code ./...`,
	Build: buildCode,
}

func buildCode(a *app) *cobra.Command {
	var (
		format, dir, output string
		strict, notes       bool
	)
	c := newCommand("code [PACKAGES...]", func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			args = []string{"./..."}
		}
		root, patterns, err := locate(dir, args)
		if err != nil {
			return err
		}
		result, err := analyzers.Run(c.Context(), root, patterns)
		if err != nil {
			return err
		}
		for _, gap := range result.Gaps {
			fmt.Fprintf(a.stderr, "not analysed: %s: %s\n", reports.Clean(gap.Source), reports.Clean(gap.Reason))
		}
		if line := soundness(result); line != "" {
			fmt.Fprintln(a.stderr, line)
		}
		found := findings(result.Observations)
		told := found
		if notes || format == "json" {
			told = result.Observations
		}
		told = rebase(told, root)
		err = a.write(output, func(w io.Writer, opts reports.Options) error {
			if n := len(result.Gaps); n > 0 && len(told) == 0 && format == "text" {
				_, err := fmt.Fprintf(w, "nothing was found in what could be analysed; not analysed: %d, as told on standard error\n", n)
				return err
			}
			return reports.WriteObservations(w, format, told, opts)
		})
		switch {
		case err != nil:
			return err
		case len(found) > 0:
			return exitDiffer
		case strict && len(result.Gaps) > 0:
			return exitGaps
		}
		return nil
	})
	c.Flags().StringVar(&format, "format", "text", "form of the result: text, json")
	c.Flags().StringVarP(&output, "output", "o", "", "write the result to this file (default: standard output)")
	c.Flags().BoolVar(&notes, "notes", false, "tell what is only noted, too: what comes in, where it is kept, cookies, regions")
	c.Flags().BoolVar(&strict, "strict", false, "end in exit code 3 when a package could not be analysed")
	c.Flags().StringVarP(&dir, "dir", "C", ".", "folder of the Go module")
	return c
}

// soundness says how many calls could not be followed, and which functions take most of them; "" if all could.
func soundness(r analyzers.Result) string {
	calls, names := 0, []string{}
	for i, u := range r.Unfollowed {
		calls += u.Calls
		if i < 3 {
			names = append(names, fmt.Sprintf("%s (%d)", u.Callee, u.Calls))
		}
	}
	if calls == 0 {
		return ""
	}
	return fmt.Sprintf("not followed: %d calls with personal data of %d functions that nothing is known of, such as %s; say in candor.yaml what they do",
		calls, len(r.Unfollowed), strings.Join(names, ", "))
}

// findings leaves out what is only noted for an audit, such as what a request brings in: candor-vet is silent about it too.
func findings(seen []practice.Observation) []practice.Observation {
	reported := map[string]bool{}
	for _, s := range analyzers.Suite {
		reported[s.Name] = true
	}
	return slices.DeleteFunc(slices.Clone(seen), func(o practice.Observation) bool { return !reported[o.By] })
}
