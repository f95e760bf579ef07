package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// followValue follows the call of a function value to the functions that it may be.
func (a *analysis) followValue(s *site) {
	c := s.instr.Common()
	for _, l := range a.content(a.value(c.Value))[""].labels {
		if l.kind != function {
			continue
		}
		one := *s
		one.results = make([]tree, len(s.results))
		if l.closure != nil && l.closure.Parent() == a.fn {
			a.bindings(&one, l.closure)
		}
		if fn, ok := l.fn.Object().(*types.Func); ok {
			one.fn = fn.Origin()
		}
		a.followStatic(&one, l.fn)
		a.either(s, one.results)
	}
}

// either merges the results of one possible callee.
func (a *analysis) either(s *site, results []tree) {
	for r, t := range results {
		s.results[r] = a.p.merge(s.results[r], t)
	}
}

// bindings appends what a closure has captured to the arguments.
func (a *analysis) bindings(s *site, closure *ssa.MakeClosure) {
	params := len(closure.Fn.(*ssa.Function).Params)
	s.vals, s.args = s.vals[:len(s.vals):len(s.vals)], s.args[:len(s.args):len(s.args)]
	for len(s.vals) < params {
		s.vals, s.args = append(s.vals, nil), append(s.args, nil)
	}
	for _, v := range closure.Bindings {
		s.vals = append(s.vals, v)
		s.args = append(s.args, a.value(v))
	}
}

// closure makes a function value. What the function does with captured variables is taken to happen here.
func (a *analysis) closure(i *ssa.MakeClosure) {
	fn := i.Fn.(*ssa.Function)
	a.env[i] = leaf(cell{labels: labels{a.p.intern(label{kind: function, fn: fn, closure: i})}})
	s := &site{results: make([]tree, fn.Signature.Results().Len())}
	a.bindings(s, i)
	a.apply(s, a.p.summarise(context{fn: fn, depth: a.ctx.depth}))
}

// maxContexts bounds how often one function is analysed with different arguments.
const maxContexts = 16

// specialise is the summary of a callee, made with what is known of the functions and types that it is handed.
func (a *analysis) specialise(s *site, callee *ssa.Function) *Summary {
	ctx := context{fn: callee, depth: a.ctx.depth + 1}
	if a.ctx.depth >= maxBound {
		ctx.depth = maxBound
		return a.p.summarise(ctx)
	}
	bound := map[int]labels{}
	var key strings.Builder
	for i, param := range callee.Params {
		if i >= len(s.args) || !callable(param.Type()) {
			continue
		}
		known := s.args[i][""].labels.only(func(l *label) bool { return l.kind == function || l.kind == dynamicType })
		if len(known) == 0 || len(known) > 2 {
			continue
		}
		bound[i] = known
		for _, l := range known {
			key.WriteString(strings.Join([]string{itoa(i), itoa(l.id), ""}, ","))
		}
	}
	ctx.bound = key.String()
	if _, known := a.p.results[context{fn: callee, bound: ctx.bound}]; !known && ctx.bound != "" {
		if a.p.contexts[callee]++; a.p.contexts[callee] > maxContexts {
			return a.p.summarise(context{fn: callee, depth: maxBound})
		}
	}
	return a.p.summarise(ctx, bound)
}

// callable reports whether a parameter of type t is something that the function can call: a function, or an interface of the analysed code.
func callable(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Interface:
		named, ok := types.Unalias(t).(*types.Named)
		return ok && u.NumMethods() > 0 && named.Obj().Pkg() != nil && !standard(named.Obj().Pkg())
	}
	return false
}
