package policy

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

//go:embed foreign.txt
var foreignText string

// foreignTable is foreign.txt: for each list, what their keys mean here.
var foreignTable = sync.OnceValue(func() map[string]map[string][]string {
	table := map[string]map[string][]string{}
	for _, row := range practice.MustTable("foreign.txt", foreignText, 3) {
		list := row.Columns[0]
		if table[list] == nil {
			table[list] = map[string][]string{}
		}
		table[list][row.Columns[1]] = strings.Fields(row.Columns[2])
	}
	return table
})

// foreignTerms are our terms for a key of another tool.
func foreignTerms(list, key string) ([]string, bool) {
	terms, ok := foreignTable()[list][strings.TrimSpace(key)]
	return terms, ok
}
