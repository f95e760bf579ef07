package policy

// tableBlocks adds the blocks of a table that has ended: rows under the heads of their columns, or, where nothing names the columns, what
// stands in the cells, in its order.
func (r *htmlReader) tableBlocks(t *htmlTable) {
	if t.arranges() {
		for _, row := range t.rows {
			r.putCells(row.cells)
		}
		return
	}
	heads, rows := r.headsOf(t.rows)
	if heads == nil {
		if turned := turn(rows); turned != nil && namesColumns(r.texts(turned[0]), "name") {
			heads, rows = r.texts(turned[0]), turned[1:]
		}
	}
	for _, row := range rows {
		r.putRow(row, heads, t.part)
	}
}

// arranges reports whether the table only arranges the page: it says so, holds headings of the text, or has a single column.
func (t *htmlTable) arranges() bool {
	wide := false
	for _, row := range t.rows {
		wide = wide || len(row.cells) > 1
		for _, cell := range row.cells {
			for _, b := range cell.blocks {
				if b.kind == headingBlock && b.depth <= depthOfControl && !cell.head && len(cell.blocks) > 1 {
					return true
				}
			}
		}
	}
	return t.layout || !wide
}

// headsOf parts the rows that name the columns from those below: rows of head cells, else a first row that is all bold or holds nothing but the words
// by which notices name columns.
func (r *htmlReader) headsOf(rows []*htmlRow) (heads []string, below []*htmlRow) {
	n := 0
	for n < len(rows) && rows[n].names() {
		for i, text := range r.texts(rows[n]) {
			if i >= len(heads) {
				heads = append(heads, text)
			} else if text != "" {
				heads[i] = text
			}
		}
		n++
	}
	if n == 0 && len(rows) > 1 && len(rows[0].cells) > 1 && (rows[0].bold() || namesColumns(r.texts(rows[0]), "")) {
		return r.texts(rows[0]), rows[1:]
	}
	return heads, rows[n:]
}

// names reports whether a row holds only heads, of more than one column.
func (row *htmlRow) names() bool {
	different := 0
	for _, cell := range row.cells {
		if !cell.head && len(cell.blocks) > 0 {
			return false
		}
		if !cell.repeated && len(cell.blocks) > 0 {
			different++
		}
	}
	return different > 1
}

// bold reports whether every cell of a row holds a bold line alone.
func (row *htmlRow) bold() bool {
	for _, cell := range row.cells {
		if len(cell.blocks) != 1 || cell.blocks[0].kind != headingBlock {
			return false
		}
	}
	return true
}

// headCellTokens is how many tokens a cell has at most that names a column without being marked as a head.
const headCellTokens = 6

// namesColumns reports whether texts are names of columns, all of them short and two or more known in one language, this one among them.
func namesColumns(texts []string, needed string) bool {
	known := false
	for _, text := range texts[:min(len(texts), maxColumns)] {
		if len(tokenize(text)) > headCellTokens {
			return false
		}
	}
	for _, lex := range lexicons() {
		columns := (&block{heads: texts}).columns(lex)
		known = known || columns != nil && (needed == "" || contains(columns, needed))
	}
	return known
}

// texts are the texts of the cells of a row, as heads.
func (r *htmlReader) texts(row *htmlRow) []string {
	texts := make([]string, 0, min(len(row.cells), maxColumns))
	for _, cell := range row.cells[:min(len(row.cells), maxColumns)] {
		text := ""
		if tokens := cell.tokens(); len(tokens) > 0 {
			text = r.head(tokens)
		}
		texts = append(texts, text)
	}
	return texts
}

func (c *htmlCell) tokens() []token {
	if len(c.blocks) == 1 {
		return c.blocks[0].tokens
	}
	var all []token
	for _, b := range c.blocks {
		all = append(all, b.tokens...)
	}
	return all
}

// turn makes rows of the columns of a small table; nil when its first column is no column of heads.
func turn(rows []*htmlRow) []*htmlRow {
	if len(rows) < 2 || len(rows) > maxColumns {
		return nil
	}
	width := len(rows[0].cells)
	for _, row := range rows {
		if len(row.cells) != width || width < 2 || width > maxColumns || !row.cells[0].head && !row.labelled() {
			return nil
		}
	}
	turned := make([]*htmlRow, width)
	for i := range turned {
		turned[i] = &htmlRow{}
		for _, row := range rows {
			turned[i].cells = append(turned[i].cells, row.cells[i])
		}
	}
	return turned
}

// labelled reports whether the first cell of a row is a bold line.
func (row *htmlRow) labelled() bool {
	first := row.cells[0]
	return len(first.blocks) == 1 && first.blocks[0].kind == headingBlock
}

// putRow adds a row: under its heads as one block; without heads, a first cell that is a head is the heading of the others.
func (r *htmlReader) putRow(row *htmlRow, heads []string, part int) {
	if len(row.cells) == 0 {
		return
	}
	if row.alone() {
		r.putCells(row.cells)
		return
	}
	if heads == nil && (row.cells[0].head || row.labelled()) && row.cells[0].short() {
		if !row.cells[0].repeated {
			r.put(&block{kind: headingBlock, depth: depthOfControl, tokens: row.cells[0].tokens(), part: part})
		}
		r.putCells(row.cells[1:])
		return
	}
	if heads == nil && row.lists() {
		r.putCells(row.cells)
		return
	}
	b := &block{kind: rowBlock, heads: heads, part: part}
	for _, cell := range row.cells {
		tokens := cell.tokens()
		if cell.repeated && len(tokens) > headTokens {
			tokens = nil // what is read once more for every row must be short
		}
		b.cells = append(b.cells, tokens)
		if !cell.repeated {
			b.tokens = append(b.tokens, tokens...)
		}
	}
	r.put(b)
}

// short reports whether a cell is short enough to be a heading.
func (c *htmlCell) short() bool { n := len(c.tokens()); return n > 0 && n <= headTokens }

// alone reports whether a row is one cell over all columns, or one cell with text.
func (row *htmlRow) alone() bool {
	texts := 0
	for _, cell := range row.cells {
		if len(cell.blocks) > 0 && !cell.repeated {
			texts++
		}
	}
	if len(row.cells) == 1 || texts > 1 {
		return len(row.cells) == 1
	}
	return texts == 1 && len(row.cells[0].blocks) > 0 && !row.cells[0].repeated && row.cells[len(row.cells)-1].repeated
}

// lists reports whether a cell holds several paragraphs or a list.
func (row *htmlRow) lists() bool {
	for _, cell := range row.cells {
		if len(cell.blocks) > 1 {
			return true
		}
	}
	return false
}

// putCells adds the blocks of cells; a head is a heading.
func (r *htmlReader) putCells(cells []*htmlCell) {
	for _, cell := range cells {
		if cell.repeated {
			continue
		}
		for _, b := range cell.blocks {
			if cell.head && b.kind == paragraphBlock && cell.short() {
				b.kind, b.depth = headingBlock, depthOfControl
			}
			r.put(b)
		}
	}
}
