package flow

// maxHops bounds how many references a place is followed through.
const maxHops = 4

// places are where the part of an argument at q lies in memory, and whether it lies at exactly one place that q names.
// References on the way are followed. Where the place itself holds a reference, what that refers to is meant
// as well: pointers take no step, so that nobody can tell the two apart.
func (a *analysis) places(arg tree, q path) (out []loc, exact bool) {
	at, rest, found := referenceOn(arg, q)
	if !found {
		return nil, false
	}
	refs := refsAt(arg, at)
	exact = len(refs) == 1
	for _, r := range refs {
		more, one := a.inObject(r, rest, maxHops)
		exact = exact && one
		out = mergeRefs(out, more)
	}
	return out, exact
}

// inObject is places for a part of an object.
func (a *analysis) inObject(r loc, q path, hops int) (out []loc, exact bool) {
	t := a.mem.of(r.obj)
	for n := 0; n <= q.steps(); n++ {
		at, whole := r.at.join(q.first(n))
		if !whole {
			return nil, false
		}
		refs := refsAt(t, at)
		if len(refs) == 0 || hops == 0 {
			continue
		}
		rest, _ := q.under(q.first(n))
		if rest == "" && !mayBePointer(r.obj, at) {
			break
		}
		exact = len(refs) == 1 && rest != ""
		for _, next := range refs {
			if next.obj == r.obj && next.at == at {
				continue
			}
			more, one := a.inObject(next, rest, hops-1)
			exact = exact && one
			out = mergeRefs(out, more)
		}
		if rest != "" {
			return out, exact
		}
	}
	at, whole := r.at.join(q)
	if !whole {
		return out, false
	}
	return mergeRefs(out, []loc{{r.obj, at}}), len(out) == 0
}

// mayBePointer reports whether what lies in an object may be a pointer, through which is written: what is put where a map,
// a slice, a function or an interface was takes its place.
func mayBePointer(obj *object, at path) bool {
	t := typeAt(deref(obj.typ), at)
	return t == nil || isPointer(t)
}
