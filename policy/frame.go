package policy

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A frame is a statement before it is a declaration: what a verb, a list item or a cue says.
type frame struct {
	practice.Declaration
	embedded bool // it only describes; it passes its meaning to list items and declares nothing itself
	implied  bool // its data are not named but taken for granted
	closed   bool // the items of its list are exceptions to it
}

// frames are what the verbs of the sentence state.
func (r *reader) frames(s *sentence) []frame {
	verbs := s.verbs()
	var frames []frame
	for i := 0; i < len(verbs); {
		j := i + 1
		for j < len(verbs) && verbs[j].clause == verbs[i].clause && s.chained(verbs[j-1].to, verbs[j].from) {
			j++
		}
		from, to := s.reach(verbs, i, j)
		for _, v := range withJoint(verbs[i:j]) {
			r.here = nil
			if len(frames) > 0 {
				r.here = frames[len(frames)-1].Data
			}
			if f, ok := r.frame(s, v, from, to); ok && r.goesOnTracing(s, frames, v) {
				last := &frames[len(frames)-1]
				last.Data, last.Purposes = appendNew(last.Data, f[0].Data...), appendNew(last.Purposes, f[0].Purposes...)
			} else if ok {
				frames = append(frames, f...)
				r.spoken(f)
			}
		}
		i = j
	}
	if len(frames) == 0 {
		frames = r.deniedDeeds(s)
	}
	if !ownStatement(frames) {
		frames = append(frames, r.allowing(s)...)
	}
	return mergeFrames(s.spare(frames))
}

// spoken keeps the data of a statement for the verbs behind it: "we read your messages and store them".
func (r *reader) spoken(frames []frame) {
	for _, f := range frames {
		if !f.embedded && !f.implied {
			r.last, r.lastKind = f.Data, f.Kind
		}
	}
}

// spare drops a bare "use" that says nothing beside what the same sentence says better: that the data are collected, or where and how
// long they are kept.
func (s *sentence) spare(frames []frame) []frame {
	collected := false
	for _, f := range frames {
		collected = collected || f.Kind == practice.KindCollect && !f.embedded
	}
	var kept []frame
	for _, f := range frames {
		bare := f.Kind == practice.KindUse && len(f.Purposes) == 0 && f.Polarity == practice.Affirmed
		if bare && s.open {
			f.embedded, bare = true, false
		}
		if bare && (collected || len(s.block.cues) > 0) || f.Kind == practice.KindUse && s.onlyBasis(f) {
			continue
		}
		kept = append(kept, f)
	}
	return kept
}

// onlyBasis reports whether a use says nothing beside the legal basis that the sentence names: no data but "such personal data" and no
// purpose before the basis ("we process such data on the basis of our interest in fulfilling contracts").
func (s *sentence) onlyBasis(f frame) bool {
	if !contains(s.block.cues, practice.KindLegalBasis) || s.open || f.Polarity != practice.Affirmed {
		return false
	}
	if f.implied {
		return true
	}
	if !onlyPersonal(f.Data) || !s.refers(0, len(s.tokens)) {
		return false
	}
	basis := s.of("basis")
	return len(basis) > 0 && len(s.purposes(0, basis[0].from)) == 0
}

// reach is the stretch of the sentence that the coordinated verbs i to j-1 speak of: their own clause and those behind it up to
// the next verb's, without what the verb before has taken.
func (s *sentence) reach(verbs []verb, i, j int) (from, to int) {
	from = s.clauses[verbs[i].clause].from
	if i > 0 && verbs[i-1].clause == verbs[i].clause {
		from = verbs[i].from
		if a, ok := s.subject(verbs[i-1].to, verbs[i].from); ok {
			from = a.from
		}
		if v := &verbs[i]; v.passive && !s.hasData(from, s.clauses[v.clause].to) {
			from, v.elided = s.clauses[v.clause].from, true
		}
	} else if n := verbs[i].clause; n > 0 && s.clauses[n-1].kind != mainClause && (i == 0 || verbs[i-1].clause < n-1) {
		if from = s.resumed(n); from == s.clauses[n].from {
			from = s.clauses[n-1].from
		}
	}
	to = len(s.tokens)
	if j < len(verbs) {
		to = s.clauses[verbs[j].clause].from
		if verbs[j].clause == verbs[j-1].clause {
			to = verbs[j].from
			if a, ok := s.subject(verbs[j-1].to, verbs[j].from); ok {
				to = a.from
			}
		}
	}
	return from, to
}

