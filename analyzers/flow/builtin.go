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
	case "delete":
		a.deletes(args)
	case "clear":
		for _, r := range a.refs(args[0]) {
			if refs := a.refs(args[0]); len(refs) == 1 && !r.at.many() {
				a.mem.set(r.obj, put(a.mem.of(r.obj), r.at, nothing))
			}
		}
	case "String", "StringData", "Slice", "SliceData", "Add": // of unsafe: the same bytes
		if v != nil {
			t := a.value(args[0])
			if isText(v.Type()) || isText(args[0].Type()) {
				t = leaf(all(a.memoryBehind(t)))
			}
			a.set(v, t)
		}
	case "recover":
		a.env[v] = leaf(cell{labels: labels{a.p.paramLabel(recovered, "")}})
	case "min", "max", "ssa:wrapnilchk":
		var t tree
		for _, arg := range args {
			if isText(arg.Type()) || isTypeParam(arg.Type()) || b.Name() == "ssa:wrapnilchk" && arg == args[0] {
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

// memoryBehind is what lies around the places that a value points to: from its first element on, others can be read.
func (a *analysis) memoryBehind(t tree) tree {
	out := a.content(t)
	for _, r := range t.root().refs {
		out = a.p.merge(out, a.content(a.read(loc{obj: r.obj})))
	}
	return out
}

// panics reports what a panic carries: whoever recovers logs it, and else it is printed. What a caller handed over is
// left out: that a function panics over its argument is a mistake of the program, which nobody provokes with data.
func (a *analysis) panics(i *ssa.Panic) {
	if !i.Pos().IsValid() {
		return // written by the compiler
	}
	info := sinkInfo{family: "panic", callee: "panic", render: "fmt", at: i.Pos(), inner: []Step{a.p.step(i.Pos(), "panic")}}
	a.panicking(i)
	own := a.rendered(i.X, a.value(i.X), "fmt").only(func(l *label) bool { return l.kind == fromSource })
	a.reportValue(&site{}, i.X, own, info)
}

// deletes empties the element with a constant key.
func (a *analysis) deletes(args []ssa.Value) {
	k, ok := args[1].(*ssa.Const)
	refs := a.refs(args[0])
	if !ok || k.Value == nil || len(refs) != 1 {
		return
	}
	if at, whole := refs[0].at.join(element(constantText(k))); whole && !at.many() {
		a.write(refs, element(constantText(k)), nothing)
	}
}

// appends makes a slice of the elements of another and of more.
func (a *analysis) appends(v *ssa.Call, args []ssa.Value) {
	if v == nil {
		return
	}
	var element tree
	var text cell
	if a.appendsInPlace(v, args) {
		return
	}
	for _, arg := range args {
		t := a.value(arg)
		if t == nil {
			continue
		}
		text = text.merge(cell{labels: t.root().labels.data(), opaque: t.root().opaque})
		for _, r := range t.root().refs {
			at, _ := r.at.join(anyElement)
			element = a.p.merge(element, a.loadPlace(loc{r.obj, at}))
		}
	}
	obj := a.object(v, "")
	content := leaf(cell{labels: text.labels, cut: true, opaque: text.opaque})
	if element != nil {
		content = put(content, anyElement, element)
	}
	a.mem.set(obj, a.p.merge(a.mem.of(obj), content))
	a.env[v] = leaf(cell{labels: text.labels, refs: []loc{{obj: obj}}, opaque: text.opaque})
}

// appendsInPlace does the same where it is known how long both are: elements keep being told apart.
func (a *analysis) appendsInPlace(v *ssa.Call, args []ssa.Value) bool {
	n := length(args[0], 0)
	more, ok := elements(args[1])
	if n < 0 || !ok || len(a.refs(args[0])) > 1 {
		return false
	}
	content := leaf(cell{cut: true})
	for _, r := range a.refs(args[0]) {
		content = a.read(r)
	}
	for i, e := range more {
		if t := a.value(e); t != nil {
			content = put(content, indexed(n+i), t)
		}
	}
	obj := a.object(v, "")
	a.mem.set(obj, content)
	a.env[v] = leaf(cell{refs: []loc{{obj: obj}}})
	return true
}

// length is how many elements a slice is known to have, -1 if that does not stand in the code.
func length(v ssa.Value, depth int) int {
	switch v := v.(type) {
	case *ssa.Const:
		return 0
	case *ssa.Slice:
		array, ok := v.X.(*ssa.Alloc)
		if !ok || v.Low != nil || v.High != nil {
			return -1
		}
		if t, ok := deref(array.Type()).Underlying().(*types.Array); ok && t.Len() < maxIndex {
			return int(t.Len())
		}
	case *ssa.Call:
		b, ok := v.Call.Value.(*ssa.Builtin)
		if !ok || b.Name() != "append" || depth > maxIndex {
			return -1
		}
		n := length(v.Call.Args[0], depth+1)
		more, ok := elements(v.Call.Args[1])
		if n >= 0 && ok && n+len(more) < maxIndex {
			return n + len(more)
		}
	}
	return -1
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
