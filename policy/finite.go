package policy

import "strings"

// formOf is the form of the verb at a: a French participle is one whatever the lexicon takes it for.
func (s *sentence) formOf(a annotation) string {
	if s.lex.lang == "fr" && frenchParticiple(s.word(a.from)) {
		return "past"
	}
	return a.form
}

// finite reports whether a verb of this form says that something is done, or is denied as in "without sharing", and fills in its voice:
// passive, denied, let. The subject is the one before it, if it is found.
func (s *sentence) finite(v *verb, form string, from int, subject annotation, found bool) bool {
	switch form {
	case "base":
		if v.let = s.lets(v.from); v.let {
			return true
		}
		if v.allowed = s.allows(v.from); v.allowed {
			return true
		}
		bare := s.lex.lang == "fr" && frenchInfinitive(s.word(v.from)) && !s.governed(v.from)
		return !s.nominal(v.from) && !s.infinitive(v.from) && !bare
	case "past":
		v.passive = s.auxiliary("be", from, v.from)
		return v.passive || s.auxiliary("have", from, v.from) ||
			found && s.pronoun(subject) && subject.to >= v.from-2 && !s.verbBetween(subject.to, v.from)
	case "ing":
		v.denied = s.covers("negator", v.from)
		return v.denied || s.auxiliary("be", from, v.from)
	}
	return true
}

// auxiliary reports whether a form of "be" or "have" stands before the verb, with nothing but adverbs, negators and other verbs
// of a coordination between.
func (s *sentence) auxiliary(which string, from, verb int) bool {
	inverted := s.covers("negator", from) // "in no case is your address given to others"
	strangers := 0                        // a word that is not expected there, such as an adverb that the lexicon does not know
	for i := verb - 1; i >= max(from, verb-20); i-- {
		if _, ok := s.at("subject", i); ok {
			return false
		}
		if a, ok := s.at("auxiliary", i); ok && a.key == which {
			return true
		}
		if n := s.inClause[i]; n != s.inClause[verb] && s.clauses[n].kind != mainClause {
			continue // "will, unless you agree, never be sold"
		}
		if inverted && (s.covers("data", i) || s.covers("data.weak", i) || s.covers("generic", i) || s.covers("determiner", i)) {
			continue
		}
		if !s.anyVerb(i) && s.fold(i) != "," && !s.fills(i) {
			if strangers++; strangers > 1 {
				return false
			}
		}
	}
	return false
}

// fills reports whether the token is one of those that may stand between an auxiliary and its verb.
func (s *sentence) fills(i int) bool {
	for _, class := range []string{"join", "adverb", "negator", "modal", "only", "auxiliary"} {
		if s.covers(class, i) {
			return true
		}
	}
	return false
}

// nominal reports whether a base form at token i is a noun: behind an article, a possessive or a preposition.
func (s *sentence) nominal(i int) bool {
	j := i - 1
	for j > 0 && (s.fold(j) == "," || s.covers("join", j)) {
		j--
	}
	if j >= 0 && j < i-1 { // one of a coordination is what the first one is: "the access, use or disclosure"
		for _, a := range s.found {
			if a.to == j+1 && a.form == "base" && strings.HasPrefix(a.class, "verb.") && a.from < j+1 {
				return s.nominal(a.from)
			}
		}
	}
	return i > 0 && s.covers("determiner", i-1) && !s.semimodalAt(i-1) && !s.cliticAt(i-1)
}

// infinitive reports whether the base form at token i follows "to" (in French: a preposition) and so tells a purpose, not an act:
// going back from it, "to" comes before a subject, a modal or another word that a finite verb needs.
func (s *sentence) infinitive(i int) bool {
	from := s.clauses[s.inClause[i]].from
	for j := i - 1; j >= from; j-- {
		switch {
		case s.semimodalAt(j), s.covers("modal", j), s.covers("negator", j):
			return false
		case s.endsSubject(j) && s.fold(j-1) != "to", s.fold(j) == "," && s.partyBegins(j+1, i):
			return false
		}
		if a, ok := s.at("infinitive", j); ok && !s.covers("determiner", a.to) && !s.covers("subject", a.to) && !s.covers("recipient", a.to) {
			return true
		}
	}
	return false
}

// partyBegins reports whether somebody who gets or does something is named right behind token i, before the token to: « pour financer le site, notre
// régie dépose des cookies ».
func (s *sentence) partyBegins(i, to int) bool {
	for _, a := range s.within("recipient", i, to) {
		return a.from <= i+1 && (a.from == i || s.covers("determiner", i))
	}
	return false
}

// semimodalAt reports whether token j belongs to a semimodal ("need to"); one that is a participle needs its auxiliary ("are required
// to share", but not "information required to share").
func (s *sentence) semimodalAt(j int) bool {
	for _, a := range s.found {
		if a.class == "semimodal" && a.from <= j && j < a.to && (a.key != "passive" || s.covers("auxiliary", a.from-1) || s.covers("modal", a.from-1) || s.covers("adverb", a.from-1)) {
			return true
		}
	}
	return false
}
