package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// maxImplementers is how many implementers of an interface are followed, of which those that do nothing do not count;
// where there are more, none is, and that is a gap. To follow more, if only without what is known of the arguments, ties what every function calls, such as
// a logger that asks its arguments for their names, to all that is called there: a thousand findings of a large program were lost in that knot.
const maxImplementers = 8

// maxParametric is the same for an interface with type parameters: one that is written once for each kind of what a program keeps, and is called by
// few functions.
const maxParametric = 40

func mostImplementers(iface types.Type) int {
	if u, ok := iface.Underlying().(*types.Interface); ok && parametric(u) {
		return maxParametric
	}
	return maxImplementers
}

// implementers are the methods that an interface method may be, among the types of the analysed packages.
// Interfaces of the standard library have too many implementers to tell anything: the tables speak for them.
func (p *Program) implementers(iface types.Type, method *types.Func) []*ssa.Function {
	u, ok := iface.Underlying().(*types.Interface)
	if !ok || standard(method.Pkg()) || method.Pkg() == nil {
		return nil
	}
	var out []*ssa.Function
	for _, t := range p.implementing(iface, u) {
		if fn := p.method(t, method.Name(), method.Pkg()); fn != nil {
			out = append(out, fn)
		}
	}
	return out
}

// implementing are the types of the analysed packages that implement an interface.
func (p *Program) implementing(iface types.Type, u *types.Interface) []types.Type {
	if known, ok := p.implementer.At(iface).([]types.Type); ok {
		return known
	}
	var out []types.Type
	open := parametric(u)
	for _, named := range p.named {
		if !p.hasMethods(named, u) {
			continue
		}
		for _, t := range []types.Type{named, types.NewPointer(named)} {
			if p.satisfies(t, u, open || named.TypeParams().Len() > 0) {
				out = append(out, t)
				break
			}
		}
	}
	p.implementer.Set(iface, out)
	return out
}

// acting are how many of methods do anything: most of the types that embed one with empty methods for all that may happen have few of their own.
func (p *Program) acting(methods []*ssa.Function) int {
	n := 0
	for _, fn := range methods {
		if of, ok := fn.Object().(*types.Func); ok {
			if body := p.prog.FuncValue(of); body != nil && len(body.Blocks) == 1 && len(body.Blocks[0].Instrs) == 1 {
				continue // it only returns what it returns always
			}
		}
		n++
	}
	return n
}

// hasMethods reports whether a type, or a pointer to it, has methods of all names that an interface asks for: much cheaper than to
// compare their signatures.
func (p *Program) hasMethods(named *types.Named, u *types.Interface) bool {
	names, known := p.methodNames[named]
	if !known {
		if !types.IsInterface(named) && mayHaveMethods(named) {
			names = map[string]bool{}
			set := types.NewMethodSet(types.NewPointer(named))
			for i := range set.Len() {
				names[set.At(i).Obj().Name()] = true
			}
		}
		p.methodNames[named] = names
	}
	if len(names) < u.NumMethods() || u.NumMethods() == 0 {
		return false
	}
	for m := range u.Methods() {
		if !names[m.Name()] {
			return false
		}
	}
	return true
}

// mayHaveMethods reports whether a type has methods of its own or of what it embeds.
func mayHaveMethods(named *types.Named) bool {
	if named.NumMethods() > 0 {
		return true
	}
	s, ok := named.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for v := range s.Fields() {
		if v.Embedded() {
			return true
		}
	}
	return false
}

// method is the function that a call of a method on a value of type t runs; nil if there is none or its package is not known.
func (p *Program) method(t types.Type, name string, pkg *types.Package) *ssa.Function {
	if types.IsInterface(t) {
		return nil
	}
	selection := p.prog.MethodSets.MethodSet(t).Lookup(pkg, name)
	if selection == nil {
		return nil
	}
	fn, ok := selection.Obj().(*types.Func)
	if !ok {
		return nil
	}
	if direct := p.prog.FuncValue(fn.Origin()); direct != nil && len(selection.Index()) == 1 {
		return direct
	}
	if !p.inScope[fn.Pkg()] {
		return nil
	}
	return p.prog.MethodValue(selection)
}

// methodObject is the exported method of t with a name, nil if it has none.
func (p *Program) methodObject(t types.Type, name string) *types.Func {
	if types.IsInterface(t) {
		return nil
	}
	selection := p.prog.MethodSets.MethodSet(t).Lookup(nil, name)
	if selection == nil || len(selection.Index()) > 1 {
		return nil
	}
	fn, _ := selection.Obj().(*types.Func)
	return fn
}

// methodSummary is the summary of a method, from the analysed packages or from facts; nil if there is none.
func (p *Program) methodSummary(fn *types.Func) *Summary {
	fn = fn.Origin()
	if p.inScope[fn.Pkg()] {
		return p.Summary(fn)
	}
	if p.Imported != nil && !standard(fn.Pkg()) {
		return p.Imported(fn)
	}
	return nil
}

// never reports whether a type assertion can be seen to fail: every value that may be behind the interface was just put there,
// and is of another type.
func never(i *ssa.TypeAssert) bool {
	known := concrete(i.X, nil)
	for _, t := range known {
		if iface, ok := i.AssertedType.Underlying().(*types.Interface); ok && types.Implements(t, iface) || types.Identical(t, i.AssertedType) {
			return false
		}
	}
	return len(known) > 0
}

// concrete are the types of all values that may be behind an interface, nil when they are not all to be seen.
func concrete(v ssa.Value, seen []ssa.Value) []types.Type {
	if slices.Contains(seen, v) || len(seen) > 8 {
		return nil
	}
	switch v := v.(type) {
	case *ssa.MakeInterface:
		return []types.Type{v.X.Type()}
	case *ssa.ChangeInterface:
		return concrete(v.X, append(seen, v))
	case *ssa.Phi:
		var out []types.Type
		for _, e := range v.Edges {
			more := concrete(e, append(seen, v))
			if more == nil {
				return nil
			}
			out = append(out, more...)
		}
		return out
	}
	return nil
}
