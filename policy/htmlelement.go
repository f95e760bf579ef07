package policy

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// An htmlElement is an open element, with what is to be undone where it ends.
type htmlElement struct {
	name                                             atom.Atom
	part                                             int               // around it; see htmlReader.part
	outer                                            map[atom.Atom]int // of a table or cell: what was open around it
	grid                                             gridPart
	block, list, bold, code, banner, content, tabbed bool
}

// beginElement follows the start of an element that is not left out.
func (r *htmlReader) beginElement(t html.Token, at int) {
	r.elements++
	e := htmlElement{name: t.DataAtom, part: r.part, grid: gridPartOf(t)}
	if e.grid != notGrid && !r.beginGrid(&e, t) {
		e.grid = notGrid
	}
	if r.tab == nil && attribute(t, "role") == "tab" {
		r.beginTab(t)
		e.tabbed = true
	}
	paragraph := r.beginBlock(&e, t)
	r.count(&e, t, at)
	if paragraph && t.DataAtom != atom.P || t.DataAtom == atom.Dialog {
		r.beginHTMLPart(t)
		if r.open != nil && len(r.open.tokens) == 0 {
			r.open.part = r.part
		}
	}
	if t.Type == html.SelfClosingTagToken {
		r.undo(e)
		return
	}
	if e.grid == gridTable || e.grid == gridCell {
		e.outer, r.inside = r.inside, nil
	}
	if r.inside == nil {
		r.inside = map[atom.Atom]int{}
	}
	r.inside[e.name]++
	r.stack = append(r.stack, e)
	r.beginPanel(t)
}

// beginBlock begins the block that an element opens, if it opens one, and reports whether elements of its name hold paragraphs.
func (r *htmlReader) beginBlock(e *htmlElement, t html.Token) bool {
	kind, breaking := breaks[t.DataAtom]
	level := headingLevel(t)
	if level > 0 {
		kind, breaking = headingBlock, true
	}
	switch {
	case e.tabbed || e.grid != notGrid || t.DataAtom == atom.Caption && r.table == nil:
		r.flush()
		e.block = true
	case folds(t) && r.open != nil && r.open.kind == headingBlock:
		// a control that stands in a heading is the heading
	case breaking:
		r.begin(kind, max(1, r.lists))
		if e.block = true; kind == headingBlock {
			r.open.depth = max(level, 1)
		}
	}
	return breaking && kind == paragraphBlock
}

// count notes what the element makes of all that stands inside it.
func (r *htmlReader) count(e *htmlElement, t html.Token, at int) {
	switch t.DataAtom {
	case atom.Ul, atom.Ol:
		r.flush()
		r.lists++
		e.list = true
	case atom.Code, atom.Tt, atom.Kbd, atom.Samp:
		r.code++
		e.code = true
	case atom.A:
		r.anchor(t, at)
	case atom.Main, atom.Article, atom.Section:
		r.content++
		e.content = true
	}
	if isBold(t) {
		r.strong++
		e.bold = true
	}
	if r.content == 0 && (t.DataAtom == atom.Header || attribute(t, "role") == "banner") {
		r.banner++
		e.banner = true
	}
}

// closeTo ends the innermost elements until only so many are open.
func (r *htmlReader) closeTo(n int) {
	for len(r.stack) > n {
		e := r.stack[len(r.stack)-1]
		r.stack = r.stack[:len(r.stack)-1]
		r.inside[e.name]--
		if e.grid == gridTable || e.grid == gridCell {
			r.inside = e.outer
		}
		r.undo(e)
	}
}

// undo follows the end of an element.
func (r *htmlReader) undo(e htmlElement) {
	if e.block || e.list {
		r.flush()
	}
	for _, c := range []struct {
		was  bool
		open *int
	}{{e.list, &r.lists}, {e.code, &r.code}, {e.bold, &r.strong}, {e.content, &r.content}, {e.banner, &r.banner}} {
		if c.was {
			*c.open = max(0, *c.open-1)
		}
	}
	if e.tabbed {
		r.tab = nil
	}
	r.endGrid(e.grid)
	r.part = e.part
}

