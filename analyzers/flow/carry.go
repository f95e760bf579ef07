package flow

import (
	_ "embed"
	"go/types"
	"strings"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

//go:embed library.txt
var libraryText string

// library says of the packages of the standard library whether their functions carry data as their signatures say.
var library = sync.OnceValue(func() map[string]bool {
	carries := map[string]bool{}
	for _, row := range practice.MustTable("library.txt", libraryText, 2) {
		carries[row.Columns[0]] = row.Columns[1] == "carry"
	}
	return carries
})

// roles are what a signature says of a function of the library: which arguments hold data, and where the data go.
// Arguments count from 0, the receiver being 0.
type roles struct {
	sources []int
	targets []int
	results []int
	alias   int // the argument that the first result writes to, -1 if it is none
}

// writers and fillers begin the names of methods and functions that keep what they are given, or fill what they are given.
// "Add" and the like stand for a whole first word of the name.
var (
	writers = []string{"Add", "Append", "Copy", "Del", "Delete", "Encode", "Insert", "Link", "Load", "New", "Parse", "Print", "Push", "Put", "Read", "Register", "Reset", "Set", "Skip", "Store", "Swap", "Unmarshal", "Write", "Funcs", "Init", "Delims", "Clone", "Lookup", "Feed", "Merge", "Option", "Create", "Populate", "Replace", "Scan", "Gob", "Split", "Buffer", "Convert", "From", "Include", "Extend", "Grow", "Keep", "Use", "Open"}
	fillers = []string{"Crypt", "Decode", "Expand", "Fill", "Fscan", "Get", "Indent", "Next", "Peek", "Read", "Scan", "Sscan", "Transform", "Uncompress", "Unmarshal", "XORKey"}
)

// rolesOf reads a signature.
func rolesOf(fn *types.Func) roles {
	r := roles{alias: -1}
	sig, name := fn.Signature(), fn.Name()
	shift := 0
	if sig.Recv() != nil {
		shift = 1
	}
	filling := startsWith(name, fillers) && !hasDestination(sig) &&
		!(shift == 1 && strings.HasPrefix(name, "Unmarshal")) // the receiver is filled, with what it is handed
	writer := -1
	for i := range sig.Params().Len() {
		p := sig.Params().At(i)
		switch t := p.Type(); {
		case isFunction(t) || neverCarried(t):
		case writable(t):
			writer = i + shift
			r.targets = append(r.targets, i+shift)
			if filled(t) || shift == 0 && startsWith(name, []string{"New"}) {
				r.sources = append(r.sources, i+shift)
			}
		case strings.HasPrefix(p.Name(), "dst") || filling && (shift == 1 || i > 0) && fillable(t):
			r.targets = append(r.targets, i+shift)
			if strings.HasPrefix(name, "Append") {
				r.sources = append(r.sources, i+shift)
			}
		default:
			r.sources = append(r.sources, i+shift)
		}
	}
	for i := range sig.Results().Len() {
		if t := sig.Results().At(i).Type(); !neverCarried(t) && !isError(t) {
			r.results = append(r.results, i)
		}
	}
	if shift == 1 {
		if keeps(sig.Recv().Type()) && (startsWith(name, writers) || len(r.results) == 0 && !filling) {
			r.targets = append(r.targets, 0)
		}
		r.sources = append(r.sources, 0)
	}
	if writer >= 0 && strings.HasPrefix(name, "New") && len(r.results) > 0 {
		r.alias = writer
	}
	return r
}

// hasDestination reports whether a parameter says that the others are written to it.
func hasDestination(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		if writable(v.Type()) || strings.HasPrefix(v.Name(), "dst") {
			return true
		}
	}
	return false
}

// startsWith reports whether the first word of a name is, or begins with, one of the words.
func startsWith(name string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(name, w) {
			return true
		}
	}
	return false
}

// neverCarried reports whether values of type t are left out: truths, numbers, durations and positions.
func neverCarried(t types.Type) bool {
	if slice, ok := t.Underlying().(*types.Slice); ok {
		e, ok := slice.Elem().Underlying().(*types.Basic)
		return ok && e.Kind() != types.Uint8 && e.Kind() != types.Uint16 && e.Kind() != types.Int32 && neverCarried(e)
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString == 0 && basic.Kind() != types.UnsafePointer && basic.Kind() != types.Uintptr
}

// keeps reports whether a receiver of type t can keep what a method is given. A regular expression stays as it is.
func keeps(t types.Type) bool {
	if qualified(deref(t)) == "regexp.Regexp" {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Map:
		return true
	}
	return qualified(t) == "reflect.Value"
}

// writable reports whether t is something that is written to: it has a method Write.
func writable(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Write")
	fn, ok := obj.(*types.Func)
	return ok && fn.Signature().Params().Len() == 1 && types.Identical(fn.Signature().Params().At(0).Type(), types.NewSlice(types.Typ[types.Byte]))
}

// filled reports whether what is written to t can be read from it again.
func filled(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Read")
	_, ok := obj.(*types.Func)
	return ok
}

// fillable reports whether a function can put something where a value of type t refers to.
func fillable(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Map:
		return true
	case *types.Interface:
		return u.Empty()
	case *types.Slice:
		return true
	}
	return qualified(t) == "reflect.Value"
}

// carry moves data through a function of the library as its signature says. It is false for what library.txt does not have.
func (a *analysis) carry(s *site) bool {
	if s.fn.Pkg() == nil {
		return false
	}
	carries, known := library()[s.fn.Pkg().Path()]
	if !known {
		return false
	}
	if !carries {
		for i := range s.results {
			s.results[i] = nothing
		}
		a.callArguments(s)
		return true
	}
	r := a.p.rolesOf(s.fn)
	var c cell
	for _, i := range r.sources {
		if i < len(s.args) && s.args[i] != nil && s.vals[i] != nil {
			t := a.content(s.args[i])
			if of := s.vals[i].Type(); filled(of) {
				t = stream(t, of)
			}
			part := all(t)
			c = c.merge(cell{labels: part.labels, opaque: part.opaque})
		}
	}
	for _, i := range r.results {
		s.results[i] = leaf(c)
	}
	if r.alias >= 0 {
		s.results[r.results[0]] = a.p.merge(a.unset(s.vals[r.alias], s.args[r.alias]), leaf(c))
	}
	c.labels = c.labels.data()
	for _, i := range r.targets {
		a.fill(s, i, "", leaf(c))
	}
	a.callArguments(s)
	return true
}

// rolesOf is rolesOf, kept.
func (p *Program) rolesOf(fn *types.Func) roles {
	r, ok := p.roles[fn]
	if !ok {
		r = rolesOf(fn)
		p.roles[fn] = r
	}
	return r
}
