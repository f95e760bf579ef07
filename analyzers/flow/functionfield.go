package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A function that is kept in a field is called by methods which nothing in the code connects with the function that put it there. Where a call
// does not know which function it calls, those are meant that are put into the field anywhere.

// putThere is what is put into a field that holds functions, or a map of them: functions, and parameters that stand for functions.
type putThere struct {
	functions []*ssa.Function
	handed    []*ssa.Parameter
}

// noteFunctions remembers functions that an instruction puts into a field, or hands to another function.
func (p *Program) noteFunctions(instr ssa.Instruction) {
	switch i := instr.(type) {
	case *ssa.Store:
		if field := fieldAt(i.Addr); field != nil {
			p.put(field, i.Val)
		}
	case *ssa.MapUpdate:
		if load, ok := i.Map.(*ssa.UnOp); ok {
			if field := fieldAt(load.X); field != nil {
				p.put(field, i.Value)
			}
		}
	case ssa.CallInstruction:
		callee := i.Common().StaticCallee()
		if callee == nil || callee.Blocks == nil && callee.Origin() == nil {
			return
		}
		if origin := callee.Origin(); origin != nil {
			callee = origin
		}
		for n, arg := range i.Common().Args {
			if fn := functionOf(arg); fn != nil && n < len(callee.Params) && !slices.Contains(p.handedTo[callee.Params[n]], fn) {
				p.handedTo[callee.Params[n]] = append(p.handedTo[callee.Params[n]], fn)
			}
		}
	}
}

// put notes what is put into a field: a function, a parameter that is one, or a map that was made with functions.
func (p *Program) put(field *types.Var, v ssa.Value) {
	for {
		change, ok := v.(*ssa.ChangeType)
		if !ok {
			break
		}
		v = change.X
	}
	there := p.functions[field]
	if there == nil {
		there = &putThere{}
	}
	if fn := functionOf(v); fn != nil {
		there.functions = append(there.functions, fn)
	}
	switch v := v.(type) {
	case *ssa.Parameter:
		if isFunction(v.Type()) {
			there.handed = append(there.handed, v)
		}
	case *ssa.MakeMap:
		for _, use := range *v.Referrers() {
			if update, ok := use.(*ssa.MapUpdate); ok && update.Map == v {
				if fn := functionOf(update.Value); fn != nil {
					there.functions = append(there.functions, fn)
				}
			}
		}
	}
	if len(there.functions)+len(there.handed) > 0 {
		p.functions[field] = there
	}
}

// functionOf is the function that a value certainly is, nil for another value.
func functionOf(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return v
	case *ssa.MakeClosure:
		fn, _ := v.Fn.(*ssa.Function)
		return fn
	case *ssa.ChangeType:
		return functionOf(v.X)
	}
	return nil
}

// fieldAt is the field that an address is of, as its type declares it; nil if it is of none.
func fieldAt(addr ssa.Value) *types.Var {
	at, ok := addr.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	s := structOf(at.X.Type())
	if s == nil {
		return nil
	}
	return s.Field(at.Field).Origin()
}

// keptFunctions are the functions that a called value may be, which lies in a field or in a map there: none where there are too many.
func (p *Program) keptFunctions(v ssa.Value) []*ssa.Function {
	if part, ok := v.(*ssa.Extract); ok {
		v = part.Tuple
	}
	if found, ok := v.(*ssa.Lookup); ok {
		v = found.X
	}
	var field *types.Var
	switch v := v.(type) {
	case *ssa.UnOp:
		field = fieldAt(v.X)
	case *ssa.Field:
		if s := structOf(v.X.Type()); s != nil {
			field = s.Field(v.Field).Origin()
		}
	}
	there := p.functions[field]
	if field == nil || there == nil {
		return nil
	}
	var out []*ssa.Function
	for _, fn := range there.functions {
		out = appendNew(out, fn)
	}
	for _, param := range there.handed {
		for _, fn := range p.handedTo[param] {
			out = appendNew(out, fn)
		}
	}
	out = slices.DeleteFunc(out, func(fn *ssa.Function) bool { // a method of whatever is behind an interface
		return fn.Synthetic != "" && p.declared(fn) == fn
	})
	if len(out) > maxImplementers {
		return nil
	}
	return out
}

func appendNew(list []*ssa.Function, fn *ssa.Function) []*ssa.Function {
	if slices.Contains(list, fn) {
		return list
	}
	return append(list, fn)
}
