package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// Duplicate is the check duplicate-block.
var Duplicate = &Check{
	Name: "duplicate-block",
	Doc: `The notice says the same twice

A block that was pasted twice, or a sentence that stands there in an older and a newer wording, hides what differs between
the two: "These data are kept confidential by our staff." behind "This data is kept, confidentially, by our staff.". What recurs
more often is the form of the notice, such as the lines of a list of providers, and is not told.`,
	Severity:   practice.Low,
	References: []string{"GDPR 12(1)"},
	Remedy:     "Keep one of the two.",
	find:       (*reader).findDuplicates,
}

const (
	sameWordsAtLeast = 12  // words of a passage: shorter ones may well recur
	sameAtLeast      = 5   // words of a whole sentence of a paragraph that recurs word for word
	sameInOrder      = 0.9 // part of the words that two passages have in common, in the same order
	shingle          = 4   // words that two passages have in a row to be compared at all
	mostAlike        = 8   // passages with the same words in a row that are compared: phrases that every sentence has tell nothing
	neighbours       = 3   // passages apart in which another wording of the same is looked for
	sameRun          = 4   // passages apart of two pairs that are one part of the text, given twice
)

// A passage is a block, or one sentence of it.
type passage struct {
	words   []string // folded
	raw     []string // as they are written
	means   []string // what they stand for; of a sentence
	quote   practice.Quote
	block   *block
	label   bool // states nothing by itself: the line of a list, of which each list has its own
	line    bool // a label with what stands under it
	takesUp bool // speaks of what stands before it, which differs from place to place
}

// A twin is a passage, by its place in the list, and a later one that says the same.
type twin struct{ first, second int }

func (r *reader) findDuplicates(f *findings) {
	whole, parts := r.passages()
	told := map[*block]bool{}
	same := twins(whole, func(a, b passage, _ int) bool { return slices.Equal(a.words, b.words) })
	for _, t := range same {
		told[whole[t.second].block] = true
	}
	f.tellTwins(whole, same)
	parts = slices.DeleteFunc(parts, func(p passage) bool { return told[p.block] })
	f.tellTwins(parts, twins(parts, nearlySame))
}

// tellTwins tells of pairs; of several that follow one another on both sides, a part of the text that was given twice, the first.
func (f *findings) tellTwins(list []passage, pairs []twin) {
	for i, t := range pairs {
		if i > 0 {
			if last := pairs[i-1]; t.first > last.first && t.first-last.first <= sameRun && t.second-last.second <= sameRun {
				continue
			}
		}
		f.tellTwin(list, t)
	}
}

func (f *findings) tellTwin(list []passage, t twin) {
	a, b := list[t.first], list[t.second]
	found := Finding{Message: "the same is said twice, word for word", Why: "One of the two is superfluous.", Quotes: []practice.Quote{a.quote, b.quote}}
	if !slices.Equal(a.words, b.words) && !endsAlike(a.words, b.words) {
		found.Message, found.Why = "nearly the same is said twice", "Readers look for the difference, and cannot tell which of the two holds."
		if mine, other := firstDifference(a, b); mine+other != "" {
			found.Why = fmt.Sprintf("Readers look for the difference (“%s”, “%s”), and cannot tell which of the two holds.", mine, other)
		}
	}
	f.add(found)
}

// endsAlike reports whether one passage is the other with words before it: "In short: we sell nothing."
func endsAlike(a, b []string) bool {
	short, long := a, b
	if len(a) > len(b) {
		short, long = b, a
	}
	return slices.Equal(short, long[len(long)-len(short):])
}

// passages are the blocks of text, and their sentences. Headings and tables repeat themselves by their nature.
func (r *reader) passages() (whole, parts []passage) {
	for _, b := range r.blocks {
		lex := lexicons()[b.lang]
		if lex == nil || b.kind == headingBlock || b.kind == rowBlock {
			continue
		}
		all := r.sentences(b, lex)
		block := passageOf(b, b.tokens, r.quoteOf(b.tokens))
		block.label = !slices.ContainsFunc(all, func(s *sentence) bool { return !s.lists() })
		block.line = len(all) == 1 && all[0].labelsLine()
		block.takesUp = len(all) > 0 && all[0].pointsBack()
		whole = append(whole, block)
		for _, s := range all {
			if !s.question && !s.has("advice") { // "for more, see section 5" may well recur
				part := passageOf(b, s.tokens, r.quote(s))
				part.label, part.line, part.takesUp, part.means = s.lists(), s.labelsLine(), s.pointsBack(), s.meanings()
				parts = append(parts, part)
			}
		}
	}
	return whole, parts
}

// lists reports whether the sentence only lists data or purposes, and says nothing of them: an item, a line without a full stop, the label of a paragraph.
func (s *sentence) lists() bool {
	if s.hasFiniteVerb() || !s.hasData(0, len(s.tokens)) && !s.has("purpose") {
		return false
	}
	label := len(s.block.sentences) > 1 && s.from == s.block.sentences[0].from && len(s.tokens) <= 2*labelWords
	return s.block.kind == itemBlock || label || s.fold(len(s.tokens)-1) != "."
}

