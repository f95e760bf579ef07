package policy

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A gridPart is what an element is of a table, be it by its name or by its role.
type gridPart byte

const (
	notGrid gridPart = iota
	gridTable
	gridRow
	gridCell
)

// An htmlTable is an open table. Its rows are read where it ends, since only then it shows which of them names the columns.
type htmlTable struct {
	outer  *htmlTable
	layout bool // its cells are no data: it only arranges the page
	at     int  // elements around it
	rowAt  int  // elements around the open row
	cellAt int  // elements around the open cell
	lists  int  // open lists around the open cell
	row    *htmlRow
	cell   *htmlCell
	rows   []*htmlRow
	under  []spanning // of each column: the cell that reaches down into the next rows
	part   int
}

// An htmlRow is the cells of a row, one for each column.
type htmlRow struct{ cells []*htmlCell }

// An htmlCell is a cell with its blocks.
type htmlCell struct {
	head        bool
	blocks      []*block
	repeated    bool // stands in an earlier row or column too
	deep, right int  // how many rows and columns it takes
}

type spanning struct {
	cell *htmlCell
	rows int // that are left
}

// gridRoles are the roles by which other elements than those of tables are parts of one.
var gridRoles = map[string]gridPart{
	"table": gridTable, "grid": gridTable, "treegrid": gridTable, "row": gridRow,
	"cell": gridCell, "gridcell": gridCell, "columnheader": gridCell, "rowheader": gridCell,
}

func gridPartOf(t html.Token) gridPart {
	switch t.DataAtom {
	case atom.Table:
		return gridTable
	case atom.Tr:
		return gridRow
	case atom.Td, atom.Th:
		return gridCell
	}
	if role := attribute(t, "role"); role != "" {
		return gridRoles[role]
	}
	return notGrid
}

// maxTables is how deep tables lie in cells; a deeper one is read as text.
const maxTables = 20

// beginGrid opens a table, row or cell, and reports whether it stands where one can.
func (r *htmlReader) beginGrid(e *htmlElement, t html.Token) bool {
	if e.grid == gridTable {
		return r.beginTable(t)
	}
	if r.table == nil {
		return false
	}
	if e.grid == gridRow {
		r.closeRow()
		r.openRow()
		return true
	}
	r.closeCell()
	if r.table.row == nil {
		r.openRow()
	}
	role := attribute(t, "role")
	r.flush()
	r.table.cell = &htmlCell{
		head:  t.DataAtom == atom.Th || role == "columnheader" || role == "rowheader",
		right: spanOf(t, "colspan", maxColumns), deep: spanOf(t, "rowspan", maxRows),
	}
	r.table.cellAt, r.table.lists, r.lists = len(r.stack), r.lists, 0
	return true
}

// maxRows is how many rows a cell reaches down at most.
const maxRows = 500

// spanOf is how many rows or columns a cell takes.
func spanOf(t html.Token, name string, most int) int {
	n, err := strconv.Atoi(attribute(t, name))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, most)
}

func (r *htmlReader) beginTable(t html.Token) bool {
	r.flush()
	if r.table != nil && r.table.cell == nil {
		r.closeTable()
	}
	depth := 0
	for o := r.table; o != nil; o = o.outer {
		depth++
	}
	if depth >= maxTables {
		return false
	}
	role := attribute(t, "role")
	if r.table != nil {
		r.table.layout = true
	}
	r.table = &htmlTable{outer: r.table, at: len(r.stack), layout: role == "presentation" || role == "none", part: r.part}
	return true
}

func (r *htmlReader) openRow() {
	r.flush()
	r.table.row, r.table.rowAt = &htmlRow{}, len(r.stack)
}

func (r *htmlReader) closeCell() {
	if r.table.cell != nil {
		r.closeTo(r.table.cellAt)
	}
}

func (r *htmlReader) closeRow() {
	r.closeCell()
	if r.table.row != nil {
		r.closeTo(r.table.rowAt)
		r.endGrid(gridRow)
	}
}

func (r *htmlReader) closeTable() {
	r.closeRow()
	r.closeTo(r.table.at)
}

// endPart ends an element of a table by its own end tag, and reports whether the name is one's.
func (r *htmlReader) endPart(name atom.Atom) bool {
	switch {
	case name != atom.Table && name != atom.Tr && name != atom.Td && name != atom.Th:
		return false
	case r.table == nil:
	case name == atom.Table:
		r.closeTable()
	case name == atom.Tr:
		r.closeRow()
	default:
		r.closeCell()
	}
	return true
}

// endGrid follows the end of a part of a table.
func (r *htmlReader) endGrid(part gridPart) {
	t := r.table
	switch {
	case t == nil || part == notGrid:
	case part == gridCell && t.cell != nil:
		r.flush()
		r.lists = t.lists
		r.elements += t.cell.right + len(t.under)
		t.fill(t.cell.right)
		t.cell = nil
	case part == gridRow && t.row != nil:
		t.reachDown(maxColumns)
		t.rows = append(t.rows, t.row)
		t.row = nil
	case part == gridTable:
		if t.row != nil {
			t.rows = append(t.rows, t.row)
		}
		r.table = t.outer
		r.tableBlocks(t)
	}
}

// fill puts the open cell into the next columns of the row that no cell from above takes.
func (t *htmlTable) fill(columns int) {
	t.reachDown(0)
	for i := range columns {
		cell := t.cell
		if i > 0 {
			cell = &htmlCell{head: cell.head, blocks: cell.blocks, repeated: true}
		}
		at := len(t.row.cells)
		t.row.cells = append(t.row.cells, cell)
		if t.cell.deep > 1 && at < maxColumns {
			for len(t.under) <= at {
				t.under = append(t.under, spanning{})
			}
			t.under[at] = spanning{&htmlCell{head: cell.head, blocks: cell.blocks, repeated: true}, t.cell.deep - 1}
		}
	}
}

// reachDown puts the cells from above into the row: those that follow one another at its end, and, for a row that ends, so many more.
func (t *htmlTable) reachDown(more int) {
	for at := len(t.row.cells); at < len(t.under); at++ {
		if u := &t.under[at]; u.rows > 0 {
			u.rows--
			t.row.cells = append(t.row.cells, u.cell)
		} else if more == 0 || !t.reachesBehind(at) {
			return
		} else {
			t.row.cells = append(t.row.cells, &htmlCell{})
		}
	}
}

func (t *htmlTable) reachesBehind(at int) bool {
	for _, u := range t.under[at:] {
		if u.rows > 0 {
			return true
		}
	}
	return false
}
