package flow

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// guards say what the branches that lead to a block tell of the values there: that one is a certain constant, so that it holds
// nobody's data, or that two branches exclude each other.
type guards struct {
	facts    map[*ssa.BasicBlock][]fact
	fixable  map[ssa.Value]bool // values that some branch says are constants
	pruned   map[usedPhi][]bool
	constant map[usedValue]bool
}

type usedPhi struct {
	phi *ssa.Phi
	at  *ssa.BasicBlock
}

type usedValue struct {
	v  ssa.Value
	at *ssa.BasicBlock
}

// guardsOf are the guards of a function, nil if its branches compare nothing with constants, ask for no kind of error and no two of them belong together.
func (p *Program) guardsOf(fn *ssa.Function) *guards {
	if g, ok := p.guards[fn]; ok {
		return g
	}
	var g *guards
	if p.guarding(fn) {
		g = &guards{facts: map[*ssa.BasicBlock][]fact{}, fixable: fixable(fn), pruned: map[usedPhi][]bool{}, constant: map[usedValue]bool{}}
	}
	p.guards[fn] = g
	return g
}

// guarding reports whether guards have something to say of a function.
func (p *Program) guarding(fn *ssa.Function) bool {
	seen := map[ssa.Value]bool{}
	for _, b := range fn.Blocks {
		if branch, ok := lastOf(b).(*ssa.If); ok {
			f := factOf(branch.Cond, true)
			if seen[f.v] || f.k != nil && (f.op == token.EQL || f.op == token.NEQ || lengthOf(f.v) != nil) {
				return true
			}
			if asked, _ := p.asks(f.v); asked != nil {
				return true
			}
			seen[f.v] = true
		}
	}
	return false
}

// fixable are the values that some branch of a function says are constants: of the others nothing has to be looked up.
func fixable(fn *ssa.Function) map[ssa.Value]bool {
	out := map[ssa.Value]bool{}
	for _, b := range fn.Blocks {
		for i := range b.Succs {
			if f, ok := along(b, i); ok && f.fixed() != nil {
				out[f.fixed()] = true
			}
		}
	}
	return out
}

// at are the facts that hold whenever a block runs.
func (g *guards) at(b *ssa.BasicBlock) []fact {
	if known, ok := g.facts[b]; ok {
		return known
	}
	var out []fact
	if over := b.Idom(); over != nil {
		out = slices.Clip(g.at(over))
		if f, ok := entering(b); ok {
			out = append(out, f)
		}
	}
	g.facts[b] = out
	return out
}

// excluded reports whether the i-th way out of a block contradicts what leads to the block.
func (g *guards) excluded(b *ssa.BasicBlock, i int) bool {
	if g == nil {
		return false
	}
	f, ok := along(b, i)
	return ok && contradict(g.at(b), []fact{f}, nil)
}

// ways tells of the ways into the block of a phi which ones can have been taken where a later block uses it, nil if all can.
func (g *guards) ways(phi *ssa.Phi, at *ssa.BasicBlock) []bool {
	home := phi.Block()
	if g == nil || home == at || !home.Dominates(at) {
		return nil
	}
	key := usedPhi{phi, at}
	if known, ok := g.pruned[key]; ok {
		return known
	}
	var out []bool
	later := g.at(at)
	for n, pred := range home.Preds {
		way := slices.Clip(g.at(pred))
		if f, ok := coming(home, n); ok {
			way = append(way, f)
		}
		if contradict(way, later, home) {
			if out == nil {
				out = slices.Repeat([]bool{true}, len(home.Preds))
			}
			out[n] = false
		}
	}
	g.pruned[key] = out
	return out
}

// contradict reports whether facts cannot hold together with others that were found out later. Only values that are settled before a
// block are compared, if one is given: others may have changed in between.
func contradict(facts, later []fact, before *ssa.BasicBlock) bool {
	for _, f := range facts {
		if before != nil && !settledBefore(f.v, before) {
			continue
		}
		for _, l := range later {
			if l.v == f.v && !f.allows(l) {
				return true
			}
		}
	}
	return false
}

// settledBefore reports whether a value is computed in a block that is left before another is entered.
func settledBefore(v ssa.Value, b *ssa.BasicBlock) bool {
	i, ok := v.(ssa.Instruction)
	return !ok || i.Block() != b && i.Block().Dominates(b)
}

// allows reports whether two facts on one value can both hold.
func (f fact) allows(l fact) bool {
	if (f.k == nil) != (l.k == nil) {
		return true
	}
	if f.k == nil || f.k.Value == nil && l.k.Value == nil { // true, or nil
		return f.op == l.op
	}
	if f.k.Value == nil || l.k.Value == nil || f.k.Value.Kind() != l.k.Value.Kind() || f.k.Value.Kind() == constant.Bool || f.k.Value.Kind() == constant.Complex {
		return true
	}
	order := 0
	switch {
	case constant.Compare(f.k.Value, token.LSS, l.k.Value):
		order = -1
	case constant.Compare(f.k.Value, token.GTR, l.k.Value):
		order = 1
	}
	return overlaps(f.op, l.op, order)
}

