package policy

import (
	"slices"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

// conditionOfMode is the condition that stands for each consent mode of the lexicon, from the vocabulary.
var conditionOfMode = sync.OnceValue(func() map[string]practice.Condition {
	modes := map[string]practice.Condition{}
	for _, t := range practice.TermsOf(practice.ConditionTerm) {
		if t.Mode != "" {
			modes[t.Mode] = practice.Condition(t.Key)
		}
	}
	return modes
})

// condition is under which condition the practice between two tokens stands. An express consent counts as consent here: what
// matters for a practice is that it waits for one.
func (s *sentence) condition(from, to int) practice.Condition {
	if len(s.within("consent", from, to)) == 0 && len(s.optOutClauses()) > 0 {
		return practice.UnlessOptOut
	}
	found := practice.Always
	for _, a := range s.within("consent", from, to) {
		mode := a.key
		if s.besideNecessary(a) {
			continue
		}
		if mode == "explicit" {
			mode = "prior_opt_in"
		}
		c := conditionOfMode()[mode]
		if impliedModes[mode] && !s.agrees() {
			continue // "we collect this by using cookies" implies nobody's consent
		}
		if c == practice.WithoutAsking {
			return c
		}
		if found == practice.Always || c == practice.WithConsent {
			found = c
		}
	}
	if len(s.optOutClauses()) > 0 && found != practice.WithConsent {
		return practice.UnlessOptOut
	}
	return found
}

// besideNecessary reports whether the annotation says what all others are beside: "cookies that are not strictly necessary", "none but those that are".
func (s *sentence) besideNecessary(a annotation) bool {
	if a.key != "none_needed" {
		return false
	}
	if c := s.clauses[s.inClause[a.from]]; c.kind == exceptClause && c.from < a.from { // "without your knowledge" makes no exception of others
		return true
	}
	near := max(0, a.from-besideWords)
	return len(s.within("except", near, a.from)) > 0 || slices.ContainsFunc(s.within("negator", near, a.from), func(n annotation) bool {
		return n.key == "not" && s.inClause[n.from] == s.inClause[a.from] && !s.verbBetween(n.to, a.from)
	})
}

// besideWords is how many words may stand between what excepts and what is strictly necessary: "other than those that are".
const besideWords = 4

// onlyConsent reports whether "only" says no more than that consent comes first: "cookies are only set with your consent".
func (s *sentence) onlyConsent(from, to int) bool {
	for _, c := range s.within("consent", from, to) {
		if mode := conditionOfMode()[c.key]; mode != practice.WithConsent && mode != "with explicit consent" {
			continue
		}
		for _, o := range append(s.within("only", from, to), s.within("restrict", from, to)...) {
			list := (s.fold(c.to) == "," || s.covers("join", c.to)) && s.limits(c.to, to) // "with your consent or to obey the law"
			if o.from < c.to && !list && !s.limits(o.to, c.from) {
				return true
			}
		}
	}
	return false
}

// limits reports whether a purpose or a recipient is named between two tokens, to which an "only" before them would hold.
func (s *sentence) limits(from, to int) bool {
	for _, p := range s.within("purpose", from, to) {
		if !s.insideData(p) {
			return true
		}
	}
	return len(s.recipients(from, to)) > 0 || s.capitalised(from, to)
}

// impliedModes are the modes in which somebody is said to agree by doing something else.
var impliedModes = map[string]bool{"implied_browsing": true, "implied_use": true, "implied_submission": true, "bundled_terms": true}

// optOutClauses are the exceptions that let the reader object: "unless you tell us otherwise".
func (s *sentence) optOutClauses() []clause {
	var all []clause
	for _, c := range s.clauses {
		if c.kind == exceptClause && len(s.within("optout", c.from, c.to)) > 0 {
			all = append(all, c)
		}
	}
	return all
}
