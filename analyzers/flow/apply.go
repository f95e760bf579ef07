package flow

import (
	"go/types"
	"slices"
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// apply does at a call what the summary of its callee says.
func (a *analysis) apply(s *site, sum *Summary) {
	if sum.Empty() {
		return
	}
	sum = a.withKeys(s, sum)
	moves := make([]move, 0, len(sum.Flows)+len(sum.Origins)+len(sum.Ends)+len(sum.held)) // everything is read before anything is written
	ch := newChain(a, s, sum)
	for _, f := range sum.Flows {
		part := ch.source(f.From)
		if part == nil {
			continue
		}
		if sum.Keyed {
			part = a.unshelved(path(f.From.Path), part)
		}
		if f.Written != "" {
			handed := all(part).labels.only(func(l *label) bool { return l.kind == fromParam }) // of types that nobody knows here
			part = leaf(cell{labels: ch.writtenOut(f.From, part, f.Written).union(handed), opaque: all(part).opaque})
		}
		if f.Hashed || f.Errored {
			part = leaf(cell{labels: a.p.transformed(all(part).labels, f.Hashed, f.Errored)})
		}
		moves = append(moves, move{f.To, part})
		a.work += len(part) + len(all(part).labels)
	}
	for _, o := range sum.Origins {
		if l := a.originLabel(s, o); l != nil {
			moves = append(moves, move{o.To, leaf(cell{labels: a.p.transformed(labels{l}, o.Hashed, o.Errored)})})
		}
	}
	for _, e := range sum.Ends {
		moves = append(moves, move{e.To, leaf(cell{labels: labels{a.p.endpointLabel(e.Name)}})})
	}
	for _, sink := range sum.Sinks {
		if arg, _ := a.argument(s, sink.From); a.emit && (sink.Source != nil || arg != nil) {
			ch.applySink(sink)
		}
	}
	for _, h := range sum.held {
		moves = append(moves, move{h.to, leaf(cell{labels: labels{h.label}})})
	}
	w := &writer{a: a, s: s, objects: map[*object]*tree{}, results: make([]tree, len(s.results))}
	for _, set := range sum.Sets {
		w.set(set)
	}
	for _, m := range moves {
		if !strings.Contains(m.to.Path, "()") {
			w.add(m)
		}
	}
	for _, alias := range sum.Aliases {
		w.alias(alias)
	}
	w.done()
	for _, place := range sum.Fills {
		a.filledBy(s, place)
	}
	ch.callAll()
	ch.callKept()
}

// originLabel is what a source inside the callee is at this call; nil where the caller knows what the value really is.
func (a *analysis) originLabel(s *site, o Origin) *label {
	if !o.Named {
		return a.p.sourceLabel(o.Source)
	}
	arg, q := a.argument(s, o.Of)
	if arg == nil {
		return a.p.sourceLabel(o.Source)
	}
	c := a.contentAt(arg, q).root()
	if !c.opaque || c.labels.tells("") {
		return nil
	}
	return a.p.namedLabel(o.Source, c.labels)
}

// maxNested bounds how deep functions are called that others hand on.
const maxNested = 3

// valueAt is the part of an argument at q, with what it refers to.
func (a *analysis) valueAt(arg tree, q path) tree {
	if q == "" {
		return arg
	}
	out := a.contentAt(arg, q)
	places, _ := a.places(arg, q)
	for _, r := range places {
		out = a.p.merge(out, a.read(r))
	}
	return out
}

// A move is a value on its way to a place that a summary names.
type move struct {
	to Place
	v  tree
}

// A writer collects what one call writes, on copies that are made once.
type writer struct {
	a       *analysis
	s       *site
	objects map[*object]*tree
	results []tree
	last    Place // that was written to, and where it lies: edges of a summary that lead to one place follow each other
	lies    []loc
	began   bool
}

func (w *writer) object(obj *object) *tree {
	t, ok := w.objects[obj]
	if !ok {
		own := slices.Clone(w.a.mem.of(obj))
		if own == nil {
			own = leaf(cell{opaque: true})
		}
		t = &own
		w.objects[obj] = t
	}
	return t
}

func (w *writer) result(r int) *tree {
	if w.results[r] == nil {
		w.results[r] = leaf(cell{})
	}
	return &w.results[r]
}

// set is a part that the callee overwrites. It replaces only what is certainly that part.
func (w *writer) set(set Set) {
	if r := -1 - set.Index; set.Index < 0 {
		if r < len(w.results) {
			replace(w.result(r), path(set.Path), cell{cut: set.Path != "", opaque: set.Opaque})
		}
		return
	}
	arg, q := w.a.argument(w.s, set.Place)
	if arg == nil {
		return
	}
	places, exact := w.a.places(arg, q)
	for _, r := range places {
		if t := w.object(r.obj); exact && !r.at.many() {
			replace(t, r.at, cell{cut: true, opaque: set.Opaque})
		} else if set.Opaque {
			add(t, r.at, unknown)
		}
	}
}

// alias lets a result refer to what a part of an argument refers to.
func (w *writer) alias(f Flow) {
	r := -1 - f.To.Index
	arg, q := w.a.argument(w.s, f.From)
	if r >= len(w.results) {
		return
	}
	if arg == nil {
		if f.From.Index == packageVariable { // of a package that is not analysed with this one: it may hold anything
			t := w.result(r)
			*t = w.a.p.merge(*t, unknown)
		}
		return
	}
	places, _ := w.a.places(arg, q)
	if t := w.result(r); len(places) > 0 {
		root := t.root()
		root.refs = mergeRefs(root.refs, places)
		if q == "" { // and is called what the argument is
			root.labels = root.labels.union(arg.root().labels.only(func(l *label) bool { return l.kind == fromSource }))
		}
		t.set("", root)
	} else {
		*t = w.a.p.merge(*t, w.a.contentAt(arg, q))
	}
}

func (w *writer) add(m move) {
	if m.to.Index >= 0 {
		w.a.shelve(path(m.to.Path), m.v)
	}
	if r := -1 - m.to.Index; m.to.Index < 0 {
		if r < len(w.results) {
			add(w.result(r), path(m.to.Path), m.v)
		}
		return
	}
	if m.to.Index == recovered {
		w.a.catches(m.v)
		return
	}
	if !w.began || m.to != w.last {
		w.began, w.last, w.lies = true, m.to, nil
		if arg, q := w.a.argument(w.s, m.to); arg != nil {
			w.lies, _ = w.a.places(arg, q)
		}
	}
	for _, r := range w.lies {
		add(w.object(r.obj), r.at, m.v)
	}
}

func (w *writer) done() {
	for obj, t := range w.objects {
		w.a.mem.set(obj, trimmed(shallow(*t)))
	}
	for r, t := range w.results {
		if t != nil {
			w.s.results[r] = trimmed(shallow(t))
		}
	}
}

// replace overwrites the part of t at q, in place.
func replace(t *tree, q path, c cell) {
	*t = slices.DeleteFunc(*t, func(b branch) bool {
		_, inside := b.at.under(q)
		return inside
	})
	t.set(q, c)
}

// add lets the part of t at q hold v as well, in place. What v does not know stays as t says.
func add(t *tree, q path, v tree) {
	for _, b := range v {
		to, whole := q.join(b.at)
		if !whole {
			continue
		}
		old, ok := t.listed(to)
		if !ok {
			old = cell{opaque: nearest(*t, to).opaque}
		}
		old.labels = old.labels.union(b.labels)
		old.opaque = old.opaque || b.opaque && b.at != ""
		t.set(to, old)
	}
}

// nearest is the cell that speaks for q.
func nearest(t tree, q path) cell {
	for {
		if c, ok := t.listed(q); ok {
			return c
		}
		parent, ok := q.parent()
		if !ok {
			return cell{}
		}
		q = parent
	}
}

func at(args []tree, i int) tree {
	if i < 0 || i >= len(args) {
		return nil
	}
	return args[i]
}

// sunk is what reaches a sink inside a callee. Values that the callee only hands on to a format go to the verbs of the caller's.
func (ch *chain) sunk(sink Sink) labels {
	if sink.Source != nil {
		l := ch.a.originLabel(ch.s, Origin{Source: *sink.Source, Named: sink.Named, Of: sink.From})
		if l == nil {
			return nil
		}
		return labels{l}
	}
	outer := ch.a.logged // a method that is asked how a value is written may log, too
	ch.a.logged = logsOf(ch.s.fn, sink)
	defer func() { ch.a.logged = outer }()
	part := ch.source(sink.From)
	if left := ch.a.sortedOutBy(sink.Gates, sink.From, part); !sameTree(left, part) {
		return ch.a.writtenOut(ch.s, sink.From, left, sink.Render)
	}
	return ch.writtenOut(sink.From, part, sink.Render)
}

// writtenOut is what the callee writes of a part of an argument.
func (a *analysis) writtenOut(s *site, from Place, part tree, how string) labels {
	if how != "printf" {
		static, outer := handedType(s, from), a.spelt
		a.spelt = static != nil && !generic(s.fn)
		defer func() { a.spelt = outer }()
		return a.renderedTree(part, static, how)
	}
	i, q := from.Index, path(from.Path)
	if i > 0 && i < len(s.vals) && s.vals[i] != nil && s.vals[i-1] != nil && (q == "" || q == anyElement) {
		values, ok := elements(s.vals[i])
		verbs, known := constantVerbs(s.vals[i-1], len(values))
		if ok && known {
			var ls labels
			for n, v := range values {
				if shows(verbs[n]) {
					ls = ls.union(a.rendered(v, a.value(v), rendering(verbs[n])))
				}
			}
			return ls
		}
	}
	return a.renderedTree(part, nil, "fmt")
}

// generic reports whether a function does not know all types of what it is handed.
func generic(fn *types.Func) bool {
	return fn != nil && fn.Signature().TypeParams().Len()+fn.Signature().RecvTypeParams().Len() > 0
}

// handedType is the type of what a function is handed, which decides how it is written; nil if only what it is at run time tells.
func handedType(s *site, from Place) types.Type {
	i := from.Index
	if s.fn == nil || i < 0 || i >= len(s.vals) || s.vals[i] == nil {
		return nil
	}
	t := typeAt(s.vals[i].Type(), path(from.Path))
	if of, result, ok := strings.Cut(from.Path, "()r"); ok {
		t = returnedType(typeAt(s.vals[i].Type(), path(strings.TrimSuffix(of, "/"))), result)
	}
	if t == nil || isTypeParam(t) || types.IsInterface(t) {
		return nil
	}
	return t
}

// returnedType is the type of a part of what a function of type t returns: "0/Name" is in its first result. It is nil if there is none.
func returnedType(t types.Type, result string) types.Type {
	if t == nil {
		return nil
	}
	sig, ok := t.Underlying().(*types.Signature)
	number, rest, _ := strings.Cut(result, "/")
	n, err := strconv.Atoi(number)
	if !ok || err != nil || n >= sig.Results().Len() {
		return nil
	}
	return typeAt(sig.Results().At(n).Type(), path(rest))
}

// applySink reports, or hands on to the callers of this function, what reaches a sink inside a callee.
func (ch *chain) applySink(sink Sink) {
	a, s := ch.a, ch.s
	gates, open := a.passed(s, sink.Gates)
	if !open {
		return
	}
	gates = append(gates, s.gates...)
	ls := ch.sunk(sink)
	ls = a.p.transformed(ls, sink.Hashed, sink.Errored)
	ls = ls.only(func(l *label) bool {
		return l.kind != fromSource || !sink.tells(l.source.Data)
	})
	if len(ls) == 0 {
		return
	}
	info := sinkInfo{family: sink.Family, callee: sink.Callee, pkg: sink.Package, text: sink.Text, render: sink.Render, where: sink.Where, kept: sink.Kept, inner: sink.Steps, told: sink.Told, at: sink.at, gates: gates, forwarded: sink.Forwarded && (sink.Source == nil || sink.Named), line: sink.Line}
	if sink.To != "" {
		info.to = []string{sink.To}
	}
	for _, from := range sink.ToFrom {
		a.addEnds(&info, all(ch.part(from)).labels)
	}
	if sink.To == "" && len(sink.ToFrom) > 0 && len(info.to) == 0 && len(info.toFrom) == 0 && sink.Family != "request" {
		info.lost = true
	}
	a.report(s, sink.From.Index, ls, info)
}
