package tree

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// A Text is the bytes of a file, in which the values of its tree are found.
type Text struct {
	input []byte
	lines []int // where they begin, as the library of the tree counts them
	last  place // see offset
}

// A place is a byte of the input by its line and column.
type place struct{ line, column, at int }

// NewText is the bytes from which a tree was read.
func NewText(input []byte) *Text {
	breaks := "\n\r\u0085\u2028\u2029" // YAML has more of them than text
	if bytes.HasPrefix(bytes.TrimSpace(input), []byte("{")) {
		breaks = "\n"
	}
	t := &Text{input: input, lines: []int{0}}
	for at := 0; at < len(input); {
		r, width := utf8.DecodeRune(input[at:])
		at += width
		if r == '\r' && at < len(input) && input[at] == '\n' {
			continue // one break with the next
		}
		if strings.ContainsRune(breaks, r) {
			t.lines = append(t.lines, at)
		}
	}
	return t
}

// lineBytes is how much of a line is given at most: a file of one long line has entries enough to give all of it a hundred thousand times.
const lineBytes = 1000

// Line is where the text of a 1-based line begins and ends, without white space around it; of one that is longer than 1000 bytes it is the
// beginning. A line behind the last is the last one.
func (t *Text) Line(line int) (start, end int) {
	start, end = t.lines[min(line, len(t.lines))-1], len(t.input)
	if line < len(t.lines) {
		end = t.lines[line]
	}
	start, end = t.trimmed(start, end)
	if end-start > lineBytes {
		for end = start + lineBytes; !utf8.RuneStart(t.input[end]); {
			end--
		}
	}
	return start, end
}

// trimmed is a span without the white space at its ends.
func (t *Text) trimmed(start, end int) (int, int) {
	text := bytes.TrimLeftFunc(t.input[start:end], unicode.IsSpace)
	start = end - len(text)
	return start, start + len(bytes.TrimRightFunc(text, unicode.IsSpace))
}

// Span is where the words of a value stand, without quotation marks, of a list or a mapping from the first item to the last.
func (t *Text) Span(node *yaml.Node) (start, end int) {
	if node.Kind == yaml.ScalarNode || len(node.Content) == 0 {
		return t.scalar(node)
	}
	start, _ = t.Span(node.Content[0])
	_, end = t.Span(node.Content[len(node.Content)-1])
	return start, end
}

// scalar is where the words of a YAML or JSON scalar stand in the input, without quotation marks: as far as they stand there with no
// other white space than the value has, else all that stands between the marks. An empty scalar has the words of its line.
func (t *Text) scalar(node *yaml.Node) (start, end int) {
	from := t.offset(node.Line, node.Column)
	if node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 && node.Line < len(t.lines) {
		from = t.lines[node.Line] // the text begins below its sign
	}
	until := len(t.input)
	if from < until && (t.input[from] == '"' || t.input[from] == '\'') && node.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		from, until = from+1, t.closing(from)
	}
	start, end, found := t.wordsFrom(from, until, node.Value)
	if !found && until < len(t.input) {
		start, end = t.trimmed(from, until)
	}
	if start >= end {
		return t.Line(node.Line)
	}
	return start, end
}

// offset is the byte of a 1-based line and column, which YAML counts in characters. It goes on from the place asked for last where that is
// on the same line, so that the values of a file of one long line are found in one pass.
func (t *Text) offset(line, column int) int {
	if t.last.line != line || t.last.column > column {
		t.last = place{line, 1, t.lines[min(line, len(t.lines))-1]}
	}
	for t.last.column < column && t.last.at < len(t.input) {
		_, width := utf8.DecodeRune(t.input[t.last.at:])
		t.last.at += width
		t.last.column++
	}
	return t.last.at
}

// closing is where the quotation mark stands that ends a scalar which begins with one.
func (t *Text) closing(from int) int {
	mark := t.input[from]
	for i := from + 1; i < len(t.input); i++ {
		switch {
		case mark == '"' && t.input[i] == '\\':
			i++
		case t.input[i] != mark:
		case mark == '\'' && i+1 < len(t.input) && t.input[i+1] == mark:
			i++
		default:
			return i
		}
	}
	return len(t.input)
}

// wordsFrom finds the words of a value at the beginning of a span, whatever white space stands between them there.
func (t *Text) wordsFrom(from, until int, value string) (start, end int, found bool) {
	at := from
	for i, word := range strings.Fields(value) {
		for at < until {
			r, width := utf8.DecodeRune(t.input[at:until])
			if !unicode.IsSpace(r) {
				break
			}
			at += width
		}
		if !strings.HasPrefix(string(t.input[at:min(until, at+len(word))]), word) {
			return 0, 0, false
		}
		if i == 0 {
			start = at
		}
		at += len(word)
		found = true
	}
	if !found {
		return 0, 0, false // no words at all
	}
	return start, at, true
}
