package flow

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

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
	f, ok := entering(b)
	if !ok {
		return
	}
	load, ok := f.fixed().(*ssa.UnOp)
	if !ok || load.Op != token.MUL || load.Block() != b.Idom() || changesAfter(b.Idom(), load) {
		return
	}
	if refs := a.refs(load.X); len(refs) == 1 {
		a.write(refs, "", nothing)
	}
}

// changesAfter reports whether something may have been put somewhere in the rest of a block behind an instruction.
func changesAfter(b *ssa.BasicBlock, instr ssa.Instruction) bool {
	return slices.ContainsFunc(b.Instrs[slices.Index(b.Instrs, instr):], func(later ssa.Instruction) bool {
		switch i := later.(type) {
		case *ssa.Store, *ssa.MapUpdate, *ssa.Defer, *ssa.Go, *ssa.RunDefers:
			return true
		case *ssa.Call:
			_, builtin := i.Call.Value.(*ssa.Builtin)
			return !builtin
		}
		return false
	})
}
