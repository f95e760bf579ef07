package policy

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A verb is one occurrence of a verb that can state a practice, with who does it.
type verb struct {
	annotation
	kind     practice.Kind
	clause   int
	actor    string // "we", "you" or "third"
	passive  bool
	embedded bool // in "the data we collect": it describes the data and states nothing of its own
	elided   bool // its data are the subject of a verb before it: "your name is kept secret and is not shared"
	let      bool // the reader is enabled to do it: "our app lets you share your photos"
	joint    bool // we do it together with others: "neither we nor our partners"
	denied   bool
	only     bool
	modality practice.Modality
}

// deniedOnly is the class of verbs that state a practice only when they are denied, of the kind that is their key: "we see your password"
// tells nothing of what a notice is for, "we never see your password" does.
const deniedOnly = "sideverb.denied"

// verbs are the verbs of the sentence that can state a practice, in order.
func (s *sentence) verbs() []verb {
	var all []verb
	for _, a := range s.found {
		kind, ok := strings.CutPrefix(strings.TrimPrefix(a.class, "side"), "verb.")
		if !ok || kind == "place" && s.otherVerbAt(a) || kind == "run" && !s.runsFor(a) || kind == "hold" && len(s.logs(0, len(s.tokens))) == 0 || kind == "provide" && s.hasVerbAt(a.from, "share") {
			continue
		}
		if kind == "denied" {
			kind = a.key
		}
		if v, ok := s.verb(a, practice.Kind(kind)); ok && (v.denied || a.class != deniedOnly) {
			all = append(all, v)
		}
	}
	return s.stating(s.coordinate(all))
}

// stating drops the verbs that state no practice, so that they do not part another one from its objects: what the reader does (but
// giving data), what describes ("the data we collect") beside a verb that does not.
func (s *sentence) stating(all []verb) []verb {
	main := false
	for _, v := range all {
		main = main || !v.embedded && v.actor != "you"
	}
	var kept []verb
	for _, v := range all {
		gives := (v.kind == "provide" || v.class == "verb.share") && s.hasData(v.to, s.clauses[v.clause].to)
		if v.kind == "provide" && (v.actor != "you" && !v.denied || v.passive || !gives) || v.actor == "you" && !gives || v.embedded && main {
			continue
		}
		kept = append(kept, v)
	}
	return kept
}

// runsFor reports whether the verb at a says who runs something for the company: "payments are managed by Stripe".
func (s *sentence) runsFor(a annotation) bool {
	to := s.clauses[s.inClause[a.from]].to
	for _, by := range s.within("by", a.to, min(a.to+3, to)) {
		for i := by.to; i < min(by.to+5, to); i++ {
			if _, _, ok := s.vendorAt(i, to); ok {
				return true
			}
		}
		if s.names(s.clauses[s.inClause[a.from]].from, a.from) {
			return s.by(a.to, to)
		}
	}
	return false
}

// names reports whether data, or a purpose, are named between two tokens.
func (s *sentence) names(from, to int) bool {
	return len(s.within("data", from, to))+len(s.within("data.weak", from, to))+len(s.within("purpose", from, to)) > 0
}

// otherVerbAt reports whether the verb of placing tracers at a is a verb of another kind too.
func (s *sentence) otherVerbAt(a annotation) bool {
	for _, b := range s.found {
		if b.from == a.from && b.class != a.class && strings.HasPrefix(b.class, "verb.") && b.class != "verb.provide" {
			return true
		}
	}
	return false
}

func (s *sentence) hasVerbAt(i int, kind string) bool {
	_, ok := s.at("verb."+kind, i)
	return ok
}

