package flow

import (
	"slices"
	"strings"
)

// A tree is a value: its parts by path, in the order of their paths, the whole ("") first. A part that is not listed is as its
// nearest listed ancestor says. Trees are never changed once they are shared. The nil tree is no value at all.
//
// Most values have no parts, and few have many: a sorted list is smaller than a map, and quicker to go through.
type tree []branch

// A branch is one part of a value.
type branch struct {
	at path
	cell
}

func leaf(c cell) tree { return tree{{"", c}} }

// unknown is a value of which nothing is known.
var unknown = leaf(cell{opaque: true})

// nothing is the value of which is known that it holds no data.
var nothing = leaf(cell{})

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

// root is what is known of the whole, the zero cell if that is not listed.
func (t tree) root() cell {
	if len(t) > 0 && t[0].at == "" {
		return t[0].cell
	}
	return cell{}
}

// find is the index of the part at q, or where it would stand.
func (t tree) find(q path) (int, bool) {
	low, high := 0, len(t)
	if high == 0 || t[high-1].at < q {
		return high, false
	}
	for low < high { // by hand: nothing else is done as often
		if middle := (low + high) / 2; t[middle].at < q {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low, t[low].at == q
}

// listed is the part at q, if it is listed.
func (t tree) listed(q path) (cell, bool) {
	if q == "" {
		return t.root(), len(t) > 0 && t[0].at == ""
	}
	i, ok := t.find(q)
	if !ok {
		return cell{}, false
	}
	return t[i].cell, true
}

// set lists c as the part at q, in place: only for trees that nobody else has.
func (t *tree) set(q path, c cell) {
	i, ok := t.find(q)
	if ok {
		(*t)[i].cell = c
		return
	}
	*t = slices.Insert(*t, i, branch{q, c})
}

// below are the parts of t inside of q, q itself apart.
func (t tree) below(q path) tree {
	from, _ := slices.BinarySearchFunc(t, q, func(b branch, q path) int {
		if b.at > q && (len(b.at) < len(q)+1 || b.at[len(q)] >= '/' || b.at[:len(q)] != q) {
			return 1
		}
		return -1
	})
	to := from
	for to < len(t) && len(t[to].at) > len(q) && t[to].at[len(q)] == '/' && t[to].at[:len(q)] == q {
		to++
	}
	return t[from:to]
}

// withRoot is t with another root.
func withRoot(t tree, root cell) tree {
	if len(t) == 0 {
		return single(root)
	}
	old, ok := t.listed("")
	if ok && sameCell(old, root) {
		return t
	}
	rest := t
	if ok {
		rest = t[1:]
	}
	out := make(tree, 1, len(rest)+1)
	out[0].cell = root
	return append(out, rest...)
}

// cellAt is what is known of the part at q, with what it inherits.
func (p *Program) cellAt(t tree, q path) cell {
	var out cell
	at, found := q, false
	for {
		if c, ok := t.listed(at); ok {
			if at == q {
				out = c
			} else {
				rest, _ := q.under(at)
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
		if len(t) == 1 && t[0].at == "" {
			at = "" // only the whole is listed
		}
	}
	return out
}

// partOf is the part of t at q as a value of its own.
func (p *Program) partOf(t tree, q path) tree {
	if q == "" {
		return t
	}
	root := p.cellAt(t, q)
	root.cut = false
	parts := t.below(q)
	if len(parts) == 0 {
		return single(root)
	}
	out := make(tree, 1, len(parts)+1)
	out[0].cell = root
	for _, b := range parts {
		out = append(out, branch{b.at[len(q)+1:], b.cell})
	}
	return out
}

// elementOf is the element of t with a constant key, or any element for "[]".
func (p *Program) elementOf(t tree, step path) tree {
	out := p.partOf(t, step)
	if step != anyElement {
		if _, ok := t.listed(anyElement); ok || len(t.below(anyElement)) > 0 {
			out = p.merge(out, p.partOf(t, anyElement))
		}
		return out
	}
	for _, b := range t {
		if key := b.at; len(key) > 2 && key[0] == '[' && key[1] != ']' {
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

// put is t with the part at q replaced by v.
func put(t tree, q path, v tree) tree {
	out := make(tree, 0, len(t)+len(v))
	for _, b := range v {
		to, whole := q.join(b.at)
		if !whole {
			continue
		}
		t, out = keepUntil(out, t, q, to)
		out = append(out, branch{to, b.cell})
		if b.at == "" {
			out[len(out)-1].cut = true
		}
	}
	_, out = keepUntil(out, t, q, "")
	return shallow(out)
}

// keepUntil appends the parts of t before another to out, without those that are q or inside of it; all of them for "".
// It returns what is left of t.
func keepUntil(out, t tree, q, end path) (rest, kept tree) {
	for len(t) > 0 && (end == "" || t[0].at < end) {
		if _, inside := t[0].at.under(q); !inside {
			out = append(out, t[0])
		}
		t = t[1:]
	}
	return t, out
}

// trimmed bounds the labels of every part of t, in place.
func trimmed(t tree) tree {
	for i := range t {
		t[i].labels = bounded(t[i].labels)
	}
	return t
}

// maxCells bounds the parts of a value that are told apart. With more, the deepest are forgotten.
const maxCells = 80

func shallow(t tree) tree {
	for steps := maxSteps - 1; len(t) > maxCells && steps > 0; steps-- {
		out := make(tree, 0, len(t))
		for _, b := range t {
			if b.at.depth() <= steps {
				out = append(out, b)
			}
		}
		t = out
	}
	return t
}

// merge is the value that is either a or b. It is a itself if b knows nothing more.
func (p *Program) merge(a, b tree) tree {
	switch {
	case a == nil:
		return b
	case b == nil || sameTree(a, b):
		return a
	}
	var out tree
	for i, j := 0, 0; i < len(a) || j < len(b); {
		at, own, both := path(""), false, false
		switch {
		case j == len(b) || i < len(a) && a[i].at <= b[j].at:
			at, own = a[i].at, true
			if both = j < len(b) && b[j].at == at; both {
				j++
			}
		default:
			at = b[j].at
			j++
		}
		var c cell
		if both && at != "" && a[i].cut && b[j-1].cut { // neither inherits anything
			c = a[i].merge(b[j-1].cell)
			c.labels = bounded(c.labels)
		} else {
			c = p.mergedCell(a, b, at)
		}
		switch {
		case own && out == nil && sameCell(c, a[i].cell):
		case out == nil:
			out = append(make(tree, 0, i+1+max(len(a)-i, len(b)-j)), a[:i]...)
			fallthrough
		default:
			out = append(out, branch{at, c})
		}
		if own {
			i++
		}
	}
	if out == nil {
		return a
	}
	return shallow(out)
}

func (p *Program) mergedCell(a, b tree, at path) cell {
	c := p.cellAt(a, at).merge(p.cellAt(b, at))
	c.labels = bounded(c.labels)
	c.cut = at != "" || a.root().cut && b.root().cut
	return c
}

// all collects the labels of every part of t.
func all(t tree) cell {
	var out cell
	for _, b := range t {
		if b.at.captured() {
			continue
		}
		out = out.plus(b.labels.only(func(l *label) bool { return l.data() || l.kind == endpoint }))
		out.opaque = out.opaque || b.opaque
	}
	return out
}

func sameTree(a, b tree) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.EqualFunc(a, b, func(x, y branch) bool {
		return x.at == y.at && sameCell(x.cell, y.cell)
	}))
}

func sameCell(c, d cell) bool {
	return c.cut == d.cut && c.opaque == d.opaque && sameLabels(c.labels, d.labels) && sameRefs(c.refs, d.refs)
}

// sameLabels and sameRefs report whether two lists are the same, without looking at every element of long ones that are one.
func sameLabels(a, b labels) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b))
}

func sameRefs(a, b []loc) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b))
}
