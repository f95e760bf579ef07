package flow

import (
	"go/types"
	"strings"
	"unicode"

	"golang.org/x/tools/go/ssa"
)

// modelCall applies one line of models.txt to a call.
func (a *analysis) modelCall(s *site, m model) {
	if m.from.index != allArgs && m.from.index >= len(s.vals) || (m.keyed || m.how == "field") && len(s.vals) < 2 {
		return // a line that does not fit the function
	}
	switch m.effect {
	case "clean":
		a.eachResult(s, m, func(int) tree { return nothing })
	case "anew":
		if m.to.index >= 0 {
			a.fill(s, m.to.index, m.to.path, a.p.anew())
			return
		}
		a.eachResult(s, m, func(r int) tree { return a.p.merge(s.results[r], a.p.anew()) })
	case "make":
		if v := s.instr.Value(); v != nil {
			obj := a.object(v, "")
			a.mem.set(obj, leaf(cell{cut: true}))
			a.eachResult(s, m, func(int) tree { return leaf(cell{refs: []loc{{obj: obj}}}) })
		}
	case "end":
		a.eachResult(s, m, func(r int) tree {
			return a.p.merge(s.results[r], leaf(cell{labels: labels{a.p.endpointLabel(m.how)}, opaque: true}))
		})
	case "collect":
		src := a.uploaded(s, m)
		a.collect(src)
		if m.to.index != absent {
			a.result(s, m, leaf(cell{labels: labels{a.p.sourceLabel(src)}, opaque: true}))
		}
	case "data":
		if a.namedOtherwise(s, m.to) {
			return
		}
		src := a.asked(s, m)
		a.collect(src)
		a.result(s, m, leaf(cell{labels: labels{a.p.sourceLabel(src)}, opaque: true}))
	case "key":
		a.keyCall(s, m)
	case "decode":
		a.decode(s, m)
	case "flow":
		a.flowCall(s, m)
	case "call":
		a.callsBack(s, m)
	case "yield":
		a.result(s, m, a.yielded(s.args[m.from.index]))
	}
}

// eachResult sets the results that a line speaks of.
func (a *analysis) eachResult(s *site, m model, value func(int) tree) {
	if m.to.index != allResults {
		if r := -1 - m.to.index; r >= 0 && r < len(s.results) {
			s.results[r] = value(r)
		}
		return
	}
	for r := range s.results {
		s.results[r] = value(r)
	}
}

// result adds a value to the results that a line speaks of.
func (a *analysis) result(s *site, m model, v tree) {
	a.eachResult(s, m, func(r int) tree {
		t := s.fn.Signature().Results().At(r).Type()
		if neverData(t) || m.wide && !textual(t) {
			return nothing
		}
		if m.to.path != "" {
			old := s.results[r]
			if old == nil {
				old = unknown
			}
			return put(old, m.to.path, a.p.merge(a.p.partOf(old, m.to.path), v))
		}
		return a.p.merge(s.results[r], v)
	})
}