// depthOfControl is the depth of a heading that opens and closes the text behind it.
const depthOfControl = 6

// headingLevel is the depth of a heading, or 0 for an element that is none.
func headingLevel(t html.Token) int {
	switch t.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return int(t.Data[1] - '0')
	case atom.Summary, atom.Caption:
		return depthOfControl
	}
	if attribute(t, "role") == "heading" {
		if n, err := strconv.Atoi(attribute(t, "aria-level")); err == nil && n > 0 {
			return min(n, depthOfControl)
		}
		return 2
	}
	if folds(t) {
		return depthOfControl
	}
	return 0
}

// folds reports whether the element is a control that opens and closes a part of the text.
func folds(t html.Token) bool {
	if t.DataAtom != atom.Button && attribute(t, "role") != "button" {
		return false
	}
	return attribute(t, "aria-expanded") != "" || attribute(t, "aria-controls") != ""
}

var heavy = regexp.MustCompile(`font-weight:(?:bold|[6-9]00)`)

func isBold(t html.Token) bool {
	if t.DataAtom == atom.B || t.DataAtom == atom.Strong {
		return true
	}
	style := attribute(t, "style")
	return style != "" && heavy.MatchString(strings.ReplaceAll(strings.ToLower(style), " ", ""))
}

// leaves reports whether the text of an element is not the notice's: it is navigation, a control, a dialog of a consent platform, or says
// itself that it is not shown and no control of the page shows it.
func (r *htmlReader) leaves(t html.Token) bool {
	switch t.DataAtom {
	case atom.Button:
		return r.leavesButton(t)
	case atom.Ul, atom.Ol, atom.Form, atom.Aside:
		if r.banner > 0 {
			return true // the menu of the page's head
		}
	}
	role := attribute(t, "role")
	if leftOut[t.DataAtom] || role == "navigation" || role == "contentinfo" || role == "search" || role == "menu" || role == "menubar" || named(t, "left") {
		return true
	}
	if !undisplayed(t) && attribute(t, "aria-hidden") != "true" {
		return false
	}
	return role != "tabpanel" && !r.controlled[attribute(t, "id")] || r.banner > 0
}

// leavesButton reports whether a button is only a button: one in a heading, and one that opens a part of the text, is a heading.
func (r *htmlReader) leavesButton(t html.Token) bool {
	for _, name := range []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Summary} {
		if r.inside[name] > 0 {
			return false
		}
	}
	return r.banner > 0 || !folds(t) && attribute(t, "role") != "tab"
}

// controls is where an element names the element that it shows and hides.
var controls = regexp.MustCompile(`(?i)(?:aria-controls|data-target|data-bs-target)\s*=\s*["']?\s*#?([^"'>]{1,200})`)

func controlledIDs(input []byte) map[string]bool {
	ids := map[string]bool{}
	for _, m := range controls.FindAllSubmatch(input, maxControls) {
		for _, id := range strings.Fields(string(m[1])) {
			ids[id] = true
		}
	}
	return ids
}

// maxControls is how many controls of a page are looked at.
const maxControls = 10000

// beginTab keeps the words of a tab for its panel.
func (r *htmlReader) beginTab(t html.Token) {
	r.flush()
	r.tab = append(strings.Fields(attribute(t, "aria-controls")), attribute(t, "id"))
}

// beginPanel gives a panel the words of its tab as its heading.
func (r *htmlReader) beginPanel(t html.Token) {
	if attribute(t, "role") != "tabpanel" {
		return
	}
	for _, id := range append(strings.Fields(attribute(t, "aria-labelledby")), attribute(t, "id")) {
		if label := r.labels[id]; len(label) > 0 && len(label) <= headTokens && id != "" {
			delete(r.labels, id) // of several panels that say to have this tab, the first has it
			r.flush()
			r.put(&block{kind: headingBlock, depth: depthOfControl, tokens: label, part: r.part})
			return
		}
	}
}
