package chrome

import (
	"strings"
	"testing"

	"github.com/candor-privacy/candor/policy/pdftext"
)

// A page of our own becomes a PDF with its words, its title and its number, and loads nothing.
func TestAPageOfOurOwnIsPrinted(t *testing.T) {
	pdf, err := running(t).Print(t.Context(), []byte(`<!DOCTYPE html><title>On paper</title><h1>Printed words</h1>`))
	if err != nil {
		t.Fatal(err)
	}
	pages, err := pdftext.Read(pdf)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, spans := range pages {
		for _, s := range spans {
			text.WriteString(s.Text)
		}
	}
	if got := strings.Join(strings.Fields(text.String()), ""); len(pages) != 1 || !strings.Contains(got, "Printedwords") || !strings.Contains(got, "Onpaper") || !strings.Contains(got, "1/1") {
		t.Errorf("%d pages with %q, want one with the words, the title and 1/1", len(pages), text.String())
	}
}
