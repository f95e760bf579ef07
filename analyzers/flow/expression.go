package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// texts are how values of a function are written, and into which variables they are put.
type texts struct{ exprs, variables map[ssa.Value]string }

// texts reads them when they are asked for first: most functions have nothing to tell.
func (a *analysis) texts() texts {
	if a.written.exprs != nil {
		return a.written
	}
	known, ok := a.p.texts[a.fn]
	if !ok {
		known = readTexts(a.fn)
		a.p.texts[a.fn] = known
	}
	a.written = known
	return known
}

// readTexts notes how the values of a function are written in the source.
func readTexts(fn *ssa.Function) texts {
	t := texts{exprs: map[ssa.Value]string{}, variables: map[ssa.Value]string{}}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			ref, ok := instr.(*ssa.DebugRef)
			if !ok {
				continue
			}
			if v, ok := ref.Object().(*types.Var); ok && !ref.IsAddr && t.variables[ref.X] == "" {
				t.variables[ref.X] = v.Name()
			}
			if t.exprs[ref.X] != "" {
				continue
			}
			if _, literal := ref.Expr.(*ast.FuncLit); literal {
				continue
			}
			text := types.ExprString(ref.Expr)
			if len(text) > 60 || strings.Contains(text, "\n") {
				continue
			}
			t.exprs[ref.X] = text
		}
	}
	return t
}

// expr is how v is written, without the conversions that the compiler adds; "" when it is too long to show.
func (a *analysis) expr(v ssa.Value) string {
	for {
		if text := a.texts().exprs[v]; text != "" {
			return text
		}
		switch c := v.(type) {
		case *ssa.MakeInterface:
			v = c.X
		case *ssa.ChangeInterface:
			v = c.X
		case *ssa.ChangeType:
			v = c.X
		case *ssa.UnOp:
			if c.Op != token.MUL {
				return ""
			}
			v = c.X
		case *ssa.Parameter:
			return c.Name()
		case *ssa.FreeVar:
			return c.Name()
		default:
			return ""
		}
	}
}
