package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// value is what is known of an operand where it is used; nil when it was not computed yet.
func (a *analysis) value(v ssa.Value) tree { return a.guarded(v, a.operand(v)) }

// operand is what is known of an operand wherever it is used.
func (a *analysis) operand(v ssa.Value) tree {
	switch v := v.(type) {
	case *ssa.Const:
		if obj, filled := a.objects[v]; filled {
			return leaf(cell{refs: []loc{{obj: obj}}})
		}
		if host := constantEndpoint(v); host != "" {
			return leaf(cell{labels: labels{a.p.endpointLabel(host)}})
		}
		return nothing
	case *ssa.Global:
		return leaf(cell{refs: []loc{{obj: a.global(v)}}})
	case *ssa.Function:
		return a.p.functionValue(v)
	case *ssa.Builtin:
		return nothing
	}
	return a.env[v]
}

// set gives v its value. References without a known target get an object of their own, so that stores through them are seen.
func (a *analysis) set(v ssa.Value, t tree) {
	if t == nil {
		return
	}
	if neverData(v.Type()) {
		t = nothing
	}
	root := t.root()
	if len(root.labels) > 0 && a.fragment(v) {
		root.labels = root.labels.only(func(l *label) bool { return !l.data() })
		t = withRoot(t, root)
	}
	if left := withoutPerson(v, root.labels); len(left) < len(root.labels) {
		root.labels = left
		t = withRoot(t, root)
	}
	if isNumber(v.Type()) && !isAddress(v.Type()) && root.labels.has(fromParam) { // counts and positions: data are followed as numbers only inside a function
		root.labels = root.labels.only(func(l *label) bool { return l.kind != fromParam })
		t = withRoot(t, root)
	}
	if isReference(v.Type()) && len(root.refs) == 0 && (root.opaque || len(root.labels) > 0 || len(t) > 1 || made(v)) {
		obj := a.object(v, "")
		a.mem.set(obj, withRoot(t, cell{labels: root.labels.data(), opaque: root.opaque}))
		t = withRoot(nil, cell{labels: root.labels, refs: []loc{{obj: obj}}, opaque: root.opaque})
	}
	a.env[v] = t
}

// made reports whether v is a new thing that a call returns, into which something can be put.
func made(v ssa.Value) bool {
	switch v.Type().Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Chan:
	default:
		return false
	}
	switch v.(type) {
	case *ssa.Call, *ssa.Extract, *ssa.TypeAssert:
		return true
	}
	return false
}

// instruction is the effect of one instruction on values and memory.
func (a *analysis) instruction(instr ssa.Instruction) {
	switch i := instr.(type) {
	case *ssa.Alloc:
		obj := a.object(i, i.Comment)
		a.mem.set(obj, leaf(cell{cut: true}))
		a.set(i, leaf(cell{refs: []loc{{obj: obj}}}))
	case *ssa.MakeMap, *ssa.MakeSlice, *ssa.MakeChan:
		v := i.(ssa.Value)
		obj := a.object(v, "")
		if a.mem.of(obj) == nil {
			a.mem.set(obj, leaf(cell{cut: true}))
		}
		a.set(v, leaf(cell{refs: []loc{{obj: obj}}}))
	case *ssa.MakeClosure:
		a.closure(i)
	case *ssa.Defer:
		a.deferred[i] = a.site(i)
	case *ssa.RunDefers:
		a.runDefers(i.Block())
	case *ssa.Go:
		s := a.site(i)
		a.spawned[i] = s
		a.runSite(s)
	case *ssa.Call:
		a.call(i)
	case *ssa.Store:
		a.store(i)
	case *ssa.MapUpdate:
		a.mapUpdate(i)
	case *ssa.Send:
		a.write(a.refs(i.Chan), anyElement, a.value(i.X))
	case *ssa.Return:
		a.ret(i)
	case *ssa.Panic:
		a.panics(i)
	case ssa.Value:
		a.compute(i)
	}
}

