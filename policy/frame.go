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
	objects  bool // the items of its list are what its verb is about, and nothing else is
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
	if !ownStatement(frames) {
		frames = append(frames, r.onlyThing(s)...)
	}
	if len(frames) == 0 {
		frames = r.deniedDeeds(s)
	}
	if !ownStatement(frames) {
		frames = append(frames, r.allowing(s)...)
	}
	return mergeFrames(s.spare(withoutSales(frames)))
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
	kind, ok := s.kindOf(v, from, to)
	if !ok || s.onlyAsked(v) {
		return nil, false
	}
	logs := s.keepsFromLogs(v)
	v.kind = kind
	f := frame{embedded: v.embedded}
	f.Kind, f.Modality, f.Polarity = kind, v.modality, s.polarity(v, from, to)
	f.Data = r.dataOfVerb(s, v, logs, from, to)
	if s.lawAllows(f, from, to) {
		f.Polarity = practice.Affirmed // "only when the law allows us to" closes no list
	}
	said := from
	if v.elided {
		said = v.from // what is said of the verb before is not said of this one
	}
	f.Purposes = s.purposesOfVerb(f, v, said, to)
	if f.Polarity == practice.Denied && onlyProfile(f.Data) {
		f.Purposes = nil // whoever makes no profiles makes none for any end
	}
	if kind == practice.KindUse && r.usesTracers(s, v) {
		f.Kind, f.Data = practice.KindTracer, appendNew(append([]practice.Data(nil), r.last...), f.Data...)
	}
	r.giveTo(s, &f, v, said, to)
	f.Condition = s.condition(said, to)
	if f.Condition == practice.Always {
		f.Condition = s.askedBefore(v)
	}
	if f.Polarity == practice.Denied && f.Condition == practice.WithConsent {
		f.Condition = practice.WithoutAsking // what "not without your consent" denies is doing it unasked
	}
	if !r.complete(s, &f, v, from, to) {
		return nil, false
	}
	if v.actor == "you" && kind == practice.KindShare && onlyPersonal(f.Data) && s.showsOthers(v, to) {
		f.Data = []practice.Data{"content", practice.Personal}
	}
	if f.Kind == practice.KindTracer {
		if f.Polarity == practice.AffirmedOnly && (r.oneKind && s.theseTracers() || s.onRefusal()) {
			f.Polarity = practice.Affirmed // what is promised of cookies of one kind, or to who refuses, leaves room for the others
		}
		f.Tracers = tracerNames(s.tokens)
		f.Recipients = appendNew(f.Recipients, s.tracerOwners(from, to)...)
	}
	return r.besidesExceptions(s, f), true
}

// onlyAsked reports whether the verb tells no more than what a consent is asked for: "we ask for your consent before we set cookies".
func (s *sentence) onlyAsked(v verb) bool {
	for _, ask := range s.of("ask") {
		if ask.to <= v.from && v.from-ask.to <= askedWords && len(s.within("before", ask.to, v.from)) > 0 {
			return contains(s.block.cues, practice.KindConsent)
		}
	}
	return false
}

// askedWords is how many words may stand between what asks for a consent and the verb that it is asked for: "before we".
const askedWords = 4

// askedBefore is the consent that the sentence says is asked for before what the verb says: "we ask for your permission before we disclose it".
func (s *sentence) askedBefore(v verb) practice.Condition {
	for _, ask := range s.of("ask") {
		if ask.to <= v.from && len(s.within("before", ask.to, v.from)) > 0 {
			return practice.WithConsent
		}
	}
	for _, consent := range s.of("consent") {
		if consent.key == "parental" && consent.to <= v.from && len(s.within("before", consent.to, v.from)) > 0 {
			return conditionOfMode()[consent.key]
		}
	}
	return practice.Always
}

