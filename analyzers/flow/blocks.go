package flow

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// maxRuns bounds how often the blocks of a function with loops are visited until what is known no longer changes.
const maxRuns = 12

func (a *analysis) run() *Summary {
	a.env, a.tuples = map[ssa.Value]tree{}, map[ssa.Value][]tree{}
	a.in = map[*ssa.BasicBlock]*memory{}
	a.deferred, a.spawned, a.handed = map[*ssa.Defer]*site{}, map[*ssa.Go]*site{}, map[Place]tree{}
	a.out = a.p.draft()
	a.feasible, a.guards = a.p.feasibility(a.fn, a.bound.fixed), a.p.guardsOf(a.fn)
	a.in[a.fn.Blocks[0]] = a.entry()
	order := blocks(a.fn)
	a.once = !loops(order)
	if !a.once {
		a.round(order)
	}
	for n := 1; ; n++ {
		a.emit = true
		a.out.empty()
		a.results, a.returned, a.exits = nil, nil, &memory{}
		clear(a.handed)
		if changed := a.round(order); a.once || !changed || n > maxRuns || a.work > maxWork {
			break
		}
	}
	a.exhausted()
	a.conclude()
	return a.p.finished(a.out)
}

// round visits the blocks once, and reports whether some would tell more when they are visited again. What a round
// reports, later ones report as well.
func (a *analysis) round(order []*ssa.BasicBlock) (changed bool) {
	for _, b := range order {
		if a.in[b] != nil && a.block(b) {
			changed = true
		}
	}
	return changed
}

// loops reports whether some block leads back to itself or to one before it. Without loops one visit tells everything.
func loops(order []*ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	for _, b := range order {
		seen[b] = true
		for _, next := range b.Succs {
			if seen[next] {
				return true
			}
		}
	}
	return false
}

// exhausted notes that a function was not followed to the end.
func (a *analysis) exhausted() {
	if a.work > maxWork {
		a.p.gap(practice.Gap{Source: a.p.home(a.fn), Reason: fmt.Sprintf("function %s does too much to be followed to the end; split it", a.fn.Name())})
	}
}

// gap notes a gap once.
func (p *Program) gap(g practice.Gap) {
	if !slices.Contains(p.gaps, g) {
		p.gaps = append(p.gaps, g)
	}
}

// home is the file of a function, or its package where that has none: what sets package variables stands in no file.
func (p *Program) home(fn *ssa.Function) string {
	if file := p.step(fn.Pos(), "").File; file != "" || fn.Pkg == nil {
		return file
	}
	return fn.Pkg.Pkg.Path()
}

// block runs the instructions of b and reports whether a value or the memory of a successor changed.
func (a *analysis) block(b *ssa.BasicBlock) bool {
	a.mem = a.in[b]
	if !a.once {
		a.mem = a.in[b].clone()
	}
	a.now = b
	a.forget(b)
	a.blank(b)
	changed := false
	for _, instr := range b.Instrs {
		v, isValue := instr.(ssa.Value)
		var before tree
		if isValue {
			before = a.env[v]
		}
		a.instruction(instr)
		if isValue && before == nil && a.env[v] != nil {
			changed = true
		}
		if endsHere(instr) {
			return changed
		}
	}
	for i, next := range b.Succs {
		if !a.feasible.edge(b, i) || a.guards.excluded(b, i) {
			continue
		}
		switch {
		case a.in[next] == nil && a.once && i == len(b.Succs)-1: // nobody else needs it
			a.in[next] = a.mem
		case a.in[next] == nil:
			a.in[next] = a.mem.clone()
			changed = true
		default:
			changed = a.p.join(a.in[next], a.mem) || changed
		}
	}
	return changed
}

// endless are functions of the library that do not return. Those that log before they end the program are not here: their loggers were
// written to.
var endless = []string{"os.Exit", "runtime.Goexit", "syscall.Exit"}

// endsHere reports whether nothing runs behind an instruction, since it calls what does not return.
func endsHere(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	fn := called(call.Common())
	return fn != nil && standard(fn.Pkg()) && slices.Contains(endless, fn.FullName())
}

// blocks lists the blocks of fn so that a block comes after those that lead to it, loops apart.
func blocks(fn *ssa.Function) []*ssa.BasicBlock {
	seen := make([]bool, len(fn.Blocks))
	var post []*ssa.BasicBlock
	var walk func(*ssa.BasicBlock)
	walk = func(b *ssa.BasicBlock) {
		if seen[b.Index] {
			return
		}
		seen[b.Index] = true
		for _, next := range b.Succs {
			walk(next)
		}
		post = append(post, b)
	}
	walk(fn.Blocks[0])
	slices.Reverse(post)
	if fn.Recover != nil {
		order := post
		post = nil
		walk(fn.Recover)
		slices.Reverse(post)
		post = append(order, post...)
	}
	return post
}
