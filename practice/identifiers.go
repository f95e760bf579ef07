package practice

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed identifiers.txt
var identifiersText string

// A role is what a word does to the phrase it stands beside; identifiers.txt explains each.
type role string

const (
	roleUnknown role = ""
	roleBefore  role = "before"
	roleBreak   role = "break"
	roleHead    role = "head"
	roleNever   role = "never"
	rolePerson  role = "person"
	roleOther   role = "other"
	roleQuiet   role = "quiet"
	roleStop    role = "stop"
	roleVerb    role = "verb"
)

var knownRoles = map[role]bool{
	roleBefore: true, roleBreak: true, roleHead: true, roleNever: true, roleOther: true, rolePerson: true, roleQuiet: true, roleStop: true, roleVerb: true,
}

// A phrase is a meaning of some words in a row. Its strength is None if they only look like data, as in "iPhone".
type phrase struct {
	data     Data
	strength Strength
	words    int
}

// lexicon is identifiers.txt, indexed.
type lexicon struct {
	phrases map[string]phrase // by words, as words returns them, joined by a space
	roles   map[string]role   // by word
	glued   map[string]bool   // phrases that stand in the table as several words, and here as one
	longest int               // words of the longest phrase
}

var strengths = map[string]Strength{"weak": Weak, "strong": Strong, "nothing": None}

// identifiers is the table that Classify reads; it panics on one that does not parse, which a test sees first.
var identifierTable = remade[lexicon]{make: func() *lexicon {
	lex := newLexicon(MustTable("identifiers.txt", identifiersText, 3))
	lex.override(own.identifiers)
	return lex
}}

func identifiers() *lexicon { return identifierTable.get() }

// override adds rows that count before those that are there.
func (lex *lexicon) override(rows []Row) {
	for _, row := range rows {
		if row.Columns[2] == "" {
			for _, w := range strings.Fields(row.Columns[0]) {
				lex.roles[fold(w)] = role(row.Columns[1])
			}
		}
	}
	for _, row := range rows {
		if row.Columns[2] != "" {
			delete(lex.phrases, strings.Join(lex.kept(splitWords(row.Columns[0])), " "))
			lex.addPhrase(row)
		}
	}
}

// newLexicon indexes the rows of identifiers.txt.
func newLexicon(rows []Row) *lexicon {
	lex := &lexicon{phrases: map[string]phrase{}, roles: map[string]role{}, glued: map[string]bool{}}
	for _, row := range rows {
		if row.Columns[2] != "" {
			continue
		}
		if !knownRoles[role(row.Columns[1])] {
			panic(fmt.Sprintf("identifiers.txt:%d: unknown role %q", row.Line, row.Columns[1]))
		}
		for _, w := range strings.Fields(row.Columns[0]) {
			lex.roles[fold(w)] = role(row.Columns[1])
		}
	}
	for _, row := range rows {
		if row.Columns[2] != "" {
			lex.addPhrase(row)
		}
	}
	return lex
}

// addPhrase adds a phrase, and what it is when it is written as one word: "firstname".
func (lex *lexicon) addPhrase(row Row) {
	strength, ok := strengths[row.Columns[2]]
	if !ok {
		panic(fmt.Sprintf("identifiers.txt:%d: unknown strength %q", row.Line, row.Columns[2]))
	}
	words := lex.kept(splitWords(row.Columns[0]))
	lex.longest = max(lex.longest, len(words))
	p := phrase{Data(row.Columns[1]), strength, len(words)}
	key := strings.Join(words, " ")
	if _, twice := lex.phrases[key]; twice && !lex.glued[key] {
		panic(fmt.Sprintf("identifiers.txt:%d: %q stands twice, or a shorter form of it does", row.Line, row.Columns[0]))
	}
	lex.phrases[key] = p
	delete(lex.glued, key)
	joined := strings.Join(words, "")
	if _, ok := lex.phrases[joined]; len(words) > 1 && len(joined) > 4 && !ok {
		lex.phrases[joined] = phrase{p.data, p.strength, 1}
		lex.glued[joined] = true
	}
}

// words returns the words of an identifier: in lower case, without accents, plurals and the words that say nothing.
func (lex *lexicon) words(identifier string) []string {
	var words []string
	for _, w := range lex.kept(splitWords(identifier)) {
		words = append(words, lex.unglue(w)...)
	}
	return words
}

// kept drops the stop words.
func (lex *lexicon) kept(words []string) []string {
	kept := words[:0]
	for _, w := range words {
		if lex.roles[w] != roleStop {
			kept = append(kept, w)
		}
	}
	return kept
}

// unglue cuts a word that the table does not know into two that it knows, one of them data: "useremail", "emailconfirm".
func (lex *lexicon) unglue(word string) []string {
	if len(word) < 6 || lex.knows(word) {
		return []string{word}
	}
	for i := 3; i <= len(word)-3; i++ {
		a, b := word[:i], word[i:]
		if lex.knows(a) && lex.knows(b) && (lex.phrases[a].strength != None || lex.phrases[b].strength != None) {
			return []string{a, b}
		}
	}
	return []string{word}
}

func (lex *lexicon) knows(word string) bool {
	_, ok := lex.phrases[word]
	return ok || lex.roles[word] != roleUnknown
}

// lastPhrase returns the last phrase among the words and where it starts; its strength is None if there is none.
// If the one before means the same, the stronger of the two counts: "phone mobile".
// In a label, a phrase after a break is another clause's.
func (lex *lexicon) lastPhrase(words []string, label bool) (at int, last phrase) {
	for i := 0; i < len(words); {
		if label && last.strength != None && lex.roles[words[i]] == roleBreak {
			break
		}
		p := lex.phraseAt(words, i)
		if p.words > 1 && lex.overtaken(words, i, p.words) {
			p = phrase{words: 1}
		}
		if p.strength != None {
			if p.data == last.data {
				p.strength = max(p.strength, last.strength)
			}
			at, last = i, p
		}
		i += max(p.words, 1)
	}
	return at, last
}

// overtaken reports whether a phrase that starts inside the n words at i goes on behind them:
// in "last ip address" it is not "last ip" that counts, but "ip address".
func (lex *lexicon) overtaken(words []string, i, n int) bool {
	for j := i + 1; j < i+n; j++ {
		if p := lex.phraseAt(words, j); p.words > 1 && j+p.words > i+n {
			return true
		}
	}
	return false
}

// phraseAt returns the longest phrase that starts with word i.
func (lex *lexicon) phraseAt(words []string, i int) phrase {
	for n := min(lex.longest, len(words)-i); n > 0; n-- {
		if p, ok := lex.phrases[strings.Join(words[i:i+n], " ")]; ok {
			p.words = n
			return p
		}
	}
	return phrase{}
}
