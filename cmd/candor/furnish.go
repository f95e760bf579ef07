package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/candor-privacy/candor/crawler/chrome"
	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/scan"
)

// furnish gives a format what it shows beside the outcome, when it shows more: what lies in the record, and a browser to print with.
// A record that cannot be opened leaves that out, and a warning says so: the outcome can be told all the same.
func (f *judgeFlags) furnish(ctx context.Context, a *app, opts *reports.Options, record string) {
	opts.Language = f.language
	i := slices.IndexFunc(reports.Formats, func(r *reports.Format) bool { return r.Name == f.format })
	if i < 0 || !reports.Formats[i].More {
		return
	}
	opts.Text = (&noticeTexts{ctx: ctx, outcome: record, read: map[string][]byte{}}).around
	opts.Print = func(page []byte) ([]byte, error) { return printed(ctx, page) }
	if info, err := os.Stat(record); record == "" || err != nil || !info.IsDir() {
		return
	}
	rec, err := scan.Open(record)
	if err != nil {
		fmt.Fprintf(a.stderr, "told without the record: %s\n", reports.Clean(err.Error()))
		return
	}
	opts.Seen = rec.Observations().Seen
	for _, p := range rec.Pictures() {
		opts.Pictures = append(opts.Pictures, reports.Picture{Page: p.Page, State: p.State, Data: p.Data})
	}
	made := rec.Provenance()
	opts.Taken, opts.Facts = made.Start, facts(made)
}

// facts put the provenance of a record into words.
func facts(p scan.Provenance) []reports.Fact {
	facts := []reports.Fact{{Label: "Candor", Value: p.Tool}}
	if b := p.Browser; b != nil {
		facts = append(facts, reports.Fact{Label: "Browser", Value: b.Product + ", " + b.UserAgent})
	}
	facts = append(facts, reports.Fact{Label: "Start", Value: p.Start.UTC().Format(time.RFC3339)})
	if !p.End.IsZero() {
		facts = append(facts, reports.Fact{Label: "End", Value: p.End.UTC().Format(time.RFC3339)})
	}
	if p.Seal != "" {
		facts = append(facts, reports.Fact{Label: "Seal of the record", Value: p.Seal})
	}
	return facts
}

// printed prints a page of ours, in the browser's sandbox: its pictures may come from a record that somebody else made.
func printed(ctx context.Context, page []byte) ([]byte, error) {
	browser, err := chrome.Launch(ctx, chrome.Options{})
	if errors.Is(err, chrome.ErrSandbox) {
		return nil, errors.New("the kernel forbids the browser's sandbox, without which nothing from a record is printed; write html, and print that")
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = browser.Close() }()
	return browser.Print(ctx, page)
}
