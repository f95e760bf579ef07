package policy

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tagBytes is how long a tag or a text between tags is at most: the data that some pages keep in a script are long.
const tagBytes = 8 << 20

// maxElements is how many elements and cells of tables are followed: a million of them in 20 MB hold little text.
const maxElements = 1_000_000

// htmlBlocks cuts an HTML notice into blocks. It reads the tokens of the page and not its tree, because only they know where in
// the input they stand. Navigation, footers, scripts, controls and hidden elements are left out.
func htmlBlocks(d *document) error {
	if err := d.decodePage(); err != nil {
		return err
	}
	d.page = true
	r := &htmlReader{document: d, left: map[atom.Atom]int{}, labels: map[string][]token{}, controlled: controlledIDs(d.input)}
	r.parts = []htmlPart{{}} // the page
	z := html.NewTokenizer(bytes.NewReader(d.input))
	z.SetMaxBuf(tagBytes)
	for at := 0; d.count <= maxTokens; {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); err != io.EOF {
				return fmt.Errorf("notice %s: one tag or text of more than %d bytes; give the page that holds the notice alone", d.source, tagBytes)
			}
			r.closeTo(0)
			r.flush()
			r.leaveBeside()
			return nil
		}
		from, to := at, at+len(z.Raw())
		at = to
		switch kind {
		case html.TextToken:
			r.textRun(from, to)
		case html.StartTagToken, html.SelfClosingTagToken:
			r.startTag(z.Token(), to)
			if r.elements > maxElements {
				return fmt.Errorf("notice %s: more than %d elements, which no privacy notice has; give the page that holds the notice alone", d.source, maxElements)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			r.endTag(atom.Lookup(name))
		}
	}
	return tooLong(d.source)
}

// An htmlReader gathers the text between tags into blocks.
type htmlReader struct {
	*document
	open    *block
	skip    int               // open elements since the one that is left out, it included
	skipped []atom.Atom       // those elements
	left    map[atom.Atom]int // how many of each of them
	stack   []htmlElement
	inside  map[atom.Atom]int // how many elements of each name are open, since the innermost table or cell
	lists   int               // open lists
	table   *htmlTable
	apart   bool // the text so far ended with white space
	lines   int  // line breaks since the last text of the open block
	bold    int  // tokens of the open block that are bold
	strong  int  // open bold elements
	code    int  // open elements of code
	banner  int  // open heads of the page
	content int  // open sections, where a header is no head of the page

	elements   int                // so far, and cells of tables that others make
	controlled map[string]bool    // ids of elements that a control of the page shows
	labels     map[string][]token // of tabs, by the id of their panel or their own
	tab        []string           // ids under which the open tab is kept
	parts      []htmlPart         // see leaveBeside
	part       int                // the innermost open one
}

// leftOut are the elements whose text is not the notice's.
var leftOut = map[atom.Atom]bool{
	atom.Nav: true, atom.Footer: true, atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true,
	atom.Select: true, atom.Button: true, atom.Svg: true, atom.Head: true, atom.Textarea: true, atom.Iframe: true, atom.Object: true,
}

// void elements have no end tag.
var void = map[atom.Atom]bool{
	atom.Br: true, atom.Hr: true, atom.Img: true, atom.Input: true, atom.Meta: true, atom.Link: true, atom.Wbr: true,
	atom.Source: true, atom.Area: true, atom.Base: true, atom.Col: true, atom.Embed: true, atom.Track: true,
}

// breaks are the elements that begin a block of their own.
var breaks = map[atom.Atom]blockKind{
	atom.P: paragraphBlock, atom.Div: paragraphBlock, atom.Section: paragraphBlock, atom.Article: paragraphBlock,
	atom.Main: paragraphBlock, atom.Blockquote: paragraphBlock, atom.Address: paragraphBlock, atom.Details: paragraphBlock, atom.Pre: paragraphBlock,
	atom.Header: paragraphBlock, atom.Aside: paragraphBlock, atom.Figure: paragraphBlock, atom.Dl: paragraphBlock, atom.Body: paragraphBlock, atom.Form: paragraphBlock,
	atom.Li: itemBlock, atom.Dd: itemBlock, atom.H1: headingBlock, atom.H2: headingBlock, atom.H3: headingBlock, atom.H4: headingBlock,
	atom.H5: headingBlock, atom.H6: headingBlock, atom.Summary: headingBlock, atom.Dt: paragraphBlock, atom.Caption: headingBlock, atom.Legend: paragraphBlock,
}

func (r *htmlReader) startTag(t html.Token, at int) {
	if t.DataAtom == atom.Link && strings.EqualFold(attribute(t, "rel"), "canonical") {
		r.canonical = webAddress(attribute(t, "href"))
	}
	if t.DataAtom == atom.Body || r.skip == 1 && r.skipped[0] == atom.Head && breaks[t.DataAtom] != paragraphBlock {
		r.skip, r.skipped = 0, nil // the end of the head may be left out
		clear(r.left)
	}
	if t.DataAtom == atom.Template && attribute(t, "shadowrootmode") != "" && r.skip == 0 {
		return // the shadow tree of an element, which is shown
	}
	if r.skip > 0 || r.leaves(t) {
		if !void[t.DataAtom] && t.Type == html.StartTagToken {
			r.skip++
			r.skipped = append(r.skipped, t.DataAtom)
			r.left[t.DataAtom]++
		}
		return
	}
	if t.DataAtom == atom.Br {
		r.lineBreak()
	}
	if !void[t.DataAtom] {
		r.beginElement(t, at)
	}
}

