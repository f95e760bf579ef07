package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
	"github.com/candor-privacy/candor/rules"
	"github.com/candor-privacy/candor/scan"
	"github.com/candor-privacy/candor/testdata/company"
)

// The notice of the sample company in both languages.
var larkspurNotices = map[string]string{"en": "../../testdata/larkspur/privacy.md", "fr": "../../testdata/larkspur/privacy.fr.md"}

// sampleRecord is the bundled record of the sample company, judged by its notice.
func sampleRecord(t *testing.T) (string, *scan.Record) {
	t.Helper()
	record := filepath.Join(t.TempDir(), "larkspur.candor")
	demoOutcome(t, "demo", "--recorded", "--out", record, "--format", "json")
	rec, err := scan.Open(record)
	if err != nil {
		t.Fatal(err)
	}
	return record, rec
}

func TestTheCookieTableOfTheSampleCompany(t *testing.T) {
	record, _ := sampleRecord(t)
	const golden = "testdata/cookies.md"
	got := cookiesOf(t, record, "--language", "en")
	if *update {
		writeFile(t, golden, got)
	}
	if diff := cmp.Diff(string(readFile(t, golden)), string(got)); diff != "" {
		t.Errorf("candor policy cookies (-want +got):\n%s", diff)
	}
}

func cookiesOf(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, progress bytes.Buffer
	args = append([]string{"policy", "cookies"}, args...)
	if code := run(context.Background(), args, newApp(&out, &progress)); code != 0 {
		t.Fatalf("candor %s: exit %d\n%s", strings.Join(args, " "), code, progress.String())
	}
	return out.Bytes()
}

// Pasted into a notice, in whatever form and language, the table is read as what was seen.
func TestTheCookieTableIsReadAsWhatWasSeen(t *testing.T) {
	record, rec := sampleRecord(t)
	tracers := tracersOf(rec.Inventory())
	if len(tracers) == 0 {
		t.Fatal("nothing was seen")
	}
	for language, path := range larkspurNotices {
		for form, name := range map[string]string{"markdown": "notice.md", "html": "notice.html"} {
			text := cookiesOf(t, record, "--language", language, "--format", form)
			if form == "markdown" { // a notice around it, of which the language can be told
				text = append(readFile(t, path), text...)
			}
			notice, err := policy.ReadBytes(name, text)
			if err != nil {
				t.Fatalf("%s in %s: %v", form, language, err)
			}
			for _, seen := range tracers {
				if !slices.ContainsFunc(notice.Declarations, func(d practice.Declaration) bool { return tells(d, seen) }) {
					t.Errorf("%s in %s: the row of %s is not read as %+v", form, language, seen.Name, seen)
				}
			}
		}
	}
}

// tells reports whether a statement tells of a tracer, with who reads it, for what, and that it lives no shorter.
func tells(d practice.Declaration, seen reports.Tracer) bool {
	return slices.Contains(d.Tracers, seen.Name) && d.Polarity == practice.Affirmed &&
		(seen.Vendor == "" || slices.Contains(d.Vendors, seen.Vendor)) &&
		(seen.Purpose == "" || slices.Contains(d.Purposes, seen.Purpose)) &&
		(seen.Period == practice.Unlimited || d.Period != "" && !seen.Period.Longer(d.Period))
}

// The loop is closed: what was missing, written as it is suggested, is read as the declaration that was missing, so that judging
// again finds none of it.
func TestANoticeWithWhatWasSuggestedLacksNothingAnyMore(t *testing.T) {
	_, rec := sampleRecord(t)
	for language, path := range larkspurNotices {
		text := readFile(t, path)
		missing := missingFrom(t, rec, path, text, language)
		if len(missing) < 5 {
			t.Fatalf("%s: only %d suggestions", language, len(missing))
		}
		mended := string(text)
		for _, s := range missing {
			for _, q := range s.Instead {
				mended = strings.Replace(mended, q.Text, "", 1)
			}
		}
		for _, s := range missing {
			for _, sentence := range s.Sentences {
				mended += "\n" + sentence + "\n"
			}
		}
		for _, s := range missingFrom(t, rec, path, []byte(mended), language) {
			t.Errorf("%s: after writing what was suggested, %s is still missing: %s", language, s.Rule, strings.Join(s.Sentences, " "))
		}
	}
}

// Nor do the notices of other companies, whose sites and code do other things.
func TestNoticesOfOtherCompaniesWithWhatWasSuggestedLackNothing(t *testing.T) {
	bundles, err := filepath.Glob("../../testdata/companies/*/recorded.zip")
	if err != nil || len(bundles) == 0 {
		t.Fatal("no bundled records", err)
	}
	for _, bundle := range bundles {
		record := filepath.Join(t.TempDir(), "shop.candor")
		if err := company.UnpackRecord(readFile(t, bundle), record); err != nil {
			t.Fatal(err)
		}
		rec, err := scan.Open(record)
		if err != nil {
			t.Fatal(err)
		}
		own, err := readRecorded(rec)
		if err != nil {
			t.Fatal(err)
		}
		for language, path := range larkspurNotices {
			missing := missingFromNotice(t, rec, policy.Together(own...), language)
			if len(missing) == 0 {
				t.Errorf("%s lacks nothing: the test no longer says anything", bundle)
			}
			text := strings.SplitAfter(string(readFile(t, path)), "\n\n")[0] + "\n"
			for _, s := range missing {
				text += strings.Join(s.Sentences, "\n\n") + "\n\n"
			}
			added, err := policy.ReadBytes("added.md", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range missingFromNotice(t, rec, policy.Together(append(slices.Clone(own), added)...), language) {
				// What is said wrong stays wrong until it is taken out, and a domain is no name of a company.
				if len(s.Instead)+len(s.Unnamed) == 0 {
					t.Errorf("%s, %s: after writing what was suggested, %s is still missing: %s", bundle, language, s.Rule, strings.Join(s.Sentences, " "))
				}
			}
		}
	}
}

// missingFrom is what a notice lacks, judged by the record.
func missingFrom(t *testing.T, rec *scan.Record, name string, text []byte, language string) []reports.Suggestion {
	t.Helper()
	notice, err := policy.ReadBytes(name, text)
	if err != nil {
		t.Fatal(err)
	}
	return missingFromNotice(t, rec, notice, language)
}

func missingFromNotice(t *testing.T, rec *scan.Record, notice practice.Notice, language string) []reports.Suggestion {
	t.Helper()
	missing, err := reports.Suggest(judge(rec.Observations(), notice, rec.Summary()), language, detect.NamePattern)
	if err != nil {
		t.Fatal(err)
	}
	return missing
}

// A rule that is renamed would silently lose its suggestions.
func TestRulesOfSuggestionsExist(t *testing.T) {
	for _, name := range reports.SuggestedRules() {
		if !slices.ContainsFunc(rules.All, func(r *rules.Rule) bool { return r.Name == name }) {
			t.Errorf("noticewords.txt: there is no rule %s", name)
		}
	}
}

func TestCookiesOfARecordThatWasNotJudgedAreTheTableAlone(t *testing.T) {
	record, _ := sampleRecord(t)
	if err := os.Remove(filepath.Join(record, scan.OutcomeFile)); err != nil {
		t.Fatal(err)
	}
	var out, progress bytes.Buffer
	code := run(context.Background(), []string{"policy", "cookies", record}, newApp(&out, &progress))
	if code != 0 || !strings.Contains(progress.String(), "candor compare") || strings.Contains(out.String(), "undeclared") || !strings.Contains(out.String(), "`_ga_*`") {
		t.Errorf("exit %d\n%s%s", code, progress.String(), out.String())
	}
}
