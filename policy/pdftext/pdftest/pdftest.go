// Package pdftest makes small PDFs for tests.
package pdftest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
)

// At shows a line of text at a place of a page, in points from its lower left corner; letters are half as wide as high.
func At(x, y int, text string) string { return shown("F1", x, y, text) }

// Bold is At in bold letters.
func Bold(x, y int, text string) string { return shown("F2", x, y, text) }

func shown(font string, x, y int, text string) string {
	return fmt.Sprintf("BT /%s 11 Tf %d %d Td (%s) Tj ET\n", font, x, y, text)
}

// Of is a PDF whose pages show this: lines of At and Bold, or any operators.
func Of(pages ...string) []byte {
	streams := make([]string, len(pages))
	for i, p := range pages {
		streams[i] = Stream("", p)
	}
	return With(streams...)
}

// Stream is a stream with these entries of its dictionary and these bytes.
func Stream(dict, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data)
}

// Flate is a text as /FlateDecode has it.
func Flate(text string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}

// With is a PDF whose pages have these streams. Their fonts are F1, F2 in bold and F3, which does not tell its letters; the form Fm1 shows
// itself twice.
func With(pages ...string) []byte {
	widths := "/FirstChar 0 /LastChar 255 /Widths [" + strings.Repeat("500 ", 256) + "]"
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding " + widths + " >>",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding " + widths + " >>",
		"<< /Type /Font /Subtype /Type0 /BaseFont /Mute /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /DW 500 >>] >>",
		Stream("/Type /XObject /Subtype /Form /Resources << /XObject << /Fm1 6 0 R >> >>", "/Fm1 Do /Fm1 Do"),
	}
	var kids []string
	for _, p := range pages {
		n := len(objects)
		objects = append(objects, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> /XObject << /Fm1 6 0 R >> >> >>", n+2), p)
		kids = append(kids, fmt.Sprintf("%d 0 R", n+1))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " "))
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	table := "0000000000 65535 f \n"
	for i, o := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	fmt.Fprintf(&b, "xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table, len(objects)+1, b.Len())
	return b.Bytes()
}
