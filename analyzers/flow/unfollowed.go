package flow

import (
	"cmp"
	"go/token"
	"slices"
)

// Unfollowed is a function to which personal data are handed, and of which nobody knows what it does with them: its body is not at hand and no
// table has it. Nothing is guessed of it.
type Unfollowed struct {
	Callee string // as the tables name it
	Calls  int    // that hand it personal data
}

// noteUnfollowed remembers a call that is followed no further, if it takes data of a person.
func (a *analysis) noteUnfollowed(s *site) {
	if !a.emit || s.fn == nil || s.instr == nil {
		return
	}
	pos := a.position(s)
	if _, known := a.p.unfollowed[pos]; known || !pos.IsValid() {
		return
	}
	for _, arg := range s.args {
		if arg != nil && all(a.content(arg)).labels.has(fromSource) {
			a.p.unfollowed[pos] = CalleeName(s.fn)
			return
		}
	}
}

// Unfollowed lists such functions, those with most calls first.
func (p *Program) Unfollowed() []Unfollowed {
	calls := map[string]int{}
	for _, callee := range p.unfollowed {
		calls[callee]++
	}
	out := make([]Unfollowed, 0, len(calls))
	for callee, n := range calls {
		out = append(out, Unfollowed{callee, n})
	}
	slices.SortFunc(out, func(a, b Unfollowed) int { return cmp.Or(b.Calls-a.Calls, cmp.Compare(a.Callee, b.Callee)) })
	return out
}

// unfollowedCalls is the callee by the place of the call.
type unfollowedCalls map[token.Pos]string
