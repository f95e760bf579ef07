package policy

import (
	"slices"
	"unicode"

	"github.com/candor-privacy/candor/practice"
)

// tellsController reports whether the sentence says who stands behind the notice: a name with a cue ("provided by NAME", "NAME (“we”)").
func (r *reader) tellsController(t told) bool {
	if t.says("controller-name") && t.namesSomebody() || t.has("identity.defined") || t.introducesWe() {
		return true
	}
	if t.has("legal.form") && len(t.tokens) <= 10 && t.properName(0) > 0 && !t.hasFiniteVerb() && t.about("contact") {
		return true
	}
	for i := range t.tokens {
		n := t.properName(i)
		if n == 0 || t.properBefore(i) || t.serves(i) {
			continue
		}
		if r.ours(t.written(i, i+n)) && len(t.tokens) <= n+2 && t.about("contact") {
			return true
		}
		for _, a := range t.found {
			if a.class == "identity" && a.from >= i+n && a.from <= i+n+2 && (a.key != "definition" || r.ours(t.written(i, i+n))) || a.class == "identity.before" && a.to >= i-1 && a.to <= i {
				return true
			}
		}
	}
	return false
}

// namesSomebody reports whether any name stands in the sentence: "as data controller, we …" tells nobody's.
func (t told) namesSomebody() bool {
	for i := range t.tokens {
		if t.properName(i) > 0 {
			return true
		}
	}
	return t.has("link") || t.has("legal.form") || slices.ContainsFunc(t.found, func(a annotation) bool { return a.phrase == ownNamePhrase })
}

// introducesWe reports whether a bracket tells who "we" is: "Wren Maps Ltd (“we”, “us”)".
func (t told) introducesWe() bool {
	for i := 1; i < len(t.tokens); i++ {
		if t.fold(i) == "(" && (t.tokens[i-1].class == linkToken || t.tokens[i-1].class == wordToken) && t.listsWe(i+1) && !t.namesThing(i) {
			return true
		}
	}
	return false
}

// namesThing reports whether the bracket at token i only names what is at an address: "https://heron.example (the “Site”)".
func (t told) namesThing(i int) bool {
	last := i + 1
	for last < len(t.tokens) && t.fold(last) != ")" {
		last++
	}
	return t.tokens[i-1].class == linkToken && t.covers("thing", last-1)
}

// listsWe reports whether names of the speaker stand from token i on, "we" among them: "hereinafter the Company, “we” or “us”)".
// "(i)" counts and names nobody.
func (t told) listsWe(i int) bool {
	if t.fold(i) == "i" && t.fold(i+1) == ")" {
		return false
	}
	for i < len(t.tokens) && t.fold(i) != ")" {
		called, ok := t.at("called", i)
		switch {
		case ok:
			i = called.to
		case t.hasSubjectWe(i):
			we, _ := t.at("subject", i)
			return t.fold(we.to) == "," || t.fold(we.to) == ")" || t.covers("join", we.to)
		case t.fold(i) == "," || t.covers("join", i) || t.covers("determiner", i) || t.tokens[i].class == wordToken && t.tokens[i].upper:
			i++
		default:
			return false
		}
	}
	return false
}

// namesCompany is the first sentence that uses the company's name, for a notice that says nowhere who is responsible.
func (r *reader) namesCompany() []practice.Quote {
	var first []practice.Quote
	r.eachSentence(func(s *sentence) {
		for _, a := range s.found {
			if len(first) == 0 && a.phrase == ownNamePhrase {
				first = append(first, r.quote(s))
			}
		}
	})
	return first
}

// givesForm reports whether a name with a legal form stands anywhere in the notice, which is then told of somebody.
func (r *reader) givesForm() bool {
	given := false
	r.eachSentence(func(s *sentence) {
		for _, a := range s.of("legal.form") {
			given = given || a.from > 0 && s.tokens[a.from-1].upper // "limited" is a word, too
		}
	})
	return given
}

// tellsContact reports whether the sentence gives an address at which somebody can be reached.
func (r *reader) tellsContact(t told) bool {
	if t.hasKey("item.controller-contact", "not") {
		return false
	}
	if t.says("controller-contact") {
		return true
	}
	contact := t.about("contact") || t.has("contact.cue") || t.block.lead != nil && t.block.lead.contacts()
	if t.hasMail() {
		return true
	}
	for _, token := range t.tokens {
		if token.class == linkToken && contact && len(t.tokens) < 25 && !t.makes(practice.KindRight) && !t.hasKey("identity", "definition") {
			return true
		}
	}
	if !contact || t.hasFiniteVerb() {
		return false
	}
	return t.digits() >= 7 || t.about("contact") && t.digits() > 0 && len(t.tokens) < 20
}

// contacts reports whether the last sentence of the block says how to get in touch.
func (b *block) contacts() bool {
	return len(b.sentences) > 0 && b.sentences[len(b.sentences)-1].has("contact.strong")
}

// digits is how many digits the sentence has.
func (s *sentence) digits() int {
	n := 0
	for _, t := range s.tokens {
		for _, r := range t.word {
			if unicode.IsDigit(r) {
				n++
			}
		}
	}
	return n
}
