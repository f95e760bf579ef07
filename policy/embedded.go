package policy

// embeddedAt reports whether the verb belongs to a relative clause that describes something else ("the data we collect").
func (s *sentence) embeddedAt(subject annotation, found, passive bool, c clause, verb int) bool {
	at := verb
	switch {
	case passive:
		for at > c.from && (s.covers("auxiliary", at-1) || s.covers("modal", at-1) || s.covers("adverb", at-1) || s.covers("negator", at-1)) {
			at--
		}
		found = false
	case found:
		at = subject.from
	}
	if found && s.relativeBetween(subject.to, verb) {
		return true
	}
	for j := at - 1; j >= max(c.from, at-3); j-- {
		if s.covers("embed", j) && !s.covers("thatverb", j) {
			return !passive || s.fold(j-1) != "," || !s.covers("relative.pronoun", j) // "your address, which may be shared" states two things
		}
		if !found {
			return false
		}
		for _, a := range s.found {
			if (a.class == "data" || a.class == "data.weak" || a.class == "generic") && a.to == j+1 && j == at-1 && !s.covers("subject", j) { // "la société X" is no data
				return c.kind != whenClause || s.fold(c.from) == s.fold(j)
			}
		}
		if !s.covers("adverb", j) {
			return false
		}
	}
	return false
}

// relativeBetween reports whether a relative pronoun stands between the subject and the verb: "partners who process your data".
func (s *sentence) relativeBetween(from, verb int) bool {
	for i := from; i < verb; i++ {
		if s.covers("relative.pronoun", i) {
			return true
		}
	}
	return false
}
