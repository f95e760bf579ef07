package policy

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/candor-privacy/candor/policy/pdftext/pdftest"
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
			pdftest.At(72, 700, "We collect your name and your e-mail address when you cre-") + pdftest.At(72, 686, "ate an account, and we use your e-") + pdftest.At(72, 672, "mail address to send a letter."),
		}, "We collect your name and your e-mail address when you create an account, and we use your e-mail address to send a letter.\n"},
		{"two columns are read one after the other", []string{
			pdftest.At(72, 700, "We collect your name and your address,") + pdftest.At(72, 686, "and we keep them for the time that the") + pdftest.At(72, 672, "order takes, and then for ten years, as") +
				pdftest.At(72, 658, "tax law asks us to do. We delete them") + pdftest.At(72, 644, "when that time has passed. We never") + pdftest.At(72, 630, "sell them to anybody, and we never") +
				pdftest.At(72, 616, "share them with advertisers of any") + pdftest.At(72, 602, "kind, whoever") + pdftest.At(320, 700, "asks us for it. You may write to us at") + pdftest.At(320, 686, "any time."),
		}, "We collect your name and your address, and we keep them for the time that the order takes, and then for ten years, as tax law asks us to do. We delete them when that time has passed. We never sell them to anybody, and we never share them with advertisers of any kind, whoever asks us for it. You may write to us at any time.\n"},
		{"headers, footers and page numbers are left out", []string{
			pdftest.At(72, 800, "Wren Maps, version 4") + pdftest.At(72, 700, "We collect your name.") + pdftest.At(72, 20, "Page 1 of 3"),
			pdftest.At(72, 800, "Wren Maps, version 4") + pdftest.At(72, 700, "We collect your address.") + pdftest.At(72, 20, "Page 2 of 3"),
			pdftest.At(72, 800, "Wren Maps, version 4") + pdftest.At(72, 700, "We never sell them.") + pdftest.At(72, 20, "Page 3 of 3"),
		}, "We collect your name.\nWe collect your address.\nWe never sell them.\n"},
		{"a sentence goes on on the next page", []string{
			pdftest.At(72, 100, "We share your postal address with the companies that") + pdftest.At(72, 20, "- 1 -"), pdftest.At(72, 700, "bring the parcels."),
		}, "We share your postal address with the companies that bring the parcels.\n"},
		{"cells stand in their columns", []string{
			pdftest.Bold(72, 700, "Cookie") + pdftest.Bold(200, 700, "Purpose") + pdftest.Bold(400, 700, "Duration") +
				pdftest.At(72, 680, "_ga") + pdftest.At(200, 680, "audience measurement") + pdftest.At(400, 680, "13 months") +
				pdftest.At(72, 660, "cart") + pdftest.At(200, 660, "keeps what you have put") + pdftest.At(200, 646, "into your basket") + pdftest.At(400, 660, "session"),
		}, "_ga\taudience measurement\t13 months\ncart\tkeeps what you have put into your basket\tsession\n"},
		{"lines of a cell stand around the middle of its row, and the widest cell leaves its neighbour no more room than a space", []string{
			pdftest.At(72, 720, "These cookies are set.") +
				tableRow(700, pdftest.Bold, "", "Cookie", "Purpose", "Kept for") +
				tableRow(680, pdftest.At, "_plank", "keeps you logged in", "session") +
				tableRow(653, pdftest.At, "_ferryman_uid", "measures which of|our pages are read", "13 months") +
				tableRow(612, pdftest.At, "_oar", "shows you adverts|on other sites that|suit your interest", "90|days") +
				tableRow(571, pdftest.At, "_rudder", "tells what you|have bought with us", "1 year"),
			tableRow(720, pdftest.Bold, "", "Cookie", "Purpose", "Kept for") + tableRow(700, pdftest.At, "_sail", "knows your language", "1 year"),
		}, "These cookies are set.\n_plank\tkeeps you logged in\tsession\n_ferryman_uid\tmeasures which of our pages are read\t13 months\n" +
			"_oar\tshows you adverts on other sites that suit your interest\t90 days\n_rudder\ttells what you have bought with us\t1 year\n_sail\tknows your language\t1 year\n"},
		{"a name of a column that takes more lines than the others belongs to the table", []string{
			tableRow(700, pdftest.Bold, "", "Cookie", "Purpose", "Kept|for|how long") + tableRow(660, pdftest.At, "_plank", "keeps you logged in", "session") +
				tableRow(640, pdftest.At, "_oar", "shows you adverts|on other sites", "90 days"),
		}, "_plank\tkeeps you logged in\tsession\n_oar\tshows you adverts on other sites\t90 days\n"},
		{"a page without order is sorted by height", []string{scattered(12)}, strings.Repeat("We keep your name on this line for ever.\n", 12)},
	} {
		text, err := extractBytes("notice.pdf", pdftest.Of(tt.pages...))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(tt.want, string(text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// tableRow shows a row of three columns as browsers print it: cell by cell, the lines of each, which "|" parts, around the middle of the row.
func tableRow(middle int, show func(x, y int, text string) string, cells ...string) string {
	columns := []int{72, 148, 258}
	if cells[0] == "" { // names of columns stand in the middle of them
		cells, columns = cells[1:], []int{94, 184, 260}
	}
	var b strings.Builder
	for i, cell := range cells {
		lines := strings.Split(cell, "|")
		for k, line := range lines {
			b.WriteString(show(columns[i], middle+7*(len(lines)-1)-14*k, line))
		}
	}
	return b.String()
}

// scattered is lines of which every second one is shown first, from the bottom up.
func scattered(n int) string {
	var b strings.Builder
	for _, odd := range []int{0, 1} {
		for i := n - 1; i >= 0; i-- {
			if i%2 == odd {
				b.WriteString(pdftest.At(72, 800-60*i, "We keep your name on this line for ever."))
			}
		}
	}
	return b.String()
}

func TestAPDFThatCannotBeReadIsRefusedByItsName(t *testing.T) {
	_, err := ReadBytes("notice.pdf", []byte("%PDF-1.7 ..."))
	if want := "notice notice.pdf: a broken PDF; "; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %v, want one that begins with %q", err, want)
	}
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