// verb decides whether the annotation is a verb here, and fills in who does what and how.
func (s *sentence) verb(a annotation, kind practice.Kind) (verb, bool) {
	if s.covers("noun", a.from) && !frenchParticiple(s.word(a.from)) {
		return verb{}, false
	}
	if s.insideName(a.from) {
		return verb{}, false // "user settings", "data collected through cookies"
	}
	n := s.inClause[a.from]
	c := s.clauses[n]
	c.from = s.resumed(n)
	v := verb{annotation: a, kind: kind, clause: n, actor: "we"}
	if a.acute && !frenchParticiple(s.word(a.from)) {
		return verb{}, false // "adresse" is no "adressé"
	}
	form := a.form
	if s.lex.lang == "fr" && frenchParticiple(s.word(a.from)) {
		form = "past"
	}
	be, have := s.auxiliary("be", c.from, a.from), s.auxiliary("have", c.from, a.from)
	subject, found := s.subject(c.from, a.from)
	switch form {
	case "base":
		if v.let = s.lets(a.from); v.let {
			break
		}
		if s.nominal(a.from) || s.infinitive(a.from) {
			return v, false
		}
		if s.lex.lang == "fr" && frenchInfinitive(s.word(a.from)) && !s.governed(a.from) {
			return v, false
		}
	case "past":
		v.passive = be
		if !be && !have && !(found && s.pronoun(subject) && subject.to >= a.from-2 && !s.verbBetween(subject.to, a.from)) {
			return v, false
		}
	case "ing":
		without := s.covers("negator", a.from)
		if !be && !without {
			return v, false
		}
		if without {
			v.denied, found = true, false
		}
	}
	if found {
		v.actor = subject.key
	}
	if v.let {
		v.actor, found = "you", false
	}
	if v.passive {
		v.actor = s.agent(a.to, c.to)
	} else if named, ok := s.namedActor(c.from, a.from); ok && (!found || named.from > subject.from) && !v.denied {
		v.actor, subject, found = "third", named, true
	}
	v.joint = v.actor == "third" && !v.passive && s.withUs(subject, c.from)
	v.embedded = !v.denied && s.embeddedAt(subject, found, v.passive, c, a.from)
	scope := c.from
	if c.kind == whenClause { // without a word that resumes the main clause, a comma does
		scope = s.afterComma(c.from, a.from)
	}
	v.denied = v.denied || s.denied(scope, a.from, c.to)
	v.only = s.only(c.from, c.to)
	if v.denied && s.restricted(c.from, a.to) {
		v.denied, v.only = false, true
	}
	v.modality = s.modality(c.from, a.from)
	if v.denied && s.needed(c.from, a) {
		v.denied, v.modality = false, practice.Must
	}
	if v.denied && !found && !v.passive && form == "base" && s.imperative(c.from) {
		return v, false // "never tell anybody your password" is advice
	}
	return v, true
}

// lets reports whether the verb at token i is something that the reader is enabled to do with others: "our forum allows you to share".
func (s *sentence) lets(i int) bool {
	if !s.hasVerbAt(i, "share") {
		return false
	}
	for _, a := range s.within("lets", max(0, i-4), i) {
		if a.to == i {
			return true
		}
	}
	return false
}

// insideName reports whether the token is part of a name of data, and not its first word.
func (s *sentence) insideName(i int) bool {
	for _, d := range s.found {
		if d.from >= i {
			break
		}
		if i < d.to && d.class == "data" && !s.covers("auxiliary", i-1) {
			return true
		}
	}
	return false
}

// pronoun reports whether the subject is one word that needs no article: "we", "they", the company's name.
func (s *sentence) pronoun(a annotation) bool {
	return a.phrase == ownNamePhrase || a.to == a.from+1 && (a.key != "third" || s.fold(a.from) == "they")
}

// afterComma is the token after the last comma between two tokens that closes a stretch with a verb of its own, or from.
func (s *sentence) afterComma(from, verb int) int {
	for j := verb - 1; j > from; j-- {
		if s.fold(j) == "," && !s.listed(j, min(j+2, verb)) {
			return j + 1
		}
	}
	return from
}

