package policy

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The quote is what stands in brackets; the paragraph around it is what is wanted.
func TestAQuoteStandsInItsParagraph(t *testing.T) {
	for text, want := range map[string]string{
		"One.\n\nTwo begins, [three] and\nfour end.\n\nFive.": "Two begins, three and\nfour end.",
		"# Head\nUnder it [three].\nFour.":                    "Under it three.\nFour.",
		"- one\n- two [three]\n  four\n- five":                "two three\n  four",
		"## [Head] of it\nand more":                           "Head of it\nand more",
		"| a | b |\n| [c] | d |\n| e | f |":                   "| c | d |",
		"[all]":                                               "all",
		"<p>One.</p><p>Two, [<b>three</b>] and four.</p>":     "Two, <b>three</b> and four.",
		"<ul><li>one<li>two [three]</ul>":                     "two three",
		"<table><tr><td>a</td><td>[b]</td></tr></table>":      "b",
		"<body>One [two":                                      "One two",
	} {
		start := strings.IndexByte(text, '[')
		plain := strings.NewReplacer("[", "", "]", "").Replace(text)
		end := strings.IndexByte(text, ']') - 1
		if end < 0 {
			end = len(plain)
		}
		from, to := Paragraph([]byte(plain), start, end)
		if got := strings.TrimSpace(plain[from:to]); got != want {
			t.Errorf("%q stands in %q, want %q", plain[start:end], got, want)
		}
	}
}

func TestAParagraphHoldsItsQuote(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := []byte(strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"one ", "\n", "\n\n", "<p>", "</p>", "- ", "| ", "# ", "\r\n", "<", "é"})).Draw(rt, "text"), ""))
		start := rapid.IntRange(0, len(text)).Draw(rt, "start")
		end := rapid.IntRange(start, len(text)).Draw(rt, "end")
		from, to := Paragraph(text, start, end)
		if from < 0 || from > start || to < end || to > len(text) {
			rt.Errorf("Paragraph(%q, %d, %d) = %d, %d", text, start, end, from, to)
		}
		if bytes.Contains(text[from:start], []byte("\n\n")) && !bytes.Contains(text, []byte("<p>")) && !bytes.Contains(text, []byte("</p>")) {
			rt.Errorf("Paragraph(%q, %d, %d) begins at %d, above a blank line", text, start, end, from)
		}
	})
}
