package flow

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// An object is a place in memory, named by the instruction that makes it or by the parameter that points to it.
type object struct {
	id   int
	name string // of the local variable, "" if it has none
	typ  types.Type

	variable  *ssa.Global // the package variable that it is, nil for all others
	reference tree        // what refers to it, of a package variable that a callee names
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

// A memory knows the content of objects, by their id.
type memory struct{ content []tree }

// of is the content of an object, nil if it is not known.
func (m *memory) of(obj *object) tree {
	if obj.id >= len(m.content) {
		return nil
	}
	return m.content[obj.id]
}

func (m *memory) set(obj *object, t tree) {
	if missing := obj.id + 1 - len(m.content); missing > 0 {
		m.content = append(m.content, make([]tree, missing)...)
	}
	m.content[obj.id] = t
}

func (m *memory) clone() *memory { return &memory{slices.Clone(m.content)} }

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

// join merges what other knows into m and reports whether m changed. An object that only one side knows is as that side says.
func (p *Program) join(m, other *memory) bool {
	changed := false
	if more := len(other.content) - len(m.content); more > 0 {
		m.content = append(m.content, make([]tree, more)...)
	}
	for id, t := range other.content {
		if t == nil {
			continue
		}
		old := m.content[id]
		if len(old) == len(t) && len(t) > 0 && &old[0] == &t[0] {
			continue // nothing was written to it on either way: so it is with most
		}
		if merged := p.merge(old, t); old == nil || !sameTree(merged, old) {
			if sameTree(merged, t) {
				merged = t // what is one tree is quickly seen to be the same when the two meet again
			}
			m.content[id] = merged
			changed = true
		}
	}
	return changed
}
