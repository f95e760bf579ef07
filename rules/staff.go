package rules

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"github.com/candor-privacy/candor/practice"
)

//go:embed staff.txt
var staffText string

var staffWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for _, row := range practice.MustTable("staff.txt", staffText, 1) {
		words[row.Columns[0]] = true
	}
	return words
})

// ofStaff reports whether code is used by the company's own people alone, by the path of its file.
func ofStaff(file string) bool {
	for part := range strings.SplitSeq(strings.TrimSuffix(strings.ToLower(file), ".go"), "/") {
		word := strings.Map(func(r rune) rune { // "back-office" is "backoffice"
			if unicode.IsLetter(r) {
				return r
			}
			return -1
		}, part)
		if staffWords()[word] {
			return true
		}
		for word := range strings.FieldsFuncSeq(part, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if staffWords()[word] {
				return true
			}
		}
	}
	return false
}
