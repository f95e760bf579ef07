package rules

import (
	"cmp"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A relation is how a practice stands to the notice. All observations of one practice share it, but for tracers that the notice calls by
// their names, which have their own: a record holds a hundred times more observations than kinds of them, and each kind is judged once.
type relation struct {
	about *judged // one of the observations
	name  string  // of a tracer that the notice names
	rank  int     // of the practice among all that were seen, by gravity

	clear, vague, umbrella []*practice.Declaration // that affirm it
	against                []*practice.Declaration // that deny it, or leave it out of an "only"; none when overruled by an exception
	disputing              []*practice.Declaration // that affirm it as exactly as a denial denies it, so that nobody can know which holds
	denying                []*practice.Declaration // that deny it, overruled or not

	register *register
	parties  map[*practice.Declaration]party // how statements name the recipient; those that are not here do not

	answers [questions]any // what rules have asked of it, nil what they have not; see recall
	seen    []*judged
}

// relationKey is what observations must share to stand to the notice alike.
type relationKey struct {
	practice   practice.Practice
	candidates bool
	name       string // of a tracer that the notice names
}

// A party is how a statement names a recipient.
type party struct {
	grade     grade
	rank      int
	mentioned bool // stands in the words, whatever was read from them
}

// party is how a statement names the recipient of an observation, in whatever way; its zero value if it does not.
func (j *judged) party(d *practice.Declaration) party { return j.parties[d] }

// A question is what a rule asks of a relation.
type question int

const (
	askedCalledNecessary question = iota
	askedExempt
	askedFingerprints
	askedGivenFor
	askedKeptBy
	askedLifetime
	askedLiftsTheBan
	askedListed
	askedLogs
	askedMentioned
	askedNaming
	askedNecessary
	askedPromises
	questions
)

// recall answers what depends on the relation alone, once for all its observations.
func recall[T any](r *relation, q question, answer func() T) T {
	if known := r.answers[q]; known != nil {
		return known.(T)
	}
	a := answer()
	r.answers[q] = a
	return a
}

// relate finds the relation of each observation, and judges it once.
func (c *Case) relate() {
	byKey := map[relationKey]*relation{}
	for _, j := range c.judged {
		key := relationKey{j.Practice, j.candidates, ""}
		if j.Practice.Action == practice.Track && c.register.names(j.Name) {
			key.name = j.Name
		}
		r := byKey[key]
		if r == nil {
			r = &relation{about: j, name: key.name}
			byKey[key], c.relations = r, append(c.relations, r)
		}
		j.relation = r
		r.seen = append(r.seen, j)
	}
	c.rankRelations()
	c.sortJudged()
	for _, r := range c.relations {
		r.register, r.parties = c.register, c.register.partiesOf(r.about.Practice)
		c.judge(r.about)
		if p := r.about.Practice.Recipient; p != "" {
			c.vendors[p] = max(c.vendors[p], c.recipientGrade(r.about))
		}
	}
}

// sortJudged puts what was seen in the order of gravity, whatever the order of the record.
func (c *Case) sortJudged() {
	c.judged = c.judged[:0]
	start := 0
	for i, r := range c.relations {
		c.judged = append(c.judged, r.seen...)
		r.about = nil
		if last := i+1 == len(c.relations) || c.relations[i+1].rank != r.rank; last { // relations of one practice differ by names
			slices.SortFunc(c.judged[start:], byGravity)
			start = len(c.judged)
		}
	}
	for _, j := range c.judged {
		if j.relation.about == nil {
			j.relation.about = j
		}
	}
}

// rankRelations sorts the relations, and numbers the practices that were seen by their gravity; equal practices have equal numbers.
func (c *Case) rankRelations() {
	order := c.relations
	texts := map[*relation]string{}
	for _, r := range order {
		texts[r] = r.about.Practice.String()
	}
	slices.SortFunc(order, func(a, b *relation) int {
		return cmp.Or(gravityOf(a.about.Practice, b.about.Practice), cmp.Compare(texts[a], texts[b]), cmp.Compare(a.name, b.name))
	})
	for i, r := range order {
		r.rank = i
		if i > 0 && order[i-1].about.Practice == r.about.Practice {
			r.rank = order[i-1].rank
		}
	}
}
