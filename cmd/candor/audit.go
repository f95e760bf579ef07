package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/scan"
)

var audit = &command{
	Name: "audit",
	Doc: `audit a site, its Go code and its notice

Visits the site in a real browser in each consent state, follows personal data through the Go packages,
reads the notice, and prints where saying and doing differ. The evidence stays in a folder, so that
it can be judged again (candor compare) without another visit.

	candor audit https://shop.example ./... --policy privacy.md`,
	Build: buildAudit,
}

func buildAudit(a *app) *cobra.Command {
	var (
		site   siteFlags
		judge  judgeFlags
		notice string
		out    scanFlags
	)
	c := newCommand("audit [URL] [PACKAGES...] --policy FILE", func(c *cobra.Command, args []string) error {
		if err := judge.check("audit"); err != nil {
			return err
		}
		if notice == "" {
			return usage("audit", "no notice given: name one with --policy FILE")
		}
		job, err := out.job(args, &site)
		if err != nil {
			return err
		}
		return runAudit(c.Context(), a, job, &site, notice, &judge)
	})
	c.Flags().StringVar(&notice, "policy", "", "the notice: Markdown, HTML or text, a policy file (YAML), a TILT document or a Fides manifest")
	out.register(c.Flags())
	judge.register(c.Flags())
	site.register(c.Flags())
	return c
}

// runAudit is the whole of Candor: read what is said, record what is done, compare, tell.
func runAudit(ctx context.Context, a *app, job scan.Job, site *siteFlags, path string, how *judgeFlags) error {
	notice, err := policy.Read(ctx, path) // first, because it is quick and often the thing that is wrong
	if err != nil {
		return err
	}
	rec, err := runScan(ctx, a, job, site)
	if err != nil {
		return err
	}
	seen := rec.Observations()
	seen.Seen = rebase(seen.Seen, job.Dir)
	outcome := judge(seen, notice, rec.Summary())
	if err := saveOutcome(job.Out, outcome); err != nil {
		return err
	}
	return how.tell(a, outcome)
}

// A target is what is to be looked at: a site, Go packages, or both.
type target struct {
	site     string
	packages []string
}

// parseTarget sorts the arguments of a command: a URL is the site, everything else is a pattern of Go packages.
func parseTarget(args []string) (target, error) {
	var t target
	for _, arg := range args {
		if looksLikeHost(arg) {
			return t, fmt.Errorf("%q is no folder of Go code here; if it is the site, write https://%s", arg, arg)
		}
		if !strings.Contains(arg, "://") {
			t.packages = append(t.packages, arg)
			continue
		}
		u, err := url.Parse(arg)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return t, fmt.Errorf("%q is not the address of a site: want http:// or https:// and a host", arg)
		}
		if t.site != "" {
			return t, fmt.Errorf("two sites given, %s and %s: audit them one after the other", t.site, arg)
		}
		t.site = arg
	}
	return t, nil
}

// looksLikeHost reports whether an argument is more likely a site without its scheme than Go code: "shop.example".
func looksLikeHost(arg string) bool {
	if strings.ContainsAny(arg, "/\\") || strings.HasPrefix(arg, ".") || !strings.Contains(arg, ".") {
		return false
	}
	_, err := os.Stat(arg)
	return err != nil
}

// name is what the evidence folder is called after.
func (t target) name() string {
	if u, err := url.Parse(t.site); t.site != "" && err == nil {
		return strings.ReplaceAll(strings.TrimPrefix(u.Host, "www."), ":", "-")
	}
	if wd, err := os.Getwd(); err == nil {
		return filepath.Base(wd)
	}
	return "code"
}
