package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// FuzzBaseline holds that any file is read or refused by its name, and that what is read is written as it was.
func FuzzBaseline(f *testing.F) {
	f.Add(`{"schema": "candor/baseline/v1", "findings": [{"fingerprint": "0123456789abcdef", "rule": "logs", "practice": "code log contact.email", "file": "main.go"}]}`)
	f.Add(`{"schema": "candor/baseline/v1", "findings": [{"fingerprint": ""}]}`)
	f.Add(`{"schema": "candor/baseline/v2"}`)
	f.Add("[1,\n2")
	f.Fuzz(func(t *testing.T, text string) {
		file := filepath.Join(t.TempDir(), "baseline.json")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		read, err := readBaseline(file, "code")
		if err != nil {
			if !strings.Contains(err.Error(), file) {
				t.Errorf("error %q does not name the file", err)
			}
			return
		}
		if err := writeBaseline(file, slices.Clone(read.Findings)); err != nil {
			t.Fatal(err)
		}
		again, err := readBaseline(file, "code")
		if err != nil {
			t.Fatalf("%v: written by writeBaseline", err)
		}
		for _, k := range read.Findings {
			if !slices.Contains(again.Findings, k) {
				t.Errorf("%+v is lost", k)
			}
		}
	})
}

// FuzzChanges holds that any text of git is read or refused, and that the lines of a diff are those that it adds, whatever they look like.
func FuzzChanges(f *testing.F) {
	f.Add("main.go", uint16(3), "a\nb", "+++ b/other.go\n@@ -1 +1 @@")
	f.Add("läden/\"x\".go", uint16(1), "", "package main")
	f.Add("a b.go", uint16(9), "++ b/c.go", "")
	f.Add("a.go\t", uint16(1), "", "")
	f.Fuzz(func(t *testing.T, name string, first uint16, removed, added string) {
		top := t.TempDir()
		if err := (&changes{root: top, lines: map[string][]span{}}).read(top, added); err != nil && !strings.Contains(err.Error(), "git diff") {
			t.Errorf("error %q does not say what was read", err)
		}
		old, fresh := linesOf(removed), linesOf(added)
		var diff strings.Builder
		fmt.Fprintf(&diff, "diff --git a/x.go b/x.go\n--- a/x.go\n+++ b/x.go\n@@ -%d,%d +%d,%d @@ func x() {\n", first, len(old), first, len(fresh))
		for _, line := range old {
			diff.WriteString("-" + line + "\n")
		}
		for _, line := range fresh {
			diff.WriteString("+" + line + "\n")
		}
		diff.WriteString("\\ No newline at end of file\n--- a/y.go\n+++ " + quoted("b/"+name) + "\n@@ -1 +1 @@\n-a\n+b\n")
		c := &changes{root: top, lines: map[string][]span{}}
		if err := c.read(top, diff.String()); err != nil {
			t.Fatal(err)
		}
		var want []span
		if len(fresh) > 0 {
			want = []span{{int(first), int(first) + len(fresh) - 1}}
		}
		other := filepath.Join(top, filepath.FromSlash(name))
		if got := c.lines[filepath.Join(top, "x.go")]; other != filepath.Join(top, "x.go") && !slices.Equal(got, want) {
			t.Errorf("lines %v of\n%s, want %v", got, diff.String(), want)
		}
		if !slices.Contains(c.lines[other], span{1, 1}) {
			t.Errorf("nothing of %q in\n%s", name, diff.String())
		}
	})
}

// linesOf are the lines of a text; of none there are none.
func linesOf(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// quoted is a name as git writes it between quotation marks: in octal, but for letters and digits, and with a tab behind it if there is a space in it.
func quoted(name string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range []byte(name) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '/' || c == '.' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, `\%03o`, c)
		}
	}
	b.WriteByte('"')
	if strings.Contains(name, " ") {
		b.WriteByte('\t')
	}
	return b.String()
}
