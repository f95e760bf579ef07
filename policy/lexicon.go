package policy

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// A lexicon is what is known of one language: phrases with the class and the key that they stand for. See lexicon/en.txt.
type lexicon struct {
	lang    string
	phrases map[string][]*phrase // by the first word
	classes map[string]int       // numbers of the classes
	words   map[string]int32     // numbers of the words that occur in phrases
	begin   []beginning          // of each word, by its number: the phrases that begin with it
	verbs   int                  // number under which the verbs of all classes are found
}

// A phrase is a sequence of words to be found in a sentence. Beside plain words it may hold "a|b" (either), "a?" (may be missing),
// "*" (any one word) and ".." (up to gapWords words).
type phrase struct {
	class string
	id    int // number of the class
	verb  bool
	key   string
	acute bool   // a French participle in -é: its folded form is that of "-e" too
	form  string // of a verb: base, past (past tense or participle), ing
	kind  tracerKind
	words []pattern
}

type pattern struct {
	any      []string // folded; empty for "*" and ".."
	words    []int32  // the numbers of any
	optional bool
	gap      bool
}

// gapWords is how many words ".." may stand for.
const gapWords = 6

// An annotation is a phrase that was found in a sentence, from token From to before token To.
type annotation struct {
	*phrase
	from, to int
}

// lexicons are the tables, by language: that of lexicon/CODE.txt is read where languages.txt knows the code. A table that does not parse
// panics, which a test sees first.
var lexicons = sync.OnceValue(func() map[string]*lexicon {
	all := map[string]*lexicon{}
	for _, l := range languages() {
		lang, file := l.code, "lexicon/"+l.code+".txt"
		text, err := lexiconFiles.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue // a notice in it is refused by its name
		}
		if err != nil {
			panic(err)
		}
		lex, err := parseLexicon(lang, file, string(text))
		if err != nil {
			panic(err)
		}
		all[lang] = lex
	}
	return all
})

// parseLexicon reads a table of class, key and phrases apart by ";". A verb's row has its forms in place of phrases.
func parseLexicon(lang, file, text string) (*lexicon, error) {
	rows, err := practice.ParseTable(file, text, 3)
	if err != nil {
		return nil, err
	}
	lex := &lexicon{lang: lang, phrases: map[string][]*phrase{}, words: map[string]int32{}, classes: map[string]int{linkPhrase.class: 0, ownNamePhrase.class: 1, anyVerb: 2}, verbs: 2}
	for _, row := range rows {
		class, key, list := row.Columns[0], row.Columns[1], row.Columns[2]
		if list == "" {
			return nil, fmt.Errorf("%s:%d: %s %s has no phrase", file, row.Line, class, key)
		}
		form, parts := "", strings.Split(list, ";")
		for i, text := range parts {
			variants := []string{text}
			if isVerb(class) {
				form, variants = verbForms[min(i, len(verbForms)-1)], strings.Split(text, ",")
			}
			for _, text := range variants {
				if err := lex.add(class, key, form, strings.TrimSpace(text)); err != nil {
					return nil, fmt.Errorf("%s:%d: %w", file, row.Line, err)
				}
			}
		}
	}
	lex.sortBeginnings()
	return lex, nil
}

// A beginning is the phrases that begin with one word, in the order of the table: those that go on with a certain word by its number, together
// with those that may go on with any; and the latter alone. Hundreds begin with "your", of which few go on with the next word.
type beginning struct {
	with map[int32][]*phrase
	free []*phrase
}

// sortBeginnings fills begin.
func (l *lexicon) sortBeginnings() {
	l.begin = make([]beginning, len(l.words))
	for first, phrases := range l.phrases {
		b := beginning{with: map[int32][]*phrase{}}
		for _, p := range phrases {
			if next := p.next(); next == nil {
				b.free = append(b.free, p)
			} else {
				for _, w := range next {
					b.with[w] = nil
				}
			}
		}
		for w := range b.with {
			for _, p := range phrases {
				if next := p.next(); next == nil || slices.Contains(next, w) {
					b.with[w] = append(b.with[w], p)
				}
			}
		}
		l.begin[l.words[first]] = b
	}
}

