package policy

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/candor-privacy/candor/practice"
)

var update = flag.Bool("update", false, "rewrite the golden parts of testdata")

// Every archive in testdata/statements holds a notice and, in "want", what is read from it; see compact for the form.
func TestStatements(t *testing.T) {
	for _, file := range archives(t, "statements") {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(archive.Files) != 2 || archive.Files[1].Name != "want" {
				t.Fatalf("%s: want a notice and a file named want", file)
			}
			notice, err := ReadBytes(archive.Files[0].Name, archive.Files[0].Data)
			if err != nil {
				t.Fatal(err)
			}
			got := compactNotice(notice)
			if *update {
				archive.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(archive.Files[1].Data), got); diff != "" {
				t.Errorf("reading %s (-want +got):\n%s", archive.Files[0].Name, diff)
			}
			checkQuotes(t, notice, archive.Files[0].Data)
		})
	}
}

// checkQuotes holds the promise of the package: a quote is the input's own bytes, trimmed, and its line is right.
func checkQuotes(t *testing.T, notice practice.Notice, input []byte) {
	t.Helper()
	for _, d := range notice.Declarations {
		if d.Start < 0 || d.End > len(input) || d.Start >= d.End {
			t.Fatalf("%s %d: quote from %d to %d of %d bytes", d.Kind, d.Line, d.Start, d.End, len(input))
		}
		if text := string(input[d.Start:d.End]); text != d.Text || strings.TrimSpace(text) != text {
			t.Errorf("quote %q, want the input's %q, trimmed", d.Text, text)
		}
		for _, q := range d.Also {
			if text := string(input[q.Start:q.End]); text != q.Text || !slices.EqualFunc(justWords(text), justWords(d.Text), strings.EqualFold) {
				t.Errorf("quote %q stands also as %q, want the input's %q and the same words", d.Text, q.Text, text)
			}
		}
		if line := 1 + strings.Count(string(input[:d.Start]), "\n"); line != d.Line {
			t.Errorf("quote at %d is on line %d, want %d", d.Start, d.Line, line)
		}
	}
}

// justWords are the words of a text without the marks between them.
func justWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func compactNotice(n practice.Notice) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s; %s; %s\n", n.Company, n.Date, strings.Join(n.Languages, " "))
	for _, g := range n.Gaps {
		fmt.Fprintf(&b, "gap: %s\n", g.Reason)
	}
	for _, d := range n.Declarations {
		b.WriteString(compact(d))
	}
	return b.String()
}

// compact is a declaration in one line: its line in the notice, polarity sign (+, -, only), modality when it is not "states", kind, data, "to" recipients
// and vendors, "for" purposes, condition, the rest by name, and where it stands also.
func compact(d practice.Declaration) string {
	sign := map[practice.Polarity]string{practice.Affirmed: "+", practice.Denied: "-", practice.AffirmedOnly: "only"}[d.Polarity]
	parts := []string{fmt.Sprintf("%d:", d.Line), sign, string(d.Kind)}
	if d.Modality != practice.States {
		parts = append(parts, "("+string(d.Modality)+")")
	}
	add := func(label string, list []string) {
		if len(list) > 0 {
			parts = append(parts, label+strings.Join(list, ", "))
		}
	}
	add("", texts(d.Data))
	add("to ", append(texts(d.Recipients), texts(d.Vendors)...))
	add("which are all of ", texts(d.Members))
	add("for ", texts(d.Purposes))
	if d.Condition != "" {
		parts = append(parts, "["+string(d.Condition)+"]")
	}
	add("about ", texts(d.Scope))
	add("in ", d.Places)
	add("named ", d.Tracers)
	for _, field := range []struct{ name, value string }{{"period", string(d.Period)}, {"right", d.Right}, {"mechanism", d.Mechanism}} {
		if field.value != "" {
			parts = append(parts, field.name+"="+field.value)
		}
	}
	for _, q := range d.Also {
		parts = append(parts, fmt.Sprintf("also line %d", q.Line))
	}
	return strings.Join(parts, " ") + "\n"
}

// archives are the txtar files of a folder of testdata, of which there must be some.
func archives(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives in testdata/%s: %v", folder, err)
	}
	return files
}
