package policy

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// kindOf is the kind of statement that the verb makes with this subject and these objects; false when it makes none.
func (s *sentence) kindOf(v verb, from, to int) (practice.Kind, bool) {
	when := s.clauses[v.clause].kind == whenClause
	switch {
	case v.class == deniedOnly && v.passive && !s.hasData(s.clauses[v.clause].from, v.from):
		return "", false // "some pages may not be accessible"
	case v.denied && v.form == "ing" && s.hasVerbAt(v.from, "provide") && !s.refrains(v.from): // "you can visit the site without giving your name"
		return practice.KindCollect, s.hasData(v.to, to)
	case s.putsIntoLogs(v):
		return practice.KindCollect, s.hasData(from, to)
	case v.kind == "provide":
		given := (v.actor == "you" || v.denied) && !v.passive && !s.nearConsent(v)
		return practice.KindCollect, given && s.hasData(from, to)
	case v.actor == "you" && v.class == "verb.share" && s.hasData(from, to) && len(s.within("negator", from, v.from)) == 0 && s.givesOthers(v, to):
		return practice.KindShare, true
	case v.actor == "you":
		return practice.KindCollect, s.readerGives(v, to) && !s.nearConsent(v) && !(when && s.has("reach.cue"))
	case s.nearConsent(v) || v.denied && s.excused(v, from, to):
		return "", false
	case v.passive && when && contains(s.block.cues, practice.KindSecurity):
		return "", false // "we encrypt your data while they are transmitted"
	case s.keepsFromLogs(v):
		return practice.KindCollect, s.hasData(from, to)
	case s.tracerObject(v, from, to):
		return practice.KindTracer, (!s.has("definition") || s.weDo(v)) && !s.has("optout")
	}
	return s.kindOfDeed(v, from, to)
}

// kindOfDeed is the kind of statement that a verb makes of what the company or somebody else does with data.
func (s *sentence) kindOfDeed(v verb, from, to int) (practice.Kind, bool) {
	if v.kind == practice.KindUse && s.gathersWith(v, to) {
		return practice.KindCollect, true
	}
	takes := v.kind == practice.KindCollect || v.kind == practice.KindUse
	switch {
	case v.kind == practice.KindUse && s.takesMeasures(v, to):
		return "", false
	case v.kind == "place", v.kind == "hold":
		return "", false
	case v.actor == "third" && !v.passive && (v.kind == "store" || takes):
		return s.byThird(v, to)
	case v.kind == "run":
		return practice.KindShare, v.passive && s.by(v.to, to)
	case v.kind == "store":
		return s.stored(v, from, to)
	case v.kind == practice.KindUse && (s.employs(v, to) || v.passive && s.by(v.to, to)):
		return practice.KindShare, true
	case v.actor == "third" && takes: // "your data are used by our partners"
		return practice.KindShare, s.hasData(from, to) || v.denied
	case v.kind == practice.KindCollect && s.fromThird(v.to, to):
		return practice.KindSource, true
	case v.kind == practice.KindShare && v.denied && (s.toUs(v.to) || s.fold(v.to) == "us"):
		return practice.KindCollect, s.hasData(from, to) // "your photos are not sent to our servers"
	case v.kind == practice.KindShare && v.actor == "third" && !v.passive && (s.fold(v.to) == "us" || s.covers("clitic.us", v.from-1)):
		return practice.KindSource, s.hasData(from, to) // "our partners send us your name"
	case v.kind == practice.KindShare && v.denied && s.profilesAlone(v.to, to):
		return practice.KindUse, true // « nous ne recourons pas au profilage »
	case v.kind == practice.KindShare && v.denied && s.staffOnly(from, to):
		return practice.KindAccessLimit, s.hasData(from, to)
	case v.kind == practice.KindShare:
		return v.kind, s.given(v, from, to)
	}
	return v.kind, v.kind != practice.KindAccessLimit || !s.tracersAt(v.to, to)
}

// profilesAlone reports whether no data but profiles are named between two tokens, and nobody who gets them.
func (s *sentence) profilesAlone(from, to int) bool {
	found := s.phrasesOfData(from, to)
	return len(found) > 0 && len(s.recipients(from, to)) == 0 &&
		!slices.ContainsFunc(found, func(a annotation) bool { return a.key != "behaviour.profile" })
}

// takesMeasures reports whether what is used are measures of security and no data: "we use industry-standard measures to protect your data".
func (s *sentence) takesMeasures(v verb, to int) bool {
	for _, a := range s.within("measure", v.to, min(v.to+toolWords, to)) {
		return s.secured() && len(s.phrasesOfData(v.to, a.from)) == 0
	}
	return false
}

// weDo reports whether we are the subject of the verb.
func (s *sentence) weDo(v verb) bool {
	subject, ok := s.subject(s.clauses[v.clause].from, v.from)
	return ok && subject.key == "we"
}

// gathersWith reports whether what is used are means of collecting: "we use various technologies to locate you".
func (s *sentence) gathersWith(v verb, to int) bool {
	if v.passive || v.actor != "we" {
		return false
	}
	for _, tool := range s.within("tool", v.to, min(v.to+toolWords, to)) {
		for _, a := range s.within("gathers", tool.to, min(tool.to+toolWords, to)) {
			return len(s.phrasesOfData(a.from, to)) > 0 || len(s.phrasesOfData(v.to, tool.from)) > 0
		}
	}
	return false
}

