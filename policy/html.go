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

// htmlBlocks cuts an HTML notice into blocks. It reads the tokens of the page and not its tree, because only they know where in
// the input they stand. Navigation, footers, scripts, controls and hidden elements are left out.
func htmlBlocks(d *document) error {
	if err := d.decodePage(); err != nil {
		return err
	}
	d.page = true
	r := &htmlReader{document: d, inside: map[atom.Atom]int{}}
	z := html.NewTokenizer(bytes.NewReader(d.input))
	z.SetMaxBuf(tagBytes)
	for at := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); err != io.EOF {
				return fmt.Errorf("notice %s: one tag or text of more than %d bytes; give the page that holds the notice alone", d.source, tagBytes)
			}
			r.flush()
			return nil
		}
		from, to := at, at+len(z.Raw())
		at = to
		switch kind {
		case html.TextToken:
			r.textRun(from, to)
		case html.StartTagToken, html.SelfClosingTagToken:
			r.startTag(z.Token(), to)
		case html.EndTagToken:
			name, _ := z.TagName()
			r.endTag(atom.Lookup(name))
		}
	}
}

// An htmlReader gathers the text between tags into blocks.
type htmlReader struct {
	*document
	open    *block
	code    bool
	skip    int               // open elements since the one that is left out, it included
	skipped []atom.Atom       // those elements
	inside  map[atom.Atom]int // how many of each of them
	lists   int               // open lists
	table   *htmlTable
	apart   bool // the text so far ended with white space
	bold    int  // tokens of the open block that are bold
	strong  int  // open bold elements
}

// An htmlTable is the open table.
type htmlTable struct {
	heads []string
	row   *block
	head  bool // the open row has only th cells so far
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
		clear(r.inside)
	}
	if t.DataAtom == atom.Template && attribute(t, "shadowrootmode") != "" && r.skip == 0 {
		return // the shadow tree of an element, which is shown
	}
	if r.skip > 0 || leftOut[t.DataAtom] || hidden(t) {
		if !void[t.DataAtom] && t.Type == html.StartTagToken {
			r.skip++
			r.skipped = append(r.skipped, t.DataAtom)
			r.inside[t.DataAtom]++
		}
		return
	}
	if kind, ok := breaks[t.DataAtom]; ok {
		r.begin(kind, t.DataAtom)
		return
	}
	switch t.DataAtom {
	case atom.Ul, atom.Ol:
		r.flush()
		r.lists++
	case atom.B, atom.Strong:
		r.strong++
	case atom.Br:
		r.lineBreak()
	case atom.Code, atom.Tt, atom.Kbd, atom.Samp:
		r.code = true
	case atom.A:
		r.anchor(t, at)
	case atom.Table:
		r.flush()
		r.table = &htmlTable{}
	case atom.Tr:
		r.beginRow()
	case atom.Td, atom.Th:
		r.beginCell(t.DataAtom == atom.Th)
	}
}

func (r *htmlReader) endTag(name atom.Atom) {
	if r.skip > 0 {
		r.unskip(name)
		return
	}
	if _, ok := breaks[name]; ok && (r.table == nil || r.table.row == nil) {
		r.flush()
		return
	}
	switch name {
	case atom.Ul, atom.Ol:
		r.flush()
		r.lists = max(0, r.lists-1)
	case atom.B, atom.Strong:
		r.strong = max(0, r.strong-1)
	case atom.Code, atom.Tt, atom.Kbd, atom.Samp:
		r.code = false
	case atom.Tr:
		r.endRow()
	case atom.Table:
		r.endRow()
		r.table = nil
	}
}

// unskip closes elements that are left out up to the innermost one of this name.
func (r *htmlReader) unskip(name atom.Atom) {
	for r.inside[name] > 0 {
		last := r.skipped[len(r.skipped)-1]
		r.skipped = r.skipped[:len(r.skipped)-1]
		r.skip, r.inside[last] = r.skip-1, r.inside[last]-1
		if last == name {
			return
		}
	}
}

// begin opens a block of this kind; inside a table cell blocks only part words.
func (r *htmlReader) begin(kind blockKind, name atom.Atom) {
	if r.table != nil && r.table.row != nil {
		return
	}
	r.flush()
	r.open = &block{kind: kind, depth: max(1, r.lists)}
	if kind == headingBlock {
		r.open.depth = 6
		if n := strings.IndexByte("123456", name.String()[len(name.String())-1]); n >= 0 && name != atom.Summary {
			r.open.depth = n + 1
		}
	}
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
	tokens := r.scan(htmlMarkup, r.code, from, to)
	if len(tokens) > 0 && !apart {
		tokens[0].glued = true
	}
	if r.table != nil {
		r.cellText(tokens)
		return
	}
	if r.open == nil {
		r.open = &block{kind: paragraphBlock, depth: r.lists}
		if r.lists > 0 {
			r.open.kind = itemBlock
		}
	}
	r.open.tokens = append(r.open.tokens, tokens...)
	if r.strong > 0 {
		r.bold += len(tokens)
	}
}

// lineBreak ends a block at <br>: what follows is a paragraph or an item of the same depth.
func (r *htmlReader) lineBreak() {
	if r.open == nil || r.table != nil {
		return
	}
	kind, depth := r.open.kind, r.open.depth
	if kind == headingBlock {
		return
	}
	r.flush()
	r.open = &block{kind: kind, depth: depth}
}

func (r *htmlReader) flush() {
	if r.open == nil {
		return
	}
	b := r.open
	if n := len(b.tokens); b.kind == paragraphBlock && n > 0 && n == r.bold && n <= 14 && b.tokens[n-1].word != "." {
		b.kind, b.depth = headingBlock, 7 // a bold line that stands alone
	}
	r.open, r.bold = nil, 0
	r.add(b)
}

// anchor adds the host of a link to the open block, as a token without width, so that it can name a vendor.
func (r *htmlReader) anchor(t html.Token, at int) {
	href := attribute(t, "href")
	if !strings.Contains(href, "://") {
		return
	}
	link := token{word: strings.ToLower(href), fold: "<link>", text: href, start: at, end: at, class: linkToken, glued: true}
	if r.table != nil {
		r.cellText([]token{link})
	} else if r.open != nil {
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

// hidden reports whether the element itself says that it is not shown, or that it is navigation.
func hidden(t html.Token) bool {
	role := attribute(t, "role")
	return undisplayed(t) || attribute(t, "aria-hidden") == "true" || role == "navigation" || role == "contentinfo" || role == "search"
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
