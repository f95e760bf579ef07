package reports

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

func TestExplainLooksAsReviewed(t *testing.T) {
	for _, width := range widths {
		var b bytes.Buffer
		for i, d := range example(t).Discrepancies {
			id := d.ID
			if i%2 == 0 {
				id = fmt.Sprint(i + 1)
			}
			if err := Explain(&b, example(t), id, Options{Width: width}); err != nil {
				t.Fatal(err)
			}
			b.WriteString("\n")
		}
		golden(t, fmt.Sprintf("explain-%d.txt", width), b.Bytes())
		checkWidth(t, b.String(), width)
	}
}

func TestExplainSaysInTheWordsOfTheTableWhatADiscrepancyIsAbout(t *testing.T) {
	o := practice.Outcome{Comparison: practice.Comparison{Discrepancies: []practice.Discrepancy{{
		ID: "d-3fa1c2", Rule: "contradiction", Practice: practice.Practice{Actor: practice.FirstParty, Action: practice.Store, Data: practice.Personal},
		Declared: []practice.Declaration{{Kind: practice.KindStoreLocation}},
	}}}}
	var b bytes.Buffer
	if err := Explain(&b, o, "1", Options{Width: 100}); err != nil {
		t.Fatal(err)
	}
	if title, _, _ := strings.Cut(b.String(), "\n"); !strings.HasSuffix(title, "  where data are kept: personal") {
		t.Errorf("the title is %q", title)
	}
}

// An auditor opens the page that the browser showed, and finds the lines there.
func TestExplainSaysWhichFileOfTheRecordALineStandsIn(t *testing.T) {
	said := practice.Declaration{Quote: practice.Quote{Source: "https://www.larkspur.example/privacy", Blob: "3f0c6d", Line: 41, Text: "We never sell it."}}
	again := said
	again.Line = 67
	o := practice.Outcome{Comparison: practice.Comparison{Discrepancies: []practice.Discrepancy{{Declared: []practice.Declaration{said, again}}}}}
	var b bytes.Buffer
	if err := Explain(&b, o, "1", Options{Width: 100}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "blobs/3f0c6d"); n != 1 {
		t.Errorf("the blob is named %d times, want once:\n%s", n, b.String())
	}
}

func TestExplainRefusesWhatIsNotThere(t *testing.T) {
	o := example(t)
	one := o
	one.Discrepancies = o.Discrepancies[:1]
	tests := []struct {
		o        practice.Outcome
		id, want string
	}{
		{o, "8", `no discrepancy "8": want 1 to 7, or an id such as d-3fa1c2`},
		{o, "0", `no discrepancy "0": want 1 to 7, or an id such as d-3fa1c2`},
		{o, "d-\x1b[2J", `no discrepancy "d-�[2J": want 1 to 7, or an id such as d-3fa1c2`},
		{one, "2", `no discrepancy "2": want 1 or d-3fa1c2`},
		{practice.Outcome{}, "1", `no discrepancy "1": this outcome has none`},
	}
	for _, tt := range tests {
		err := Explain(&bytes.Buffer{}, tt.o, tt.id, Options{})
		if err == nil || err.Error() != tt.want {
			t.Errorf("Explain(%q): error %v, want %s", tt.id, err, tt.want)
		}
	}
}

func TestObservationsLookAsReviewed(t *testing.T) {
	var seen []practice.Observation
	for _, d := range example(t).Discrepancies {
		seen = append(seen, d.Observed...)
	}
	all := practice.Observations{Seen: seen, Gaps: []practice.Gap{{Source: "billing/bill.go:3", Reason: "package does not compile"}}}
	known := []practice.RuleSummary{{Name: "logs", Title: "personal data are written to a log", Severity: practice.Medium}} // the others are named all the same
	for format, file := range map[string]string{"text": "observations.txt", "json": "observations.json", "sarif": "observations.sarif"} {
		var b bytes.Buffer
		if err := WriteObservations(&b, format, all, known); err != nil {
			t.Fatal(err)
		}
		golden(t, file, b.Bytes())
		if format == "sarif" {
			validate(t, sarifSchema(t), file, b.Bytes())
		}
	}
	err := WriteObservations(&bytes.Buffer{}, "xml", all, nil)
	if want := `unknown format "xml": want text, json or sarif`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestEveryActionHasWords(t *testing.T) {
	for _, a := range practice.TermsOf(practice.ActionTerm) {
		if passives()[practice.Action(a.Key)] == "" {
			t.Errorf("passives.txt: no words for %q", a.Key)
		}
	}
}
