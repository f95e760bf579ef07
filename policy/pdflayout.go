package policy

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-privacy/candor/policy/pdftext"
)

// A pdfLayout makes blocks of lines.
type pdfLayout struct {
	*document
	lines []pdfLine
	words map[string]bool
	body  float64             // size of most letters
	sizes []float64           // of headings, largest first
	pitch float64             // from line to line, in sizes
	right map[pdfEdge]float64 // where lines end that begin there
	open  *pdfPart
	lead  float64   // where the latest paragraph that ends with a colon begins; -1 without one
	items []float64 // where the open items stand
	text  []byte
	parts []pdfBlock
}

// A pdfEdge is a column of a page: where its lines begin, roughly.
type pdfEdge struct{ page, x int }

// A pdfPart is lines that make one block.
type pdfPart struct {
	lines  []pdfLine
	text   string
	breaks []pageBreak // where in the text a page begins
	bullet int         // how many bytes of the text it takes, with the space behind it
}

// A pageBreak is where a page begins in the text.
type pageBreak struct{ at, page int }

// A pdfBlock is a block whose text stands in the text of the document, but whose words are not read yet.
type pdfBlock struct {
	block    *block
	from, to int // of its words
	cells    [][2]int
}

// layOut makes the text of the pages the input of the document, and cuts it into blocks.
func (d *document) layOut(pages [][]pdftext.Span) {
	whole := make([][]pdfLine, len(pages))
	for i, spans := range pages {
		whole[i] = pageLines(spans, i)
	}
	l := &pdfLayout{document: d, lines: withoutFurniture(whole), lead: -1}
	l.measure()
	for i := 0; i < len(l.lines); {
		if n := l.table(i); n > 0 {
			i += n
			continue
		}
		l.line(i)
		i++
	}
	l.close()
	d.setInput(l.text)
	for _, p := range l.parts {
		for _, c := range p.cells {
			p.block.cells = append(p.block.cells, d.scan(plainMarkup, false, c[0], c[1]))
		}
		p.block.tokens = d.scan(plainMarkup, false, p.from, p.to)
		d.add(p.block)
	}
}

// measure finds the size of the body, the sizes of headings, the distance of lines and where they end.
func (l *pdfLayout) measure() {
	letters, pitches := map[float64]int{}, map[float64]int{}
	l.right, l.words = map[pdfEdge]float64{}, wordsOf(l.lines)
	for i := range l.lines {
		line := &l.lines[i]
		letters[rounded(line.size)] += len(line.text())
		edge := line.edge()
		l.right[edge] = max(l.right[edge], line.end)
		if i > 0 && l.lines[i-1].page == line.page && sameSize(l.lines[i-1].size, line.size) {
			if step := (l.lines[i-1].y - line.y) / max(line.size, 1); step > 0.8 && step < 2.5 {
				pitches[math.Round(step*20)/20]++
			}
		}
	}
	l.body, l.pitch = most(letters, 10), most(pitches, 1.3)
	for size := range letters {
		if l.larger(size) {
			l.sizes = append(l.sizes, size)
		}
	}
	slices.SortFunc(l.sizes, func(a, b float64) int { return int(10 * (b - a)) })
}

func rounded(size float64) float64 { return math.Round(size*2) / 2 }

func sameSize(a, b float64) bool { return math.Abs(a-b) < 0.08*max(a, b) }

func (l *pdfLayout) larger(size float64) bool { return size > 1.1*l.body }

// most is the key with the highest count; of several the smallest.
func most(counts map[float64]int, otherwise float64) float64 {
	best, count := otherwise, 0
	for key, n := range counts {
		if n > count || n == count && key < best {
			best, count = key, n
		}
	}
	return best
}

// edgeWidth is how wide a column's left edge is, in points; no page has more than edgesOfPage of them.
const (
	edgeWidth   = 48
	edgesOfPage = 100
)

func (l *pdfLine) edge() pdfEdge {
	return pdfEdge{l.page, int(min(max(l.x/edgeWidth, 0), edgesOfPage))}
}

// rest is how much of its column a line leaves empty at its end, from 0 to 1.
func (l *pdfLayout) rest(line *pdfLine) float64 {
	right := line.end
	for e := line.edge(); e.x >= 0; e.x-- {
		right = max(right, l.right[e])
	}
	return (right - line.end) / max(right-line.x, 1)
}

// line adds a line to the open part, or opens another.
func (l *pdfLayout) line(i int) {
	line := l.lines[i]
	text := line.text()
	read := readLine([]byte(text), 0, len(text))
	if l.open != nil && (read.bullet || !l.goesOn(&line, text)) {
		l.close()
	}
	if l.open == nil {
		l.open = &pdfPart{}
		if read.bullet {
			l.open.bullet = read.start
		}
	}
	l.extend(&line, text)
}

func (l *pdfLayout) extend(line *pdfLine, text string) {
	p := l.open
	if n := len(p.lines); n == 0 || p.lines[n-1].page != line.page {
		at := len(p.text)
		if at > 0 {
			at++
		}
		p.breaks = append(p.breaks, pageBreak{at, line.page})
	}
	p.text = joinLines(p.text, text, l.words)
	p.lines = append(p.lines, *line)
}

