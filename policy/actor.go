package policy

import "github.com/candor-privacy/candor/practice"

// insiders are the classes of recipients that are no third party when they do something with data.
var insiders = []string{"internal_staff", "customer", "other_users", "public"}

// namedActor is where a third party that the lexicon or the vendor table knows is the subject of the verb: "Stripe collects", "our hosting
// provider may receive". Only adverbs, modals, negators and the comma behind an apposition may stand between.
func (s *sentence) namedActor(from, verb int) (annotation, bool) {
	end := verb
	for end > from && (s.fills(end-1) && !s.covers("join", end-1) || s.fold(end-1) == "," || s.pointsAhead(end-1)) {
		end--
	}
	for _, a := range s.found {
		if a.class == "recipient" && a.to == end && a.from >= from && !contains(insiders, a.key) && !s.covers("machines", a.from) && s.standsAsSubject(a.from, from) {
			return a, true
		}
	}
	for i := max(from, end-nameWords); i < end; i++ {
		if n, _, ok := s.vendorAt(i, end); ok && i+n == end && s.standsAsSubject(i, from) {
			return annotation{vendorSubject, i, end}, true
		}
	}
	return annotation{}, false
}

// allowReach is how many words may stand between what allows and the verb that somebody else is allowed to do.
const allowReach = 12

// allows reports whether the verb at token i is something that somebody else is allowed to do: "we allow third parties to serve ads and collect".
func (s *sentence) allows(i int) bool {
	for _, a := range s.within("lets.others", max(s.clauses[s.inClause[i]].from, i-allowReach), i) {
		if s.covers("negator", a.from-1) && s.covers("subject", a.from-2) && !s.hasSubjectWe(a.from-2) {
			continue
		}
		for _, who := range s.within("recipient", a.to, i) {
			if !contains(insiders, who.key) && who.from <= a.to+2 {
				return true
			}
		}
		for j := a.to; j < min(a.to+2, i); j++ {
			if _, _, ok := s.vendorAt(j, i); ok {
				return true
			}
		}
	}
	return false
}

var vendorSubject = &phrase{class: "subject", key: "third"}

// standsAsSubject reports whether what begins at token i is no object: no preposition and no verb stands before it and its article.
func (s *sentence) standsAsSubject(i, from int) bool {
	for i > from && (s.covers("article", i-1) || s.covers("possessive", i-1) || s.covers("adjective", i-1) || s.pointsAhead(i-1)) {
		i--
	}
	return i == from || !s.covers("preposition", i-1) && !s.anyVerb(i-1) && !s.covers("umbrella", i-1) && !s.covers("vendor.cue", i-1)
}

// pointsAhead reports whether the token points at a list behind: "the following suppliers".
func (s *sentence) pointsAhead(i int) bool {
	for _, a := range s.of("selfref") {
		if a.key == "following" && a.from <= i && i < a.to {
			return true
		}
	}
	return false
}

// givesOthers reports whether the reader of the notice gives data to somebody else than the company: "what you share with other users".
func (s *sentence) givesOthers(v verb, to int) bool {
	for i := v.to; i < min(to, s.clauses[v.clause].to); i++ {
		if a, ok := s.at("recipient", i); ok && a.key != "internal_staff" && a.key != "customer" && a.key != "authority" {
			return true
		}
		if _, _, ok := s.vendorAt(i, to); ok {
			return true
		}
	}
	return false
}

// showsOthers reports whether what the reader shares is seen by the public or by other users: it is content.
func (s *sentence) showsOthers(v verb, to int) bool {
	for _, p := range s.recipients(v.to, to) {
		if p == "public" || p == "other_users" {
			return true
		}
	}
	return false
}

// withUs reports whether we stand beside the subject: "neither we nor our partners", "we and our suppliers".
func (s *sentence) withUs(subject annotation, from int) bool {
	for _, a := range s.within("subject", from, subject.from) {
		i := a.to
		for i < subject.from && (s.covers("join", i) || s.covers("negator", i) || s.covers("determiner", i)) {
			i++
		}
		if a.key == "we" && i > a.to && i >= subject.from {
			return true
		}
	}
	return false
}

// byThird is the kind of statement when somebody else does it: whoever collects, uses or keeps data has got them.
func (s *sentence) byThird(v verb, to int) (practice.Kind, bool) {
	if v.kind == practice.KindUse && (v.denied || v.only) {
		return "", false // "they may only use your data on our instructions" binds others and is no practice
	}
	return practice.KindShare, s.hasData(v.to, to) || v.denied && s.hasData(0, to)
}

// withJoint adds to the verbs that others do together with us those that we do.
func withJoint(verbs []verb) []verb {
	var all []verb
	for _, v := range verbs {
		if v.joint {
			ours := v
			ours.actor = "we"
			all = append(all, ours)
		}
		if !v.joint || v.kind == practice.KindCollect || v.kind == practice.KindUse || v.kind == "store" {
			all = append(all, v)
		}
	}
	return all
}
