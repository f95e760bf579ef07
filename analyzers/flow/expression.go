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

// readExpressions notes how values are written in the source.
func (a *analysis) readExpressions() {
	if known, ok := a.p.texts[a.fn]; ok {
		a.exprs, a.variables = known.exprs, known.variables
		return
	}
	a.exprs, a.variables = map[ssa.Value]string{}, map[ssa.Value]string{}
	a.p.texts[a.fn] = texts{a.exprs, a.variables}
	for _, b := range a.fn.Blocks {
		for _, instr := range b.Instrs {
			ref, ok := instr.(*ssa.DebugRef)
			if !ok {
				continue
			}
			if v, ok := ref.Object().(*types.Var); ok && !ref.IsAddr && a.variables[ref.X] == "" {
				a.variables[ref.X] = v.Name()
			}
			if a.exprs[ref.X] != "" {
				continue
			}
			if _, literal := ref.Expr.(*ast.FuncLit); literal {
				continue
			}
			text := types.ExprString(ref.Expr)
			if len(text) > 60 || strings.Contains(text, "\n") {
				continue
			}
			a.exprs[ref.X] = text
		}
	}
}

// expr is how v is written, without the conversions that the compiler adds; "" when it is too long to show.
func (a *analysis) expr(v ssa.Value) string {
	for {
		if text := a.exprs[v]; text != "" {
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
