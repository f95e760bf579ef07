package rules

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

// numbers stand for the words of what was seen: a million observations hold some thousand words, and numbers are grouped and sorted without a look at
// any of them.
type numbers struct {
	practice column[practice.Practice]
	by       column[string]
	name     column[string]
	period   column[string]
	source   column[string] // of the first piece of evidence
}

// numbered numbers what was seen, one field beside the other.
func numbered(seen []practice.Observation) *numbers {
	n := &numbers{}
	var fields sync.WaitGroup
	fields.Go(func() { n.source = columnOf(seen, firstSource) }) // takes longest: of all fields alone, it has another word in every observation
	fields.Go(func() {
		n.practice = columnOf(seen, func(o *practice.Observation) practice.Practice { return o.Practice })
	})
	fields.Go(func() { n.name = columnOf(seen, func(o *practice.Observation) string { return o.Name }) })
	fields.Go(func() { n.by = columnOf(seen, func(o *practice.Observation) string { return o.By }) })
	fields.Go(func() { n.period = columnOf(seen, func(o *practice.Observation) string { return string(o.Period) }) })
	fields.Wait()
	return n
}

// firstSource is where the first piece of evidence is.
func firstSource(o *practice.Observation) string {
	if len(o.Evidence) == 0 {
		return ""
	}
	return o.Evidence[0].Source
}

// ordered are all columns but the practices, in the order in which observations of one practice are sorted.
func (n *numbers) ordered() [4]*column[string] {
	return [4]*column[string]{&n.by, &n.name, &n.period, &n.source}
}

// A column is one field of all observations.
type column[T comparable] struct {
	words []T     // each once, by their numbers, in the order in which they were seen first
	of    []int32 // the number of each observation's word
	known map[T]int32
}

// columnOf numbers the words of a field. Observations that have much in common come in a row in a record, which is what makes it fast.
func columnOf[T comparable](seen []practice.Observation, field func(*practice.Observation) T) column[T] {
	w := column[T]{of: make([]int32, len(seen)), known: map[T]int32{}}
	for i := range seen {
		word := field(&seen[i])
		if i > 0 && w.words[w.of[i-1]] == word {
			w.of[i] = w.of[i-1]
			continue
		}
		w.of[i] = w.number(word)
	}
	return w
}

// number is that of a word.
func (w *column[T]) number(word T) int32 {
	n, ok := w.known[word]
	if !ok {
		if n = int32(len(w.words)); len(w.words) == cap(w.words) {
			w.words = slices.Grow(w.words, 64+len(w.words)) // append alone adds a quarter, which leaves five times the list behind
		}
		w.known[word], w.words = n, append(w.words, word)
	}
	return n
}

// ranks are the places of words in their order, by their numbers.
func ranks(w *column[string]) []int32 {
	order := make([]int32, len(w.words))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(w.words[a], w.words[b]) })
	ranks := make([]int32, len(order))
	for rank, n := range order {
		ranks[n] = int32(rank)
	}
	return ranks
}

// disown makes the practices by which software that the company runs by itself tells its maker something those of the company alone.
func (n *numbers) disown(own map[practice.Party]bool) {
	if len(own) == 0 {
		return
	}
	practices := n.practice.words
	same := make([]int32, len(practices))
	for i, p := range practices {
		same[i] = int32(i)
		if !own[p.Recipient] {
			continue
		}
		p.Recipient = ""
		if at, ok := n.practice.known[p]; ok {
			same[i] = at
		} else {
			n.practice.known[p], practices[i] = int32(i), p
		}
	}
	for i, at := range n.practice.of {
		n.practice.of[i] = same[at]
	}
}

// A seniority is the order of observations of one practice.
type seniority struct {
	seen []practice.Observation
	of   [4]*column[string] // in which the order looks, one after the other
	rank [4][]int32         // of the words of each
}

// A position is where an observation stands in the order: its first two and its second two fields, as one number each.
type position struct {
	first, second uint64
	at            int32 // in the record
}

func newSeniority(seen []practice.Observation, n *numbers) *seniority {
	s := &seniority{seen: seen, of: n.ordered()}
	for i, c := range s.of {
		s.rank[i] = ranks(c)
	}
	return s
}

// sort sorts observations, given by their places in the record, in room. What is seen where people apply for a job, which is judged by itself, comes
// behind the rest, so that what is judged alike stays together.
func (s *seniority) sort(some []int32, of []*relation, room []position) []position {
	room = room[:0]
	for _, at := range some {
		var rank [4]uint64
		for i, c := range s.of {
			rank[i] = uint64(s.rank[i][c.of[at]])
		}
		if of[at].candidates {
			rank[0] |= 1 << 31
		}
		room = append(room, position{rank[0]<<32 | rank[1], rank[2]<<32 | rank[3], at})
	}
	slices.SortFunc(room, func(a, b position) int {
		switch {
		case a.first != b.first:
			return cmp.Compare(a.first, b.first)
		case a.second != b.second:
			return cmp.Compare(a.second, b.second)
		}
		return cmp.Or(byEvidence(&s.seen[a.at], &s.seen[b.at]), cmp.Compare(a.at, b.at))
	})
	return room
}

// byEvidence orders what differs in no word by where it is.
func byEvidence(a, b *practice.Observation) int {
	for i := range min(len(a.Evidence), len(b.Evidence)) {
		if by := byPlace(&a.Evidence[i], &b.Evidence[i]); by != 0 {
			return by
		}
	}
	return cmp.Or(len(a.Evidence)-len(b.Evidence), strings.Compare(a.Place, b.Place))
}

// byPlace orders evidence by where it is.
func byPlace(a, b *practice.Evidence) int {
	if by := strings.Compare(a.Source, b.Source); by != 0 {
		return by
	}
	return cmp.Or(a.Line-b.Line, a.Column-b.Column, a.Request-b.Request, strings.Compare(a.Detail, b.Detail), strings.Compare(a.Blob, b.Blob))
}
