package policy

import "github.com/candor-privacy/candor/practice"

func (r *reader) rights(s *sentence) []practice.Declaration {
	lead := s.block.kind == itemBlock && (s.topic("right") || s.block.lead != nil && s.block.lead.lists(practice.KindRight))
	keys := s.of("right")
	if s.has("right.answer") && (s.topic("right") || len(keys) > 0 || r.afterRight()) {
		return []practice.Declaration{r.rightDeclaration(s, "")}
	}
	trigger := s.has("right.trigger") || lead
	if !trigger || len(keys) == 0 || s.has("right.not") || s.question {
		return nil
	}
	if !s.has("right.own") && !s.topic("right") && !s.topic("optout") && !s.hasKey("right", "complaint") && !s.hasKey("right", "withdraw_consent") {
		return nil
	}
	if s.has("right.used") || s.onlyOccasion("right.trigger") {
		return nil // "if you have exercised your right to erasure, we …" says what happens then
	}
	var all []practice.Declaration
	var seen []string
	for _, a := range keys {
		if !contains(seen, a.key) && !afterDeath(keys, a) && (s.has("right.trigger") || a.from < 8) && !(a.key == "complaint" && s.complainsToUs()) {
			seen = append(seen, a.key)
			all = append(all, r.rightDeclaration(s, a.key))
		}
	}
	return all
}

// afterDeath reports whether a right is only what instructions for the time after death are about: "directives on the erasure of your data after your
// death".
func afterDeath(keys []annotation, a annotation) bool {
	first, last := -1, -1
	for _, k := range keys {
		if k.key == "post_mortem" {
			if first < 0 {
				first = k.from
			}
			last = k.from
		}
	}
	return a.key != "post_mortem" && first <= a.from && a.from < last && first >= 0
}

// complainsToUs reports whether the sentence leads over to an address of the company, which takes the complaints itself: "to make a
// complaint, write to:".
func (s *sentence) complainsToUs() bool {
	return s.open && s.has("contact.strong") && !s.has("authority") && !s.has("complaint.authority")
}

// onlyOccasion reports whether phrases of the class stand in conditions alone, of what the company then does with data: "when a user requests
// access to the tool, we store a token".
func (s *sentence) onlyOccasion(class string) bool {
	found := s.of(class)
	for _, a := range found {
		if s.clauses[s.inClause[a.from]].kind != whenClause {
			return false
		}
	}
	for _, v := range s.verbs() {
		if len(found) > 0 && !v.embedded && !v.denied && s.clauses[v.clause].kind == mainClause && (v.kind == practice.KindCollect || v.kind == "store") && s.hasData(v.to, len(s.tokens)) {
			return true
		}
	}
	return false
}

// afterRight reports whether one of the statements right before was about a right, whatever the section: headings get lost.
func (r *reader) afterRight() bool {
	for _, d := range r.out[max(0, len(r.out)-afterStatements):] {
		if d.Kind == practice.KindRight {
			return true
		}
	}
	return false
}

// afterStatements is how many statements back a right still counts.
const afterStatements = 3

func (r *reader) rightDeclaration(s *sentence, right string) practice.Declaration {
	d := states(practice.KindRight, practice.Personal)
	d.Right, d.Purposes = right, []practice.Purpose{"rights"}
	d.Modality = s.modality(0, len(s.tokens)-1)
	if s.has("right.refusal") {
		d.Polarity = practice.Denied
	}
	if right == "complaint" {
		d.Recipients = []practice.Party{"authority"}
		d.Vendors = s.authorities()
	}
	return d
}

// authorities are the supervisory authorities that the sentence calls by name.
func (s *sentence) authorities() []practice.Party {
	var list []practice.Party
	for _, a := range s.of("authority") {
		list = appendNew(list, practice.Party(a.key))
	}
	return list
}
