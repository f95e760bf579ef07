package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// value is what is known of an operand; nil when it was not computed yet.
func (a *analysis) value(v ssa.Value) tree {
	switch v := v.(type) {
	case *ssa.Const:
		if host := constantEndpoint(v); host != "" {
			return leaf(cell{labels: labels{a.p.endpointLabel(host)}})
		}
		return nothing
	case *ssa.Global:
		return leaf(cell{refs: []loc{{obj: a.global(v)}}})
	case *ssa.Function:
		return leaf(cell{labels: labels{a.p.intern(label{kind: function, fn: v})}})
	case *ssa.Builtin:
		return nothing
	}
	return a.env[v]
}

// global is the object of a package variable; its content is opaque but for the constants that are stored in it.
func (a *analysis) global(g *ssa.Global) *object {
	obj := a.object(g, "")
	if a.mem[obj] == nil {
		root := cell{opaque: true}
		if known, ok := a.p.globals[g]; ok {
			root = root.plus(known[""].labels)
		}
		if g.Pkg != nil && g.Pkg.Pkg.Path() == "os" && (g.Name() == "Stdout" || g.Name() == "Stderr") {
			root = root.plus(labels{a.p.endpointLabel(map[string]string{"Stdout": "stdout", "Stderr": "stderr"}[g.Name()])})
		}
		a.mem[obj] = leaf(root)
	}
	return obj
}

// set gives v its value. References without a known target get an object of their own, so that stores through them are seen.
func (a *analysis) set(v ssa.Value, t tree) {
	if t == nil {
		return
	}
	if neverData(v.Type()) {
		t = nothing
	}
	root := t[""]
	if isNumber(v.Type()) && root.labels.has(fromParam) { // counts and positions: data are followed as numbers only inside a function
		root.labels = root.labels.only(func(l *label) bool { return l.kind != fromParam })
		t = withRoot(t, root)
	}
	if isReference(v.Type()) && len(root.refs) == 0 && (root.opaque || len(root.labels) > 0) {
		obj := a.object(v, "")
		if a.mem[obj] == nil {
			inside := make(tree, len(t))
			for at, c := range t {
				inside[at] = c
			}
			inside[""] = cell{labels: root.labels.data(), opaque: root.opaque}
			a.mem[obj] = inside
		}
		t = withRoot(t, cell{labels: root.labels, refs: []loc{{obj: obj}}, opaque: root.opaque})
	}
	a.env[v] = t
}

func isNumber(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsNumeric != 0
}

func withRoot(t tree, root cell) tree {
	out := make(tree, len(t))
	for at, c := range t {
		out[at] = c
	}
	out[""] = root
	return out
}

// instruction is the effect of one instruction on values and memory.
func (a *analysis) instruction(instr ssa.Instruction) {
	switch i := instr.(type) {
	case *ssa.Alloc:
		obj := a.object(i, i.Comment)
		a.mem[obj] = leaf(cell{cut: true})
		a.set(i, leaf(cell{refs: []loc{{obj: obj}}}))
	case *ssa.MakeMap, *ssa.MakeSlice, *ssa.MakeChan:
		v := i.(ssa.Value)
		obj := a.object(v, "")
		if a.mem[obj] == nil {
			a.mem[obj] = leaf(cell{cut: true})
		}
		a.set(v, leaf(cell{refs: []loc{{obj: obj}}}))
	case *ssa.MakeClosure:
		a.closure(i)
	case ssa.CallInstruction:
		a.call(i)
	case *ssa.Store:
		a.store(i)
	case *ssa.MapUpdate:
		a.mapUpdate(i)
	case *ssa.Send:
		a.write(a.refs(i.Chan), anyElement, a.value(i.X))
	case *ssa.Return:
		a.ret(i)
	case ssa.Value:
		a.compute(i)
	}
}

