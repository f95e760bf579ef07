package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// keyValues renders log attributes: keys and values in turn, or attributes made before.
func (a *analysis) keyValues(s *site, i int, info sinkInfo) {
	values, ok := elements(s.vals[i])
	if !ok {
		a.reportValue(s, s.vals[i], a.rendered(s.vals[i], s.args[i], "kv"), info)
		return
	}
	for k := 0; k < len(values); k++ {
		name, ok := constantString(values[k])
		if !ok || k+1 == len(values) {
			a.reportValue(s, values[k], a.rendered(values[k], a.value(values[k]), "kv"), info)
			continue
		}
		k++
		t := a.attribute(a.value(values[k]), name, values[k])
		a.reportValue(s, values[k], a.rendered(values[k], t, "kv"), info)
	}
}

// attribute names a value of unknown origin by the key under which it is logged.
func (a *analysis) attribute(t tree, name string, v ssa.Value) tree {
	if t == nil {
		return nil
	}
	plain := v
	if m, ok := v.(*ssa.MakeInterface); ok {
		plain = m.X
	}
	root := t.root()
	m := key(name)
	if m.Data == "" {
		m = letsIn(name, root.labels)
	}
	if m.Data == "" || !root.opaque || len(a.p.inside(plain.Type())) > 0 || !carries(plain.Type(), m.Data) || all(a.content(t)).labels.tells("") || a.fromGlobal(plain) || a.ofSettings(plain) {
		return t
	}
	expr := a.expr(v)
	if expr == "" {
		expr = name
	}
	return withRoot(t, root.plus(labels{a.p.sourceLabel(m.source(Key, expr, a.p.step(a.near(v), expr)))}))
}

// ofSettings reports whether a value is read from a field of what sets the program, or a library of another's, up: no key makes it somebody's. Options of
// the code's own may be what a person is asked for.
func (a *analysis) ofSettings(v ssa.Value) bool {
	if load, ok := v.(*ssa.UnOp); ok {
		v = load.X
	}
	var holder types.Type
	switch f := v.(type) {
	case *ssa.FieldAddr:
		holder = deref(f.X.Type())
	case *ssa.Field:
		holder = f.X.Type()
	default:
		return false
	}
	words := Words(typeName(holder))
	asked := len(words) > 0 && slices.Contains([]string{"options", "opts", "option"}, words[len(words)-1]) && a.p.inScope[packageOf(holder)]
	return !asked && ofOperator(holder)
}

// attributes are the packages whose functions make an attribute of a log or a trace of a key and a value.
var attributes = []string{"go.opentelemetry.io/otel/attribute", "go.uber.org/zap", "log/slog"}

// isAttribute reports whether a function is one of them.
func isAttribute(fn *types.Func) bool {
	return fn.Pkg() != nil && slices.Contains(attributes, fn.Pkg().Path())
}

// paired is what is handed to a function of the code's own behind the constant that names it: own("signed in", "email", address), as
// attributes of logs are.
func (a *analysis) paired(i *ssa.Store, to *ssa.IndexAddr, v tree) tree {
	all, ok := to.X.(*ssa.Alloc)
	n, known := to.Index.(*ssa.Const)
	if !ok || !known || all.Comment != "varargs" || n.Int64() == 0 || !a.handedToOwn(all) {
		return v
	}
	for _, use := range *all.Referrers() {
		key, ok := use.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		if at, ok := key.Index.(*ssa.Const); !ok || at.Int64() != n.Int64()-1 {
			continue
		}
		for _, use := range *key.Referrers() {
			if put, ok := use.(*ssa.Store); ok && put.Addr == key {
				if name, ok := constantString(put.Val); ok {
					return a.attribute(v, name, i.Val)
				}
			}
		}
	}
	return v
}

// handedToOwn reports whether the values of a variadic call are handed to a function of the analysed packages.
func (a *analysis) handedToOwn(all *ssa.Alloc) bool {
	for _, use := range *all.Referrers() {
		slice, ok := use.(*ssa.Slice)
		if !ok {
			continue
		}
		for _, use := range *slice.Referrers() {
			if call, ok := use.(ssa.CallInstruction); ok {
				fn := called(call.Common())
				return fn != nil && a.p.inScope[fn.Pkg()]
			}
		}
	}
	return false
}
