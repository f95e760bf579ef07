package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

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
	t = a.content(t)
	return a.renderedTree(t, static, how).union(keptTexts(v, t))
}

// keptTexts are the texts that a context keeps which is itself what is written out: it writes them, and of all else the types.
func keptTexts(v ssa.Value, t tree) labels {
	context, ok := v.(*ssa.ChangeInterface)
	if !ok || !holdsKept(context.X.Type()) {
		return nil
	}
	var out labels
	for _, b := range t {
		if name, behind := keptIn(b.at); name != "" && behind == "" {
			out = out.union(b.labels.data())
		}
	}
	return out
}

// maxWritten is by how many types a value that is written out is told apart.
const maxWritten = 12

// renderedTree does the same for content without references. The type is nil if only the value's labels tell it. What a context keeps is not written with
// it where it comes with other values: a logger is handed one to ask it for something.
func (a *analysis) renderedTree(t tree, static types.Type, how string) labels {
	t = withoutKept(t)
	dynamic := t.root().labels.only(func(l *label) bool { return l.kind == dynamicType })
	if static == nil && a.spelt && onlyExported(how) { // what is behind an interface inside of it, whoever encodes it does not know
		a.spelt = false
		defer func() { a.spelt = true }()
	}
	switch {
	case static != nil || len(dynamic) == 0 || len(dynamic) > maxWritten:
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
	if encodes(how) && wordless(static, "") {
		t = withoutWords(t)
	}
	if how == "zap" {
		if static != nil && a.p.marshalsItself(static) {
			return nil
		}
		how = "shown"
	}
	if static != nil {
		if ls, ok := a.ownRendering(t, static, how); ok {
			return ls
		}
		if how != "raw" && how != refusal && !a.spelt {
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
			if at != "" && encodes(how) && wordless(static, at) {
				ls = ls.only(func(l *label) bool { return !l.errored })
			}
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

// withoutKept is a value without what is kept in it under keys that all functions know.
func withoutKept(t tree) tree {
	kept := func(b branch) bool { return strings.Contains(string(b.at), "["+keptMark) }
	if !slices.ContainsFunc(t, kept) {
		return t
	}
	return slices.DeleteFunc(slices.Clone(t), kept)
}

// partsOf is what is left of a value that may be of one of several types when it is of type typ.
func partsOf(t tree, typ types.Type) tree {
	return slices.DeleteFunc(slices.Clone(t), func(b branch) bool { return b.at != "" && !hasPart(typ, b.at) })
}

// hasPart reports whether a value of a type may have a part at a path: a text has no fields, nor has a struct those of another.
func hasPart(t types.Type, at path) bool {
	switch u := deref(t).Underlying().(type) {
	case *types.Basic:
		return false
	case *types.Struct:
		step, _ := firstStep(at)
		return slices.ContainsFunc(slices.Collect(u.Fields()), func(v *types.Var) bool { return v.Name() == string(step) })
	}
	return true
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

// onlyExported reports whether only the exported fields of a value are written.
func onlyExported(how string) bool { return encodes(how) || how == "shown" }

// encodes reports whether a value is written as encoding/json does it.
func encodes(how string) bool { return how == "json" || how == refusal }

// wordless reports whether the part at a path of a value of a type, nil for whatever is behind an interface, is one that an encoder does not write by what
// it says: an error has its exported fields written, of which those of errors and fmt have none. What is a text behind an interface says so itself.
func wordless(static types.Type, at path) bool {
	if static == nil {
		return at == ""
	}
	t := typeAt(static, at)
	return t != nil && (types.IsInterface(t) || !isText(t) && types.Implements(types.NewPointer(deref(t)), errorInterface))
}

// withoutWords is an error without what it says as a whole, also in its parts: what errors.As finds in another is not known part by part.
func withoutWords(t tree) tree {
	words := t.root().labels.only(func(l *label) bool { return l.errored })
	if len(words) == 0 {
		return t
	}
	t = slices.Clone(t)
	for i, b := range t {
		t[i].labels = b.labels.only(func(l *label) bool { return !slices.Contains(words, l) })
	}
	return t
}

var errorInterface = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

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
	own := false
	for _, f := range a.p.inside(static) {
		for _, part := range spelled(t, f.at) {
			c := a.p.cellAt(t, part)
			if !c.opaque || c.labels.tells("") || a.wordsOnly(c.labels.data(), f.class.Data) {
				continue
			}
			at := a.p.fieldStep(f.field)
			expr := f.class.Owner + "." + f.class.Name
			if f.class.Owner == "" {
				expr = f.class.Name
			}
			at.What = expr
			l := a.p.namedLabel(f.class.source(Field, expr, at), c.labels)
			if !own {
				t, own = slices.Clone(t), true
			}
			t = a.p.labelled(t, part, l)
		}
	}
	return t
}

// labelled lets the part of t at q, and what is inside of it, be what a label says, in place.
func (p *Program) labelled(t tree, q path, l *label) tree {
	parts := t.below(q)
	for i := range slices.Backward(parts) { // the innermost first: what the others hand down to it still stands there
		c := p.cellAt(t, parts[i].at)
		parts[i].cell = cell{labels: bounded(c.labels.with(l)), refs: c.refs, cut: true, opaque: true}
	}
	c := p.cellAt(t, q)
	t.set(q, cell{labels: bounded(c.labels.with(l)), refs: c.refs, cut: true, opaque: true})
	return shallow(t)
}

// hiddenPaths are the parts of a value of a type that a rendering leaves out.
func (a *analysis) hiddenPaths(t tree, static types.Type, how string) []path {
	if static == nil {
		return nil
	}
	var out []path
	for _, f := range a.p.inside(static) {
		if onlyExported(how) && f.hidden || (how == "fmt" || how == "go") && f.pointer {
			out = append(out, spelled(t, f.at)...)
		}
	}
	if s := structOf(static); s != nil && onlyExported(how) {
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
			if onlyExported(how) && jsonHidden(u, i) || isPointer(f.Type()) && !onlyExported(how) && how != "kv" && !a.p.rendersItself(f.Type(), how) {
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
