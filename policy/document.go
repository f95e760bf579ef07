package policy

import (
	"bytes"
	"crypto/sha256"
	"sort"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A document is a notice cut into blocks, in the order of the text.
type document struct {
	source  string
	input   []byte
	letters string // input, once tokens are cut out of it
	lines   []int  // offset of the first byte of every line
	pages   []int  // offset of the first byte of every page; nil when the format has none
	blocks  []*block
	count   int // tokens so far; see maxTokens

	canonical string     // of a page: the address that it says it stands at
	shown     *shownPage // of a page, once it is asked for; see show
	page      bool       // is HTML
}

// A block is one heading, paragraph, list item or table row.
type block struct {
	kind      blockKind
	depth     int // of a heading from 1, of a list item from 1
	tokens    []token
	cells     [][]token // of a row
	heads     []string  // of a row: the texts above its cells, lower case
	bare      bool      // a heading that was only a short line: it may be a list item too
	section   *section
	lead      *block          // the block whose sentence this one continues
	lang      string          // "" when nothing tells
	frames    []frame         // of its last sentence, on which its items go on
	cues      []practice.Kind // of its last sentence, likewise
	from, to  int             // of a row: the bytes of the whole row
	sentences []*sentence     // cut once
	reader    bool            // its items are acts of the reader of the notice: "We collect data when you:"
	label     bool            // an item that only names what the text indented under it says
	declared  bool            // states something itself
	announced []int           // which declarations, by their number, only announce its items
	echo      bool            // begins with the end of the block before once more, as badly broken lines do
	first     *block          // the block that it repeats
	part      int             // of a page: in which element it stands; see leaveBeside
	repeat    bool            // says the same as an earlier block, word for word
}

type blockKind byte

const (
	paragraphBlock blockKind = iota
	headingBlock
	itemBlock
	rowBlock
)

// A section is a heading with what it is about.
type section struct {
	title  string
	fold   string // the title as words are looked up
	depth  int
	parent *section
	topics []string // of the heading and, when it has none of its own, of its parents; see the class "topic" of the lexicon
	scope  []string // audiences that the heading names
	others int      // practices without tracers stated since the latest tracer: what a heading lost on the way leaves behind
}

// strays is how many practices without tracers make a section no longer one about tracers.
const strays = 3

// note keeps count of what is stated under the heading.
func (c *section) note(kind practice.Kind) {
	switch kind {
	case practice.KindTracer:
		c.others = 0
	case practice.KindCollect, practice.KindUse, practice.KindShare, practice.KindRetention:
		c.others++
	}
}

func newDocument(source string, input []byte) *document {
	d := &document{source: source}
	d.setInput(input)
	return d
}

// setInput gives the document the text in which offsets count.
func (d *document) setInput(input []byte) {
	d.input, d.letters, d.lines = input, "", make([]int, 1, 1+bytes.Count(input, []byte("\n")))
	for i, c := range input {
		if c == '\n' {
			d.lines = append(d.lines, i+1)
		}
	}
}

// quoteAt is the text between two offsets, with its place.
func (d *document) quoteAt(from, to int) practice.Quote {
	q := practice.Quote{Source: d.source, Line: d.line(from), Page: sort.SearchInts(d.pages, from+1), Start: from, End: to, Text: string(d.input[from:to])}
	if d.page {
		q.Link = d.link(from, to)
	}
	return q
}

// line is the 1-based line of a byte.
func (d *document) line(at int) int { return sort.SearchInts(d.lines, at+1) }

// maxDepth is how deep lists and headings are told apart.
const maxDepth = 50

// add appends a block unless it holds no word.
func (d *document) add(b *block) {
	b.depth = min(b.depth, maxDepth)
	for _, t := range b.tokens {
		if t.class != markToken && t.end > t.start {
			d.blocks = append(d.blocks, b)
			return
		}
	}
}

// text is the input under the tokens, with every run of white space as one space.
func (d *document) text(tokens []token) string {
	from, to := span(tokens)
	return string(bytes.Join(bytes.Fields(d.input[from:to]), []byte(" ")))
}

// span is the range of input under the tokens; links without width do not count.
func span(tokens []token) (from, to int) {
	for len(tokens) > 0 && tokens[0].start == tokens[0].end {
		tokens = tokens[1:]
	}
	for len(tokens) > 0 && tokens[len(tokens)-1].start == tokens[len(tokens)-1].end {
		tokens = tokens[:len(tokens)-1]
	}
	if len(tokens) == 0 {
		return 0, 0
	}
	return tokens[0].start, tokens[len(tokens)-1].end
}

// itemTokens is how many tokens a paragraph has at most that is an item of a list without bullets.
const itemTokens = 14

// regainItems makes items of the short paragraphs behind a colon: a list that lost its bullets.
func (d *document) regainItems() {
	open := false
	for i, b := range d.blocks {
		switch {
		case b.kind != paragraphBlock || endsWithColon(b):
			open = b.kind == paragraphBlock
		case open && len(b.tokens) <= itemTokens && !endsSentence(b.tokens, len(b.tokens)-1) && (d.blocks[i-1].kind == itemBlock || i+1 < len(d.blocks) && d.blocks[i+1].kind == paragraphBlock):
			b.kind, b.depth = itemBlock, 1
		case open && beginsWithLabel(b) && (d.blocks[i-1].kind == itemBlock || i+1 < len(d.blocks) && beginsWithLabel(d.blocks[i+1])):
			b.kind, b.depth = itemBlock, 1
		case open && beginsWithSomebody(b) && (d.blocks[i-1].kind == itemBlock || i+1 < len(d.blocks) && beginsWithSomebody(d.blocks[i+1])):
			b.kind, b.depth = itemBlock, 1
		default:
			open = false
		}
	}
}

// labelTokens is how many words a label has at most that stands before what it sums up.
const labelTokens = 5

// beginsWithLabel reports whether a paragraph begins with a few words and a mark that ends them, as those of a list do that is written as paragraphs:
// "Delivery details. Your name and the address of your house."
func beginsWithLabel(b *block) bool {
	if b.kind != paragraphBlock || len(b.tokens) == 0 || !b.tokens[0].upper || !endsSentence(b.tokens, len(b.tokens)-1) { // an address ends without a full stop
		return false
	}
	for i, t := range b.tokens[:min(len(b.tokens), labelTokens+1)] {
		if i > 0 && (t.word == "." || t.word == ":") {
			return i+1 < len(b.tokens)
		}
		if t.class != wordToken {
			return false
		}
	}
	return false
}

// openingTokens is how many words of a name stand before the mark behind it, at most.
const openingTokens = 4

// beginsWithSomebody reports whether a short paragraph begins with a name and a mark behind it, as those of a list do that is written as paragraphs:
// "Brevo, which sends our newsletter."
func beginsWithSomebody(b *block) bool {
	if b.kind != paragraphBlock || len(b.tokens) > itemTokens || endsWithColon(b) {
		return false
	}
	for i, t := range b.tokens[:min(len(b.tokens), openingTokens+1)] {
		switch {
		case i > 0 && strings.Contains(",:(-", t.word):
			return true
		case t.class != wordToken || !t.upper || languageWord(t.word):
			return false
		}
	}
	return false
}

// arrange gives every block its section, its lead-in and whether it repeats an earlier one.
func (d *document) arrange() {
	d.regainItems()
	seen := map[[sha256.Size]byte]*block{}
	var current *section
	var before []*block // of this section: the latest paragraph, then the latest item of each depth
	var previous *block
	var opened *block // the latest item that ended with a colon, when its own items are not indented
	for _, b := range d.blocks {
		if b.kind == headingBlock {
			for current != nil && current.depth >= b.depth {
				current = current.parent
			}
			current = &section{title: d.text(b.tokens), fold: foldedText(b.tokens), depth: b.depth, parent: current}
			b.section, before, opened = current, nil, nil
			continue
		}
		b.section = current
		b.echo = previous != nil && echoes(b.tokens, previous.tokens)
		previous = b
		b.lead = leadIn(b, before)
		switch {
		case b.kind != itemBlock || opened != nil && b.depth < opened.depth:
			opened = nil
		case endsWithColon(b):
			opened = b
		case opened != nil && b.depth == opened.depth:
			b.lead = opened
		}
		before = follow(before, b)
		if len(b.tokens) > 5 {
			key := sha256.Sum256([]byte(blockKey(b)))
			if b.first = seen[key]; b.first == nil {
				seen[key] = b
			}
			b.repeat = b.first != nil
		}
	}
}

// echoTokens is how many words of the block before a block must begin with to be its echo.
const echoTokens = 3

// echoes reports whether a block that begins in mid-sentence begins with words of the block before: a line that was broken badly, so that
// its end stands twice.
func echoes(tokens, before []token) bool {
	if len(tokens) < echoTokens || !lowerStart(tokens) || !endsSentence(before, len(before)-1) {
		return false
	}
	for i := 0; i+echoTokens <= len(before); i++ {
		n := 0
		for n < echoTokens && before[i+n].fold == tokens[n].fold {
			n++
		}
		if n == echoTokens {
			return true
		}
	}
	return false
}

// leadIn is the block that introduces b: for an item the latest paragraph or item of a lower depth.
func leadIn(b *block, before []*block) *block {
	if b.kind != itemBlock && b.kind != rowBlock {
		if n := len(before); n > 0 && before[n-1].kind == paragraphBlock && endsWithColon(before[n-1]) {
			return before[n-1]
		}
		if n := len(before); n > 0 && before[n-1].kind == itemBlock && endsOpen(before[n-1].tokens) && lowerStart(b.tokens) {
			return before[n-1]
		}
		return nil
	}
	for i := len(before) - 1; i >= 0; i-- {
		if before[i].kind == paragraphBlock || before[i].depth < b.depth {
			return before[i]
		}
	}
	return nil
}

// follow is before with b as the latest of its depth.
func follow(before []*block, b *block) []*block {
	switch b.kind {
	case paragraphBlock:
		return []*block{b}
	case itemBlock:
		for len(before) > 0 && before[len(before)-1].kind == itemBlock && before[len(before)-1].depth >= b.depth {
			before = before[:len(before)-1]
		}
		return append(before, b)
	}
	return before
}

func endsOpen(tokens []token) bool {
	return len(tokens) > 0 && (tokens[len(tokens)-1].word == ":" || tokens[len(tokens)-1].word == ",")
}

func lowerStart(tokens []token) bool {
	return len(tokens) > 0 && tokens[0].class == wordToken && !tokens[0].upper
}

// blockKey is the words of a block and of the heading above it: the same words under another heading may say something else.
func blockKey(b *block) string {
	key := foldedText(b.tokens)
	if b.section != nil {
		key += b.section.fold
	}
	return key
}

func foldedText(tokens []token) string {
	var key []byte
	for _, t := range tokens {
		if t.class != markToken {
			key = append(append(key, t.fold...), ' ')
		}
	}
	return string(key)
}

// lists reports whether the last sentence of the block makes a statement of this kind, on which its items go on.
func (b *block) lists(kind practice.Kind) bool {
	for _, f := range b.frames {
		if f.Kind == kind || f.objects && kind == practice.KindCollect {
			return true
		}
	}
	return contains(b.cues, kind)
}
