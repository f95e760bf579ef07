package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/testdata/company"
)

var live = flag.Bool("live", false, "audit the companies in a browser; otherwise their bundled records are judged")

const (
	companiesFolder = "../../testdata/companies"
	scriptsFolder   = "../../tools/scripts/node_modules"
)

// seeds are the notices in ../shared of which each company's is our own paraphrase.
var seeds = map[string]string{
	"imagen":  "001_3dac304163614957.txt",
	"imagina": "004_4af3e36b812dd10e.txt",
	"imagino": "000_59e27741eb737101.txt",
	"imago":   "003_d0c82b5eb252173f.txt",
	"imaweb":  "002_7b137069ef3b45fd.txt",
}

// A company is found to differ from its notice exactly where its truth says that it does: truth.txt was written before any of it was seen.
func TestCompaniesAreFoundToBeWhatTheyAre(t *testing.T) {
	for _, name := range companyNames(t) {
		t.Run(name, func(t *testing.T) {
			truth, err := company.ParseTruth(filepath.Join(name, "truth.txt"), string(readFile(t, filepath.Join(companiesFolder, name, "truth.txt"))))
			if err != nil {
				t.Fatal(err)
			}
			o := companyOutcome(t, name)
			found := company.Compare(truth, o.Discrepancies)
			t.Logf("\n%s", expectedAgainstFound(found, o))
			for i, p := range found.Plants {
				if found.As[i] < 0 {
					t.Errorf("truth.txt:%d: missed: %s", p.Line, p)
				}
			}
			for _, i := range found.Extra {
				d := o.Discrepancies[i]
				t.Errorf("extra: %s  %s  %s  %s", d.Rule, company.Where(d), d.Practice, d.Message)
			}
			told := statements(o)
			for _, p := range truth {
				if p.Rule == company.Kept && !slices.ContainsFunc(told, keeps(p)) {
					t.Errorf("truth.txt:%d: not told as kept or broken: %s", p.Line, p.Words)
				}
			}
			for _, d := range o.Discrepancies {
				checkDefensible(t, d)
			}
		})
	}
}

// What the text of a company's notice shows of itself is what text.txt says, and the notice that it paraphrases shows the same.
func TestTextsOfTheCompaniesAreFoundToBeWhatTheyAre(t *testing.T) {
	for _, name := range companyNames(t) {
		t.Run(name, func(t *testing.T) {
			want := textTruth(t, name)
			notice := filepath.Join(companiesFolder, name, "site", "www."+name+".example", "privacy.html")
			if diff := cmp.Diff(want, textFindings(t, notice)); diff != "" {
				t.Errorf("findings of policy lint (-text.txt +the company's notice):\n%s", diff)
			}
			if _, err := os.Stat(sharedFolder); err != nil {
				t.Skip("no ../shared beside the checkout: the notices that are paraphrased lie there")
			}
			if diff := cmp.Diff(want, textFindings(t, filepath.Join(sharedFolder, "seeds", seeds[name]))); diff != "" {
				t.Errorf("findings of policy lint (-text.txt +the notice that is paraphrased):\n%s", diff)
			}
		})
	}
}

