package flow

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// constantIn are the values of which conditions say, on every way into a block, that they are one constant, or empty: what is printed where
// `name == ""` holds tells nobody's name.
func (a *analysis) constantIn(b *ssa.BasicBlock) []ssa.Value {
	if known, ok := a.constant[b]; ok {
		return known
	}
	var known []ssa.Value
	if up := b.Idom(); up != nil {
		known = a.constantIn(up)
		if v := assertedBy(up, b); v != nil {
			known = append(slices.Clip(known), v)
		}
	}
	a.constant[b] = known
	return known
}

// assertedBy is the value of which the branch that leads from one block to another says that it is a constant; nil if it says so of none.
func assertedBy(from, to *ssa.BasicBlock) ssa.Value {
	if len(to.Preds) != 1 || to.Preds[0] != from || len(from.Instrs) == 0 {
		return nil
	}
	branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
	if !ok || from.Succs[0] == from.Succs[1] {
		return nil
	}
	c, ok := branch.Cond.(*ssa.BinOp)
	if !ok {
		return nil
	}
	op := c.Op
	if from.Succs[0] != to {
		op = opposite[op]
	}
	k, ok := c.Y.(*ssa.Const)
	if !ok {
		return nil
	}
	if counted := lengthOf(c.X); counted != nil {
		if isZero(k) && (op == token.EQL || op == token.LEQ) {
			return counted
		}
		return nil
	}
	if op != token.EQL || isNumber(c.X.Type()) {
		return nil
	}
	return c.X
}

// lengthOf is the value whose length v is, nil if it is none.
func lengthOf(v ssa.Value) ssa.Value {
	if call, ok := v.(*ssa.Call); ok {
		if b, ok := call.Call.Value.(*ssa.Builtin); ok && b.Name() == "len" {
			return call.Call.Args[0]
		}
	}
	return nil
}

func isZero(k *ssa.Const) bool {
	return k.Value != nil && k.Value.Kind() == constant.Int && constant.Sign(k.Value) == 0
}

// forget empties the place from which a value was read that the branch into a block says is a constant, unless something may have been put there
// since.
func (a *analysis) forget(b *ssa.BasicBlock) {
	from := b.Idom()
	if from == nil {
		return
	}
	load, ok := assertedBy(from, b).(*ssa.UnOp)
	if !ok || load.Op != token.MUL || load.Block() != from {
		return
	}
	for _, instr := range from.Instrs[slices.Index(from.Instrs, ssa.Instruction(load)):] {
		switch i := instr.(type) {
		case *ssa.Store, *ssa.MapUpdate, *ssa.Defer, *ssa.Go, *ssa.RunDefers:
			return
		case *ssa.Call:
			if _, builtin := i.Call.Value.(*ssa.Builtin); !builtin {
				return
			}
		}
	}
	if refs := a.refs(load.X); len(refs) == 1 {
		a.write(refs, "", nothing)
	}
}
