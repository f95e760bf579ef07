package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// vendorCall reports what is handed to a function of a vendor's own package.
func (a *analysis) vendorCall(s *site) {
	if _, ok := vendorOf(s.fn); !ok {
		return
	}
	if passesThrough(s.fn) {
		s.results[0] = leaf(all(a.content(s.args[len(s.args)-1])))
		return
	}
	info := sinkInfo{family: "vendor", callee: calleeText(s.fn), pkg: s.fn.Pkg().Path(), text: a.constantText(s), render: "shown"}
	first := 0
	if s.fn.Signature().Recv() != nil {
		first = 1
	}
	for i := first; i < len(s.vals); i++ {
		if s.vals[i] == nil || s.args[i] == nil || isFunction(s.vals[i].Type()) {
			continue // what a function literal holds is not handed over: what it does is told where it does it
		}
		values, ok := elements(s.vals[i])
		if !ok {
			values = []ssa.Value{s.vals[i]}
		}
		for _, v := range values {
			how := "shown"
			if a.vendorsOwn(v) {
				how = "raw" // what the code put into it, not what the vendor's type could hold
			}
			a.reportValue(s, v, a.rendered(v, a.value(v), how), info)
		}
	}
}

// vendorsOwn reports whether a value is of a type that a vendor's package declares.
func (a *analysis) vendorsOwn(v ssa.Value) bool {
	t := v.Type()
	if m, ok := v.(*ssa.MakeInterface); ok {
		t = m.X.Type()
	}
	if slice, ok := t.Underlying().(*types.Slice); ok {
		t = slice.Elem()
	}
	named, ok := deref(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return false
	}
	_, vendor := practice.VendorByImport(named.Obj().Pkg().Path())
	return vendor
}

// passesThrough reports whether a vendor's function only makes a pointer of its argument, as stripe.String does.
func passesThrough(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() != nil || sig.Params().Len() != 1 || sig.Results().Len() != 1 {
		return false
	}
	ptr, ok := sig.Results().At(0).Type().Underlying().(*types.Pointer)
	return ok && types.Identical(ptr.Elem(), sig.Params().At(0).Type())
}
