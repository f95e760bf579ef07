package policy

import (
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// complete fills in data that the sentence leaves to the one before or takes for granted, and says whether a statement is left.
func (r *reader) complete(s *sentence, f *frame, v verb, from, to int) bool {
	if len(f.Data) > 0 {
		return true
	}
	if (s.refers(from, to) || s.covers("clitic", v.from-1)) && len(r.last) > 0 && !s.ownObject(v, to) {
		f.Data, f.implied = append(f.Data, r.last...), true
		if strings.HasPrefix(string(r.last[0]), "tracer") && (f.Kind == practice.KindUse || f.Kind == practice.KindCollect) {
			f.Kind = practice.KindTracer
		}
		return true
	}
	named := len(f.Recipients)+len(f.Vendors) > 0
	if before := s.dataIn(clause{from: 0, to: from}); v.denied && len(before) > 0 && s.refers(from, to) && !s.ownObject(v, to) {
		f.Data = before // "we have no interest in your faith, and we do not record it"
		return true
	}
	switch {
	case f.Kind == practice.KindTracer:
		f.Data = []practice.Data{"tracer"}
	case f.Kind == practice.KindTransfer && v.denied && s.refers(from, to):
		f.Data, f.implied = []practice.Data{practice.Personal}, true // "It does not leave the country."
	case f.Kind == practice.KindCollect && v.passive && s.topic("collect") && s.refers(from, v.from):
		f.Data, f.implied = []practice.Data{practice.Personal}, true
	case f.Kind == practice.KindShare && v.passive && named && len(r.here) > 0: // "we collect your name, which may be shared with our partners"
		f.Data = append(f.Data, r.here...)
	case s.generic(from, to):
		f.Data = []practice.Data{practice.Personal}
	case f.Kind == practice.KindShare && !v.denied && len(f.Recipients) > 0 && len(s.within("possessive", from, v.from)) > 0: // "a summary of your trips is sent to the insurer"
		f.Data, f.implied = []practice.Data{practice.Personal}, true
	case f.Kind == practice.KindShare && v.passive && v.class == "verb.share" && !s.by(v.to, to) && !s.refers(from, v.from): // "the list of partners is made available"
		return false
	case f.Kind == practice.KindShare && named && (s.outsourced(v, from, to) || v.kind == practice.KindUse):
		f.Data, f.implied = []practice.Data{practice.Personal}, true
	case f.Kind == practice.KindUse && len(f.Vendors) > 0:
		f.Kind, f.Data, f.implied = practice.KindShare, []practice.Data{practice.Personal}, true
	case f.Kind == practice.KindUse && s.outsourced(v, from, to) && len(f.Recipients) > 0:
		f.Kind, f.Data, f.implied = practice.KindShare, []practice.Data{practice.Personal}, true
	case f.Kind == practice.KindUse && s.open && !v.denied && v.to == len(s.tokens)-1 && s.block.kind != headingBlock: // "when you register, we process:"
		f.objects = true
		return r.impliedLead(f)
	default:
		return s.open && s.block.kind != headingBlock && (f.Kind == practice.KindCollect || f.Kind == practice.KindShare) && r.impliedLead(f)
	}
	return true
}

// impliedLead makes a lead-in without data ("We collect:") pass its verb on to its items.
func (r *reader) impliedLead(f *frame) bool {
	f.embedded, f.implied, f.Data = true, true, []practice.Data{practice.Personal}
	return true
}

// outsourced reports whether somebody else works for the company with the data.
func (s *sentence) outsourced(v verb, from, to int) bool {
	for _, a := range s.within("recipient", from, to) {
		switch a.key {
		case "processor", "analytics_provider", "advertiser", "payment_provider", "cloud_provider", "partner", "social_network", "affiliate":
			return true
		}
	}
	return s.capitalised(v.to, to)
}

// takesUp reports whether the sentence begins with the data of the one before: "These data are …".
func (s *sentence) takesUp() bool {
	a, ok := s.at("reference", 0)
	return ok && s.block.kind == paragraphBlock && s.covers("take.up", 0) && (s.covers("auxiliary", a.to) || s.covers("modal", a.to))
}

// takesUpObject reports whether the object of the verb are the data of the statement before, whatever is named behind them: "we use this
// information to see from which country you come".
func (s *sentence) takesUpObject(v verb) bool {
	a, ok := s.at("reference", v.to)
	return ok && !v.passive && v.actor == "we" && s.covers("take.up", v.to) && a.to > v.to+1
}

// refers reports whether the stretch speaks of the data of the statement before ("this information"), and not of those of somebody ("the data of
// prospects").
func (s *sentence) refers(from, to int) bool {
	return slices.ContainsFunc(s.within("reference", from, to), func(a annotation) bool { return s.covers("take.up", a.from) || !s.covers("genitive", a.to) })
}

// aboutData keeps the reader's own data that a sentence without a statement is about, which the next one may take up: "Your health data are yours. We
// never sell them."
func (r *reader) aboutData(s *sentence, frames []frame) {
	found := s.phrasesOfData(0, len(s.tokens))
	if len(frames) > 0 || len(found) == 0 || s.open || s.question || !s.possessed(found[0].from) && !s.covers("possessive", found[0].from) || found[0].from > 1 {
		return
	}
	r.last, r.lastKind = []practice.Data{practice.Data(found[0].key)}, ""
}

// ownObject reports whether the verb has data as its object that no reference takes up: "we collect data relating to the services" speaks of
// other data than the sentence before, though a "them" follows.
func (s *sentence) ownObject(v verb, to int) bool {
	for _, a := range s.within("generic", v.to, min(v.to+4, to)) {
		return !s.covers("reference", a.from)
	}
	return false
}

// generic reports whether data are spoken of between two tokens without being named: "information", but not the "clear information" that is owed
// to people.
func (s *sentence) generic(from, to int) bool {
	return slices.ContainsFunc(s.within("generic", from, to), func(a annotation) bool {
		return a.key != "cancel" && !s.covers("nodata", a.from)
	})
}
