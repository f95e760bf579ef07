package policy

import (
	"bytes"
	"regexp"
)

// markdownBlocks cuts a Markdown notice into blocks: headings of both styles, bold lines that stand alone, items by their
// indentation, rows of tables, paragraphs. Code fences and comments say nothing about practices.
func markdownBlocks(d *document) {
	m := &lineReader{document: d, lines: d.splitLines(), markup: markdownMarkup}
	for i := 0; i < len(m.lines); i++ {
		i = m.markdown(i)
	}
	m.flush()
}

var (
	atxHeading   = regexp.MustCompile(`^(#{1,6})[ \t]+`)
	setextRule   = regexp.MustCompile(`^(=+|-+)$`)
	boldLine     = regexp.MustCompile(`^(?:\*\*|__)[^*_]+(?:\*\*|__):?$`)
	tableRule    = regexp.MustCompile(`^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?$|^\|[ \t]*:?-+:?[ \t]*\|$`)
	fence        = regexp.MustCompile("^(?:```|~~~)")
	commentStart = []byte("<!--")
	commentEnd   = []byte("-->")
)

// A lineReader gathers lines into blocks.
type lineReader struct {
	*document
	lines  []line
	markup markup
	open   *block // the paragraph or item that the next line may continue
	depths []int  // indentation of the open items
}

// markdown reads the block that begins at line i and returns its last line.
func (m *lineReader) markdown(i int) int {
	l := m.lines[i]
	text := m.input[l.start:l.end]
	switch {
	case l.blank:
		m.flush()
	case fence.Match(text):
		m.flush()
		for i++; i < len(m.lines) && !fence.Match(m.input[m.lines[i].start:m.lines[i].end]); i++ {
		}
	case bytes.HasPrefix(text, commentStart):
		m.flush()
		for i < len(m.lines)-1 && !bytes.Contains(m.input[m.lines[i].start:m.lines[i].end], commentEnd) {
			i++
		}
	case atxHeading.Match(text):
		mark := atxHeading.FindSubmatch(text)
		m.heading(l.start+len(mark[0]), l.end, len(mark[1]), false)
	case !l.bullet && boldLine.Match(text):
		m.heading(l.start, l.end, 7, false)
	case m.open == nil && !l.bullet && i+1 < len(m.lines) && setextRule.Match(m.input[m.lines[i+1].start:m.lines[i+1].end]):
		m.heading(l.start, l.end, 1+int('='-m.input[m.lines[i+1].start]+15)/16, false)
		i++
	case bytes.IndexByte(text, '|') >= 0 && i+1 < len(m.lines) && tableRule.Match(m.input[m.lines[i+1].start:m.lines[i+1].end]):
		i = m.table(i)
	case setextRule.Match(text) && len(text) > 2:
		m.flush()
	case l.bullet:
		m.item(l)
	default:
		m.more(l)
	}
	return i
}

func (m *lineReader) scan(from, to int) []token { return m.document.scan(m.markup, false, from, to) }

// extend adds the tokens of a line to the open block.
func (m *lineReader) extend(l line) {
	tokens := m.scan(l.start, l.end)
	if len(m.open.tokens) > 0 {
		tokens = append(m.open.tokens, tokens...)
	}
	m.open.tokens = tokens
}

func (m *lineReader) heading(from, to, depth int, bare bool) {
	m.flush()
	m.depths = nil
	m.add(&block{kind: headingBlock, depth: depth, tokens: m.scan(from, to), bare: bare})
}

func (m *lineReader) flush() {
	if m.open != nil {
		m.add(m.open)
		m.open = nil
	}
}

// item opens a list item; its depth is the number of open items that are indented less.
func (m *lineReader) item(l line) {
	m.flush()
	for len(m.depths) > 0 && m.depths[len(m.depths)-1] >= l.indent {
		m.depths = m.depths[:len(m.depths)-1]
	}
	m.depths = append(m.depths, l.indent)
	m.open = &block{kind: itemBlock, depth: len(m.depths), tokens: m.scan(l.start, l.end)}
}

// more continues the open block with a line, or opens a paragraph.
func (m *lineReader) more(l line) {
	if m.open == nil {
		m.open = &block{kind: paragraphBlock}
		if l.indent > 1 && len(m.depths) > 0 { // a paragraph inside an item
			m.open = &block{kind: itemBlock, depth: len(m.depths) + 1}
		} else {
			m.depths = nil
		}
	}
	m.extend(l)
}

// table reads the rows of a table whose head is line i, and returns its last line.
func (m *lineReader) table(i int) int {
	m.flush()
	var heads []string
	for _, cell := range m.cells(m.lines[i]) {
		heads = append(heads, m.head(cell))
	}
	for i += 2; i < len(m.lines) && !m.lines[i].blank && bytes.IndexByte(m.input[m.lines[i].start:m.lines[i].end], '|') >= 0; i++ {
		row := &block{kind: rowBlock, heads: heads, cells: m.cells(m.lines[i]), from: m.lines[i].start, to: m.lines[i].end}
		for _, cell := range row.cells {
			row.tokens = append(row.tokens, cell...)
		}
		m.add(row)
	}
	return i - 1
}

func (m *lineReader) cells(l line) [][]token {
	from, to := l.start, l.end
	if from < to && m.input[from] == '|' {
		from++
	}
	if from < to && m.input[to-1] == '|' {
		to--
	}
	var cells [][]token
	for at := from; at <= to; {
		end := at
		for end < to && (m.input[end] != '|' || m.input[end-1] == '\\') {
			end++
		}
		cells = append(cells, m.scan(at, end))
		at = end + 1
	}
	return cells
}
