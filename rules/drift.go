package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// Drift tells how a newer notice differs from an older one in what it declares, whatever happened to its text: a statement that was moved,
// rephrased, split or translated is no change. What means less protection for people is weakened, the reverse strengthened: "may" in place of
// a plain statement, a longer period or a criterion in place of one, an opt-out in place of an opt-in,
// broader data or recipients, a class of recipients that is no longer spelled out, a condition on a right, a safeguard that went. What was denied and is
// now said to be done is reversed, and what was done and is now denied has ended: neither says the same in another strength. The order of the statements does not matter, and the drift from
// new to old mirrors the one from old to new.
func Drift(old, new practice.Notice) practice.Drift {
	before, after := atomsOf(old), atomsOf(new)
	for a := range before {
		if _, kept := after[a]; kept {
			delete(before, a)
			delete(after, a)
		}
	}
	var moves []move
	met := pairs(before, after)
	for _, p := range met {
		moves = append(moves, p.moves(before[p.old], after[p.new])...)
	}
	for _, p := range met {
		delete(before, p.old)
		delete(after, p.new)
	}
	for a, d := range before {
		moves = append(moves, move{kind: practice.Removed, old: d, was: a})
	}
	for a, d := range after {
		moves = append(moves, move{kind: practice.Added, new: d, is: a})
	}
	return practice.Drift{
		Schema: practice.DriftSchema, Old: summaryOf(old), New: summaryOf(new),
		Changes: bundle(moves), Gaps: slices.Concat(old.Gaps, new.Gaps),
	}
}

func summaryOf(n practice.Notice) practice.NoticeSummary {
	return practice.NoticeSummary{Source: n.Source, SHA256: n.SHA256, Languages: n.Languages, Date: n.Date, Declarations: len(n.Declarations)}
}

// A pair is an old atom and the new one that took its place.
type pair struct {
	old, new atom
	distance int // steps between broader and narrower terms; then the number of other respects in which they differ
}

// frame is what atoms of one place in the notice have in common; only such atoms are held against each other.
type frame struct {
	kind   practice.Kind
	right  string
	values [dimensions]string
}

func frameOf(a atom) frame { return frame{a.kind, a.right, a.values} }

// pairs finds, for every atom that only one side has, the nearest of the other side that says the same in other strength, if there is any.
// Several may have one partner: an address, a telephone number and an e-mail address become "contact details".
func pairs(before, after map[atom]*practice.Declaration) []pair {
	ofOld, ofNew := map[atom]pair{}, map[atom]pair{} // the nearest so far
	oldFrames, newFrames := byFrame(before), byFrame(after)
	meet(oldFrames, newFrames, func(a, b atom, steps int) { keepNearest(ofOld, ofNew, newPair(a, b, steps)) })
	meet(newFrames, oldFrames, func(b, a atom, steps int) { keepNearest(ofOld, ofNew, newPair(a, b, steps)) })
	chosen := map[pair]bool{}
	for _, side := range []map[atom]pair{ofOld, ofNew} {
		for _, p := range side {
			chosen[p] = true
		}
	}
	return slices.Collect(maps.Keys(chosen))
}

// byFrame sorts atoms by what they have in common.
func byFrame(atoms map[atom]*practice.Declaration) map[frame][]atom {
	index := map[frame][]atom{}
	for a := range atoms {
		index[frameOf(a)] = append(index[frameOf(a)], a)
	}
	return index
}

// meet gives every atom of one side with each of the other side that is as broad as it or broader, and by how many steps.
func meet(ones, others map[frame][]atom, each func(one, other atom, steps int)) {
	for narrow, atoms := range ones {
		for broad, steps := range covering(narrow) {
			if len(atoms)*len(others[broad]) > mostMeetings {
				continue
			}
			for _, a := range atoms {
				for _, b := range others[broad] {
					each(a, b, steps)
				}
			}
		}
	}
}

// keepNearest notes the pair with both of its atoms, unless they cannot be compared or have a nearer one.
func keepNearest(ofOld, ofNew map[atom]pair, p pair) {
	if _, ok := p.points(); !ok {
		return
	}
	if known, ok := ofOld[p.old]; !ok || p.nearer(known) {
		ofOld[p.old] = p
	}
	if known, ok := ofNew[p.new]; !ok || p.nearer(known) {
		ofNew[p.new] = p
	}
}

// mostMeetings bounds the work on a notice that says the same in a hundred strengths or more: there nothing took the place of anything.
const mostMeetings = 10_000

// covering returns the frames that are as broad as this one or broader, each with how many steps it is away.
func covering(narrow frame) map[frame]int {
	frames := map[frame]int{narrow: 0}
	if !takes(narrow.kind) && !gives(narrow.kind) {
		return frames
	}
	for i := range dimensions {
		broader := map[frame]int{}
		for f, steps := range frames {
			for n, value := range above(narrow.kind, i, narrow.values[i]) {
				f.values[i] = value
				broader[f] = steps + n
			}
		}
		frames = broader
	}
	return frames
}

