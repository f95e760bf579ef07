package policy

import (
	_ "embed"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/candor-privacy/candor/practice"
)

//go:embed page.txt
var pageText string

// pageNames is page.txt: of each class or id by which pages name a part of theirs, whether it is "left" or "beside".
var pageNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, row := range practice.MustTable("page.txt", pageText, 2) {
		for _, name := range strings.Fields(row.Columns[1]) {
			names[name] = row.Columns[0]
		}
	}
	return names
})

// named reports whether an element bears a name of this kind: whole, or, for what may stand beside a notice, in a part of it ("comments" in "comments-area").
func named(t html.Token, kind string) bool {
	for _, a := range t.Attr {
		if a.Key != "id" && a.Key != "class" {
			continue
		}
		for _, name := range strings.Fields(strings.ToLower(a.Val)) {
			if pageNames()[name] == kind {
				return true
			}
			if kind != "beside" {
				continue
			}
			for _, word := range strings.FieldsFunc(name, func(c rune) bool { return c == '-' || c == '_' }) {
				if pageNames()[word] == kind {
					return true
				}
			}
		}
	}
	return false
}

// An htmlPart is an element that may hold blocks of the notice, or stand beside it.
type htmlPart struct {
	parent int
	beside bool // may stand beside the notice: a form, a dialog, comments
}

func (r *htmlReader) beginHTMLPart(t html.Token) {
	role := attribute(t, "role")
	beside := t.DataAtom == atom.Form || t.DataAtom == atom.Aside || t.DataAtom == atom.Dialog || role == "dialog" || role == "alertdialog" ||
		role == "complementary" || attribute(t, "aria-modal") == "true" || named(t, "beside")
	r.parts = append(r.parts, htmlPart{parent: r.part, beside: beside})
	r.part = len(r.parts) - 1
}

// leaveBeside leaves out the parts that stand beside the notice. The notice is the innermost element that holds every block that speaks of data,
// but for those in such parts; nothing inside it is left out, however it is named. Where more would be left out than read, all is read.
func (r *htmlReader) leaveBeside() {
	candidates := make([]bool, len(r.parts)) // is or lies in a part that may stand beside
	some := false
	for i, p := range r.parts {
		candidates[i] = p.beside || i > 0 && candidates[p.parent]
		some = some || p.beside
	}
	if !some {
		return
	}
	notice := r.noticePart(candidates)
	within := make([]bool, len(r.parts))
	for i, p := range r.parts {
		within[i] = i == notice || i > 0 && within[p.parent]
	}
	inside, beside := 0, 0
	kept := make([]*block, 0, len(r.blocks))
	for _, b := range r.blocks {
		if within[b.part] || !candidates[b.part] {
			kept = append(kept, b)
			inside += len(b.tokens)
		} else {
			beside += len(b.tokens)
		}
	}
	if beside <= inside {
		r.blocks = kept
	}
}

// noticePart is the innermost element that holds every block which speaks of data and is in no candidate.
func (r *htmlReader) noticePart(candidates []bool) int {
	speaking, all := make([]int, len(r.parts)), 0
	for _, b := range r.blocks {
		if !candidates[b.part] && speaks(b) {
			speaking[b.part]++
			all++
		}
	}
	for i := len(r.parts) - 1; i > 0 && all > 0; i-- {
		if speaking[i] == all {
			return i
		}
		speaking[r.parts[i].parent] += speaking[i]
	}
	return 0
}

// speaks reports whether a block speaks of data, in any language that has a table.
func speaks(b *block) bool {
	tokens := content(b.tokens[:min(len(b.tokens), sentenceTokens)])
	for _, lex := range lexicons() {
		for _, a := range lex.find(tokens) {
			if a.class == "data" || a.class == "topic" {
				return true
			}
		}
	}
	return false
}
