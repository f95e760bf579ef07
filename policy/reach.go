package policy

import "github.com/candor-privacy/candor/practice"

// reached are the data by which somebody is written to or called, where the notice takes them for granted: the e-mail address for a
// newsletter, the telephone number for calls.
func (s *sentence) reached(from, to int) []practice.Data {
	var list []practice.Data
	for _, a := range s.within("reach", from, to) {
		list = appendNew(list, practice.Data(a.key))
	}
	return narrow(list)
}

// reaching is the use of an address that a sentence tells without naming it: "you will receive our newsletter", "we may contact you by
// telephone".
func (r *reader) reaching(s *sentence) []frame {
	for _, a := range s.of("reach.cue") {
		c := s.clauses[s.inClause[a.from]]
		if c.kind != mainClause || len(s.within("negator", c.from, a.to)) > 0 || s.has("optout") && !s.has("no.optout") {
			continue
		}
		f := frame{}
		f.Kind, f.Polarity, f.Modality = practice.KindUse, practice.Affirmed, s.modality(c.from, a.to)
		f.Data, f.Purposes, f.Condition = s.reached(0, len(s.tokens)), s.purposes(0, len(s.tokens)), s.condition(0, len(s.tokens))
		if len(f.Data) == 0 || len(f.Purposes) == 0 && f.Data[0] == "contact" {
			continue
		}
		return []frame{f}
	}
	return nil
}

// reachedBy are the data by which an item says that somebody is written to or called, where that is what it is about.
func (s *sentence) reachedBy() []practice.Data {
	if s.has("reach.cue") {
		return s.reached(0, len(s.tokens))
	}
	return s.reached(0, min(reachWords, len(s.tokens)))
}

// reachWords is within how many words from its beginning such an item says so.
const reachWords = 12

// toReader reports whether what is given goes to those whose data they are: "we communicate updates to users".
func (s *sentence) toReader(from int) bool {
	for _, a := range s.within("subject", from, min(from+toReaderWords, len(s.tokens))) {
		if a.key == "you" && (s.fold(a.from-1) == "to" || s.covers("determiner", a.from-1) && s.fold(a.from-2) == "to") {
			return true
		}
	}
	return false
}

// toReaderWords is how many words may stand between a verb of giving and its receiver.
const toReaderWords = 8
