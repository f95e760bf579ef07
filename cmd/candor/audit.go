package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/scan"
)

var audit = &command{
	Name: "audit",
	Doc: `audit a site, its Go code and its notice

Visits the site in a real browser in each consent state, follows personal data through the Go packages,
reads the notice, and prints where saying and doing differ. The evidence stays in a folder, so that
it can be judged again (candor compare) without another visit.

Without --policy the notice is the one that the site leads to: the privacy notice and the cookie notice among the links of its pages
(or, when no link leads to one, in the usual places), as the browser shows them, with the notices that those refer to. They stay in
the evidence. A notice on another host is not read unless --policy names its address or --foreign-notices allows it.

What does not change from one audit to the next is kept in candor.yaml in this folder: site, packages, policy, limits, and the discrepancies
that have been accepted, which are told and do not count. Without arguments the site and the packages are those of candor.yaml, and flags win over
it. candor init --schema prints its JSON Schema, for editors.

Where there is much already, --write-baseline FILE keeps the discrepancies of today by their ids, and --baseline FILE tells which of the next
audit's it knows and which are gone; only what it does not know counts.

	candor audit
	candor audit https://shop.example ./...
	candor audit https://shop.example --policy https://group.example/privacy
	candor audit https://shop.example ./... --policy privacy.md --policy cookies.md`,
	Build: buildAudit,
}

func buildAudit(a *app) *cobra.Command {
	var (
		site   siteFlags
		judge  judgeFlags
		notice noticeFlags
		out    scanFlags
	)
	c := newCommand("audit [URL] [PACKAGES...] [--policy FILE|URL|auto]", func(c *cobra.Command, args []string) error {
		said, args, err := a.asProject(c.Flags(), args)
		if err != nil {
			return err
		}
		judge.accepted = said.Accepted
		if err := judge.check("audit"); err != nil {
			return err
		}
		job, err := out.job(c.Context(), args, &site)
		if err != nil {
			return err
		}
		if err := notice.complete(job.Site != ""); err != nil {
			return err
		}
		notice.search(&job)
		return runAudit(c.Context(), a, job, &site, &notice, &judge)
	})
	notice.register(c.Flags())
	out.register(c.Flags())
	judge.register(c.Flags())
	judge.known.register(c.Flags())
	site.register(c.Flags())
	return c
}

// runAudit is the whole of Candor: read what is said, record what is done, compare, tell.
func runAudit(ctx context.Context, a *app, job scan.Job, site *siteFlags, said *noticeFlags, how *judgeFlags) error {
	files, err := said.files(ctx) // first, because it is quick and often the thing that is wrong
	if err != nil {
		return err
	}
	rec, err := runScan(ctx, a, job, site)
	if err != nil {
		return err
	}
	notice, err := said.together(files, rec)
	if err != nil {
		return err
	}
	seen := rec.Observations()
	seen.Seen = rebase(seen.Seen, job.Dir)
	outcome := judge(seen, notice, rec.Summary())
	if err := how.settle(a, &outcome); err != nil {
		return err
	}
	if err := saveOutcome(job.Out, outcome); err != nil {
		return err
	}
	return how.tell(ctx, a, outcome, job.Out)
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
