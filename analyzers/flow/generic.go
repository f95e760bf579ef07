package flow

import (
	"go/types"
	"strings"
)

// A function or type with type parameters is followed as it is written, for all types at once. What stands for a type parameter is known of
// the values that come in, and of what comes out of functions whose own signatures have a type there.

// stands is what the type parameters of an interface stand for.
type stands map[*types.TypeParam]types.Type

// satisfies reports whether values of type t may be behind an interface. Where type parameters are in the way, their methods are held
// against each other, and a type parameter may stand for any type, but for one alone.
func (p *Program) satisfies(t types.Type, u *types.Interface, parametric bool) bool {
	if !parametric {
		return types.Implements(t, u)
	}
	methods, bound := p.prog.MethodSets.MethodSet(t), stands{}
	for m := range u.Methods() {
		found := methods.Lookup(m.Pkg(), m.Name())
		if found == nil || !bound.fits(m.Signature(), found.Type()) {
			return false
		}
	}
	return true
}

// parametric reports whether the methods of an interface name type parameters.
func parametric(u *types.Interface) bool {
	for m := range u.Methods() {
		for _, tuple := range []*types.Tuple{m.Signature().Params(), m.Signature().Results()} {
			for v := range tuple.Variables() {
				if namesTypeParam(v.Type(), deepest) {
					return true
				}
			}
		}
	}
	return false
}

// namesTypeParam reports whether a type is a type parameter, or made of one.
func namesTypeParam(t types.Type, depth int) bool {
	if depth == 0 {
		return false
	}
	switch u := types.Unalias(t).(type) {
	case *types.TypeParam:
		return true
	case *types.Pointer:
		return namesTypeParam(u.Elem(), depth)
	case *types.Slice:
		return namesTypeParam(u.Elem(), depth)
	case *types.Map:
		return namesTypeParam(u.Key(), depth) || namesTypeParam(u.Elem(), depth)
	case *types.Named:
		for arg := range u.TypeArgs().Types() {
			if namesTypeParam(arg, depth-1) {
				return true
			}
		}
	}
	return false
}

// fits reports whether type t may be what pattern is when its type parameters stand for types. Those of t may stand for anything.
func (s stands) fits(pattern, t types.Type) bool {
	pattern, t = types.Unalias(pattern), types.Unalias(t)
	if isTypeParam(t) {
		return true
	}
	switch u := pattern.(type) {
	case *types.TypeParam:
		if known, ok := s[u]; ok {
			return types.Identical(known, t)
		}
		s[u] = t
		return true
	case *types.Pointer:
		v, ok := t.(*types.Pointer)
		return ok && s.fits(u.Elem(), v.Elem())
	case *types.Slice:
		v, ok := t.(*types.Slice)
		return ok && s.fits(u.Elem(), v.Elem())
	case *types.Map:
		v, ok := t.(*types.Map)
		return ok && s.fits(u.Key(), v.Key()) && s.fits(u.Elem(), v.Elem())
	case *types.Signature:
		v, ok := t.(*types.Signature)
		return ok && u.Variadic() == v.Variadic() && s.all(u.Params(), v.Params()) && s.all(u.Results(), v.Results())
	case *types.Named:
		v, ok := t.(*types.Named)
		if !ok || u.TypeArgs().Len() != v.TypeArgs().Len() || u.Origin() != v.Origin() {
			return false
		}
		for i := range u.TypeArgs().Len() {
			if !s.fits(u.TypeArgs().At(i), v.TypeArgs().At(i)) {
				return false
			}
		}
		return true
	}
	return types.Identical(pattern, t)
}

func (s stands) all(patterns, ts *types.Tuple) bool {
	if patterns.Len() != ts.Len() {
		return false
	}
	for i := range patterns.Len() {
		if !s.fits(patterns.At(i).Type(), ts.At(i).Type()) {
			return false
		}
	}
	return true
}

// comesOut adds to the results of a call what their types are where the function that was declared has type parameters, and the one that is
// called has types.
func (a *analysis) comesOut(declared, called *types.Signature, results []tree) {
	if declared == called || declared.Results().Len() != called.Results().Len() {
		return
	}
	for r, t := range results {
		if t == nil {
			continue
		}
		at, pattern, is := path(""), declared.Results().At(r).Type(), called.Results().At(r).Type()
		if slice, ok := pattern.Underlying().(*types.Slice); ok && !isTypeParam(pattern) {
			at, pattern, is = anyElement, slice.Elem(), elementType(is)
		}
		if !isTypeParam(pattern) || types.IsInterface(is) || is == types.Typ[types.Invalid] {
			continue
		}
		known := labels{a.p.typeLabel(is)}
		if at == "" {
			results[r] = withRoot(t, t.root().plus(known))
			continue
		}
		results[r] = a.p.elementsAre(t, known)
		for _, ref := range t.root().refs {
			if ref.at == "" {
				a.mem.set(ref.obj, a.p.elementsAre(a.mem.of(ref.obj), known))
			}
		}
	}
}

// elementsAre adds labels to every element of a list.
func (p *Program) elementsAre(t tree, ls labels) tree {
	out := put(t, anyElement, withRoot(p.partOf(t, anyElement), p.cellAt(t, anyElement).plus(ls)))
	for i, b := range out {
		if first, rest := firstStep(b.at); rest == "" && strings.HasPrefix(string(first), "[") {
			out[i].labels = b.labels.union(ls)
		}
	}
	return out
}
