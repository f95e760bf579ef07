package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// feasible says which branches of a function can be taken, as far as constants tell: what stands behind "if debug" with a
// constant false debug never runs.
type feasible struct {
	taken map[*ssa.BasicBlock][]bool // by successor; a block that is never reached is absent
}

// edge reports whether the i-th way out of a block can be taken.
func (f *feasible) edge(b *ssa.BasicBlock, i int) bool {
	return f == nil || len(f.taken[b]) > i && f.taken[b][i]
}

// into reports whether the n-th way into a block can be taken.
func (f *feasible) into(b *ssa.BasicBlock, n int) bool {
	if f == nil {
		return true
	}
	for i, next := range b.Preds[n].Succs {
		if next == b && f.edge(b.Preds[n], i) {
			return true
		}
	}
	return false
}

// maxValues bounds how many values a variable is followed through: with more of them it may be anything.
const maxValues = 16

// values are what a constant variable can be, without doubles; nil is anything.
type values []constant.Value

// constants maps the variables that cannot be anything.
type constants map[ssa.Value]values

// feasibility follows the constants of a function that branches on some, or is called with some; nil means that every branch may be taken.
func (p *Program) feasibility(fn *ssa.Function, fixed constantArgs) *feasible {
	if len(fixed) > 0 {
		return followConstants(fn, fixed)
	}
	if f, ok := p.branches[fn]; ok {
		return f
	}
	var f *feasible
	if branchesOnConstants(fn) {
		f = followConstants(fn, nil)
	}
	p.branches[fn] = f
	return f
}

// branchesOnConstants reports whether some branch depends on constants alone, or two on the same condition.
func branchesOnConstants(fn *ssa.Function) bool {
	conditions := map[ssa.Value]bool{}
	for _, b := range fn.Blocks {
		if len(b.Instrs) == 0 {
			continue
		}
		branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		v := compares(branch.Cond, true).cond
		if conditions[v] || constantOnly(v, map[ssa.Value]bool{}) {
			return true
		}
		conditions[v] = true
	}
	return false
}

// constantOnly reports whether v is computed from nothing but constants.
func constantOnly(v ssa.Value, seen map[ssa.Value]bool) bool {
	if seen[v] {
		return true
	}
	seen[v] = true
	switch v := v.(type) {
	case *ssa.Const:
		return v.Value != nil
	case *ssa.Phi:
		for _, e := range v.Edges {
			if !constantOnly(e, seen) {
				return false
			}
		}
		return true
	case *ssa.BinOp:
		return constantOnly(v.X, seen) && constantOnly(v.Y, seen)
	case *ssa.UnOp:
		return v.Op != token.MUL && v.Op != token.ARROW && constantOnly(v.X, seen)
	case *ssa.Convert:
		return constantOnly(v.X, seen)
	case *ssa.ChangeType:
		return constantOnly(v.X, seen)
	}
	return false
}

// maxSteadying bounds how often the blocks of a function are gone through; if they are not steady then, every branch may be taken.
const maxSteadying = 4 * maxValues

func followConstants(fn *ssa.Function, fixed constantArgs) *feasible {
	f := &feasible{taken: map[*ssa.BasicBlock][]bool{}}
	in := map[*ssa.BasicBlock]constants{fn.Blocks[0]: fixed.values(fn)}
	if fn.Recover != nil {
		in[fn.Recover] = constants{}
	}
	order := blocks(fn)
	seen := map[*ssa.BasicBlock]bool{} // with what is known now at its start
	for round := 0; ; round++ {
		if round > maxSteadying {
			return nil
		}
		changed := false
		for _, b := range order {
			if in[b] != nil && !seen[b] {
				seen[b] = true
				changed = f.block(b, in, seen) || changed
			}
		}
		if !changed {
			return f
		}
	}
}

// block evaluates one block and tells its successors, and reports whether they learned something: those that did have not been seen.
func (f *feasible) block(b *ssa.BasicBlock, in map[*ssa.BasicBlock]constants, seen map[*ssa.BasicBlock]bool) bool {
	env := maps.Clone(in[b])
	for _, instr := range b.Instrs {
		if v, ok := instr.(ssa.Value); ok {
			if _, phi := instr.(*ssa.Phi); !phi { // what a phi is was told by the blocks before
				env.assign(v, env.evaluate(v))
			}
		}
	}
	changed := false
	if f.taken[b] == nil {
		f.taken[b] = make([]bool, len(b.Succs))
		changed = true
	}
	for i, next := range b.Succs {
		out := env
		if i < len(b.Succs)-1 { // the last may have it
			out = maps.Clone(env)
		}
		if branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok && !out.assume(branch.Cond, i == 0) {
			continue
		}
		f.taken[b][i] = true
		out.enter(b, next)
		if join(in, next, out) {
			seen[next] = false
			changed = true
		}
	}
	return changed
}

// enter gives the phis of a block the values that they have when it is entered from another.
func (k constants) enter(from, to *ssa.BasicBlock) {
	n := slices.Index(to.Preds, from)
	assigned := map[*ssa.Phi]values{}
	for _, instr := range to.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		assigned[phi] = k.of(phi.Edges[n])
	}
	for phi, vs := range assigned {
		k.assign(phi, vs)
	}
}

