package policy

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/candor-privacy/candor/practice"
)

func TestAPDFSaysWhatThePageSaysFromWhichItWasPrinted(t *testing.T) {
	page, err := Read(t.Context(), "testdata/pdf/lantern.html")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/pdf/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatalf("no PDFs in testdata/pdf: %v", err)
	}
	for _, file := range files {
		notice, err := Read(t.Context(), file)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(page, notice, cmpopts.IgnoreFields(practice.Notice{}, "Source", "SHA256"), cmpopts.IgnoreTypes(practice.Quote{})); diff != "" {
			t.Errorf("%s (-page +PDF):\n%s", file, diff)
		}
		text, err := Extract(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		checkQuotes(t, notice, text)
		for _, d := range notice.Declarations {
			want := 1
			if d.Section[0] >= '5' || strings.Contains(d.Text, "_fbp") {
				want = 2
			}
			if d.Section != page.Company && !strings.HasPrefix(d.Section, "Privacy") && d.Page != want {
				t.Errorf("%s: %q is on page %d, want %d", file, d.Text, d.Page, want)
			}
		}
	}
}

// The text of a PDF is what its pages show, in the order in which it is read, one block a line.
func TestThePagesOfAPDFAreReadInTheirOrder(t *testing.T) {
	for _, tt := range []struct {
		name  string
		pages []string
		want  string
	}{
		{"lines are joined and parted words are one", []string{
			at(72, 700, "We collect your name and your e-mail address when you cre-") + at(72, 686, "ate an account, and we use your e-") + at(72, 672, "mail address to send a letter."),
		}, "We collect your name and your e-mail address when you create an account, and we use your e-mail address to send a letter.\n"},
		{"two columns are read one after the other", []string{
			at(72, 700, "We collect your name and your address,") + at(72, 686, "and we keep them for the time that the") + at(72, 672, "order takes, and then for ten years, as") +
				at(72, 658, "tax law asks us to do. We delete them") + at(72, 644, "when that time has passed. We never") + at(72, 630, "sell them to anybody, and we never") +
				at(72, 616, "share them with advertisers of any") + at(72, 602, "kind, whoever") + at(320, 700, "asks us for it. You may write to us at") + at(320, 686, "any time."),
		}, "We collect your name and your address, and we keep them for the time that the order takes, and then for ten years, as tax law asks us to do. We delete them when that time has passed. We never sell them to anybody, and we never share them with advertisers of any kind, whoever asks us for it. You may write to us at any time.\n"},
		{"headers, footers and page numbers are left out", []string{
			at(72, 800, "Wren Maps, version 4") + at(72, 700, "We collect your name.") + at(72, 20, "Page 1 of 3"),
			at(72, 800, "Wren Maps, version 4") + at(72, 700, "We collect your address.") + at(72, 20, "Page 2 of 3"),
			at(72, 800, "Wren Maps, version 4") + at(72, 700, "We never sell them.") + at(72, 20, "Page 3 of 3"),
		}, "We collect your name.\nWe collect your address.\nWe never sell them.\n"},
		{"a sentence goes on on the next page", []string{
			at(72, 100, "We share your postal address with the companies that") + at(72, 20, "- 1 -"), at(72, 700, "bring the parcels."),
		}, "We share your postal address with the companies that bring the parcels.\n"},
		{"cells stand in their columns", []string{
			bold(72, 700, "Cookie") + bold(200, 700, "Purpose") + bold(400, 700, "Duration") +
				at(72, 680, "_ga") + at(200, 680, "audience measurement") + at(400, 680, "13 months") +
				at(72, 660, "cart") + at(200, 660, "keeps what you have put") + at(200, 646, "into your basket") + at(400, 660, "session"),
		}, "_ga\taudience measurement\t13 months\ncart\tkeeps what you have put into your basket\tsession\n"},
		{"a page without order is sorted by height", []string{scattered(12)}, strings.Repeat("We keep your name on this line for ever.\n", 12)},
	} {
		text, err := extractBytes("notice.pdf", pdfOf(tt.pages...))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(tt.want, string(text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// scattered is lines of which every second one is shown first, from the bottom up.
func scattered(n int) string {
	var b strings.Builder
	for _, odd := range []int{0, 1} {
		for i := n - 1; i >= 0; i-- {
			if i%2 == odd {
				b.WriteString(at(72, 800-60*i, "We keep your name on this line for ever."))
			}
		}
	}
	return b.String()
}

func TestAPDFThatCannotBeReadSaysWhy(t *testing.T) {
	page := at(72, 700, "We collect your name.")
	bomb := flate(strings.Repeat("(a) Tj ", 5<<20))
	for _, tt := range []struct {
		name string
		data []byte
		want pdfError
	}{
		{"a scan", pdfOf("q 595 0 0 842 0 0 cm /Im1 Do Q"), pdfScanned},
		{"no page", pdfOf(), pdfScanned},
		{"an encrypted file", bytes.Replace(pdfOf(page), []byte("/Root"), []byte("/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 >> /Root"), 1), pdfEncrypted},
		{"a truncated file", pdfOf(page)[:400], pdfBroken},
		{"a mark alone", []byte("%PDF-1.7 ..."), pdfBroken},
		{"a file whose table lies", bytes.Replace(pdfOf(page), []byte("/Count 1"), []byte("/Count 99999999"), 1), pdfBroken},
		{"a file of too many pages", pdfOf(make([]string, pdfPages+1)...), pdfLong},
		{"letters without names", pdfOf("BT /F3 11 Tf 72 700 Td <000100020003> Tj ET"), pdfUnmapped},
		{"a page that is huge once inflated", pdfWith(stream("/Filter /FlateDecode", bomb)), pdfLong},
		{"a table that points to itself", bytes.Replace(pdfOf(page), []byte("/Root"), []byte(fmt.Sprintf("/Prev %d /Root", bytes.Index(pdfOf(page), []byte("xref\n")))), 1), pdfLong},
		{"a tree of pages that leads back to itself", bytes.Replace(pdfOf(page), []byte("/Kids [7"), []byte("/Kids [2"), 1), pdfLong},
		{"a form that shows itself twice", pdfOf("/Fm1 Do"), pdfScanned},
	} {
		_, err := ReadBytes("notice.pdf", tt.data)
		if want := "notice notice.pdf: " + string(tt.want); err == nil || err.Error() != want {
			t.Errorf("%s: error %v, want %q", tt.name, err, want)
		}
	}
}

// at and bold show a line of text at a place; the tests' fonts are half as wide as high.
func at(x, y int, text string) string { return shown("F1", x, y, text) }

func bold(x, y int, text string) string { return shown("F2", x, y, text) }

func shown(font string, x, y int, text string) string {
	return fmt.Sprintf("BT /%s 11 Tf %d %d Td (%s) Tj ET\n", font, x, y, text)
}

// pdfOf is a PDF whose pages show this.
func pdfOf(pages ...string) []byte {
	streams := make([]string, len(pages))
	for i, p := range pages {
		streams[i] = stream("", p)
	}
	return pdfWith(streams...)
}

func stream(dict, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data)
}

func flate(text string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}

// pdfWith is a PDF whose pages have these streams.
func pdfWith(pages ...string) []byte {
	widths := "/FirstChar 0 /LastChar 255 /Widths [" + strings.Repeat("500 ", 256) + "]"
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding " + widths + " >>",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding " + widths + " >>",
		"<< /Type /Font /Subtype /Type0 /BaseFont /Mute /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /DW 500 >>] >>",
		stream("/Type /XObject /Subtype /Form /Resources << /XObject << /Fm1 6 0 R >> >>", "/Fm1 Do /Fm1 Do"),
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

// extractBytes is Extract for a file that is in memory.
func extractBytes(name string, data []byte) ([]byte, error) {
	dir, err := os.MkdirTemp("", "notice")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return nil, err
	}
	return Extract(context.Background(), path)
}

// The ranges of a font's table can overlap without end; what they name is bounded.
func TestRangesOfAFontAreBounded(t *testing.T) {
	f := &pdfFont{letters: map[int]string{}, widths: map[int]float64{}}
	f.charMap("beginbfrange " + strings.Repeat("<0000> <FFFF> <0041> ", 500) + "endbfrange")
	if f.ranged > maxRanged || len(f.letters) != maxCode+1 {
		t.Errorf("%d letters were named by ranges, %d are known", f.ranged, len(f.letters))
	}
	f.setWidth(-5, 1)
	f.setWidth(1<<40, 1)
	if len(f.widths) != 0 {
		t.Errorf("codes that no font has got a width: %v", f.widths)
	}
}
