package flow

import (
	_ "embed"
	"go/token"
	"slices"
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

// withoutPerson is what is left of labels where v is the domain of an address of mail, which is nobody's.
func withoutPerson(v ssa.Value, ls labels) labels {
	const address = practice.Data("contact.email")
	isAddress := func(l *label) bool { return l.kind == fromSource && l.source.Data == address }
	if !behindAt(v) || !slices.ContainsFunc(ls, isAddress) {
		return ls
	}
	return ls.only(func(l *label) bool { return !isAddress(l) && l.kind != fromParam }) // a parameter that is one is called so
}

// behindAt reports whether v is what stands behind the at sign of a text, as the code cuts it out.
func behindAt(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Extract:
		return v.Index == 1 && callsAt(v.Tuple, "strings.Cut")
	case *ssa.UnOp:
		element, ok := v.X.(*ssa.IndexAddr)
		return ok && callsAt(element.X, "strings.Split", "strings.SplitN") && isSecondOrLast(element)
	case *ssa.Slice:
		from, ok := v.Low.(*ssa.BinOp)
		return ok && v.High == nil && from.Op == token.ADD && callsAt(from.X, "strings.Index", "strings.IndexByte", "strings.IndexRune", "strings.LastIndex", "strings.LastIndexByte")
	}
	return false
}

// callsAt reports whether v is the result of one of some functions that look for the at sign in their first argument.
func callsAt(v ssa.Value, names ...string) bool {
	call, ok := v.(*ssa.Call)
	if !ok {
		return false
	}
	fn := called(&call.Call)
	if fn == nil || !slices.Contains(names, fn.FullName()) {
		return false
	}
	sign, ok := call.Call.Args[1].(*ssa.Const)
	if text, isString := constantString(call.Call.Args[1]); isString {
		return text == "@"
	}
	return ok && sign.Value != nil && sign.Int64() == '@'
}

// isSecondOrLast reports whether an element is the second one of its list, or the last.
func isSecondOrLast(element *ssa.IndexAddr) bool {
	switch at := element.Index.(type) {
	case *ssa.Const:
		return at.Int64() == 1
	case *ssa.BinOp:
		one, ok := at.Y.(*ssa.Const)
		return ok && at.Op == token.SUB && one.Int64() == 1 && lengthOf(at.X) == element.X
	}
	return false
}

// secret reports whether a label says that a value is a token or credentials, which are so as a whole: what a token says is no token.
func (l *label) secret() bool {
	return l.kind == fromSource && (practice.Covers("account.token", l.source.Data) || practice.Covers("account.credentials", l.source.Data))
}
