package policy

import (
	"slices"
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
	allowed  bool // somebody else is allowed to do it: "we allow advertisers to collect your location"
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
		gives := (v.kind == "provide" || v.class == "verb.share") && s.hasData(v.to, s.clauses[v.clause].to) && !s.nearConsent(v)
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
	if s.noVerb(a) {
		return verb{}, false
	}
	n := s.inClause[a.from]
	c := s.clauses[n]
	c.from = s.resumed(n)
	v := verb{annotation: a, kind: kind, clause: n, actor: "we"}
	subject, found := s.subject(c.from, a.from)
	form := s.formOf(a)
	if !s.finite(&v, form, c.from, subject, found) {
		return v, false
	}
	if v.let || v.denied { // the subject is that of another verb: "without sharing"
		found = false
	}
	subject, found = s.doneBy(&v, c, subject, found)
	v.embedded = !v.denied && s.embeddedAt(subject, found, v.passive, c, a.from)
	s.negated(&v, c)
	advice := v.denied && !found && !v.passive && form == "base" && s.imperative(c.from) // "never tell anybody your password"
	return v, !advice
}

// noVerb reports whether the annotation is another word of the same letters: a noun, a part of a name ("user settings", "data collected
// through cookies"), or what only has an accent less than a verb ("adresse" is no "adressé").
func (s *sentence) noVerb(a annotation) bool {
	participle := frenchParticiple(s.word(a.from))
	if s.insideOwnName(a.from) || s.endsName(a.from) {
		return true
	}
	return !participle && (a.acute || s.covers("noun", a.from)) || s.insideName(a.from)
}

// doneBy fills in who does what the verb says, and returns the subject that says so, if there is one.
func (s *sentence) doneBy(v *verb, c clause, subject annotation, found bool) (annotation, bool) {
	switch {
	case v.let:
		v.actor = "you"
	case v.allowed:
		v.actor = "third"
		return subject, false
	case found:
		v.actor = subject.key
	}
	if v.passive {
		v.actor = s.agent(v.to, c.to)
	} else if named, ok := s.namedActor(c.from, v.from); ok && (!found || named.from > subject.from) && !v.denied {
		v.actor, subject, found = "third", named, true
	}
	v.joint = v.actor == "third" && !v.passive && s.withUs(subject, c.from)
	return subject, found
}

// negated fills in whether the verb is denied, done and nothing else, or needed, and how firmly it is put.
func (s *sentence) negated(v *verb, c clause) {
	scope := c.from
	if c.kind == whenClause { // without a word that resumes the main clause, a comma does
		scope = s.afterComma(c.from, v.from)
	}
	v.denied = v.denied || s.denied(scope, v.from, c.to)
	v.only = s.only(c.from, c.to) && !s.onlyAside(v.to, c.to)
	if v.denied && s.restricted(c.from, v.to) {
		v.denied, v.only = false, true
	}
	v.modality = s.modality(c.from, v.from)
	if v.denied && s.needed(c.from, v.annotation) {
		v.denied, v.modality = false, practice.Must
	}
	if v.denied && v.actor == "you" && c.kind == whenClause && scope == c.from {
		v.denied = false // "if you do not give us your address, we cannot deliver": it is asked for all the same
	}
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

// insideOwnName reports whether the token is part of the company's name: "Oak Trade" trades in nothing.
func (s *sentence) insideOwnName(i int) bool {
	return slices.ContainsFunc(s.found, func(a annotation) bool { return a.phrase == ownNamePhrase && a.from <= i && i < a.to })
}

// endsName reports whether the token is the last word of a name written large: "Heron Trade keeps", where "trade" is a verb elsewhere.
func (s *sentence) endsName(i int) bool {
	if i == 0 || s.block.kind == headingBlock || !s.tokens[i].upper || i+1 < len(s.tokens) && s.tokens[i+1].upper {
		return false
	}
	before := s.tokens[i-1]
	return before.class == wordToken && before.upper && !languageWord(before.word) && !s.covers("subject", i-1) && !s.shouts()
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

func (s *sentence) anyVerb(i int) bool {
	for _, a := range s.found {
		if a.from <= i && i < a.to && strings.HasPrefix(a.class, "verb.") {
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
