package policy

import "github.com/candor-privacy/candor/practice"

func (r *reader) contact(s *sentence) []practice.Declaration {
	lead := s.block.lead
	if lead != nil && (s.block.kind == itemBlock && lead.lists(practice.KindCollect) || lead.lists(practice.KindSecurity)) || s.block.kind == itemBlock && s.topic("security") && !s.addressed() || s.tokens[0].word == "©" {
		return nil // "we collect data when you contact us"; a measure of security; the foot of a page
	}
	if s.question && !s.addressed() {
		return nil
	}
	given := lead != nil && lead.lists(practice.KindContact) && (s.addressed() || !s.hasFiniteVerb() && (s.digits() > 0 || s.has("contact.cue") || s.has("place")))
	if s.open && s.reachable() && !s.addressed() && !s.collecting() {
		s.block.cues = append(s.block.cues, practice.KindContact) // "please write to:" leaves all to what follows
		return nil
	}
	if !given && !s.reachable() && !(s.has("contact.cue") && (s.addressed() || s.labelled())) || s.has("advice") && !given || s.collecting() {
		return nil
	}
	return []practice.Declaration{states(practice.KindContact)}
}

// addressed reports whether the sentence holds a mail address or a host name.
func (s *sentence) addressed() bool {
	for _, t := range s.tokens {
		if t.class == linkToken && t.end > t.start && len(t.word) > 3 && !hasScheme(t.word) {
			return true
		}
	}
	return false
}

// labelled reports whether the sentence is a short line that tells how to reach the company, by its section or by a telephone number; what the
// reader does is none.
func (s *sentence) labelled() bool {
	if len(s.tokens) >= 25 {
		return false
	}
	return s.topic("contact") && !s.readers(0, len(s.tokens)) || s.digits() >= phoneDigits && !s.hasFiniteVerb()
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
			if (v.kind == practice.KindCollect || v.kind == "store") && v.actor == "we" && !v.embedded {
				return true
			}
		}
	}
	return false
}

func hasScheme(link string) bool {
	return len(link) > 8 && (link[:7] == "http://" || link[:8] == "https://")
}
