package policy

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/net/html/charset"

	"github.com/candor-privacy/candor/practice"
)

const frenchPage = `<html><head><meta charset="utf-8"></head><body><h1>Politique de confidentialité</h1>
<p>La société Cerf Volant collecte votre nom et votre adresse électronique à l’inscription, et n’en fait pas commerce : 2 € par an suffisent.</p>
<p>Vos données sont conservées pendant trois ans, et hébergées en France.</p></body></html>`

// A page that names its encoding is read like the same page in UTF-8, and quotes count in its text in UTF-8.
func TestAPageIsReadInTheEncodingThatItNames(t *testing.T) {
	want, err := ReadBytes("page.html", []byte(frenchPage))
	if err != nil || len(want.Declarations) < 3 {
		t.Fatalf("%d declarations, error %v", len(want.Declarations), err)
	}
	for _, tt := range []struct{ name, said, mark string }{
		{"windows-1252", `<meta charset="windows-1252">`, ""},
		{"windows-1252", `<META http-equiv=Content-Type content="text/html; charset=ISO-8859-1">`, ""},
		{"utf-16le", "", "\xff\xfe"},
		{"utf-16be", "", "\xfe\xff"},
	} {
		page := frenchPage
		if tt.said != "" {
			page = tt.said + page[len(`<html><head><meta charset="utf-8">`):]
		}
		encoding, _ := charset.Lookup(tt.name)
		data, err := encoding.NewEncoder().Bytes([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		data = append([]byte(tt.mark), data...)
		got, err := ReadBytes("page.html", data)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(practice.Notice{}, "SHA256"), cmpopts.IgnoreFields(practice.Quote{}, "Start", "End")); diff != "" {
			t.Errorf("%s (-UTF-8 +got):\n%s", tt.name, diff)
		}
		text, err := extractBytes("page.html", data)
		if err != nil {
			t.Fatal(err)
		}
		checkQuotes(t, got, text)
	}
}

// Bytes that are no letter in the encoding of a page are shown like in a browser.
func TestAStrayByteDoesNotStopAPage(t *testing.T) {
	n, err := ReadBytes("page.html", []byte("<meta charset=utf-8><p>We collect your name \xa0 and your e-mail address.</p>"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := n.Declarations[0].Text, "We collect your name \ufffd and your e-mail address."; got != want {
		t.Errorf("quote %q, want %q", got, want)
	}
}
