package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/pflag"

	"github.com/candor-privacy/candor/scan"
)

// scanFlags say where the evidence goes and what may stand in it.
type scanFlags struct {
	out    string
	dir    string
	redact bool
	resume bool
	load   loadFlags
}

func (f *scanFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.out, "out", "", "folder for the evidence (default: NAME.candor here, with a number when that is taken)")
	flags.StringVarP(&f.dir, "dir", "C", ".", "folder of the Go module")
	f.load.register(flags)
	flags.BoolVar(&f.redact, "redact", false, "keep name, length and a salted hash in place of every recorded value")
	flags.BoolVar(&f.resume, "resume", false, "go on with the interrupted record at --out")
}

// job turns arguments and flags into a unit of work; nothing is started yet.
func (f *scanFlags) job(ctx context.Context, args []string, site *siteFlags) (scan.Job, error) {
	t, err := parseTarget(args)
	if err != nil {
		return scan.Job{}, err
	}
	if t.site == "" && len(t.packages) == 0 {
		return scan.Job{}, errors.New("nothing to look at: give the address of a site, Go packages such as ./..., or both")
	}
	if f.resume && f.out == "" {
		return scan.Job{}, errors.New("nothing to resume: name the record with --out")
	}
	if _, err := os.Stat(f.out); f.resume && err != nil {
		return scan.Job{}, fmt.Errorf("nothing to resume: %w; leave --resume out for a new record", err)
	}
	if err := site.check(); err != nil {
		return scan.Job{}, err
	}
	if err := f.load.check(); err != nil {
		return scan.Job{}, err
	}
	dir, packages, err := locate(ctx, f.dir, t.packages)
	if err != nil {
		return scan.Job{}, err
	}
	states, err := site.conditions()
	if err != nil {
		return scan.Job{}, err
	}
	login, err := site.login()
	if err != nil {
		return scan.Job{}, err
	}
	depth := site.depth
	if depth == 0 {
		depth = -1 // a job's 0 is the default
	}
	out := f.out
	if out == "" {
		out = freeFolder(t.name())
	}
	job := scan.Job{
		Site: t.site, Dir: dir, Packages: packages, LoadTimeout: f.load.timeout,
		States: states, MaxPages: site.maxPages, Depth: depth, FirstParty: site.firstParty, NoTyping: site.noTyping, Submit: site.submit,
		Include: site.include, Exclude: site.exclude, IgnoreRobots: site.noRobots, Rate: site.rate, Login: login,
		Redact: f.redact, Out: out, Resume: f.resume,
	}
	if site.chrome.HostRules == "" { // otherwise hosts are not where DNS says
		job.Resolver = scan.NameServer()
	}
	return job, nil
}

// freeFolder is name.candor, or the first of name.2.candor, name.3.candor ... that is not there yet: evidence is never written over.
func freeFolder(name string) string {
	folder := name + ".candor"
	for n := 2; ; n++ {
		if _, err := os.Lstat(folder); errors.Is(err, os.ErrNotExist) {
			return folder
		}
		folder = fmt.Sprintf("%s.%d.candor", name, n)
	}
}

// runScan records what is done, with a browser only if there is something to visit.
func runScan(ctx context.Context, a *app, job scan.Job, site *siteFlags) (*scan.Record, error) {
	progress := newProgress(a.stderr, a.quiet)
	defer progress.Done()
	job.Progress = progress.Step
	rec, err := record(ctx, job, site)
	if err != nil && ctx.Err() != nil {
		return nil, fmt.Errorf("interrupted; the same command with --resume --out %s goes on", job.Out)
	}
	return rec, err
}

func record(ctx context.Context, job scan.Job, site *siteFlags) (*scan.Record, error) {
	if job.Site == "" && len(job.Search.URLs) == 0 {
		return scan.Run(ctx, job, nil)
	}
	job.Progress(scan.Step{Text: "starting the browser"})
	start := job.Site
	if start == "" {
		start = job.Search.URLs[0]
	}
	browser, err := site.launch(ctx, start)
	if err != nil {
		return nil, err
	}
	defer browser.Close()
	return scan.Run(ctx, job, browser)
}
