package policy

import (
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A sentence is what one statement of a block is read from.
type sentence struct {
	block    *block
	lex      *lexicon
	tokens   []token // without quotation marks, bullets and hyphens; what phrases are found in
	from, to int     // the quote
	found    []annotation
	byClass  []annotation // what was found, sorted by the number of the class, once it is asked for; see of
	ends     []int32      // where in byClass the list of each class ends, from the list before the first one on
	indexed  int          // how many of found are in byClass
	clauses  []clause
	inClause []int // of each token, the index of its clause
	local    []localTerm
	question bool
	open     bool // ends with a colon: its items go on with it
}

// sentenceTokens is how many tokens a sentence has at most: what is longer is no prose, and is cut so that reading takes bounded time.
const sentenceTokens = 300

// sentences cuts a block at the full stops that end a sentence, once.
func (r *reader) sentences(b *block, lex *lexicon) []*sentence {
	if b.sentences != nil {
		return b.sentences
	}
	var all []*sentence
	for at := 0; at < len(b.tokens); {
		end := at
		for end < len(b.tokens) && end-at < sentenceTokens && !endsSentence(b.tokens, end) {
			end++
		}
		end = min(end+1, len(b.tokens))
		if s := r.newSentence(b, lex, b.tokens[at:end]); s != nil {
			all = append(all, s)
		}
		at = end
	}
	b.sentences = all
	return all
}

// endsSentence reports whether the token at i is a mark that ends its sentence.
func endsSentence(tokens []token, i int) bool {
	t := tokens[i]
	if t.class != markToken || !strings.Contains(".!?", t.word) {
		return false
	}
	if i+1 == len(tokens) {
		return true
	}
	next := tokens[i+1]
	if next.word == `"` || next.word == ")" {
		return false
	}
	if next.glued && t.word != "?" || next.class == wordToken && !next.upper {
		return false
	}
	return i == 0 || t.word != "." || !abbreviated(tokens, i)
}

// abbreviations do not end a sentence, in English or French; a single letter never does.
var abbreviations = map[string]bool{
	"no": true, "inc": false, "ltd": false, "art": true, "sec": true, "co": false, "dr": true, "mr": true, "mrs": true, "ms": true, "st": true,
	"ex": true, "mme": true, "mm": true, "cf": true, "vs": true, "approx": true, "incl": true, "resp": true, "corp": false, "holdings": true,
}

func abbreviated(tokens []token, i int) bool {
	before := tokens[i-1]
	return len(before.word) == 1 && before.class == wordToken && before.word != "y" && before.word != "i" || abbreviations[before.word]
}

func (r *reader) newSentence(b *block, lex *lexicon, tokens []token) *sentence {
	s := &sentence{block: b, lex: lex, tokens: content(tokens)}
	if len(s.tokens) == 0 {
		return nil
	}
	s.from, s.to = span(tokens)
	if tokens[0].class == markToken && strings.Contains(")]", tokens[0].word) && len(tokens) > 1 {
		s.from = tokens[1].start
	}
	last := s.tokens[len(s.tokens)-1]
	s.question, s.open = last.word == "?", last.word == ":"
	s.found = lex.find(s.tokens)
	s.found = append(append(s.found, links(s.tokens)...), r.ownName(s.tokens)...)
	s.order()
	s.split()
	return s
}

// order puts what was found in the order of the text, on which at, covers and within rely.
func (s *sentence) order() {
	slices.SortStableFunc(s.found, func(a, b annotation) int { return a.from - b.from })
}

// content is the tokens that phrases are matched against: words, numbers, links, and the marks that part a list or a clause.
// They are the tokens themselves where none is left out.
func content(tokens []token) []token {
	first := 0
	for first < len(tokens) && !silent(tokens, first) {
		first++
	}
	if first == len(tokens) {
		return tokens
	}
	kept := append(make([]token, 0, len(tokens)-1), tokens[:first]...)
	for i := first + 1; i < len(tokens); i++ {
		if !silent(tokens, i) {
			kept = append(kept, tokens[i])
		}
	}
	return kept
}

// silent reports whether a token is a mark that parts nothing: a hyphen inside a word, a quotation mark, a bullet, a bracket.
func silent(tokens []token, i int) bool {
	t := &tokens[i]
	if t.class != markToken {
		return false
	}
	return t.word == "-" && t.glued && i+1 < len(tokens) && tokens[i+1].glued || strings.Contains("*\"'[]", t.word)
}

var ownNamePhrase = &phrase{class: "subject", key: "we"}

// ownName is where the company speaks of itself by its name, however it is spelled: a capital is not asked for at the beginning of a
// name that the notice writes small.
func (r *reader) ownName(tokens []token) []annotation {
	var all []annotation
	for i := 0; i < len(tokens); i++ {
		if t := tokens[i]; t.class != wordToken || !t.upper && t.fold != r.company || !r.ours(t.text) {
			continue
		}
		end := i + 1
		for end < len(tokens) && end-i < nameWords && tokens[end].upper && tokens[end].class == wordToken && contains(r.nameWords, tokens[end].fold) {
			end++
		}
		all = append(all, annotation{ownNamePhrase, i, end})
		i = end - 1
	}
	return all
}

var linkPhrase = &phrase{class: "link"}

func links(tokens []token) []annotation {
	var all []annotation
	for i, t := range tokens {
		if t.class == linkToken {
			all = append(all, annotation{linkPhrase, i, i + 1})
		}
	}
	return all
}

// anyVerb is the class under which of gives the verbs of every class.
const anyVerb = "verb."

// of is the annotations of a class, in order. A long sentence holds hundreds of annotations and is asked thousands of times.
func (s *sentence) of(class string) []annotation {
	if len(s.found) == 0 {
		return nil
	}
	if s.indexed != len(s.found) {
		s.index()
	}
	id, ok := s.lex.classes[class]
	if !ok {
		return nil
	}
	return s.byClass[s.ends[id]:s.ends[id+1]:s.ends[id+1]]
}

// index sorts what was found by class. The lists of all classes lie in one array, one behind the other.
func (s *sentence) index() {
	n := len(s.lex.classes)
	ends := make([]int32, n+2)
	for _, a := range s.found {
		ends[s.classOf(a)+2]++
		if a.verb {
			ends[s.lex.verbs+2]++
		}
	}
	for id := range n {
		ends[id+2] += ends[id+1]
	}
	// ends[id+1] is where the list of a class begins, and once that is filled, where it ends.
	byClass := make([]annotation, ends[n+1])
	put := func(id int, a annotation) {
		byClass[ends[id+1]] = a
		ends[id+1]++
	}
	for _, a := range s.found {
		put(s.classOf(a), a)
		if a.verb {
			put(s.lex.verbs, a)
		}
	}
	s.byClass, s.ends, s.indexed = byClass, ends, len(s.found)
}

// classOf is the number of the annotation's class: names and links are in no lexicon, and have none of their own.
func (s *sentence) classOf(a annotation) int {
	if len(a.words) == 0 {
		return s.lex.classes[a.class]
	}
	return a.id
}

// has reports whether a phrase of the class occurs.
func (s *sentence) has(class string) bool { return len(s.of(class)) > 0 }

// hasKey reports whether a phrase of the class with this key occurs.
func (s *sentence) hasKey(class, key string) bool {
	for _, a := range s.of(class) {
		if a.key == key {
			return true
		}
	}
	return false
}

// within is the annotations of a class between two tokens.
func (s *sentence) within(class string, from, to int) []annotation {
	list := s.of(class)
	first := 0
	for first < len(list) && list[first].from < from {
		first++
	}
	last := first
	for last < len(list) && list[last].to <= to {
		last++
	}
	within := list[first:last:last]
	for _, a := range list[last:] {
		if a.from >= to {
			break
		}
		if a.to <= to { // a shorter one behind one that reaches too far
			within = append(within, a)
		}
	}
	return within
}

// at is the annotation of a class that begins at token i.
func (s *sentence) at(class string, i int) (annotation, bool) {
	for _, a := range s.of(class) {
		if a.from == i {
			return a, true
		}
		if a.from > i {
			break
		}
	}
	return annotation{}, false
}

// covers reports whether a phrase of the class covers token i.
func (s *sentence) covers(class string, i int) bool {
	for _, a := range s.of(class) {
		if a.from > i {
			break
		}
		if i < a.to {
			return true
		}
	}
	return false
}

func (s *sentence) word(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return s.tokens[i].word
}

func (s *sentence) fold(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return s.tokens[i].fold
}

// topic reports whether the section of the sentence is about this.
func (s *sentence) topic(name string) bool { return s.block.section.about(name) }

func (c *section) about(name string) bool {
	if c == nil {
		return false
	}
	for _, t := range c.topics {
		if t == name {
			return true
		}
	}
	return false
}

// purposes are the purposes named between two tokens.
func (s *sentence) purposes(from, to int) []practice.Purpose {
	var list []practice.Purpose
	for _, a := range s.within("purpose", from, to) {
		if s.refuted(a) || s.insideData(a) || s.insideMeasures(a) {
			continue
		}
		list = appendNew(list, practice.Purpose(a.key))
	}
	for _, a := range s.within("data", from, to) {
		if !s.refuted(a) {
			list = appendNew(list, a.kind.purposes...)
		}
	}
	return narrow(list)
}

// insideData reports whether the phrase is part of a name of data: "payment card number" tells no purpose.
func (s *sentence) insideData(a annotation) bool {
	for _, d := range s.found {
		if d.class == "data" && d.from <= a.from && a.to <= d.to && d.to-d.from > a.to-a.from {
			return true
		}
	}
	return false
}

// insideMeasures reports whether the phrase is part of the name of measures that are taken: what is shared "with appropriate security measures"
// is not shared for security.
func (s *sentence) insideMeasures(a annotation) bool {
	for _, m := range s.found {
		if m.class == "security" && m.key == "organisational" && m.from <= a.from && a.to <= m.to && m.to-m.from > a.to-a.from {
			return true
		}
	}
	return false
}

// refuted reports whether the annotation lies in a clause that makes an exception or a condition of somebody else's.
func (s *sentence) refuted(a annotation) bool {
	return s.clauses[s.inClause[a.from]].kind == exceptClause
}

func appendNew[T comparable](list []T, items ...T) []T {
	for _, item := range items {
		if !contains(list, item) {
			list = append(list, item)
		}
	}
	return list
}

func contains[T comparable](list []T, item T) bool {
	for _, other := range list {
		if other == item {
			return true
		}
	}
	return false
}

// narrow drops every term of which a more specific one is in the list.
func narrow[T ~string](list []T) []T {
	var kept []T
	for _, term := range list {
		if !hasChild(list, term) {
			kept = append(kept, term)
		}
	}
	return kept
}

func hasChild[T ~string](list []T, term T) bool {
	for _, other := range list {
		if other != term && strings.HasPrefix(string(other), string(term)+".") {
			return true
		}
	}
	return false
}
