package policy

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
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
}

// A phrase is a sequence of words to be found in a sentence. Beside plain words it may hold "a|b" (either), "a?" (may be missing),
// "*" (any one word) and ".." (up to gapWords words).
type phrase struct {
	class string
	id    int // number of the class
	key   string
	acute bool   // a French participle in -é: its folded form is that of "-e" too
	form  string // of a verb: base, past (past tense or participle), ing
	kind  tracerKind
	words []pattern
}

type pattern struct {
	any      []string // folded; empty for "*" and ".."
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
	lex := &lexicon{lang: lang, phrases: map[string][]*phrase{}, classes: map[string]int{}}
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
	return lex, nil
}

// isVerb reports whether the rows of the class are verbs.
func isVerb(class string) bool { return strings.HasPrefix(strings.TrimPrefix(class, "side"), "verb.") }

// verbForms are the parts of a verb's row: base and finite forms, past and participles, -ing form.
var verbForms = []string{"base", "past", "ing"}

func (l *lexicon) add(class, key, form, text string) error {
	if _, ok := l.classes[class]; !ok {
		l.classes[class] = len(l.classes)
	}
	key, kind := cutTracerKind(key)
	p := &phrase{class: class, id: l.classes[class], key: key, kind: kind, form: form, acute: form == "past" && frenchParticiple(text)}
	for _, word := range strings.Fields(text) {
		w, err := parsePattern(word)
		if err != nil {
			return fmt.Errorf("phrase %q: %w", text, err)
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

// find is every phrase in the tokens, in the order of their first word; of phrases of one class the longest at each place.
func (l *lexicon) find(tokens []token) []annotation {
	var found []annotation
	latest := make([]int, len(l.classes)) // of each class: 1 + the index of the latest one found
	for i, t := range tokens {
		first := len(found)
		for _, p := range l.phrases[t.fold] {
			n := latest[p.id] - 1
			overlaps := n >= 0 && n < first && i < found[n].to && !overlapping[p.class]
			end := match(p.words[1:], tokens, i+1)
			switch {
			case end < 0:
			case overlaps && found[n].key == string(practice.Personal) && end > found[n].to && end-i > found[n].to-found[n].from:
				found[n] = annotation{p, i, end} // "vos données" gives way to "données de compte"
			case overlaps && end > found[n].to && l.possessive(tokens[found[n].from].fold):
				found[n] = annotation{p, i, end} // and "your communication" to "communication preferences"
			case !overlaps:
				found = longest(found, first, annotation{p, i, end})
			}
		}
		for j := first; j < len(found); j++ {
			latest[found[j].id] = j + 1
		}
	}
	return found
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
var overlapping = map[string]bool{"right": true, "basis": true, "security": true, "retention": true}

// match is the token after the pattern when it matches at i, else -1.
func match(words []pattern, tokens []token, i int) int {
	if len(words) == 0 {
		return i
	}
	w := words[0]
	if w.gap {
		for n := 0; n <= gapWords && i+n <= len(tokens); n++ {
			if end := match(words[1:], tokens, i+n); end >= 0 {
				return end
			}
		}
		return -1
	}
	if i < len(tokens) && w.matches(tokens[i]) {
		if end := match(words[1:], tokens, i+1); end >= 0 {
			return end
		}
	}
	if w.optional {
		return match(words[1:], tokens, i)
	}
	return -1
}

func (p pattern) matches(t token) bool {
	if len(p.any) == 0 {
		return t.class != markToken
	}
	for _, w := range p.any {
		if w == t.fold {
			return true
		}
	}
	return false
}