// toolWords is how many words may stand between a verb of using, its means, and what they are used for.
const toolWords = 7

// employs reports whether what is used is no data but somebody who works for the company: "we use Stripe", "we rely on processors".
func (s *sentence) employs(v verb, to int) bool {
	if v.passive {
		return false
	}
	for i := v.to; i < min(v.to+7, to); i++ {
		if a, ok := s.at("recipient", i); ok && a.key != "internal_staff" && a.key != "other_users" && a.key != "public" && a.key != "third_party" {
			return true
		}
		if a, ok := s.at("data", i); ok && a.key != "" || s.covers("generic", i) || s.covers("reference", i) || s.covers("infinitive", i) {
			return false
		}
		if _, _, ok := s.vendorAt(i, to); ok {
			return true
		}
	}
	return false
}

// stored is what a verb of keeping states when no period and no place come with it: data kept by somebody else are shared, data
// that the company stores are collected.
func (s *sentence) stored(v verb, from, to int) (practice.Kind, bool) {
	if v.denied {
		return practice.KindRetention, s.hasData(from, to)
	}
	if v.passive && s.by(v.to, to) || s.keptWith(v.to, to) {
		return practice.KindShare, true
	}
	active := !v.passive && s.covers("saves", v.from)
	return practice.KindCollect, active && s.hasData(v.to, to) && !s.timed() && !s.placed() && !s.secured()
}

// keptWith reports whether somebody called by name keeps the data: "stored with Scaleway", "we host our site on Heroku".
func (s *sentence) keptWith(from, to int) bool {
	for i := from + 1; i < min(from+8, to); i++ {
		if _, _, ok := s.vendorAt(i, to); ok && (s.covers("preposition", i-1) || s.covers("vendor.cue", i-1)) {
			return true
		}
	}
	return false
}

// by reports whether an agent with a name, or one of a class of recipients, follows behind "by".
func (s *sentence) by(from, to int) bool {
	for _, a := range s.within("by", from, to) {
		for _, p := range s.within("recipient", a.to, min(a.to+5, to)) {
			if p.key == "internal_staff" || p.key == "customer" {
				return false
			}
			return !s.hasOwn(a.to)
		}
		if s.capitalised(a.to, min(a.to+3, to)) {
			return !s.hasOwn(a.to)
		}
	}
	return false
}

func (s *sentence) hasOwn(i int) bool {
	a, ok := s.at("subject", i)
	return ok && a.key != "third"
}

// nearConsent reports whether what is asked for or obtained is a consent and no data.
func (s *sentence) nearConsent(v verb) bool {
	if v.kind != practice.KindCollect && v.kind != "provide" && v.actor != "you" {
		return false
	}
	if v.passive {
		return s.covers("consent.word", v.from-2) || s.covers("consent.word", v.from-3)
	}
	for i := v.to; i < min(len(s.tokens), v.to+5); i++ {
		if s.covers("consent.word", i) {
			return true
		}
		if s.covers("data", i) {
			return false
		}
	}
	return false
}

// given reports whether a verb such as "provide" or "send" gives data away: it names data and somebody who gets them. "We provide
// you with support" and "we send you an e-mail" do not.
func (s *sentence) given(v verb, from, to int) bool {
	if s.toYou(v.to) || s.toUs(v.to) || !v.denied && s.toReader(v.to) {
		return false
	}
	if len(s.recipients(from, to)) > 0 || s.capitalised(v.to, to) {
		return true
	}
	return s.hasData(from, to) && (!s.weakGiver(v) || v.denied && s.yours(v.to, to))
}

// weakGiver reports whether the verb gives anything at all, and data only when it says to whom.
func (s *sentence) weakGiver(v verb) bool { return s.covers("weakgiver", v.from) }

func (s *sentence) toYou(i int) bool {
	return s.fold(i) == "you" || s.fold(i) == "to" && s.fold(i+1) == "you"
}

func (s *sentence) toUs(i int) bool {
	return s.fold(i) == "to" && s.hasSubjectWe(i+1) || s.fold(i) == "to" && s.fold(i+1) == "us"
}

// capitalised reports whether a name that could be a vendor's stands between two tokens.
func (s *sentence) capitalised(from, to int) bool {
	for i := max(from, 1); i < min(to, len(s.tokens)); i++ {
		if s.tokens[i].upper && s.tokens[i].class == wordToken && len(s.tokens[i].text) > 2 && !s.covers("nocompany", i) && !s.covers("recipient", i) {
			return true
		}
	}
	return false
}

// fromThird reports whether the data come from somebody else than the reader of the notice.
func (s *sentence) fromThird(from, to int) bool {
	for _, a := range s.within("source", from, to) {
		for _, b := range s.found {
			if (b.class == "recipient" || b.class == "subject" && b.key == "third") && b.from >= a.to && b.from <= a.to+4 && b.key != "internal_staff" && b.key != "customer" {
				return true
			}
		}
	}
	return false
}
