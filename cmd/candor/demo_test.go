package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/candor-privacy/candor/crawler/chrome"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/testdata/company"
	"github.com/candor-privacy/candor/testdata/larkspur"
)

var update = flag.Bool("update", false, "write the expected outcome of the demo and its bundled record anew")

const golden = "testdata/demo.json"

// The outcome of a live demo is the expected one to the last byte; so, with the test of the recorded one, two runs in a row are equal.
func TestDemoFindsWhatIsExpectedAndNothingElse(t *testing.T) {
	needBrowser(t)
	record := filepath.Join(t.TempDir(), "larkspur.candor")
	got := demoOutcome(t, "demo", "--redact", "--out", record, "--format", "json")
	got = bytes.ReplaceAll(got, []byte(`"path": "`+record+`",`+"\n    "), nil)
	if *update {
		writeFile(t, golden, got)
		writeFile(t, "../../testdata/larkspur/recorded.zip", packed(t, record))
	}
	if diff := cmp.Diff(string(readFile(t, golden)), string(got)); diff != "" {
		t.Errorf("outcome of candor demo (-want +got):\n%s", diff)
	}
}

func TestRecordedDemoTellsTheSame(t *testing.T) {
	got := demoOutcome(t, "demo", "--recorded", "--format", "json")
	if diff := cmp.Diff(string(readFile(t, golden)), string(got)); diff != "" {
		t.Errorf("outcome of candor demo --recorded (-want +got):\n%s", diff)
	}
}

// The truth was written before any of it was seen: every plant is found where it was planted, nothing else is found, and every promise kept is told.
func TestExpectedOutcomeIsTheTruthAboutTheCompany(t *testing.T) {
	var o practice.Outcome
	if err := json.Unmarshal(readFile(t, golden), &o); err != nil {
		t.Fatal(err)
	}
	found := company.Compare(larkspurTruth(t), o.Discrepancies)
	for i, p := range found.Plants {
		if found.As[i] < 0 {
			t.Errorf("truth.txt:%d: not found: %s", p.Line, p)
		}
	}
	for _, i := range found.Extra {
		t.Errorf("found, and not in truth.txt: %s %s", o.Discrepancies[i].Rule, o.Discrepancies[i].Practice)
	}
}

func larkspurTruth(t *testing.T) []company.Plant {
	t.Helper()
	truth, err := company.ParseTruth("truth.txt", larkspur.Truth)
	if err != nil {
		t.Fatal(err)
	}
	return truth
}

// A promise is a statement, found by its words or, in a table of cookies, by the name of the cookie; one that is kept here and
// broken there is told as broken.
func TestKeptPromisesAreTold(t *testing.T) {
	var o practice.Outcome
	if err := json.Unmarshal(readFile(t, golden), &o); err != nil {
		t.Fatal(err)
	}
	told := statements(o)
	for _, p := range larkspurTruth(t) {
		if p.Rule == company.Kept && !slices.ContainsFunc(told, keeps(p)) {
			t.Errorf("truth.txt:%d: not told as kept or broken: %s", p.Line, p.Words)
		}
	}
}

// keeps tells the statement that a promise is.
func keeps(p company.Plant) func(practice.Declaration) bool {
	return func(d practice.Declaration) bool {
		text := strings.Join(strings.Fields(d.Text), " ")
		return strings.Contains(text, p.Words) || (strings.Contains(p.Words, "cookies") && strings.Contains(text, p.Name))
	}
}

// demoOutcome runs a command that must end with exit code 1: they differ.
func demoOutcome(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, progress bytes.Buffer
	if code := run(context.Background(), args, newApp(&out, &progress)); code != 1 {
		t.Fatalf("candor %s: exit %d, want 1\n%s", strings.Join(args, " "), code, progress.String())
	}
	return out.Bytes()
}

// needBrowser skips the test where there is no browser, unless one is required.
func needBrowser(t *testing.T) {
	t.Helper()
	if _, err := chrome.Find(); errors.Is(err, chrome.ErrNotFound) && os.Getenv("CANDOR_REQUIRE_BROWSER") != "1" {
		t.Skipf("no browser to run the demo in: %v", err)
	}
}

// packed is a folder as a zip archive.
func packed(t *testing.T, dir string) []byte {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, "outcome.json")); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if err := w.AddFS(os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func writeFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
