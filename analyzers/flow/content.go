package flow

import (
	"slices"
)

// content is a value with everything that it refers to, as one tree without references.
func (a *analysis) content(v tree) tree {
	reads := 0
	return a.flatten(v, nil, maxSteps, &reads)
}

// contentAt is the content of the part of v at q. Only the way there and what lies below it are looked at.
func (a *analysis) contentAt(v tree, q path) tree {
	for hops := 0; hops <= 2*maxSteps; hops++ {
		at, rest, found := referenceOn(v, q)
		if !found {
			step, behind := toElement(q)
			if v = a.p.walk(v, step); behind == "" || !refers(v) {
				return a.content(a.p.walk(v, behind))
			}
			q = behind
			continue
		}
		var next tree
		for _, r := range refsAt(v, at) {
			part := a.read(r)
			a.work += len(part)
			next = a.p.merge(next, part)
		}
		if at == "" && rest == "" {
			return a.content(v)
		}
		v, q = next, rest
	}
	return a.content(a.p.walk(v, q))
}

// toElement splits a path behind its first step to an element, which may lie under its own key or under any.
func toElement(q path) (to, behind path) {
	for rest := q; rest != ""; {
		var step path
		step, rest = firstStep(rest)
		to = to.long(step)
		if step[0] == '[' {
			return to, rest
		}
	}
	return q, ""
}

// referenceOn finds the first reference on the way to q, and what of the way is left behind it.
func referenceOn(v tree, q path) (at, rest path, found bool) {
	for n := 0; ; n++ {
		at = q.first(n)
		if len(refsAt(v, at)) > 0 {
			rest, _ = q.under(at)
			return at, rest, true
		}
		if at == q {
			return "", "", false
		}
	}
}

// maxReads bounds how many places one value is followed to.
const maxReads = 64

// flatten follows references as long as steps are left and nothing is read twice on the way.
func (a *analysis) flatten(v tree, seen []loc, steps int, reads *int) tree {
	if !refers(v) {
		return v
	}
	out := make(tree, 0, len(v))
	for _, b := range v {
		at, c := b.at, b.cell
		refs := c.refs
		c.refs = nil
		left := steps - at.depth()
		var inside tree
		for _, r := range refs {
			if left < 0 || *reads >= maxReads || slices.Contains(seen, r) {
				continue
			}
			*reads++
			a.work += len(out)
			inside = a.p.merge(inside, a.flatten(a.read(r), append(seen[:len(seen):len(seen)], r), left, reads))
		}
		if inside == nil {
			out.add(at, c)
			continue
		}
		out = slices.Grow(out, len(inside))
		for _, part := range inside {
			to, whole := at.join(part.at)
			if part.at == "" {
				part.labels = part.labels.union(c.labels.only(func(l *label) bool { return l.kind != fromParam }))
				part.cut = c.cut
				part.opaque = part.opaque || c.opaque // it may refer to something else as well
			}
			if !whole {
				continue
			}
			out.add(to, part.cell)
		}
	}
	return shallow(out)
}

// add lets the part at q be c as well, in place: only for trees that nobody else has.
func (t *tree) add(q path, c cell) {
	if old, ok := t.listed(q); ok {
		cut := old.cut || c.cut
		c = old.merge(c)
		c.cut = cut
	}
	t.set(q, c)
}

// refsAt is where the part of t at q points, if it is listed.
func refsAt(t tree, q path) []loc {
	c, _ := t.listed(q)
	return c.refs
}

// refers reports whether some part of a value refers to something.
func refers(v tree) bool {
	for _, b := range v {
		if len(b.refs) > 0 {
			return true
		}
	}
	return false
}
