package main

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/reports"
)

var crawl = &command{
	Name: "crawl",
	Doc: `visit a site and keep the record of what it does

Visits the site in each consent state and leaves a folder of evidence. It prints what was seen:
a table of observations, or with --format json the whole inventory (cookies, requests, hosts, storage, fingerprinting, recorders, forms, notices).
The notices that the site leads to are kept in the record, for candor compare.

Pages that promise forms, log-ins, contacts and notices come first, those of one template last; robots.txt is obeyed, and what it
forbids is a gap. The order follows from the site, so that two runs visit the same pages and --resume goes on where a run ended.

Made-up values are typed into fields to see whether they leave, and nothing is submitted. With --submit the forms of the site are, once
each however many pages they stand on, in the first consent state, within the site, its robots.txt and --exclude: whoever answers mail there gets
messages from nobody. A form that logs in or out, orders, pays, deletes, ends a subscription or wants a file is never submitted; that is a gap.
What leaves then stands among the leaks of the inventory, marked as submitted.

	candor crawl https://shop.example --out shop.candor`,
	Build: buildCrawl,
}

func buildCrawl(a *app) *cobra.Command {
	var (
		site   siteFlags
		out    scanFlags
		format string
	)
	c := newCommand("crawl URL", func(c *cobra.Command, args []string) error {
		said, args, err := a.asProject(c.Flags(), args)
		if err != nil {
			return err
		}
		args = slices.DeleteFunc(args, func(arg string) bool { return slices.Contains(said.Packages, arg) })
		job, err := out.job(c.Context(), args, &site)
		if err != nil {
			return err
		}
		if job.Site == "" || len(job.Packages) > 0 {
			return errors.New("one site is visited, and nothing else: candor audit looks at a site and at code")
		}
		job.Search.Find, job.Search.Languages = true, policy.Languages()
		rec, err := runScan(c.Context(), a, job, &site)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stderr, "record in %s\n", job.Out)
		return a.write("", func(w io.Writer, opts reports.Options) error {
			if format == "json" {
				return reports.WriteJSON(w, rec.Inventory())
			}
			return reports.WriteObservations(w, "text", rec.Observations(), nil)
		})
	})
	choose(c.Flags(), &format, "format", "text", "form of the result", textOrJSON)
	out.register(c.Flags())
	site.register(c.Flags())
	return c
}
