package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// What is kept in the context of a request is asked for as a value of any type, under a key of the program's own. What it is, the type
// assertion behind it, the key, or the function that asks tell: ctx.Value(emailKey).(string), ClientIP(r).

// asserted names what a type assertion found, when nothing else is known of it: by its variable, then by the key that it was asked for under.
// Callers may know better, so what comes from a parameter is named as well.
func (a *analysis) asserted(v ssa.Value, i *ssa.TypeAssert, t tree) tree {
	root := t.root()
	if !root.opaque || root.labels.tells("") {
		return t
	}
	m, kind := variable(a.putInto(v), v.Type()), Local
	for _, name := range a.keysOf(i.X) {
		if m.Data == "" {
			m, kind = variable(withoutKey(name), v.Type()), Key
			m.Name = name
		}
	}
	if m.Data == "" {
		return t
	}
	return withRoot(t, root.plus(labels{a.p.namedLabel(m.source(kind, m.Name, a.p.step(a.near(i), m.Name)), root.labels)}))
}

// keysOf are the names of the key under which v was asked for, none if v is not the result of such a call.
func (a *analysis) keysOf(v ssa.Value) []string {
	if part, ok := v.(*ssa.Extract); ok {
		v = part.Tuple
	}
	call, ok := v.(*ssa.Call)
	if !ok {
		return nil
	}
	fn, vals := called(call.Common()), call.Call.Args
	if call.Call.IsInvoke() {
		vals = append([]ssa.Value{call.Call.Value}, vals...)
	}
	if fn == nil || len(vals) < 2 || !slices.ContainsFunc(a.p.effectsOf(fn).models, func(m model) bool { return m.keyed && m.from.index == 0 }) {
		return nil
	}
	return keyNames(a.fixed(vals[1]))
}

// keyNames are what a key is called: a text, a constant of a type of its own, an empty struct, or a package variable.
func keyNames(v ssa.Value) []string {
	if m, ok := v.(*ssa.MakeInterface); ok {
		v = m.X
	}
	if load, ok := v.(*ssa.UnOp); ok {
		v = load.X
	}
	switch k := v.(type) {
	case *ssa.Global:
		return []string{k.Name()}
	case *ssa.Alloc:
		return emptyStruct(deref(k.Type()))
	case *ssa.Const:
		if k.Value == nil {
			return emptyStruct(k.Type())
		}
		names := constantNames(k)
		if k.Value.Kind() == constant.String {
			names = append(names, constant.StringVal(k.Value))
		}
		return names
	}
	return nil
}

// emptyStruct is the name of a type that has no fields, and so says by itself which key it is.
func emptyStruct(t types.Type) []string {
	if s := structOf(t); s != nil && s.NumFields() == 0 && typeName(t) != "" {
		return []string{typeName(t)}
	}
	return nil
}

// constantNames are the constants of a type of the program's own that have the value of k.
func constantNames(k *ssa.Const) []string {
	named, ok := types.Unalias(k.Type()).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil
	}
	var names []string
	scope := named.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		c, ok := scope.Lookup(name).(*types.Const)
		if ok && types.Identical(c.Type(), named) && constant.Compare(c.Val(), token.EQL, k.Value) {
			names = append(names, name)
		}
	}
	return names
}

// aboutKeys are words that say of a name that it is a key's, and nothing of what is kept under it.
var aboutKeys = []string{"key", "ctx", "context"}

func withoutKey(name string) string {
	words := slices.DeleteFunc(split(name), func(w string) bool { return slices.Contains(aboutKeys, w) })
	return strings.Join(words, "_")
}

// asking are the verbs of functions that return what the rest of their names says, and whence the words behind that say where they have it from.
var (
	asking = []string{"get", "fetch", "extract", "resolve", "find", "lookup", "read", "must", "current"}
	whence = []string{"from", "in", "of", "for"}
)

// holders end the names of types that hold what is known of who asks.
var holders = []string{"context", "ctx", "request", "session"}

// calledName adds what the name of a function says that it returns of a request or its context, when nothing else is known of that.
func (a *analysis) calledName(s *site, v ssa.Value, t tree) tree {
	root := t.root()
	if s.fn == nil || standard(s.fn.Pkg()) || !root.opaque || root.labels.tells("") || !isText(v.Type()) || !asksHolder(s.fn.Signature()) {
		return t
	}
	m := variable(askedFor(s.fn.Name()), v.Type())
	if m.Data == "" {
		return t
	}
	expr := a.callExpr(s)
	m.Name = s.fn.Name()
	src := m.source(Getter, expr, a.p.step(a.position(s), expr))
	return withRoot(t, root.plus(labels{a.p.namedLabel(src, root.labels)}))
}

// asksHolder reports whether a function has nothing to ask but one holder of what is known of who asks.
func asksHolder(sig *types.Signature) bool {
	var of types.Type
	switch {
	case sig.Params().Len() == 1:
		of = sig.Params().At(0).Type()
	case sig.Params().Len() == 0 && sig.Recv() != nil:
		of = sig.Recv().Type()
	default:
		return false
	}
	words := split(typeName(of))
	return len(words) > 0 && slices.Contains(holders, words[len(words)-1])
}

// askedFor is what the name of a function says that it returns: "GetClientIPFromRequest" is about a client IP.
func askedFor(name string) string {
	words := split(name)
	for len(words) > 1 && slices.Contains(asking, words[0]) {
		words = words[1:]
	}
	if end := slices.IndexFunc(words, func(w string) bool { return slices.Contains(whence, w) }); end > 0 {
		words = words[:end]
	}
	return strings.Join(words, "_")
}
