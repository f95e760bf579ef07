package policy

import "sort"

// A repeated block, with those further on that say the same word for word.
type repeated struct {
	from, to int // bytes
	block    *block
	repeats  []*block
}

// alsoSaid gives every declaration the further places where the notice says it: a block that stands in it twice is read once, and what it
// states is said in both places.
func (r *reader) alsoSaid() {
	var all []*repeated
	first := map[*block]*repeated{}
	for _, b := range r.blocks {
		if !b.repeat || lexicons()[b.lang] == nil {
			continue
		}
		t := first[b.first]
		if t == nil {
			t = &repeated{block: b.first}
			t.from, t.to = span(b.first.tokens)
			first[b.first], all = t, append(all, t)
		}
		t.repeats = append(t.repeats, b)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].from < all[j].from })
	for i := range r.out {
		d := &r.out[i]
		n := sort.Search(len(all), func(n int) bool { return all[n].from > d.Start }) - 1
		if n < 0 || d.End > all[n].to {
			continue
		}
		for _, b := range all[n].repeats {
			if from, to := sameWords(all[n].block.tokens, b.tokens, d.Start, d.End); from < to {
				d.Also = append(d.Also, r.quoteAt(from, to))
			}
		}
	}
}

// sameWords is where the words from one byte to another of a block stand in a block of the same words; marks between them may differ. It is
// nowhere when they cannot be found.
func sameWords(block, repeat []token, from, to int) (start, end int) {
	first, last := -1, -1 // which words of the block they are
	n := 0
	for _, t := range block {
		if t.class == markToken || t.start == t.end {
			continue
		}
		if t.start >= from && first < 0 {
			first = n
		}
		if t.end <= to {
			last = n
		}
		n++
	}
	if first < 0 || last < first {
		return 0, 0
	}
	n = 0
	for i, t := range repeat {
		if t.class == markToken || t.start == t.end {
			continue
		}
		if n == first {
			start = t.start
		}
		if n == last {
			end = t.end
			if i+1 < len(repeat) && endsSentence(repeat, i+1) {
				end = repeat[i+1].end
			}
			return start, end
		}
		n++
	}
	return 0, 0
}