// join lets what is known at the start of a block be what holds on every way there.
func join(in map[*ssa.BasicBlock]constants, b *ssa.BasicBlock, out constants) bool {
	old := in[b]
	if old == nil {
		in[b] = out
		return true
	}
	changed := false
	for v, vs := range old {
		more := out[v]
		if more != nil {
			more = union(vs, more)
		}
		if len(more) != len(vs) {
			old.assign(v, more)
			changed = true
		}
	}
	return changed
}

func union(a, b values) values {
	if len(a) > 0 && len(a) == len(b) && &a[0] == &b[0] {
		return a
	}
	out := slices.Clip(a)
	for _, v := range b {
		if !out.has(v) {
			out = append(out, v)
		}
	}
	if len(out) > maxValues {
		return nil
	}
	return out
}

func (vs values) has(v constant.Value) bool {
	return slices.ContainsFunc(vs, func(w constant.Value) bool { return same(v, w) })
}

func same(v, w constant.Value) bool {
	return v.Kind() == w.Kind() && constant.Compare(v, token.EQL, w)
}

func (k constants) assign(v ssa.Value, vs values) {
	if len(vs) == 0 {
		delete(k, v)
		return
	}
	k[v] = vs
}

func (k constants) of(v ssa.Value) values {
	if c, ok := v.(*ssa.Const); ok {
		if c.Value == nil || c.Value.Kind() == constant.Unknown || c.Value.Kind() == constant.Complex {
			return nil
		}
		return values{c.Value}
	}
	return k[v]
}

// evaluate computes a value of what its operands can be.
func (k constants) evaluate(v ssa.Value) values {
	switch v := v.(type) {
	case *ssa.BinOp:
		return combine(k.of(v.X), k.of(v.Y), func(x, y constant.Value) constant.Value { return binary(x, v.Op, y, v.X.Type()) })
	case *ssa.UnOp:
		if v.Op == token.NOT || v.Op == token.SUB {
			return combine(k.of(v.X), values{nil}, func(x, _ constant.Value) constant.Value { return constant.UnaryOp(v.Op, x, 0) })
		}
	case *ssa.Convert:
		if isNumber(v.Type()) && isNumber(v.X.Type()) && !isFloat(v.Type()) && !isFloat(v.X.Type()) {
			return k.of(v.X)
		}
	case *ssa.ChangeType:
		return k.of(v.X)
	}
	return nil
}

func isFloat(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsFloat != 0
}

// maxMagnitude is how large a number may grow before it may be anything: beyond lies where types wrap around.
const maxMagnitude = 1 << 7

func combine(xs, ys values, f func(x, y constant.Value) constant.Value) values {
	var out values
	for _, x := range xs {
		for _, y := range ys {
			v := f(x, y)
			if v == nil || v.Kind() == constant.Unknown {
				return nil
			}
			if n, exact := constant.Int64Val(constant.ToInt(v)); v.Kind() == constant.Int && (!exact || n >= maxMagnitude || n < -maxMagnitude) {
				return nil
			}
			if !out.has(v) {
				out = append(out, v)
			}
		}
	}
	if len(out) > maxValues {
		return nil
	}
	return out
}

// binary is an operation on two constants, nil if it cannot be told.
func binary(x constant.Value, op token.Token, y constant.Value, t types.Type) constant.Value {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		if x.Kind() == constant.Bool && op != token.EQL && op != token.NEQ {
			return nil
		}
		return constant.MakeBool(constant.Compare(x, op, y))
	case token.SHL, token.SHR, token.AND_NOT:
		return nil
	case token.QUO, token.REM:
		if constant.Sign(y) == 0 {
			return nil
		}
		if op == token.QUO && !isFloat(t) {
			op = token.QUO_ASSIGN // division of integers
		}
	}
	if isFloat(t) && (op == token.REM || op == token.AND || op == token.OR || op == token.XOR) {
		return nil
	}
	return constant.BinaryOp(x, op, y)
}

// assume keeps of a condition, and of what it compares, the values with which it has an outcome. It is false when there are none.
func (k constants) assume(cond ssa.Value, outcome bool) bool {
	c := compares(cond, outcome)
	if !k.decide(cond, outcome) || !k.decide(c.cond, c.outcome) {
		return false
	}
	return c.y == nil || k.keep(c) && k.keep(c.turned())
}

// decide lets a condition have an outcome, and reports whether it can.
func (k constants) decide(cond ssa.Value, outcome bool) bool {
	truth := constant.MakeBool(outcome)
	if vs := k.of(cond); vs != nil && !vs.has(truth) {
		return false
	}
	if _, ok := cond.(*ssa.Const); !ok {
		k[cond] = values{truth}
	}
	return true
}

// keep keeps of a value those that compare with the other one as is said, and reports whether there are any.
func (k constants) keep(c comparison) bool {
	xs, ys := k.of(c.x), k.of(c.y)
	if _, ok := c.x.(*ssa.Const); ok || len(ys) != 1 {
		return true
	}
	if xs == nil {
		if c.op == token.EQL {
			k[c.x] = ys
		}
		return true
	}
	var kept values
	for _, v := range xs {
		if r := binary(v, c.op, ys[0], c.x.Type()); r == nil || constant.BoolVal(r) {
			kept = append(kept, v)
		}
	}
	if len(kept) == 0 {
		return false
	}
	k[c.x] = kept
	return true
}
