package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"

	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/rules"
)

// judgeFlags are the flags of every command that ends in an outcome.
type judgeFlags struct {
	format string
	output string
	failOn string
	strict bool

	known    baselineFlags         // of audits
	baseline *baseline             // that the flags name; nil when they name none
	accepted []practice.Acceptance // of the project file
	language string
}

func (f *judgeFlags) register(flags *pflag.FlagSet) {
	choose(flags, &f.format, "format", "table", "form of the result", formatNames())
	flags.StringVarP(&f.output, "output", "o", "", "write the result to this file (default: standard output)")
	choose(flags, &f.failOn, "fail-on", "low", "least severity that ends in exit code 1", severityWords)
	choose(flags, &f.language, "language", "en", "language of the interface of html and pdf", reports.Languages())
	flags.BoolVar(&f.strict, "strict", false, "end in exit code 3 when something could not be seen")
}

// severityWords are what --fail-on takes, the least first.
var severityWords = []string{string(practice.Low), string(practice.Medium), string(practice.High), "never"}

// reaches reports whether a severity is at or above a limit of --fail-on.
func reaches(s practice.Severity, limit string) bool {
	return slices.Index(severityWords, string(s)) >= slices.Index(severityWords, limit)
}

// check refuses unknown words before any work is done.
func (f *judgeFlags) check(command string) error {
	if info, err := os.Stat(filepath.Dir(filepath.Clean(f.output))); f.output != "" && (err != nil || !info.IsDir()) {
		return usage(command, "no folder to write %s to", f.output)
	}
	if f.known.baseline != "" {
		var err error
		if f.baseline, err = readBaseline(f.known.baseline, command); err != nil {
			return err
		}
	}
	return nil
}

// settle marks what of an outcome does not count: what has been accepted, as things stand today, and what the baseline knows.
func (f *judgeFlags) settle(a *app, o *practice.Outcome) error {
	if len(f.accepted) > 0 {
		o.Accepted = rules.Accept(o.Discrepancies, f.accepted, a.now().Format("2006-01-02"))
	}
	if f.known.writeTo != "" {
		list := knownDiscrepancies(*o)
		if err := writeBaseline(f.known.writeTo, list); err != nil {
			return err
		}
		fmt.Fprintf(a.stderr, "baseline: %s kept in %s\n", given(len(list), "finding"), reports.Clean(f.known.writeTo))
	}
	if f.baseline != nil {
		o.Baseline = f.baseline.against(f.known.baseline, o.Discrepancies)
	}
	return nil
}

// judge compares what was seen with what was said.
func judge(seen practice.Observations, notice practice.Notice, record practice.RecordSummary) practice.Outcome {
	company := notice.Company
	if company == "" {
		company = record.Site
	}
	return practice.Outcome{
		Schema:  practice.OutcomeSchema,
		Company: company,
		Notice: practice.NoticeSummary{
			Source: notice.Source, SHA256: notice.SHA256, Languages: notice.Languages, Date: notice.Date,
			Declarations: len(notice.Declarations), Documents: notice.Documents, Gaps: notice.Gaps,
		},
		Record:     record,
		Comparison: rules.Compare(seen, notice),
	}
}

// tell writes the outcome as the flags say, with what lies in the record, and returns how the command ends.
func (f *judgeFlags) tell(ctx context.Context, a *app, o practice.Outcome, record string) error {
	err := a.write(f.output, func(w io.Writer, opts reports.Options) error {
		f.furnish(ctx, a, &opts, record)
		return reports.Write(w, f.format, o, opts)
	})
	if err != nil {
		return err
	}
	return f.verdict(o)
}

// verdict is the exit that the outcome deserves.
func (f *judgeFlags) verdict(o practice.Outcome) error {
	for _, d := range o.Discrepancies {
		if f.known.writeTo == "" && o.Counts(d.ID) && reaches(d.Severity, f.failOn) {
			return exitDiffer
		}
	}
	if f.strict && len(o.Record.Gaps)+len(o.Notice.Gaps) > 0 {
		return exitGaps
	}
	return nil
}

// write gives fn standard output, or, once fn has made all of it, the file at path.
func (a *app) write(path string, fn func(io.Writer, reports.Options) error) error {
	if path == "" {
		return fn(a.stdout, a.screen())
	}
	var whole bytes.Buffer
	if err := fn(&whole, reports.Options{Width: columns(120)}); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Clean(path), whole.Bytes(), 0o600); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}

func formatNames() []string {
	names := make([]string, len(reports.Formats))
	for i, f := range reports.Formats {
		names[i] = f.Name
	}
	return names
}
