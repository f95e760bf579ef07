package flow

import (
	"go/types"
	"net/http"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// The kinds of names under which values are asked for.
const (
	headerKey = "header"
	formKey   = "form"
	otherKey  = ""
)

// keyKind says what the keys of a map of type t name.
func keyKind(t types.Type) string {
	switch qualified(t) {
	case "net/http.Header":
		return headerKey
	case "net/url.Values":
		return formKey
	}
	return otherKey
}

// keyData classifies a constant key. The names of request headers have a table of their own. A weak name of a form counts
// beside a strong one if it names or reaches the person: "name" is a person's where "email" is asked for too; "title" may still be a book's.
func (a *analysis) keyData(name, kind string) meaning {
	if data := tables().keys[strings.ToLower(name)]; kind == headerKey && data != "" {
		return meaning{Data: data, Name: name, Why: "the header " + name}
	}
	said := read(name)
	reaches := said.Data == "identity.name" || practice.Covers("contact", said.Data)
	switch {
	case said.Strength == practice.Strong:
		return meaning{Data: said.Data, Name: name, Why: said.by}
	case said.Strength == practice.Weak && reaches && kind == formKey && a.asksForAPerson():
		return meaning{Data: said.Data, Name: name, Why: said.by + "; asked with what only a person has"}
	}
	return meaning{}
}

// asksForAPerson reports whether the function asks a request for something that only a person has.
func (a *analysis) asksForAPerson() bool {
	if a.person == nil {
		found := false
		for _, b := range a.fn.Blocks {
			for _, instr := range b.Instrs {
				data := key(a.formName(instr)).Data
				found = found || data != "" && (practice.Covers("contact", data) || practice.Covers("identity", data) || practice.Covers("demographic", data))
			}
		}
		a.person = &found
	}
	return *a.person
}

// formName is the constant name of a form value that an instruction asks for, "" if it does not.
func (a *analysis) formName(instr ssa.Instruction) string {
	switch i := instr.(type) {
	case *ssa.Lookup:
		if keyKind(i.X.Type()) == formKey {
			name, _ := constantString(i.Index)
			return name
		}
	case *ssa.Call:
		fn := called(i.Common())
		if fn == nil {
			return ""
		}
		vals := i.Common().Args
		if i.Common().IsInvoke() {
			vals = append([]ssa.Value{i.Common().Value}, vals...)
		}
		for _, m := range a.p.effectsOf(fn).models {
			if m.effect == "key" && m.how != headerKey && m.how != "cookie" && m.from.index < len(vals) {
				name, _ := constantString(vals[m.from.index])
				return name
			}
		}
	}
	return ""
}

// keyStep is the step to what a call asks for or sets by its first argument after the receiver: one key, or any.
func keyStep(s *site) path {
	if name, ok := constantString(s.vals[1]); ok && keyKind(s.vals[0].Type()) == headerKey {
		return element(http.CanonicalHeaderKey(name))
	}
	return keyOf(s.vals[1])
}

// keyOf is the step to what is kept under a key: one, or any.
func keyOf(key ssa.Value) path {
	name, ok := constantString(key)
	if !ok {
		return otherKeyStep(key)
	}
	if m, ok := key.(*ssa.MakeInterface); ok {
		key = m.X
	}
	if named, ok := types.Unalias(key.Type()).(*types.Named); ok {
		name = named.Obj().Name() + "." + name // keys of two types are two keys
	}
	return element(name)
}

// otherKeyStep is the step for a key that is no text: a constant of some type, or a package variable that serves as one.
func otherKeyStep(v ssa.Value) path {
	if m, ok := v.(*ssa.MakeInterface); ok {
		v = m.X
	}
	if load, ok := v.(*ssa.UnOp); ok {
		if g, ok := load.X.(*ssa.Global); ok {
			return element(variableName(g))
		}
		if s, ok := load.Type().Underlying().(*types.Struct); ok && s.NumFields() == 0 {
			return element(qualified(load.Type()))
		}
	}
	switch k := v.(type) {
	case *ssa.Global:
		return element(variableName(k))
	case *ssa.Const:
		if k.Value == nil {
			return element(qualified(k.Type()))
		}
		return element(qualified(k.Type()) + constantText(k))
	}
	return anyElement
}

func stepIf(step path, takes bool) path {
	if takes {
		return step
	}
	return ""
}

// called is the function or method that a call names, nil for a function value.
func called(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	if callee := c.StaticCallee(); callee != nil {
		fn, _ := callee.Object().(*types.Func)
		return fn
	}
	return nil
}
