package rules

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// nearestShown is how many statements an omission names as those that come closest.
const nearestShown = 2

// nearest returns the statements that come closest to a cause, so that a person can judge whether the reader missed one: those with the highest
// score first, and of one score in the order of the text.
func (c *Case) nearest(cause *cause) []practice.Declaration {
	j, x := cause.lead(), c.register
	common, receiving := x.commonTo(j.Practice, j.candidates), j.parties.receiving
	list, best := x.scored[:0], 0
	for _, at := range c.near(j) {
		d, score := x.all[at], int(common[at])
		for len(receiving) > 0 && receiving[0] < at {
			receiving = receiving[1:]
		}
		if j.Practice.Recipient != "" && (len(receiving) > 0 && receiving[0] == at || leavesOut(d, j.Practice)) {
			score += 3
		}
		if score += c.companions(d, j); score >= 3 {
			list, best = append(list, scored{at, score}), max(best, score)
		}
	}
	x.scored = list
	var near []practice.Declaration
	quoted := map[string]bool{}
	for score := best; score >= 3; score-- {
		for _, s := range list {
			if d := x.all[s.at]; s.score == score && !quoted[d.Text] {
				quoted[d.Text] = true
				if near = append(near, *d); len(near) == nearestShown {
					return near
				}
			}
		}
	}
	return near
}

// scored is how close a statement comes.
type scored struct{ at, score int }

// near returns where the statements are that can come close to an observation: by its data, by who receives, or by what was collected beside it.
// See gather.
func (c *Case) near(j *judged) []int {
	lists := c.register.near(j.Practice)
	if j.Practice.Action == practice.Collect {
		for _, other := range c.collectedBeside(j) {
			lists = append(lists, c.register.placesOf(other.clear))
		}
	}
	return c.register.gather(lists)
}

// commonKey is what practices must share to have as much in common with the statements, whoever receives.
type commonKey struct {
	data       practice.Data
	action     practice.Action
	purpose    practice.Purpose
	candidates bool
}

// nothingInCommon is the score of a statement that cannot come close, whatever else it says.
const nothingInCommon = -100

// commonTo counts what each statement has in common with a practice but for its recipient, by their places. The weights are ours: the data tell most.
func (x *register) commonTo(p practice.Practice, candidates bool) []int8 {
	key := commonKey{p.Data, p.Action, p.Purpose, candidates}
	known, ok := x.common[key]
	if !ok {
		known = make([]int8, len(x.all))
		for at, d := range x.all {
			known[at] = inCommon(d, p, x.coversOf(p.Data)[at].grade, candidates)
		}
		x.common[key] = known
	}
	return known
}

func inCommon(d *practice.Declaration, p practice.Practice, grade grade, candidates bool) int8 {
	if !handles(d.Kind) {
		return nothingInCommon
	}
	score := int8(0)
	switch {
	case grade >= vague:
		score += 4
	case d.Polarity == practice.Denied:
		return nothingInCommon // a denial of something else
	case slices.ContainsFunc(d.Data, func(x practice.Data) bool { return root(x) == root(p.Data) && incidental(x) == incidental(p.Data) }):
		score += 3
	case grade == umbrella:
		score++
	}
	if practice.Covers(d.Kind.Action(), p.Action) {
		score++
	}
	if p.Purpose != "" && len(d.Purposes) > 0 && purposeFits(d.Purposes, p.Purpose) {
		score++
	}
	if !speaksTo(d, candidates) {
		score--
	}
	return score
}

// companions counts what a statement about collection says of what was asked for in the same place: a missing
// field of a form belongs next to the other fields of that form.
func (c *Case) companions(d *practice.Declaration, j *judged) int {
	if d.Kind != practice.KindCollect || j.Practice.Action != practice.Collect {
		return 0
	}
	found := map[practice.Data]bool{}
	for _, other := range c.collectedBeside(j) {
		if slices.Contains(other.clear, d) {
			found[other.practice.Data] = true
		}
	}
	return 2 * len(found)
}

// collectedBeside returns what was collected in a place in which an observation was made, too.
func (c *Case) collectedBeside(j *judged) []*relation {
	if c.collected == nil {
		c.collected = map[string][]*relation{}
		for other := range each(c.doing(practice.Collect)) {
			for _, e := range other.Evidence {
				if known := c.collected[e.Source]; len(known) == 0 || known[len(known)-1] != other.relation {
					c.collected[e.Source] = append(known, other.relation)
				}
			}
		}
	}
	var beside []*relation
	for _, e := range j.Evidence {
		beside = append(beside, c.collected[e.Source]...)
	}
	return beside
}

// root is the first part of a dotted term.
func root[T ~string](term T) T {
	for parent(term) != term {
		term = parent(term)
	}
	return term
}

// omission is how sure it is that the notice is silent. The nearer a statement comes, the likelier
// it is that the reader of the notice took it for something else.
func omission(near []practice.Declaration) float64 {
	if len(near) > 0 {
		return 0.75
	}
	return 0.85
}
