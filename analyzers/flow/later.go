package flow

import (
	"cmp"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// runDefers runs what was deferred, last first. What may not have been deferred on the way to block b changes memory or not.
func (a *analysis) runDefers(b *ssa.BasicBlock) {
	for _, i := range inOrder(a.deferred, true) {
		before := a.mem
		certain := i.Block().Dominates(b)
		if !certain {
			before = a.mem.clone()
		}
		a.runSite(a.deferred[i])
		if !certain {
			a.p.join(a.mem, before)
		}
	}
}

// runSpawned runs goroutines once more, with what was written after they were started.
func (a *analysis) runSpawned() {
	if !a.emit {
		return
	}
	for _, i := range inOrder(a.spawned, false) {
		a.runSite(a.spawned[i])
	}
}

func inOrder[I interface {
	comparable
	ssa.Instruction
}](sites map[I]*site, reverse bool) []I {
	return slices.SortedFunc(maps.Keys(sites), func(x, y I) int {
		order := cmp.Or(cmp.Compare(x.Pos(), y.Pos()), cmp.Compare(x.Block().Index, y.Block().Index))
		if reverse {
			return -order
		}
		return order
	})
}

// runSite follows a call that was written before.
func (a *analysis) runSite(s *site) {
	again := *s
	again.results = make([]tree, len(s.results))
	if b, ok := s.instr.Common().Value.(*ssa.Builtin); ok {
		a.builtin(s.instr, b)
		return
	}
	a.follow(&again)
}

// panicking lets the deferred functions see what a panic carries, and what they leave reach the end of the function. Where there are
// none, callers may see it.
func (a *analysis) panicking(i *ssa.Panic) {
	if len(a.deferred) == 0 {
		a.thrown = a.thrown.union(a.rendered(i.X, a.value(i.X), "fmt"))
		return
	}
	a.panicked = a.p.merge(a.panicked, a.content(a.value(i.X)))
	a.runDefers(i.Block())
	if end := a.fn.Recover; end != nil {
		if a.in[end] == nil {
			a.in[end] = &memory{}
		}
		a.p.join(a.in[end], a.mem)
	}
}

// catches takes what a panic of a callee carries: the deferred functions see it, or the callers.
func (a *analysis) catches(t tree) {
	if len(a.deferred) == 0 {
		a.thrown = a.thrown.union(all(t).labels.data())
		return
	}
	a.panicked = a.p.merge(a.panicked, t)
}
