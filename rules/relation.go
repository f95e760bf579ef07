package rules

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

// A relation is how a practice stands to the notice. All observations of one practice share it, but for tracers of which the notice or their names
// tell more, which have their own: a record holds a hundred times more observations than kinds of them.
type relation struct {
	relationKey
	*judgement
	about    *judged // the first of its observations
	at       int     // of the relation among all, by gravity
	rank     int     // of the practice among all that were seen, by gravity
	evidence int     // pieces, of all its observations

	answers  answers
	observed int // how many observations there are
}

// relationKey is what observations must share to stand to the notice alike.
type relationKey struct {
	practice   practice.Practice
	candidates bool   // seen where people apply for a job
	name       string // of a tracer that the notice names
	passing    bool   // a tracer of which nobody knows what it serves, and that ends with the session
	ofSession  bool   // a tracer that keeps a session, by its name
}

// A judgement is what the statements of the notice say of a practice, by whatever name and in whatever consent state: relations that differ by no
// more share it.
type judgement struct {
	clear, vague, umbrella []*practice.Declaration // that affirm it
	against                []*practice.Declaration // that deny it, or leave it out of an "only"; none when overruled by an exception
	disputing              []*practice.Declaration // that affirm it as exactly as a denial denies it, so that nobody can know which holds
	denying                []*practice.Declaration // that deny it, overruled or not

	kept []*practice.Declaration // that it keeps, by whatever name; see keptBy

	register   *register
	covers     []cover   // how each statement covers the data, by their places
	incidental bool      // the data are such as every contact gives away
	parties    *callings // how statements name the recipient
	ofData     *answers  // what rules have asked of the data, whoever has them
}

// judgementKey is what practices must share to be judged alike.
type judgementKey struct {
	practice   practice.Practice // in no consent state
	candidates bool
	denials    string // those that hold in its consent state; see register.denialsIn
}

// A question is what a rule asks of a relation.
type question int

const (
	askedCalledNecessary question = iota
	askedExempt
	askedFingerprints
	askedGivenFor
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

// answers are what rules have asked of a relation or of its data, nil what they have not; see recall.
type answers [questions]any

// recall answers once what depends on the relation alone, or on its data alone.
func recall[T any](known *answers, q question, answer func() T) T {
	if a := known[q]; a != nil {
		return a.(T)
	}
	a := answer()
	known[q] = a
	return a
}

// relate finds the relation of each observation, and judges it once.
func (c *Case) relate() {
	of := c.findRelations()
	c.rankRelations()
	c.lineUp(of)
	judgements := map[judgementKey]*judgement{}
	for _, r := range c.relations {
		key := judgementKey{r.practice, r.candidates, c.register.denialsIn(r.practice.Condition)}
		key.practice.Condition = practice.Always
		if r.judgement = judgements[key]; r.judgement != nil {
			continue
		}
		r.judgement = c.register.unjudged(r.practice, r.candidates)
		r.about.judge()
		judgements[key], c.judgements = r.judgement, append(c.judgements, r)
		if p := r.practice.Recipient; p != "" && c.vendors[p] != clear {
			c.vendors[p] = max(c.vendors[p], recipientGrade(r.about))
		}
	}
}

// findRelations makes the relations, and returns that of each observation.
func (c *Case) findRelations() []*relation {
	forms, own := candidateForms(c.Seen.Seen), selfRun(c.Seen.Seen, c.Notice)
	byKey := map[relationKey]*relation{}
	of := make([]*relation, len(c.Seen.Seen))
	var r *relation
	for i := range c.Seen.Seen {
		o := &c.Seen.Seen[i]
		key := relationKey{practice: o.Practice}
		if len(own) > 0 && own[o.Practice.Recipient] {
			key.practice.Recipient = ""
		}
		for i := 0; i < len(o.Evidence) && len(forms) > 0 && !key.candidates; i++ {
			key.candidates = forms[o.Evidence[i].Source]
		}
		if o.Practice.Action == practice.Track {
			if c.register.names(o.Name) {
				key.name = o.Name
			}
			key.passing = key.practice.Recipient == "" && o.Practice.Purpose == "" && o.Period == practice.Session
			key.ofSession = c.register.ofSession(o.Name)
		}
		if r == nil || r.relationKey != key { // a record tells in a row what is alike
			if r = byKey[key]; r == nil {
				r = &relation{relationKey: key}
				byKey[key], c.relations = r, append(c.relations, r)
			}
		}
		r.observed++
		r.evidence += len(o.Evidence)
		of[i] = r
	}
	return of
}

// rankRelations sorts the relations, and numbers the practices that were seen by their gravity; equal practices have equal numbers.
func (c *Case) rankRelations() {
	type ranked struct {
		*relation
		severity int
		text     string
	}
	order := make([]ranked, len(c.relations))
	for i, r := range c.relations {
		order[i] = ranked{r, grave(weightOf(r.practice.Data).severity), r.practice.String()}
	}
	slices.SortFunc(order, func(a, b ranked) int {
		if by := cmp.Or(b.severity-a.severity, gravityOf(&a.practice, &b.practice)); by != 0 {
			return by
		}
		return cmp.Or(strings.Compare(a.text, b.text), a.compare(&b.relationKey))
	})
	for i, r := range order {
		c.relations[i], r.at, r.rank = r.relation, i, i
		if i > 0 && c.relations[i-1].practice == r.practice {
			r.rank = c.relations[i-1].rank
		}
	}
}

// compare orders relations of one practice.
func (k *relationKey) compare(other *relationKey) int {
	return cmp.Or(strings.Compare(k.name, other.name), compareBools(k.candidates, other.candidates), compareBools(k.passing, other.passing), compareBools(k.ofSession, other.ofSession))
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// sorters are how many practices are sorted at once.
const sorters = 2

// lineUp puts what was seen in the order of gravity, whatever the order of the record.
func (c *Case) lineUp(of []*relation) {
	ends := make([]int, len(c.relations)+1) // behind the observations of each rank
	for _, r := range of {
		ends[r.rank+1]++
	}
	for i := range c.relations {
		ends[i+1] += ends[i]
	}
	all := make([]judged, len(of))
	next := slices.Clone(ends)
	for i, r := range of {
		o := &c.Seen.Seen[i]
		if r.practice.Recipient != o.Practice.Recipient { // the company runs by itself what bears that name
			own := *o
			own.Practice.Recipient = r.practice.Recipient
			o = &own
		}
		all[next[r.rank]] = judged{o, r}
		next[r.rank]++
	}
	c.judged = make([]*judged, len(all))
	var sorting sync.WaitGroup
	for part := range sorters {
		sorting.Go(func() {
			for i := part; i < len(c.relations); i += sorters {
				slices.SortFunc(all[ends[i]:ends[i+1]], func(a, b judged) int { return byGravity(&a, &b) })
			}
		})
	}
	sorting.Wait()
	for i := range all {
		j := &all[i]
		c.judged[i] = j
		if j.about == nil {
			j.about = j
		}
	}
	c.ends = ends
}

// practices are what was seen, gravest first: the relations of one practice, and its observations.
func (c *Case) practices() iter.Seq2[[]*relation, []*judged] {
	return func(yield func([]*relation, []*judged) bool) {
		for i := 0; i < len(c.relations); {
			next := i + 1
			for next < len(c.relations) && c.relations[next].rank == c.relations[i].rank {
				next++
			}
			if !yield(c.relations[i:next], c.judged[c.ends[i]:c.ends[i+1]]) {
				return
			}
			i = next
		}
	}
}
