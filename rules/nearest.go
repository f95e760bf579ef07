package rules

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// nearestShown is how many statements an omission names as those that come closest.
const nearestShown = 2

// nearest returns the statements that come closest to a cause, so that a person can judge whether the reader missed one.
func (c *Case) nearest(cause *cause) []practice.Declaration {
	type scored struct {
		d     *practice.Declaration
		score int
	}
	var list []scored
	for _, d := range c.near(cause.seen[0]) {
		if s := closeness(d, cause.seen[0]) + c.companions(d, cause.seen[0]); s >= 3 {
			list = append(list, scored{d, s})
		}
	}
	slices.SortStableFunc(list, func(a, b scored) int { return b.score - a.score })
	var near []practice.Declaration
	quoted := map[string]bool{}
	for _, s := range list {
		if len(near) < nearestShown && !quoted[s.d.Text] {
			quoted[s.d.Text] = true
			near = append(near, *s.d)
		}
	}
	return near
}

// near returns the statements that can come close to an observation: by its data, by who receives, or by what was collected beside it.
func (c *Case) near(j *judged) []*practice.Declaration {
	lists := c.register.near(j.Practice)
	if j.Practice.Action == practice.Collect {
		for _, other := range c.collectedBeside(j) {
			lists = append(lists, c.register.placesOf(other.clear))
		}
	}
	return c.register.inOrder(lists)
}

// closeness counts what a statement and an observation have in common. The weights are ours: the data tell most.
func closeness(d *practice.Declaration, j *judged) int {
	if !handles(d.Kind) {
		return 0
	}
	p, score := j.Practice, 0
	switch grade := j.grade(d); {
	case grade >= vague:
		score += 4
	case d.Polarity == practice.Denied:
		return 0 // a denial of something else
	case slices.ContainsFunc(d.Data, func(x practice.Data) bool { return root(x) == root(p.Data) && incidental(x) == incidental(p.Data) }):
		score += 3
	case grade == umbrella:
		score++
	}
	if p.Recipient != "" && (j.party(d).grade != silent || leavesOut(d, p)) {
		score += 3
	}
	if practice.Covers(d.Kind.Action(), p.Action) {
		score++
	}
	if p.Purpose != "" && len(d.Purposes) > 0 && purposeFits(d.Purposes, p.Purpose) {
		score++
	}
	if !speaksTo(d, j.candidates) {
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
		for _, other := range c.judged {
			if other.Practice.Action != practice.Collect {
				continue
			}
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
