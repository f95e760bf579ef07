package policy

import (
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

func (r *reader) retention(s *sentence) []practice.Declaration {
	if !s.retains() {
		return nil
	}
	d := states(practice.KindRetention)
	if d.Modality = s.modality(0, len(s.tokens)-1); d.Modality == practice.Soft {
		d.Modality = s.modality(0, s.keepingAt()) // "… kept for three years, in case you wish to come back" is no wish of ours
	}
	d.Scope = s.owners()
	if s.only(0, len(s.tokens)) {
		d.Polarity = practice.AffirmedOnly
	}
	d.Period = s.period(0, len(s.tokens))
	if s.open && d.Period == "" {
		s.block.cues = append(s.block.cues, practice.KindRetention) // "We keep data for these periods:" leaves all to its items
		return nil
	}
	found := s.phrasesOfData(0, len(s.tokens))
	for _, a := range found {
		d.Data = appendNew(d.Data, practice.Data(a.key))
	}
	d.Data = s.withoutUmbrella(d.Data, found)
	if len(d.Data) == 0 {
		d.Data = []practice.Data{practice.Personal}
		if s.refers(0, len(s.tokens)) && len(r.last) > 0 {
			d.Data = append([]practice.Data(nil), r.last...)
		}
	}
	d.Purposes, d.Tracers = s.saleOnly(s.purposes(0, len(s.tokens)), d.Kind), tracerNames(s.tokens)
	d.Vendors = r.tracerVendors(s, found)
	d.Universal = s.has("every") && !s.has("verb.delete") // what is erased in full may have been kept for different times
	return []practice.Declaration{d}
}

// keepingAt is the token of the verb of keeping or erasing, else that before the end.
func (s *sentence) keepingAt() int {
	for _, class := range []string{"verb.store", "verb.delete"} {
		if found := s.of(class); len(found) > 0 {
			return found[0].from
		}
	}
	return len(s.tokens) - 1
}

// owners are whose data a sentence says are kept: "the data of prospects".
func (s *sentence) owners() []practice.Audience {
	var list []practice.Audience
	for _, a := range s.of("audience") {
		of := a.from - 1
		if s.covers("genitive", of) && of > 0 && (s.covers("generic", of-1) || s.covers("data", of-1)) {
			list = appendNew(list, practice.Audience(a.key))
		}
	}
	return list
}

// tracerVendors are whose tracers a sentence says live for a time, where a name stands beside them: "the Matomo cookie", « le cookie de Matomo ».
func (r *reader) tracerVendors(s *sentence, found []annotation) []practice.Party {
	if len(found) == 0 || !strings.HasPrefix(found[0].key, "tracer") {
		return nil
	}
	t := found[0]
	return r.vendors(s, max(0, t.from-nameWords), min(t.to+nameWords, len(s.tokens)))
}

// retains reports whether the sentence says how long data are kept.
func (s *sentence) retains() bool {
	if s.has("retention.claim") {
		return true
	}
	if s.question { // "How long do we need the data?", an item of a list of criteria
		lead := s.block.lead
		return s.block.kind == itemBlock && lead != nil && lead.lists(practice.KindRetention) && s.hasData(0, len(s.tokens))
	}
	return s.timed() && s.keeps()
}

// keeps reports whether the sentence has a verb of keeping or erasing data, done by the company.
func (s *sentence) keeps() bool {
	for _, a := range s.found {
		if a.class == "verb.store" || a.class == "verb.delete" || a.class == "expires" {
			if subject, ok := s.subject(s.clauses[s.inClause[a.from]].from, a.from); !ok || subject.key != "you" {
				return true
			}
		}
	}
	return s.topic("retention") && (s.block.kind != paragraphBlock || s.labelsPeriod()) || s.tracerRemembers()
}

// labelsPeriod reports whether the sentence only names what is kept and, behind a mark, for how long: "Invoices: seven years."
func (s *sentence) labelsPeriod() bool {
	if s.hasFiniteVerb() {
		return false
	}
	for i := 1; i < min(len(s.tokens), periodLabel); i++ {
		if s.fold(i) == ":" || s.fold(i) == "," {
			return true
		}
	}
	return false
}

// periodLabel is within how many words such a mark stands.
const periodLabel = 10

// tracerRemembers reports whether the sentence is about what a tracer remembers: "a cookie named lang remembers your language for a year".
func (s *sentence) tracerRemembers() bool {
	found := s.phrasesOfData(0, len(s.tokens))
	return len(found) > 0 && strings.HasPrefix(found[0].key, "tracer") && found[0].from <= tracerSubject && len(s.within("remembers", found[0].to, len(s.tokens))) > 0
}

// timed reports whether the sentence tells a period, an end or a criterion.
func (s *sentence) timed() bool {
	if (s.has("criteria") || s.has("until")) && s.tellsEnd() {
		return true
	}
	for i := range s.tokens {
		if _, ok := s.durationAt(i); ok {
			return true
		}
	}
	return len(s.periodsNamed(0, len(s.tokens))) > 0 && s.keepsVerb()
}

// tellsEnd reports whether words for a time stand in the sentence. The key "not" takes them back: "within the choices that you have made".
func (s *sentence) tellsEnd() bool {
	found := s.of("retention")
	return slices.ContainsFunc(found, func(a annotation) bool {
		return !slices.ContainsFunc(found, func(not annotation) bool { return not.key == "not" && not.from <= a.from && a.to <= not.to })
	})
}

func (s *sentence) keepsVerb() bool { return s.has("verb.store") || s.has("expires") }
