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
	observed int     // how many observations there are
}

// relationKey is what observations must share to stand to the notice alike.
type relationKey struct {
	practice   practice.Practice
	candidates bool   // seen where people apply for a job
	staff      bool   // comes in where the company's own people alone work; see ofStaff
	name       string // of a tracer that the notice names
	passing    bool   // a tracer of which nobody knows what it serves, and that ends with the session
	ofSession  bool   // a tracer that keeps a session, by its name
}

// A judgement is what the statements of the notice say of a practice, by whatever name and in whatever consent state: relations that differ by no
// more share it.
type judgement struct {
	bearing
	disputing []*practice.Declaration // that affirm it as exactly as a denial denies it, so that nobody can know which holds

	kept []*practice.Declaration // that it keeps, by whatever name; see keptByAll

	register   *register
	covers     []cover   // how each statement covers the data, by their places
	incidental bool      // the data are such as every contact gives away
	parties    *callings // how statements name the recipient
}

// bearing are the statements that bear on a practice, in the order of the text.
type bearing struct {
	clear, vague, umbrella []*practice.Declaration // that affirm it
	against                []*practice.Declaration // that deny it, or leave it out of an "only"; none when overruled by an exception
	denying                []*practice.Declaration // that deny it, overruled or not
}

// empty leaves the room.
func (b *bearing) empty() {
	*b = bearing{b.clear[:0], b.vague[:0], b.umbrella[:0], b.against[:0], b.denying[:0]}
}

// clone returns the lists in no more room than they need.
func (b *bearing) clone() bearing {
	return bearing{slices.Clone(b.clear), slices.Clone(b.vague), slices.Clone(b.umbrella), slices.Clone(b.against), slices.Clone(b.denying)}
}

// judgementKey is what practices must share to be judged alike.
type judgementKey struct {
	practice   practice.Practice // in no consent state
	candidates bool
	staff      bool
	denials    string // those that hold in its consent state; see register.denialsIn
}

// relate finds the relation of each observation.
func (c *Case) relate(n *numbers) {
	c.selfRun = selfRun(n.practice.words, c.Notice)
	n.disown(c.selfRun)
	of := c.findRelations(n)
	c.rankRelations()
	c.lineUp(of, n)
}

// judge judges each relation, those that differ in nothing that counts once.
func (c *Case) judge() {
	known := map[judgementKey]*judgement{}
	for _, r := range c.relations {
		key := judgementKey{r.practice, r.candidates, r.staff, c.register.denialsIn(r.practice.Condition)}
		key.practice.Condition = practice.Always
		if r.judgement = known[key]; r.judgement == nil {
			r.judgement = &judgement{}
			known[key], c.judgements = r.judgement, append(c.judgements, r)
		}
	}
	about := aboutOne(c.judgements)
	c.workers = c.forks()
	share(c.workers, len(about), func(own *Case, i int) {
		for _, r := range about[i] {
			own.register.prepare(r)
			r.about.judge()
		}
	})
	for _, r := range c.judgements {
		if p := r.practice.Recipient; p != "" && c.vendors[p] != clear {
			c.vendors[p] = max(c.vendors[p], recipientGrade(r.about))
		}
	}
}