// labelsLine reports whether the sentence is a short label with what stands under it: "Data processed: those that the service's own notice names".
func (s *sentence) labelsLine() bool {
	for i := 1; i <= labelWords && i < len(s.tokens); i++ {
		if s.fold(i) == ":" {
			return s.hasData(0, i) && len(s.tokens)-i <= shortLine
		}
	}
	return false
}

// shortLine is how many words a line behind a label has at most.
const shortLine = 40

// pointsBack reports whether the sentence speaks of the data of one before: "from this information", "ces données".
func (s *sentence) pointsBack() bool {
	return slices.ContainsFunc(s.of("reference"), func(a annotation) bool { return a.to > a.from+1 && s.covers("take.up", a.from) })
}

// foldedWords are the words, folded, without marks.
func foldedWords(tokens []token) []string { return passageOf(nil, tokens, practice.Quote{}).words }

// passageOf is the passage of the tokens, without marks.
func passageOf(b *block, tokens []token, quote practice.Quote) passage {
	p := passage{quote: quote, block: b}
	for _, t := range tokens {
		if t.class != markToken && t.end > t.start {
			p.words, p.raw = append(p.words, t.fold), append(p.raw, t.text)
		}
	}
	return p
}

// shortSentence reports whether the passage is a sentence of a paragraph that is long enough to be told when it recurs word for word.
func (p passage) shortSentence() bool {
	return len(p.words) >= sameAtLeast && p.block.kind == paragraphBlock && strings.HasSuffix(p.quote.Text, ".")
}

// twins pairs each passage with the first earlier one that says the same, unless a third does too.
func twins(list []passage, same func(a, b passage, apart int) bool) []twin {
	var pairs []twin
	times := map[int]int{}
	seen := map[string][]int{} // by the words in a row, the passages that hold them
	for i, p := range list {
		if len(p.words) < sameWordsAtLeast && !p.shortSentence() {
			continue
		}
		var candidates []int
		for w := 0; w+shingle <= len(p.words); w++ {
			key := strings.Join(p.words[w:w+shingle], " ")
			before := seen[key]
			candidates = append(candidates, before...)
			if n := len(before); n < mostAlike && (n == 0 || before[n-1] != i) {
				seen[key] = append(before, i)
			}
		}
		slices.Sort(candidates)
		for _, n := range slices.Compact(candidates) {
			if n != i && !ownToPlaces(list[n], p) && same(list[n], p, i-n) {
				pairs = append(pairs, twin{n, i})
				times[n]++
				times[i]++
				break
			}
		}
	}
	return slices.DeleteFunc(pairs, func(t twin) bool { return times[t.first] > 1 || times[t.second] > 1 })
}

// ownToPlaces reports whether two passages in two sections mean two things though their words are the same: lines of two lists, and sentences
// about what each of them follows.
func ownToPlaces(a, b passage) bool {
	if a.line && b.line {
		return true // one for each of several services
	}
	return a.block.section != b.block.section && (a.label && b.label || a.takesUp && b.takesUp)
}

// nearlySame reports whether two passages have most of their words in common, in the same order, or, side by side, say the same in other
// forms of the same words.
func nearlySame(a, b passage, apart int) bool {
	longer, shorter := max(len(a.words), len(b.words)), min(len(a.words), len(b.words))
	if shorter < sameWordsAtLeast {
		return slices.Equal(a.words, b.words)
	}
	if float64(shorter) < sameInOrder*float64(longer) {
		return false
	}
	if float64(inOrder(a.words, b.words)) >= sameInOrder*float64(longer) {
		return !parallel(a, b)
	}
	return apart <= neighbours && slices.Equal(stems(a.words), stems(b.words))
}

// parallel reports whether each of two passages speaks of something that the other does not: "is no sale of it" and "is no sharing of it" are two
// statements.
func parallel(a, b passage) bool {
	lacks := func(a, b []string) bool {
		return slices.ContainsFunc(a, func(key string) bool { return !slices.Contains(b, key) })
	}
	return lacks(a.means, b.means) && lacks(b.means, a.means)
}

// meanings are the practices, data, purposes and recipients that the words of the sentence stand for.
func (s *sentence) meanings() []string {
	var all []string
	for _, a := range s.found {
		switch {
		case a.class == "data" || a.class == "purpose" || a.class == "recipient" || a.class == "deed":
			all = append(all, a.class+" "+a.key)
		case strings.HasPrefix(a.class, "verb."):
			all = append(all, a.class)
		}
	}
	return all
}

// stems are the beginnings of the words that mean something: "confidentially" and "confidential" begin alike.
func stems(words []string) []string {
	const letters = 6
	var all []string
	for _, w := range words {
		if !languageWord(w) && !languageWord(w+"s") { // "this" is folded like a plural
			all = append(all, w[:min(len(w), letters)])
		}
	}
	return all
}

// inOrder is how many words two passages have in common in the same order (their longest common subsequence).
func inOrder(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		before := 0
		for j, y := range b {
			here := row[j+1]
			if x == y {
				row[j+1] = before + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			before = here
		}
	}
	return row[len(b)]
}

// firstDifference are the words at the first place where two passages differ.
func firstDifference(a, b passage) (mine, other string) {
	for i := range min(len(a.words), len(b.words)) {
		if a.words[i] != b.words[i] {
			return a.raw[i], b.raw[i]
		}
	}
	return "", ""
}