// companyNames lists the folders of companies.
func companyNames(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(companiesFolder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

// companyOutcome is what an audit of a company finds, or what its bundled record shows; -live -update bundles the record of this audit.
func companyOutcome(t *testing.T, name string) practice.Outcome {
	t.Helper()
	folder := filepath.Join(companiesFolder, name)
	record, bundle := filepath.Join(t.TempDir(), name+".candor"), filepath.Join(folder, "recorded.zip")
	if !*live {
		if err := company.UnpackRecord(readFile(t, bundle), record); err != nil {
			t.Fatal(err)
		}
		return outcomeOf(t, "compare", record, "--format", "json")
	}
	server := serveCompany(t, name)
	o := outcomeOf(t, "audit", server.URL(), "./...", "-C", filepath.Join(folder, "service"), "--host-rules", server.HostRules(), "--ignore-certificate-errors",
		"--no-sandbox", "--settle", "150ms", "--page-timeout", "2m", "--redact", "--out", record, "--format", "json")
	if *update {
		writeFile(t, bundle, packed(t, record))
	}
	return o
}

func serveCompany(t *testing.T, name string) *company.Server {
	t.Helper()
	folder := filepath.Join(companiesFolder, name)
	answers, err := company.ParseAnswers(filepath.Join(name, "answers.txt"), string(readFile(t, filepath.Join(folder, "answers.txt"))))
	if err != nil {
		t.Fatal(err)
	}
	c := company.Company{Name: name, Site: "https://www." + name + ".example/", Files: os.DirFS(filepath.Join(folder, "site")), Answers: answers}
	if slices.ContainsFunc(answers, func(a company.Answer) bool { return strings.HasPrefix(a.File, "npm:") }) {
		if _, err := os.Stat(scriptsFolder); errors.Is(err, fs.ErrNotExist) {
			t.Skip("the site loads npm packages that are not there: make tables")
		}
		c.Scripts = os.DirFS(scriptsFolder)
	}
	server, err := c.Serve()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return server
}

// expectedAgainstFound is a table for people: every plant, with the number of the discrepancy that it is.
func expectedAgainstFound(found company.Found, o practice.Outcome) string {
	var b bytes.Buffer
	missed := 0
	for i, p := range found.Plants {
		if found.As[i] < 0 {
			missed++
			fmt.Fprintf(&b, "%-4s MISSED  %s\n", p.ID, p)
			continue
		}
		d := o.Discrepancies[found.As[i]]
		fmt.Fprintf(&b, "%-4s found   %s  (%s, %d seen, %d said)\n", p.ID, p, d.Severity, len(d.Observed), len(d.Declared))
	}
	for _, i := range found.Extra {
		fmt.Fprintf(&b, "%-4s EXTRA   %s\n", "", company.Plant{Rule: o.Discrepancies[i].Rule, Practice: o.Discrepancies[i].Practice, Where: company.Where(o.Discrepancies[i])})
	}
	fmt.Fprintf(&b, "%d expected, %d missed, %d extra; %d promises kept, %d could not be verified\n", len(found.Plants), missed, len(found.Extra), len(o.Kept), len(o.Unverifiable))
	return b.String()
}

// statements are all that an outcome tells of a notice.
func statements(o practice.Outcome) []practice.Declaration {
	var told []practice.Declaration
	for _, k := range o.Kept {
		told = append(told, k.Declared...)
	}
	for _, d := range o.Discrepancies {
		told = append(told, d.Declared...)
	}
	return told
}

// checkDefensible holds that a discrepancy can be defended: what was said or comes nearest, what was seen, and why they differ.
func checkDefensible(t *testing.T, d practice.Discrepancy) {
	t.Helper()
	if len(d.Declared) == 0 && len(d.Nearest) == 0 && d.Verdict != practice.Omitted {
		t.Errorf("%s %s: nothing is quoted", d.Rule, d.Practice)
	}
	if d.Message == "" || d.Why == "" {
		t.Errorf("%s %s: no reason is given", d.Rule, d.Practice)
	}
	for _, o := range d.Observed {
		if len(o.Evidence) == 0 {
			t.Errorf("%s %s: %s without evidence", d.Rule, d.Practice, o.Practice)
		}
	}
}

// textTruth is text.txt: rule and message of each finding in the text alone, sorted.
func textTruth(t *testing.T, name string) []string {
	t.Helper()
	rows, err := practice.ParseTable("text.txt", string(readFile(t, filepath.Join(companiesFolder, name, "text.txt"))), 2)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, r := range rows {
		lines = append(lines, r.Columns[0]+": "+r.Columns[1])
	}
	slices.Sort(lines)
	return lines
}

func textFindings(t *testing.T, notice string) []string {
	t.Helper()
	review, err := lint(context.Background(), notice, time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return rulesAndMessages(review)
}

func rulesAndMessages(review policy.Review) []string {
	var lines []string
	for _, f := range review.Findings {
		lines = append(lines, f.Rule+": "+f.Message)
	}
	slices.Sort(lines)
	return lines
}