func newPair(old, new atom, steps int) pair {
	p := pair{old: old, new: new}
	points, _ := p.points()
	p.distance = 10*steps + len(points)
	return p
}

// nearer orders the pairs of one atom, the same way for both directions.
func (p pair) nearer(than pair) bool {
	if p.distance != than.distance {
		return p.distance < than.distance
	}
	return p.name() < than.name()
}

func (p pair) name() string {
	sides := []string{fmt.Sprintf("%+v", p.old), fmt.Sprintf("%+v", p.new)}
	slices.Sort(sides)
	return strings.Join(sides, "\n")
}

// A point is one respect in which the atoms of a pair differ.
type point struct {
	what     string
	old, new string
	order    order
}

// points are the respects in which the atoms of a pair differ; it is false when they differ in one that cannot be compared.
func (p pair) points() ([]point, bool) {
	a, b := p.old, p.new
	var all []point
	add := func(what, old, new string, o order) {
		if o != same {
			all = append(all, point{what, old, new, o})
		}
	}
	turned := polarityOrder(a.kind, a.polarity, b.polarity)
	add("polarity", string(a.polarity), string(b.polarity), turned)
	reversed := (a.polarity == practice.Denied) != (b.polarity == practice.Denied)
	if reversed { // a denial stands against what is in it, and against what it is in, however that is bound
		return all, turned != neither && (p.within(p.old, p.new) || p.within(p.new, p.old))
	}
	for i := range dimensions {
		add(dimensionNames[i], a.values[i], b.values[i], p.breadthOrder(i))
	}
	add("members", openness(a), openness(b), p.opennessOrder())
	add("modality", "", "", byRank(a.firmness, b.firmness))
	add("consent", string(a.condition), string(b.condition), conditionOrder(p.binding(), a.condition, b.condition))
	add("period", string(a.period), string(b.period), periodOrder(a.period, b.period))
	add("safeguard", a.mechanism, b.mechanism, mechanismOrder(a.mechanism, b.mechanism))
	return all, !slices.ContainsFunc(all, func(p point) bool { return p.order == neither })
}

// binding reports whether the statements promise something, so that a condition takes from them.
func (p pair) binding() bool {
	return p.old.polarity == practice.Denied || gives(p.old.kind) && !asks(p.old.kind)
}

// breadthOrder orders two values of a dimension of which one covers the other: the more is done, the weaker; the more is promised, the stronger.
func (p pair) breadthOrder(dimension int) order {
	old, new := p.old.values[dimension], p.new.values[dimension]
	if old == new {
		return same
	}
	broader := slices.Contains(above(p.old.kind, dimension, old), new)
	promise := (p.old.polarity == practice.Denied) != gives(p.old.kind)
	if broader == promise {
		return stronger
	}
	return weaker
}

// opennessOrder orders a class that is spelled out and one that is left open: the first covers nobody but who is named.
func (p pair) opennessOrder() order {
	if p.old.closed == p.new.closed || p.old.values[ofParty] != p.new.values[ofParty] {
		return same
	}
	promise := (p.old.polarity == practice.Denied) != gives(p.old.kind)
	if p.old.closed == promise {
		return stronger
	}
	return weaker
}

// openness is how a Point calls a class that is left open; who is named in one that is not stands in its statement.
func openness(a atom) string {
	if a.closed {
		return ""
	}
	return "any"
}

// within reports whether one atom lies within another in every dimension.
func (p pair) within(narrow, broad atom) bool {
	for i := range dimensions {
		if !slices.Contains(above(narrow.kind, i, narrow.values[i]), broad.values[i]) {
			return false
		}
	}
	return true
}

// contrary is what is told of a practice that one version denies and the other affirms, in place of how much weaker or stronger the statement grew.
var contrary = map[practice.ChangeKind]practice.ChangeKind{practice.Weakened: practice.Reversed, practice.Strengthened: practice.Ended}

// moves are what happened to a statement: what grew weaker and what grew stronger, apart.
func (p pair) moves(old, new *practice.Declaration) []move {
	points, _ := p.points()
	var all []move
	for _, kind := range []practice.ChangeKind{practice.Weakened, practice.Strengthened} {
		m := move{kind: kind, old: old, new: new, was: p.old, is: p.new}
		for _, point := range points {
			if (point.order == weaker) == (kind == practice.Weakened) {
				m.points = append(m.points, point)
			}
		}
		if len(m.points) == 0 {
			continue
		}
		if turned := takes(p.old.kind) && (p.old.polarity == practice.Denied) != (p.new.polarity == practice.Denied); turned {
			m.kind = contrary[kind]
		}
		all = append(all, m)
	}
	return all
}