// frame is what one verb states; an exception to a denial is a second frame.
func (r *reader) frame(s *sentence, v verb, from, to int) ([]frame, bool) {
	kind, ok := s.kindOf(&v, from, to)
	if !ok {
		return nil, false
	}
	f := frame{embedded: v.embedded}
	f.Kind, f.Modality, f.Polarity = kind, v.modality, practice.Affirmed
	if v.denied {
		f.Polarity = practice.Denied
	} else if v.only && !s.onlyConsent(from, to) {
		f.Polarity = practice.AffirmedOnly
	}
	fromLogs := s.keepsFromLogs(v)
	v.kind = kind
	f.Data = s.localData(s.data(from, to, v), kind, from, to)
	if fromLogs {
		f.Data = outOfLogs(f.Data)
	}
	if kind == practice.KindCollect && !v.denied {
		f.Data = s.withoutMeans(f.Data, v, to)
	}
	if v.actor == "you" && kind == practice.KindShare && onlyPersonal(f.Data) && s.showsOthers(v, to) {
		f.Data = append([]practice.Data{"content"}, f.Data...)
	}
	if v.denied || kind == practice.KindShare {
		f.Data = r.spelled(f.Data)
	}
	if len(f.Data) > 0 && !onlyPersonal(f.Data) && (kind == practice.KindUse || kind == practice.KindShare) && s.takesUpObject(v) {
		f.Data = appendNew(append([]practice.Data(nil), r.last...), f.Data...)
	}
	said := from
	if v.elided {
		said = v.from // what is said of the verb before is not said of this one
	}
	given := said
	if v.joint && v.actor == "we" {
		given = v.to // who does it with us is not who is given the data
	}
	if v.elided || f.Polarity == practice.Denied || f.Polarity == practice.AffirmedOnly || len(f.Data) > 0 {
		f.Purposes = s.purposes(said, to)
	} else {
		f.Purposes = s.purposes(0, len(s.tokens))
	}
	f.Purposes = s.saleOnly(f.Purposes, kind)
	if kind == practice.KindUse && r.usesTracers(s, v) {
		kind = practice.KindTracer
		f.Kind, f.Data = kind, appendNew(append([]practice.Data(nil), r.last...), f.Data...)
	}
	f.Recipients, f.Vendors = s.recipients(given, to), r.vendors(s, given, to)
	if (kind == practice.KindCollect || kind == practice.KindUse) && !v.denied && !s.employs(v, to) {
		f.Vendors = nil // "your computer (Mac or Windows)": what is collected from people is given to nobody here
	}
	f.Condition = s.condition(said, to)
	if f.Polarity == practice.Denied && f.Condition == practice.WithConsent {
		f.Condition = practice.WithoutAsking // what "not without your consent" denies is doing it unasked
	}
	if v.actor == "third" && kind == practice.KindShare && len(f.Recipients) == 0 && len(f.Vendors) == 0 {
		f.Recipients = []practice.Party{practice.ThirdParty}
	}
	if !r.complete(s, &f, v, from, to) {
		return nil, false
	}
	if f.Kind == practice.KindTracer {
		f.Tracers = tracerNames(s.tokens)
		f.Recipients = appendNew(f.Recipients, s.tracerOwners(from, to)...)
	}
	frames := []frame{f}
	if f.Polarity == practice.Denied && (contains(f.Purposes, practice.AnyPurpose) || s.otherThan()) {
		return s.noOther(f), true
	}
	if f.Polarity == practice.Denied {
		frames = r.withExceptions(s, f)
	} else {
		frames = append(frames, r.butNot(s, f)...)
	}
	return frames, true
}

