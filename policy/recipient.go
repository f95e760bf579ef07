package policy

import "github.com/candor-privacy/candor/practice"

// named are the recipients that a clause names.
func (s *sentence) named(c clause) []practice.Party {
	var list []practice.Party
	for _, a := range s.within("recipient", c.from, c.to) {
		list = appendNew(list, practice.Party(a.key))
	}
	return list
}

// recipients are the classes of recipients named between two tokens, without those of an exception.
func (s *sentence) recipients(from, to int) []practice.Party {
	var list []practice.Party
	for _, a := range s.within("recipient", from, to) {
		if !s.refuted(a) && !s.covers("data", a.from) && !s.atWork(a) && !s.qualifies(a) {
			list = appendNew(list, practice.Party(a.key))
		}
	}
	if len(list) > 1 { // "third-party service providers": the class says more than "third party"
		var kept []practice.Party
		for _, p := range list {
			if p != practice.ThirdParty || !s.overlapsOther(from, to) {
				kept = append(kept, p)
			}
		}
		return kept
	}
	return list
}

// qualifies reports whether the phrase stands before what it tells more of: "for any other purpose" names no others.
func (s *sentence) qualifies(a annotation) bool {
	return a.to-a.from == 1 && s.word(a.from) == "other"
}

// atWork reports whether the company's own people are named for what they do, and not as those who see data: "customer relationship
// management", "so that our team can contact you".
func (s *sentence) atWork(a annotation) bool {
	if a.key != "internal_staff" {
		return false
	}
	for _, p := range s.found {
		if p.class == "purpose" && p.from <= a.from && a.to <= p.to && p.to-p.from > a.to-a.from || p.class == "so.that" && p.to <= a.from && a.from <= p.to+1 {
			return true
		}
	}
	return false
}

// overlapsOther reports whether every "third party" in the stretch only qualifies a class behind it.
func (s *sentence) overlapsOther(from, to int) bool {
	for _, a := range s.within("recipient", from, to) {
		if a.key != "third_party" {
			continue
		}
		qualifies := false
		for _, b := range s.within("recipient", from, to) {
			if b.key != "third_party" && b.from >= a.from && b.from <= a.to+1 {
				qualifies = true
			}
		}
		if !qualifies {
			return false
		}
	}
	return true
}
