package flow

import (
	"slices"
	"strconv"

	"github.com/candor-privacy/candor/practice"
)

func itoa(n int) string { return strconv.Itoa(n) }

// apply does at a call what the summary of its callee says.
func (a *analysis) apply(s *site, sum *Summary) {
	before := make([]tree, len(s.args))
	for i, t := range s.args {
		if t != nil {
			before[i] = a.content(t)
		}
	}
	for _, sink := range sum.Sinks {
		if sink.Source != nil || at(before, sink.From.Index) != nil {
			a.applySink(s, before, sink)
		}
	}
	for _, set := range sum.Sets {
		a.place(s, set.Place, leaf(cell{opaque: set.Opaque}), true)
	}
	for _, f := range sum.Flows {
		arg := at(before, f.From.Index)
		if arg == nil {
			continue
		}
		part := a.p.partOf(arg, path(f.From.Path))
		if f.Hashed || f.Errored {
			c := all(part)
			part = leaf(cell{labels: a.p.transformed(c.labels, f.Hashed, f.Errored)})
		} else {
			part = moved(part)
		}
		a.place(s, f.To, part, false)
	}
	for _, o := range sum.Origins {
		ls := a.p.transformed(labels{a.p.sourceLabel(o.Source)}, o.Hashed, o.Errored)
		a.place(s, o.To, leaf(cell{labels: ls}), false)
	}
	for _, e := range sum.Ends {
		a.place(s, e.To, leaf(cell{labels: labels{a.p.endpointLabel(e.Name)}}), false)
	}
}

// moved is a value that arrives by a flow: the summary's sets say what is known of the place, the flow adds what it carries.
func moved(t tree) tree {
	out := make(tree, len(t))
	for at, c := range t {
		if at == "" {
			c.opaque = false
		}
		c.refs = nil
		out[at] = c
	}
	return out
}

func at(args []tree, i int) tree {
	if i < 0 || i >= len(args) {
		return nil
	}
	return args[i]
}

// place puts a value where a summary says: in a result or in what an argument points to.
func (a *analysis) place(s *site, to Place, v tree, replace bool) {
	if to.Index < 0 {
		r := -1 - to.Index
		if r >= len(s.results) {
			return
		}
		t := s.results[r]
		if t == nil {
			t = leaf(cell{})
		}
		s.results[r] = a.placed(t, path(to.Path), v, replace)
		return
	}
	arg := at(s.args, to.Index)
	if arg == nil {
		return
	}
	refs := arg[""].refs
	for _, r := range refs {
		t := a.mem[r.obj]
		if t == nil {
			t = leaf(cell{opaque: true})
		}
		full, whole := r.at.join(path(to.Path))
		a.mem[r.obj] = a.placed(t, full, v, replace && whole && len(refs) == 1 && !full.many())
	}
}

func (a *analysis) placed(t tree, at path, v tree, replace bool) tree {
	if replace {
		return put(t, at, v)
	}
	return put(t, at, a.p.merge(a.p.partOf(t, at), keepOpacity(v, a.p.cellAt(t, at))))
}

// keepOpacity lets an addition say nothing about whether the place holds more than it.
func keepOpacity(v tree, c cell) tree {
	root := v[""]
	root.opaque = root.opaque || c.opaque
	return withRoot(v, root)
}

// applySink reports, or hands on to the callers of this function, what reaches a sink inside a callee.
func (a *analysis) applySink(s *site, args []tree, sink Sink) {
	var ls labels
	if sink.Source != nil {
		ls = labels{a.p.sourceLabel(*sink.Source)}
	} else {
		ls = a.renderedTree(a.p.partOf(args[sink.From.Index], path(sink.From.Path)), nil, sink.Render)
	}
	ls = a.p.transformed(ls, sink.Hashed, sink.Errored)
	ls = ls.only(func(l *label) bool {
		return l.kind != fromSource || !slices.ContainsFunc(sink.Told, func(d practice.Data) bool { return practice.Covers(d, l.source.Data) })
	})
	info := sinkInfo{family: sink.Family, callee: sink.Callee, pkg: sink.Package, text: sink.Text, render: sink.Render, where: sink.Where, inner: sink.Steps, told: sink.Told}
	if sink.To != "" {
		info.to = []string{sink.To}
	}
	for _, from := range sink.ToFrom {
		arg := at(args, from.Index)
		if arg == nil {
			continue
		}
		ends := all(a.p.partOf(arg, path(from.Path))).labels
		a.addEnds(&info, ends)
	}
	if sink.To == "" && len(sink.ToFrom) > 0 && len(info.to) == 0 && len(info.toFrom) == 0 {
		info.lost = true
	}
	a.report(s, sink.From.Index, ls, info)
}
