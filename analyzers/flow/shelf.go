package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// What one function puts into the context of a request, under a key, another asks for under the same key: a middleware and a handler, which
// nothing in the code connects. What is kept under a key anywhere is therefore known wherever it is asked for, as what package variables hold:
// what a framework's context is told at once, what is put into a new context when that is handed to somebody who is not known.

// A shelf is what is kept under one key, and the results that were made with it.
type shelf struct {
	holds   tree
	readers map[*result]bool
}

// keptMark begins the steps of paths to what is kept under a key that all functions know.
const keptMark = "kept "

// keptStep is the step to what a call keeps, or asks for, under its key; any element where nobody knows the key.
func (a *analysis) keptStep(s *site) path {
	home := ""
	if s.fn != nil && s.fn.Pkg() != nil {
		home = s.fn.Pkg().Name()
	}
	return a.keptKey(home, s.vals[1])
}

// keptKey is the step to what a package keeps under a key.
func (a *analysis) keptKey(home string, key ssa.Value) path {
	step := keyOf(key)
	if step == anyElement {
		return a.handedKey(home, key)
	}
	return keptUnder(home, knownMark+strings.Trim(string(step), "[]"))
}

func keptUnder(home, key string) path { return element(keptMark + home + " " + key) }

// keptIn is the name of the shelf that a path leads to, and what of the path is left behind it; "" if it leads to none.
func keptIn(q path) (name string, behind path) {
	if !strings.Contains(string(q), "["+keptMark) {
		return "", ""
	}
	for rest := q; rest != ""; {
		var step path
		step, rest = firstStep(rest)
		if _, _, handed := handedAt(step); handed {
			return "", "" // callers know which
		}
		if strings.HasPrefix(string(step), "["+keptMark) {
			return string(step), rest
		}
	}
	return "", ""
}

// shelve adds to what is kept under a key what comes from sources, and marks what was made without that as stale.
func (a *analysis) shelve(at path, v tree) {
	name, behind := keptIn(at)
	if name == "" {
		return
	}
	var lasting tree
	for _, b := range a.content(v) {
		ls := b.labels.only(func(l *label) bool { return l.kind == fromSource && !a.ownParameter(l.source) })
		if to, whole := behind.join(b.at); len(ls) > 0 && whole {
			lasting.set(to, cell{labels: ls, opaque: true})
		}
	}
	if len(lasting) == 0 {
		return
	}
	kept := a.p.shelf(name)
	now := a.p.merge(kept.holds, lasting)
	if kept.holds != nil && sameTree(kept.holds, now) {
		return
	}
	kept.holds = now
	for r := range kept.readers {
		a.p.outdate(r)
	}
}

// leaves shelves what the arguments of a call keep, from the first that counts, since nobody here knows who will ask for it.
func (a *analysis) leaves(s *site, first int) {
	for i, arg := range s.args {
		if i < first || s.vals[i] == nil || !holdsKept(s.vals[i].Type()) {
			continue
		}
		a.shelveAll(arg)
	}
}

// shelveAll shelves what a value keeps.
func (a *analysis) shelveAll(v tree) {
	for _, b := range a.content(v) {
		if len(b.labels) > 0 {
			a.shelve(b.at, leaf(cell{labels: b.labels}))
		}
	}
}

// handsBack shelves what a context keeps that the function returns: a library may have asked for it, as a server does for the context of a connection.
func (a *analysis) handsBack(r int, t tree) {
	if holdsKept(a.fn.Signature.Results().At(r).Type()) {
		a.shelveAll(t)
	}
}

// holdsKept reports whether a value of type t is a context, or a request or a framework's context that has one.
func holdsKept(t types.Type) bool {
	name := qualified(deref(t))
	return name == "net/http.Request" || strings.HasSuffix(name, ".Context") || strings.HasSuffix(name, ".Ctx")
}

func (p *Program) shelf(name string) *shelf {
	if p.shelves[name] == nil {
		p.shelves[name] = &shelf{readers: map[*result]bool{}}
	}
	return p.shelves[name]
}

// unshelved adds to what a function finds under a key what others keep there, unless it knows what it is itself.
func (a *analysis) unshelved(at path, v tree) tree {
	name, behind := keptIn(at)
	if name == "" || all(v).labels.tells("") {
		return v
	}
	kept := a.p.shelf(name)
	kept.readers[a.self] = true
	if kept.holds == nil {
		return v
	}
	return a.p.merge(v, a.p.partOf(kept.holds, behind))
}

// sessionStep is the step to what a session keeps under a key: the values of a framework's session are a map in one of its fields. It is "" for
// another map.
func (a *analysis) sessionStep(m ssa.Value, key *ssa.Const) path {
	load, ok := m.(*ssa.UnOp)
	if !ok || key == nil {
		return ""
	}
	field, ok := load.X.(*ssa.FieldAddr)
	if !ok || !slices.Contains(split(typeName(field.X.Type())), "session") || a.p.inScope[packageOf(field.X.Type())] {
		return ""
	}
	return keptUnder(qualified(deref(field.X.Type())), knownMark+constantText(key))
}
