package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// followValue follows the call of a function value to the functions that it may be.
func (a *analysis) followValue(s *site) {
	c := s.instr.Common()
	value := a.value(c.Value)
	known := a.content(value).root().labels
	if !known.has(function) {
		for _, l := range known {
			if l.kind == fromParam {
				a.handOver(s, l)
			}
		}
		a.iterate(s, all(a.content(value)).labels.data())
		for _, fn := range a.p.keptFunctions(c.Value) {
			known = known.with(a.p.functionValue(fn).root().labels[0])
		}
		if !known.has(function) && !known.has(fromParam) {
			a.fillsArguments(s)
		}
	}
	for _, l := range known {
		if l.kind != function {
			continue
		}
		one := *s
		one.results = make([]tree, len(s.results))
		a.captures(&one, value, l.fn)
		if fn, ok := l.fn.Object().(*types.Func); ok {
			one.fn = fn.Origin()
		}
		a.followStatic(&one, l.fn)
		a.comesOut(c.Signature(), l.fn.Signature, one.results)
		a.either(s, one.results)
	}
}

// iterate calls a function that the library made of data, such as slices.Values: it hands them to the body of the loop, or returns them.
func (a *analysis) iterate(s *site, data labels) {
	if len(data) == 0 || a.nested > maxNested {
		return
	}
	one := leaf(cell{labels: data, opaque: true})
	a.nested++
	for _, arg := range s.args {
		if arg != nil {
			a.callBack(arg, []tree{one, one})
		}
	}
	a.nested--
	if own := data.only(func(l *label) bool { return l.kind == fromSource }); len(own) > 0 && len(s.results) > 0 {
		s.results[0] = a.p.merge(s.results[0], leaf(cell{labels: own, opaque: true}))
	}
}

// either merges the results of one possible callee.
func (a *analysis) either(s *site, results []tree) {
	for r, t := range results {
		s.results[r] = a.p.merge(s.results[r], t)
	}
}

// maxContexts bounds how often one function is analysed with different arguments.
const maxContexts = 16

// specialise is the summary of a callee, made with what is known of the functions and types that it is handed.
func (a *analysis) specialise(s *site, callee *ssa.Function) *Summary {
	ctx := context{fn: callee, depth: a.ctx.depth + 1}
	if a.ctx.depth >= maxBound {
		ctx.depth = maxBound
		return a.p.summarise(ctx, bindings{})
	}
	bound := map[int]tree{}
	var key strings.Builder
	for i, param := range inputsOf(callee) {
		if i >= len(s.args) || s.args[i] == nil || !a.p.holdsCallables(param.Type()) {
			continue
		}
		known := a.callablesIn(s.args[i])
		a.instantiated(&known, param.Type(), s.vals[i])
		if len(known) == 0 {
			continue
		}
		bound[i] = known
		for _, b := range known {
			for _, l := range b.labels {
				key.WriteString(strings.Join([]string{itoa(i), string(b.at), itoa(l.id), ""}, ","))
			}
		}
	}
	if len(bound) > 0 {
		a.sendsBack(s, callee)
	}
	fixed := a.constantArgs(s, callee)
	for _, with := range []constantArgs{fixed, nil} { // when there are too many, constants are the first to be forgotten
		ctx.bound = key.String() + with.String()
		if ctx.bound == "" {
			break
		}
		if _, known := a.p.results[context{fn: callee, bound: ctx.bound}]; known {
			return a.p.summarise(ctx, bindings{bound, with})
		}
		if n := a.p.contexts[callee]; n < maxContexts && with == nil || n < maxConstantContexts {
			a.p.contexts[callee]++
			return a.p.summarise(ctx, bindings{bound, with})
		}
	}
	if ctx.bound != "" {
		ctx = context{fn: callee, depth: maxBound}
	}
	return a.p.summarise(ctx, bindings{})
}

// maxTargets is how many functions or types a part of an argument is told apart by.
const maxTargets = 3

// callablesIn are the parts of an argument that are known functions, or types behind interfaces.
func (a *analysis) callablesIn(arg tree) tree {
	var known tree
	for _, b := range a.content(arg) {
		ls := b.labels.only(func(l *label) bool { return l.kind == function || l.kind == dynamicType && !isBasic(l.typ) })
		if 0 < len(ls) && len(ls) <= maxTargets {
			known = append(known, branch{b.at, cell{labels: ls}})
		}
	}
	return known
}

// isBasic reports whether a type is a text, a number or a truth without methods: there is nothing to call, and one way to write it.
func isBasic(t types.Type) bool {
	_, basic := types.Unalias(t).(*types.Basic)
	return basic
}

// instantiated adds what type an argument for a type parameter is of.
func (a *analysis) instantiated(known *tree, param types.Type, v ssa.Value) {
	if v == nil {
		return
	}
	at, t := path(""), v.Type()
	if slice, ok := param.Underlying().(*types.Slice); ok {
		at, param, t = anyElement, slice.Elem(), elementType(t)
	}
	if isTypeParam(param) && !types.IsInterface(t) && t != types.Typ[types.Invalid] {
		c, _ := known.listed(at)
		known.set(at, cell{labels: c.labels.with(a.p.typeLabel(t))})
	}
}

// callable reports whether a parameter of type t is something that the function can call: a function, or an interface of the analysed code.
func callable(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Interface:
		if isTypeParam(t) {
			return u.NumMethods() > 0
		}
		named, ok := types.Unalias(t).(*types.Named)
		return ok && u.NumMethods() > 0 && named.Obj().Pkg() != nil && !standard(named.Obj().Pkg())
	}
	return false
}

// deepest is how deep functions and types are looked for in the type of a parameter.
const deepest = 3

// holdsCallables reports whether values of type t can hold functions, or interfaces of the analysed code.
func (p *Program) holdsCallables(t types.Type) bool {
	if known, ok := p.callables.At(t).(bool); ok {
		return known
	}
	p.callables.Set(t, false)
	found := holds(t, deepest)
	p.callables.Set(t, found)
	return found
}

func holds(t types.Type, depth int) bool {
	if callable(t) {
		return true
	}
	if depth == 0 {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return holds(u.Elem(), depth)
	case *types.Slice:
		return holds(u.Elem(), depth-1)
	case *types.Array:
		return holds(u.Elem(), depth-1)
	case *types.Map:
		return holds(u.Elem(), depth-1)
	case *types.Struct:
		if named, ok := types.Unalias(t).(*types.Named); ok && standard(named.Obj().Pkg()) {
			return false
		}
		for v := range u.Fields() {
			if holds(v.Type(), depth-1) {
				return true
			}
		}
	}
	return false
}
