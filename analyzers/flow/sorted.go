package flow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Errors are sorted out by their types: behind `if IsNotExist(err) { return }` err is no ErrNotExist any more, and what only that error quotes
// is not in it.

// sortedOut is what a value behind an interface may still be in the block that is being followed, where branches before said what it is not.
func (a *analysis) sortedOut(v ssa.Value, t tree) tree {
	if !types.IsInterface(v.Type()) {
		return t
	}
	facts := a.guards.at(a.now)
	return sorted(t, func(behind types.Type) bool {
		return slices.ContainsFunc(facts, func(f fact) bool { return a.p.denies(f, v, behind) })
	})
}

// sortedOutBy is what a part of an argument may still be behind the gates of a sink.
func (a *analysis) sortedOutBy(gates []Gate, from Place, part tree) tree {
	if from.Path != "" {
		return part
	}
	asked := slices.DeleteFunc(slices.Clone(gates), func(g Gate) bool { return g.Kind == "" || g.Index != from.Index })
	if len(asked) == 0 {
		return part
	}
	return sorted(part, func(behind types.Type) bool {
		return slices.ContainsFunc(asked, func(g Gate) bool { return a.p.deniesKind(a.p.kindNamed(g.Kind, behind), g.Is, behind) })
	})
}

// sorted is a value without the types behind its interface that are denied, and without the parts that none of the others has.
func sorted(t tree, denied func(types.Type) bool) tree {
	behind := t.root().labels.only(func(l *label) bool { return l.kind == dynamicType })
	left := behind.only(func(l *label) bool { return !denied(l.typ) })
	if len(left) == len(behind) {
		return t
	}
	root := t.root()
	root.labels = root.labels.only(func(l *label) bool { return l.kind != dynamicType || slices.Contains(left, l) })
	if len(left) == 0 {
		root.refs = nil // which only led to what is denied
	}
	return withRoot(slices.DeleteFunc(slices.Clone(t), func(b branch) bool {
		return b.at != "" && !slices.ContainsFunc(left, func(l *label) bool { return hasPart(l.typ, b.at) })
	}), root)
}

// denies reports whether a fact says that what is behind an interface value is not of a type. What is found to be of one may wrap it.
func (p *Program) denies(f fact, v ssa.Value, t types.Type) bool {
	if f.k != nil {
		return false
	}
	asked, of := p.asks(f.v)
	return asked == v && p.deniesKind(of, f.op == token.EQL, t)
}

// deniesKind reports whether an error that is of a kind, or is not, cannot be of a type.
func (p *Program) deniesKind(of kindOfError, is bool, t types.Type) bool {
	switch {
	case of == kindOfError{}:
		return false
	case of.sentinel != nil:
		return !is && p.unwrapsTo(t, of.sentinel)
	case types.IsInterface(of.typ):
		does := types.Implements(t, of.typ.Underlying().(*types.Interface))
		return does != is && (does || p.methodObject(t, "Unwrap") == nil)
	case is:
		return !types.Identical(of.typ, t) && p.methodObject(t, "Unwrap") == nil
	default:
		return types.Identical(of.typ, t)
	}
}

// A kindOfError is what an error is asked for: a type, an interface, or an error that a package variable holds.
type kindOfError struct {
	typ      types.Type
	sentinel *ssa.Global
}

// name is a kind as a Gate has it.
func (k kindOfError) name() string {
	if k.sentinel != nil {
		return "var " + variableName(k.sentinel)
	}
	return types.TypeString(k.typ, nil)
}

// kindNamed reads it again, as far as it matters for errors of a type: any other type is as good as another. A variable may be of a package that is
// not analysed.
func (p *Program) kindNamed(name string, t types.Type) kindOfError {
	if variable, ok := strings.CutPrefix(name, "var "); ok {
		return kindOfError{sentinel: p.variables[variable]}
	}
	if types.TypeString(t, nil) == name {
		return kindOfError{typ: t}
	}
	if iface := p.interfaceNamed(name); iface != nil {
		return kindOfError{typ: iface}
	}
	return kindOfError{typ: types.Typ[types.Invalid]}
}

// interfaceNamed is the interface with a name as types.TypeString writes it, nil if that is none, or in no package that is at hand.
func (p *Program) interfaceNamed(name string) types.Type {
	known, ok := p.interfaces[name]
	if !ok {
		known = p.lookUpInterface(name)
		p.interfaces[name] = known
	}
	return known
}

func (p *Program) lookUpInterface(name string) types.Type {
	dot := strings.LastIndexByte(name, '.')
	for _, pkg := range p.prog.AllPackages() {
		if dot < 0 || pkg.Pkg.Path() != name[:dot] {
			continue
		}
		if declared := pkg.Pkg.Scope().Lookup(name[dot+1:]); declared != nil && types.IsInterface(declared.Type()) {
			return declared.Type()
		}
	}
	return nil
}

// asks tells what interface value a condition asks about, and for what; nil if it does not. The condition is true of whatever is of that kind.
func (p *Program) asks(cond ssa.Value) (ssa.Value, kindOfError) {
	switch c := cond.(type) {
	case *ssa.Extract:
		if assert, ok := c.Tuple.(*ssa.TypeAssert); ok && c.Index == 1 {
			return assert.X, kindOfError{typ: assert.AssertedType}
		}
	case *ssa.Call:
		fn, args := c.Call.StaticCallee(), c.Call.Args
		switch {
		case fn == nil:
		case fn.RelString(nil) == "errors.As":
			if into, ok := args[1].(*ssa.MakeInterface); ok && isPointer(into.X.Type()) {
				return args[0], kindOfError{typ: into.X.Type().Underlying().(*types.Pointer).Elem()}
			}
		case fn.RelString(nil) == "errors.Is":
			if g := loadedGlobal(args[1]); g != nil {
				return args[0], kindOfError{sentinel: g}
			}
		case len(args) == 1:
			if of, ok := p.predicate(fn); ok {
				return args[0], of
			}
		}
	}
	return nil, kindOfError{}
}

// predicate is what a function asks of its only parameter, if it does nothing else and returns the outcome.
func (p *Program) predicate(fn *ssa.Function) (kindOfError, bool) {
	known, ok := p.predicates[fn]
	if !ok {
		p.predicates[fn] = kindOfError{} // one that calls itself
		known = p.readPredicate(fn)
		p.predicates[fn] = known
	}
	return known, known != kindOfError{}
}

func (p *Program) readPredicate(fn *ssa.Function) kindOfError {
	if len(fn.Blocks) != 1 || len(fn.Params) != 1 {
		return kindOfError{}
	}
	ret, ok := lastOf(fn.Blocks[0]).(*ssa.Return)
	if !ok || len(ret.Results) != 1 {
		return kindOfError{}
	}
	asked, of := p.asks(ret.Results[0])
	if asked != fn.Params[0] {
		return kindOfError{}
	}
	return of
}

// unwrapsTo reports whether errors of a type wrap the one that a package variable holds, and no other.
func (p *Program) unwrapsTo(t types.Type, sentinel *ssa.Global) bool {
	method := p.methodObject(t, "Unwrap")
	if method == nil {
		return false
	}
	fn := p.prog.FuncValue(method)
	if fn == nil || len(fn.Blocks) != 1 {
		return false
	}
	ret, ok := lastOf(fn.Blocks[0]).(*ssa.Return)
	return ok && len(ret.Results) == 1 && loadedGlobal(ret.Results[0]) == sentinel
}

// loadedGlobal is the package variable that a value was read from, nil if from none.
func loadedGlobal(v ssa.Value) *ssa.Global {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	g, _ := load.X.(*ssa.Global)
	return g
}
