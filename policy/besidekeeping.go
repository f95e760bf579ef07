package policy

import "github.com/candor-privacy/candor/practice"

// besideKeeping declares what a sentence about how long, or where, data are kept states too: what it denies, "we keep your name for a year and
// never share it", and what it says is done before they are kept, "we share your name with Heron, and we keep it for a year".
func (r *reader) besideKeeping(s *sentence) {
	long := contains(s.block.cues, practice.KindRetention)
	if !long && !contains(s.block.cues, practice.KindTransfer) && !contains(s.block.cues, practice.KindStoreLocation) || len(r.out) == 0 {
		return
	}
	if long {
		r.last = r.out[len(r.out)-1].Data
	}
	done := s.doneBeforeKeeping()
	for _, f := range r.frames(s) {
		denies := long && f.Polarity == practice.Denied && (f.Kind == practice.KindShare || f.Kind == practice.KindSell)
		if !f.embedded && (denies || f.Polarity != practice.Denied && f.Kind == done && (long || done == practice.KindCollect)) {
			r.declare(s, f.Declaration)
		}
	}
}

// doneBeforeKeeping is what a sentence says is done with data, of those that share a verb's place with the keeping of them behind a conjunction;
// "" when it says nothing of the kind. "The data that we collect are kept" and "we collect and keep" speak of the keeping alone.
func (s *sentence) doneBeforeKeeping() practice.Kind {
	for _, v := range s.verbs() {
		if v.embedded || v.actor != "we" || s.clauses[v.clause].kind != mainClause {
			continue
		}
		kind, ok := s.kindOf(v, s.clauses[v.clause].from, len(s.tokens))
		if !ok || kind != practice.KindShare && kind != practice.KindSell && kind != practice.KindCollect {
			continue
		}
		for _, join := range s.within("join", v.to, len(s.tokens)) {
			if s.keepsBehind(join.to) && (s.hasData(v.to, join.from) || s.refers(v.to, join.from)) {
				return kind
			}
		}
	}
	return ""
}

// keptReach is within how many words behind a conjunction the keeping must follow: "and we will only keep it".
const keptReach = 5

// keepsBehind reports whether at token i, behind a conjunction, begins that data are kept or erased, with no other data before the verb.
func (s *sentence) keepsBehind(i int) bool {
	for j := i; j < min(i+keptReach, len(s.tokens)); j++ {
		if s.hasVerbAt(j, "store") || s.hasVerbAt(j, "delete") || s.covers("place.verb", j) {
			return !s.hasData(i, j)
		}
		if s.covers("data", j) || s.verbAt(j) {
			return false
		}
	}
	return false
}
