package flow

import (
	"maps"
	"slices"
	"strconv"

	"github.com/candor-privacy/candor/practice"
)

func itoa(n int) string { return strconv.Itoa(n) }

// apply does at a call what the summary of its callee says.
func (a *analysis) apply(s *site, sum *Summary) {
	var moves []move // everything is read before anything is written
	for _, f := range sum.Flows {
		arg := at(s.args, f.From.Index)
		if arg == nil {
			continue
		}
		part := a.contentAt(arg, path(f.From.Path))
		if f.Hashed || f.Errored {
			part = leaf(cell{labels: a.p.transformed(all(part).labels, f.Hashed, f.Errored)})
		}
		moves = append(moves, move{f.To, part})
		a.work += len(part) + len(all(part).labels)
	}
	for _, o := range sum.Origins {
		moves = append(moves, move{o.To, leaf(cell{labels: a.p.transformed(labels{a.p.sourceLabel(o.Source)}, o.Hashed, o.Errored)})})
	}
	for _, e := range sum.Ends {
		moves = append(moves, move{e.To, leaf(cell{labels: labels{a.p.endpointLabel(e.Name)}})})
	}
	for _, sink := range sum.Sinks {
		if a.emit && (sink.Source != nil || at(s.args, sink.From.Index) != nil) {
			a.applySink(s, sink)
		}
	}
	w := &writer{a: a, s: s, objects: map[*object]tree{}, results: make([]tree, len(s.results))}
	for _, set := range sum.Sets {
		w.set(set)
	}
	for _, m := range moves {
		w.add(m)
	}
	w.done()
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
	objects map[*object]tree
	results []tree
}

func (w *writer) object(obj *object) tree {
	t, ok := w.objects[obj]
	if !ok {
		t = maps.Clone(w.a.mem[obj])
		if t == nil {
			t = leaf(cell{opaque: true})
		}
		w.objects[obj] = t
	}
	return t
}

func (w *writer) result(r int) tree {
	if w.results[r] == nil {
		w.results[r] = leaf(cell{})
	}
	return w.results[r]
}

// set is a part that the callee overwrites. It replaces only what is certainly that part.
func (w *writer) set(set Set) {
	if r := -1 - set.Index; set.Index < 0 {
		if r < len(w.results) {
			replace(w.result(r), path(set.Path), cell{cut: set.Path != "", opaque: set.Opaque})
		}
		return
	}
	arg := at(w.s.args, set.Index)
	if arg == nil {
		return
	}
	refs := arg[""].refs
	for _, r := range refs {
		full, whole := r.at.join(path(set.Path))
		if !whole {
			continue
		}
		if t := w.object(r.obj); len(refs) == 1 && !full.many() {
			replace(t, full, cell{cut: true, opaque: set.Opaque})
		} else if set.Opaque {
			add(t, full, leaf(cell{opaque: true}))
		}
	}
}

func (w *writer) add(m move) {
	if r := -1 - m.to.Index; m.to.Index < 0 {
		if r < len(w.results) {
			add(w.result(r), path(m.to.Path), m.v)
		}
		return
	}
	arg := at(w.s.args, m.to.Index)
	if arg == nil {
		return
	}
	for _, r := range arg[""].refs {
		if full, whole := r.at.join(path(m.to.Path)); whole {
			add(w.object(r.obj), full, m.v)
		}
	}
}

func (w *writer) done() {
	for obj, t := range w.objects {
		w.a.mem[obj] = trimmed(shallow(t))
	}
	for r, t := range w.results {
		if t != nil {
			w.s.results[r] = trimmed(shallow(t))
		}
	}
}

// replace overwrites the part of t at q, in place.
func replace(t tree, q path, c cell) {
	for at := range t {
		if _, inside := at.under(q); inside {
			delete(t, at)
		}
	}
	t[q] = c
}

// add lets the part of t at q hold v as well, in place. What v does not know stays as t says.
func add(t tree, q path, v tree) {
	for at, c := range v {
		to, whole := q.join(at)
		if !whole {
			continue
		}
		old, ok := t[to]
		if !ok {
			old = cell{opaque: nearest(t, to).opaque}
		}
		old.labels = old.labels.union(c.labels)
		old.opaque = old.opaque || c.opaque && at != ""
		t[to] = old
	}
}

// nearest is the cell that speaks for q.
func nearest(t tree, q path) cell {
	for {
		if c, ok := t[q]; ok {
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

// applySink reports, or hands on to the callers of this function, what reaches a sink inside a callee.
func (a *analysis) applySink(s *site, sink Sink) {
	var ls labels
	if sink.Source != nil {
		ls = labels{a.p.sourceLabel(*sink.Source)}
	} else {
		ls = a.renderedTree(a.contentAt(s.args[sink.From.Index], path(sink.From.Path)), nil, sink.Render)
	}
	ls = a.p.transformed(ls, sink.Hashed, sink.Errored)
	ls = ls.only(func(l *label) bool {
		return l.kind != fromSource || !slices.ContainsFunc(sink.Told, func(d practice.Data) bool { return practice.Covers(d, l.source.Data) })
	})
	info := sinkInfo{family: sink.Family, callee: sink.Callee, pkg: sink.Package, text: sink.Text, render: sink.Render, where: sink.Where, kept: sink.Kept, inner: sink.Steps, told: sink.Told, at: sink.at}
	if sink.To != "" {
		info.to = []string{sink.To}
	}
	for _, from := range sink.ToFrom {
		if arg := at(s.args, from.Index); arg != nil {
			a.addEnds(&info, all(a.contentAt(arg, path(from.Path))).labels)
		}
	}
	if sink.To == "" && len(sink.ToFrom) > 0 && len(info.to) == 0 && len(info.toFrom) == 0 && sink.Family != "request" {
		info.lost = true
	}
	a.report(s, sink.From.Index, ls, info)
}
