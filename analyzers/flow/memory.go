package flow

import (
	"cmp"
	"go/types"
	"maps"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// An object is a place in memory, named by the instruction that makes it or by the parameter that points to it.
type object struct {
	id   int
	name string // of the local variable, "" if it has none
	typ  types.Type

	variable *ssa.Global // the package variable that it is, nil for all others
}

// A loc is a part of an object.
type loc struct {
	obj *object
	at  path
}

// A cell is what is known of one part of a value.
type cell struct {
	labels labels
	refs   []loc // where it points, sorted; empty when it is no reference, or nil
	cut    bool  // it was overwritten: what holds for the value around it does not hold for it
	opaque bool  // it may hold anything that its type can hold; a constant or a masked value cannot
}

// A tree is a value: its parts by path, "" being the whole. A part that is not listed is as its
// nearest listed ancestor says. Trees are never changed once they are shared. The nil tree is no value at all.
type tree map[path]cell

// A memory maps objects to their content.
type memory map[*object]tree

func leaf(c cell) tree { return tree{"": c} }

// unknown is a value of which nothing is known.
var unknown = leaf(cell{opaque: true})

// single is a value without parts. Those of which nothing special is known are one and the same, not to be changed in place.
func single(c cell) tree {
	if len(c.labels)+len(c.refs) > 0 || c.cut {
		return leaf(c)
	}
	if c.opaque {
		return unknown
	}
	return nothing
}

// nothing is the value of which is known that it holds no data.
var nothing = leaf(cell{})

// data is the same without what is not about data.
func (c cell) data() cell { return cell{labels: c.labels.data(), opaque: c.opaque} }

func (c cell) plus(ls labels) cell {
	c.labels = c.labels.union(ls)
	return c
}

func (c cell) merge(d cell) cell {
	return cell{labels: c.labels.union(d.labels), refs: mergeRefs(c.refs, d.refs), cut: c.cut && d.cut, opaque: c.opaque || d.opaque}
}

// maxRefs bounds the places that one reference is told apart by.
const maxRefs = 8

func mergeRefs(a, b []loc) []loc {
	if len(a) == 0 {
		return b
	}
	for _, r := range b {
		i, found := slices.BinarySearchFunc(a, r, compareLocs)
		if !found {
			a = slices.Insert(slices.Clip(a), i, r)
		}
	}
	return a[:min(len(a), maxRefs)]
}

func compareLocs(a, b loc) int { return cmp.Or(a.obj.id-b.obj.id, cmp.Compare(a.at, b.at)) }

// cellAt is what is known of the part at q, with what it inherits.
func (p *Program) cellAt(t tree, q path) cell {
	var out cell
	at, found := q, false
	for {
		if c, ok := t[at]; ok {
			rest, _ := q.under(at)
			if at == q {
				out = c
			} else {
				for _, l := range c.labels {
					if part := p.part(l, rest); part != nil {
						out.labels = out.labels.with(part)
					}
				}
				if !found {
					out.opaque = c.opaque
				}
			}
			found = true
			if c.cut {
				break
			}
		}
		parent, ok := at.parent()
		if !ok {
			break
		}
		at = parent
	}
	return out
}

// part is the part of t at q as a value of its own.
func (p *Program) partOf(t tree, q path) tree {
	if q == "" {
		return t
	}
	root := p.cellAt(t, q)
	root.cut = false
	var out tree
	for at, c := range t {
		if rest, ok := at.under(q); ok && rest != "" {
			if out == nil {
				out = tree{"": root}
			}
			out[rest] = c
		}
	}
	if out == nil {
		return single(root)
	}
	return out
}

// elementOf is the element of t with a constant key, or any element for "[]".
func (p *Program) elementOf(t tree, step path) tree {
	out := p.partOf(t, step)
	if step != anyElement {
		if _, ok := t[anyElement]; ok {
			out = p.merge(out, p.partOf(t, anyElement))
		}
		return out
	}
	for _, at := range sortedPaths(t) {
		if key, ok := at.under(""); ok && len(key) > 2 && key[0] == '[' && key[1] != ']' {
			if first, _ := firstStep(key); first == key {
				out = p.merge(out, p.partOf(t, key))
			}
		}
	}
	return out
}

// walk is the part of t at q; an element may lie under its own key or under any.
func (p *Program) walk(t tree, q path) tree {
	for strings.Contains(string(q), "[") {
		var step path
		step, q = firstStep(q)
		if step[0] == '[' {
			t = p.elementOf(t, step)
		} else {
			t = p.partOf(t, step)
		}
	}
	return p.partOf(t, q)
}

func firstStep(q path) (path, path) {
	for i := range len(q) {
		if q[i] == '/' {
			return q[:i], q[i+1:]
		}
	}
	return q, ""
}

// put is t with the part at q replaced by v.
func put(t tree, q path, v tree) tree {
	out := make(tree, len(t)+len(v))
	for at, c := range t {
		if _, inside := at.under(q); !inside {
			out[at] = c
		}
	}
	for _, at := range sortedPaths(v) {
		c := v[at]
		to, whole := q.join(at)
		if !whole && at != "" {
			continue
		}
		if at == "" {
			c.cut = true
		}
		out[to] = c
	}
	return shallow(out)
}

// trimmed bounds the labels of every part of t.
func trimmed(t tree) tree {
	for at, c := range t {
		if len(c.labels) > maxLabels {
			c.labels = bounded(c.labels)
			t[at] = c
		}
	}
	return t
}

// maxCells bounds the parts of a value that are told apart. With more, the deepest are forgotten.
const maxCells = 80

func shallow(t tree) tree {
	for steps := maxSteps - 1; len(t) > maxCells && steps > 0; steps-- {
		out := tree{}
		for at, c := range t {
			if at.steps() <= steps {
				out[at] = c
			}
		}
		t = out
	}
	return t
}

// merge is the value that is either a or b.
func (p *Program) merge(a, b tree) tree {
	if a == nil || b == nil || sameTree(a, b) {
		if a == nil {
			return b
		}
		return a
	}
	out := make(tree, len(a)+len(b))
	for at := range a {
		out[at] = p.mergedCell(a, b, at)
	}
	for at := range b {
		if _, ok := a[at]; !ok {
			out[at] = p.mergedCell(a, b, at)
		}
	}
	return shallow(out)
}

func (p *Program) mergedCell(a, b tree, at path) cell {
	c := p.cellAt(a, at).merge(p.cellAt(b, at))
	c.labels = bounded(c.labels)
	c.cut = at != "" || a[""].cut && b[""].cut
	return c
}

// all collects the labels of every part of t.
func all(t tree) cell {
	var out cell
	for _, at := range sortedPaths(t) {
		if at.captured() {
			continue
		}
		out = out.plus(t[at].labels.only(func(l *label) bool { return l.data() || l.kind == endpoint }))
		out.opaque = out.opaque || t[at].opaque
	}
	return out
}

func sortedPaths(t tree) []path {
	if len(t) == 1 {
		for at := range t {
			return []path{at}
		}
	}
	return slices.Sorted(maps.Keys(t))
}

func sameTree(a, b tree) bool {
	if reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer() {
		return true
	}
	return len(a) == len(b) && maps.EqualFunc(a, b, func(c, d cell) bool {
		return c.cut == d.cut && c.opaque == d.opaque && sameLabels(c.labels, d.labels) && sameRefs(c.refs, d.refs)
	})
}

// join merges what other knows into m and reports whether m changed. An object that only one side knows is as that side says.
func (p *Program) join(m, other memory) bool {
	changed := false
	for obj, t := range other {
		old, ok := m[obj]
		if !ok {
			m[obj] = t
			changed = true
			continue
		}
		if merged := p.merge(old, t); !sameTree(merged, old) {
			m[obj] = merged
			changed = true
		}
	}
	return changed
}

// sameLabels and sameRefs report whether two lists are the same, without looking at every element of long ones that are one.
func sameLabels(a, b labels) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b))
}

func sameRefs(a, b []loc) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b))
}
