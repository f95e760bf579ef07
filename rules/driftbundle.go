package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A move is what happened to one atom, with the statements that say it.
type move struct {
	kind     practice.ChangeKind
	old, new *practice.Declaration
	was, is  atom
	points   []point
}

// A parcel is moves that are one change: of the same statements in the same respects, whose values are a product of lists.
type parcel struct {
	move
	values [dimensions][]shift
}

// A shift is the value of a dimension on both sides.
type shift struct{ old, new string }

// compare orders shifts, the same way for both directions.
func (s shift) compare(t shift) int {
	return cmp.Or(strings.Compare(min(s.old, s.new), min(t.old, t.new)), strings.Compare(max(s.old, s.new), max(t.old, t.new)))
}

// bundle joins moves into changes and puts these in order.
func bundle(moves []move) []practice.Change {
	byOrigin := map[string][]parcel{}
	for _, m := range moves {
		p := parcel{move: m}
		for i := range dimensions {
			p.values[i] = []shift{{m.was.values[i], m.is.values[i]}}
		}
		byOrigin[m.origin()] = append(byOrigin[m.origin()], p)
	}
	changes := []practice.Change{}
	for _, list := range byOrigin {
		for i := range dimensions {
			list = joinAlong(list, i)
		}
		for _, p := range list {
			changes = append(changes, p.change())
		}
	}
	slices.SortFunc(changes, inOrder)
	return changes
}

// origin names the statements that a move is of, and in what it moved.
func (m move) origin() string {
	parts := []string{string(m.kind)}
	for _, d := range []*practice.Declaration{m.old, m.new} {
		if d != nil {
			parts = append(parts, fmt.Sprintf("%+v", *d))
		}
	}
	for _, p := range m.points {
		if slices.Contains(dimensionNames[:], p.what) {
			p.old, p.new = "", "" // the values are the change's own lists
		}
		parts = append(parts, fmt.Sprintf("%+v", p))
	}
	return strings.Join(parts, "\n")
}

// joinAlong joins parcels that differ in one dimension alone.
func joinAlong(list []parcel, dimension int) []parcel {
	slices.SortFunc(list, func(a, b parcel) int { return strings.Compare(fmt.Sprint(a.values), fmt.Sprint(b.values)) })
	index := map[string]int{}
	var joined []parcel
	for _, p := range list {
		others := p.values
		others[dimension] = nil
		key := fmt.Sprintf("%q", others)
		if i, ok := index[key]; ok {
			joined[i].values[dimension] = append(joined[i].values[dimension], p.values[dimension]...)
			slices.SortFunc(joined[i].values[dimension], shift.compare)
			continue
		}
		index[key] = len(joined)
		joined = append(joined, p)
	}
	return joined
}

// change is the parcel as it is told.
func (p parcel) change() practice.Change {
	c := practice.Change{Kind: p.kind, Points: []practice.Point{}}
	if p.old != nil {
		c.Old = p.cut(p.old, func(s shift) string { return s.old })
		c.Promise = promises(p.old)
	}
	if p.new != nil {
		c.New = p.cut(p.new, func(s shift) string { return s.new })
		c.Promise = c.Promise || promises(p.new)
	}
	for _, point := range p.points {
		told := practice.Point{What: point.what, Old: point.old, New: point.new}
		switch i := slices.Index(dimensionNames[:], point.what); {
		case i >= 0:
			told.Old, told.New = p.side(i, func(s shift) string { return s.old }), p.side(i, func(s shift) string { return s.new })
		case point.what == "members":
			told.Old, told.New = members(p.old, point.old), members(p.new, point.new)
		case point.what == "modality":
			told.Old, told.New = string(p.old.Modality), string(p.new.Modality)
		case point.what == "period":
			told.Old, told.New = string(p.old.Period), string(p.new.Period)
		}
		c.Points = append(c.Points, told)
	}
	return c
}

// promises reports whether a statement binds the company.
func promises(d *practice.Declaration) bool {
	return d.Polarity != practice.Affirmed || gives(d.Kind)
}

// side lists the values of a dimension on one side, each once.
func (p parcel) side(dimension int, of func(shift) string) string {
	values := p.list(dimension, of)
	slices.Sort(values)
	return strings.Join(values, ", ")
}

func (p parcel) list(dimension int, of func(shift) string) []string {
	var all []string
	for _, s := range p.values[dimension] {
		if value := of(s); value != "" && !slices.Contains(all, value) {
			all = append(all, value)
		}
	}
	return all
}

// cut returns a copy of a statement with those values alone that the change is about, in the statement's own order.
func (p parcel) cut(d *practice.Declaration, of func(shift) string) *practice.Declaration {
	c := *d
	c.Data = kept(d.Data, p.list(ofData, of))
	c.Recipients = kept(d.Recipients, p.list(ofParty, of))
	c.Vendors = kept(named(d), p.list(ofParty, of))
	c.Purposes = kept(d.Purposes, p.list(ofPurpose, of))
	c.Places = kept(d.Places, p.list(ofPlace, of))
	c.Tracers = kept(d.Tracers, p.list(ofTracer, of))
	if audience := p.list(ofAudience, of); len(audience) > 0 {
		c.Scope = kept(d.Scope, audience)
	}
	return &c
}

// members are who is named as all of a class, or that it is left open.
func members(d *practice.Declaration, openness string) string {
	return cmp.Or(openness, strings.Join(texts(unique(d.Members)), ", "))
}

func kept[T ~string](list []T, values []string) []T {
	return slices.DeleteFunc(slices.Clone(list), func(x T) bool { return !slices.Contains(values, string(x)) })
}

// inOrder puts changes for the worse first, and those of one kind in the order of the text.
func inOrder(a, b practice.Change) int {
	return cmp.Or(
		slices.Index(practice.ChangeKinds, a.Kind)-slices.Index(practice.ChangeKinds, b.Kind),
		inText(cmp.Or(a.New, a.Old), cmp.Or(b.New, b.Old)), inText(cmp.Or(a.Old, a.New), cmp.Or(b.Old, b.New)),
		strings.Compare(fmt.Sprint(a.Points), fmt.Sprint(b.Points)),
	)
}
