package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/crawler/chrome"
)

var doctor = &command{
	Name: "doctor",
	Doc: `say what is missing on this machine, with the command that fixes it

Looks for a browser, starts it as an audit would, and looks for the Go command.

	candor doctor`,
	Build: buildDoctor,
}

// A check looks at one thing an audit needs. It returns what is there, or an error with its remedy.
type check struct {
	name string
	run  func(context.Context, chrome.Options) (string, error)
}

// checks are all that doctor looks at, in the order in which an audit needs them.
var checks = []check{
	{"browser", browserThere},
	{"sandbox", browserStarts},
	{"go", goThere},
}

func buildDoctor(a *app) *cobra.Command {
	var opts chrome.Options
	c := newCommand("doctor", func(c *cobra.Command, _ []string) error {
		missing := false
		for _, check := range checks {
			found, err := check.run(c.Context(), opts)
			if err != nil {
				missing, found = true, err.Error()
			}
			fmt.Fprintf(a.stdout, "%-8s %-8s %s\n", check.name, map[bool]string{true: "ok", false: "missing"}[err == nil], found)
		}
		if missing {
			return exitMissing
		}
		return nil
	})
	c.Flags().StringVar(&opts.Path, "browser", "", "Chromium or Chrome to look at (default: the one found)")
	return c
}

func browserThere(_ context.Context, opts chrome.Options) (string, error) {
	if opts.Path == "" {
		var err error
		if opts.Path, err = chrome.Find(); err != nil {
			return "", err
		}
	}
	product, err := chrome.Version(opts.Path)
	return product + " at " + opts.Path, err
}

func browserStarts(ctx context.Context, opts chrome.Options) (string, error) {
	browser, err := chrome.Launch(ctx, opts)
	if err != nil {
		return "", err
	}
	defer browser.Close()
	return "the browser starts in its sandbox", nil
}

func goThere(ctx context.Context, _ chrome.Options) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "version").Output()
	if err != nil {
		return "", errors.New("no go command: candor code and audits of Go packages need it; install it from https://go.dev/dl")
	}
	return strings.TrimSpace(string(out)), nil
}
