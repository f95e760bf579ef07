package rules

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/candor-privacy/candor/practice"
)

//go:embed rows.txt
var rowsText string

// rowsOf are the words of a notice for those of whom a table holds rows, by the table's name in the singular.
var rowsOf = sync.OnceValue(func() map[string]*regexp.Regexp {
	words := map[string]*regexp.Regexp{}
	for _, row := range practice.MustTable("rows.txt", rowsText, 2) {
		alternatives := strings.ReplaceAll(strings.Join(strings.Fields(row.Columns[1]), "|"), "*", `\p{L}*`)
		words[row.Columns[0]] = wholeWords(alternatives)
	}
	return words
})

// speaksOfRows reports whether a sentence that is about "data" speaks of those of whom the table holds rows: "the data of subscribers are erased …".
func speaksOfRows(d *practice.Declaration, table string) bool {
	if words := rowsOf()[strings.TrimSuffix(strings.ToLower(table), "s")]; words != nil {
		return words.MatchString(d.Text)
	}
	return namesTable(strings.ToLower(d.Text), table)
}

// namesTable reports whether a text, lower case, has every word of a table's name: "computer bookings are deleted after a month" speaks of the rows of
// computer_bookings. What every table holds is no word of its own.
func namesTable(text, table string) bool {
	named := false
	for _, word := range strings.FieldsFunc(snake(table), func(r rune) bool { return r == '_' }) {
		word = strings.TrimSuffix(word, "s")
		if slices.Contains(ofEveryTable, word) {
			continue
		}
		if len(word) < tableWord || !beginsWord(text, word) {
			return false
		}
		named = true
	}
	return named
}

// ofEveryTable are words, without an s at their end, of what every table holds.
var ofEveryTable = []string{"data", "entrie", "history", "item", "list", "record", "row", "table"}

// tableWord is how many letters a word of a table's name has at least that tells what its rows are.
const tableWord = 4

// snake writes the name of a type as that of a table: entry_record for EntryRecord.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// beginsWord reports whether a word of the text begins with these letters, and goes on with no more than an ending.
func beginsWord(text, word string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], word)
		if at < 0 {
			return false
		}
		at += from
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		rest := text[at+len(word):]
		ending := len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsLetter))
		if !unicode.IsLetter(before) && ending <= endingLetters {
			return true
		}
		from = at + len(word)
	}
}

// endingLetters is how many letters an ending has at most: "bookings", "réservations".
const endingLetters = 2
