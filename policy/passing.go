package policy

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// receivers are the parties of whom the sentence says in passing what they get: "payments are handled by Stripe, which receives your
// card number".
func (r *reader) receivers(s *sentence) []frame {
	var frames []frame
	for _, a := range s.found {
		if f, ok := r.othersTracer(s, a); ok {
			frames = append(frames, f)
			continue
		}
		end := a.from - 1
		for end > 0 && (s.covers("modal", end) || s.covers("adverb", end)) {
			end--
		}
		if a.class != "verb.collect" && a.class != "verb.use" && a.class != "verb.store" || end < 2 || !s.covers("relative.pronoun", end) || a.form != "base" {
			continue
		}
		f := frame{}
		f.Kind, f.Polarity, f.Modality = practice.KindShare, practice.Affirmed, s.modality(end, a.from)
		f.Recipients, f.Vendors = s.recipients(max(0, end-4), end), r.vendors(s, max(0, end-6), end)
		to := s.clauses[s.inClause[a.from]].to
		for _, d := range s.phrasesOfData(a.to, to) {
			f.Data = appendNew(f.Data, practice.Data(d.key))
		}
		f.Purposes = s.purposes(a.to, to)
		if len(f.Data) > 0 && len(f.Recipients)+len(f.Vendors) > 0 {
			frames = append(frames, f)
		}
	}
	return frames
}

// throughVendor is what a sentence says in passing of the vendor by whose means something is done with data: "we store it using Azure". A
// vendor that another statement of the sentence names already is left to it, and what the reader does ("log in via Facebook") too.
func (r *reader) throughVendor(s *sentence, frames []frame) []frame {
	data := []practice.Data{practice.Personal}
	for _, f := range frames {
		if len(f.Vendors) > 0 || f.Polarity == practice.Denied {
			return nil
		}
		if len(f.Data) > 0 && !strings.HasPrefix(string(f.Data[0]), "tracer") {
			data = f.Data
		}
	}
	if len(frames) == 0 && !s.hasData(0, len(s.tokens)) {
		return nil
	}
	for _, a := range s.of("vendor.means") {
		i := a.to
		if i < len(s.tokens) && s.covers("article", i) {
			i++
		}
		c := s.clauses[s.inClause[a.from]]
		if c.kind != mainClause || len(s.within("negator", c.from, a.from)) > 0 || s.readers(c.from, a.from) {
			continue
		}
		if i >= len(s.tokens) {
			continue
		}
		n, name, ok := s.vendorAt(i, len(s.tokens))
		if !ok || r.ours(name) {
			continue
		}
		f := frame{}
		f.Kind, f.Polarity, f.Modality, f.Data = practice.KindShare, practice.Affirmed, s.modality(c.from, a.from), data
		f.Vendors, f.Purposes = r.vendors(s, i, i+n), s.purposes(0, len(s.tokens))
		return []frame{f}
	}
	return nil
}

// readers reports whether the reader of the notice is a subject between two tokens.
func (s *sentence) readers(from, to int) bool {
	for _, a := range s.within("subject", from, to) {
		if a.key == "you" && s.newSubject(a.from) && !s.covers("join", a.from-1) {
			return true
		}
	}
	return false
}

// othersTracer is what a sentence says in passing of somebody else's tracers: "embedded videos, which may use cookies".
func (r *reader) othersTracer(s *sentence, a annotation) (frame, bool) {
	f := frame{}
	if a.class != "verb.place" || a.form != "base" || a.from < 3 {
		return f, false
	}
	i := a.from - 1
	for i > 0 && (s.covers("modal", i) || s.covers("adverb", i)) {
		i--
	}
	if !s.covers("relative.pronoun", i) {
		return f, false
	}
	found := s.phrasesOfData(a.to, min(a.to+6, len(s.tokens)))
	if len(found) == 0 || !strings.HasPrefix(found[0].key, "tracer") {
		return f, false
	}
	f.Kind, f.Polarity, f.Modality = practice.KindTracer, practice.Affirmed, s.modality(i, a.from)
	f.Data, f.Purposes = []practice.Data{practice.Data(found[0].key)}, s.purposes(a.to, len(s.tokens))
	f.Recipients, f.Vendors = s.recipients(0, i), r.vendors(s, 0, i)
	if len(f.Recipients)+len(f.Vendors) == 0 {
		f.Recipients = []practice.Party{practice.ThirdParty}
	}
	return f, true
}

// allowing is the use that data are said to allow: "the data we collect allow us to improve our services".
func (r *reader) allowing(s *sentence) []frame {
	for _, a := range s.of("passon") {
		f := frame{}
		f.Kind, f.Polarity, f.Modality = practice.KindUse, practice.Affirmed, s.modality(0, a.from)
		f.Purposes = s.purposes(a.to, len(s.tokens))
		for _, d := range s.phrasesOfData(0, a.from) {
			f.Data = appendNew(f.Data, practice.Data(d.key))
		}
		if len(f.Data) == 0 && s.refers(0, a.from) {
			f.Data = append(f.Data, r.last...)
		}
		if len(f.Data) == 0 && s.generic(0, a.from) {
			f.Data = []practice.Data{practice.Personal}
		}
		if len(f.Data) == 0 || len(f.Purposes) == 0 && !s.open {
			continue
		}
		if strings.HasPrefix(string(f.Data[0]), "tracer") {
			f.Kind = practice.KindTracer
		}
		return []frame{f}
	}
	return nil
}