// polarity is whether what the verb says is denied, done, or done and nothing else.
func (s *sentence) polarity(v verb, from, to int) practice.Polarity {
	switch {
	case v.denied:
		return practice.Denied
	case v.only && !s.onlyConsent(from, to):
		return practice.AffirmedOnly
	}
	return practice.Affirmed
}

// dataOfVerb are the data that the verb speaks of; logs says that it denies that logs hold them.
func (r *reader) dataOfVerb(s *sentence, v verb, logs bool, from, to int) []practice.Data {
	list := s.localData(s.data(from, to, v), v.kind, from, to)
	if logs {
		list = outOfLogs(list)
	}
	if v.kind == practice.KindCollect && !v.denied {
		list = s.withoutMeans(list, v, to)
	}
	if v.denied || v.kind == practice.KindShare {
		list = r.spelled(list)
	}
	if len(list) > 0 && !onlyPersonal(list) && (v.kind == practice.KindUse || v.kind == practice.KindShare) && s.takesUpObject(v) {
		list = appendNew(append([]practice.Data(nil), r.last...), list...)
	}
	return list
}

// onRefusal reports whether the sentence says what is done where somebody refuses: "if you refuse, only necessary cookies are set".
func (s *sentence) onRefusal() bool {
	return slices.ContainsFunc(s.of("refuses"), func(a annotation) bool { return s.clauses[s.inClause[a.from]].kind == whenClause })
}

// lawAllows reports whether "only" is followed by no more than that the law must allow it.
func (s *sentence) lawAllows(f frame, from, to int) bool {
	return f.Polarity == practice.AffirmedOnly && len(s.within("lawful", from, to)) > 0 && len(s.recipients(from, to)) == 0 &&
		!slices.ContainsFunc(s.purposes(from, to), func(p practice.Purpose) bool { return p != "legal.compliance" })
}

// onlyProfile reports whether all that is spoken of are profiles of people, which profiling and automated decisions make.
func onlyProfile(data []practice.Data) bool { return len(data) == 1 && data[0] == "behaviour.profile" }

// purposesOfVerb are the purposes of what the verb says: of the whole sentence, unless it says something of its own.
func (s *sentence) purposesOfVerb(f frame, v verb, from, to int) []practice.Purpose {
	if !v.elided && f.Polarity == practice.Affirmed && len(f.Data) == 0 {
		from, to = 0, len(s.tokens)
	}
	return s.saleOnly(s.purposes(from, to), v.kind)
}

// giveTo fills in who is given the data.
func (r *reader) giveTo(s *sentence, f *frame, v verb, from, to int) {
	if v.joint && v.actor == "we" {
		from = v.to // who does it with us is not who is given the data
	}
	f.Recipients, f.Vendors = s.recipients(from, to), r.vendors(s, from, to)
	if (f.Kind == practice.KindCollect || f.Kind == practice.KindUse) && !v.denied && !s.employs(v, to) {
		f.Vendors = nil // "your computer (Mac or Windows)": what is collected from people is given to nobody here
	}
	if v.actor == "third" && f.Kind == practice.KindShare && len(f.Recipients) == 0 && len(f.Vendors) == 0 {
		f.Recipients = []practice.Party{practice.ThirdParty}
	}
}

// besidesExceptions is a statement with what is excepted from it, as statements of their own.
func (r *reader) besidesExceptions(s *sentence, f frame) []frame {
	switch {
	case f.Polarity != practice.Denied:
		return append([]frame{f}, r.butNot(s, f)...)
	case contains(f.Purposes, practice.AnyPurpose) || s.otherThan():
		return s.noOther(f)
	}
	return r.withExceptions(s, f)
}

// saleOnly keeps a sale from being the purpose of another verb that only stands beside it: "we never sell or share".
func (s *sentence) saleOnly(purposes []practice.Purpose, kind practice.Kind) []practice.Purpose {
	if kind == practice.KindSell || !s.has("verb.sell") {
		return purposes
	}
	return slices.DeleteFunc(purposes, func(p practice.Purpose) bool { return p == "sale" })
}
