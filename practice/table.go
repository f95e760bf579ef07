package practice

import (
	"fmt"
	"regexp"
	"strings"
)

// A Row is one line of a text table: its columns, and the comment beside it, which is where a fact names its source.
type Row struct {
	Line    int // 1-based
	Columns []string
	Comment string
}

var columnGap = regexp.MustCompile(`\t+| {2,}`)

// ParseTable reads a text table, the form in which Candor keeps what it knows about the world:
// one fact a line, columns apart by a tab or by two spaces and more, "#" and the rest of the line a comment.
// A line may leave out columns at its end; a "-" stands for an empty column.
// An error names the file and the line.
func ParseTable(file, text string, columns int) ([]Row, error) {
	var rows []Row
	for i, line := range strings.Split(text, "\n") {
		line, comment := cutComment(strings.TrimRight(line, " \t\r"))
		if line == "" {
			continue
		}
		fields := columnGap.Split(line, -1)
		if len(fields) > columns {
			return nil, fmt.Errorf("%s:%d: %d columns, want at most %d", file, i+1, len(fields), columns)
		}
		row := Row{Line: i + 1, Columns: make([]string, columns), Comment: comment}
		for c, f := range fields {
			if f != "-" {
				row.Columns[c] = f
			}
		}
		rows = append(rows, row)
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
