package main

import (
	"context"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
)

// baselineFlags say which file knows what is no news.
type baselineFlags struct {
	baseline string // file of findings that are known
	writeTo  string // file to keep today's findings in
}

func (f *baselineFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.baseline, "baseline", "", "leave out the findings that this file knows, and count them")
	flags.StringVar(&f.writeTo, "write-baseline", "", "write all findings to this file, for --baseline, and do not fail because of them")
}

// knownFlags say which findings in code are no news.
type knownFlags struct {
	baselineFlags
	newFrom string // git revision since which a line has to be changed
}

func (f *knownFlags) register(flags *pflag.FlagSet) {
	f.baselineFlags.register(flags)
	flags.StringVar(&f.newFrom, "new-from", "", "tell only findings with a step on a line that was changed since this git revision")
}

// old is what is known before the analysis.
type old struct {
	baseline *baseline // nil if none was asked for
	changed  *changes  // nil if lines do not matter
}

// read refuses files and revisions that are not there before any work is done. root is the folder of the module.
func (f *knownFlags) read(ctx context.Context, root string) (o old, err error) {
	if f.baseline != "" {
		if o.baseline, err = readBaseline(f.baseline, "code"); err != nil {
			return old{}, err
		}
	}
	if f.newFrom != "" {
		if o.changed, err = changedSince(ctx, root, f.newFrom); err != nil {
			return old{}, err
		}
	}
	return o, nil
}

// fresh leaves out what is no news, says on standard error how much that is, and keeps the findings of today if that was asked for.
func (f *knownFlags) fresh(a *app, o old, found []practice.Observation) ([]practice.Observation, error) {
	if f.writeTo != "" {
		list := knownFindings(found)
		if err := writeBaseline(f.writeTo, list); err != nil {
			return nil, err
		}
		fmt.Fprintf(a.stderr, "baseline: %s kept in %s\n", given(len(list), "finding"), reports.Clean(f.writeTo))
	}
	if o.baseline != nil {
		known := 0
		gone := o.baseline.gone(found)
		found, known = keepPlaces(found, func(e practice.Evidence) bool { return !o.baseline.knows(e) })
		fmt.Fprintf(a.stderr, "known: %s of %s left out\n", given(known, "finding"), reports.Clean(f.baseline))
		for _, e := range gone {
			fmt.Fprintf(a.stderr, "gone: %s, which %s knows, was not found in what was analysed\n", reports.Clean(e.String()), reports.Clean(f.baseline))
		}
	}
	if o.changed != nil {
		unchanged := 0
		found, unchanged = keepPlaces(found, o.changed.touch)
		fmt.Fprintf(a.stderr, "unchanged: %s on no line that was changed since %s left out\n", given(unchanged, "finding"), reports.Clean(f.newFrom))
	}
	return found, nil
}

// keepPlaces keeps the places that are wanted, and the observations that have one. It counts the others.
func keepPlaces(seen []practice.Observation, wanted func(practice.Evidence) bool) (kept []practice.Observation, left int) {
	for _, o := range seen {
		var places []practice.Evidence
		for _, e := range o.Evidence {
			if wanted(e) {
				places = append(places, e)
			}
		}
		left += len(o.Evidence) - len(places)
		if o.Evidence = places; len(places) > 0 {
			kept = append(kept, o)
		}
	}
	return kept, left
}
