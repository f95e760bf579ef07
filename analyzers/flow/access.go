package flow

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

func (a *analysis) address(v, base ssa.Value, step path) {
	t := a.value(base)
	if t == nil {
		return
	}
	var refs []loc
	root := t.root()
	out := cell{labels: root.labels.only(func(l *label) bool { return l.kind == endpoint })}
	if len(root.refs) == 0 { // itself deeper than paths go
		out.labels, out.opaque = out.labels.union(fromSources(root.labels)), root.opaque
	}
	for _, r := range root.refs {
		if at, whole := r.at.join(step); whole {
			refs = mergeRefs(refs, []loc{{r.obj, at}})
		} else { // deeper than paths go: it may be anything that the type can hold, and is what the whole is
			around := a.p.cellAt(a.mem.of(r.obj), r.at)
			out.labels, out.opaque = out.labels.union(fromSources(around.labels)), out.opaque || around.opaque
		}
	}
	out.refs = refs
	a.env[v] = leaf(out)
}

func fromSources(ls labels) labels {
	return ls.only(func(l *label) bool { return l.kind == fromSource })
}

// read is the content of memory at r.
func (a *analysis) read(r loc) tree {
	t := a.mem.of(r.obj)
	if t == nil {
		return unknown
	}
	return a.p.walk(t, r.at)
}

// load is what a pointer points to.
func (a *analysis) load(ptr ssa.Value, t types.Type) tree {
	v := a.value(ptr)
	if v == nil {
		return nil
	}
	refs := v.root().refs
	if len(refs) == 0 {
		root := v.root()
		root.cut = false
		return withRoot(v, root)
	}
	var out tree
	for _, r := range refs {
		part := a.read(r)
		if root := part.root(); isReference(t) && root.opaque {
			root.refs = mergeRefs(root.refs, []loc{r}) // what is behind an unknown pointer lies at the pointer's own place
			part = withRoot(part, root)
		}
		out = a.p.merge(out, part)
	}
	root := out.root()
	root.cut = false
	if root.opaque && !root.labels.tells("") && structOf(t) == nil { // what a pointer is called by is what it points to: *u.Email
		root.labels = root.labels.union(v.root().labels.only(func(l *label) bool { return l.kind == fromSource }))
	}
	return withRoot(out, root)
}

func (a *analysis) refs(v ssa.Value) []loc {
	return a.value(v).root().refs
}

// write stores v at a step below each of refs.
func (a *analysis) write(refs []loc, step path, v tree) {
	if v == nil {
		return
	}
	for _, r := range refs {
		at, whole := r.at.join(step)
		t := a.mem.of(r.obj)
		if t == nil {
			t = unknown
		}
		stored := v
		if len(refs) > 1 || !whole || at.many() {
			stored = a.p.merge(a.p.partOf(t, at), v)
		}
		a.mem.set(r.obj, put(t, at, stored))
	}
}

func (a *analysis) store(i *ssa.Store) {
	v := a.value(i.Val)
	if v == nil {
		return
	}
	switch to := i.Addr.(type) {
	case *ssa.FieldAddr:
		switch root := v.root(); {
		case errorText(i.Val):
			root.opaque = false
			v = withRoot(v, root)
		case isText(i.Val.Type()) && a.setUp(i.Val) && len(root.labels.data()) == 0:
			v = nothing
		default:
			class := a.fieldClass(to.X, to.Field)
			if class.Data == "" && isText(i.Val.Type()) {
				class = fieldLetsIn(deref(to.X.Type()), structOf(to.X.Type()).Field(to.Field), root.labels)
			}
			v = a.named(v, class, i)
		}
	case *ssa.IndexAddr:
		v = a.paired(i, to, v)
	case *ssa.Alloc:
		m := variable(to.Comment, i.Val.Type())
		if m.Data == "" && isText(i.Val.Type()) {
			m = letsIn(to.Comment, v.root().labels)
		}
		if m.Data != "" && !a.isParameter(i.Val) {
			v = a.named(v, m, i)
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
func (a *analysis) named(v tree, class meaning, i *ssa.Store) tree {
	root := v.root()
	if class.Data == "" || !root.opaque && len(root.labels.data()) == 0 || all(v).labels.tells("") || a.wordsOnly(all(a.content(v)).labels.data(), class.Data) {
		return v
	}
	kind, expr := Field, a.expr(i.Val)
	if class.Owner == "" {
		kind = Local
	}
	if expr == "" {
		expr = class.Name
	}
	s := class.source(kind, expr, a.p.step(i.Pos(), expr))
	return withRoot(v, root.plus(labels{a.p.sourceLabel(s)}))
}

func (a *analysis) mapUpdate(i *ssa.MapUpdate) {
	step, v := anyElement, a.value(i.Value)
	if k := constantKey(a.fixed(i.Key)); k != nil {
		step = element(constantText(k))
		if k.Value.Kind() == constant.String && keyKind(i.Map.Type()) == otherKey && ownerOf(typeName(i.Map.Type())) != "operator" {
			v = a.attribute(v, constant.StringVal(k.Value), i.Value)
		}
	} else {
		a.write(a.refs(i.Map), anyKey, a.value(i.Key))
	}
	a.shelve(a.sessionStep(i.Map, constantKey(a.fixed(i.Key))), v)
	a.write(a.refs(i.Map), step, v)
}

// constantKey is the constant key of a map, also of one whose keys may be of any type; nil for another.
func constantKey(v ssa.Value) *ssa.Const {
	if m, ok := v.(*ssa.MakeInterface); ok {
		v = m.X
	}
	if k, ok := v.(*ssa.Const); ok && k.Value != nil {
		return k
	}
	return nil
}

func (a *analysis) lookup(i *ssa.Lookup) {
	t := a.value(i.X)
	if t == nil {
		return
	}
	step, k := anyElement, constantKey(a.fixed(i.Index))
	if k != nil {
		step = element(constantText(k))
	}
	var out tree
	for _, r := range t.root().refs {
		at, _ := r.at.join(step)
		part := a.read(loc{r.obj, at})
		if root := part.root(); root.opaque && isReference(elementType(i.X.Type())) {
			root.refs = mergeRefs(root.refs, []loc{{r.obj, at}})
			part = withRoot(part, root)
		}
		out = a.p.merge(out, part)
	}
	if out == nil {
		out = a.p.elementOf(t, step)
	}
	if k == nil && keyKind(i.X.Type()) == headerKey {
		out = oneHeader(out)
	}
	out = a.unshelved(a.sessionStep(i.X, k), out)
	if k != nil && k.Value.Kind() == constant.String {
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
	for _, r := range t.root().refs {
		k, _ := r.at.join(anyKey)
		e, _ := r.at.join(anyElement)
		keys = a.p.merge(keys, a.read(loc{r.obj, k}))
		values = a.p.merge(values, a.loadPlace(loc{r.obj, e}))
	}
	if len(t) > 1 {
		values = a.p.merge(values, a.p.elementOf(t, anyElement))
	}
	if keys == nil {
		keys = nothing
	}
	if values == nil {
		values = unknown
	}
	a.tuples[i] = []tree{nothing, keys, values}
	a.env[i] = nothing
}

// loadPlace reads a place whose content may be a reference to itself.
func (a *analysis) loadPlace(r loc) tree {
	part := a.read(r)
	root := part.root()
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
			t = unknown
		}
		parts = append(parts, t)
	}
	a.tuples[i] = parts
	a.env[i] = nothing
}