// auxiliary reports whether a form of "be" or "have" stands before the verb, with nothing but adverbs, negators and other verbs
// of a coordination between.
func (s *sentence) auxiliary(which string, from, verb int) bool {
	inverted := s.covers("negator", from) // "in no case is your address given to others"
	strangers := 0                        // a word that is not expected there, such as an adverb that the lexicon does not know
	for i := verb - 1; i >= max(from, verb-20); i-- {
		if _, ok := s.at("subject", i); ok {
			return false
		}
		if a, ok := s.at("auxiliary", i); ok && a.key == which {
			return true
		}
		if n := s.inClause[i]; n != s.inClause[verb] && s.clauses[n].kind != mainClause {
			continue // "will, unless you agree, never be sold"
		}
		if inverted && (s.covers("data", i) || s.covers("data.weak", i) || s.covers("generic", i) || s.covers("determiner", i)) {
			continue
		}
		if !s.anyVerb(i) && s.fold(i) != "," && !s.fills(i) {
			if strangers++; strangers > 1 {
				return false
			}
		}
	}
	return false
}

// fills reports whether the token is one of those that may stand between an auxiliary and its verb.
func (s *sentence) fills(i int) bool {
	for _, class := range []string{"join", "adverb", "negator", "modal", "only", "auxiliary"} {
		if s.covers(class, i) {
			return true
		}
	}
	return false
}

func (s *sentence) anyVerb(i int) bool {
	for _, a := range s.found {
		if a.from <= i && i < a.to && strings.HasPrefix(a.class, "verb.") {
			return true
		}
	}
	return false
}

// subject is the nearest subject before the verb in its clause.
func (s *sentence) subject(from, verb int) (annotation, bool) {
	var nearest annotation
	ok := false
	for _, a := range s.within("subject", from, verb) {
		if s.object(a, verb) {
			continue
		}
		if !ok || a.to >= nearest.to {
			nearest, ok = a, true
		}
	}
	return nearest, ok
}

// object reports whether the subject phrase is really an object or belongs to a preposition ("information about you is …").
func (s *sentence) object(a annotation, verb int) bool {
	if p, ok := s.pronounBefore(a); ok && p.key != a.key {
		return true // "nous vous demandons": the second pronoun is the object
	}
	if a.key == "you" && s.covers("join", a.to) && len(s.within("subject", s.clauses[s.inClause[a.from]].from, a.from)) > 0 {
		return true // "we never spam you or share your address"
	}
	return a.from > 0 && (s.covers("preposition", a.from-1) || s.anyVerbForm(a.from-1)) && verb-a.to >= 0 && a.from != s.clauses[s.inClause[a.from]].from
}

func (s *sentence) anyVerbForm(i int) bool {
	for _, a := range s.of(anyVerb) {
		if a.to == i+1 && !s.covers("join", i) {
			return true
		}
	}
	return false
}

// agent is who does what a passive verb says: ours unless somebody else is named behind "by".
func (s *sentence) agent(from, to int) string {
	for _, a := range s.within("subject", from, to) {
		if a.from > 0 && s.covers("by", a.from-1) {
			return a.key
		}
	}
	return "we"
}

// nominal reports whether a base form at token i is a noun: behind an article, a possessive or a preposition.
func (s *sentence) nominal(i int) bool {
	j := i - 1
	for j > 0 && (s.fold(j) == "," || s.covers("join", j)) {
		j--
	}
	if j >= 0 && j < i-1 { // one of a coordination is what the first one is: "the access, use or disclosure"
		for _, a := range s.found {
			if a.to == j+1 && a.form == "base" && strings.HasPrefix(a.class, "verb.") && a.from < j+1 {
				return s.nominal(a.from)
			}
		}
	}
	return i > 0 && s.covers("determiner", i-1) && !s.semimodalAt(i-1)
}

