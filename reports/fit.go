package reports

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// joints are the characters behind which a word may be broken: those of compounds, terms, addresses and names in code.
const joints = "-./_"

// wrap breaks text at spaces so that no line is wider than width columns; a word that is wider is broken behind a joint, or else where it must be.
// It returns at least one line.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		for displaywidth.String(word) > width {
			if line != "" {
				lines, line = append(lines, line), ""
			}
			head := displaywidth.TruncateString(word, width, "")
			if head == "" {
				break // one character wider than the column: let it stick out
			}
			if joint := strings.LastIndexAny(head, joints); joint > 0 {
				head = head[:joint+1]
			}
			lines, word = append(lines, head), word[len(head):]
		}
		switch {
		case word == "":
		case line == "":
			line = word
		case displaywidth.String(line)+1+displaywidth.String(word) <= width:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// Labelled writes a label and a text behind it, in lines that fit the screen: what does not fit on the first stands under its text. The text
// may hold any character; it is made fit for a terminal.
func Labelled(label, text string, opts Options) string {
	indent := displaywidth.String(label)
	var b strings.Builder
	for i, line := range wrap(Clean(text), max(opts.width()-indent, 20)) {
		if i == 0 {
			b.WriteString(label)
		} else {
			b.WriteString(strings.Repeat(" ", indent))
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// clip shortens text to width columns, with an ellipsis where something is left out.
func clip(text string, width int) string {
	return displaywidth.TruncateString(text, width, "…")
}

// pad fills text with spaces up to width columns.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(width-displaywidth.String(text), 0))
}

// flow joins parts with a separator and breaks between parts, so that each line fits; a part that is too wide is wrapped.
func flow(parts []string, separator string, width int) []string {
	var lines []string
	line := ""
	for _, p := range parts {
		joined := line + separator + p
		switch {
		case line == "":
			line = p
		case displaywidth.String(joined) <= width:
			line = joined
		default:
			lines, line = append(lines, wrap(line, width)...), p
		}
	}
	return append(lines, wrap(line, width)...)
}

// A column of a table. Exactly one column of a table has width 0: it takes what it needs of what the others leave.
type column struct {
	title string
	width int
}

// A cell is cleaned text, and the ANSI code that colours it, if any.
type cell struct {
	text  string
	color string
}

const gutter = "  "

// grid lays cells out under their columns, wrapping inside each. No line is wider than width.
func grid(columns []column, rows [][]cell, width int) string {
	widths := fitColumns(columns, rows, width)
	var b strings.Builder
	var head []cell
	for _, c := range columns {
		head = append(head, cell{text: c.title})
	}
	for _, row := range append([][]cell{head}, rows...) {
		writeRow(&b, row, widths)
	}
	return b.String()
}

func fitColumns(columns []column, rows [][]cell, width int) []int {
	widths := make([]int, len(columns))
	left, open := width-len(gutter)*(len(columns)-1), 0
	for i, c := range columns {
		widths[i] = c.width
		left -= c.width
		if c.width == 0 {
			open = i
		}
	}
	need := displaywidth.String(columns[open].title)
	for _, row := range rows {
		need = max(need, displaywidth.String(row[open].text))
	}
	widths[open] = max(min(need, left), 1)
	return widths
}

func writeRow(b *strings.Builder, row []cell, widths []int) {
	var lines [][]string
	height := 0
	for i, c := range row {
		lines = append(lines, wrap(c.text, widths[i]))
		height = max(height, len(lines[i]))
	}
	for y := range height {
		var line strings.Builder
		for i, c := range row {
			text := ""
			if y < len(lines[i]) {
				text = lines[i][y]
			}
			if i > 0 {
				line.WriteString(gutter)
			}
			line.WriteString(paint(pad(text, widths[i]), c.color))
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// paint wraps text in an ANSI code.
func paint(text, color string) string {
	if color == "" || strings.TrimSpace(text) == "" {
		return text
	}
	return color + text + plain
}
