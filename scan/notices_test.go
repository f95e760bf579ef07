package scan

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/google/go-cmp/cmp"
)

// noticesOf is each notice of a record on a line.
func noticesOf(rec *Record) []string {
	var lines []string
	for _, n := range rec.Notices() {
		lines = append(lines, fmt.Sprintf("%s %s read=%t %q %s", n.Kind, n.URL, n.Read, n.Content, n.Unread))
	}
	return lines
}

const shopNotice = `"<h1>Privacy policy</h1><p>We collect your name. Write to privacy@shop.example.</p>"`

func TestTheNoticesOfASiteStayInTheRecord(t *testing.T) {
	for _, redact := range []bool{false, true} {
		rec := run(t, func(job *Job) { job.Search.Find, job.Redact = true, redact })
		cookies := "https://shop.example/cookies?for=jane.doe@mail.example"
		if redact {
			cookies = rec.Notices()[1].URL
		}
		want := []string{
			"privacy https://shop.example/privacy-policy read=true " + shopNotice + " ",
			`cookies ` + cookies + ` read=false "" no document: net::ERR_CONNECTION_RESET`,
		}
		if diff := cmp.Diff(want, noticesOf(rec)); diff != "" {
			t.Errorf("redacted %t: notices (-want +got):\n%s", redact, diff)
		}
		gap := func(g string) bool { return strings.Contains(g, "a notice that was not read: no document") }
		var gaps []string
		for _, g := range rec.Summary().Gaps {
			gaps = append(gaps, g.Source+" "+g.Reason)
		}
		if !slices.ContainsFunc(gaps, gap) {
			t.Errorf("no gap for the notice that could not be read among %q", gaps)
		}
		if err := Verify(rec.path); err != nil {
			t.Error(err)
		}
	}
}

func TestARedactedRecordOfNoticesHoldsNoValue(t *testing.T) {
	rec := run(t, func(job *Job) { job.Search.Find, job.Redact = true, true })
	for name, text := range everything(t, rec) {
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
}

func TestNoticesAreNotLookedForUnlessTheJobSaysSo(t *testing.T) {
	browser := &shop{fuel: -1}
	job := Job{Site: "https://shop.example/", Out: filepath.Join(t.TempDir(), "shop.candor")}
	rec, err := Run(t.Context(), job, browser)
	if err != nil {
		t.Fatal(err)
	}
	if i := slices.IndexFunc(browser.visited, func(v string) bool { return strings.HasPrefix(v, "read") }); i >= 0 {
		t.Errorf("the shop was asked: %s", browser.visited[i])
	}
	if len(rec.Notices()) > 0 || rec.NoNotice() != "" {
		t.Errorf("notices %v, reason %q; want none", rec.Notices(), rec.NoNotice())
	}
}

func TestARecordSaysWhereNoticesWereLookedForInVain(t *testing.T) {
	job := Job{Site: "https://shop.example/", Out: filepath.Join(t.TempDir(), "shop.candor"), Search: crawler.Search{Find: true}}
	rec, err := Run(t.Context(), job, &shop{fuel: -1, noNotice: true})
	if err != nil {
		t.Fatal(err)
	}
	const want = "no link on its 3 pages is named like a privacy notice, cookie notice, terms of use or imprint, and there is none at /privacy or "
	if got := rec.NoNotice(); !strings.HasPrefix(got, want) {
		t.Errorf("reason %q, want it to begin with %q", got, want)
	}
}

func TestANoticeThatTheUserNamedIsReadWithoutASite(t *testing.T) {
	job := Job{
		Packages: []string{"./nothing"}, Dir: t.TempDir(), Out: filepath.Join(t.TempDir(), "code.candor"),
		Search: crawler.Search{URLs: []string{"https://shop.example/privacy-policy"}},
	}
	if _, err := Run(t.Context(), job, nil); err == nil || !strings.Contains(err.Error(), "cannot be read without a browser") {
		t.Errorf("without a browser: error %v", err)
	}
	job.Search = crawler.Search{Find: true}
	if _, err := Run(t.Context(), job, &shop{}); err == nil || !strings.Contains(err.Error(), "no site whose notices could be found") {
		t.Errorf("without a site: error %v", err)
	}
}

func TestANoticeWhoseBlobIsGoneIsNotRead(t *testing.T) {
	rec := run(t, func(job *Job) { job.Search.Find = true })
	if err := os.Remove(filepath.Join(rec.path, blobFolder, rec.Notices()[0].Blob)); err != nil {
		t.Fatal(err)
	}
	again, err := Open(rec.path)
	if err != nil {
		t.Fatal(err)
	}
	if n := again.Notices()[0]; n.Read || n.Unread != "its document is not in the record" {
		t.Errorf("notice %+v, want it unread", n)
	}
}

func TestAResumedScanLooksForNoticesOnce(t *testing.T) {
	job := Job{Site: "https://shop.example/", Out: filepath.Join(t.TempDir(), "shop.candor"), Search: crawler.Search{Find: true}}
	if _, err := Run(t.Context(), job, &shop{fuel: 2}); err == nil {
		t.Fatal("a browser that is gone is no error")
	}
	job.Resume = true
	rec, err := Run(t.Context(), job, &shop{fuel: -1})
	if err != nil {
		t.Fatal(err)
	}
	if got := noticesOf(rec); len(got) != 2 {
		t.Errorf("notices %q, want the policy and the one it refers to", got)
	}
}
