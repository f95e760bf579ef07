package policy

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-privacy/candor/policy/pdftext"
)

// A pdfLine is the spans that stand at one height of a page, in one column of it.
type pdfLine struct {
	spans           []pdftext.Span
	page            int // from 0
	x, y, end, size float64
	bold            bool // every span is
}

// Two spans or lines that are nearer than this, in lines, belong to one row of a table; a column of prose is higher.
const rowLines = 7

// level is how far above or below a line its texts may stand, in parts of their size.
const level = 0.3

// recentLines is how many lines back a cell of a table may find the line that it stands on.
const recentLines = 40

// pageLines gathers the spans of a page into lines. They keep the order in which the page shows them, since that is the one in which
// they are read, columns included; only cells of a table are put beside one another, and a page without any order is sorted by height.
func pageLines(spans []pdftext.Span, page int) []pdfLine {
	var lines []pdfLine
	jumps, column := 0, 0 // column is the first line of the open one
	for _, s := range spans {
		if strings.TrimSpace(s.Text) == "" {
			continue
		}
		line := pdfLine{spans: []pdftext.Span{s}, page: page, x: s.X, y: s.Y, end: s.End, size: s.Size, bold: s.Bold}
		n := len(lines)
		if n == 0 {
			lines = append(lines, line)
			continue
		}
		if bulletBefore(lines, s) {
			continue
		}
		up := (s.Y - lines[n-1].y) / max(s.Size, 1)
		if up > rowLines {
			jumps, column = jumps+1, n
		}
		at := n
		for i := n - 1; i >= max(column, n-recentLines); i-- {
			if lines[i].takes(s) {
				lines[i].add(s)
				at = -1
				break
			}
			if up > level && s.X > lines[n-1].x && lines[i].y < s.Y {
				at = i // a cell that is set higher than the one before
			}
		}
		if at >= 0 {
			lines = slices.Insert(lines, at, line)
		}
	}
	if jumps > 5 && jumps*4 > len(lines) {
		return sortedLines(spans, page)
	}
	return lines
}

// pageOfLines is how many lines back the line may be that a bullet belongs to: some programs draw the bullets of a page last.
const pageOfLines = 200

// bulletBefore sets a bullet before the line that it stands left of, and reports whether there is one.
func bulletBefore(lines []pdfLine, s pdftext.Span) bool {
	if bulletMark.FindString(s.Text) != s.Text {
		return false
	}
	for i := len(lines) - 1; i >= max(0, len(lines)-pageOfLines); i-- {
		l := &lines[i]
		if math.Abs(s.Y-l.y) < level*l.size && s.End <= l.x && l.x-s.End < 4*l.size {
			l.spans = slices.Insert(l.spans, 0, s)
			l.x = s.X
			return true
		}
	}
	return false
}

// sortedLines are the lines of a page by their height.
func sortedLines(spans []pdftext.Span, page int) []pdfLine {
	spans = slices.Clone(spans)
	slices.SortStableFunc(spans, func(a, b pdftext.Span) int { return int(math.Round(b.Y)) - int(math.Round(a.Y)) })
	var lines []pdfLine
	for len(spans) > 0 {
		n := 1
		for n < len(spans) && math.Round(spans[n].Y) == math.Round(spans[0].Y) {
			n++
		}
		slices.SortStableFunc(spans[:n], func(a, b pdftext.Span) int { return int(a.X - b.X) })
		for i, s := range spans[:n] {
			if i == 0 {
				lines = append(lines, pdfLine{spans: []pdftext.Span{s}, page: page, x: s.X, y: s.Y, end: s.End, size: s.Size, bold: s.Bold})
			} else {
				lines[len(lines)-1].add(s)
			}
		}
		spans = spans[n:]
	}
	return lines
}

// takes reports whether the span goes on with the line: at its height, or as a small letter above or below it.
func (l *pdfLine) takes(s pdftext.Span) bool {
	apart := math.Abs(s.Y - l.y)
	same := apart < level*max(l.size, s.Size) || apart < 0.6*l.size && s.Size < 0.8*l.size && s.X-l.end < pdftext.SpaceGap*l.size
	return same && s.X > l.end-0.4*s.Size
}

func (l *pdfLine) add(s pdftext.Span) {
	l.spans = append(l.spans, s)
	l.end = max(l.end, s.End)
	l.size = max(l.size, s.Size)
	l.bold = l.bold && s.Bold
}

