package policy

import "github.com/candor-privacy/candor/practice"

func (r *reader) contact(s *sentence) []practice.Declaration {
	address := false
	for _, t := range s.tokens {
		if t.class == linkToken && t.end > t.start && len(t.word) > 3 && !hasScheme(t.word) {
			address = true
		}
	}
	labelled := s.has("contact.cue") && len(s.tokens) < 25 && (s.topic("contact") || s.digits() >= phoneDigits && !s.hasFiniteVerb())
	if !s.reachable() && !(s.has("contact.cue") && (address || labelled)) || s.has("advice") || s.collecting() {
		return nil
	}
	return []practice.Declaration{states(practice.KindContact)}
}

// reachable reports whether the sentence says outright how to reach the company; "your company registration number" does not.
func (s *sentence) reachable() bool {
	for _, a := range s.of("contact.strong") {
		if !s.insideData(a) {
			return true
		}
	}
	return false
}

// phoneDigits is how many digits a telephone number has at least.
const phoneDigits = 7

// collecting reports whether the sentence tells what is collected from those who get in touch: "when you contact us, we collect your name".
func (s *sentence) collecting() bool {
	for _, c := range s.clauses {
		if c.kind != whenClause || len(s.within("contact.strong", c.from, c.to)) == 0 {
			continue
		}
		for _, v := range s.verbs() {
			if v.kind == practice.KindCollect && v.actor == "we" && !v.embedded {
				return true
			}
		}
	}
	return false
}

func hasScheme(link string) bool {
	return len(link) > 8 && (link[:7] == "http://" || link[:8] == "https://")
}
