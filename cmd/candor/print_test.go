package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"
)

// The document has everything on paper that the page has on a screen: each finding under its number, the annex, and numbered pages.
func TestAReportIsPrintedWhole(t *testing.T) {
	needBrowser(t)
	t.Chdir(t.TempDir())
	demoOutcome(t, "demo", "--recorded", "--out", "larkspur.candor")
	var out, progress bytes.Buffer
	code := run(context.Background(), []string{"report", "larkspur.candor", "--format", "pdf", "-o", "larkspur.pdf"}, newApp(&out, &progress))
	if strings.Contains(progress.String(), "sandbox") {
		t.Skipf("no sandbox to print in: %s", progress.String())
	}
	if code != 1 {
		t.Fatalf("exit %d\n%s", code, progress.String())
	}
	text, pages := printedText(t, "larkspur.pdf")
	for _, want := range []string{
		"Privacy audit of Larkspur Books Ltd", "the notice denies sharing contact.email; the code sends contact.email to Sentry",
		"Annex of evidence", "How this was made", "scope.SetUser(sentry.User{Email: customer})",
	} {
		if !strings.Contains(text, strings.ReplaceAll(want, " ", "")) {
			t.Errorf("%q is on no page", want)
		}
	}
	if pages < 5 || pages > 40 {
		t.Errorf("%d pages", pages)
	}
}

// printedText is the text of a PDF file without white space, which is where lines break, and the number of its pages.
func printedText(t *testing.T, path string) (text string, pages int) {
	t.Helper()
	data := readFile(t, path)
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for n := range r.NumPage() {
		content, err := r.Page(n + 1).GetPlainText(nil)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(content)
	}
	return strings.Join(strings.Fields(all.String()), ""), r.NumPage()
}
