package policy

import (
	"strings"

	"github.com/candor-privacy/candor/policy/pdftext"
)

// table reads the table that begins at line i, and returns how many lines it has: two and more whose texts stand in the columns of the
// first, which names them.
func (l *pdfLayout) table(i int) int {
	columns := l.lines[i].cells()
	if len(columns) < 2 {
		return 0
	}
	var rows []pdfRow
	n, full := 0, 0
	for ; i+n < len(l.lines); n++ {
		line := &l.lines[i+n]
		cells := line.cells()
		places := placesOf(cells, columns)
		if places == nil || n > 0 && !l.sameTable(i+n, len(cells)) {
			break
		}
		if len(cells) > 1 {
			full++
		}
		if n == 0 || places[0] == 0 && l.opensRow(i+n, len(cells) == len(columns)) {
			rows = append(rows, pdfRow{make([]string, len(columns)), line.page})
		}
		row := rows[len(rows)-1].cells
		for j, c := range cells {
			row[places[j]] = joinLines(row[places[j]], c.Text, l.words)
		}
	}
	if full < 2 || len(rows) < 2 {
		return 0
	}
	l.close()
	l.items, l.lead = nil, -1
	l.rows(rows, l.lines[i].bold && !l.lines[i+n-1].bold)
	return n
}

// A pdfRow is the texts of one row of a table, and the page on which it begins.
type pdfRow struct {
	cells []string
	page  int
}

// sameTable reports whether a line may go on with the table that the line before belongs to: it stands below, or begins the next page.
func (l *pdfLayout) sameTable(at, cells int) bool {
	line, before := &l.lines[at], &l.lines[at-1]
	if line.page != before.page {
		return cells > 1
	}
	step := before.y - line.y
	return step > 0 && step < rowLines*line.size
}

// placesOf is the column of every cell, or nil when one is in none, runs into the next or shares its own.
func placesOf(cells, columns []pdftext.Span) []int {
	var places []int
	for _, c := range cells {
		at := -1
		for k := range columns {
			if c.X >= columns[k].X-0.5*c.Size {
				at = k
			}
		}
		if at < 0 || at+1 < len(columns) && c.End > columns[at+1].X || len(places) > 0 && places[len(places)-1] >= at {
			return nil
		}
		places = append(places, at)
	}
	return places
}

// opensRow reports whether a line with a first cell begins a row: lines of one cell are nearer to one another than rows are, and when
// all stand alike every whole line is a row.
func (l *pdfLayout) opensRow(at int, whole bool) bool {
	step := l.lines[at-1].y - l.lines[at].y
	if l.lines[at].page != l.lines[at-1].page || step > (l.pitch+0.2)*l.lines[at].size {
		return true
	}
	if at+1 < len(l.lines) {
		if next := l.lines[at].y - l.lines[at+1].y; next > 0 && step < 0.9*next {
			return false // nearer to the line before than to the one behind
		}
	}
	return whole
}

// rows adds the rows of a table; the first names the columns, and is a row itself unless it is set in bold.
func (l *pdfLayout) rows(rows []pdfRow, bold bool) {
	var heads []string
	for _, cell := range rows[0].cells {
		heads = append(heads, strings.ToLower(cell))
	}
	if bold {
		rows = rows[1:]
	}
	for i, row := range rows {
		b := pdfBlock{block: &block{kind: rowBlock, heads: heads}, from: len(l.text)}
		if i == 0 && !bold {
			b.block.heads = nil
		}
		for j, cell := range row.cells {
			if j > 0 {
				l.text = append(l.text, '\t')
			}
			from := l.write(cell, []pageBreak{{0, row.page}})
			b.cells = append(b.cells, [2]int{from, len(l.text)})
		}
		b.to = len(l.text)
		b.block.from, b.block.to = b.from, b.to
		l.parts = append(l.parts, b)
		l.text = append(l.text, '\n')
	}
}
