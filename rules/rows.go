package rules

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"

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
	words := rowsOf()[strings.TrimSuffix(strings.ToLower(table), "s")]
	return words != nil && words.MatchString(d.Text)
}