// partLetters is how many letters one part holds at most: what is longer is no prose, and joining it would take too long.
const partLetters = 20000

// goesOn reports whether a line belongs to the open part.
func (l *pdfLayout) goesOn(line *pdfLine, text string) bool {
	p := l.open
	last := &p.lines[len(p.lines)-1]
	if len(p.text) > partLetters || !sameSize(last.size, line.size) && (l.larger(last.size) || l.larger(line.size)) || last.bold && !line.bold && p.bold() {
		return false
	}
	if p.bullet == len(p.text) { // a bullet on a line of its own
		return true
	}
	first, _ := utf8.DecodeRuneInString(text)
	end, _ := utf8.DecodeLastRuneInString(p.text)
	closed := strings.ContainsRune(".;:!?", end)
	step := (last.y - line.y) / max(line.size, 1)
	if last.page != line.page || step < 0 { // another page or column
		return !closed && unicode.IsLower(first)
	}
	if step > l.pitch*1.2 && step > l.pitch+0.2 {
		return false
	}
	if l.larger(line.size) || line.bold {
		return true
	}
	lower, rest := unicode.IsLower(first), l.rest(last)
	switch {
	case p.bullet > 0 && line.x < p.lines[0].x-0.5*line.size:
		return false
	case closed && rest > 0.15 && !lower:
		return false
	case rest > 0.3 && (!lower || p.bullet == 0 && l.insideList(p.lines[0].x)): // nobody wraps a line so early
		return false
	case closed && p.bullet == 0 && l.insideList(line.x) && rest > 0.05:
		return false
	case closed && p.bullet == 0 && line.x > last.x+0.8*line.size: // the first line of a paragraph is set in
		return false
	}
	return true
}

// insideList reports whether x is to the right of the paragraph that introduces a list: bullets may be drawings.
func (l *pdfLayout) insideList(x float64) bool { return l.lead >= 0 && x > l.lead+8 }

// close adds the open part as a block of the kind that its looks tell.
func (l *pdfLayout) close() {
	p := l.open
	if l.open = nil; p == nil || strings.TrimSpace(p.text) == "" {
		return
	}
	b := l.blockOf(p)
	from := l.write(p.text, p.breaks)
	part := pdfBlock{block: b, from: from, to: len(l.text)}
	if b.kind == itemBlock {
		part.from += p.bullet
	}
	l.parts = append(l.parts, part)
	l.text = append(l.text, '\n')
}

// blockOf is the block that a part looks like.
func (l *pdfLayout) blockOf(p *pdfPart) *block {
	first, words := &p.lines[0], len(strings.Fields(p.text))
	end, _ := utf8.DecodeLastRuneInString(p.text)
	mark, _ := utf8.DecodeRuneInString(p.text)
	read := readLine([]byte(p.text), 0, len(p.text))
	_, capitals, _ := read.looks([]byte(p.text))
	bullet := p.bullet > 0 && !unicode.IsLetter(mark) && !unicode.IsDigit(mark)
	short := words <= 16 && !strings.ContainsRune(".,;:", end) && !bullet
	switch {
	case l.larger(first.size) && words <= 30 && !bullet:
		l.items, l.lead = nil, -1
		return &block{kind: headingBlock, depth: 1 + slices.Index(l.sizes, rounded(first.size))}
	case short && (p.bold() || capitals || read.number != "" && p.bullet == 0 && words <= 10):
		l.items, l.lead = nil, -1
		return &block{kind: headingBlock, depth: 1 + len(l.sizes) + strings.Count(read.number, ".")}
	case p.bullet > 0 || l.insideList(first.x):
		return &block{kind: itemBlock, depth: l.itemDepth(first.x)}
	case len(l.items) > 0 && first.x > l.items[len(l.items)-1]+2: // a paragraph inside an item
		return &block{kind: itemBlock, depth: len(l.items) + 1}
	}
	if l.items, l.lead = nil, -1; end == ':' {
		l.lead = first.x
	}
	return &block{kind: paragraphBlock}
}

func (p *pdfPart) bold() bool {
	for _, line := range p.lines {
		if !line.bold {
			return false
		}
	}
	return true
}

// itemDepth is how deep an item lies whose bullet stands at x.
func (l *pdfLayout) itemDepth(x float64) int {
	for len(l.items) > 0 && l.items[len(l.items)-1] > x-2 {
		l.items = l.items[:len(l.items)-1]
	}
	l.items = append(l.items, x)
	return len(l.items)
}

// write appends a text, marks where pages begin in it, and returns where it stands.
func (l *pdfLayout) write(text string, breaks []pageBreak) int {
	from := len(l.text)
	for _, b := range breaks {
		for len(l.pages) <= b.page {
			l.pages = append(l.pages, from+min(b.at, len(text)))
		}
	}
	l.text = append(l.text, text...)
	return from
}
