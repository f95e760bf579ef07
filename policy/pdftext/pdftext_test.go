package pdftext

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/policy/pdftext/pdftest"
)

func TestAPDFThatCannotBeReadSaysWhy(t *testing.T) {
	page := pdftest.At(72, 700, "We collect your name.")
	bomb := pdftest.Flate(strings.Repeat("(a) Tj ", 5<<20))
	for _, tt := range []struct {
		name string
		data []byte
		want problem
	}{
		{"a scan", pdftest.Of("q 595 0 0 842 0 0 cm /Im1 Do Q"), scanned},
		{"no page", pdftest.Of(), scanned},
		{"an encrypted file", bytes.Replace(pdftest.Of(page), []byte("/Root"), []byte("/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 >> /Root"), 1), encrypted},
		{"a truncated file", pdftest.Of(page)[:400], broken},
		{"a mark alone", []byte("%PDF-1.7 ..."), broken},
		{"a file whose table lies", bytes.Replace(pdftest.Of(page), []byte("/Count 1"), []byte("/Count 99999999"), 1), broken},
		{"a file of too many pages", pdftest.Of(make([]string, 501)...), tooLong},
		{"letters without names", pdftest.Of("BT /F3 11 Tf 72 700 Td <000100020003> Tj ET"), unmapped},
		{"a page that is huge once inflated", pdftest.With(pdftest.Stream("/Filter /FlateDecode", bomb)), tooLong},
		{"a page of seventeen megabytes of nothing", pdftest.With(pdftest.Stream("/Filter /FlateDecode", pdftest.Flate(strings.Repeat(" ", 17<<20)))), tooLong},
		{"a page of six million letters", pdftest.Of("BT /F1 11 Tf (" + strings.Repeat("a", 6_000_000) + ") Tj (a) Tj (a) Tj ET"), tooLong},
		{"a table that points to itself", bytes.Replace(pdftest.Of(page), []byte("/Root"), []byte(fmt.Sprintf("/Prev %d /Root", bytes.Index(pdftest.Of(page), []byte("xref\n")))), 1), tooLong},
		{"a tree of pages that leads back to itself", bytes.Replace(pdftest.Of(page), []byte("/Kids [7"), []byte("/Kids [2"), 1), tooLong},
		{"a form that shows itself twice", pdftest.Of("/Fm1 Do"), scanned},
	} {
		if _, err := Read(tt.data); err != tt.want {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.want)
		}
	}
}

// The ranges of a font's table can overlap without end; what they name is bounded.
func TestRangesOfAFontAreBounded(t *testing.T) {
	f := &face{letters: map[int]string{}, widths: map[int]float64{}}
	f.charMap("beginbfrange " + strings.Repeat("<000000> <FFFFFF> <0041> ", 500) + "endbfrange")
	if f.ranged > 262_144 || len(f.letters) != 65_536 {
		t.Errorf("%d letters were named by ranges, %d are known", f.ranged, len(f.letters))
	}
	f.setWidth(-5, 1)
	f.setWidth(1<<40, 1)
	if len(f.widths) != 0 {
		t.Errorf("codes that no font has got a width: %v", f.widths)
	}
}
