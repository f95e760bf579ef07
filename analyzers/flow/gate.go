package flow

import (
	"cmp"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A Gate is a condition on a parameter without which a sink is not reached: an answer is logged only where its status is 500. Each
// operation is done on what comes of the one before; the last is a comparison, and holds.
//
// Inside of a package a function is analysed for the constants that it is called with (see constantArgs), which tells more: what it returns
// and looks up by them as well. Other packages know its summary alone, and a gate is what of its conditions a summary can say.
type Gate struct {
	Index      int // of the parameter
	Operations []Operation
	Or         [][]Operation // one of which holds instead
	Type       string        // or it is an interface, and this type, with its package's path, is behind it
	Kind       string        // or it is an error, which was asked whether it is of this kind: see kindOfError
	Is         bool          // and is
}

// An Operation has a constant on its right: a number, a text in quotes, true or false.
type Operation struct {
	Op   token.Token
	With string
}

// maxGates bounds how many conditions are told of one sink, and maxKinds how many kinds of errors: whoever sorts them out has many.
const (
	maxGates = 4
	maxKinds = 16
)

// fewest leaves out of gates what is too much.
func fewest(gates []Gate) []Gate {
	kinds, others := 0, 0
	return slices.DeleteFunc(gates, func(g Gate) bool {
		if g.Kind != "" {
			kinds++
			return kinds > maxKinds
		}
		others++
		return others > maxGates
	})
}

// gates are the conditions on parameters under which a block is reached, the nearest first.
func (a *analysis) gates(b *ssa.BasicBlock) []Gate {
	var found []Gate
	for ; b != nil; b = b.Idom() {
		if g, ok := a.gateOf(b); ok {
			found = append(found, g)
		}
	}
	return fewest(found)
}

// gateOf is the condition that the ways into a block tell: of several, that one of theirs holds.
func (a *analysis) gateOf(b *ssa.BasicBlock) (Gate, bool) {
	if f, ok := entering(b); ok {
		return a.gate(f)
	}
	var either Gate
	for n := range b.Preds {
		f, ok := coming(b, n)
		if !ok {
			return Gate{}, false
		}
		g, ok := a.gate(f)
		switch {
		case !ok || g.Kind != "" || n > 0 && g.Index != either.Index:
			return Gate{}, false
		case n == 0:
			either = g
		default:
			either.Or = append(either.Or, g.Operations)
		}
	}
	return either, len(b.Preds) > 1
}

// gate is a fact as a condition on a parameter, if it is one.
func (a *analysis) gate(f fact) (Gate, bool) {
	if f.k == nil {
		if asked, of := a.p.asks(f.v); asked != nil {
			param, _ := asked.(*ssa.Parameter)
			i := slices.Index(a.fn.Params, param)
			return Gate{Index: i, Kind: of.name(), Is: f.op == token.EQL}, i >= 0
		}
		return a.operated(f.v, Operation{f.op, "true"})
	}
	with, ok := written(f.k)
	if !ok {
		return Gate{}, false
	}
	return a.operated(f.v, Operation{f.op, with})
}

// operated is the gate of an operation on what is computed of a parameter and constants.
func (a *analysis) operated(x ssa.Value, last Operation) (Gate, bool) {
	switch v := x.(type) {
	case *ssa.Parameter:
		if i := slices.Index(a.fn.Params, v); i >= 0 {
			return Gate{Index: i, Operations: []Operation{last}}, true
		}
	case *ssa.Convert:
		if isNumber(v.Type()) && isNumber(v.X.Type()) && !isFloat(v.Type()) && !isFloat(v.X.Type()) {
			return a.operated(v.X, last)
		}
	case *ssa.ChangeType:
		return a.operated(v.X, last)
	case *ssa.BinOp:
		with, ok := written(v.Y)
		if !ok {
			return Gate{}, false
		}
		g, ok := a.operated(v.X, Operation{v.Op, with})
		g.Operations = append(g.Operations, last)
		return g, ok
	}
	return Gate{}, false
}

// written is a constant as an Operation has it.
func written(v ssa.Value) (string, bool) {
	k, ok := v.(*ssa.Const)
	if !ok || k.Value == nil {
		return "", false
	}
	switch k.Value.Kind() {
	case constant.Bool, constant.Int, constant.String:
		return k.Value.ExactString(), true
	}
	return "", false
}

// value reads it again.
func (o Operation) value() constant.Value {
	switch {
	case o.With == "true" || o.With == "false":
		return constant.MakeBool(o.With == "true")
	case strings.HasPrefix(o.With, `"`):
		return constant.MakeFromLiteral(o.With, token.STRING, 0)
	case strings.HasPrefix(o.With, "-"):
		return constant.UnaryOp(token.SUB, constant.MakeFromLiteral(o.With[1:], token.INT, 0), 0)
	}
	return constant.MakeFromLiteral(o.With, token.INT, 0)
}

// shuts reports whether the gate is closed for a value.
func (g Gate) shuts(v constant.Value) bool {
	return fails(g.Operations, v) && !slices.ContainsFunc(g.Or, func(one []Operation) bool { return !fails(one, v) })
}

// fails reports whether the last of the operations, a comparison, does not hold of a value.
func fails(operations []Operation, v constant.Value) bool {
	for _, o := range operations {
		with := o.value()
		if v.Kind() != with.Kind() {
			return false
		}
		if v = binary(v, o.Op, with, types.Typ[types.Int]); v == nil {
			return false
		}
	}
	return v.Kind() == constant.Bool && !constant.BoolVal(v)
}

// passed is what a call leaves of the gates of a sink inside its callee: those on parameters of the caller. It is false if one is shut.
func (a *analysis) passed(s *site, gates []Gate) ([]Gate, bool) {
	var left []Gate
	for _, g := range gates {
		if g.Index >= len(s.vals) || s.vals[g.Index] == nil {
			continue
		}
		if g.Type != "" {
			on, open := behind(s.args[g.Index], g.Type)
			if !open {
				return nil, false
			}
			left = append(left, on...)
			continue
		}
		if g.Kind != "" { // which is asked of each error that the value may be: see sortedOutBy
			if i, ok := handedIn(s.args[g.Index]); ok {
				left = append(left, Gate{Index: i, Kind: g.Kind, Is: g.Is})
			}
			continue
		}
		arg := a.fixed(s.vals[g.Index])
		if vs := possible(arg, maxSteps); vs != nil {
			if !slices.ContainsFunc(vs, func(v constant.Value) bool { return !g.shuts(v) }) {
				return nil, false
			}
			continue
		}
		if param, ok := arg.(*ssa.Parameter); ok {
			if i := slices.Index(a.fn.Params, param); i >= 0 {
				left = append(left, Gate{Index: i, Operations: g.Operations, Or: g.Or})
			}
		}
	}
	return left, true
}

// behind tells whether a type may be behind an interface value: with which gates, where that is for callers to know, who handed it in.
func behind(v tree, name string) (on []Gate, open bool) {
	root := v.root()
	if types := root.labels.only(func(l *label) bool { return l.kind == dynamicType }); len(types) > 0 && !root.labels.has(fromParam) {
		return nil, slices.ContainsFunc(types, func(l *label) bool { return gateType(l.typ) == name })
	}
	params := root.labels.only(func(l *label) bool { return l.kind == fromParam })
	if len(params) == 1 && len(root.labels) == 1 && params[0].path == "" && params[0].param < packageVariable {
		on = []Gate{{Index: params[0].param, Type: name}}
	}
	return on, true
}

// handedIn is the parameter that a value is, if it is one and nothing that was made of it.
func handedIn(v tree) (int, bool) {
	params := v.root().labels.only(func(l *label) bool { return l.kind == fromParam })
	if len(params) != 1 || params[0].path != "" || params[0].param >= packageVariable || params[0].errored || params[0].hashed || params[0].written != "" {
		return 0, false
	}
	return params[0].param, true
}

// gateType is what a Gate calls a type: a pointer and what it leads to have the same methods, or nearly.
func gateType(t types.Type) string { return types.TypeString(deref(t), nil) }

// possible are the constants that v can be, nil if it may be something else.
func possible(v ssa.Value, steps int) values {
	switch v := v.(type) {
	case *ssa.Const:
		return constants{}.of(v)
	case *ssa.ChangeType:
		return possible(v.X, steps)
	case *ssa.Phi:
		if steps == 0 {
			return nil
		}
		var out values
		for _, e := range v.Edges {
			more := possible(e, steps-1)
			if more == nil {
				return nil
			}
			if out = union(out, more); out == nil {
				return nil
			}
		}
		return out
	}
	return nil
}

func compareGates(a, b Gate) int {
	return cmp.Or(cmp.Compare(a.Index, b.Index), cmp.Compare(a.Type, b.Type), cmp.Compare(a.Kind, b.Kind), compareBools(a.Is, b.Is), compareOperations(a.Operations, b.Operations), slices.CompareFunc(a.Or, b.Or, compareOperations))
}

func compareOperations(a, b []Operation) int {
	return slices.CompareFunc(a, b, func(x, y Operation) int { return cmp.Or(cmp.Compare(x.Op, y.Op), cmp.Compare(x.With, y.With)) })
}
