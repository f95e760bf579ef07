package flow

import (
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// A site is one call that is being followed.
type site struct {
	instr   ssa.CallInstruction
	fn      *types.Func // the function or interface method as declared; nil for a function value
	vals    []ssa.Value // arguments, the receiver first; nil where none is at hand
	args    []tree
	results []tree
	gates   []Gate // without which it is another method that an interface leads to
}

// call follows a call.
func (a *analysis) call(i *ssa.Call) {
	c := i.Common()
	if b, ok := c.Value.(*ssa.Builtin); ok {
		a.builtin(i, b)
		return
	}
	s := a.site(i)
	a.follow(s)
	a.finish(s)
}

// site reads the arguments of a call.
func (a *analysis) site(i ssa.CallInstruction) *site {
	c := i.Common()
	s := &site{instr: i, results: make([]tree, c.Signature().Results().Len())}
	if c.IsInvoke() {
		s.fn = c.Method
		s.vals = append(s.vals, c.Value)
	}
	s.vals = append(s.vals, c.Args...)
	for _, v := range s.vals {
		s.args = append(s.args, a.value(v))
	}
	return s
}

// finish gives the results of a call to the value that stands for them.
func (a *analysis) finish(s *site) {
	v := s.instr.Value()
	if v == nil {
		return
	}
	for r, t := range s.results {
		if t == nil {
			s.results[r] = unknown
		}
	}
	switch len(s.results) {
	case 0:
		a.env[v] = nothing
	case 1:
		a.set(v, a.calledName(s, v, a.localName(v, s.results[0])))
	default:
		a.tuples[v] = s.results
		a.env[v] = nothing
	}
}

// follow finds out what is called, and applies what it does.
func (a *analysis) follow(s *site) {
	c := s.instr.Common()
	if c.IsInvoke() {
		a.leaves(s, 1)
		a.followInvoke(s)
		return
	}
	callee := c.StaticCallee()
	if callee == nil {
		a.leaves(s, 0)
		a.followValue(s)
		return
	}
	if origin := callee.Origin(); origin != nil {
		callee = origin
	}
	if len(callee.FreeVars) > 0 {
		a.captures(s, a.value(c.Value), callee)
	}
	if fn, ok := callee.Object().(*types.Func); ok {
		s.fn = fn.Origin()
	}
	a.followStatic(s, callee)
}

func (a *analysis) followStatic(s *site, callee *ssa.Function) {
	declared := receiverFirst(s, callee)
	if a.knownEffect(declared) {
		return
	}
	if callee.Blocks != nil && a.mine(callee) {
		sum := a.specialise(s, callee)
		a.apply(s, sum)
		a.logsByName(s, callee, sum)
		return
	}
	if s.fn != nil && a.p.Imported != nil {
		if summary := a.p.Imported(s.fn); summary != nil {
			a.apply(declared, summary)
			return
		}
	}
	a.leaves(declared, 0)
	a.foreign(declared)
}

// mine reports whether the body of fn may be followed: it, or what it was made from, is in the analysed packages.
func (a *analysis) mine(fn *ssa.Function) bool {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if fn.Pkg != nil {
		return a.p.inScope[fn.Pkg.Pkg]
	}
	obj := fn.Object()
	return obj != nil && a.p.inScope[obj.Pkg()] // a wrapper
}

// knownEffect applies what the tables, or the function's name, say about it.
func (a *analysis) knownEffect(s *site) bool {
	if s.fn == nil {
		return false
	}
	known := a.p.effectsOf(s.fn)
	models, sinks := known.models, known.sinks
	for _, sink := range sinks {
		a.sinkCall(s, sink)
	}
	if len(sinks) > 0 && len(models) == 0 {
		a.vendorCall(s)
	}
	for _, m := range models {
		a.modelCall(s, m)
	}
	if len(models)+len(sinks) > 0 {
		if len(models) == 0 && standard(s.fn.Pkg()) {
			a.carry(s)
		}
		if !slices.ContainsFunc(models, func(m model) bool { return m.effect == "call" || m.effect == "yield" || m.how == "alias" }) {
			a.callArguments(s)
		}
		return true
	}
	if standard(s.fn.Pkg()) && a.carry(s) {
		return true
	}
	how := transform(s.fn.Name())
	if how == "" || len(s.results) == 0 || !returnsData(s.fn) {
		return false
	}
	t := nothing
	if how == "hash" {
		var c cell
		for _, arg := range s.args {
			c = c.merge(all(a.content(arg)))
		}
		t = leaf(cell{labels: a.p.transformed(c.labels, true, false), opaque: c.opaque})
	}
	s.results[0] = t
	return true
}

// returnsData reports whether the first result of a transforming function is the transformed data: text, bytes or a struct.
func returnsData(fn *types.Func) bool {
	switch u := fn.Signature().Results().At(0).Type().Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsBoolean == 0
	case *types.Interface:
		return !isError(fn.Signature().Results().At(0).Type())
	case *types.Slice, *types.Struct, *types.Array, *types.Pointer, *types.Map:
		return true
	}
	return false
}

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }

// followInvoke follows the call of an interface method: by the tables, to the type that is known to be behind
// the interface, to the implementers in the analysed packages, or nowhere.
func (a *analysis) followInvoke(s *site) {
	targets := a.dynamicTargets(s)
	if !slices.ContainsFunc(targets, a.mine) || isError(s.vals[0].Type()) {
		if a.knownEffect(s) && !isError(s.vals[0].Type()) {
			return
		}
	}
	known := targets != nil
	if !known {
		targets = a.p.implementers(s.vals[0].Type(), s.fn)
	}
	if n := a.p.acting(targets); n > mostImplementers(s.vals[0].Type()) {
		a.tooMany(s, n)
		targets = nil
	}
	if len(targets) == 0 {
		if len(s.results) == 0 || s.results[0] == nil {
			a.foreign(s)
		}
		return
	}
	for _, target := range targets {
		one := *s
		one.results = make([]tree, len(s.results))
		if fn, ok := target.Object().(*types.Func); ok {
			one.fn = fn.Origin()
		}
		if recv := target.Signature.Recv(); recv != nil && !known {
			one.gates, _ = behind(s.args[0], gateType(recv.Type()))
		}
		a.followStatic(&one, target)
		a.comesOut(s.fn.Signature(), target.Signature, one.results)
		a.either(s, one.results)
	}
}

// tooMany notes that data of a person are handed to an interface that nobody follows.
func (a *analysis) tooMany(s *site, n int) {
	for i, arg := range s.args {
		if i > 0 && arg != nil && a.emit && all(a.content(arg)).labels.data() != nil {
			a.p.gap(practice.Gap{Source: a.p.home(a.fn), Reason: fmt.Sprintf("%s has %d implementers, more than are followed (%d)", CalleeName(s.fn), n, mostImplementers(s.vals[0].Type()))})
			return
		}
	}
}

// dynamicTargets are the methods of the types that are known to be behind an interface value.
func (a *analysis) dynamicTargets(s *site) []*ssa.Function {
	var out []*ssa.Function
	for _, l := range s.args[0].root().labels {
		if l.kind == dynamicType {
			if fn := a.p.method(l.typ, s.fn.Name(), s.fn.Pkg()); fn != nil {
				out = append(out, fn)
			}
		}
	}
	return out
}
