package policy

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line of a Markdown or plain-text notice. Its text runs from start to end, without bullet, indentation and trailing space.
type line struct {
	start, end int
	indent     int    // columns before the bullet or the text
	bullet     bool   // "-", "*", "•", "(a)", "1." ...
	number     string // the section number before the text: "2.1", "IV", ""
	blank      bool
}

var (
	bulletMark = regexp.MustCompile(`^(?:[-*+•·●▪◦‣–—✓]|\([a-z0-9]{1,3}\)|[a-z]\)|[0-9]{1,2}[.)])(?:[ \t\x{a0}]+|$)`)
	numbering  = regexp.MustCompile(`^(?i:(?:section|article|part|partie)[ \x{a0}]+)?(?:([0-9]{1,2}(?:\.[0-9]{1,2})+)[.):–—-]?[ \x{a0}]+|([0-9]{1,2}|[IVX]{1,5}|[A-Z])[ \x{a0}]*[.):–—-]+[ \x{a0}]*)`)
)

// splitLines cuts the input into lines and looks at how each begins. It stops where there are more than a notice has tokens.
func (d *document) splitLines() []line {
	var lines []line
	input := d.input
	for at := 0; at < len(input); {
		if len(lines) > maxTokens {
			d.count = maxTokens + 1
			break
		}
		end := at
		for end < len(input) && input[end] != '\n' {
			end++
		}
		lines = append(lines, readLine(input, at, end))
		at = end + 1
	}
	return lines
}

func readLine(input []byte, start, end int) line {
	l := line{start: start, end: end}
	for l.start < end {
		r, width := utf8.DecodeRune(input[l.start:end])
		if !unicode.IsSpace(r) && r != '\ufeff' && r != '\u200b' {
			break
		}
		l.indent++
		if r == '\t' {
			l.indent += 3
		}
		l.start += width
	}
	for l.end > l.start {
		r, width := utf8.DecodeLastRune(input[l.start:l.end])
		if !unicode.IsSpace(r) {
			break
		}
		l.end -= width
	}
	l.blank = l.start >= l.end
	text := input[l.start:l.end]
	if m := numbering.FindSubmatchIndex(text); m != nil && m[1] < len(text) {
		l.number = string(text[max(m[2], m[4]):max(m[3], m[5])])
	}
	if m := bulletMark.FindIndex(text); m != nil && !strings.HasPrefix(string(text), "--") && !strings.HasPrefix(string(text), "**") {
		l.bullet = true
		l.start += m[1]
	}
	return l
}

// A word count, whether it is all in capitals and how it ends tell a heading from a sentence.
func (l line) looks(input []byte) (words int, capitals, closed bool) {
	text := string(input[l.start:l.end])
	words = len(strings.Fields(text))
	last, _ := utf8.DecodeLastRuneInString(text)
	closed = strings.ContainsRune(".;,:!", last)
	letters := 0
	for _, r := range text {
		if unicode.IsLower(r) {
			return words, false, closed
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return words, letters > 3, closed
}
