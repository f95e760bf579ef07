package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// foreign is a call of something whose body is not at hand.
func (a *analysis) foreign(s *site) {
	if _, vendor := vendorOf(s.fn); vendor {
		a.vendorCall(s)
	} else if !a.calledLikeALogger(s) && !a.calledLikeAResponder(s) {
		a.noteUnfollowed(s)
	}
	a.callArguments(s)
	a.fillsArguments(s)
	if s.fn != nil && len(s.results) > 0 && len(s.vals) <= 2 {
		a.getter(s)
	}
}

// fillsArguments is what somebody who is not known may do with what a call hands over.
func (a *analysis) fillsArguments(s *site) {
	for i, v := range s.vals {
		if v == nil {
			continue
		}
		a.overwrite(v, s.args[i])
		if values, ok := elements(v); ok {
			for _, e := range values {
				a.overwrite(e, a.value(e))
			}
		}
	}
}

// callArguments calls the functions that are handed to one whose body is not at hand: with what the other arguments hold.
// What they return may come back.
func (a *analysis) callArguments(s *site) {
	a.callMethods(s)
	if s.instr == nil || a.nested > maxNested || !slices.ContainsFunc(s.vals, func(v ssa.Value) bool { return v != nil && isFunction(v.Type()) }) {
		return
	}
	var handed tree
	for i, v := range s.vals {
		if v != nil && s.args[i] != nil && !isFunction(v.Type()) {
			handed = a.p.merge(handed, elementsOf(a.p, a.content(s.args[i]), v.Type()))
		}
	}
	for i, v := range s.vals {
		if v == nil || s.args[i] == nil || !isFunction(v.Type()) {
			continue
		}
		a.nested++
		results := a.callBack(s.args[i], handedOn(handed, v.Type().Underlying().(*types.Signature)))
		a.nested--
		for r := range s.results {
			if t := s.instr.Common().Signature().Results().At(r).Type(); len(results) == 0 || neverData(t) || isError(t) {
				continue
			}
			if c := all(a.content(results[0])).data(); len(c.labels) > 0 {
				s.results[r] = a.p.merge(s.results[r], leaf(c))
			}
		}
	}
}

// callMethods calls the methods that a function whose body is not at hand can call of what it is handed: http.Handle is handed a function, or
// what holds one, as something that has a method ServeHTTP, which calls it.
func (a *analysis) callMethods(s *site) {
	if s.instr == nil || a.nested > maxNested {
		return
	}
	for i, v := range s.vals {
		if v == nil || s.args[i] == nil || s.fn != nil && s.fn.Signature().Recv() != nil && i == 0 {
			continue
		}
		iface, ok := v.Type().Underlying().(*types.Interface)
		if !ok || iface.NumMethods() == 0 {
			continue
		}
		for _, l := range s.args[i].root().labels {
			if l.kind != dynamicType || !a.p.inScope[packageOf(l.typ)] || !a.p.holdsCallables(l.typ) {
				continue
			}
			for m := range iface.Methods() {
				if fn := a.p.method(l.typ, m.Name(), m.Pkg()); fn != nil && a.mine(fn) && fn.Blocks != nil {
					a.callMethod(fn, s.args[i])
				}
			}
		}
	}
}

// callMethod calls a method of a value with arguments that may be anything.
func (a *analysis) callMethod(fn *ssa.Function, of tree) {
	called := &site{vals: make([]ssa.Value, len(fn.Params)), args: make([]tree, len(fn.Params)), results: make([]tree, fn.Signature.Results().Len())}
	called.args[0] = of
	if obj, ok := fn.Object().(*types.Func); ok {
		called.fn = obj.Origin()
	}
	a.nested++
	a.apply(called, a.specialise(called, fn))
	a.nested--
}

// maxHanded is how many parameters of such a function are filled.
const maxHanded = 3

// handedOn is what a function is called with by one that was given values: itself, or what it made of them. A token is one as text alone.
func handedOn(values tree, fn *types.Signature) []tree {
	said := slices.Clone(values)
	for i := range said {
		said[i].labels = said[i].labels.only(func(l *label) bool { return !l.secret() })
	}
	args := slices.Repeat([]tree{values}, maxHanded)
	for i := range min(fn.Params().Len(), maxHanded) {
		if t := fn.Params().At(i).Type(); !isText(t) && !isText(elementType(t)) && !isBytes(t) && !types.IsInterface(t) {
			args[i] = said
		}
	}
	return args
}