// compute is the effect of an instruction that only makes a value of others.
func (a *analysis) compute(v ssa.Value) {
	switch i := v.(type) {
	case *ssa.Phi:
		var t tree
		for n := range i.Edges {
			if a.enters(i.Block(), n) {
				t = a.p.merge(t, a.edge(i, n))
			}
		}
		a.set(v, t)
	case *ssa.FieldAddr:
		a.address(v, i.X, path(fieldName(i.X.Type(), i.Field)))
		a.pointedAt(i)
	case *ssa.IndexAddr:
		a.address(v, i.X, indexStep(a.fixed(i.Index)))
	case *ssa.Field:
		t := a.p.partOf(a.value(i.X), path(fieldName(i.X.Type(), i.Field)))
		a.set(v, a.classify(t, i.X.Type(), i.Field, v, i.X))
	case *ssa.UnOp:
		a.unary(i)
	case *ssa.BinOp:
		a.binary(i)
	case *ssa.Extract:
		if parts := a.tuples[i.Tuple]; i.Index < len(parts) {
			a.set(v, a.part(i, parts[i.Index]))
		}
	case *ssa.Lookup:
		a.lookup(i)
	case *ssa.Index:
		a.set(v, a.picked(i.X, i.Index, a.p.elementOf(a.value(i.X), indexStep(a.fixed(i.Index)))))
	case *ssa.Slice:
		a.slice(i)
	case *ssa.Convert:
		a.convert(v, i.X)
	case *ssa.MultiConvert:
		a.convert(v, i.X)
	case *ssa.MakeInterface:
		if t := a.value(i.X); t != nil {
			root := t.root()
			if !isTypeParam(i.X.Type()) || !root.labels.has(dynamicType) { // what stands for the type parameter is known
				root.labels = root.labels.only(func(l *label) bool { return l.kind != dynamicType }).with(a.p.typeLabel(i.X.Type()))
			}
			a.set(v, withRoot(t, root))
		}
	case *ssa.TypeAssert:
		t := a.unboxed(a.value(i.X), i.AssertedType)
		if never(i) {
			t = nothing
		}
		if i.CommaOk {
			a.tuples[i] = []tree{t, nothing}
			a.env[i] = nothing
			return
		}
		a.set(v, a.asserted(v, i, t))
	case *ssa.ChangeInterface:
		a.set(v, a.value(i.X))
	case *ssa.ChangeType:
		a.set(v, a.value(i.X))
	case *ssa.SliceToArrayPointer:
		a.set(v, a.value(i.X))
	case *ssa.Range:
		a.set(v, a.value(i.X))
	case *ssa.Next:
		a.next(i)
	case *ssa.Select:
		a.selects(i)
	}
}

// unboxed is what is behind an interface as a value of a type: a struct itself, and no reference to it.
func (a *analysis) unboxed(t tree, as types.Type) tree {
	root := t.root()
	if _, ok := as.Underlying().(*types.Struct); !ok || len(root.refs) == 0 {
		return t
	}
	var inside tree
	for _, r := range root.refs {
		inside = a.p.merge(inside, a.read(r))
	}
	of := inside.root()
	of.labels, of.opaque, of.cut = of.labels.union(root.labels), of.opaque || root.opaque, false
	return withRoot(inside, of)
}

// slice is the same array, from an index on: where that is not the first, elements are no longer told apart.
func (a *analysis) slice(i *ssa.Slice) {
	t := a.value(i.X)
	if low, ok := i.Low.(*ssa.Const); i.Low != nil && (!ok || low.Int64() != 0) {
		for _, r := range t.root().refs {
			if at, whole := r.at.join(anyElement); whole {
				a.mem.set(r.obj, put(a.mem.of(r.obj), at, a.read(loc{r.obj, at})))
			}
		}
	}
	a.set(i, t)
}

func (a *analysis) unary(i *ssa.UnOp) {
	switch i.Op {
	case token.MUL:
		t := a.load(i.X, i.Type())
		if t == nil {
			return
		}
		if fa, ok := i.X.(*ssa.FieldAddr); ok {
			t = a.classify(t, fa.X.Type(), fa.Field, i, fa.X)
		}
		a.set(i, a.ofNamed(i, t))
	case token.ARROW:
		a.runSpawned() // which may have sent it
		var t tree
		for _, r := range a.refs(i.X) {
			at, _ := r.at.join(anyElement)
			t = a.p.merge(t, a.read(loc{r.obj, at}))
		}
		if t == nil {
			t = unknown
		}
		if i.CommaOk {
			a.tuples[i] = []tree{t, nothing}
			a.env[i] = nothing
			return
		}
		a.set(i, t)
	default:
		a.set(i, a.value(i.X))
	}
}

func (a *analysis) binary(i *ssa.BinOp) {
	if neverData(i.Type()) {
		a.env[i] = nothing
		return
	}
	x, y := all(a.value(i.X)), all(a.value(i.Y))
	a.set(i, leaf(cell{labels: x.labels.union(y.labels), opaque: x.opaque || y.opaque}))
}

func (a *analysis) convert(v, x ssa.Value) {
	t := a.value(x)
	if t == nil {
		return
	}
	if isText(v.Type()) || isText(x.Type()) {
		c := all(a.content(t))
		a.set(v, leaf(cell{labels: c.labels, opaque: c.opaque}))
		return
	}
	a.set(v, t)
}

func (a *analysis) ret(i *ssa.Return) {
	if !a.emit {
		return
	}
	if a.results == nil {
		a.results, a.returned = make([]tree, len(i.Results)), make([][]loc, len(i.Results))
	}
	a.answers(i)
	for r, v := range i.Results {
		a.returned[r] = mergeRefs(a.returned[r], a.value(v).root().refs)
		t := a.content(a.value(v))
		if _, constant := v.(*ssa.Const); constant && len(t.root().labels) == 0 {
			t = nothing
		}
		a.results[r] = a.p.merge(a.results[r], t)
	}
	a.runSpawned()
	a.p.join(a.exits, a.mem)
}
