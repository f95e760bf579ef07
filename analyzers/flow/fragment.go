package flow

import (
	_ "embed"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

//go:embed fragments.txt
var fragmentsText string

// fragments are the words of fragments.txt: whether each only says how a name is written.
var fragments = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for _, row := range practice.MustTable("fragments.txt", fragmentsText, 2) {
		words[row.Columns[0]] = row.Columns[1] == "written"
	}
	return words
})

// fragment reports whether v is text in a variable whose name tells a part of data that is nobody's.
func (a *analysis) fragment(v ssa.Value) bool {
	if _, whole := v.(*ssa.Parameter); whole || !isText(v.Type()) {
		return false
	}
	words := split(a.texts().variables[v])
	for i := len(words) - 1; i >= 0; i-- {
		if written, known := fragments()[words[i]]; !written {
			return known
		}
	}
	return false
}

// secret reports whether a label says that a value is a token or credentials, which are so as a whole: what a token says is no token.
func (l *label) secret() bool {
	return l.kind == fromSource && (practice.Covers("account.token", l.source.Data) || practice.Covers("account.credentials", l.source.Data))
}
