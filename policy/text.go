package policy

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// textBlocks cuts a plain-text notice into blocks. Nothing marks a heading there, and lines may be broken anywhere: short
// lines without a final stop are headings, and a line that goes on in lower case, or follows one that ends openly, is joined.
func textBlocks(d *document) {
	m := &lineReader{document: d, lines: d.splitLines(), markup: plainMarkup}
	for i := range m.lines {
		m.textLine(i)
	}
	m.flush()
}

func (m *lineReader) textLine(i int) {
	l := m.lines[i]
	switch {
	case l.blank:
		if m.open != nil && m.open.kind == paragraphBlock {
			m.flush()
		}
	case l.bullet && !m.headingBullet(i):
		m.item(l)
	case m.isHeading(i):
		m.heading(l.start, l.end, headingDepth(l, m.input), l.number == "")
	case m.open != nil && m.continues(i):
		m.extend(l)
	default:
		if m.open != nil && m.open.kind == itemBlock && l.indent > m.lines[i-1].indent && !m.lines[i-1].blank && m.lines[i-1].bullet {
			m.open.label = true
		}
		m.flush()
		m.split(l)
	}
}

// split opens a block for the line; three bullets and more inside one line are items of their own.
func (m *lineReader) split(l line) {
	text := m.input[l.start:l.end]
	if bytes.Count(text, []byte(" • ")) < 2 {
		m.more(l)
		return
	}
	for at := l.start; at < l.end; {
		end := l.end
		if n := bytes.Index(m.input[at:l.end], []byte(" • ")); n >= 0 {
			end = at + n
		}
		m.flush()
		m.open = &block{kind: itemBlock, depth: 1, tokens: m.scan(at, end)}
		at = end + len(" • ")
	}
}

// headingBullet reports whether the bulleted line i is a heading: short, without a final stop, alone between blank lines, and not
// followed by another item.
func (m *lineReader) headingBullet(i int) bool {
	words, _, closed := m.lines[i].looks(m.input)
	if words == 0 || words > 8 || closed || i+2 >= len(m.lines) || !m.lines[i+1].blank {
		return false
	}
	next := m.lines[i+2]
	nextWords, _, _ := next.looks(m.input)
	return !next.blank && !next.bullet && nextWords > 8 && (i == 0 || m.lines[i-1].blank)
}

// isHeading reports whether line i is a heading.
func (m *lineReader) isHeading(i int) bool {
	l := m.lines[i]
	words, capitals, closed := l.looks(m.input)
	first, _ := utf8.DecodeRune(m.input[l.start:])
	if words == 0 || words > 14 && !capitals || words > 24 || closed && !capitals || unicode.IsLower(first) || strings.ContainsAny(string(first), "©(\"“") || m.labelled(l) {
		return false
	}
	if capitals || l.number != "" && words > 1 {
		return true
	}
	if m.openLine(i) {
		return false
	}
	alone := (i == 0 || m.lines[i-1].blank) && (i+1 == len(m.lines) || m.lines[i+1].blank)
	if alone || i == 0 {
		return words <= 12
	}
	return words <= 10 && i+1 < len(m.lines) && !m.lines[i+1].bullet
}

// labelled reports whether the line is a label with its value, "Telephone number: +44 …", or an address, a date.
func (m *lineReader) labelled(l line) bool {
	text := m.input[l.start:l.end]
	if n := bytes.Index(text, []byte(": ")); n > 0 && n+2 < len(text) && l.number == "" {
		return true
	}
	digits := 0
	for _, c := range text[min(len(text), len(l.number)):] {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	return digits > 4
}

// openLine reports whether the line before i leaves its sentence open, so that i goes on with it.
func (m *lineReader) openLine(i int) bool {
	if i == 0 || m.lines[i-1].blank || m.open == nil || len(m.open.tokens) == 0 {
		return false
	}
	last := m.open.tokens[len(m.open.tokens)-1]
	return last.class != markToken || last.word == ","
}

// continues reports whether line i goes on with the open block: it begins in lower case, or the line before broke off.
func (m *lineReader) continues(i int) bool {
	l := m.lines[i]
	first, _ := utf8.DecodeRune(m.input[l.start:])
	if len(m.open.tokens) == 0 { // a bullet on a line of its own
		return !m.lines[i-1].blank
	}
	last := m.open.tokens[len(m.open.tokens)-1]
	if m.lines[i-1].blank {
		return m.open.kind == itemBlock && l.indent > 1 && unicode.IsLower(first)
	}
	if unicode.IsLower(first) {
		return last.word != "." && last.word != ";" || l.indent > m.lines[i-1].indent
	}
	return last.word == "," || last.word == "(" || m.open.kind == itemBlock && endsWithColon(m.open) && l.indent > 1 || len(m.open.tokens) > 6 && last.class == wordToken && openWords[last.word]
}

func endsWithColon(b *block) bool { return b.tokens[len(b.tokens)-1].word == ":" }

// openWords never end a sentence, in English or French.
var openWords = func() map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields("a an the of to in on at by for from with and or our your their any de du des le la les un une et ou à en par pour sur vos nos votre notre") {
		words[w] = true
	}
	return words
}()

// headingDepth ranks a heading of a plain text: roman numbers and capitals, numbers, numbers with points, the rest.
func headingDepth(l line, input []byte) int {
	_, capitals, _ := l.looks(input)
	switch {
	case l.number != "" && strings.Trim(l.number, "IVX") == "":
		return 1
	case l.number != "":
		return 2 + strings.Count(l.number, ".")
	case capitals:
		return 2
	}
	return 5
}
