package policy

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A clause is a stretch of a sentence with one subject: the scope of a negation, of "only" and of "may".
type clause struct {
	kind     clauseKind
	from, to int // tokens
}

type clauseKind byte

const (
	mainClause   clauseKind = iota
	exceptClause            // "except …", "unless …", "without your consent"
	whenClause              // "when …", "if …"
)

// split cuts the sentence into clauses: at exceptions, conditions, semicolons and colons, and where a new subject comes with a verb, behind a
// conjunction or in a reason.
func (s *sentence) split() {
	start, kind := 0, mainClause
	s.inClause = make([]int, len(s.tokens))
	end := func(at int, next clauseKind) {
		if at > start {
			s.clauses = append(s.clauses, clause{kind, start, at})
		}
		start, kind = at, next
	}
	bordered := 0 // where the words of the latest border end: "except where" is one
	borders, joins, reasons := s.has("except") || s.has("condition"), s.has("join"), s.has("reason")
	for i := range s.tokens {
		a, border, to := mainClause, false, i
		if borders {
			a, border, to = s.border(i)
		}
		if border = border && i >= bordered; border {
			bordered = to
		}
		switch {
		case border && i > 0:
			if kind == exceptClause && a == whenClause && (s.covers("join", i-1) || s.fold(i-1) == ",") {
				a = exceptClause // "except with our processors or where the law requires it"
			}
			end(i, a)
		case border:
			kind = a
		case i >= bordered && i > 0 && (kind == whenClause || kind == exceptClause) && s.fold(i-1) == "," && (s.resumes(i) || s.interrupts(i)):
			end(i, mainClause)
		case i > 0 && (s.fold(i-1) == ";" || s.fold(i-1) == ":"):
			end(i, mainClause)
		case i > 0 && kind == mainClause && reasons && s.covers("reason", i) && s.covers("subject", i+1):
			end(i, mainClause)
		case i > 0 && kind == mainClause && joins && s.covers("join", i) && (s.newSubject(i+1) || s.fold(i-1) == "," && s.newDataSubject(start, i)):
			end(i, mainClause)
		}
	}
	end(len(s.tokens), mainClause)
	for n, c := range s.clauses {
		for i := c.from; i < c.to; i++ {
			s.inClause[i] = n
		}
	}
}

// border reports whether an exception or a condition begins at token i, and where the words end that begin it.
func (s *sentence) border(i int) (kind clauseKind, ok bool, to int) {
	if a, ok := s.at("except", i); ok && a.key != "cancel" {
		return exceptClause, true, a.to
	}
	if a, ok := s.at("condition", i); ok && a.key != "cancel" {
		return whenClause, true, a.to
	}
	return mainClause, false, i
}

// interrupts reports whether the main clause that began at a token has been broken off before its verb, which comes at token i:
// "we will not, without your consent, share".
func (s *sentence) interrupts(i int) bool {
	n := len(s.clauses) - 1
	return n >= 0 && s.clauses[n].kind == mainClause && !s.verbBetween(s.clauses[n].from, s.clauses[n].to) && (s.verbAt(i) || s.covers("auxiliary", i)) &&
		s.fills(s.clauses[n].to-2)
}

// resumed is where the main clause begins that clause n goes on with after an interruption, or where clause n begins.
func (s *sentence) resumed(n int) int {
	if n >= 2 && s.clauses[n].kind == mainClause && s.clauses[n-1].kind != mainClause && s.clauses[n-2].kind == mainClause {
		before := s.clauses[n-2]
		if !s.verbBetween(before.from, before.to) && s.fold(before.to-1) == "," && s.fills(before.to-2) && !s.covers("subject", s.clauses[n].from) {
			return before.from
		}
	}
	return s.clauses[n].from
}

// resumes reports whether the main clause goes on at token i, after a comma: a subject of ours or a new subject with a verb.
func (s *sentence) resumes(i int) bool {
	if s.newSubject(i) {
		return true
	}
	_, data := s.at("data", i)
	_, reference := s.at("reference", i)
	_, negator := s.at("negator", i)
	return data || reference || negator || s.possessiveData(i)
}

func (s *sentence) possessiveData(i int) bool {
	_, ok := s.at("data", i+1)
	return ok && s.covers("determiner", i)
}

// newSubject reports whether a subject stands at token i and a verb soon after it.
func (s *sentence) newSubject(i int) bool {
	a, ok := s.at("subject", i)
	if !ok {
		return false
	}
	for j := a.to; j < min(a.to+5, len(s.tokens)); j++ {
		if s.verbAt(j) || s.covers("modal", j) || s.covers("auxiliary", j) || s.covers("negator", j) {
			return true
		}
	}
	return false
}

