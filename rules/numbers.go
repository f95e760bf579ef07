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
	practices []practice.Practice // by their numbers, in the order in which they were seen first
	practice  []int32             // of each observation
	by        column
	name      column
	period    column
	source    column // of the first piece of evidence
}

// numbered numbers what was seen. Observations that have much in common come in a row in a record, which is what makes it fast.
func numbered(seen []practice.Observation) *numbers {
	n := &numbers{practice: make([]int32, len(seen))}
	for _, w := range []*column{&n.by, &n.name, &n.period, &n.source} {
		w.of, w.known = make([]int32, len(seen)), map[string]int32{}
	}
	var evidence sync.WaitGroup
	evidence.Go(func() {
		for i := range seen {
			source := ""
			if e := seen[i].Evidence; len(e) > 0 {
				source = e[0].Source
			}
			n.source.add(i, source)
		}
	})
	known := map[practice.Practice]int32{}
	last := int32(-1)
	for i := range seen {
		o := &seen[i]
		if last < 0 || n.practices[last] != o.Practice {
			at, ok := known[o.Practice]
			if !ok {
				at = int32(len(n.practices))
				known[o.Practice], n.practices = at, append(n.practices, o.Practice)
			}
			last = at
		}
		n.practice[i] = last
		n.by.add(i, o.By)
		n.name.add(i, o.Name)
		n.period.add(i, string(o.Period))
	}
	evidence.Wait()
	return n
}

// A column is one field of all observations.
type column struct {
	words []string // each once, by their numbers
	of    []int32  // the number of each observation's word
	known map[string]int32
}

// add takes in the word of observation i.
func (w *column) add(i int, word string) {
	if i > 0 && w.words[w.of[i-1]] == word {
		w.of[i] = w.of[i-1]
		return
	}
	n, ok := w.known[word]
	if !ok {
		n = int32(len(w.words))
		w.known[word], w.words = n, append(w.words, word)
	}
	w.of[i] = n
}

// ranks are the places of the words in their order, by their numbers.
func (w *column) ranks() []int32 {
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
	known := map[practice.Practice]int32{}
	for i, p := range n.practices {
		known[p] = int32(i)
	}
	same := make([]int32, len(n.practices))
	for i, p := range n.practices {
		same[i] = int32(i)
		if !own[p.Recipient] {
			continue
		}
		p.Recipient = ""
		if at, ok := known[p]; ok {
			same[i] = at
		} else {
			known[p], n.practices[i] = int32(i), p
		}
	}
	for i, at := range n.practice {
		n.practice[i] = same[at]
	}
}

// A seniority is the order of observations of one practice.
type seniority struct {
	seen []practice.Observation
	of   [4]*column // in which the order looks, one after the other
	rank [4][]int32 // of the words of each
}

// A position is where an observation stands in the order: its first two and its second two fields, as one number each.
type position struct {
	first, second uint64
	at            int32 // in the record
}

func newSeniority(seen []practice.Observation, n *numbers) *seniority {
	s := &seniority{seen: seen, of: [4]*column{&n.by, &n.name, &n.period, &n.source}}
	for i, c := range s.of {
		s.rank[i] = c.ranks()
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