func (r *htmlReader) endTag(name atom.Atom) {
	switch {
	case r.skip > 0:
		r.unskip(name)
	case r.endPart(name):
	case r.inside[name] > 0:
		for last := name + 1; last != name; {
			last = r.stack[len(r.stack)-1].name
			r.closeTo(len(r.stack) - 1)
		}
	default:
		if _, ok := breaks[name]; ok {
			r.flush()
		}
	}
}

// unskip closes elements that are left out up to the innermost one of this name.
func (r *htmlReader) unskip(name atom.Atom) {
	for r.left[name] > 0 {
		last := r.skipped[len(r.skipped)-1]
		r.skipped = r.skipped[:len(r.skipped)-1]
		r.skip, r.left[last] = r.skip-1, r.left[last]-1
		if last == name {
			return
		}
	}
}

// begin opens a block of this kind.
func (r *htmlReader) begin(kind blockKind, depth int) {
	r.flush()
	r.open = &block{kind: kind, depth: depth, part: r.part}
	if kind == paragraphBlock && r.lists > 0 { // a paragraph inside an item
		r.open.kind = itemBlock
	}
}

func (r *htmlReader) textRun(from, to int) {
	if r.skip > 0 {
		return
	}
	text := r.input[from:to]
	if len(bytes.TrimSpace(text)) == 0 {
		r.apart = true
		return
	}
	apart := r.apart || space(text[0])
	r.apart = space(text[len(text)-1])
	tokens := r.scan(htmlMarkup, r.code > 0, from, to)
	if len(tokens) > 0 && !apart {
		tokens[0].glued = true
	}
	if r.lines > 0 && len(tokens) > 0 {
		tokens = r.afterBreak(tokens, bytes.TrimSpace(text))
	}
	if r.open == nil {
		r.begin(paragraphBlock, r.lists)
	}
	if len(r.open.tokens) == 0 && r.open.kind == paragraphBlock && beginsItem(tokens) {
		r.open.kind, r.open.depth, tokens = itemBlock, r.lists+1, tokens[1:]
	}
	r.open.tokens = append(r.open.tokens, tokens...)
	if r.strong > 0 {
		r.bold += len(tokens)
	}
}

// beginsItem reports whether the text begins with a dash or a dot, as editors without lists write them: "<p>– your name,</p>".
func beginsItem(tokens []token) bool {
	return len(tokens) > 1 && tokens[0].class == markToken && strings.Contains("-–—•·●▪◦‣✓", tokens[0].text) && !tokens[1].glued
}

// lineBreak counts <br>: what comes of it is told by the text behind it.
func (r *htmlReader) lineBreak() {
	if r.open != nil && r.open.kind != headingBlock {
		r.lines++
	}
	r.apart = true
}

// afterBreak ends the open block at a line break, unless the text behind a single one goes on with its sentence. What follows is an item
// when it begins like one, else of the same kind. It returns the tokens without the bullet.
func (r *htmlReader) afterBreak(tokens []token, text []byte) []token {
	single := r.lines == 1
	r.lines = 0
	bullet := bulletMark.Match(text[:min(len(text), 8)])
	if r.open == nil || single && !bullet && len(r.open.tokens) > 0 && lowerStart(tokens) && !endsLine(r.open.tokens) && r.allBold() == (r.strong > 0) {
		return tokens
	}
	kind, depth := r.open.kind, r.open.depth
	r.flush()
	switch {
	case bullet:
		r.begin(itemBlock, r.lists+1)
		if len(tokens) > 1 && tokens[0].class == markToken && tokens[0].word != "(" {
			return tokens[1:]
		}
	case kind == itemBlock && r.lists == 0:
		r.begin(paragraphBlock, 0)
	default:
		r.begin(kind, depth)
	}
	return tokens
}

func endsLine(tokens []token) bool {
	last := tokens[len(tokens)-1]
	return last.class == markToken && strings.Contains(".:;!?", last.word)
}

// allBold reports whether nothing of the open block but bold letters was read.
func (r *htmlReader) allBold() bool { return r.bold > 0 && r.bold == len(r.open.tokens) }

func (r *htmlReader) flush() {
	r.lines = 0
	if r.open == nil {
		return
	}
	b := r.open
	if len(b.tokens) > 0 {
		b.tokens[0].glued = false
	}
	if n := len(b.tokens); b.kind == paragraphBlock && r.allBold() && n <= 14 && b.tokens[n-1].word != "." {
		b.kind, b.depth = headingBlock, 7 // a bold line that stands alone
	}
	r.open, r.bold = nil, 0
	r.put(b)
}

// put adds a block to the open tab, else to the open cell, else to the notice.
func (r *htmlReader) put(b *block) {
	if r.tab != nil {
		for _, id := range r.tab {
			r.labels[id] = append(r.labels[id], b.tokens...)
		}
		return
	}
	t := r.table
	for t != nil && t.cell == nil {
		t = t.outer
	}
	if t != nil {
		t.cell.blocks = append(t.cell.blocks, b)
		return
	}
	r.add(b)
}

// anchor adds the host of a link to the open block, as a token without width, so that it can name a vendor.
func (r *htmlReader) anchor(t html.Token, at int) {
	href := attribute(t, "href")
	if !strings.Contains(href, "://") {
		return
	}
	link := token{word: strings.ToLower(href), fold: "<link>", text: href, start: at, end: at, class: linkToken, glued: true}
	if r.open == nil && r.table != nil && r.table.cell != nil {
		r.begin(paragraphBlock, r.lists)
	}
	if r.open != nil {
		r.open.tokens = append(r.open.tokens, link)
		if r.strong > 0 {
			r.bold++
		}
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// undisplayed reports whether the element itself says that a browser shows nothing of it.
func undisplayed(t html.Token) bool {
	for _, a := range t.Attr {
		style := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
		if a.Key == "hidden" && style != "until-found" || a.Key == "style" && (strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")) {
			return true
		}
	}
	return false
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }
