package flow

import (
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A function that branches on what it is handed, or looks something up by it, does one thing for each constant that it is called with:
// it is then analysed for this constant.

// constantArgs are constants that a function is called with, by parameter.
type constantArgs map[int]*ssa.Const

// maxConstantContexts bounds how often one function is analysed with different constants.
const maxConstantContexts = 4

// constantArgs are the constant arguments of a call that decide what the callee does. Only calls inside of a package are looked at: so
// one package at a time shows the same as all at once.
func (a *analysis) constantArgs(s *site, callee *ssa.Function) constantArgs {
	if callee.Pkg == nil || callee.Pkg != a.fn.Pkg {
		return nil
	}
	var out constantArgs
	for i, param := range callee.Params {
		if i >= len(s.vals) || s.vals[i] == nil {
			continue
		}
		k, ok := a.fixed(s.vals[i]).(*ssa.Const)
		if !ok || k.Value == nil || !types.Identical(k.Type(), param.Type()) || !a.p.decides(param) {
			continue
		}
		if out == nil {
			out = constantArgs{}
		}
		out[i] = k
	}
	return out
}

// String tells the constants apart from others.
func (c constantArgs) String() string {
	var b strings.Builder
	for _, i := range slices.Sorted(maps.Keys(c)) {
		b.WriteString(itoa(i) + "=" + c[i].Value.ExactString() + ",")
	}
	return b.String()
}

// values are the constants as what the parameters of a function can be.
func (c constantArgs) values(fn *ssa.Function) constants {
	out := constants{}
	for i, k := range c {
		out.assign(fn.Params[i], out.of(k))
	}
	return out
}

// fixed is the constant that a parameter is in this analysis, or the value itself.
func (a *analysis) fixed(v ssa.Value) ssa.Value {
	if param, ok := v.(*ssa.Parameter); ok && len(a.bound.fixed) > 0 {
		if k := a.bound.fixed[slices.Index(a.fn.Params, param)]; k != nil {
			return k
		}
	}
	return v
}

// decides reports whether a function does different things for different values of a parameter: it is a text, a number or a truth
// that is branched on, that something is looked up by, or that is handed to a function which does.
func (p *Program) decides(param *ssa.Parameter) bool {
	known, ok := p.deciding[param]
	if !ok {
		known = p.leadsToDecision(param, map[*ssa.Parameter]bool{})
		p.deciding[param] = known
	}
	return known
}

// leadsToDecision searches from one parameter on. Only the answer for where a search began is kept: among functions that call each other, those
// for the others depend on where it began.
func (p *Program) leadsToDecision(param *ssa.Parameter, seen map[*ssa.Parameter]bool) bool {
	if known, ok := p.deciding[param]; ok {
		return known
	}
	if _, basic := param.Type().Underlying().(*types.Basic); seen[param] || !basic {
		return false
	}
	seen[param] = true
	return slices.ContainsFunc(*param.Referrers(), func(use ssa.Instruction) bool { return p.decidedBy(use, param, seen) })
}

func (p *Program) decidedBy(use ssa.Instruction, v *ssa.Parameter, seen map[*ssa.Parameter]bool) bool {
	switch use := use.(type) {
	case *ssa.If:
		return true
	case *ssa.UnOp:
		return use.Op == token.NOT
	case *ssa.BinOp:
		return mirrored[use.Op] != 0 || slices.ContainsFunc(*use.Referrers(), func(of ssa.Instruction) bool {
			compared, ok := of.(*ssa.BinOp) // status/100 == 5
			return ok && mirrored[compared.Op] != 0
		})
	case *ssa.MapUpdate:
		return use.Key == v
	case *ssa.Lookup:
		return use.Index == v
	case *ssa.IndexAddr:
		return use.Index == v
	case *ssa.Index:
		return use.Index == v
	case *ssa.Call:
		callee := use.Call.StaticCallee()
		if callee == nil || callee.Pkg == nil || callee.Pkg != v.Parent().Pkg {
			return false
		}
		for i, arg := range use.Call.Args {
			if arg == v && i < len(callee.Params) && p.leadsToDecision(callee.Params[i], seen) {
				return true
			}
		}
	}
	return false
}