// textual reports whether a result of type t can hold what was in a function's arguments: numbers and errors of whole packages do not count.
func textual(t types.Type) bool {
	if isError(t) {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return !ok || basic.Info()&types.IsString != 0
}

// flowCall moves data from arguments to results or to other arguments.
func (a *analysis) flowCall(s *site, m model) {
	if m.keyed { // http.Header and url.Values: one key says nothing about another
		step := keyStep(s)
		if m.kept {
			step = a.keptStep(s)
		}
		m.from.path, _ = m.from.path.join(stepIf(step, m.from.index == 0))
		m.to.path, _ = m.to.path.join(stepIf(step, m.from.index != 0))
	}
	v := a.moving(s, m)
	if v == nil {
		return
	}
	if m.keyed && m.from.index == 0 {
		v = oneHeader(v)
	}
	if m.kept {
		if m.to.index >= 0 { // a context that is made new is known elsewhere when it leaves: see leaves
			a.shelve(m.to.path, v)
		}
		v = a.unshelved(m.from.path, v)
	}
	if m.parsed {
		root := v.root()
		root.labels = root.labels.only(func(l *label) bool { return !l.secret() })
		v = withRoot(v, root)
	}
	if m.hash || m.error {
		root := v.root()
		root.labels = a.p.transformed(root.labels, m.hash, m.error)
		v = withRoot(v, root)
	}
	if m.to.index < 0 {
		a.result(s, m, v)
		return
	}
	a.fill(s, m.to.index, m.to.path, v)
}

// fill adds a value to what an argument refers to, or to what each of several arguments does.
func (a *analysis) fill(s *site, i int, q path, v tree) {
	if i >= len(s.args) || s.vals[i] == nil || len(all(v).labels) == 0 && !all(v).opaque && len(v.root().refs) == 0 {
		return
	}
	targets := []ssa.Value{s.vals[i]}
	if values, ok := elements(s.vals[i]); ok {
		targets = values
	}
	for _, target := range targets {
		value := a.value(target)
		if value == nil {
			continue
		}
		places, _ := a.places(a.unset(target, value), q)
		for _, r := range places {
			t := a.mem.of(r.obj)
			if t == nil {
				t = unknown
			}
			a.mem.set(r.obj, put(t, r.at, a.p.merge(a.p.partOf(t, r.at), v)))
		}
	}
}

// same is an argument as something that is written to: any of them, where there are several.
func (a *analysis) same(s *site, i int) tree {
	values, ok := elements(s.vals[i])
	if !ok {
		return a.unset(s.vals[i], s.args[i])
	}
	var out tree
	for _, v := range values {
		out = a.p.merge(out, a.value(v))
	}
	return out
}

// unset gives a variable that was never set a place: what is put into it can be read from it.
func (a *analysis) unset(v ssa.Value, t tree) tree {
	k, ok := plainConstant(v)
	if !ok || len(t.root().refs) > 0 {
		return t
	}
	obj := a.object(k, "")
	a.mem.set(obj, leaf(cell{}))
	return leaf(cell{refs: []loc{{obj: obj}}})
}

// plainConstant is the zero value that v is, through the conversion to an interface.
func plainConstant(v ssa.Value) (*ssa.Const, bool) {
	if m, ok := v.(*ssa.MakeInterface); ok {
		v = m.X
	}
	k, ok := v.(*ssa.Const)
	return k, ok && k.Value == nil
}

// callsBack calls the function in argument "from" with the part of another argument that a line names.
func (a *analysis) callsBack(s *site, m model) {
	fn := at(s.args, m.from.index)
	if fn == nil || a.nested > maxNested {
		return
	}
	var handed tree
	if arg := at(s.args, m.to.index); arg != nil {
		handed = a.p.walk(a.content(arg), m.to.path)
	}
	args := []tree{handed, handed, handed}
	if m.how == "pairs" {
		args = []tree{a.p.partOf(handed, anyKey), a.p.elementOf(handed, anyElement)}
	}
	a.nested++
	a.callBack(fn, args)
	a.nested--
}

// yielded is what an iterator hands to the body of the loop.
func (a *analysis) yielded(iterator tree) tree {
	out := leaf(all(a.content(iterator)).data())
	for _, l := range a.content(iterator).root().labels {
		if l.kind != function || l.fn.Blocks == nil || !a.mine(l.fn) {
			continue
		}
		s := &site{results: []tree{nil}}
		a.captures(s, iterator, l.fn)
		sum := a.p.summarise(context{fn: l.fn, depth: maxBound}, bindings{})
		for _, f := range sum.Flows {
			if arg, q := a.argument(s, f.From); arg != nil && strings.HasPrefix(f.To.Path, "()") {
				out = a.p.merge(out, a.contentAt(arg, q))
			}
		}
		for _, o := range sum.Origins {
			if strings.HasPrefix(o.To.Path, "()") {
				if l := a.originLabel(s, o); l != nil {
					out = a.p.merge(out, leaf(cell{labels: labels{l}, opaque: true}))
				}
			}
		}
	}
	return out
}

// moving is what a line takes from the arguments.
func (a *analysis) moving(s *site, m model) tree {
	if m.from.index == allArgs {
		var c cell
		for i := range s.args {
			if s.args[i] != nil && s.vals[i] != nil {
				part := all(a.content(s.args[i]))
				c = c.merge(cell{labels: part.labels, opaque: part.opaque})
			}
		}
		return leaf(c)
	}
	arg := at(s.args, m.from.index)
	if arg == nil {
		return nil
	}
	v := s.vals[m.from.index]
	switch m.how {
	case "alias":
		return a.same(s, m.from.index)
	case "parts":
		return a.p.walk(a.content(arg), m.from.path)
	case "field":
		name, ok := constantString(s.vals[1])
		if !ok {
			return nothing
		}
		return a.p.walk(a.content(arg), path(name))
	case "replaced":
		if by, ok := constantString(s.vals[m.from.index+1]); ok && masks(by) {
			return nothing
		}
	case "stream":
		return leaf(all(stream(a.content(arg), v.Type())))
	case "printf":
		c := cell{opaque: true}
		a.printf(s, m.from.index, func(_ ssa.Value, ls labels) { c.labels = c.labels.union(ls) })
		for _, i := range []int{m.from.index, m.from.index + 1} { // a URL, or what was made by chance
			c.labels = c.labels.union(all(a.content(at(s.args, i))).labels.only(func(l *label) bool { return l.kind == endpoint && (i == m.from.index || l.endpoint == chance) }))
		}
		return leaf(c)
	case "template":
		if t := writtenType(v); structOf(t) != nil || types.IsInterface(t) {
			return leaf(cell{labels: a.rendered(v, arg, "shown"), opaque: true})
		}
	case "json", "shown", "fmt", "kv", "zap":
		t := arg
		if m.how == "kv" && m.from.index > 0 {
			if name, ok := constantString(s.vals[m.from.index-1]); ok {
				t = a.attribute(arg, name, v)
			}
		}
		return leaf(cell{labels: a.rendered(v, t, m.how), opaque: true})
	}
	c := all(a.p.walk(a.content(arg), m.from.path))
	if m.from.index > 0 {
		if name, ok := constantString(s.vals[m.from.index-1]); ok && isAttribute(s.fn) {
			c = all(a.content(a.attribute(arg, name, v)))
		}
	}
	return leaf(c)
}

// masks reports whether what is replaced by a text is hidden: by words or by stars, not by another mark or by a part of itself.
func masks(by string) bool {
	return !strings.Contains(by, "$") && strings.ContainsFunc(by, func(r rune) bool { return unicode.IsLetter(r) || strings.ContainsRune("*#•█…", r) })
}

// writtenType is the type of a value, behind an interface that was made for the call.
func writtenType(v ssa.Value) types.Type {
	if m, ok := v.(*ssa.MakeInterface); ok {
		return m.X.Type()
	}
	return v.Type()
}
