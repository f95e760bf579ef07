package policy

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/policy/pdftext"
)

// columnEdge is how far from its column's left edge a cell may begin, in parts of its size.
const columnEdge = 0.5

// A pdfCell is a line of a cell: its text, its column, and the line that it stands on.
type pdfCell struct {
	pdftext.Span
	column int
	line   int
}

// table reads the table that begins at line i, and returns how many lines it has: two and more whose texts stand in the columns of the
// first row, which names them.
func (l *pdfLayout) table(i int) int {
	columns := l.columns(i)
	if len(columns) < 2 {
		return 0
	}
	var cells []pdfCell
	n, full := 0, 0
	for ; i+n < len(l.lines); n++ {
		texts, places := inColumns(l.lines[i+n].cells(columns...), columns)
		if places == nil || n > 0 && !l.sameTable(i+n, len(texts)) {
			break
		}
		if len(texts) > 1 {
			full++
		}
		for j, text := range texts {
			cells = append(cells, pdfCell{text, places[j], i + n})
		}
	}
	rows := l.rowsOf(cells, len(columns))
	if full < 2 || len(rows) < 2 {
		return 0
	}
	l.close()
	l.items, l.lead = nil, -1
	l.rows(rows, l.lines[i].bold && !l.lines[i+n-1].bold)
	return n
}

// columns are the columns of the table that begins at line i, if one does: as wide as the texts of its lines, since names of columns are
// often set in their middle.
func (l *pdfLayout) columns(i int) []pdftext.Span {
	columns := l.lines[i].cells()
	for at := i + 1; at < len(l.lines) && l.interleaved(at); at++ { // names of several lines stand around those of one
		if cells := l.lines[at].cells(); len(cells) > len(columns) {
			columns = cells
		}
	}
	if len(columns) < 2 {
		return nil
	}
	for at := i; at < len(l.lines); at++ {
		cells := l.lines[at].cells(columns...)
		if at > i && !l.sameTable(at, len(cells)) {
			break
		}
		places, runs := underWhich(cells, columns)
		if runs && len(l.lines[at].spans) == 1 {
			break // a paragraph
		}
		for j, c := range cells {
			if k := places[j]; !runs && k >= 0 {
				columns[k].X, columns[k].End = min(columns[k].X, c.X), max(columns[k].End, c.End)
			}
		}
	}
	return columns
}

// interleaved reports whether a part of a line was shown before a part of the line above it: then both are lines of the same cells.
func (l *pdfLayout) interleaved(at int) bool {
	line, above := &l.lines[at], &l.lines[at-1]
	order := func(a, b pdftext.Span) int { return a.Order - b.Order }
	return line.page == above.page && line.y < above.y && slices.MinFunc(line.spans, order).Order < slices.MaxFunc(above.spans, order).Order
}

// underWhich is the column over or under which every cell stands, or -1, and whether one runs through several. When there are as many
// cells as columns, each stands in its own, if it is not in the way of another.
func underWhich(cells, columns []pdftext.Span) (places []int, runs bool) {
	for j, c := range cells {
		at := -1
		for k := range columns {
			if c.X < columns[k].End && c.End > columns[k].X {
				runs = runs || at >= 0
				at = k
			}
		}
		if at < 0 && len(cells) == len(columns) && (j == 0 || c.X > columns[j-1].End) && (j+1 == len(columns) || c.End < columns[j+1].X) {
			at = j
		}
		places = append(places, at)
	}
	return places, runs
}

// rowsOf puts the lines of cells together to rows. A page that shows one cell after another, each with all of its lines, tells where a
// row begins by going back to the left; of others the distance of the lines tells.
func (l *pdfLayout) rowsOf(cells []pdfCell, columns int) []pdfRow {
	shown := slices.Clone(cells)
	slices.SortStableFunc(shown, func(a, b pdfCell) int {
		return cmp.Or(l.lines[a.line].page-l.lines[b.line].page, a.Order-b.Order)
	})
	whole := l.cellByCell(shown)
	if whole {
		cells = shown
	}
	var rows []pdfRow
	for i, c := range cells {
		line := &l.lines[c.line]
		opens := i == 0
		switch {
		case opens:
		case whole:
			opens = c.column < cells[i-1].column && (c.column == 0 || line.page == l.lines[cells[i-1].line].page)
		case c.column == 0:
			texts := 1
			for i+texts < len(cells) && cells[i+texts].line == c.line {
				texts++
			}
			opens = l.opensRow(c.line, texts == columns)
		}
		if opens {
			rows = append(rows, pdfRow{make([]string, columns), line.page})
		}
		row := rows[len(rows)-1].cells
		row[c.column] = joinLines(row[c.column], c.Text, l.words)
	}
	return slices.DeleteFunc(rows, func(r pdfRow) bool { // names of columns that come back on another page
		return r.page > rows[0].page && slices.Equal(r.cells, rows[0].cells)
	})
}

// cellByCell reports whether a page goes back up when it goes on to a cell to the right.
func (l *pdfLayout) cellByCell(shown []pdfCell) bool {
	for i := 1; i < len(shown); i++ {
		line, before := &l.lines[shown[i].line], &l.lines[shown[i-1].line]
		if line.page == before.page && shown[i].column > shown[i-1].column && line.y > before.y+level*line.size {
			return true
		}
	}
	return false
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

// inColumns puts together what stands in the same column of a line, and tells the columns; there are none when a text stands in no column
// or runs into the next.
func inColumns(texts, columns []pdftext.Span) (cells []pdftext.Span, places []int) {
	for _, c := range texts {
		at := -1
		for k := range columns {
			if c.X >= columns[k].X-columnEdge*c.Size {
				at = k
			}
		}
		if at < 0 || at+1 < len(columns) && c.End > columns[at+1].X {
			return nil, nil
		}
		if n := len(places); n > 0 && places[n-1] == at { // spaces are wide where both edges of a text are straight
			cells[n-1].Text, cells[n-1].End = cells[n-1].Text+" "+c.Text, c.End
			continue
		}
		cells, places = append(cells, c), append(places, at)
	}
	return cells, places
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
