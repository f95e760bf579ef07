package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"
)

// renderers are the methods with which a type decides how it is written, by rendering, in the order in which they are asked.
var renderers = map[string][]string{
	"fmt":   {"Format", "Error", "String"},
	"go":    {"Format", "GoString"},
	"json":  {"MarshalJSON", "MarshalText"},
	"shown": {"Error", "MarshalJSON", "MarshalText"},
	"kv":    {"LogValue", "Error", "MarshalJSON", "MarshalText", "String"},
}

// loggers are the methods with which a type decides how the analysed code's own functions for logs write it: they ask for them as libraries do.
var loggers = []string{"LogValue", "LogString", "MarshalLog"}

// ownRendering asks the type's own method, if it has one whose body is at hand: what it returns is what is written.
func (a *analysis) ownRendering(t tree, static types.Type, how string) (labels, bool) {
	names := renderers[how]
	if a.logged && how == "fmt" {
		names = slices.Concat(loggers, names)
	}
	for _, name := range names {
		fn := a.p.methodObject(static, name)
		if fn == nil || fn.Signature().Params().Len() > 0 && name != "Format" || slices.Contains(a.writing, fn.Origin()) {
			continue // a method that writes its own receiver does so as another type, which has no such method
		}
		sum := a.p.methodSummary(fn)
		if sum == nil {
			continue
		}
		s := &site{fn: fn, args: []tree{t}, results: make([]tree, fn.Signature().Results().Len())}
		if a.nested > maxNested {
			return all(t).labels.data(), true // a value that holds others of its kind, which hold others
		}
		if name == "Format" {
			return a.formatted(s, sum)
		}
		quiet := a.emit
		a.emit = false // the method's own sinks are reported where it is analysed
		a.writing = append(a.writing, fn.Origin())
		a.nested++
		a.apply(s, sum)
		a.nested--
		a.writing = a.writing[:len(a.writing)-1]
		a.emit = quiet
		if len(s.results) == 0 || s.results[0] == nil {
			return nil, true
		}
		return all(s.results[0]).labels.data(), true
	}
	return nil, false
}

// formatted is what a method Format writes to the state that it is handed.
func (a *analysis) formatted(s *site, sum *Summary) (labels, bool) {
	if len(sum.Flows)+len(sum.Origins) == 0 {
		return nil, s.fn.Signature().Params().Len() == 2
	}
	state := a.newObject("state", s.fn.Signature().Params().At(0).Type())
	outer := a.mem
	a.mem = a.mem.clone()
	a.mem.set(state, leaf(cell{}))
	s.args = append(s.args, leaf(cell{refs: []loc{{obj: state}}}), nothing)
	quiet := a.emit
	a.emit = false
	a.nested++
	a.apply(s, sum)
	a.nested--
	a.emit = quiet
	written := all(a.mem.of(state)).labels.data()
	a.mem = outer
	return written, true
}

// rendersInside reports whether a value of type t has parts of the analysed code's types that decide themselves how they are written.
func (p *Program) rendersInside(t types.Type, how string) bool {
	if renderers[how] == nil {
		return false
	}
	if p.rendering[how] == nil {
		p.rendering[how] = new(typeutil.Map)
	}
	if known, ok := p.rendering[how].At(t).(bool); ok {
		return known
	}
	p.rendering[how].Set(t, false) // a type that contains itself
	found := p.rendersBelow(t, how, maxSteps)
	p.rendering[how].Set(t, found)
	return found
}

func (p *Program) rendersBelow(t types.Type, how string, depth int) bool {
	var parts []types.Type
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		parts = append(parts, u.Elem())
	case *types.Slice, *types.Array, *types.Map:
		parts = append(parts, elementType(t))
	case *types.Struct:
		if named, ok := types.Unalias(t).(*types.Named); ok && !p.inScope[named.Obj().Pkg()] {
			return false
		}
		for v := range u.Fields() {
			parts = append(parts, v.Type())
		}
	}
	for _, part := range parts {
		if p.rendersItself(part, how) || depth > 1 && p.rendersBelow(part, how, depth-1) {
			return true
		}
	}
	return false
}

// rendersItself reports whether a type of the analysed packages has a method that decides how it is written.
func (p *Program) rendersItself(t types.Type, how string) bool {
	named, ok := deref(t).(*types.Named)
	if !ok || !p.inScope[named.Obj().Pkg()] {
		return false
	}
	return slices.ContainsFunc(renderers[how], func(name string) bool { return p.methodObject(t, name) != nil })
}

// marshalsItself reports whether a type of the analysed packages writes itself to zap's encoder, whose methods are sinks.
func (p *Program) marshalsItself(t types.Type) bool {
	fn := p.methodObject(t, "MarshalLogObject")
	return fn != nil && p.inScope[fn.Pkg()]
}