func isFunction(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// elementsOf is what a function is called with by another that goes through a value: its elements, or itself if it has none.
func elementsOf(p *Program, t tree, of types.Type) tree {
	switch of.Underlying().(type) {
	case *types.Slice, *types.Map, *types.Array, *types.Chan:
		return p.elementOf(t, anyElement)
	}
	return t
}

// overwrite makes what a pointer leads to opaque: a function that nobody knows may have filled it. What is behind a parameter of any type, callers know.
func (a *analysis) overwrite(v ssa.Value, t tree) {
	if t == nil {
		return
	}
	if of := v.Type(); anything(of) {
		a.fillsFor(t)
	} else if slice, ok := of.Underlying().(*types.Slice); ok && anything(slice.Elem()) { // append(list, &u.Email)
		for _, r := range t.root().refs {
			if at, whole := r.at.join(anyElement); whole {
				element := a.read(loc{r.obj, at})
				a.fillsFor(element)
				a.overwritten(element, slice.Elem(), v)
			}
		}
		return
	}
	a.overwritten(t, v.Type(), v)
}

// overwritten does so with what a value of type static leads to.
func (a *analysis) overwritten(t tree, static types.Type, v ssa.Value) {
	fillable := pointsTo(static)
	for _, l := range t.root().labels {
		fillable = fillable || l.kind == dynamicType && pointsTo(l.typ)
	}
	if !fillable {
		return
	}
	for _, r := range t.root().refs {
		content := opened(a.read(r))
		if v != nil && r.obj.name != "" && r.at == "" {
			content = withRoot(content, content.root().plus(a.variableLabel(r.obj, v)))
		}
		a.write([]loc{r}, "", content)
	}
}

// fillsFor notes which parameters a value is that may be of any type: what they refer to is filled.
func (a *analysis) fillsFor(t tree) {
	for _, l := range t.root().labels {
		if l.kind == fromParam && l.param < packageVariable && !l.hashed && !l.errored {
			a.out.Fills = append(a.out.Fills, Place{l.param, string(l.path)})
		}
	}
}

// filledBy does at a call what the callee does that hands a parameter to somebody who is not known.
func (a *analysis) filledBy(s *site, place Place) {
	arg, q := a.argument(s, place)
	if arg == nil || place.Index >= len(s.vals) || s.vals[place.Index] == nil {
		return
	}
	v := s.vals[place.Index]
	switch q {
	case "":
		a.overwrite(v, arg)
	case anyElement:
		if values, ok := elements(v); ok {
			for _, e := range values {
				a.overwrite(e, a.value(e))
			}
			return
		}
		a.overwrite(v, arg)
	}
}

// opened is a value in which every part may hold anything, beside what it holds: data stay in the field that they were put into.
func opened(t tree) tree {
	if _, ok := t.listed(""); !ok {
		t = withRoot(t, cell{opaque: true})
	}
	out := slices.Clone(t)
	for i := range out {
		out[i].opaque = true
	}
	return out
}

// variableLabel names the content of a local variable that was filled through a pointer.
func (a *analysis) variableLabel(obj *object, v ssa.Value) labels {
	m := variable(obj.name, deref(obj.typ))
	if m.Data == "" {
		return nil
	}
	return labels{a.p.sourceLabel(m.source(Local, obj.name, a.p.step(a.near(v), obj.name)))}
}

// pointsTo reports whether a function that is handed a value of type t can change what the value holds: a pointer or a map.
func pointsTo(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Map:
		return true
	}
	return false
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// getter classifies the result of a method without arguments by its name, when the body is not at hand: GetEmail().
func (a *analysis) getter(s *site) {
	sig := s.fn.Signature()
	if sig.Recv() == nil || standard(s.fn.Pkg()) || sig.Params().Len() > 0 || s.results[0] != nil {
		return
	}
	if ownerOf(typeName(sig.Recv().Type())) == "operator" {
		return
	}
	m := variable(strings.TrimPrefix(s.fn.Name(), "Get"), sig.Results().At(0).Type())
	if m.Data == "" {
		return
	}
	m.Name, m.Owner = s.fn.Name(), typeName(sig.Recv().Type())
	expr := a.callExpr(s)
	src := m.source(Getter, expr, a.p.step(s.instr.Pos(), expr))
	s.results[0] = leaf(cell{labels: labels{a.p.sourceLabel(src)}, opaque: true})
}

// callExpr is a call as it is written, or the name of its function.
func (a *analysis) callExpr(s *site) string {
	if v := s.instr.Value(); v != nil {
		if text := a.texts().exprs[v]; text != "" {
			return text
		}
	}
	return calleeText(s.fn) + "(...)"
}

// localName adds what the name of the variable says that a call's result is put into, when nothing else is known of it.
func (a *analysis) localName(v ssa.Value, t tree) tree {
	root := t.root()
	if !root.opaque || len(root.labels.data()) > 0 {
		return t
	}
	name := a.putInto(v)
	m := variable(name, v.Type())
	if m.Data == "" && isText(v.Type()) {
		m = letsIn(name, root.labels)
	}
	if m.Data == "" {
		return t
	}
	return withRoot(t, root.plus(labels{a.p.sourceLabel(m.source(Local, name, a.p.step(a.near(v), name)))}))
}

// putInto is the name of the variable or the field that a value is put into; "" for a field that holds nobody's data, whatever it is called.
func (a *analysis) putInto(v ssa.Value) string {
	name := a.texts().variables[v]
	if name == "" || v.Referrers() == nil {
		return name
	}
	for _, use := range *v.Referrers() {
		put, ok := use.(*ssa.Store)
		if !ok || put.Val != v {
			continue
		}
		if f, ok := put.Addr.(*ssa.FieldAddr); ok && structOf(f.X.Type()).Field(f.Field).Name() == name && ofOperator(deref(f.X.Type())) {
			return ""
		}
	}
	return name
}

// part is one of several results of a call, or what a type assertion found: named like a result that comes alone.
func (a *analysis) part(i *ssa.Extract, t tree) tree {
	switch from := i.Tuple.(type) {
	case *ssa.Call:
		return a.localName(i, t)
	case *ssa.TypeAssert:
		return a.asserted(i, from, t)
	}
	return t
}

// vendorOf is the vendor whose package fn belongs to.
func vendorOf(fn *types.Func) (practice.Vendor, bool) {
	if fn == nil || fn.Pkg() == nil || standard(fn.Pkg()) {
		return practice.Vendor{}, false
	}
	return practice.VendorByImport(fn.Pkg().Path())
}
