package practice

import (
	"fmt"
	"strings"
)

// A Row is one line of a text table: its columns, and the comment beside it, which is where a fact names its source.
type Row struct {
	Line    int // 1-based
	Columns []string
	Comment string
}

// ParseTable reads a text table, the form in which Candor keeps what it knows about the world:
// one fact a line, columns apart by a tab or by two spaces and more, "#" and the rest of the line a comment.
// A line may leave out columns at its end; a "-" stands for an empty column.
// An error names the file and the line.
func ParseTable(file, text string, columns int) ([]Row, error) {
	lines := strings.Count(text, "\n") + 1
	rows := make([]Row, 0, lines)
	cells := make([]string, lines*columns) // of all rows, so that a table of thousands is read in one piece
	for i, line := range strings.Split(text, "\n") {
		line, comment := cutComment(strings.TrimRight(line, " \t\r"))
		if line == "" {
			continue
		}
		fields := splitColumns(cells[:0:columns], line)
		if len(fields) > columns {
			return nil, fmt.Errorf("%s:%d: %d columns, want at most %d", file, i+1, len(fields), columns)
		}
		for c, f := range fields {
			if f == "-" {
				fields[c] = ""
			}
		}
		rows = append(rows, Row{Line: i + 1, Columns: fields[:columns], Comment: comment}) // those left out are ""
		cells = cells[columns:]
	}
	return rows, nil
}

// MustTable is ParseTable for a table that is compiled in.
func MustTable(file, text string, columns int) []Row {
	rows, err := ParseTable(file, text, columns)
	if err != nil {
		panic(err)
	}
	return rows
}

// cutComment splits a line at a "#" that begins it or follows white space; a "#" inside a word is part of the word.
func cutComment(line string) (rest, comment string) {
	for i := range len(line) {
		if line[i] == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t') {
			return strings.TrimRight(line[:i], " \t"), strings.TrimSpace(line[i+1:])
		}
	}
	return line, ""
}

// splitColumns appends the columns of a line, which stand apart by a tab or by two spaces and more.
func splitColumns(columns []string, line string) []string {
	start := 0
	for i := 0; i < len(line); i++ {
		end := i
		for end < len(line) && (line[end] == ' ' || line[end] == '\t') {
			end++
		}
		if end > i+1 || (end == i+1 && line[i] == '\t') {
			columns = append(columns, line[start:i])
			start, i = end, end-1
		}
	}
	return append(columns, line[start:])
}
