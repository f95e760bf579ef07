package policy

import (
	"bytes"
	"fmt"
	"html"
	"index/suffixarray"
	"net/url"
	"regexp"
	"sort"
	"strings"
	"unicode"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A shownPage is a page as a browser shows it, in which it looks for the words of a link to text:
// https://wicg.github.io/scroll-to-text-fragment/, read 2026-11.
type shownPage struct {
	address string // of the page, without fragment
	words   []shownWord
	text    string // of all words in lower case, apart by a space, or by a line end between blocks
	index   *suffixarray.Index
}

// A shownWord is what stands between white space.
type shownWord struct {
	start, end int // in the input
	at         int // in the text of the page
	block      int
	text       string
}

// savedFrom is how browsers mark a page that they saved.
var savedFrom = regexp.MustCompile(`<!-- saved from url=\([0-9]+\)(\S+) -->`)

// webAddress is an address of the web without its fragment, or "".
func webAddress(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

// pageAddress is where a page stands on the web: the name it was read by, else what it says of itself.
func (d *document) pageAddress() string {
	if address := webAddress(d.source); address != "" {
		return address
	}
	if saved := savedFrom.FindSubmatch(d.input[:min(len(d.input), 4096)]); saved != nil {
		return webAddress(string(saved[1]))
	}
	return d.canonical
}

// show reads the page as a browser shows it, once.
func (d *document) show() *shownPage {
	if d.shown == nil {
		d.shown = &shownPage{address: d.pageAddress()}
		if d.shown.address != "" {
			d.shown.read(d.input)
		}
	}
	return d.shown
}

// unshown are the elements that a browser shows nothing of, beside those that say so themselves.
var unshown = map[atom.Atom]bool{
	atom.Head: true, atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Title: true,
	atom.Textarea: true, atom.Select: true, atom.Svg: true, atom.Iframe: true, atom.Object: true,
}

func (p *shownPage) read(input []byte) {
	z := nethtml.NewTokenizer(bytes.NewReader(input))
	var without atom.Atom // the element that is not shown, and how many of its name are open
	depth, block, glued := 0, 0, false
	for at := 0; ; {
		kind := z.Next()
		if kind == nethtml.ErrorToken {
			break
		}
		from, to := at, at+len(z.Raw())
		at = to
		if kind == nethtml.TextToken {
			if depth == 0 {
				glued = p.add(input, from, to, block, glued)
			}
			continue
		}
		t := z.Token()
		start := kind == nethtml.StartTagToken && !void[t.DataAtom]
		switch _, breaking := breaks[t.DataAtom]; {
		case depth > 0:
			if t.DataAtom == without && start {
				depth++
			} else if t.DataAtom == without && kind == nethtml.EndTagToken {
				depth--
			}
		case start && (unshown[t.DataAtom] || undisplayed(t)):
			without, depth = t.DataAtom, 1
		case breaking || t.DataAtom == atom.Td || t.DataAtom == atom.Th || t.DataAtom == atom.Tr || t.DataAtom == atom.Br || t.DataAtom == atom.Ul || t.DataAtom == atom.Ol || t.DataAtom == atom.Nav || t.DataAtom == atom.Footer:
			block, glued = block+1, false
		}
	}
	var text strings.Builder
	for i := range p.words {
		w := &p.words[i]
		if i > 0 && p.words[i-1].block == w.block {
			text.WriteByte(' ')
		} else if i > 0 {
			text.WriteByte('\n')
		}
		w.at = text.Len()
		text.WriteString(strings.ToLower(w.text))
	}
	p.text = text.String()
	p.index = suffixarray.New([]byte(p.text))
}

// add adds the words of a run of text, and reports whether the next run may go on with the last of them.
func (p *shownPage) add(input []byte, from, to, block int, glued bool) bool {
	for i := from; i < to; {
		if space(input[i]) || input[i] == '\f' {
			glued = false
			i++
			continue
		}
		end := i
		for end < to && !space(input[end]) && input[end] != '\f' {
			end++
		}
		text := html.UnescapeString(string(input[i:end]))
		if n := len(p.words); glued && n > 0 && p.words[n-1].block == block {
			p.words[n-1].text, p.words[n-1].end = p.words[n-1].text+text, end
		} else {
			p.words = append(p.words, shownWord{start: i, end: end, block: block, text: text})
		}
		i, glued = end, true
	}
	return glued
}

// How many words a link gives: of a short quote all, of a longer one the first and the last; more where these stand elsewhere too.
const (
	wholeWords = 8
	endWords   = 4
	mostWords  = 12
)

// link is the address that opens the page at the words from one offset to another, or "" when the page's address is not known.
// A term never crosses a block, as browsers do not find it then.
func (d *document) link(from, to int) string {
	p := d.show()
	first := sort.Search(len(p.words), func(i int) bool { return p.words[i].end > from })
	last := sort.Search(len(p.words), func(i int) bool { return p.words[i].start >= to }) - 1
	if p.address == "" || first > last {
		return ""
	}
	head, tail := first, last+1 // the words of the beginning end before head, those of the end begin at tail
	if last-first >= wholeWords || p.words[first].block != p.words[last].block {
		head = p.blockEnd(first, min(first+endWords, last))
		tail = p.blockStart(last, max(last+1-endWords, head))
	} else {
		head = last + 1
	}
	before := first
	for p.ambiguous(before, head) && before > 0 && first-before < mostWords && (before == first || p.words[before-1].block == p.words[first-1].block) {
		before--
	}
	directive := ""
	if before < first {
		directive = p.term(before, first) + "-,"
	}
	directive += p.term(first, head)
	if tail <= last {
		for tail > head && p.words[tail-1].block == p.words[last].block && last-tail < mostWords && p.earlier(head, tail, last+1) {
			tail--
		}
		directive += "," + p.term(tail, last+1)
	}
	return fmt.Sprintf("%s#:~:text=%s", p.address, directive)
}

// blockEnd is the end of the words from first on that stand in its block, at most up to the limit.
func (p *shownPage) blockEnd(first, limit int) int {
	end := first + 1
	for end < limit && p.words[end].block == p.words[first].block {
		end++
	}
	return end
}

// blockStart is the first of the words up to last that stand in its block, not before the limit.
func (p *shownPage) blockStart(last, limit int) int {
	start := last
	for start > limit && p.words[start-1].block == p.words[last].block {
		start--
	}
	return start
}

// span is the text of the page from one word to before another.
func (p *shownPage) span(from, to int) string {
	last := p.words[to-1]
	return p.text[p.words[from].at : last.at+len(strings.ToLower(last.text))]
}

// ambiguous reports whether the words stand elsewhere on the page too.
func (p *shownPage) ambiguous(from, to int) bool {
	return len(p.index.Lookup([]byte(p.span(from, to)), 2)) > 1
}

// earlier reports whether the words from tail on stand between head and tail already, where a browser would end.
func (p *shownPage) earlier(head, tail, end int) bool {
	return strings.Index(p.text[p.words[head].at:], p.span(tail, end)) < p.words[tail].at-p.words[head].at
}

// term is words with every character escaped that could mean something.
func (p *shownPage) term(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		if i > from {
			b.WriteString("%20")
		}
		for _, r := range p.words[i].text {
			if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
				b.WriteRune(r)
				continue
			}
			for _, c := range []byte(string(r)) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
	}
	return b.String()
}
