package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/testdata/larkspur"
)

// The page that the sample company shows and the file that it was made from say the same: whoever audits the site without naming a notice is told
// what the file would have told.
func TestTheNoticeOnTheSiteIsJudgedAsItsFileIs(t *testing.T) {
	needBrowser(t)
	server, err := larkspur.Serve()
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	record := filepath.Join(t.TempDir(), "larkspur.candor")
	found := outcomeOf(t, "audit", server.URL(), "--states", "before", "--max-pages", "3", "--host-rules", server.HostRules(),
		"--ignore-certificate-errors", "--no-sandbox", "--settle", "150ms", "--out", record, "--format", "json")
	if d := found.Notice.Documents; len(d) != 1 || d[0].Source != "https://www.larkspur.example/privacy" || len(d[0].Why) == 0 {
		t.Errorf("documents %+v, want the company's privacy page with how it was found", d)
	}
	checkBlobs(t, record, found)
	again := outcomeOf(t, "compare", record, "--format", "json")
	if diff := cmp.Diff(found, again); diff != "" {
		t.Errorf("judged again from the record (-audit +compare):\n%s", diff)
	}
	named := outcomeOf(t, "compare", record, "--policy", "../../testdata/larkspur/privacy.md", "--format", "json")
	if diff := cmp.Diff(judged(named), judged(found)); diff != "" {
		t.Errorf("judgement (-by the file +by the page):\n%s", diff)
	}
	if found.Notice.Date != named.Notice.Date || found.Notice.Declarations != named.Notice.Declarations || found.Company != named.Company {
		t.Errorf("the page is %+v, the file %+v", found.Notice, named.Notice)
	}
}

// checkBlobs opens the files of the record in which statements stand, at the places that they name.
func checkBlobs(t *testing.T, record string, o practice.Outcome) {
	t.Helper()
	checked := 0
	for _, d := range o.Discrepancies {
		for _, s := range d.Declared {
			page, err := os.ReadFile(filepath.Join(record, "blobs", s.Blob))
			if err != nil {
				t.Fatal(err)
			}
			if s.End > len(page) || string(page[s.Start:s.End]) != s.Text || 1+bytes.Count(page[:s.Start], []byte("\n")) != s.Line {
				t.Errorf("%q does not stand in line %d of blob %s", s.Text, s.Line, s.Blob)
			}
			checked++
		}
	}
	if checked == 0 {
		t.Error("no statement names a place")
	}
}

// outcomeOf runs a command that prints an outcome as JSON, in which something differs.
func outcomeOf(t *testing.T, args ...string) practice.Outcome {
	t.Helper()
	var o practice.Outcome
	if err := json.Unmarshal(demoOutcome(t, args...), &o); err != nil {
		t.Fatal(err)
	}
	return o
}

// judged is what an outcome says, without where in the notice it stands.
func judged(o practice.Outcome) []string {
	var lines []string
	for _, d := range o.Discrepancies {
		lines = append(lines, "differs: "+d.Rule+": "+d.Practice.String()+": "+string(d.Verdict))
	}
	for _, k := range o.Kept {
		lines = append(lines, "kept: "+k.Practice.String())
	}
	for _, u := range o.Unverifiable {
		lines = append(lines, "unverifiable: "+u.Practice.String()+": "+u.Reason)
	}
	return lines
}
