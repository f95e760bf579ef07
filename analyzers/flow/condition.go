package flow

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A comparison is what the outcome of a condition says: that one value compares with another. Whoever asks about branches reads them here:
// which ones constants decide (feasible), what is known of values behind them (guards), and with what arguments a sink is reached (Gate).
type comparison struct {
	cond    ssa.Value // without negations
	outcome bool      // of cond
	x       ssa.Value
	op      token.Token
	y       ssa.Value // nil where cond compares nothing
}

// opposite are comparisons with the other outcome.
var opposite = map[token.Token]token.Token{
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.GEQ, token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR,
}

// mirrored are comparisons with their sides exchanged.
var mirrored = map[token.Token]token.Token{
	token.EQL: token.EQL, token.NEQ: token.NEQ, token.LSS: token.GTR, token.LEQ: token.GEQ, token.GTR: token.LSS, token.GEQ: token.LEQ,
}

// compares reads a condition that has an outcome. If one side is a constant, it is the right one.
func compares(cond ssa.Value, outcome bool) comparison {
	for {
		not, ok := cond.(*ssa.UnOp)
		if !ok || not.Op != token.NOT {
			break
		}
		cond, outcome = not.X, !outcome
	}
	c := comparison{cond: cond, outcome: outcome}
	b, ok := cond.(*ssa.BinOp)
	if !ok || mirrored[b.Op] == 0 {
		return c
	}
	c.x, c.op, c.y = b.X, b.Op, b.Y
	if !outcome {
		c.op = opposite[c.op]
	}
	_, left := c.x.(*ssa.Const)
	_, right := c.y.(*ssa.Const)
	if left && !right {
		return c.turned()
	}
	return c
}

// turned is a comparison of two values with its sides exchanged.
func (c comparison) turned() comparison {
	c.x, c.op, c.y = c.y, mirrored[c.op], c.x
	return c
}

// A fact is that a value compares with a constant. What a condition says that compares nothing with one is about itself, beside true.
type fact struct {
	v  ssa.Value
	op token.Token
	k  *ssa.Const // nil for true
}

// factOf is what the outcome of a condition tells.
func factOf(cond ssa.Value, outcome bool) fact {
	c := compares(cond, outcome)
	switch k, ok := c.y.(*ssa.Const); {
	case ok:
		return fact{c.x, c.op, k}
	case c.outcome:
		return fact{v: c.cond, op: token.EQL}
	}
	return fact{v: c.cond, op: token.NEQ}
}

// along is the fact that the way from a block to its i-th successor tells, if it is a way out of two.
func along(b *ssa.BasicBlock, i int) (fact, bool) {
	if branch, ok := lastOf(b).(*ssa.If); ok && b.Succs[0] != b.Succs[1] {
		return factOf(branch.Cond, i == 0), true
	}
	return fact{}, false
}

// entering is the fact that the only way into a block tells.
func entering(b *ssa.BasicBlock) (fact, bool) {
	if len(b.Preds) != 1 || b.Preds[0] != b.Idom() {
		return fact{}, false
	}
	return along(b.Preds[0], slices.Index(b.Preds[0].Succs, b))
}

// coming is the fact that the n-th way into a block tells.
func coming(b *ssa.BasicBlock, n int) (fact, bool) {
	return along(b.Preds[n], slices.Index(b.Preds[n].Succs, b))
}

func lastOf(b *ssa.BasicBlock) ssa.Instruction {
	if len(b.Instrs) == 0 {
		return nil
	}
	return b.Instrs[len(b.Instrs)-1]
}
