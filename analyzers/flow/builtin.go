package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// builtin follows the calls of the language's own functions.
func (a *analysis) builtin(i ssa.CallInstruction, b *ssa.Builtin) {
	args := i.Common().Args
	v := i.Value()
	switch b.Name() {
	case "append":
		a.appends(v, args)
	case "copy":
		a.write(a.refs(args[0]), anyElement, leaf(all(a.content(a.value(args[1])))))
	case "print", "println":
		s := &site{instr: i, vals: args}
		for _, arg := range args {
			s.args = append(s.args, a.value(arg))
			a.report(s, len(s.args)-1, a.rendered(arg, a.value(arg), "fmt"), sinkInfo{family: "log", callee: b.Name(), render: "fmt"})
		}
	case "min", "max", "ssa:wrapnilchk":
		var t tree
		for _, arg := range args {
			if isText(arg.Type()) || b.Name() == "ssa:wrapnilchk" && arg == args[0] {
				t = a.p.merge(t, a.value(arg))
			}
		}
		if t != nil && v != nil {
			a.set(v, t)
			return
		}
	}
	if v != nil && a.env[v] == nil {
		a.env[v] = nothing
	}
}

// panics reports what a panic carries: whoever recovers logs it, and else it is printed. What a caller handed over is
// left out: that a function panics over its argument is a mistake of the program, which nobody provokes with data.
func (a *analysis) panics(i *ssa.Panic) {
	if !i.Pos().IsValid() {
		return // written by the compiler
	}
	info := sinkInfo{family: "panic", callee: "panic", render: "fmt", at: i.Pos(), inner: []Step{a.p.step(i.Pos(), "panic")}}
	own := a.rendered(i.X, a.value(i.X), "fmt").only(func(l *label) bool { return l.kind == fromSource })
	a.reportValue(&site{}, i.X, own, info)
}

// appends makes a slice of the elements of another and of more.
func (a *analysis) appends(v *ssa.Call, args []ssa.Value) {
	if v == nil {
		return
	}
	var element tree
	var text cell
	for _, arg := range args {
		t := a.value(arg)
		if t == nil {
			continue
		}
		text = text.merge(cell{labels: t[""].labels.data(), opaque: t[""].opaque})
		for _, r := range t[""].refs {
			at, _ := r.at.join(anyElement)
			element = a.p.merge(element, a.loadPlace(loc{r.obj, at}))
		}
	}
	obj := a.object(v, "")
	content := leaf(cell{labels: text.labels, cut: true, opaque: text.opaque})
	if element != nil {
		content = put(content, anyElement, element)
	}
	a.mem[obj] = a.p.merge(a.mem[obj], content)
	a.env[v] = leaf(cell{labels: text.labels, refs: []loc{{obj: obj}}, opaque: text.opaque})
}

// elements are the values that a call gives to a variadic parameter, when they are written in the call.
func elements(v ssa.Value) ([]ssa.Value, bool) {
	slice, ok := v.(*ssa.Slice)
	if !ok {
		return nil, false
	}
	array, ok := slice.X.(*ssa.Alloc)
	if !ok || array.Comment != "varargs" {
		return nil, false
	}
	n := int(array.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array).Len())
	out := make([]ssa.Value, n)
	for _, use := range *array.Referrers() {
		at, ok := use.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		index, ok := at.Index.(*ssa.Const)
		if !ok {
			return nil, false
		}
		for _, use := range *at.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == at {
				out[index.Int64()] = store.Val
			}
		}
	}
	for _, e := range out {
		if e == nil {
			return nil, false
		}
	}
	return out, true
}
