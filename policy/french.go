package policy

import (
	"slices"
	"strings"
)

// frenchParticiple reports whether the word has the accent of a participle in -é.
func frenchParticiple(word string) bool {
	for _, ending := range []string{"é", "ée", "és", "ées"} {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}

// frenchInfinitive reports whether the word has the ending of an infinitive; "enregistre" has one of those in -re without being one.
func frenchInfinitive(word string) bool {
	finite := strings.HasSuffix(word, "ure") && !strings.HasSuffix(word, "clure") || strings.HasSuffix(word, "tre") && !strings.HasSuffix(word, "ttre") && !strings.HasSuffix(word, "aître")
	return strings.HasSuffix(word, "er") || strings.HasSuffix(word, "ir") || strings.HasSuffix(word, "re") && !finite
}

// governed reports whether the French infinitive at token i hangs on a modal ("nous pouvons collecter, utiliser et partager"), and so
// states an act.
func (s *sentence) governed(i int) bool {
	for j := i - 1; j >= 0; j-- {
		if s.covers("modal", j) || s.covers("semimodal", j) {
			return true
		}
		if !s.fills(j) && !s.anyVerb(j) && s.fold(j) != "," {
			return false
		}
	}
	return false
}

// restricted reports whether a negation is "ne … que", which promises that nothing else is done. It is only found in French, whose
// lexicon has the words for it.
func (s *sentence) restricted(from, verb int) bool {
	to := s.clauses[s.inClause[verb-1]].to
	full := slices.ContainsFunc(s.within("negation.full", from, to), func(a annotation) bool { return !s.people(a) })
	return !full && len(s.within("restrict", verb, to)) > 0
}

// people reports whether the phrase is « personnes », who are people where « personne » is nobody.
func (s *sentence) people(a annotation) bool {
	return s.lex.lang == "fr" && a.to == a.from+1 && s.word(a.from) == "personnes"
}

// graveA reports whether the token is the preposition « à », which without its accent is the auxiliary « a ».
func (s *sentence) graveA(i int) bool { return s.lex.lang == "fr" && s.word(i) == "à" }

// cliticAt reports whether the token is a pronoun for the object of the verb behind it, where other sentences have an article: « nous ne les
// vendons pas ».
func (s *sentence) cliticAt(i int) bool {
	_, subject := s.at("subject", i-1)
	return s.covers("clitic", i) && (subject && s.covers("adverb", i-1) || s.fold(i-1) == "ne" || s.fold(i-1) == "n")
}

// pronounBefore is the French subject right before the pronoun at a: « nous vous demandons », « ces sociétés nous transmettent ».
func (s *sentence) pronounBefore(a annotation) (annotation, bool) {
	if s.lex.lang != "fr" || a.from == 0 || a.to != a.from+1 {
		return annotation{}, false
	}
	for j := a.from - 1; j >= max(0, a.from-3); j-- {
		for _, p := range s.of("subject") {
			if p.to == j+1 && (p.to == p.from+1 || p.key == "third" && !s.covers("preposition", p.from-1)) {
				return p, true
			}
		}
		if s.fold(j) != "ne" && !s.covers("modal", j) {
			break
		}
	}
	return annotation{}, false
}
