package policy

import "strings"

// pronoun reports whether the subject is one word that needs no article: "we", "they", the company's name.
func (s *sentence) pronoun(a annotation) bool {
	return a.phrase == ownNamePhrase || a.to == a.from+1 && (a.key != "third" || s.fold(a.from) == "they")
}

// subject is the nearest subject before the verb in its clause.
func (s *sentence) subject(from, verb int) (annotation, bool) {
	var nearest annotation
	ok := false
	for _, a := range s.within("subject", from, verb) {
		if s.object(a, verb) || a.key == "third" && s.covers("machines", a.from) {
			continue
		}
		if !ok || a.to >= nearest.to {
			nearest, ok = a, true
		}
	}
	return nearest, ok
}

// object reports whether the subject phrase is really an object or belongs to a preposition ("information about you is …").
func (s *sentence) object(a annotation, verb int) bool {
	if s.insideData(a) && !s.acts(a.to) {
		return true // "preferred user settings" has no user as its subject, "services you are using" has you
	}
	if s.qualifiesNoun(a) {
		return true
	}
	if p, ok := s.pronounBefore(a); ok && p.key != a.key {
		return true // "nous vous demandons": the second pronoun is the object
	}
	if a.key == "you" && s.covers("join", a.to) && len(s.within("subject", s.clauses[s.inClause[a.from]].from, a.from)) > 0 {
		return true // "we never spam you or share your address"
	}
	return a.from > 0 && (s.covers("preposition", a.from-1) || s.anyVerbForm(a.from-1)) && verb-a.to >= 0 && a.from != s.clauses[s.inClause[a.from]].from
}

// qualifiesNoun reports whether the one word at a only says whose the noun behind it is: "customer accounts are kept" says nothing that customers do.
func (s *sentence) qualifiesNoun(a annotation) bool {
	i := a.to
	if a.key != "you" || a.to != a.from+1 || s.lex.lang != "en" || strings.HasSuffix(s.word(a.from), "s") || i >= len(s.tokens) || s.fold(a.from) == "you" {
		return false
	}
	next := s.tokens[i]
	return next.class == wordToken && !languageWord(next.word) && !s.acts(i) && !s.covers("negator", i) && !s.covers("preposition", i) && !s.covers("join", i)
}

// acts reports whether a finite verb stands at token i, or what comes before one.
func (s *sentence) acts(i int) bool {
	v, ok := s.at(anyVerb, i)
	return ok && v.form != "ing" || s.covers("auxiliary", i) || s.covers("modal", i) || s.covers("adverb", i)
}

func (s *sentence) anyVerbForm(i int) bool {
	for _, a := range s.of(anyVerb) {
		if a.to == i+1 && !s.covers("join", i) {
			return true
		}
	}
	return false
}

// agent is who does what a passive verb says: ours unless somebody else is named behind "by".
func (s *sentence) agent(from, to int) string {
	for _, a := range s.within("subject", from, to) {
		if a.from > 0 && s.covers("by", a.from-1) {
			return a.key
		}
	}
	return "we"
}

// endsSubject reports whether a subject ends at token j that is not the object of a verb or a preposition.
func (s *sentence) endsSubject(j int) bool {
	for _, a := range s.found {
		if a.class == "subject" && a.to == j+1 && (a.from == 0 || !s.covers("preposition", a.from-1) && !s.anyVerb(a.from-1)) {
			return true
		}
	}
	return false
}
