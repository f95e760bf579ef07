package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
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
	dynamic := t[""].labels.only(func(l *label) bool { return l.kind == dynamicType })
	if static == nil && len(dynamic) == 1 {
		static = dynamic[0].typ
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
		if how != "raw" {
			t = a.filled(t, static)
		}
	}
	var out labels
	hidden := a.hiddenPaths(static, how)
	for _, at := range sortedPaths(t) {
		if at == "" || !inside(at, hidden) {
			c := t[at]
			if at != "" && c.labels.has(dynamicType) {
				part := a.p.partOf(t, at)
				out = out.union(a.renderedTree(part, nil, how))
				continue
			}
			out = out.union(c.labels.data())
		}
	}
	return out
}

// filled names the fields of a value of unknown content that hold personal data by their names.
func (a *analysis) filled(t tree, static types.Type) tree {
	for _, f := range a.p.inside(static) {
		c := a.p.cellAt(t, f.at)
		if !c.opaque || c.labels.tells("") {
			continue
		}
		at := a.p.step(f.field.Pos(), "")
		expr := f.class.Owner + "." + f.class.Name
		if f.class.Owner == "" {
			expr = f.class.Name
		}
		at.What = expr
		l := a.p.sourceLabel(Source{Data: f.class.Data, Name: f.class.Name, Owner: f.class.Owner, Kind: Field, Expr: expr, At: at})
		t = put(t, f.at, a.p.merge(a.p.partOf(t, f.at), leaf(cell{labels: labels{l}, opaque: true})))
	}
	return t
}

// hiddenPaths are the parts of a value of a type that a rendering leaves out.
func (a *analysis) hiddenPaths(static types.Type, how string) []path {
	if static == nil {
		return nil
	}
	var out []path
	for _, f := range a.p.inside(static) {
		if how == "json" && f.hidden || (how == "fmt") && f.pointer {
			out = append(out, f.at)
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
	"fmt":  {"Error", "String"},
	"json": {"MarshalJSON", "MarshalText"},
	"kv":   {"LogValue", "Error", "MarshalJSON", "MarshalText", "String"},
}

// ownRendering asks the type's own method, if it has one whose body is at hand: what it returns is what is written.
func (a *analysis) ownRendering(t tree, static types.Type, how string) (labels, bool) {
	for _, name := range renderers[how] {
		fn := a.p.methodObject(static, name)
		if fn == nil || fn.Signature().Params().Len() > 0 {
			continue
		}
		sum := a.p.methodSummary(fn)
		if sum == nil {
			continue
		}
		s := &site{fn: fn, args: []tree{t}, results: make([]tree, fn.Signature().Results().Len())}
		quiet := a.emit
		a.emit = false // the method's own sinks are reported where it is analysed
		a.apply(s, sum)
		a.emit = quiet
		if len(s.results) == 0 || s.results[0] == nil {
			return nil, true
		}
		return all(s.results[0]).labels.data(), true
	}
	return nil, false
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
		use(s.vals[next], a.rendered(s.vals[next], s.args[next], "fmt"))
		return
	}
	verbs, known := constantVerbs(s.vals[format], len(values))
	for i, v := range values {
		if known && (verbs[i] == 'T' || verbs[i] == 'p') {
			continue
		}
		use(v, a.rendered(v, a.value(v), "fmt"))
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
	root := t[""]
	data := key(name)
	if data == "" || !root.opaque || len(a.p.inside(plain.Type())) > 0 || !carries(plain.Type(), data) || all(a.content(t)).labels.tells("") || a.fromGlobal(plain) {
		return t
	}
	expr := a.expr(v)
	if expr == "" {
		expr = name
	}
	return withRoot(t, root.plus(labels{a.p.sourceLabel(Source{Data: data, Name: name, Kind: Key, Expr: expr, At: a.p.step(v.Pos(), expr)})}))
}
