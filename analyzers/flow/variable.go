package flow

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Places of a summary beside parameters and results.
const (
	packageVariable = 1 << 20 // the first step of the path is the variable's name
	recovered       = 1 << 21 // what recover returns
)

// variableName is how summaries call a package variable: one step of a path.
func variableName(g *ssa.Global) string {
	if g.Pkg == nil {
		return g.Name()
	}
	return strings.ReplaceAll(g.Pkg.Pkg.Path(), "/", "_") + "." + g.Name()
}

// variablesOf lists the package variables of the analysed packages that a function names.
func (p *Program) variablesOf(fn *ssa.Function) []*ssa.Global {
	if known, ok := p.used[fn]; ok {
		return known
	}
	var out []*ssa.Global
	var operands [16]*ssa.Value
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			for _, op := range instr.Operands(operands[:0]) {
				if g, ok := (*op).(*ssa.Global); ok && !slices.Contains(out, g) {
					out = append(out, g)
				}
			}
		}
	}
	p.used[fn] = out
	return out
}

// argument is what a place of a summary stands for at a call, and the part of it that is meant.
func (a *analysis) argument(s *site, place Place) (tree, path) {
	switch place.Index {
	case packageVariable:
		name, rest := firstStep(path(place.Path))
		if g := a.p.variables[string(name)]; g != nil {
			obj := a.global(g)
			if obj.reference == nil {
				obj.reference = leaf(cell{refs: []loc{{obj: obj}}})
			}
			return obj.reference, rest
		}
		return nil, ""
	case recovered:
		return a.panicked, path(place.Path)
	}
	return at(s.args, place.Index), path(place.Path)
}

// keepVariables lets other functions see what this one leaves in package variables: what comes from sources and what is
// called. What comes from parameters is for the callers to say.
func (a *analysis) keepVariables() {
	var kept []*ssa.Global
	for _, obj := range a.objects {
		if obj.variable != nil && a.exits.of(obj) != nil && a.p.inScope[obj.variable.Pkg.Pkg] {
			kept = append(kept, obj.variable)
		}
	}
	slices.SortFunc(kept, func(g, h *ssa.Global) int { return cmp.Compare(variableName(g), variableName(h)) })
	for _, g := range kept {
		t := a.content(a.exits.of(a.objects[g]))
		a.edges(Place{packageVariable, variableName(g)}, t)
		a.p.keep(g, t, a.fn.Synthetic != "")
	}
}

// keep adds to what a package variable holds anywhere, and marks what was made without that as stale. Types count only
// where they are what the variable holds initially.
func (p *Program) keep(g *ssa.Global, t tree, initial bool) {
	var lasting tree
	for _, b := range t {
		ls := b.labels.only(func(l *label) bool { return l.kind != fromParam && (initial || l.kind != dynamicType) })
		if len(ls) > 0 {
			lasting = append(lasting, branch{b.at, cell{labels: ls, opaque: true}})
		}
	}
	if len(lasting) == 0 {
		return
	}
	if _, ok := lasting.listed(""); !ok {
		lasting = withRoot(lasting, cell{opaque: true})
	}
	old := p.globals[g]
	now := p.merge(old, lasting)
	if old != nil && sameTree(old, now) {
		return
	}
	p.globals[g] = now
	for r := range p.readers[g] {
		p.outdate(r)
	}
}

// outdate marks a result.
func (p *Program) outdate(r *result) {
	if !r.stale {
		r.stale = true
		p.outdated = append(p.outdated, r)
	}
}

// maxSettling bounds how often functions are analysed again because of what others leave in package variables, and
// settlingShare how many of all are: one of so many.
const (
	maxSettling   = 3
	settlingShare = 4
)

// settle analyses again what was made before a package variable held what it holds now.
func (p *Program) settle() {
	for range maxSettling {
		stale := p.stale()
		if len(stale) == 0 {
			return
		}
		for _, r := range stale {
			before := r.summary
			r.stale = false
			if p.settled++; p.settled > len(p.results)/settlingShare+maxSettling && !r.answering {
				continue
			}
			r.answering = false
			p.compute(r)
			if !r.summary.equal(before) {
				for user := range r.users {
					p.outdate(user)
				}
			}
		}
	}
}

// stale takes what has to be analysed again, in order of position.
func (p *Program) stale() []*result {
	out := p.outdated
	p.outdated = nil
	slices.SortFunc(out, func(a, b *result) int {
		if a.ctx.fn == b.ctx.fn {
			return cmp.Compare(a.ctx.bound, b.ctx.bound)
		}
		if first := comparePositions(p.prog.Fset, a.ctx.fn.Pos(), b.ctx.fn.Pos()); first != 0 {
			return first
		}
		return cmp.Or(cmp.Compare(a.ctx.fn.String(), b.ctx.fn.String()), cmp.Compare(a.ctx.bound, b.ctx.bound)) // of functions that stand nowhere
	})
	return out
}

// global is the object of a package variable; its content is opaque but for what functions are known to leave in it.
func (a *analysis) global(g *ssa.Global) *object {
	obj := a.object(g, "")
	obj.variable = g
	if a.mem.of(obj) != nil {
		return obj
	}
	t := leaf(cell{opaque: true})
	if known, ok := a.p.globals[g]; ok {
		t = known
	}
	if g.Pkg != nil && g.Pkg.Pkg.Path() == "os" && (g.Name() == "Stdout" || g.Name() == "Stderr") {
		t = withRoot(t, t.root().plus(labels{a.p.endpointLabel(map[string]string{"Stdout": "stdout", "Stderr": "stderr"}[g.Name()])}))
	}
	if g.Pkg != nil && g.Pkg.Pkg.Path() == "crypto/rand" && g.Name() == "Reader" {
		t = a.p.anew()
	}
	a.mem.set(obj, t)
	if g.Pkg != nil && a.p.inScope[g.Pkg.Pkg] {
		if a.p.readers[g] == nil {
			a.p.readers[g] = map[*result]bool{}
		}
		a.p.readers[g][a.self] = true
	}
	return obj
}
