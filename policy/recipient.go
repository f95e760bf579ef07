package policy

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// named are the recipients that a clause names.
func (s *sentence) named(c clause) []practice.Party {
	var list []practice.Party
	for _, a := range s.within("recipient", c.from, c.to) {
		if !s.qualifies(a) {
			list = appendNew(list, practice.Party(a.key))
		}
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

// qualifies reports whether the phrase names nobody itself: "other", which is folded like "others", before what is named ("cookies or other
// identifiers"), "nobody" in "nobody but", whose the servers are that receive something, and a trade that a street is called by.
func (s *sentence) qualifies(a annotation) bool {
	return s.people(a) || s.covers("only", a.from) || s.covers("machines", a.from) || s.inStreet(a) || a.to == a.from+1 && strings.EqualFold(s.word(a.from), "other")
}

// inStreet reports whether the phrase, with a capital letter, is a part of the name of a street: « 14 rue des Imprimeurs », "3 Printers Lane".
func (s *sentence) inStreet(a annotation) bool {
	if a.to != a.from+1 || !capital(s.tokens[a.from].text) {
		return false
	}
	return len(s.within("street", max(0, a.from-streetReach), a.from)) > 0 || s.covers("street", a.to)
}

// streetReach is how many words may stand between the word for a street and its name: « rue de la Banque ».
const streetReach = 3

// staffOnly reports whether nobody but the company's own people is named between two tokens: what they cannot see is given to nobody.
func (s *sentence) staffOnly(from, to int) bool {
	parties := s.recipients(from, to)
	return len(parties) == 1 && parties[0] == "internal_staff"
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
