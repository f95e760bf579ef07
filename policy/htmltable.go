package policy

func (r *htmlReader) beginRow() {
	r.endRow()
	if r.table == nil {
		r.table = &htmlTable{}
	}
	r.table.row, r.table.head = &block{kind: rowBlock}, true
}

func (r *htmlReader) beginCell(head bool) {
	if r.table == nil || r.table.row == nil {
		r.beginRow()
	}
	r.table.row.cells = append(r.table.row.cells, nil)
	r.table.head = r.table.head && head
}

func (r *htmlReader) cellText(tokens []token) {
	if r.table.row == nil || len(r.table.row.cells) == 0 {
		r.beginCell(false)
	}
	last := len(r.table.row.cells) - 1
	r.table.row.cells[last] = append(r.table.row.cells[last], tokens...)
}

// endRow adds the open row; a row of head cells alone names the columns.
func (r *htmlReader) endRow() {
	if r.table == nil || r.table.row == nil {
		return
	}
	row := r.table.row
	r.table.row = nil
	if r.table.head && len(r.table.heads) == 0 && len(row.cells) > 1 {
		for _, cell := range row.cells {
			r.table.heads = append(r.table.heads, r.head(cell))
		}
		return
	}
	for _, cell := range row.cells {
		row.tokens = append(row.tokens, cell...)
	}
	row.heads = r.table.heads
	r.add(row)
}