// overlaps reports whether some value compares by one operator with a constant and by another with a second one; order is how the
// two constants compare.
func overlaps(op, with token.Token, order int) bool {
	if op == token.EQL { // the value is the first constant
		return ordered(order, with)
	}
	if with == token.EQL {
		return ordered(-order, op)
	}
	below, above := op == token.LSS || op == token.LEQ, op == token.GTR || op == token.GEQ
	switch {
	case below && (with == token.GTR || with == token.GEQ): // the second lies below the first
		return order > 0 || order == 0 && op == token.LEQ && with == token.GEQ
	case above && (with == token.LSS || with == token.LEQ):
		return order < 0 || order == 0 && op == token.GEQ && with == token.LEQ
	}
	return true
}

// ordered reports whether a comparison is true of two constants that are in an order.
func ordered(order int, op token.Token) bool {
	switch op {
	case token.EQL:
		return order == 0
	case token.NEQ:
		return order != 0
	case token.LSS:
		return order < 0
	case token.LEQ:
		return order <= 0
	case token.GTR:
		return order > 0
	}
	return order >= 0
}

// isConstant reports whether every way to a block says that a value equals a constant, or nil: it holds nobody's data there.
func (g *guards) isConstant(v ssa.Value, at *ssa.BasicBlock) bool {
	if g == nil || !g.fixable[v] {
		return false
	}
	key := usedValue{v, at}
	if known, ok := g.constant[key]; ok {
		return known
	}
	g.constant[key] = false // on the way around a loop nothing is known
	g.constant[key] = g.findsConstant(v, at)
	return g.constant[key]
}

func (g *guards) findsConstant(v ssa.Value, at *ssa.BasicBlock) bool {
	if slices.ContainsFunc(g.at(at), func(f fact) bool { return f.fixes(v) }) {
		return true
	}
	if i, ok := v.(ssa.Instruction); ok && i.Block() == at {
		return false
	}
	if len(at.Preds) < 2 {
		return at.Idom() != nil && g.isConstant(v, at.Idom())
	}
	for n, pred := range at.Preds {
		if f, ok := coming(at, n); !(ok && f.fixes(v)) && !g.isConstant(v, pred) {
			return false
		}
	}
	return true
}

// fixes reports whether a fact leaves a value nothing but to be a constant.
func (f fact) fixes(v ssa.Value) bool { return v != nil && f.fixed() == v }

// fixed is the value that a fact leaves nothing but to be a constant, or empty: what is printed where `name == ""` holds, or len(name) == 0, tells
// nobody's name. It is nil when a fact leaves more.
func (f fact) fixed() ssa.Value {
	if f.k == nil {
		return nil
	}
	if counted := lengthOf(f.v); counted != nil && isZero(f.k) && (f.op == token.EQL || f.op == token.LEQ) {
		return counted
	}
	if f.op != token.EQL {
		return nil
	}
	return f.v
}

// guarded is what is known of a value in the block that is being followed, which the branches before it may narrow down.
func (a *analysis) guarded(v ssa.Value, t tree) tree {
	if a.guards == nil || a.now == nil || len(t) == 0 || len(t) == 1 && len(t[0].labels) == 0 {
		return t
	}
	if a.guards.isConstant(v, a.now) {
		return nothing
	}
	return a.sortedOut(v, a.narrowed(v, t))
}

// narrowed is a value without what came in by ways that cannot have been taken.
func (a *analysis) narrowed(v ssa.Value, t tree) tree {
	phi, ok := v.(*ssa.Phi)
	if !ok {
		return t
	}
	ways := a.guards.ways(phi, a.now)
	if ways == nil {
		return t
	}
	var out tree
	for n, edge := range phi.Edges {
		if ways[n] && a.enters(phi.Block(), n) {
			out = a.p.merge(out, a.operand(edge))
		}
	}
	if out == nil {
		return t
	}
	return out
}

// enters reports whether the n-th way into a block is taken.
func (a *analysis) enters(b *ssa.BasicBlock, n int) bool {
	pred := b.Preds[n]
	return a.in[pred] != nil && a.feasible.into(b, n) && !a.guards.excluded(pred, slices.Index(pred.Succs, b))
}

// edge is the value that a phi has when its block is entered by the n-th way.
func (a *analysis) edge(phi *ssa.Phi, n int) tree {
	pred, v := phi.Block().Preds[n], phi.Edges[n]
	if a.guards == nil {
		return a.operand(v)
	}
	if f, ok := coming(phi.Block(), n); ok && f.fixes(v) || a.guards.isConstant(v, pred) {
		return nothing
	}
	return a.operand(v)
}
