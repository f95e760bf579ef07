package flow

import (
	"cmp"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// A Summary is what a function does with data, told to its callers. It is a fact about the function: small and sorted,
// and without positions except in the short trace of a source or a sink.
type Summary struct {
	Sets    []Set    // parts that are written, results first, the whole before its parts
	Flows   []Flow   // from parameters to results and to what parameters point to
	Origins []Origin // from sources inside to results and parameters
	Ends    []End    // constant endpoints in results and parameters
	Sinks   []Sink   // from parameters to sinks
	Fills   []Place  // what parameters refer to that somebody who is not known may fill, whatever it is
	Aliases []Flow   // results that are what a parameter, or a part of it, refers to

	Keyed bool // a path names a parameter in the place of a key: see handedKey

	held []held // functions and types that results and parameters hold: known only where the code is at hand
}

// A held label says which function or type a place holds.
type held struct {
	to    Place
	label *label
}

// AFact marks Summary as a fact of go/analysis.
func (*Summary) AFact() {}

// A Place is a part of a parameter (Index 0 is the receiver or the first one; free variables follow) or of a result (Index -1 is the first).
type Place struct {
	Index int
	Path  string
}

// A Set is a part that the function overwrites whatever happens. Opaque parts may hold anything.
type Set struct {
	Place
	Opaque bool
}

// A Flow is data that move from one place to another.
type Flow struct {
	From, To        Place
	Hashed, Errored bool
	Written         string // how they are written out: see models.txt; "" if they are not, or are text
}

// An Origin is data that come in inside the function.
type Origin struct {
	Source          Source
	To              Place
	Hashed, Errored bool
	Named           bool  // it is only the name of a part of a parameter that says so: a caller may know better
	Of              Place // that part
}

// An End is a constant endpoint that a place holds.
type End struct {
	Name string
	To   Place
}

// A Sink is a place from which data leave.
type Sink struct {
	From            Place
	Source          *Source // the data come from inside the function, not from a parameter: only the endpoint is the caller's
	Named           bool    // only the name of the part of a parameter in From tells the source: a caller may know better
	Family          string
	Callee, Package string
	Text            string
	Render          string // how the value is written out: see models.txt
	Where           string
	Kept            practice.Period
	To              string // endpoint, when it is known
	ToFrom          []Place
	Told            []practice.Data // already reported inside the function
	Hashed, Errored bool
	Gates           []Gate // without which the sink is not reached
	Steps           []Step // from the first call to the sink
	Forwarded       bool   // the function logs for its callers: each call of it is told as a sink
	Line            Step   // the call of such a function that is the line of the log; zero if the last step is

	at   token.Pos // of a sink in a function literal: it is reported there, and not where the literal is called
	call token.Pos // where the function that the summary is of hands the data over
	arg  string    // the expression that it hands over there
}

// maxEdges bounds each list of a summary; what is beyond is left out: see fairly.
const maxEdges = 48

// maxTrace bounds the steps of a trace; the last is always the sink.
const maxTrace = 4

// draft is an empty summary to write down what a function does. Edges are large, and many are noted before the few are known that are kept: drafts
// are used again.
func (p *Program) draft() *Summary {
	n := len(p.drafts)
	if n == 0 {
		return &Summary{}
	}
	d := p.drafts[n-1]
	p.drafts = p.drafts[:n-1]
	return d
}

// finished is what is kept of a draft, which is given back.
func (p *Program) finished(draft *Summary) *Summary {
	s := *draft
	s.sort()
	draft.empty()
	p.drafts = append(p.drafts, draft)
	return &s
}

// empty takes everything out of a draft.
func (s *Summary) empty() {
	clear(s.Sets)
	clear(s.Flows)
	clear(s.Origins)
	clear(s.Ends)
	clear(s.Sinks)
	clear(s.Aliases)
	clear(s.Fills)
	clear(s.held)
	s.Keyed, s.Fills = false, s.Fills[:0]
	s.Sets, s.Flows, s.Origins, s.Ends, s.Sinks, s.Aliases, s.held = s.Sets[:0], s.Flows[:0], s.Origins[:0], s.Ends[:0], s.Sinks[:0], s.Aliases[:0], s.held[:0]
}

// sort puts the edges in order, in lists of their own, and leaves out what is too much.
func (s *Summary) sort() {
	s.Sets = limited(s.Sets, func(a, b *Set) int { return cmp.Or(comparePlaces(a.Place, b.Place), compareBools(a.Opaque, b.Opaque)) })
	s.Flows = fairly(s.Flows, compareFlows, func(f *Flow) (Place, int) { return f.From, f.To.steps() + beyondResults(f.To) })
	s.Origins = limited(s.Origins, func(a, b *Origin) int {
		return cmp.Or(comparePlaces(a.To, b.To), compareSources(a.Source, b.Source), compareBools(a.Hashed, b.Hashed), compareBools(a.Errored, b.Errored), compareBools(a.Named, b.Named), comparePlaces(a.Of, b.Of))
	})
	s.Ends = limited(s.Ends, func(a, b *End) int { return cmp.Or(comparePlaces(a.To, b.To), cmp.Compare(a.Name, b.Name)) })
	s.Sinks = fairly(s.Sinks, compareSinks, func(sink *Sink) (Place, int) {
		if merelyKept[sink.Family] {
			return sink.From, len(sink.Steps) + maxTrace + maxSteps
		}
		return sink.From, len(sink.Steps)
	})
	s.Aliases = limited(s.Aliases, compareFlows)
	s.Fills = limited(s.Fills, func(a, b *Place) int { return comparePlaces(*a, *b) })
	s.held = limited(s.held, func(a, b *held) int { return cmp.Or(comparePlaces(a.to, b.to), byID(a.label, b.label)) })
}

// beyondResults puts what flows elsewhere behind what flows to results.
func beyondResults(to Place) int {
	if to.Index < 0 {
		return 0
	}
	return maxSteps
}

func compareFlows(a, b *Flow) int {
	return cmp.Or(comparePlaces(a.To, b.To), comparePlaces(a.From, b.From), compareBools(a.Hashed, b.Hashed), compareBools(a.Errored, b.Errored), cmp.Compare(a.Written, b.Written))
}

// limited sorts a list, leaves out what is told twice, and cuts it where it is too long.
func limited[T any](list []T, compare func(a, b *T) int) []T {
	kept := once(list, compare)
	return copied(kept[:min(len(kept), maxEdges)])
}

// fairly is limited for what is about parameters: when the list is too long, what is farthest is left out, and of each parameter as much as of the
// others, so that one with many parts leaves them room.
func fairly[T any](list []T, compare func(a, b *T) int, about func(*T) (of Place, more int)) []T {
	kept := once(list, compare)
	if len(kept) > maxEdges {
		far := func(edge *T) int {
			of, more := about(edge)
			return of.steps() + more
		}
		slices.SortStableFunc(kept, func(a, b *T) int { return cmp.Compare(far(a), far(b)) })
		kept = inTurn(kept, func(edge *T) int { of, _ := about(edge); return of.Index }, maxEdges)
		slices.SortFunc(kept, compare)
	}
	return copied(kept)
}

// once sorts a list and leaves out what is told twice. Edges are large: pointers to them are moved.
func once[T any](list []T, compare func(a, b *T) int) []*T {
	kept := make([]*T, len(list))
	for i := range list {
		kept[i] = &list[i]
	}
	slices.SortFunc(kept, compare)
	return slices.CompactFunc(kept, func(a, b *T) bool { return compare(a, b) == 0 })
}

// copied is a list of its own, so that what it grew in is not kept.
func copied[T any](kept []*T) []T {
	if len(kept) == 0 {
		return nil
	}
	out := make([]T, len(kept))
	for i, edge := range kept {
		out[i] = *edge
	}
	return out
}

// steps is how many steps a place is below its parameter or result.
func (p Place) steps() int { return path(p.Path).steps() }

// merelyKept are the families of sinks that come last where a summary is full: what reaches them is noted, and no fault.
var merelyKept = map[string]bool{"answer": true, "cache": true, "database": true, "file": true, "mail": true, "queue": true, "response": true}

func compareSinks(a, b *Sink) int {
	first := cmp.Or(compareBools(merelyKept[a.Family], merelyKept[b.Family]), cmp.Compare(len(a.Steps), len(b.Steps)), comparePlaces(a.From, b.From))
	if first != 0 { // most differ here, and the rest takes longer
		return first
	}
	return cmp.Or(cmp.Compare(a.Family, b.Family), cmp.Compare(a.Callee, b.Callee),
		cmp.Compare(a.Render, b.Render), cmp.Compare(a.Where, b.Where), cmp.Compare(a.To, b.To), cmp.Compare(a.Kept, b.Kept), slices.CompareFunc(a.ToFrom, b.ToFrom, comparePlaces),
		compareBools(a.Hashed, b.Hashed), compareBools(a.Errored, b.Errored), cmp.Compare(a.Text, b.Text), slices.CompareFunc(a.Steps, b.Steps, compareSteps),
		slices.Compare(a.Told, b.Told), compareSources(sourceOf(a), sourceOf(b)), compareBools(a.Named, b.Named), slices.CompareFunc(a.Gates, b.Gates, compareGates),
		compareBools(a.Forwarded, b.Forwarded), compareSteps(a.Line, b.Line))
}

func sourceOf(s *Sink) Source {
	if s.Source == nil {
		return Source{}
	}
	return *s.Source
}

// comparePlaces puts results before parameters and a whole before its parts.
func comparePlaces(a, b Place) int {
	return cmp.Or(cmp.Compare(a.Index, b.Index), cmp.Compare(a.Path, b.Path))
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func (s *Summary) equal(other *Summary) bool {
	return s.Keyed == other.Keyed && slices.Equal(s.Sets, other.Sets) && slices.Equal(s.Flows, other.Flows) && slices.Equal(s.Origins, other.Origins) &&
		slices.Equal(s.Ends, other.Ends) && slices.Equal(s.Aliases, other.Aliases) && slices.Equal(s.Fills, other.Fills) && slices.Equal(s.held, other.held) && slices.EqualFunc(s.Sinks, other.Sinks, func(a, b Sink) bool { return compareSinks(&a, &b) == 0 })
}

// Empty reports whether the function does nothing with data that a caller must know.
func (s *Summary) Empty() bool {
	return len(s.Sets)+len(s.Flows)+len(s.Origins)+len(s.Ends)+len(s.Sinks)+len(s.Aliases)+len(s.Fills)+len(s.held) == 0
}

// conclude turns the values at the returns into the edges of the summary.
func (a *analysis) conclude() {
	for r, t := range a.results {
		a.handsBack(r, t)
		if a.aliases(r) {
			t = leaf(cell{labels: t.root().labels.only(func(l *label) bool { return l.kind == dynamicType || l.kind == function })})
		}
		a.edges(Place{-1 - r, ""}, t)
	}
	a.mem = a.exits
	for i, v := range a.inputs() {
		if obj, ok := a.objects[v]; ok && a.exits.of(obj) != nil {
			a.edges(Place{i, ""}, a.content(a.exits.of(obj)))
		}
	}
	for to, t := range a.handed {
		a.edges(to, t)
	}
	if len(a.thrown) > 0 {
		a.edges(Place{recovered, ""}, leaf(cell{labels: a.thrown}))
	}
	a.keepVariables()
}

// aliases notes that a result is nothing but what parameters or package variables refer to, and reports whether it is.
func (a *analysis) aliases(r int) bool {
	var from []Place
	for _, ref := range a.returned[r] {
		place, ok := a.inputPlace(ref)
		if !ok {
			return false
		}
		from = append(from, place)
	}
	for _, place := range from {
		a.out.Aliases = append(a.out.Aliases, Flow{From: place, To: Place{-1 - r, ""}})
	}
	return len(from) > 0
}

// inputPlace is the place of a summary for a part of what a parameter or a package variable refers to.
func (a *analysis) inputPlace(ref loc) (Place, bool) {
	if ref.obj.variable != nil {
		return Place{packageVariable, string(path(variableName(ref.obj.variable)).long(ref.at))}, true
	}
	for i, v := range a.inputs() {
		if a.objects[v] == ref.obj {
			return Place{i, string(ref.at)}, true
		}
	}
	for _, g := range a.p.variablesOf(a.fn) { // made here, and kept in a package variable
		obj := a.objects[g]
		if obj != nil && ref.at == "" && slices.Contains(a.exits.of(obj).root().refs, ref) {
			return Place{packageVariable, variableName(g)}, true
		}
	}
	return Place{}, false
}

// inputs are the parameters and the free variables.
func (a *analysis) inputs() []ssa.Value { return inputsOf(a.fn) }

func inputsOf(fn *ssa.Function) []ssa.Value {
	var out []ssa.Value
	for _, v := range fn.Params {
		out = append(out, v)
	}
	for _, v := range fn.FreeVars {
		out = append(out, v)
	}
	return out
}

// edges turns the value that a place has when the function returns into edges to the place and its parts.
func (a *analysis) edges(place Place, t tree) {
	for _, b := range t {
		c, to := b.cell, Place{place.Index, string(path(place.Path).long(b.at))}
		if place.Index < 0 && b.at == "" || c.cut && place.Path == "" {
			a.out.Sets = append(a.out.Sets, Set{to, c.opaque})
		}
		for _, l := range c.labels {
			switch l.kind {
			case fromParam:
				if from := (Place{l.param, string(l.path)}); from != to || c.cut || l.hashed || l.errored {
					a.out.Flows = append(a.out.Flows, Flow{from, to, l.hashed, l.errored, l.written})
				}
			case fromSource:
				if !a.ownParameter(l.source) {
					a.out.Origins = append(a.out.Origins, Origin{*l.source, to, l.hashed, l.errored, l.named, Place{l.param, string(l.path)}})
				}
			case endpoint:
				a.out.Ends = append(a.out.Ends, End{l.endpoint, to})
			case function, dynamicType:
				a.out.held = append(a.out.held, held{to, l})
			}
		}
	}
}

// ownParameter reports whether a source is a parameter of this function: the caller knows better what it hands over.
func (a *analysis) ownParameter(s *Source) bool { return a.parameterOf(s) >= 0 }
