package policy

import (
	"sort"
	"strings"
	"sync"
	"unicode"

	"github.com/candor-privacy/candor/practice"
)

// A language is known by its function words; code is ISO 639-1.
type language struct {
	code, name string
	words      map[string]bool
}

// languages are the languages that can be told apart, from lexicon/languages.txt.
var languages = sync.OnceValue(func() []language {
	text, err := lexiconFiles.ReadFile("lexicon/languages.txt")
	if err != nil {
		panic(err)
	}
	var all []language
	for _, row := range practice.MustTable("lexicon/languages.txt", string(text), 3) {
		l := language{code: row.Columns[0], name: row.Columns[1], words: map[string]bool{}}
		for _, w := range strings.Fields(row.Columns[2]) {
			l.words[w] = true
		}
		all = append(all, l)
	}
	return all
})

// languagesOf are the numbers of the languages that have a word as a function word.
var languagesOf = sync.OnceValue(func() map[string][]int {
	words := map[string][]int{}
	for n, l := range languages() {
		for w := range l.words {
			words[w] = append(words[w], n)
		}
	}
	return words
})

// languageOf is the code of the language that has the most function words among the tokens, and "" when too few tell. Single letters alone tell
// nothing: "S.p.A." is no Czech.
func languageOf(tokens []token) string {
	best, second, code, count := 0, 0, "", 0
	counts, whole := make([]int, len(languages())), make([]bool, len(languages())) // whole: with a word of more than one letter
	words := languagesOf()
	for _, t := range tokens {
		for _, n := range words[t.word] {
			counts[n]++
			whole[n] = whole[n] || len(t.word) > 1
		}
	}
	for i, n := range counts {
		switch {
		case !whole[i]:
		case n > best:
			best, second, code = n, best, languages()[i].code
		case n > second:
			second = n
		}
	}
	for _, t := range tokens {
		if t.class == wordToken {
			count++
		}
	}
	if best < 2 || best == second || best*10 < count {
		return ""
	}
	return code
}

// languageName is the English name of the language.
func languageName(code string) string {
	for _, l := range languages() {
		if l.code == code {
			return l.name
		}
	}
	return code
}

// readableLanguages are the names of the languages that have a lexicon, with the conjunction between: "English and French".
func readableLanguages(join string) string {
	var names []string
	for code := range lexicons() {
		names = append(names, languageName(code))
	}
	sort.Strings(names)
	return strings.Join(names, join)
}

// nextLanguages is, of each block, the language of the first block behind it whose own words tell one, "" when none does.
func (d *document) nextLanguages() []string {
	next := make([]string, len(d.blocks))
	for i := len(d.blocks) - 2; i >= 0; i-- {
		next[i] = next[i+1]
		if lang := d.blocks[i+1].lang; lang != "" {
			next[i] = lang
		}
	}
	return next
}

// shortHeading is how many tokens a heading has at most that goes with what follows it: "Privacy notice" has words of several languages.
const shortHeading = 3

// tellLanguages gives every block its language: its own words decide, else those of the blocks around it, else the document's.
// It returns the languages of the document, most used first.
func (d *document) tellLanguages() []string {
	count := map[string]int{}
	for _, b := range d.blocks {
		b.lang = languageOf(b.tokens)
		if b.lang != "" {
			count[b.lang] += len(b.tokens)
		}
	}
	used := make([]string, 0, len(count))
	for code := range count {
		used = append(used, code)
	}
	sort.Slice(used, func(i, j int) bool {
		return count[used[i]] > count[used[j]] || count[used[i]] == count[used[j]] && used[i] < used[j]
	})
	if len(used) == 0 {
		return nil
	}
	// A few words that look foreign, such as an address, do not make a document bilingual.
	before, next := used[0], d.nextLanguages()
	for i, b := range d.blocks {
		if b.lang == "" || len(b.tokens) < 12 && count[b.lang]*20 < count[used[0]] {
			b.lang = before
			if lexicons()[before] == nil && next[i] != before {
				b.lang = used[0] // names and addresses behind the last foreign line
			}
		}
		if b.kind == headingBlock && len(b.tokens) <= shortHeading && lexicons()[next[i]] != nil {
			b.lang = next[i]
		}
		before = b.lang
	}
	kept := used[:0]
	for _, code := range used {
		if count[code]*50 >= count[used[0]] {
			kept = append(kept, code)
		}
	}
	return kept
}

// scripts name the languages that are told by their letters, not by their words.
var scripts = []struct {
	table *unicode.RangeTable
	name  string
}{
	{unicode.Hiragana, "Japanese"},
	{unicode.Hangul, "Korean"},
	{unicode.Han, "Chinese"},
	{unicode.Cyrillic, "a language in Cyrillic letters"},
	{unicode.Greek, "Greek"},
	{unicode.Arabic, "a language in Arabic letters"},
	{unicode.Hebrew, "Hebrew"},
	{unicode.Thai, "Thai"},
	{unicode.Devanagari, "a language in Devanagari letters"},
}

// scriptOf is the name of the first of the scripts in which at least a tenth of the tokens are written, or "".
func scriptOf(tokens []token) string {
	for _, s := range scripts {
		n := 0
		for _, t := range tokens {
			for _, r := range t.word {
				if unicode.Is(s.table, r) {
					n++
					break
				}
			}
		}
		if n*10 >= len(tokens) && n > 0 {
			return s.name
		}
	}
	return ""
}