// infinitive reports whether the base form at token i follows "to" (in French: a preposition) and so tells a purpose, not an act:
// going back from it, "to" comes before a subject, a modal or another word that a finite verb needs.
func (s *sentence) infinitive(i int) bool {
	from := s.clauses[s.inClause[i]].from
	for j := i - 1; j >= from; j-- {
		switch {
		case s.semimodalAt(j), s.covers("modal", j), s.covers("negator", j):
			return false
		case s.endsSubject(j) && s.fold(j-1) != "to":
			return false
		}
		if a, ok := s.at("infinitive", j); ok && !s.covers("determiner", a.to) && !s.covers("subject", a.to) && !s.covers("recipient", a.to) {
			return true
		}
	}
	return false
}

// semimodalAt reports whether token j belongs to a semimodal ("need to"); one that is a participle needs its auxiliary ("are required
// to share", but not "information required to share").
func (s *sentence) semimodalAt(j int) bool {
	for _, a := range s.found {
		if a.class == "semimodal" && a.from <= j && j < a.to && (a.key != "passive" || s.covers("auxiliary", a.from-1) || s.covers("modal", a.from-1) || s.covers("adverb", a.from-1)) {
			return true
		}
	}
	return false
}

// endsSubject reports whether a subject ends at token j that is not the object of a verb or a preposition.
func (s *sentence) endsSubject(j int) bool {
	for _, a := range s.found {
		if a.class == "subject" && a.to == j+1 && (a.from == 0 || !s.covers("preposition", a.from-1) && !s.anyVerb(a.from-1)) {
			return true
		}
	}
	return false
}

// embeddedAt reports whether the verb belongs to a relative clause that describes something else ("the data we collect").
func (s *sentence) embeddedAt(subject annotation, found, passive bool, c clause, verb int) bool {
	at := verb
	switch {
	case passive:
		for at > c.from && (s.covers("auxiliary", at-1) || s.covers("modal", at-1) || s.covers("adverb", at-1) || s.covers("negator", at-1)) {
			at--
		}
		found = false
	case found:
		at = subject.from
	}
	if found && s.relativeBetween(subject.to, verb) {
		return true
	}
	for j := at - 1; j >= max(c.from, at-3); j-- {
		if s.covers("embed", j) && !s.covers("thatverb", j) {
			return !passive || s.fold(j-1) != "," || !s.covers("relative.pronoun", j) // "your address, which may be shared" states two things
		}
		if !found {
			return false
		}
		for _, a := range s.found {
			if (a.class == "data" || a.class == "data.weak" || a.class == "generic") && a.to == j+1 && j == at-1 && !s.covers("subject", j) { // "la société X" is no data
				return c.kind != whenClause || s.fold(c.from) == s.fold(j)
			}
		}
		if !s.covers("adverb", j) {
			return false
		}
	}
	return false
}

// relativeBetween reports whether a relative pronoun stands between the subject and the verb: "partners who process your data".
func (s *sentence) relativeBetween(from, verb int) bool {
	for i := from; i < verb; i++ {
		if s.covers("relative.pronoun", i) {
			return true
		}
	}
	return false
}

// coordinate lets verbs of one coordination ("may collect, use and share") have the subject, negation and modality of the first one.
func (s *sentence) coordinate(all []verb) []verb {
	for i := 1; i < len(all); i++ {
		v, before := &all[i], all[i-1]
		if v.clause != before.clause || !s.chained(before.to, v.from) {
			continue
		}
		v.actor, v.embedded, v.denied = before.actor, before.embedded, before.denied || v.denied
		if v.modality == practice.States {
			v.modality = before.modality
		}
	}
	return all
}

// chained reports whether only commas, conjunctions and adverbs stand between two tokens.
func (s *sentence) chained(from, to int) bool {
	for i := from; i < to; i++ {
		if s.fold(i) != "," && s.fold(i) != "/" && !s.covers("join", i) && !s.covers("adverb", i) && !s.covers("negator", i) && !s.covers("modal", i) && !s.anyVerb(i) {
			return false
		}
	}
	return true
}
