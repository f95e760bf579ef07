package rules

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A cover is how a statement covers a category of data.
type cover struct {
	grade grade
	rank  int8 // see dataRank
}

// coversOf returns how each statement covers a category, by their places: as the one of its terms that covers it best.
func (x *register) coversOf(data practice.Data) []cover {
	if known, ok := x.covers[data]; ok {
		return known
	}
	all := make([]cover, len(x.all))
	for term, places := range x.data {
		by := cover{umbrella, 0} // without a term a statement is about any data
		if term != "" {
			by = cover{oneDataGrade(term, data), int8(dataRank([]practice.Data{term}, data))}
		}
		if by == (cover{}) {
			continue
		}
		for _, at := range places {
			all[at] = cover{max(all[at].grade, by.grade), max(all[at].rank, by.rank)}
		}
	}
	x.covers[data] = all
	return all
}

// prepare gives a judgement what it is made by.
func (x *register) prepare(r *relation) {
	p, j := r.practice, r.judgement
	j.register, j.covers, j.incidental, j.parties = x, x.coversOf(p.Data), incidental(p.Data), x.partiesOf(p)
}

func (j *judgement) cover(d *practice.Declaration) cover { return j.covers[j.register.place[d]] }

// grade is how well a statement covers the data that were seen.
func (j *judgement) grade(d *practice.Declaration) grade { return j.cover(d).grade }

// A party is how a statement names a recipient.
type party struct {
	grade     grade
	rank      int8 // 3 for its own name, 2 for a class, 1 for "third parties", 0 for none
	mentioned bool // stands in the words, whatever was read from them
	classed   bool // by a class of recipients that says more than that they are third parties, or that acts like this
	tells     bool // by a class that says what those in it do
}

// party is how a statement names the recipient of a practice, in whatever way; its zero value if it does not.
func (j *judgement) party(d *practice.Declaration) party { return j.parties.by[d] }

// callings are how statements name one recipient; those that do not are left out.
type callings struct {
	by        map[*practice.Declaration]party
	named     []*practice.Declaration // by its name or its company's, or in their words; in the order of the text
	affirming []int                   // places of those that may affirm that it receives something, ascending
	denying   []int                   // places of those that deny something
	receiving []int                   // places of those by which it receives, ascending
}

// A partyKey is what decides how statements name a recipient: who it is, and as what it acts.
type partyKey struct{ recipient, class practice.Party }

// partiesOf returns how statements name the recipient of a practice.
func (x *register) partiesOf(p practice.Practice) *callings {
	key := partyKey{p.Recipient, actingClass(p.Purpose)}
	if known, ok := x.known[key]; ok {
		return known
	}
	mentioned := map[*practice.Declaration]bool{}
	for _, d := range x.mentioning(p.Recipient) {
		mentioned[d] = true
	}
	covered := map[practice.Party]bool{}
	covers := func(said practice.Party) bool {
		known, ok := covered[said]
		if !ok {
			known = practice.CoversParty(said, p.Recipient)
			covered[said] = known
		}
		return known
	}
	all := x.inOrder(x.namedOrCovering(p))
	known := &callings{by: make(map[*practice.Declaration]party, len(all))}
	for _, d := range all {
		if called := calledBy(d, p, mentioned[d], covers); called.grade != silent || called.mentioned {
			known.file(d, x.place[d], called)
		}
	}
	x.known[key] = known
	return known
}

// calledBy is how a statement names the recipient of a practice, for who knows whether it mentions it and by whom it is covered.
func calledBy(d *practice.Declaration, p practice.Practice, mentioned bool, covers func(practice.Party) bool) party {
	byClass := slices.ContainsFunc(d.Recipients, func(said practice.Party) bool { return said != practice.ThirdParty && covers(said) })
	called := party{
		grade: partyGradeBy(d, p.Purpose, covers), mentioned: mentioned,
		classed: byClass || slices.ContainsFunc(d.Recipients, func(said practice.Party) bool { return said != practice.ThirdParty && actsAs(p.Purpose, said) }),
		tells:   slices.ContainsFunc(d.Recipients, func(said practice.Party) bool { return telling(said) && covers(said) }),
	}
	switch {
	case called.grade == clear:
		called.rank = 3
	case called.grade == vague && byClass:
		called.rank = 2
	case called.grade == vague:
		called.rank = 1
	case tagManager(p.Recipient):
		called.rank = 3 // whoever names Google Analytics has named what it is loaded with
	}
	return called
}

// file takes in a statement that names the recipient.
func (c *callings) file(d *practice.Declaration, at int, called party) {
	c.by[d] = called
	if called.grade != silent {
		c.receiving = append(c.receiving, at)
	}
	if called.mentioned || called.grade == clear {
		c.named = append(c.named, d)
	}
	if d.Polarity == practice.Denied {
		c.denying = append(c.denying, at)
	} else if handles(d.Kind) {
		c.affirming = append(c.affirming, at)
	}
}
