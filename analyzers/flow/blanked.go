package flow

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// What a loop over all elements of a list sets to a constant in each is gone behind it: `for _, u := range users { u.Password = "" }`.

// A blank is a part that every element of a list has lost.
type blank struct {
	list ssa.Value
	part path // of an element
}

// blanksOf are what is blanked in the loops of a function, by the block that is behind the loop.
func (p *Program) blanksOf(fn *ssa.Function) map[*ssa.BasicBlock][]blank {
	if known, ok := p.blanks[fn]; ok {
		return known
	}
	var out map[*ssa.BasicBlock][]blank
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			store, ok := instr.(*ssa.Store)
			if !ok {
				continue
			}
			behind, part, ok := blanks(store)
			if !ok {
				continue
			}
			if out == nil {
				out = map[*ssa.BasicBlock][]blank{}
			}
			out[behind] = append(out[behind], part)
		}
	}
	p.blanks[fn] = out
	return out
}

// blanks tells what a store blanks in each element of a list, and the block that is reached only when it has.
func blanks(store *ssa.Store) (behind *ssa.BasicBlock, part blank, ok bool) {
	if _, constant := store.Val.(*ssa.Const); !constant {
		return nil, blank{}, false
	}
	at, field := store.Addr, path("")
	for {
		f, ok := at.(*ssa.FieldAddr)
		if !ok {
			break
		}
		at, field = f.X, path(structOf(f.X.Type()).Field(f.Field).Name()).long(field)
	}
	if load, ok := at.(*ssa.UnOp); ok && load.Op == token.MUL {
		at = load.X
	}
	element, ok := at.(*ssa.IndexAddr)
	if !ok || field == "" {
		return nil, blank{}, false
	}
	head := loopOver(element)
	if head == nil || len(head.Succs[1].Preds) != 1 {
		return nil, blank{}, false
	}
	for _, from := range head.Preds {
		if head.Dominates(from) && !store.Block().Dominates(from) {
			return nil, blank{}, false // not in each round
		}
	}
	return head.Succs[1], blank{element.X, field}, true
}

// loopOver is where a loop begins, each round, in which an element is every one of its list in turn; nil if there is none.
func loopOver(element *ssa.IndexAddr) *ssa.BasicBlock {
	index, ok := element.Index.(ssa.Instruction)
	if !ok {
		return nil
	}
	head := index.Block()
	branch, ok := lastOf(head).(*ssa.If)
	if !ok {
		return nil
	}
	c := compares(branch.Cond, true)
	if c.x != element.Index || c.op != token.LSS || !startsAtFirst(element.Index) || !head.Succs[0].Dominates(element.Block()) {
		return nil
	}
	if counted := lengthOf(c.y); counted == nil || !sameList(counted, element.X) {
		return nil
	}
	return head
}

// startsAtFirst reports whether a number counts the elements of a list one by one.
func startsAtFirst(index ssa.Value) bool {
	first := "0"
	if next, ok := index.(*ssa.BinOp); ok && next.Op == token.ADD { // as the loops of range do
		index, first = next.X, "-1"
	}
	phi, ok := index.(*ssa.Phi)
	return ok && slices.ContainsFunc(phi.Edges, func(edge ssa.Value) bool {
		text, ok := written(edge)
		return ok && text == first
	})
}

// sameList reports whether two values are one, or are read from the same field.
func sameList(v, w ssa.Value) bool {
	if v == w {
		return true
	}
	first, ok := v.(*ssa.UnOp)
	second, also := w.(*ssa.UnOp)
	if !ok || !also || first.Op != token.MUL || second.Op != token.MUL {
		return false
	}
	if first.X == second.X {
		return true
	}
	f, ok := first.X.(*ssa.FieldAddr)
	g, also := second.X.(*ssa.FieldAddr)
	return ok && also && f.X == g.X && f.Field == g.Field
}

// blank empties what the loop before a block has blanked.
func (a *analysis) blank(b *ssa.BasicBlock) {
	for _, one := range a.p.blanksOf(a.fn)[b] {
		for _, list := range a.refs(one.list) {
			for _, element := range elementsIn(a.mem.of(list.obj), list.at) {
				places := append([]loc{{list.obj, element}}, a.p.cellAt(a.mem.of(list.obj), element).refs...)
				for _, place := range places {
					if at, whole := place.at.join(one.part); whole && a.mem.of(place.obj) != nil {
						a.mem.set(place.obj, put(a.mem.of(place.obj), at, nothing))
					}
				}
			}
		}
	}
}

// elementsIn are the paths in t of the elements of the list at a path: of any, and of each that is told apart.
func elementsIn(t tree, list path) []path {
	var out []path
	if at, whole := list.join(anyElement); whole {
		out = append(out, at)
	}
	for _, b := range t {
		rest, ok := b.at.under(list)
		if !ok || !strings.HasPrefix(string(rest), "[") {
			continue
		}
		step, _ := firstStep(rest)
		if at, whole := list.join(step); whole && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}
