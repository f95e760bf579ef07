package flow

import (
	"go/types"
	"strings"
)

// stream is what can be read from a value, without what it is called: a connection's remote address is a text beside
// what comes over it. Parts that are text, or that the value's type does not have, are left out.
func stream(t tree, static types.Type) tree {
	holder := static
	if types.IsInterface(static) {
		dynamic := t.root().labels.only(func(l *label) bool { return l.kind == dynamicType })
		if len(dynamic) != 1 {
			return t
		}
		holder = dynamic[0].typ
	}
	out := tree{}
	for _, b := range t {
		if part := typeAt(holder, b.at); part != nil && (b.at == "" || !isText(part)) {
			out = append(out, b)
		}
	}
	return out
}

// typeAt is the type of the part at q of a value of type t, through pointers; nil if t has no such part.
// What is inside an interface may be anything: it counts as the interface.
func typeAt(t types.Type, q path) types.Type {
	for q != "" {
		var step path
		step, q = firstStep(q)
		if types.IsInterface(t) {
			return t
		}
		if strings.HasPrefix(string(step), "[") {
			if t = elementType(deref(t)); t == types.Typ[types.Invalid] {
				return nil
			}
			continue
		}
		field := fieldNamed(structOf(t), string(step))
		if field == nil {
			return nil
		}
		t = field.Type()
	}
	return t
}

func fieldNamed(s *types.Struct, name string) *types.Var {
	if s == nil {
		return nil
	}
	for f := range s.Fields() {
		if f.Name() == name {
			return f
		}
	}
	return nil
}