// compute is the effect of an instruction that only makes a value of others.
func (a *analysis) compute(v ssa.Value) {
	switch i := v.(type) {
	case *ssa.Phi:
		var t tree
		for _, edge := range i.Edges {
			t = a.p.merge(t, a.value(edge))
		}
		a.set(v, t)
	case *ssa.FieldAddr:
		a.address(v, i.X, path(fieldName(i.X.Type(), i.Field)))
	case *ssa.IndexAddr:
		a.address(v, i.X, indexStep(i.Index))
	case *ssa.Field:
		t := a.p.partOf(a.value(i.X), path(fieldName(i.X.Type(), i.Field)))
		a.set(v, a.classify(t, i.X.Type(), i.Field, v, i.X))
	case *ssa.UnOp:
		a.unary(i)
	case *ssa.BinOp:
		a.binary(i)
	case *ssa.Extract:
		if parts := a.tuples[i.Tuple]; i.Index < len(parts) {
			a.set(v, parts[i.Index])
		}
	case *ssa.Lookup:
		a.lookup(i)
	case *ssa.Index:
		a.set(v, a.p.elementOf(a.value(i.X), indexStep(i.Index)))
	case *ssa.Slice:
		a.set(v, a.value(i.X))
	case *ssa.Convert:
		a.convert(v, i.X)
	case *ssa.MultiConvert:
		a.convert(v, i.X)
	case *ssa.MakeInterface:
		if t := a.value(i.X); t != nil {
			root := t[""]
			root.labels = root.labels.only(func(l *label) bool { return l.kind != dynamicType }).with(a.p.typeLabel(i.X.Type()))
			a.set(v, withRoot(t, root))
		}
	case *ssa.TypeAssert:
		if i.CommaOk {
			a.tuples[i] = []tree{a.value(i.X), nothing}
			a.env[i] = nothing
			return
		}
		a.set(v, a.value(i.X))
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

func (a *analysis) address(v, base ssa.Value, step path) {
	t := a.value(base)
	if t == nil {
		return
	}
	var refs []loc
	for _, r := range t[""].refs {
		at, _ := r.at.join(step)
		refs = mergeRefs(refs, []loc{{r.obj, at}})
	}
	a.env[v] = leaf(cell{refs: refs, labels: t[""].labels.only(func(l *label) bool { return l.kind == endpoint })})
}

// read is the content of memory at r.
func (a *analysis) read(r loc) tree {
	t := a.mem[r.obj]
	if t == nil {
		return leaf(cell{opaque: true})
	}
	return a.p.walk(t, r.at)
}

// load is what a pointer points to.
func (a *analysis) load(ptr ssa.Value, t types.Type) tree {
	v := a.value(ptr)
	if v == nil {
		return nil
	}
	refs := v[""].refs
	if len(refs) == 0 {
		root := v[""]
		root.cut = false
		return withRoot(v, root)
	}
	var out tree
	for _, r := range refs {
		part := a.read(r)
		if root := part[""]; isReference(t) && root.opaque {
			root.refs = mergeRefs(root.refs, []loc{r}) // what is behind an unknown pointer lies at the pointer's own place
			part = withRoot(part, root)
		}
		out = a.p.merge(out, part)
	}
	root := out[""]
	root.cut = false
	return withRoot(out, root)
}

func (a *analysis) refs(v ssa.Value) []loc {
	return a.value(v)[""].refs
}

// write stores v at a step below each of refs.
func (a *analysis) write(refs []loc, step path, v tree) {
	if v == nil {
		return
	}
	for _, r := range refs {
		at, whole := r.at.join(step)
		t := a.mem[r.obj]
		if t == nil {
			t = leaf(cell{opaque: true})
		}
		if len(refs) > 1 || !whole || at.many() {
			v = a.p.merge(a.p.partOf(t, at), v)
		}
		a.mem[r.obj] = put(t, at, v)
	}
}

func (a *analysis) store(i *ssa.Store) {
	v := a.value(i.Val)
	if v == nil {
		return
	}
	switch to := i.Addr.(type) {
	case *ssa.FieldAddr:
		v = a.named(v, a.fieldClass(to.X, to.Field), i)
	case *ssa.Alloc:
		if data := variable(to.Comment, i.Val.Type()); data != "" && !a.isParameter(i.Val) {
			v = a.named(v, fieldClass{Data: data, Name: to.Comment}, i)
		}
	}
	a.write(a.refs(i.Addr), "", v)
}

// isParameter reports whether v is a parameter that is only moved to memory.
func (a *analysis) isParameter(v ssa.Value) bool {
	_, ok := v.(*ssa.Parameter)
	return ok
}

// named adds to a value of unknown origin what the place says that it is stored in.
func (a *analysis) named(v tree, class fieldClass, i *ssa.Store) tree {
	root := v[""]
	if class.Data == "" || !root.opaque && len(root.labels.data()) == 0 || all(v).labels.tells("") {
		return v
	}
	kind, expr := Field, a.expr(i.Val)
	if class.Owner == "" {
		kind = Local
	}
	if expr == "" {
		expr = class.Name
	}
	s := Source{Data: class.Data, Name: class.Name, Owner: class.Owner, Kind: kind, Expr: expr, At: a.p.step(i.Pos(), expr)}
	return withRoot(v, root.plus(labels{a.p.sourceLabel(s)}))
}

func (a *analysis) mapUpdate(i *ssa.MapUpdate) {
	step := anyElement
	if k, ok := i.Key.(*ssa.Const); ok && k.Value != nil {
		step = element(constantText(k))
	} else {
		a.write(a.refs(i.Map), anyKey, a.value(i.Key))
	}
	a.write(a.refs(i.Map), step, a.value(i.Value))
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
		a.set(i, t)
	case token.ARROW:
		var t tree
		for _, r := range a.refs(i.X) {
			at, _ := r.at.join(anyElement)
			t = a.p.merge(t, a.read(loc{r.obj, at}))
		}
		if t == nil {
			t = leaf(cell{opaque: true})
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

func isText(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

func (a *analysis) lookup(i *ssa.Lookup) {
	t := a.value(i.X)
	if t == nil {
		return
	}
	step := anyElement
	if k, ok := i.Index.(*ssa.Const); ok && k.Value != nil {
		step = element(constantText(k))
	}
	var out tree
	for _, r := range t[""].refs {
		at, _ := r.at.join(step)
		part := a.read(loc{r.obj, at})
		if root := part[""]; root.opaque && isReference(elementType(i.X.Type())) {
			root.refs = mergeRefs(root.refs, []loc{{r.obj, at}})
			part = withRoot(part, root)
		}
		out = a.p.merge(out, part)
	}
	if out == nil {
		out = a.p.elementOf(t, step)
	}
	if k, ok := i.Index.(*ssa.Const); ok && k.Value != nil && k.Value.Kind() == constant.String {
		out = a.keyed(out, constant.StringVal(k.Value), i)
	}
	if i.CommaOk {
		a.tuples[i] = []tree{out, nothing}
		a.env[i] = nothing
		return
	}
	a.set(i, out)
}

func (a *analysis) next(i *ssa.Next) {
	t := a.value(i.Iter)
	if t == nil {
		return
	}
	keys, values := tree(nil), tree(nil)
	if i.IsString {
		values = t
	}
	for _, r := range t[""].refs {
		k, _ := r.at.join(anyKey)
		e, _ := r.at.join(anyElement)
		keys = a.p.merge(keys, a.read(loc{r.obj, k}))
		values = a.p.merge(values, a.load2(loc{r.obj, e}))
	}
	if keys == nil {
		keys = nothing
	}
	if values == nil {
		values = leaf(cell{opaque: true})
	}
	a.tuples[i] = []tree{nothing, keys, values}
	a.env[i] = nothing
}

// load2 reads a place whose content may be a reference to itself.
func (a *analysis) load2(r loc) tree {
	part := a.read(r)
	root := part[""]
	if root.opaque {
		root.refs = mergeRefs(root.refs, []loc{r})
	}
	root.cut = false
	return withRoot(part, root)
}

func (a *analysis) selects(i *ssa.Select) {
	parts := []tree{nothing, nothing}
	for _, s := range i.States {
		if s.Dir == types.SendOnly {
			a.write(a.refs(s.Chan), anyElement, a.value(s.Send))
			continue
		}
		var t tree
		for _, r := range a.refs(s.Chan) {
			at, _ := r.at.join(anyElement)
			t = a.p.merge(t, a.read(loc{r.obj, at}))
		}
		if t == nil {
			t = leaf(cell{opaque: true})
		}
		parts = append(parts, t)
	}
	a.tuples[i] = parts
	a.env[i] = nothing
}

func (a *analysis) ret(i *ssa.Return) {
	if !a.emit {
		return
	}
	if a.results == nil {
		a.results = make([]tree, len(i.Results))
	}
	for r, v := range i.Results {
		t := a.content(a.value(v))
		if _, constant := v.(*ssa.Const); constant && len(t[""].labels) == 0 {
			t = nothing
		}
		a.results[r] = a.p.merge(a.results[r], t)
	}
	a.p.join(a.exits, a.mem)
}

func fieldName(t types.Type, i int) string { return structOf(t).Field(i).Name() }

// structOf is the struct type behind t, through pointers and type parameters with one.
func structOf(t types.Type) *types.Struct {
	s, _ := coreType(deref(t)).(*types.Struct)
	return s
}

func coreType(t types.Type) types.Type {
	if tp, ok := types.Unalias(t).(*types.TypeParam); ok {
		if iface, ok := tp.Underlying().(*types.Interface); ok && iface.NumEmbeddeds() == 1 {
			if u, ok := iface.EmbeddedType(0).(*types.Union); ok && u.Len() == 1 {
				return u.Term(0).Type().Underlying()
			}
			return iface.EmbeddedType(0).Underlying()
		}
	}
	return t.Underlying()
}

func elementType(t types.Type) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Map:
		return u.Elem()
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	}
	return types.Typ[types.Invalid]
}

// maxIndex is how many elements of an array or slice with constant indices are told apart.
const maxIndex = 64

func indexStep(v ssa.Value) path {
	if k, ok := v.(*ssa.Const); ok && k.Value != nil {
		if n, exact := constant.Int64Val(constant.ToInt(k.Value)); exact && n >= 0 && n < maxIndex {
			return element(strconv.FormatInt(n, 10))
		}
	}
	return anyElement
}

func constantText(k *ssa.Const) string {
	if k.Value.Kind() == constant.String {
		return constant.StringVal(k.Value)
	}
	return k.Value.ExactString()
}

// content is a value with everything that it refers to, as one tree without references.
func (a *analysis) content(v tree) tree {
	reads := 0
	return a.flatten(v, nil, maxSteps, &reads)
}

// contentAt is the content of the part of v at q. Only the way there and what lies below it are looked at.
func (a *analysis) contentAt(v tree, q path) tree {
	for hops := 0; hops <= 2*maxSteps; hops++ {
		at, rest, found := referenceOn(v, q)
		if !found {
			return a.content(a.p.walk(v, q))
		}
		var next tree
		for _, r := range v[at].refs {
			next = a.p.merge(next, a.read(r))
		}
		if at == "" && rest == "" {
			return a.content(v)
		}
		v, q = next, rest
	}
	return a.content(a.p.walk(v, q))
}

// referenceOn finds the first reference on the way to q, and what of the way is left behind it.
func referenceOn(v tree, q path) (at, rest path, found bool) {
	for n := 0; ; n++ {
		at = q.first(n)
		if len(v[at].refs) > 0 {
			rest, _ = q.under(at)
			return at, rest, true
		}
		if at == q {
			return "", "", false
		}
	}
}

// maxReads bounds how many places one value is followed to.
const maxReads = 64

// flatten follows references as long as steps are left and nothing is read twice on the way.
func (a *analysis) flatten(v tree, seen []loc, steps int, reads *int) tree {
	out := make(tree, len(v))
	for _, at := range sortedPaths(v) {
		c := v[at]
		refs := c.refs
		c.refs = nil
		left := steps - at.steps()
		var inside tree
		for _, r := range refs {
			if left < 0 || *reads >= maxReads || slices.Contains(seen, r) {
				continue
			}
			*reads++
			inside = a.p.merge(inside, a.flatten(a.read(r), append(seen[:len(seen):len(seen)], r), left, reads))
		}
		if inside == nil {
			out[at] = merged(out, at, c)
			continue
		}
		for q, part := range inside {
			to, whole := at.join(q)
			if q == "" {
				part.labels = part.labels.union(c.labels.only(func(l *label) bool { return l.kind != fromParam }))
				part.cut = c.cut
			}
			if !whole {
				part = cell{labels: part.labels.data(), opaque: part.opaque}
			}
			out[to] = merged(out, to, part)
		}
	}
	return bounded(out)
}

func merged(t tree, at path, c cell) cell {
	if old, ok := t[at]; ok {
		cut := old.cut || c.cut
		c = old.merge(c)
		c.cut = cut
	}
	return c
}
