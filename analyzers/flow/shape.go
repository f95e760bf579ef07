package flow

import (
	"go/constant"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

func isNumber(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsNumeric != 0
}

func isText(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

func isBytes(t types.Type) bool {
	basic, ok := elementType(t).Underlying().(*types.Basic)
	return ok && basic.Kind() == types.Uint8
}

// fieldName is the name of a field, or its number where the struct is known only by a constraint.
func fieldName(t types.Type, i int) string {
	if s := structOf(t); s != nil && i < s.NumFields() {
		return s.Field(i).Name()
	}
	return strconv.Itoa(i)
}

// structOf is the struct type behind t, through pointers and type parameters with one.
func structOf(t types.Type) *types.Struct {
	s, _ := coreType(deref(t)).(*types.Struct)
	return s
}

func coreType(t types.Type) types.Type {
	if tp, ok := types.Unalias(t).(*types.TypeParam); ok {
		if iface, ok := tp.Underlying().(*types.Interface); ok && iface.NumEmbeddeds() == 1 {
			if u, ok := iface.EmbeddedType(0).(*types.Union); ok && u.Len() == 1 {
				return u.Term(0).Type().Underlying()
			}
			return iface.EmbeddedType(0).Underlying()
		}
	}
	return t.Underlying()
}

func elementType(t types.Type) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Map:
		return u.Elem()
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	}
	return types.Typ[types.Invalid]
}

// maxIndex is how many elements of an array or slice with constant indices are told apart.
const maxIndex = 64

func indexStep(v ssa.Value) path {
	if k, ok := v.(*ssa.Const); ok && k.Value != nil {
		if n, exact := constant.Int64Val(constant.ToInt(k.Value)); exact && n >= 0 && n < maxIndex {
			return indexed(int(n))
		}
	}
	return anyElement
}

// indexed is the step to the element with a constant index.
func indexed(n int) path { return element(strconv.Itoa(n)) }

func constantText(k *ssa.Const) string {
	if k.Value.Kind() == constant.String {
		return constant.StringVal(k.Value)
	}
	return k.Value.ExactString()
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

// isAddress reports whether t is a number that stands for a place in memory.
func isAddress(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Kind() == types.Uintptr
}

// packageOf is the package that declares a named type, through pointers; nil for another.
func packageOf(t types.Type) *types.Package {
	if named, ok := deref(t).(*types.Named); ok {
		return named.Obj().Pkg()
	}
	return nil
}
