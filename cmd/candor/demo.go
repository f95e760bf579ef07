package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/crawler/chrome"
	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/scan"
	"github.com/candor-privacy/candor/testdata/larkspur"
)

var demo = &command{
	Name: "demo",
	Doc: `audit the bundled sample company

Serves Larkspur Books, a made-up bookshop, on this machine and audits it: its site in the real browser, its
Go service and its notice. With --recorded it judges the bundled record of such a visit, for machines without a browser.

	candor demo
	candor demo --recorded --format json`,
	Build: buildDemo,
}

// demoFlags say which company record is judged, and what stays of it.
type demoFlags struct {
	recorded bool
	redact   bool
	out      string
}

func buildDemo(a *app) *cobra.Command {
	var (
		how   judgeFlags
		flags demoFlags
	)
	c := newCommand("demo", func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usage("demo", "unknown word %q: the demo audits its own company", args[0])
		}
		if err := how.check("demo"); err != nil {
			return err
		}
		return runDemo(c.Context(), a, flags, &how)
	})
	c.Flags().BoolVar(&flags.recorded, "recorded", false, "judge the bundled record: no browser and no Go command needed")
	c.Flags().BoolVar(&flags.redact, "redact", false, "keep name, length and a salted hash in place of every recorded value")
	c.Flags().StringVar(&flags.out, "out", "", "keep the evidence in this folder")
	how.register(c.Flags())
	return c
}

// runDemo audits the company in a folder that is gone afterwards.
func runDemo(ctx context.Context, a *app, flags demoFlags, how *judgeFlags) error {
	dir, err := os.MkdirTemp("", "candor-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := larkspur.Extract(dir); err != nil {
		return err
	}
	record := flags.out
	if record == "" {
		record = filepath.Join(dir, "larkspur.candor")
	}
	rec, err := demoRecord(ctx, a, flags, dir, record)
	if err != nil {
		return err
	}
	const name = "privacy.md"
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	notice, err := policy.ReadBytes(name, text) // by its bare name: the folder is another one at every run
	if err != nil {
		return err
	}
	summary := rec.Summary()
	summary.Path = flags.out
	outcome := judge(rec.Observations(), notice, summary)
	if err := saveOutcome(record, outcome); err != nil {
		return err
	}
	return how.tell(ctx, a, outcome, record)
}

// demoRecord is the bundled record, or a fresh one of the company served on this machine.
func demoRecord(ctx context.Context, a *app, flags demoFlags, dir, record string) (*scan.Record, error) {
	if flags.recorded {
		if err := larkspur.ExtractRecord(record); err != nil {
			return nil, err
		}
		return scan.Open(record)
	}
	server, err := larkspur.Serve()
	if err != nil {
		return nil, err
	}
	defer server.Close()
	site := siteFlags{chrome: chrome.Options{
		HostRules:               server.HostRules(),
		IgnoreCertificateErrors: true,
		Settle:                  150 * time.Millisecond, // everything is answered by this process, at once
	}}
	job := scan.Job{
		Site: server.URL(), Dir: dir, Packages: []string{"./..."}, Redact: flags.redact, Out: record,
		// What takes time and would show nothing here is left out: no script of the sample site listens to its fields, and none heeds GPC.
		States:   []practice.Condition{practice.BeforeConsent, practice.Accepted, practice.Refused},
		NoTyping: true,
	}
	rec, err := runScan(ctx, a, job, &site)
	if errors.Is(err, chrome.ErrSandbox) {
		fmt.Fprintln(a.stderr, "no sandbox can be had here; the sample company is our own, so it is visited without one")
		site.chrome.NoSandbox = true
		rec, err = runScan(ctx, a, job, &site)
	}
	if errors.Is(err, chrome.ErrNotFound) {
		return nil, fmt.Errorf("%w; candor demo --recorded needs none", err)
	}
	return rec, err
}
