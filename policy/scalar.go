package policy

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// quotedWords are the words of a notice as a policy file cites them, with the place where they stand in it.
type quotedWords struct {
	text string
	node *yaml.Node
}

// UnmarshalYAML keeps the place of the words.
func (q *quotedWords) UnmarshalYAML(node *yaml.Node) error {
	if strings.TrimSpace(node.Value) != "" {
		q.text, q.node = node.Value, node
	}
	return nil
}

// MarshalYAML writes the words as a block of one line, in which nothing needs an escape: they stand in the file as they stand in the notice.
func (q quotedWords) MarshalYAML() (any, error) {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.LiteralStyle, Value: q.text}, nil
}

// IsZero reports whether there are no words, so that none are written.
func (q quotedWords) IsZero() bool { return q.text == "" }

// treeLines is where the lines of a file of keys and values begin, as its library counts them: YAML has more line breaks than text.
func (d *document) treeLines() []int {
	if d.rows != nil {
		return d.rows
	}
	d.rows = d.lines
	if bytes.HasPrefix(bytes.TrimSpace(d.input), []byte("{")) || !bytes.ContainsAny(d.input, "\r\u0085\u2028\u2029") {
		return d.rows
	}
	d.rows = []int{0}
	for at := 0; at < len(d.input); {
		r, width := utf8.DecodeRune(d.input[at:])
		at += width
		if r == '\r' && at < len(d.input) && d.input[at] == '\n' {
			at++
		}
		if strings.ContainsRune("\n\r\u0085\u2028\u2029", r) {
			d.rows = append(d.rows, at)
		}
	}
	return d.rows
}

// lineBytes is where the text of a 1-based line begins and ends, without white space around it. A line behind the last is the last one.
func (d *document) lineBytes(line int) (start, end int) {
	lines := d.treeLines()
	start, end = lines[min(line, len(lines))-1], len(d.input)
	if line < len(lines) {
		end = lines[line]
	}
	return d.trimmed(start, end)
}

// trimmed is a span without the white space at its ends.
func (d *document) trimmed(start, end int) (int, int) {
	text := d.input[start:end]
	left := len(text) - len(strings.TrimLeftFunc(string(text), unicode.IsSpace))
	return start + left, start + max(left, len(strings.TrimRightFunc(string(text), unicode.IsSpace)))
}

// scalarBytes is where the words of a YAML or JSON scalar stand in the input, without quotation marks: as far as they stand there with no
// other white space than the value has, else all that stands between the marks. An empty scalar has the words of its line.
func (d *document) scalarBytes(node *yaml.Node) (start, end int) {
	from := d.offset(node.Line, node.Column)
	if node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 && node.Line < len(d.treeLines()) {
		from = d.treeLines()[node.Line] // the text begins below its sign
	}
	until := len(d.input)
	if from < until && (d.input[from] == '"' || d.input[from] == '\'') && node.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		from, until = from+1, d.closing(from)
	}
	start, end, found := d.wordsFrom(from, until, node.Value)
	if !found && until < len(d.input) {
		start, end = d.trimmed(from, until)
	}
	if start >= end {
		return d.lineBytes(node.Line)
	}
	return start, end
}

// offset is the byte of a 1-based line and column, which YAML counts in characters. It goes on from the place asked for last where that is
// on the same line, so that the values of a file of one long line are found in one pass.
func (d *document) offset(line, column int) int {
	if d.last.line != line || d.last.column > column {
		lines := d.treeLines()
		d.last = place{line, 1, lines[min(line, len(lines))-1]}
	}
	for d.last.column < column && d.last.at < len(d.input) {
		_, width := utf8.DecodeRune(d.input[d.last.at:])
		d.last.at += width
		d.last.column++
	}
	return d.last.at
}

// A place is a byte of the input by its line and column.
type place struct{ line, column, at int }

// closing is where the quotation mark stands that ends a scalar which begins with one.
func (d *document) closing(from int) int {
	mark := d.input[from]
	for i := from + 1; i < len(d.input); i++ {
		switch {
		case mark == '"' && d.input[i] == '\\':
			i++
		case d.input[i] != mark:
		case mark == '\'' && i+1 < len(d.input) && d.input[i+1] == mark:
			i++
		default:
			return i
		}
	}
	return len(d.input)
}

// wordsFrom finds the words of a value at the beginning of a span, whatever white space stands between them there.
func (d *document) wordsFrom(from, until int, value string) (start, end int, found bool) {
	at := from
	for i, word := range strings.Fields(value) {
		for at < until {
			r, width := utf8.DecodeRune(d.input[at:until])
			if !unicode.IsSpace(r) {
				break
			}
			at += width
		}
		if !strings.HasPrefix(string(d.input[at:min(until, at+len(word))]), word) {
			return 0, 0, false
		}
		if i == 0 {
			start = at
		}
		at += len(word)
		found = true
	}
	return start, at, found
}