// next is the numbers of the words that can be the second of the phrase, nil when any can or when it has no second.
func (p *phrase) next() []int32 {
	if len(p.words) < 2 || p.words[1].gap || p.words[1].optional || len(p.words[1].words) == 0 {
		return nil
	}
	return p.words[1].words
}

// beginningAt is the phrases that can begin at a token, by the numbers of the tokens' words.
func (l *lexicon) beginningAt(words []int32, i int) []*phrase {
	b := &l.begin[words[i]]
	if i+1 < len(words) {
		if with, ok := b.with[words[i+1]]; ok {
			return with
		}
	}
	return b.free
}

// isVerb reports whether the rows of the class are verbs.
func isVerb(class string) bool { return strings.HasPrefix(strings.TrimPrefix(class, "side"), "verb.") }

// verbForms are the parts of a verb's row: base and finite forms, past and participles, -ing form.
var verbForms = []string{"base", "past", "ing"}

func (l *lexicon) add(class, key, form, text string) error {
	if _, ok := l.classes[class]; !ok {
		if len(l.classes) == mostClasses {
			return fmt.Errorf("class %s: more than %d classes; raise mostClasses", class, mostClasses)
		}
		l.classes[class] = len(l.classes)
	}
	key, kind := cutTracerKind(key)
	p := &phrase{class: class, id: l.classes[class], verb: strings.HasPrefix(class, anyVerb), key: key, kind: kind, form: form, acute: form == "past" && frenchParticiple(text)}
	for _, word := range strings.Fields(text) {
		w, err := parsePattern(word)
		if err != nil {
			return fmt.Errorf("phrase %q: %w", text, err)
		}
		for i := range w {
			w[i].words = l.numbers(w[i].any)
		}
		p.words = append(p.words, w...)
	}
	if len(p.words) == 0 {
		return fmt.Errorf("an empty phrase of %s %s", class, key)
	}
	first := p.words[0]
	if first.gap || first.optional || len(first.any) == 0 {
		return fmt.Errorf("phrase %q: the first word must be a word", text)
	}
	for _, w := range first.any {
		l.phrases[w] = append(l.phrases[w], p)
	}
	return nil
}

// numbers are the numbers of words, by which they are compared faster than by their letters.
func (l *lexicon) numbers(words []string) []int32 {
	all := make([]int32, 0, len(words))
	for _, w := range words {
		if _, ok := l.words[w]; !ok {
			l.words[w] = int32(len(l.words))
		}
		all = append(all, l.words[w])
	}
	return all
}

// The numbers of tokens that are no words of the lexicon.
const (
	unknownWord int32 = -1
	anyMark     int32 = -2
)

// numbersOf appends the numbers of the tokens' words.
func (l *lexicon) numbersOf(tokens []token, all []int32) []int32 {
	for i := range tokens {
		n, ok := l.words[tokens[i].fold]
		switch {
		case ok:
			all = append(all, n)
		case tokens[i].class == markToken:
			all = append(all, anyMark)
		default:
			all = append(all, unknownWord)
		}
	}
	return all
}

// parsePattern reads one word of a phrase; a word with a hyphen or an apostrophe inside is several tokens.
func parsePattern(word string) ([]pattern, error) {
	switch word {
	case "..":
		return []pattern{{gap: true}}, nil
	case "*":
		return []pattern{{}}, nil
	}
	word, optional := strings.CutSuffix(word, "?")
	var p []pattern
	for i, choice := range strings.Split(word, "|") {
		tokens := words(tokenize(choice))
		if len(tokens) == 0 || i > 0 && len(tokens) != len(p) {
			return nil, fmt.Errorf("%q is not a word", choice)
		}
		for n, t := range tokens {
			if i == 0 {
				p = append(p, pattern{optional: optional})
			}
			p[n].any = append(p[n].any, t.fold)
		}
	}
	return p, nil
}