// saleOnly keeps a sale from being the purpose of another verb that only stands beside it: "we never sell or share".
func (s *sentence) saleOnly(purposes []practice.Purpose, kind practice.Kind) []practice.Purpose {
	if kind == practice.KindSell || !s.has("verb.sell") {
		return purposes
	}
	return slices.DeleteFunc(purposes, func(p practice.Purpose) bool { return p == "sale" })
}

// kindOf is the kind of statement that the verb makes with this subject and these objects; false when it makes none.
func (s *sentence) kindOf(v *verb, from, to int) (practice.Kind, bool) {
	kind := v.kind
	if v.class == deniedOnly && v.passive && !s.hasData(s.clauses[v.clause].from, v.from) {
		return "", false // "some pages may not be accessible"
	}
	if v.denied && v.form == "ing" && s.hasVerbAt(v.from, "provide") && !s.refrains(v.from) { // "you can visit the site without giving your name"
		return practice.KindCollect, s.hasData(v.to, to)
	}
	if kind == "provide" {
		if s.nearConsent(*v) {
			return "", false
		}
		if v.actor != "you" && !v.denied || v.passive {
			return "", false
		}
		return practice.KindCollect, s.hasData(from, to)
	}
	if v.actor == "you" && v.class == "verb.share" && s.hasData(from, to) && len(s.within("negator", from, v.from)) == 0 && s.givesOthers(*v, to) {
		return practice.KindShare, true
	}
	if v.actor == "you" {
		return practice.KindCollect, s.readerGives(*v, to) && !(s.clauses[v.clause].kind == whenClause && s.has("reach.cue"))
	}
	if s.nearConsent(*v) || v.denied && s.excused(*v, from, to) {
		return "", false
	}
	if v.passive && s.clauses[v.clause].kind == whenClause && contains(s.block.cues, practice.KindSecurity) {
		return "", false // "we encrypt your data while they are transmitted"
	}
	if s.keepsFromLogs(*v) {
		return practice.KindCollect, s.hasData(from, to)
	}
	if s.tracerObject(*v, from, to) {
		return practice.KindTracer, !s.has("definition") && !s.has("optout")
	}
	switch {
	case kind == "place", kind == "hold":
		return "", false
	case v.actor == "third" && !v.passive && (kind == "store" || kind == practice.KindCollect || kind == practice.KindUse):
		return s.byThird(*v, to)
	case kind == "run":
		return practice.KindShare, v.passive && s.by(v.to, to)
	case kind == "store":
		return s.stored(v, from, to)
	case kind == practice.KindUse && (s.employs(*v, to) || v.passive && s.by(v.to, to)):
		return practice.KindShare, true
	case v.actor == "third" && (kind == practice.KindCollect || kind == practice.KindUse): // "your data are used by our partners"
		return practice.KindShare, s.hasData(from, to) || v.denied
	case kind == practice.KindCollect && s.fromThird(v.to, to):
		return practice.KindSource, true
	case kind == practice.KindShare && v.denied && (s.toUs(v.to) || s.fold(v.to) == "us"):
		return practice.KindCollect, s.hasData(from, to) // "your photos are not sent to our servers"
	case kind == practice.KindShare && v.denied && s.staffOnly(from, to):
		return practice.KindAccessLimit, s.hasData(from, to)
	case kind == practice.KindShare:
		return kind, s.given(*v, from, to)
	}
	return kind, kind != practice.KindAccessLimit || !s.tracersAt(v.to, to)
}

// employs reports whether what is used is no data but somebody who works for the company: "we use Stripe", "we rely on processors".
func (s *sentence) employs(v verb, to int) bool {
	if v.passive {
		return false
	}
	for i := v.to; i < min(v.to+7, to); i++ {
		if a, ok := s.at("recipient", i); ok && a.key != "internal_staff" && a.key != "other_users" && a.key != "public" && a.key != "third_party" {
			return true
		}
		if a, ok := s.at("data", i); ok && a.key != "" || s.covers("generic", i) || s.covers("infinitive", i) {
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
func (s *sentence) stored(v *verb, from, to int) (practice.Kind, bool) {
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
	if v.kind != practice.KindCollect && v.kind != "provide" {
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
		if s.tokens[i].upper && s.tokens[i].class == wordToken && len(s.tokens[i].text) > 2 && !s.covers("nocompany", i) {
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
