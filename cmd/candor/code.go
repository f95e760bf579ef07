package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/analyzers"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/project"
	"github.com/candor-privacy/candor/reports"
)

var code = &command{
	Name: "code",
	Doc: `follow personal data through Go packages

Reports where personal data reach a log, a trace, a metric, an address, another company or a client's error message, each with its path
from the source. What a company does as it should is noted: what comes in with requests, where it is kept and sent back, which cookies are
set, in which regions. The form json holds these notes too, the form text only with --notes. They do not count for the exit code.

The same analyzers run under go vet: go vet -vettool=$(which candor-vet) ./...
A line is left out with a comment on it or above it: //candor:ignore logs the reason. One without a reason or effect is told on standard error.
What a field holds is told by a tag where its name does not: privacy:"contact.email", or privacy:"-" for nobody's data.

Where there is much already, only what is new need fail: --write-baseline FILE keeps the findings of today, by fingerprints that stay when
lines move, and --baseline FILE leaves them out, counts them, and tells which are gone. --new-from REV tells only findings with a step on
a line that was changed since that revision of the git checkout, saved or not; what a removed line brings about is found by a baseline.

Where nothing has changed since the last run, its result is told again: it is kept in the folder candor of your cache folder, or in
$CANDOR_CACHE, by a hash of all that it depends on. --no-cache does without.

What functions of your own do with data, what words in the names of your fields mean and who your vendors are is said in candor.yaml, beside
go.mod, in the form of the tables of Candor:

	identifiers: |
	  loyalty number  account.id  strong
	models: |
	  # callee                           effect  from  to   how
	  example.com/shop/privacy.Shorten   clean   -     ret
	sinks: |
	  # callee                           family  args  render
	  (*example.com/shop/audit.Log).Add  log     1     raw

	candor code ./...
	candor code --baseline candor-baseline.json ./...
	candor code --new-from origin/main --format sarif -o candor.sarif ./...`,
	Build: buildCode,
}

// codeFlags are the flags of candor code.
type codeFlags struct {
	format, dir, output string
	strict, notes       bool
	noCache             bool
	load                loadFlags
	known               knownFlags
}

func buildCode(a *app) *cobra.Command {
	var f codeFlags
	c := newCommand("code [PACKAGES...]", func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			args = []string{"./..."}
		}
		root, patterns, err := locate(c.Context(), f.dir, args)
		if err != nil {
			return err
		}
		old, err := f.known.read(c.Context(), root)
		if err != nil {
			return err
		}
		known, err := project.Read(root)
		if err != nil {
			return err
		}
		if err := f.load.asProject(c.Flags(), known); err != nil {
			return err
		}
		if err := practice.Own(project.File, known.Vendors.InFile(), known.Identifiers.InFile()); err != nil {
			return err
		}
		result, err := f.run(c.Context(), root, patterns)
		if err != nil {
			return err
		}
		analyzers.Fingerprint(result.Observations)
		a.tellLimits(result, root)
		found := findings(result.Observations)
		fresh, err := f.known.fresh(a, old, found)
		if err != nil {
			return err
		}
		told := fresh
		if f.notes || f.format == "json" {
			told = append(slices.Clone(fresh), notes(result.Observations)...)
			slices.SortStableFunc(told, func(a, b practice.Observation) int { return strings.Compare(a.Practice.String(), b.Practice.String()) })
		}
		if err := f.tell(a, rebase(told, root), result.Gaps); err != nil {
			return err
		}
		switch {
		case len(fresh) > 0 && f.known.writeTo == "":
			return exitDiffer
		case f.strict && len(result.Gaps) > 0:
			return exitGaps
		}
		return nil
	})
	choose(c.Flags(), &f.format, "format", "text", "form of the result", reports.ObservationFormats)
	c.Flags().StringVarP(&f.output, "output", "o", "", "write the result to this file (default: standard output)")
	c.Flags().BoolVar(&f.notes, "notes", false, "tell what is only noted, too: what comes in, where it is kept, cookies, regions")
	c.Flags().BoolVar(&f.strict, "strict", false, "end in exit code 3 when a package could not be analysed")
	c.Flags().StringVarP(&f.dir, "dir", "C", ".", "folder of the Go module")
	c.Flags().BoolVar(&f.noCache, "no-cache", false, "analyse again, although nothing has changed")
	f.load.register(c.Flags())
	f.known.register(c.Flags())
	return c
}

// run analyses a module, unless nothing has changed since that was done last.
func (f *codeFlags) run(ctx context.Context, root string, patterns []string) (analyzers.Result, error) {
	dir := cacheDir()
	if f.noCache || dir == "" {
		return analyzers.Run(ctx, root, patterns, analyzers.LoadTimeout(f.load.timeout))
	}
	return analyzers.Cache{Dir: filepath.Join(dir, "code")}.Run(ctx, root, patterns, analyzers.LoadTimeout(f.load.timeout))
}

// cacheDir is where results are kept from run to run, "" if there is no such place.
func cacheDir() string {
	if dir := os.Getenv("CANDOR_CACHE"); dir != "" {
		return dir
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "candor")
}

// tell writes observations as the flags say.
func (f *codeFlags) tell(a *app, told []practice.Observation, gaps []practice.Gap) error {
	return a.write(f.output, func(w io.Writer, _ reports.Options) error {
		if n := len(gaps); n > 0 && len(told) == 0 && f.format == "text" {
			_, err := fmt.Fprintf(w, "nothing was found in what could be analysed; not analysed: %d, as told on standard error\n", n)
			return err
		}
		return reports.WriteObservations(w, f.format, practice.Observations{Seen: told, Gaps: gaps}, summaries())
	})
}

// summaries are the analyzers, as a report needs to know them.
func summaries() []practice.RuleSummary {
	var list []practice.RuleSummary
	for _, s := range analyzers.Suite {
		title, _ := splitDoc(s.Doc)
		list = append(list, practice.RuleSummary{Name: s.Name, Title: title, Severity: practice.Medium})
	}
	return list
}

// tellLimits says on standard error what was not analysed or not followed, and which directives do nothing.
func (a *app) tellLimits(result analyzers.Result, root string) {
	for _, gap := range result.Gaps {
		fmt.Fprintf(a.stderr, "not analysed: %s: %s\n", reports.Clean(gap.Source), reports.Clean(gap.Reason))
	}
	if line := soundness(result); line != "" {
		fmt.Fprintln(a.stderr, line)
	}
	for _, e := range rebasePlaces(result.Ignores, root) {
		fmt.Fprintf(a.stderr, "%s:%d:%d: %s\n", reports.Clean(e.Source), e.Line, e.Column, reports.Clean(e.Detail))
	}
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
	return fmt.Sprintf("not followed: %s with personal data of %s that nothing is known of, such as %s; say in candor.yaml what they do",
		given(calls, "call"), given(len(r.Unfollowed), "function"), strings.Join(names, ", "))
}

// findings leaves out what is only noted for an audit, such as what a request brings in: candor-vet is silent about it too.
func findings(seen []practice.Observation) []practice.Observation {
	return slices.DeleteFunc(slices.Clone(seen), func(o practice.Observation) bool { return !reported(o) })
}

// notes are what findings leaves out.
func notes(seen []practice.Observation) []practice.Observation {
	return slices.DeleteFunc(slices.Clone(seen), reported)
}

// reported says whether an observation is of an analyzer that reports faults.
func reported(o practice.Observation) bool {
	for _, s := range analyzers.Suite {
		if s.Name == o.By {
			return true
		}
	}
	return false
}