// words is the tokens without hyphens between them, so that "third-party" and "third party" are the same.
func words(tokens []token) []token {
	kept := tokens[:0:0]
	for i, t := range tokens {
		hyphen := t.word == "-" && t.glued && i+1 < len(tokens) && tokens[i+1].glued
		if !hyphen && t.word != "*" && t.word != `"` && t.word != "'" {
			kept = append(kept, t)
		}
	}
	return kept
}

// mostClasses is how many classes a lexicon has at most.
const mostClasses = 256

// roomForNames is how many links and names are found beside phrases in most sentences.
const roomForNames = 2

// find is every phrase in the tokens, in the order of their first word; of phrases of one class the longest at each place.
func (l *lexicon) find(tokens []token) []annotation {
	var classes [mostClasses]int32
	var numbers [sentenceTokens]int32
	var room [2 * sentenceTokens]annotation
	found := room[:0]
	latest := classes[:len(l.classes)] // of each class: 1 + the index of the latest one found
	words := l.numbersOf(tokens, numbers[:0])
	for i := range tokens {
		if words[i] < 0 {
			continue
		}
		first := len(found)
		for _, p := range l.beginningAt(words, i) {
			end := match(p.words[1:], tokens, words, i+1)
			if end < 0 {
				continue
			}
			n := int(latest[p.id]) - 1
			overlaps := n >= 0 && n < first && i < found[n].to && !overlapping[p.class]
			switch {
			case overlaps && found[n].key == string(practice.Personal) && end > found[n].to && end-i > found[n].to-found[n].from:
				found[n] = annotation{p, i, end} // "vos données" gives way to "données de compte"
			case overlaps && end > found[n].to && l.possessive(tokens[found[n].from].fold):
				found[n] = annotation{p, i, end} // and "your communication" to "communication preferences"
			case !overlaps:
				found = longest(found, first, annotation{p, i, end})
			}
		}
		for j := first; j < len(found); j++ {
			latest[found[j].id] = int32(j + 1)
		}
	}
	return append(make([]annotation, 0, len(found)+roomForNames), found...)
}

// possessive reports whether the word alone is a possessive.
func (l *lexicon) possessive(word string) bool {
	for _, p := range l.phrases[word] {
		if p.class == "possessive" && len(p.words) == 1 {
			return true
		}
	}
	return false
}

// longest adds an annotation to those that begin at the same place, found[first:], in the place of a shorter one of its class.
func longest(found []annotation, first int, a annotation) []annotation {
	for j := first; j < len(found); j++ {
		if found[j].id == a.id {
			if a.to > found[j].to {
				found[j] = a
			}
			return found
		}
	}
	return append(found, a)
}

// overlapping are the classes of cues, of which one may begin inside another.
var overlapping = map[string]bool{"right": true, "basis": true, "security": true, "retention": true, "reach": true, "claim": true}

// match is the token after the pattern when it matches at i, else -1. The words are the numbers of the tokens.
func match(pattern []pattern, tokens []token, words []int32, i int) int {
	for len(pattern) > 0 {
		w := &pattern[0]
		pattern = pattern[1:]
		if w.gap {
			for n := 0; n <= gapWords && i+n <= len(tokens); n++ {
				if end := match(pattern, tokens, words, i+n); end >= 0 {
					return end
				}
			}
			return -1
		}
		fits := i < len(tokens) && w.matches(tokens, words, i)
		switch {
		case fits && w.optional:
			if end := match(pattern, tokens, words, i+1); end >= 0 {
				return end
			}
		case fits:
			i++
		case !w.optional:
			return -1
		}
	}
	return i
}

func (p *pattern) matches(tokens []token, words []int32, i int) bool {
	if len(p.words) == 0 {
		return tokens[i].class != markToken
	}
	return slices.Contains(p.words, words[i])
}