// aboutOne groups relations by their recipient, or else by their data, of which one worker then has to ask everything.
func aboutOne(relations []*relation) [][]*relation {
	type one struct {
		recipient practice.Party
		data      practice.Data
	}
	at := map[one]int{}
	var groups [][]*relation
	for _, r := range relations {
		key := one{recipient: r.practice.Recipient}
		if key.recipient == "" {
			key.data = r.practice.Data
		}
		i, ok := at[key]
		if !ok {
			i = len(groups)
			at[key], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	return groups
}

// findRelations makes the relations, and returns that of each observation.
func (c *Case) findRelations(n *numbers) []*relation {
	s := c.sorter(n)
	byKind := map[kind]*relation{}
	of := make([]*relation, len(c.Seen.Seen))
	var last kind
	var r *relation
	for i := range of {
		k := s.kindOf(i)
		if r == nil || last != k { // a record tells in a row what is alike
			if r = byKind[k]; r == nil {
				r = &relation{relationKey: s.keyOf(k)}
				byKind[k], c.relations = r, append(c.relations, r)
			}
			last = k
		}
		r.observed++
		r.evidence += len(c.Seen.Seen[i].Evidence)
		of[i] = r
	}
	return of
}

// A kind is a relationKey in numbers.
type kind struct {
	practice, name                        int32 // a name of a tracer that the notice names, or -1
	candidates, staff, passing, ofSession bool
}

// A sorter tells of what kind observations are.
type sorter struct {
	*numbers
	seen     []practice.Observation
	register *register
	forms    map[string]bool // pages on which people apply for a job
	onForm   []bool          // which sources are such pages
	names    []tracerName    // what is known of each name
}

func (c *Case) sorter(n *numbers) *sorter {
	s := &sorter{numbers: n, seen: c.Seen.Seen, register: c.register, forms: c.candidateForms(n)}
	s.onForm, s.names = make([]bool, len(n.source.words)), make([]tracerName, len(n.name.words))
	for i, source := range n.source.words {
		s.onForm[i] = s.forms[source]
	}
	return s
}

func (s *sorter) kindOf(i int) kind {
	k := kind{practice: s.practice.of[i], name: -1, candidates: s.onForm[s.source.of[i]]}
	p, evidence := &s.practice.words[k.practice], s.seen[i].Evidence
	for i := 1; i < len(evidence) && len(s.forms) > 0 && !k.candidates; i++ {
		k.candidates = s.forms[evidence[i].Source]
	}
	switch {
	case p.Actor == practice.Code && p.Action == practice.Collect:
		k.staff = len(evidence) > 0 && !slices.ContainsFunc(evidence, func(e practice.Evidence) bool { return !ofStaff(e.Source) })
	case p.Action == practice.Track:
		name := &s.names[s.name.of[i]]
		if !name.asked {
			*name = s.register.nameOfTracer(s.name.words[s.name.of[i]])
		}
		if name.said {
			k.name = s.name.of[i]
		}
		k.passing = p.Recipient == "" && p.Purpose == "" && s.period.words[s.period.of[i]] == string(practice.Session)
		k.ofSession = name.ofSession
	}
	return k
}

func (s *sorter) keyOf(k kind) relationKey {
	key := relationKey{practice: s.practice.words[k.practice], candidates: k.candidates, staff: k.staff, passing: k.passing, ofSession: k.ofSession}
	if k.name >= 0 {
		key.name = s.name.words[k.name]
	}
	return key
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
	return cmp.Or(strings.Compare(k.name, other.name), compareBools(k.candidates, other.candidates), compareBools(k.staff, other.staff), compareBools(k.passing, other.passing), compareBools(k.ofSession, other.ofSession))
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
func (c *Case) lineUp(of []*relation, n *numbers) {
	ends := make([]int32, len(c.relations)+1) // behind the observations of each rank
	for _, r := range of {
		ends[r.rank+1]++
	}
	for i := range c.relations {
		ends[i+1] += ends[i]
	}
	order, next := make([]int32, len(of)), slices.Clone(ends)
	for i, r := range of {
		order[next[r.rank]] = int32(i)
		next[r.rank]++
	}
	all := make([]judged, len(of))
	by := newSeniority(c.Seen.Seen, n)
	var sorting sync.WaitGroup
	for part := range sorters {
		sorting.Go(func() {
			var room []position
			for rank := part; rank < len(c.relations); rank += sorters {
				room = by.sort(order[ends[rank]:ends[rank+1]], of, room)
				for i := range room {
					at := room[i].at
					all[int(ends[rank])+i] = judged{c.asOwn(&c.Seen.Seen[at]), of[at]}
				}
			}
		})
	}
	sorting.Wait()
	c.spans = spansOf(all, len(c.relations))
	for _, s := range c.spans {
		if r := s[0].relation; r.about == nil {
			r.about = &s[0]
		}
	}
}

// asOwn takes the recipient from what was seen of software that the company runs by itself.
func (c *Case) asOwn(o *practice.Observation) *practice.Observation {
	if len(c.selfRun) == 0 || !c.selfRun[o.Practice.Recipient] {
		return o
	}
	own := *o
	own.Practice.Recipient = ""
	return &own
}

// A span is observations of one relation that come one after the other in the order of gravity.
type span []judged

func spansOf(all []judged, relations int) []span {
	spans := make([]span, 0, relations)
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].relation == all[from].relation {
			to++
		}
		spans = append(spans, all[from:to:to])
		from = to
	}
	return spans
}

// each goes through the observations of spans, one after the other.
func each(spans []span) iter.Seq[*judged] {
	return func(yield func(*judged) bool) {
		for _, s := range spans {
			for i := range s {
				if !yield(&s[i]) {
					return
				}
			}
		}
	}
}

// doing are the observations of an action, gravest first.
func (c *Case) doing(action practice.Action) []span {
	var spans []span
	for _, s := range c.spans {
		if s[0].practice.Action == action {
			spans = append(spans, s)
		}
	}
	return spans
}
