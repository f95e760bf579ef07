package reports

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

// decidedOn is the example, of which somebody has accepted something and a baseline knows something.
func decidedOn(t *testing.T) practice.Outcome {
	o := example(t)
	entry := practice.Acceptance{
		Rule: "personal-data-in-logs", Practice: practice.Practice{Actor: practice.FirstParty, Action: practice.StoreLog},
		Reason: "the mail log is deleted after a week, and nobody but two administrators can read it until then", By: "Ada Finch", Until: "2027-06-30",
		Source: "candor.yaml", Line: 12, Matches: []string{"d-71e5bd"},
	}
	over, nothing := entry, entry
	over.Line, over.Until, over.Expired, over.Matches = 20, "2026-01-01", true, []string{"d-88b0e4", "d-0c7712"}
	nothing.Line, nothing.Until, nothing.Matches = 28, "", nil
	o.Accepted = []practice.Acceptance{entry, over, nothing}
	o.Baseline = &practice.Baseline{
		Source: "candor-baseline.json", Known: []string{"d-3fa1c2", "d-5ce310", "d-71e5bd"},
		Gone: []practice.KnownDiscrepancy{{ID: "d-000001", Rule: "undeclared-data", Practice: "site collect special.health"}},
	}
	return o
}

func TestWhatDoesNotCountIsToldApart(t *testing.T) {
	for _, width := range widths {
		var b bytes.Buffer
		if err := Write(&b, "table", decidedOn(t), Options{Width: width}); err != nil {
			t.Fatal(err)
		}
		golden(t, fmt.Sprintf("decisions-%d.txt", width), b.Bytes())
		checkWidth(t, b.String(), width)
	}
}

func TestDecisionsAreWrittenByTheSchemas(t *testing.T) {
	var full, sarif bytes.Buffer
	if err := Write(&full, "json", decidedOn(t), Options{}); err != nil {
		t.Fatal(err)
	}
	validate(t, compile(t, Schema), "json", full.Bytes())
	if err := Write(&sarif, "sarif", decidedOn(t), Options{}); err != nil {
		t.Fatal(err)
	}
	validate(t, sarifSchema(t), "sarif", sarif.Bytes())
	if n := strings.Count(sarif.String(), `"suppressions"`); n != 1 {
		t.Errorf("%d results are suppressed, want the one that is accepted", n)
	}
}

// A CI server must not fail for what does not count, and a reviewer is told of it.
func TestWhatDoesNotCountFailsNowhere(t *testing.T) {
	var junit, markdown bytes.Buffer
	if err := Write(&junit, "junit", decidedOn(t), Options{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`tests="7" failures="4" skipped="3"`, `<skipped message="accepted: the mail log is deleted`, `<skipped message="known to candor-baseline.json"`} {
		if !strings.Contains(junit.String(), want) {
			t.Errorf("junit:\n%s\nwant %s", junit.String(), want)
		}
	}
	if err := Write(&markdown, "markdown", decidedOn(t), Options{}); err != nil {
		t.Fatal(err)
	}
	if text := markdown.String(); strings.Contains(text, "\n| 1 |") || !strings.Contains(text, "\n| 2 |") || !strings.Contains(text, "June 2027, candor.yaml&#58;12") {
		t.Errorf("markdown:\n%s\nwant what counts in the table, and the decision below", text)
	}
}
