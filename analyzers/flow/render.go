package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/candor-privacy/candor/practice"
)

// rendered is what is left of a value when it is written out: by fmt, as JSON, as the value of a log attribute, or raw.
func (a *analysis) rendered(v ssa.Value, t tree, how string) labels {
	if t == nil || neverData(v.Type()) {
		return nil
	}
	static := v.Type()
	if _, iface := static.Underlying().(*types.Interface); iface {
		static = nil
	}
	return a.renderedTree(a.content(t), static, how)
}

// renderedTree does the same for content without references. The type is nil if only the value's labels tell it.
func (a *analysis) renderedTree(t tree, static types.Type, how string) labels {
	dynamic := t.root().labels.only(func(l *label) bool { return l.kind == dynamicType })
	switch {
	case static != nil || len(dynamic) == 0 || len(dynamic) > maxTargets:
	case len(dynamic) == 1:
		static = dynamic[0].typ
	default:
		var out labels
		for _, l := range dynamic {
			out = out.union(a.renderedTree(partsOf(t, l.typ), l.typ, how))
		}
		return out
	}
	if static != nil && (how == "fmt" || how == "go") && showsAddress(static) {
		if ls, ok := a.ownRendering(t, static, how); ok {
			return ls
		}
		return nil
	}
	if how == "zap" {
		if static != nil && a.p.marshalsItself(static) {
			return nil
		}
		how = "json"
	}
	if static != nil {
		if ls, ok := a.ownRendering(t, static, how); ok {
			return ls
		}
		if how != "raw" && how != refusal {
			t = a.filled(t, static)
		}
		if a.p.rendersInside(static, how) {
			return a.renderedParts(t, static, how)
		}
	}
	var out labels
	hidden := a.hiddenPaths(t, static, how)
	for _, b := range t {
		at := b.at
		if at == "" || !inside(at, hidden) {
			if at != "" && b.labels.has(dynamicType) {
				part := a.p.partOf(t, at)
				out = out.union(a.renderedTree(part, nil, how))
				hidden = append(hidden, at) // its parts are written with it
				continue
			}
			ls := b.labels.data()
			if how == refusal {
				ls = ls.only(func(l *label) bool { return !shownAgain(l, at) })
			}
			if at != "" || static == nil || !isText(static) {
				ls = a.p.laterWritten(ls, how)
			}
			out = out.union(ls)
		}
	}
	return out
}

// partsOf is what is left of a value that may be of one of several types when it is of type t: a text has no fields, nor has a struct those of another.
func partsOf(t tree, typ types.Type) tree {
	var has func(step path) bool
	switch u := deref(typ).Underlying().(type) {
	case *types.Basic:
		has = func(path) bool { return false }
	case *types.Struct:
		has = func(step path) bool {
			return slices.ContainsFunc(slices.Collect(u.Fields()), func(v *types.Var) bool { return v.Name() == string(step) })
		}
	default:
		return t
	}
	return slices.DeleteFunc(slices.Clone(t), func(b branch) bool {
		step, _ := firstStep(b.at)
		return b.at != "" && !has(step)
	})
}

// laterWritten marks what comes from parameters as written out: what is in them, and how its types write themselves, only callers know.
func (p *Program) laterWritten(ls labels, how string) labels {
	if renderers[how] == nil && how != "printf" || !ls.has(fromParam) {
		return ls
	}
	var out labels
	for _, l := range ls {
		if l.kind == fromParam && (l.written == "" || how == "printf") {
			marked := *l
			marked.written = how
			l = p.intern(marked)
		}
		out = out.with(l)
	}
	return out
}

// showsAddress reports whether fmt writes a value of type t as an address: it follows pointers to structs and collections alone.
func showsAddress(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		switch u.Elem().Underlying().(type) {
		case *types.Struct, *types.Map, *types.Slice, *types.Array:
			return false
		}
		return !isTypeParam(u.Elem())
	case *types.Chan, *types.Signature:
		return true
	}
	return false
}

// refusal is how an answer with an error's status is written: what the code put into it, without the fields that are called after
// the data that they hold. A form that is shown again, or a record, is no error's text.
const refusal = "refusal"

// shownAgain reports whether the part at a path is a field that is called after the data in it.
func shownAgain(l *label, at path) bool {
	if l.kind != fromSource || l.errored || at == "" {
		return false
	}
	field := string(at[strings.LastIndexByte(string(at), '/')+1:])
	return !strings.ContainsAny(field, "[{") && practice.Covers(read(field).Data, l.source.Data)
}

// filled names the fields of a value of unknown content that hold personal data by their names.
func (a *analysis) filled(t tree, static types.Type) tree {
	for _, f := range a.p.inside(static) {
		for _, part := range spelled(t, f.at) {
			c := a.p.cellAt(t, part)
			if !c.opaque || c.labels.tells("") {
				continue
			}
			at := a.p.step(f.field.Pos(), "")
			expr := f.class.Owner + "." + f.class.Name
			if f.class.Owner == "" {
				expr = f.class.Name
			}
			at.What = expr
			l := a.p.namedLabel(f.class.source(Field, expr, at), c.labels)
			t = put(t, part, a.p.merge(a.p.partOf(t, part), leaf(cell{labels: labels{l}, opaque: true})))
		}
	}
	return t
}

// hiddenPaths are the parts of a value of a type that a rendering leaves out.
func (a *analysis) hiddenPaths(t tree, static types.Type, how string) []path {
	if static == nil {
		return nil
	}
	var out []path
	for _, f := range a.p.inside(static) {
		if how == "json" && f.hidden || (how == "fmt" || how == "go") && f.pointer {
			out = append(out, spelled(t, f.at)...)
		}
	}
	if s := structOf(static); s != nil && how == "json" {
		for i := range s.NumFields() {
			if jsonHidden(s, i) {
				out = append(out, path(s.Field(i).Name()))
			}
		}
	}
	return out
}

