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

func buildDemo(a *app) *cobra.Command {
	var (
		how      judgeFlags
		recorded bool
		out      string
	)
	c := newCommand("demo", func(c *cobra.Command, _ []string) error {
		if err := how.check("demo"); err != nil {
			return err
		}
		dir, err := os.MkdirTemp("", "candor-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		if err := larkspur.Extract(dir); err != nil {
			return err
		}
		run := runDemo
		if recorded {
			run = openDemo
		}
		rec, err := run(c.Context(), a, dir, out)
		if err != nil {
			return err
		}
		return tellDemo(a, rec, dir, out, &how)
	})
	c.Flags().BoolVar(&recorded, "recorded", false, "judge the bundled record: no browser and no Go command needed")
	c.Flags().StringVar(&out, "out", "", "keep the evidence in this folder")
	how.register(c.Flags())
	return c
}

// runDemo records the sample company afresh. The site is our own, so it is visited without a sandbox where there can be none, which is said.
func runDemo(ctx context.Context, a *app, dir, out string) (*scan.Record, error) {
	server, err := larkspur.Serve()
	if err != nil {
		return nil, err
	}
	defer server.Close()
	site := siteFlags{chrome: chrome.Options{
		HostRules:               server.HostRules(),
		IgnoreCertificateErrors: true,
		Settle:                  250 * time.Millisecond, // everything is answered by this process, at once
	}}
	if out == "" {
		out = filepath.Join(dir, "larkspur.candor")
	}
	job := scan.Job{Site: server.URL(), Dir: dir, Packages: []string{"./..."}, Out: out}
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

// openDemo opens the bundled record.
func openDemo(_ context.Context, _ *app, dir, _ string) (*scan.Record, error) {
	return scan.Open(filepath.Join(dir, "larkspur.candor"))
}

func tellDemo(a *app, rec *scan.Record, dir, out string, how *judgeFlags) error {
	const name = "privacy.md"
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	notice, err := policy.ReadBytes(name, text) // by its bare name: the folder is different at every run
	if err != nil {
		return err
	}
	summary := rec.Summary()
	summary.Path = out
	outcome := judge(rec.Observations(), notice, summary)
	if out != "" {
		if err := saveOutcome(out, outcome); err != nil {
			return err
		}
	}
	return how.tell(a, outcome)
}