// newDataSubject reports whether data are the subject of another verb behind the conjunction at token i of the clause that began at from:
// "we write no names to our logs, and passwords are never logged".
func (s *sentence) newDataSubject(from, i int) bool {
	for _, a := range s.within("data", i+1, min(i+6, len(s.tokens))) {
		if a.from <= i+2 && (s.covers("auxiliary", a.to) || s.covers("negator", a.to)) {
			return s.verbBetween(from, i)
		}
	}
	return false
}

func (s *sentence) verbBetween(from, to int) bool {
	for i := from; i < to; i++ {
		if s.verbAt(i) {
			return true
		}
	}
	return false
}

func (s *sentence) verbAt(i int) bool {
	_, ok := s.at(anyVerb, i)
	return ok
}

// denied reports whether the verb at token i is negated: a negator between the beginning of its clause and the verb, or right
// behind it before its object ("we collect no data").
func (s *sentence) denied(from, verb, to int) bool {
	denied := false
	for _, a := range s.within("negator", from, min(to, len(s.tokens))) {
		switch {
		case a.key == "cancel" || s.insideData(a): // "cookies that are not strictly necessary wait for your consent"
			continue
		case a.to <= verb+1 && !s.boundTo(a, verb):
			denied = true
		case a.from > verb && a.key == "not" && (a.from <= verb+2 || s.givenToNobody(a) && !s.verbBetween(verb+1, a.from)):
			denied = true
		}
	}
	return denied
}

// givenToNobody reports whether the negator says that there is no recipient: "to nobody", "with no third party".
func (s *sentence) givenToNobody(a annotation) bool {
	return s.covers("recipient", a.from) || s.fold(a.from) == "no" && s.covers("recipient", a.to)
}

// needed reports whether the verb stands in a double negation, which says that something needs it: "we cannot deliver your order without
// collecting your address".
func (s *sentence) needed(from int, verb annotation) bool {
	for _, without := range s.within("negator", from, verb.to) {
		if without.to == verb.to && without.from < verb.from && len(s.within("unable", from, without.from)) > 0 {
			return true
		}
	}
	return false
}

// imperative reports whether the clause that begins at the token tells the reader not to do something: "do not send", « ne communiquez
// jamais ». An item is no such advice: "Never sell your data" goes on with "We promise to:".
func (s *sentence) imperative(from int) bool {
	return s.block.kind != itemBlock && s.covers("imperative", from)
}

// lawReach is at which token at the latest a sentence names whose duties it tells.
const lawReach = 3

// tellsLaw reports whether the sentence tells what the law asks of everybody, and so states no practice: "under the GDPR, a company must not …".
func (s *sentence) tellsLaw() bool {
	for _, a := range s.of("law") {
		if a.key != "cancel" && a.from < lawReach && s.clauses[s.inClause[a.from]].kind == mainClause {
			return true
		}
	}
	return false
}

// listsLaw reports whether the sentence is an item of a list of what the law of some countries asks for: "Users must know the laws of certain
// countries, such as:".
func (s *sentence) listsLaw() bool {
	lead := s.block.lead
	if lead == nil || len(lead.sentences) == 0 {
		return false
	}
	last := lead.sentences[len(lead.sentences)-1]
	return last.open && last.has("law.list")
}

// boundTo reports whether the negator belongs to a word before the verb: "data not identifying you are collected".
func (s *sentence) boundTo(a annotation, verb int) bool {
	for _, v := range s.found {
		if v.from >= a.to && v.from < verb && v.from <= a.to+1 && v.form == "ing" && len(v.class) > 5 && v.class[:5] == "verb." {
			return true
		}
		if v.class == "modal" && v.from > a.to && v.from < verb && !s.covers("join", v.from-1) && v.to <= verb && s.covers("auxiliary", a.to) {
			return true // "data that can no longer be told apart may be used": the verb behind the second modal is not negated
		}
	}
	return false
}

// only reports whether the clause promises that nothing else is done.
func (s *sentence) only(from, to int) bool {
	for _, a := range s.within("only", from, to) {
		if a.key != "cancel" {
			return true
		}
	}
	return false
}

// onlyAside reports whether all that is said to be done only is said in a relative clause of its own behind the verb that ends at a token: "we ask for
// your card number, which will be used solely for the payment".
func (s *sentence) onlyAside(verb, to int) bool {
	aside := false
	for _, o := range s.within("only", s.clauses[s.inClause[verb-1]].from, to) {
		if o.key == "cancel" {
			continue
		}
		if aside = slices.ContainsFunc(s.within("relative.pronoun", verb, o.from), func(p annotation) bool {
			return s.covers("auxiliary", p.to) || s.covers("modal", p.to)
		}); !aside {
			return false
		}
	}
	return aside
}

// modality is how firmly the verb is put, by the modal nearest before it in its clause.
func (s *sentence) modality(from, verb int) practice.Modality {
	m := practice.States
	for _, a := range s.within("modal", from, verb+1) {
		m = practice.Modality(a.key)
	}
	return m
}