func inside(at path, hidden []path) bool {
	for _, h := range hidden {
		if _, ok := at.under(h); ok {
			return true
		}
	}
	return false
}

// renderers are the methods with which a type decides how it is written, by rendering, in the order in which they are asked.
var renderers = map[string][]string{
	"fmt":  {"Format", "Error", "String"},
	"go":   {"Format", "GoString"},
	"json": {"MarshalJSON", "MarshalText"},
	"kv":   {"LogValue", "Error", "MarshalJSON", "MarshalText", "String"},
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

// maxInside bounds how deep the parts of a value are rendered by their types, pointers counted: a little deeper than parts are told apart.
const maxInside = 2 * maxSteps

// renderedParts renders each part of a value by its own type.
func (a *analysis) renderedParts(t tree, static types.Type, how string) labels {
	if a.inside > maxInside {
		return nil // a type that holds itself
	}
	a.inside++
	defer func() { a.inside-- }()
	var out labels
	switch u := static.Underlying().(type) {
	case *types.Pointer:
		return a.renderedTree(t, u.Elem(), how)
	case *types.Slice, *types.Array, *types.Map:
		if _, ok := u.(*types.Map); ok {
			out = all(a.p.partOf(t, anyKey)).labels.data()
		}
		e := elementType(static)
		if isPointer(e) && (how == "fmt" || how == "go") && !a.p.rendersItself(e, how) {
			return out
		}
		out = out.union(a.renderedTree(a.p.elementOf(t, anyElement), partType(e), how))
	case *types.Struct:
		for i := range u.NumFields() {
			f := u.Field(i)
			if how == "json" && jsonHidden(u, i) || isPointer(f.Type()) && how != "json" && how != "kv" && !a.p.rendersItself(f.Type(), how) {
				continue
			}
			out = out.union(a.renderedTree(a.p.partOf(t, path(f.Name())), partType(f.Type()), how))
		}
	}
	return out
}

// partType is nil for an interface: what is behind it says how it is written.
func partType(t types.Type) types.Type {
	if types.IsInterface(t) {
		return nil
	}
	return t
}

// marshalsItself reports whether a type of the analysed packages writes itself to zap's encoder, whose methods are sinks.
func (p *Program) marshalsItself(t types.Type) bool {
	fn := p.methodObject(t, "MarshalLogObject")
	return fn != nil && p.inScope[fn.Pkg()]
}

// printf renders the values after a format by its verbs, and hands each to use.
func (a *analysis) printf(s *site, format int, use func(v ssa.Value, ls labels)) {
	use(s.vals[format], all(a.content(s.args[format])).labels.data())
	next := format + 1
	if next >= len(s.vals) || s.args[next] == nil {
		return
	}
	values, ok := elements(s.vals[next])
	if !ok {
		use(s.vals[next], a.p.laterWritten(a.rendered(s.vals[next], s.args[next], "fmt"), "printf"))
		return
	}
	verbs, known := constantVerbs(s.vals[format], len(values))
	for i, v := range values {
		how := "fmt"
		if known {
			if !shows(verbs[i]) {
				continue
			}
			how = rendering(verbs[i])
		}
		use(v, a.rendered(v, a.value(v), how))
	}
}

// keyValues renders log attributes: keys and values in turn, or attributes made before.
func (a *analysis) keyValues(s *site, i int, info sinkInfo) {
	values, ok := elements(s.vals[i])
	if !ok {
		a.reportValue(s, s.vals[i], a.rendered(s.vals[i], s.args[i], "kv"), info)
		return
	}
	for k := 0; k < len(values); k++ {
		name, ok := constantString(values[k])
		if !ok || k+1 == len(values) {
			a.reportValue(s, values[k], a.rendered(values[k], a.value(values[k]), "kv"), info)
			continue
		}
		k++
		t := a.attribute(a.value(values[k]), name, values[k])
		a.reportValue(s, values[k], a.rendered(values[k], t, "kv"), info)
	}
}

// attribute names a value of unknown origin by the key under which it is logged.
func (a *analysis) attribute(t tree, name string, v ssa.Value) tree {
	if t == nil {
		return nil
	}
	plain := v
	if m, ok := v.(*ssa.MakeInterface); ok {
		plain = m.X
	}
	root := t.root()
	m := key(name)
	if m.Data == "" || !root.opaque || len(a.p.inside(plain.Type())) > 0 || !carries(plain.Type(), m.Data) || all(a.content(t)).labels.tells("") || a.fromGlobal(plain) {
		return t
	}
	expr := a.expr(v)
	if expr == "" {
		expr = name
	}
	return withRoot(t, root.plus(labels{a.p.sourceLabel(m.source(Key, expr, a.p.step(v.Pos(), expr)))}))
}

// spelled are the paths in t that at stands for: "[]" is any element, and also each that is told apart.
func spelled(t tree, at path) []path {
	i := strings.Index(string(at), string(anyElement))
	if i < 0 {
		return []path{at}
	}
	out := []path{at}
	for _, b := range t {
		known := b.at
		if len(known) <= i || known[:i] != at[:i] || known[i] != '[' {
			continue
		}
		step, _ := firstStep(known[i:])
		rest := strings.TrimPrefix(string(at[i+len(anyElement):]), "/")
		if full := (at[:i] + step).long(path(rest)); step != anyElement && !slices.Contains(out, full) {
			out = append(out, full)
		}
	}
	slices.Sort(out)
	return out
}
