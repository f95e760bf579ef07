package rules

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

//go:embed clashwords.txt
var clashWordsText string

// clashWords are the classes of clashwords.txt.
var clashWords = sync.OnceValue(func() map[string]*regexp.Regexp {
	shape, alternatives := map[string]string{}, map[string][]string{}
	for _, row := range practice.MustTable("clashwords.txt", clashWordsText, 4) {
		class := row.Columns[0]
		shape[class], alternatives[class] = row.Columns[1], append(alternatives[class], row.Columns[3])
	}
	words := map[string]*regexp.Regexp{}
	for class, list := range alternatives {
		any := strings.Join(list, "|")
		switch shape[class] {
		case "start":
			words[class] = regexp.MustCompile(`(?i)^\W*(?:` + any + `)(?:[^\p{L}]|$)`)
		case "stem":
			words[class] = regexp.MustCompile(`(?i)(?:^|[^\p{L}\p{N}_])(?:` + any + `)`)
		default:
			words[class] = wholeWords(any)
		}
	}
	return words
})

// says reports whether words of a class stand in a text.
func says(class, text string) bool { return clashWordsOf(class).MatchString(text) }

// clashWordsOf are the words of a class, which clashwords.txt has: a test holds what the code asks for against it.
func clashWordsOf(class string) *regexp.Regexp {
	words, ok := clashWords()[class]
	if !ok {
		panic("clashwords.txt has no class " + class)
	}
	return words
}

// apart reports whether two statements name different ones of the things that one category of data, or one purpose, holds: calls and cameras,
// letters and e-mails.
func (s *said) apart(a, b *practice.Declaration) bool { return s.register.nameOthers(a, b, things) }

// recordsApart reports whether two periods are those of different records: "orders are kept for ten years", "accounts are deleted after three".
func (s *said) recordsApart(a, b *practice.Declaration) bool {
	return s.register.nameOthers(a, b, records)
}

// nameOthers reports whether both statements name some of several things, and none of them both.
func (x *register) nameOthers(a, b *practice.Declaration, things []trait) bool {
	one, other := false, false
	for _, t := range things {
		first, second := x.has(t, a), x.has(t, b)
		if first && second {
			return false
		}
		one, other = one || first, other || second
	}
	return one && other
}
