package policy

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"
)

// Every archive in testdata/pages holds pages, each with what it is cut into; see blockLine for the form.
func TestPagesAreCutIntoBlocks(t *testing.T) {
	for _, file := range archives(t, "pages") {
		archive, err := txtar.ParseFile(file)
		if err != nil || len(archive.Files)%2 != 0 {
			t.Fatalf("%s: want pages, each with what it is cut into: %v", file, err)
		}
		for i := 0; i < len(archive.Files); i += 2 {
			page, want := archive.Files[i], &archive.Files[i+1]
			t.Run(strings.TrimSuffix(page.Name, ".html"), func(t *testing.T) {
				got := cutOf(t, page.Name, page.Data)
				if *update {
					want.Data = []byte(got)
				} else if diff := cmp.Diff(string(want.Data), got); diff != "" {
					t.Errorf("cutting %s (-want +got):\n%s", page.Name, diff)
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// cutOf is the blocks of a page and, where it says something, what is read from them.
func cutOf(t *testing.T, name string, data []byte) string {
	t.Helper()
	d := newDocument(name, data)
	if err := htmlBlocks(d); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, block := range d.blocks {
		fmt.Fprintln(&b, blockLine(block))
	}
	notice, err := ReadBytes(name, data)
	if err != nil {
		return b.String()
	}
	checkQuotes(t, notice, data)
	b.WriteString("---\n")
	for _, declaration := range notice.Declarations {
		b.WriteString(compact(declaration))
	}
	return b.String()
}

// blockLine is a block in one line: "h2 " and so on for a heading, "p " for a paragraph, "- " for an item, two spaces more for each depth,
// "| " for a row, with the head of each cell before it.
func blockLine(b *block) string {
	switch b.kind {
	case headingBlock:
		return fmt.Sprintf("h%d %s", b.depth, shownText(b.tokens))
	case itemBlock:
		return strings.Repeat("  ", max(0, b.depth-1)) + "- " + shownText(b.tokens)
	case paragraphBlock:
		return "p " + shownText(b.tokens)
	}
	var cells []string
	for i, cell := range b.cells {
		text := shownText(cell)
		if i < len(b.heads) {
			text = b.heads[i] + ": " + text
		}
		cells = append(cells, text)
	}
	return "| " + strings.Join(cells, " | ")
}

func shownText(tokens []token) string {
	var b strings.Builder
	for i, t := range tokens {
		if t.class == linkToken && t.start == t.end {
			continue
		}
		if i > 0 && !t.glued {
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
	}
	return b.String()
}

// What stands in the innermost element around all that speaks of data outside of forms, dialogs and the like is read, whatever it is in.
func TestNothingInsideTheNoticeIsLeftOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := &pageGenerator{t: t}
		g.element(-1, false, 0)
		page := g.html.String()
		d := newDocument("page.html", []byte(page))
		if err := htmlBlocks(d); err != nil {
			t.Fatal(err)
		}
		read := map[string]bool{}
		for _, b := range d.blocks {
			read[b.tokens[len(b.tokens)-2].text] = true
		}
		for _, s := range g.sentences {
			if !read[s.name] && (!s.beside || g.inNotice(s.at)) {
				t.Fatalf("%q was left out of\n%s", s.name, page)
			}
		}
	})
}

// A pageGenerator writes a page of elements in elements with sentences that speak of data, each with a word of its own.
type pageGenerator struct {
	t         *rapid.T
	html      strings.Builder
	parents   []int
	sentences []generatedSentence
}

type generatedSentence struct {
	name   string
	at     int // its element
	beside bool
}

func (g *pageGenerator) element(parent int, beside bool, depth int) {
	kind := "div"
	if depth > 0 {
		kind = rapid.SampledFrom([]string{"div", "section", "article", "form", "aside", `div class="comments-area"`, `div role="dialog"`, "ul"}).Draw(g.t, "kind")
	}
	beside = beside || kind == "form" || kind == "aside" || strings.Contains(kind, "=")
	at := len(g.parents)
	g.parents = append(g.parents, parent)
	fmt.Fprintf(&g.html, "<%s>", kind)
	for range rapid.IntRange(0, 3).Draw(g.t, "children") {
		if depth < 4 && rapid.Bool().Draw(g.t, "deeper") {
			g.element(at, beside, depth+1)
			continue
		}
		s := generatedSentence{fmt.Sprintf("Wren%d", len(g.sentences)), at, beside}
		g.sentences = append(g.sentences, s)
		fmt.Fprintf(&g.html, "<p>We share your address with %s.</p>\n", s.name)
	}
	name, _, _ := strings.Cut(kind, " ")
	fmt.Fprintf(&g.html, "</%s>", name)
}

// inNotice reports whether an element lies in the innermost one that holds every sentence which stands beside nothing.
func (g *pageGenerator) inNotice(at int) bool {
	notice := -1
	for _, s := range g.sentences {
		if s.beside {
			continue
		}
		if notice < 0 {
			notice = s.at
		}
		for !g.under(s.at, notice) {
			notice = g.parents[notice]
		}
	}
	return notice < 0 || g.under(at, notice)
}

func (g *pageGenerator) under(at, element int) bool {
	for at >= 0 && at != element {
		at = g.parents[at]
	}
	return at == element
}
