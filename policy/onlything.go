package policy

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// onlyThing is the promise in "the only data that we collect are your e-mail address": nothing else is.
func (r *reader) onlyThing(s *sentence) []frame {
	for _, only := range s.of("sole") {
		if only.from > soleReach || len(s.within("generic", only.to, min(only.to+soleReach, len(s.tokens))))+len(s.within("data", only.to, min(only.to+soleReach, len(s.tokens)))) == 0 {
			continue
		}
		kind, is := s.soleVerb(only.to)
		if is == 0 {
			continue
		}
		f := frame{}
		f.Kind, f.Polarity, f.Modality = kind, practice.AffirmedOnly, practice.States
		for _, a := range s.phrasesOfData(is, len(s.tokens)) {
			f.Data = appendNew(f.Data, practice.Data(a.key))
		}
		f.Recipients, f.Vendors = s.recipients(only.to, is), r.vendors(s, only.to, is)
		if len(f.Data) > 0 || s.open && r.impliedLead(&f) {
			return []frame{f}
		}
	}
	return nil
}

// soleReach is how many words may stand before "the only", and between it and what is the only thing.
const soleReach = 4

// soleVerb is what is done with the only data, and the token behind the "are" that goes on to name them; 0 where none does.
func (s *sentence) soleVerb(from int) (kind practice.Kind, is int) {
	for _, v := range s.of(anyVerb) {
		if v.from < from {
			continue
		}
		subject, ok := s.subject(from, v.from)
		if !ok || subject.key != "we" {
			return "", 0
		}
		kind = practice.Kind(strings.TrimPrefix(v.class, "verb."))
		if kind == "store" || kind == "place" {
			kind = practice.KindCollect
		}
		if kind.Action() == "" {
			return "", 0
		}
		for _, be := range s.within("auxiliary", v.to, len(s.tokens)) {
			if be.key == "be" {
				return kind, be.to
			}
		}
		return "", 0
	}
	return "", 0
}
