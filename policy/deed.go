package policy

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// deniedDeeds are what a sentence denies with a noun in place of a verb: "we do not engage in the sale of your data", "no processing of health
// data takes place", « vos données ne font l'objet d'aucune cession ». What such nouns affirm is left to the other readings.
func (r *reader) deniedDeeds(s *sentence) []frame {
	frames := append(s.absentTracers(), s.absentEnds()...)
	for _, a := range s.of("deed") {
		c := s.clauses[s.inClause[a.from]]
		if c.kind != mainClause || !s.deedDenied(a, c.from) || s.readers(c.from, a.from) {
			continue
		}
		f := frame{}
		f.Kind, f.Polarity, f.Modality = practice.Kind(a.key), practice.Denied, s.modality(c.from, a.from)
		f.Data = s.dataOfDeed(a, c)
		if len(f.Data) == 0 {
			continue
		}
		f.Purposes = s.saleOnly(s.purposes(a.to, c.to), f.Kind)
		f.Recipients, f.Vendors = s.recipients(a.to, c.to), r.vendors(s, a.to, c.to)
		if f.Condition = s.condition(c.from, len(s.tokens)); f.Condition == practice.WithConsent {
			f.Condition = practice.WithoutAsking
		}
		frames = append(frames, r.withExceptions(s, f)...)
	}
	return frames
}

// absentTracers is the denial in "there are no cookies on this site", "our app is free of trackers".
func (s *sentence) absentTracers() []frame {
	for _, a := range s.of("absent") {
		if len(s.within("negator", s.clauses[s.inClause[a.from]].from, a.from)) > 0 {
			continue // "some pages do not work without cookies"
		}
		for _, t := range s.phrasesOfData(a.to, min(a.to+deedReach, len(s.tokens))) {
			if strings.HasPrefix(t.key, "tracer") && s.clauses[s.inClause[a.from]].kind == mainClause {
				f := frame{}
				f.Kind, f.Polarity, f.Modality, f.Data = practice.KindTracer, practice.Denied, practice.States, []practice.Data{practice.Data(t.key)}
				f.Purposes, f.Recipients = s.purposes(a.from, len(s.tokens)), s.tracerOwners(a.from, len(s.tokens))
				return []frame{f}
			}
		}
	}
	return nil
}

// absentEnds is the denial in "there is no tracking, no analytics and no advertising", "no ads on our site": nothing is done to that end. Nouns that go on,
// as in "no advertising partners", are another thing's.
func (s *sentence) absentEnds() []frame {
	f := frame{}
	f.Kind, f.Polarity, f.Modality, f.Data = practice.KindUse, practice.Denied, practice.States, []practice.Data{practice.Personal}
	for _, a := range s.of("end") {
		if !s.insideData(a) && s.absent(a) && s.standsAlone(a) {
			f.Purposes = appendNew(f.Purposes, practice.Purpose(a.key))
		}
	}
	if len(f.Purposes) == 0 {
		return nil
	}
	return []frame{f}
}

// absent reports whether the noun at a is denied of the site: by words right before it that say that there is none, or by a "no" that begins the
// sentence or is one of a list under such words.
func (s *sentence) absent(a annotation) bool {
	c := s.clauses[s.inClause[a.from]]
	if c.kind != mainClause {
		return false
	}
	there := s.within("absent", 0, a.from)
	for _, n := range s.within("negator", a.from-1, a.from) {
		if n.key == "not" && (n.from == 0 || len(there) > 0 || s.absentBefore(n)) {
			return true
		}
	}
	for _, v := range s.within("shows", c.from, a.from) {
		if a.from-v.to <= 1 && s.denied(c.from, v.from, a.from) {
			return true // "we never show ads"
		}
	}
	return len(there) > 0 && there[len(there)-1].to == a.from
}

// absentBefore reports whether the sentence is a list of such denials from its beginning on: "No ads, no tracking".
func (s *sentence) absentBefore(n annotation) bool {
	_, ok := s.at("negator", 0)
	return ok && !s.verbBetween(0, n.from)
}

// standsAlone reports whether nothing goes on with the noun at a.
func (s *sentence) standsAlone(a annotation) bool {
	return a.to == len(s.tokens) || s.tokens[a.to].class != wordToken || s.covers("join", a.to) || s.covers("preposition", a.to) || s.covers("inside", a.to) || s.covers("negator", a.to)
}

// deedDenied reports whether the noun at a is denied: a negator stands right before it ("no sale of"), or one stands before a verb that only
// carries it ("we do not engage in the sale of"), or its verb forbids it ("we prohibit the sale of").
func (s *sentence) deedDenied(a annotation, from int) bool {
	for _, n := range s.within("negator", from, a.from) {
		if n.key == "not" && n.to >= a.from-1 {
			return true
		}
	}
	for _, carries := range s.within("carries", from, a.from) {
		if a.from-carries.to > deedReach {
			continue
		}
		if carries.key == "forbid" || s.denied(from, carries.from, a.from) {
			return true
		}
	}
	return false
}

// deedReach is how many words may stand between a verb that carries a noun and the noun: "engage in any kind of sale".
const deedReach = 4

// dataOfDeed are the data that the noun at a is about: those behind it, else those before it, else those spoken of.
func (s *sentence) dataOfDeed(a annotation, c clause) []practice.Data {
	var list []practice.Data
	found := s.phrasesOfData(a.to, c.to)
	if len(found) == 0 {
		found = s.phrasesOfData(c.from, a.from)
	}
	for _, d := range found {
		list = appendNew(list, practice.Data(d.key))
	}
	for _, d := range s.found { // "profiling" is a deed and names what it makes
		if len(list) == 0 && strings.HasPrefix(d.class, "data") && d.from >= a.from && d.to <= a.to {
			list = []practice.Data{practice.Data(d.key)}
		}
	}
	if len(list) == 0 && s.hasData(c.from, c.to) {
		list = []practice.Data{practice.Personal}
	}
	return list
}
