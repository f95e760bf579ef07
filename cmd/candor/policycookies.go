package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/scan"
)

func buildPolicyCookies(a *app) *cobra.Command {
	var format, language, output string
	c := &cobra.Command{
		Use:   "cookies RECORD",
		Short: "write the table of cookies for a notice, and the sentences that are missing in it",
		Long: `Write the table of cookies for a notice from what a site was seen to keep on its visitors' devices: name, who sets it, purpose, lifetime, own or
third party, by categories of consent, strictly necessary ones first. Names that vary from site to site stand as patterns (_ga_*). A purpose that no
table knows is left to fill in.

Behind it stand the cookies that scripts of other hosts set, which may not be the company's own, and those that the table says to wait for consent and
that were seen without it: as long as they are, the table is untrue. Then come the sentences that the notice lacks, where the record has been judged:
recipients, data, purposes, tracers and logs that it does not tell of, and lifetimes that it tells wrong. They are suggestions to edit: only the
company knows its legal basis, and whether it should stop instead. What the notice denies, or promises otherwise, is not smoothed over.

	candor policy cookies shop.candor > cookies.md
	candor policy cookies shop.candor --language fr --format html
	candor policy cookies shop.candor --format csv -o cookies.csv      the table alone`,
	}
	c.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("policy cookies", "%s given, want one", given(len(args), "record"))
		}
		rec, err := scan.Open(args[0])
		if err != nil {
			return err
		}
		missing, err := a.missingIn(args[0], language)
		if err != nil {
			return err
		}
		return a.write(output, func(w io.Writer, opts reports.Options) error {
			opts.Language = language
			return reports.WriteCookies(w, format, tracersOf(rec.Inventory()), missing, opts)
		})
	}
	choose(c.Flags(), &format, "format", "markdown", "form of the result", reports.NoticeFormats)
	choose(c.Flags(), &language, "language", "en", "language of the table and the sentences", reports.Languages())
	c.Flags().StringVarP(&output, "output", "o", "", "write the result to this file (default: standard output)")
	return c
}

// missingIn are the sentences that are missing in the notice by which a record was judged last; none, and a word about it, where it never was.
func (a *app) missingIn(record, language string) ([]reports.Suggestion, error) {
	if _, err := os.Stat(filepath.Join(record, scan.OutcomeFile)); errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(a.stderr, "the table alone: %s has not been judged; candor compare %s tells what is missing in the notice\n", reports.Clean(record), reports.Clean(record))
		return nil, nil
	}
	outcome, err := loadOutcome(record)
	if err != nil {
		return nil, err
	}
	return reports.Suggest(outcome, language, detect.NamePattern)
}

// tracersOf are the cookies and the storage that a site was seen to set, in all consent states.
func tracersOf(inventory scan.Inventory) []reports.Tracer {
	var all []reports.Tracer
	for _, state := range slices.Sorted(maps.Keys(inventory.States)) {
		unasked := state != "accepted"
		script := otherHost(inventory.States[state].Hosts)
		for _, c := range inventory.States[state].Cookies {
			period := practice.PeriodOfDays(c.LifetimeDays)
			if c.Session {
				period = practice.Session
			}
			if !c.Deleted {
				all = append(all, reports.Tracer{Name: detect.NamePattern(c.Name), Vendor: c.Vendor, Purpose: c.Purpose, Period: period, FirstParty: c.FirstParty, Script: script(c.Setter), Unasked: unasked})
			}
		}
		for _, s := range inventory.States[state].Storage {
			period := practice.Unlimited
			if s.Area == "session" {
				period = practice.Session
			}
			all = append(all, reports.Tracer{Name: detect.NamePattern(s.Key), Vendor: s.Vendor, Purpose: s.Purpose, Period: period, FirstParty: s.FirstParty, Script: script(s.Setter), Unasked: unasked})
		}
	}
	return all
}

// otherHost tells the host of a script, if it is not the site's own; "" otherwise.
func otherHost(hosts []scan.HostInventory) func(script string) string {
	own := map[string]bool{}
	for _, h := range hosts {
		own[h.Host] = h.FirstParty
	}
	return func(script string) string {
		u, err := url.Parse(script)
		if err != nil || own[u.Hostname()] {
			return ""
		}
		return u.Hostname()
	}
}
