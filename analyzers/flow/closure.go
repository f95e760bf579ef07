package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A function value keeps what it has captured as parts of itself, so that it can be followed to where it is called.

// captured reports whether p leads to what a function value has captured, or is handed: no data of the value itself.
func (p path) captured() bool {
	return strings.Contains(string(p), "$") || strings.Contains(string(p), "()")
}

// capture is the step to a captured variable: literals are told apart, as a value may be one of several.
func capture(fn *ssa.Function, i int) path {
	return path("$" + fn.Name() + "." + itoa(i))
}

// functionValue is the value of a function that is named.
func (p *Program) functionValue(fn *ssa.Function) tree {
	return leaf(cell{labels: labels{p.intern(label{kind: function, fn: fn})}})
}

// closure makes a function value. Where it is not called by this function, nobody may call it who is seen:
// what it does with captured variables is then taken to happen here.
func (a *analysis) closure(i *ssa.MakeClosure) {
	fn := i.Fn.(*ssa.Function)
	t := a.p.functionValue(fn)
	for n, v := range i.Bindings {
		if captured := a.value(v); captured != nil {
			root := captured.root()
			root.cut = true
			t = put(t, capture(fn, n), withRoot(captured, root))
		}
	}
	a.env[i] = t
	if used(i) && !calledHere(i) {
		a.callBack(t, nil)
	}
}

// used reports whether a function value is put anywhere: one that is not runs nowhere.
func used(i *ssa.MakeClosure) bool {
	return slices.ContainsFunc(*i.Referrers(), func(use ssa.Instruction) bool {
		_, debug := use.(*ssa.DebugRef)
		return !debug
	})
}

// calledHere reports whether all that is done with a function value is to call it, or to hand it to calls.
func calledHere(i *ssa.MakeClosure) bool {
	called := false
	for _, use := range *i.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef:
		case ssa.CallInstruction:
			called = true
		case *ssa.ChangeType:
			for _, use := range *use.Referrers() {
				if _, ok := use.(ssa.CallInstruction); !ok {
					return false
				}
			}
			called = true
		default:
			_ = use
			return false
		}
	}
	return called
}

// callBack calls the functions that a value may be, with the given arguments; nil ones may be anything.
// It returns their results.
func (a *analysis) callBack(value tree, args []tree) []tree {
	var results []tree
	for _, l := range a.content(value).root().labels {
		if l.kind != function {
			continue
		}
		s := &site{args: append([]tree(nil), args...), results: make([]tree, l.fn.Signature.Results().Len())}
		for range s.args {
			s.vals = append(s.vals, nil)
		}
		a.captures(s, value, l.fn)
		if a.mine(l.fn) && l.fn.Blocks != nil {
			a.apply(s, a.specialise(s, l.fn))
		} else {
			a.passThrough(s, l.fn)
		}
		for r, t := range s.results {
			if r == len(results) {
				results = append(results, nil)
			}
			results[r] = a.p.merge(results[r], t)
		}
	}
	return results
}

// passThrough is the call of a function of the library: what it is handed comes out, if its package carries data.
func (a *analysis) passThrough(s *site, fn *ssa.Function) {
	obj, ok := fn.Object().(*types.Func)
	if !ok || obj.Pkg() == nil || !library()[obj.Pkg().Path()] {
		return
	}
	var c cell
	for _, arg := range s.args {
		c = c.merge(all(a.content(arg)).data())
	}
	for _, r := range a.p.rolesOf(obj).results {
		s.results[r] = leaf(c)
	}
}

// captures appends what a function value has captured to the arguments.
func (a *analysis) captures(s *site, value tree, fn *ssa.Function) {
	s.vals, s.args = s.vals[:len(s.vals):len(s.vals)], s.args[:len(s.args):len(s.args)]
	if fn.Blocks == nil {
		return // from export data: without parameters to count
	}
	for len(s.vals) < len(fn.Params) {
		s.vals, s.args = append(s.vals, nil), append(s.args, nil)
	}
	s.vals, s.args = s.vals[:len(fn.Params)], s.args[:len(fn.Params)]
	for i := range fn.FreeVars {
		s.vals = append(s.vals, nil)
		s.args = append(s.args, a.captureOf(value, capture(fn, i)))
	}
}

// receiverFirst is the call of a method value with the receiver, which the value has captured, where the method's declaration has it.
func receiverFirst(s *site, callee *ssa.Function) *site {
	last := len(s.vals) - 1
	if s.fn == nil || s.fn.Signature().Recv() == nil || len(callee.FreeVars) != 1 || last != len(callee.Params) {
		return s
	}
	var receiver ssa.Value = callee.FreeVars[0]
	if made, here := s.instr.Common().Value.(*ssa.MakeClosure); here {
		receiver = made.Bindings[0]
	}
	direct := *s
	direct.vals = append([]ssa.Value{receiver}, s.vals[:last]...)
	direct.args = append([]tree{s.args[last]}, s.args[:last]...)
	return &direct
}

// captureOf is one captured variable of a function value, or of a function that lies where the value refers to.
func (a *analysis) captureOf(value tree, step path) tree {
	var out tree
	if _, ok := value.listed(step); ok {
		out = a.p.partOf(value, step)
	}
	for _, r := range value.root().refs {
		if at, whole := r.at.join(step); whole {
			out = a.p.merge(out, a.loadPlace(loc{r.obj, at}))
		}
	}
	return out
}

// handOver notes what an unknown function in a parameter is called with; what it returns is the caller's to say.
func (a *analysis) handOver(s *site, l *label) {
	for j, arg := range s.args {
		to := Place{l.param, string(l.path.long(path("()" + itoa(j))))}
		if a.emit && arg != nil {
			a.handed[to] = a.p.merge(a.handed[to], a.content(arg))
		}
	}
	for r := range s.results {
		back := a.p.part(l, path("()r"+itoa(r)))
		if back != nil {
			s.results[r] = a.p.merge(s.results[r], leaf(cell{labels: labels{back}, opaque: true}))
		}
	}
}
