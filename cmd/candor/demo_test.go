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
	found := map[string]bool{}
	for _, d := range o.Discrepancies {
		found[d.Rule+" "+d.Practice.String()+" "+where(d)] = true
	}
	rows, err := practice.ParseTable("truth.txt", larkspur.Truth, 6)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		rule, place, line := r.Columns[1], r.Columns[2], r.Columns[3]
		if rule == "kept" {
			continue
		}
		planted := rule + " " + line + " " + place
		if !found[planted] {
			t.Errorf("truth.txt:%d: not found: %s", r.Line, planted)
		}
		delete(found, planted)
	}
	for extra := range found {
		t.Errorf("found, and not in truth.txt: %s", extra)
	}
}

// A promise is a statement, found by its words or, in a table of cookies, by the name of the cookie; one that is kept here and
// broken there is told as broken.
func TestKeptPromisesAreTold(t *testing.T) {
	var o practice.Outcome
	if err := json.Unmarshal(readFile(t, golden), &o); err != nil {
		t.Fatal(err)
	}
	var told []practice.Declaration
	for _, k := range o.Kept {
		told = append(told, k.Declared...)
	}
	for _, d := range o.Discrepancies {
		told = append(told, d.Declared...)
	}
	rows, err := practice.ParseTable("truth.txt", larkspur.Truth, 6)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		says := func(d practice.Declaration) bool {
			text, name := strings.Join(strings.Fields(d.Text), " "), r.Columns[4]
			return strings.Contains(text, r.Columns[5]) || (strings.Contains(r.Columns[5], "cookies") && strings.Contains(text, name))
		}
		if r.Columns[1] == "kept" && !slices.ContainsFunc(told, says) {
			t.Errorf("truth.txt:%d: not told as kept or broken: %s", r.Line, r.Columns[5])
		}
	}
}

// where says where a discrepancy was seen, in the words of truth.txt.
func where(d practice.Discrepancy) string {
	var places []string
	for _, actor := range []practice.Party{practice.Site, practice.Code} {
		for _, o := range d.Observed {
			if o.Practice.Actor == actor {
				places = append(places, string(actor))
				break
			}
		}
	}
	if len(places) == 0 {
		return "text"
	}
	return strings.Join(places, "+")
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
