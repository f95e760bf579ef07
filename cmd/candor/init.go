package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/project"
	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/scan"
)

var initCommand = &command{
	Name: "init",
	Doc: `write candor.yaml, the file in which a project says how it is audited

What is named on the command line stands in it; every other key stands there as a comment that says what it is for. A site is asked for the rest: its
start page is visited before any choice, after acceptance and after refusal, and its notices are looked for, so that the file tells which were
found, what the consent dialog offers, and which hosts may be the company's own. --no-visit leaves that out. candor audit without
arguments reads the file. With --schema it prints the JSON Schema of the file, by which editors help to fill it in.

	candor init https://shop.example ./... --policy privacy.md
	candor init https://shop.example --no-visit
	candor init --schema > candor.schema.json`,
	Build: buildInit,
}

func buildInit(a *app) *cobra.Command {
	var (
		policies        []string
		schema, noVisit bool
		site            siteFlags
	)
	c := newCommand("init [URL] [PACKAGES...]", func(c *cobra.Command, args []string) error {
		if schema {
			_, err := a.stdout.Write(project.Schema)
			return err
		}
		t, err := parseTarget(args)
		if err != nil {
			return err
		}
		if _, err := os.Lstat(project.File); err == nil { // before the visit
			return usage("init", "%s is there already: change it by hand", project.File)
		}
		var remarks map[string][]string
		if t.site != "" && !noVisit {
			if remarks, err = a.askSite(c.Context(), t.site, &site); err != nil {
				return err
			}
			if len(policies) == 0 && len(remarks["policy"]) > 0 {
				policies = []string{auto}
			}
		}
		if err := writeNew(project.File, project.Template(t.site, t.packages, policies, remarks)); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s written; candor audit reads it\n", project.File)
		return nil
	})
	c.Flags().StringArrayVar(&policies, "policy", nil, "the notice: a file, an address or auto. May be given more than once")
	c.Flags().BoolVar(&schema, "schema", false, "print the JSON Schema of candor.yaml, for editors")
	c.Flags().BoolVar(&noVisit, "no-visit", false, "do not ask the site")
	all := pflag.NewFlagSet("", pflag.ContinueOnError)
	site.register(all)
	for _, name := range []string{"browser", "no-sandbox", "host-rules", "ignore-certificate-errors", "proxy", "page-timeout", "first-party"} {
		c.Flags().AddFlag(all.Lookup(name))
	}
	return c
}

// writeNew writes a file that must not be there yet.
func writeNew(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) // #nosec G302 G304 -- it is committed with the code
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if _, err := f.WriteString(text); err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", path, err), f.Close())
	}
	return f.Close()
}

// askSite visits the start page of a site, and remarks on what it shows, by the keys of the project file. A site or a browser that does not
// answer leaves that out, and a warning says so: the file is of use all the same.
func (a *app) askSite(ctx context.Context, address string, site *siteFlags) (map[string][]string, error) {
	if err := site.check(); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "candor-init-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	job := scan.Job{
		Site: address, MaxPages: 1, Depth: -1, NoTyping: true, FirstParty: site.firstParty, Out: filepath.Join(dir, "start.candor"),
		States: []practice.Condition{practice.BeforeConsent, practice.Accepted, practice.Refused},
	}
	job.Search.Find, job.Search.Languages = true, policy.Languages()
	rec, err := runScan(ctx, a, job, site)
	if ctx.Err() != nil {
		return nil, errors.New("interrupted; nothing was written")
	}
	if err != nil {
		fmt.Fprintf(a.stderr, "written without a look at the site: %s\n", reports.Clean(err.Error()))
		return nil, nil
	}
	return remarksOn(rec.Inventory()), nil
}

// hostsShown is how many hosts of unknown owners are named.
const hostsShown = 8

// remarksOn is what an inventory tells somebody who fills in a project file.
func remarksOn(inventory scan.Inventory) map[string][]string {
	remarks := map[string][]string{}
	add := func(key, format string, args ...any) {
		remarks[key] = append(remarks[key], fmt.Sprintf(format, args...))
	}
	for _, n := range inventory.Notices {
		if n.Read {
			add("policy", "found: %s (%s)", n.FinalURL, n.Kind)
		} else {
			add("foreign-notices", "found, and not read: %s (%s)", n.URL, n.Unread)
		}
	}
	for _, c := range inventory.Consent {
		switch {
		case c.Platform == "":
			add("states", "%s: there is no consent dialog on %s", c.State, c.Page)
		case !c.Offered:
			add("states", "%s: the dialog (%s) does not offer it", c.State, c.Platform)
		default:
			add("states", "%s: offered by the dialog (%s), %s", c.State, c.Platform, given(c.Clicks, "click"))
		}
	}
	told := map[string]bool{}
	for _, state := range []string{"before", "accepted"} {
		for _, h := range inventory.States[state].Hosts {
			if _, known := practice.VendorByName(string(h.Owner)); !h.FirstParty && !known && !told[h.Host] && len(told) < hostsShown {
				told[h.Host] = true
				add("first-party", "nobody knows whose this is; name it here if it is yours: %s", h.Host)
			}
		}
	}
	return remarks
}