// cells are the texts of the line that stand apart; a bullet belongs to what follows it. What begins where one of these columns does is
// a cell however near the one before it ends: the widest cell of a column leaves no more room than a space.
func (l *pdfLine) cells(columns ...pdftext.Span) []pdftext.Span {
	begins := func(s pdftext.Span) bool {
		return slices.ContainsFunc(columns, func(c pdftext.Span) bool { return math.Abs(s.X-c.X) < columnEdge*s.Size })
	}
	var cells []pdftext.Span
	for _, s := range l.spans {
		n := len(cells)
		if n == 0 {
			cells = append(cells, s)
			continue
		}
		last := &cells[n-1]
		gap := (s.X - last.End) / max(s.Size, last.Size, 1)
		switch {
		case gap > pdftext.SpanGap && !(n == 1 && bulletMark.FindString(last.Text) == last.Text):
			cells = append(cells, s)
			continue
		case gap > pdftext.SpaceGap && begins(s):
			cells = append(cells, s)
			continue
		case gap > pdftext.SpaceGap:
			last.Text += " "
		}
		last.Text, last.End, last.Bold = last.Text+s.Text, max(last.End, s.End), last.Bold && s.Bold
	}
	return cells
}

func (l *pdfLine) text() string {
	var texts []string
	for _, c := range l.cells() {
		texts = append(texts, c.Text)
	}
	return strings.Join(texts, " ")
}

// edgeLines is how many lines from the top or the bottom of a page a header or footer may stand.
const edgeLines = 3

// withoutFurniture drops what comes back at the same height at the edge of a third of the pages, and page numbers.
func withoutFurniture(pages [][]pdfLine) []pdfLine {
	key := func(l *pdfLine) string { return furnitureKey(l) }
	seen := map[string]int{}
	for _, lines := range pages {
		on := map[string]bool{}
		for _, i := range edges(lines) {
			on[key(&lines[i])] = true
		}
		for k := range on {
			seen[k]++
		}
	}
	var all []pdfLine
	for _, lines := range pages {
		drop := map[int]bool{}
		for _, i := range edges(lines) {
			n := seen[key(&lines[i])]
			drop[i] = n > 1 && n*3 >= len(pages) || pageNumber(lines[i].text())
		}
		for i, l := range lines {
			if !drop[i] {
				all = append(all, l)
			}
		}
	}
	return all
}

// edges are the lines nearest to the top and the bottom of a page.
func edges(lines []pdfLine) []int {
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(math.Round(lines[b].y)) - int(math.Round(lines[a].y)) })
	if len(order) <= 2*edgeLines {
		return order
	}
	return append(slices.Clone(order[:edgeLines]), order[len(order)-edgeLines:]...)
}

// furnitureKey is the text of a line with its numbers as "#", and its height.
func furnitureKey(l *pdfLine) string {
	var b strings.Builder
	for _, r := range l.text() {
		if unicode.IsDigit(r) {
			r = '#'
		}
		b.WriteRune(r)
	}
	b.WriteString(" @")
	b.WriteRune(rune(max(0, math.Round(l.y/4))))
	return strings.ReplaceAll(b.String(), "##", "#")
}

// pageNumber reports whether a line holds nothing but the number of its page: "3", "- 3 -", "3 / 12", "Page 3 of 12", "page 3 sur 12".
func pageNumber(text string) bool {
	digits := false
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-–—/|.", r) }) {
		number := strings.Trim(word, "0123456789") == "" && len(word) < 4
		digits = digits || number
		if !number && word != "page" && word != "of" && word != "sur" && word != "de" && word != "p" {
			return false
		}
	}
	return digits
}

// joinLines is the text of lines that one part is made of; a word that was parted at the end of a line is one again, with its hyphen
// when the document writes it so elsewhere.
func joinLines(text, next string, words map[string]bool) string {
	if text == "" {
		return next
	}
	last, width := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(next)
	head := text[:len(text)-width]
	before, _ := utf8.DecodeLastRuneInString(head)
	if !strings.ContainsRune("-‐\u00ad", last) || !unicode.IsLower(first) || !unicode.IsLetter(before) {
		return text + " " + next
	}
	if strings.ContainsAny(head[strings.LastIndexByte(head, ' ')+1:], "@/.") { // an address
		return text + next
	}
	left := strings.ToLower(head[strings.LastIndexFunc(head, func(r rune) bool { return !unicode.IsLetter(r) })+1:])
	end := strings.IndexFunc(next, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(next)
	}
	right := strings.ToLower(next[:end])
	if last != '\u00ad' && !words[left+right] && (words[left+"-"+right] || utf8.RuneCountInString(left) == 1) {
		return head + "-" + next
	}
	return head + next
}

// wordsOf are the words of the lines, with the hyphens inside them.
func wordsOf(lines []pdfLine) map[string]bool {
	words := map[string]bool{}
	for i := range lines {
		for _, w := range strings.Fields(strings.ToLower(lines[i].text())) {
			words[strings.Trim(w, ".,;:!?()«»“”\"'")] = true
		}
	}
	return words
}
