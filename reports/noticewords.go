package reports

import (
	"cmp"
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"github.com/candor-privacy/candor/practice"
)

//go:embed noticewords.txt
var noticeWordsText string

// noticeWords are the rows of noticewords.txt: list, key, and a column a language.
var noticeWords = sync.OnceValue(func() map[[2]string][]string {
	table := map[[2]string][]string{}
	for _, row := range practice.MustTable("noticewords.txt", noticeWordsText, 4) {
		table[[2]string{row.Columns[0], row.Columns[1]}] = row.Columns
	}
	return table
})

// An author writes what stands in a notice, in one of the languages of the interface.
type author struct{ column int }

func authorIn(language string) (author, error) {
	if _, err := interfaceIn(language); err != nil {
		return author{}, err
	}
	return author{languages[cmp.Or(language, "en")] + 1}, nil
}

// has reports whether a list has a row for a key.
func (author) has(list, key string) bool { return noticeWords()[[2]string{list, key}] != nil }

// word is a row of a list. One that is missing is a fault of ours, which the tests see.
func (a author) word(list, key string) string {
	row := noticeWords()[[2]string{list, key}]
	if row == nil {
		panic("noticewords.txt has no " + list + " " + key)
	}
	return row[a.column]
}

// term is how a notice says a term; one that is in no table stands as it is.
func (a author) term(list, key string) string {
	if !a.has(list, key) {
		return Clean(key)
	}
	return a.word(list, key)
}

// joined writes "a", "a and b", "a, b and c".
func (a author) joined(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " " + a.word("words", "and") + " " + words[last]
}

// before writes a word of the language that depends on what follows it: "de Hotjar", "d'Amazon". Nothing tells which h is mute.
func (a author) before(key, name string) string {
	if strings.ContainsRune("aeiouéèêîôâ", unicode.ToLower([]rune(name + " ")[0])) {
		key += ".vowel"
	}
	return fmt.Sprintf(a.word("words", key), name)
}

// purposes writes "for audience measurement and fraud prevention"; "" for none.
func (a author) purposes(keys []string) string {
	if len(keys) == 0 {
		return ""
	}
	each := make([]string, len(keys))
	for i, key := range keys {
		each[i] = a.before("for.each", a.term("purpose", key))
	}
	return fmt.Sprintf(a.word("words", "for"), a.joined(each))
}

// period writes how long a tracer lives: in years or months where that is exact, or a little more than what was seen.
func (a author) period(p practice.Period) string {
	n, bounded := p.Days()
	switch {
	case p == practice.Session:
		return a.word("words", "session")
	case p == practice.Unlimited:
		return a.word("words", "unlimited")
	case !bounded:
		return Clean(string(p))
	case n == 365:
		return fmt.Sprintf(a.word("words", "year"), 1)
	case n > 0 && n%365 == 0:
		return fmt.Sprintf(a.word("words", "years"), n/365)
	case monthsOf(n) > 0:
		return fmt.Sprintf(a.word("words", "months"), monthsOf(n))
	case n == 1:
		return fmt.Sprintf(a.word("words", "day"), 1)
	}
	return fmt.Sprintf(a.word("words", "days"), n)
}

// monthsOf is how many months some days are, as those who set them count: a month has 30 days, or a little more. 0 where they are no number of months
// from 2 to 24.
func monthsOf(days int) int {
	months := days / 30
	if months < 2 || months > 24 || 2*days > 61*months {
		return 0
	}
	return months
}

// consentOf is the category of consent that a purpose belongs to; "unknown" for one that nobody knows.
func consentOf(p practice.Purpose) string {
	key := string(p)
	for {
		if row := noticeWords()[[2]string{"aim", key}]; row != nil {
			return row[2]
		}
		i := strings.LastIndex(key, ".")
		if i < 0 {
			return "unknown"
		}
		key = key[:i]
	}
}

// asked reports whether tracers of a category need consent first.
func asked(category string) bool { return category != "necessary" && category != "preferences" }
