package policy

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/candor-privacy/candor/policy/pdftext/pdftest"
)

func FuzzHTML(f *testing.F) {
	fuzz(f, HTML, "<nav>x</nav><h2>Cookies</h2><ul><li>we use <b>cookies</b><ul><li>a</ul><table><tr><th>Cookie<th>Purpose<tr><td>_ga<td>statistics</table>",
		"<p>We share your&nbsp;e&#8209;mail with <a href='https://stripe.com'>them</a>")
}

func FuzzMarkdown(f *testing.F) {
	fuzz(f, Markdown, "# Privacy\n\n| Cookie | Purpose |\n|--|--|\n| `_ga*` | [statistics](https://google.com) |", "- We collect:\n  - your name\n    - and age\n```\ncode\n```")
}

func FuzzText(f *testing.F) {
	fuzz(f, Text, "PRIVACY\nWe collect your\nname,\n – age\n • a • b • c\n1.1 Where\nServers in France.", "I – Rights\nYou may\u00a0ask for a copy («\u00a0data\u00a0»).")
}

func FuzzPDF(f *testing.F) {
	fuzz(f, PDF, string(pdftest.Of(pdftest.At(72, 700, "We collect your name and"), pdftest.At(72, 700, "your e-mail address."))), string(pdftest.With(pdftest.Stream("/Filter /FlateDecode", pdftest.Flate(pdftest.At(72, 700, "We share your name."))))))
}

func FuzzYAML(f *testing.F) {
	fuzz(f, YAML, "version: 1\ndeclarations:\n- {practice: collect, data: [contact.email]}\n", "version: 1\nrights: [access]\n", "- - -\n", "a: *b")
}

// fuzz holds that a reader ends without a panic on any input, and that its quotes are the input's own bytes.
func fuzz(f *testing.F, r *Reader, examples ...string) {
	for _, e := range examples {
		f.Add(e)
	}
	for _, file := range examplesOf(f, r) {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, input string) {
		n, err := r.Read("fuzz", []byte(input))
		if err != nil {
			return
		}
		text := input
		if r.cut != nil {
			d := newDocument("fuzz", []byte(input))
			if err := r.cut(d); err != nil {
				t.Fatalf("read, but then: %v", err)
			}
			text = string(d.input)
			checkReview(t, r, input, text)
		}
		for _, d := range n.Declarations {
			if d.Start < 0 || d.End > len(text) || d.Start >= d.End || text[d.Start:d.End] != d.Text {
				t.Fatalf("%s: quote %q from %d to %d is not the input's", d.Kind, d.Text, d.Start, d.End)
			}
			if utf8.ValidString(text) && strings.Count(text[:d.Start], "\n")+1 != d.Line {
				t.Fatalf("%s: line %d, want %d", d.Kind, d.Line, strings.Count(text[:d.Start], "\n")+1)
			}
		}
	})
}

// examplesOf are the notices of testdata in the format.
func examplesOf(f *testing.F, r *Reader) []string {
	var examples []string
	for _, pattern := range []string{"testdata/*.yaml", "testdata/*/*.pdf", "testdata/*/*.html", "testdata/*/*.txtar"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("no examples like %s: %v", pattern, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			if archive := txtar.Parse(data); len(archive.Files) > 0 {
				file, data = archive.Files[0].Name, archive.Files[0].Data
			}
			if choose(file, data) == r {
				examples = append(examples, string(data))
			}
		}
	}
	return examples
}

// checkReview holds that a review of whatever can be read quotes the text's own bytes.
func checkReview(t *testing.T, r *Reader, input, text string) {
	t.Helper()
	review, _, err := LintBytes("fuzz"+map[*Reader]string{HTML: ".html", Markdown: ".md"}[r], []byte(input), today)
	if err != nil || choose("fuzz", []byte(input)) != r && r != HTML && r != Markdown {
		return // as text, it may be taken for another format
	}
	for _, f := range review.Findings {
		for _, q := range f.Quotes {
			if q.Start < 0 || q.End > len(text) || text[q.Start:q.End] != q.Text {
				t.Fatalf("%s: quote %q from %d to %d is not the input's", f.Rule, q.Text, q.Start, q.End)
			}
		}
	}
	for _, item := range review.Items {
		for _, q := range item.Quotes {
			if q.Start < 0 || q.End > len(text) || text[q.Start:q.End] != q.Text {
				t.Fatalf("%s: quote %q from %d to %d is not the input's", item.Item, q.Text, q.Start, q.End)
			}
		}
	}
}
