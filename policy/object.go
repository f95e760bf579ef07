package policy

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// hasData reports whether data are named, or spoken of ("this information"), between two tokens.
func (s *sentence) hasData(from, to int) bool {
	return len(s.phrasesOfData(from, to)) > 0 || s.refers(from, to) || s.generic(from, to)
}

// data are the categories that a verb's objects name. What a purpose names ("to send your invoice to you") is not among them,
// unless the verb has no other object or is about tracers.
func (s *sentence) data(from, to int, v verb) []practice.Data {
	found := s.phrasesOfData(from, to)
	if v.kind == practice.KindCollect || v.kind == practice.KindUse {
		found = s.withoutOccasion(found, v)
	}
	var list, aside []practice.Data
	for _, a := range found {
		key := practice.Data(a.key)
		if n := s.inClause[a.from]; n != v.clause && s.clauses[n].kind == exceptClause {
			continue // an exception is a statement of its own
		}
		if v.kind != practice.KindTracer && s.inPurpose(a, v) && !(v.kind == practice.KindCollect && v.class == "verb.use") {
			aside = appendNew(aside, key)
			continue
		}
		list = appendNew(list, key)
	}
	if len(list) == 0 && v.kind != practice.KindUse {
		list = aside
	}
	if v.kind == practice.KindCollect && len(list) > 0 && !v.denied {
		list = s.withRest(list, from, to)
	}
	if v.denied { // who denies the whole denies more than its examples
		return list
	}
	return s.withoutUmbrella(list, found)
}

// withoutOccasion drops what only the condition before the verb's clause names, when the clause names data itself: "if you use the app to
// manage contacts, we collect your location". What the reader gives there ("when you enter your address") stays.
func (s *sentence) withoutOccasion(found []annotation, v verb) []annotation {
	start := s.clauses[v.clause].from
	if len(found) == 0 || found[0].from >= start || found[len(found)-1].from < v.to || found[len(found)-1].key == string(practice.Personal) {
		return found
	}
	var kept []annotation
	for _, a := range found {
		c := s.clauses[s.inClause[a.from]]
		if a.from >= start || c.kind != whenClause || len(s.within("verb.provide", c.from, a.from)) > 0 {
			kept = append(kept, a)
		}
	}
	return kept
}

// withRest adds personal data when a list ends with whatever else there may be: "your name and any other information you give us".
func (s *sentence) withRest(list []practice.Data, from, to int) []practice.Data {
	if len(s.within("catchall", from, to)) > 0 {
		list = appendNew(list, practice.Personal)
	}
	return list
}

// withoutUmbrella drops "personal data" when it only introduces what is named behind it.
func (s *sentence) withoutUmbrella(list []practice.Data, found []annotation) []practice.Data {
	if len(list) < 2 {
		return list
	}
	var kept []practice.Data
	for _, d := range list {
		if s.labels(d, found) || d == practice.Personal && !s.besides(found) && !s.has("catchall") || hasChild(list, d) && s.introduces(d, found) && !s.has("open.list") && !s.has("contains.too") {
			continue
		}
		kept = append(kept, d)
	}
	return kept
}

// introduces reports whether the category stands for nothing but a list that follows: "contact details such as …", "Contact data: …".
func (s *sentence) introduces(d practice.Data, found []annotation) bool {
	for _, a := range found {
		if a.key == string(d) && !s.opensList(a) {
			return false
		}
	}
	return true
}

// labels reports whether the category is only the label of a list without a verb: "Credentials: passwords, security questions".
func (s *sentence) labels(d practice.Data, found []annotation) bool {
	a := found[0]
	return len(found) > 2 && a.key == string(d) && a.from == 0 && s.fold(a.to) == ":" && found[1].key != a.key && !s.hasFiniteVerb()
}

// opensList reports whether a list follows the phrase.
func (s *sentence) opensList(a annotation) bool {
	for i := a.to; i < min(a.to+4, len(s.tokens)) && s.fold(i) != "," && !s.covers("join", i); i++ {
		if s.fold(i) == ":" || s.fold(i) == "(" || s.covers("umbrella", i) {
			return true
		}
	}
	return false
}

// besides reports whether "personal data" stands beside the other categories: "and any other personal information", "data (including
// personal data)".
func (s *sentence) besides(found []annotation) bool {
	for i, a := range found {
		if a.key != string(practice.Personal) {
			continue
		}
		for _, class := range []string{"other", "contained"} {
			for _, o := range s.within(class, max(0, a.from-3), a.to) {
				if o.to <= a.from && (class == "other" || !s.opensList(a)) {
					return true
				}
			}
		}
		if i > 0 && i+1 == len(found) && s.listed(found[i-1].to, a.from) && !s.opensList(a) {
			return true // "your name, your address and your personal data"
		}
	}
	return false
}

// inPurpose reports whether the data phrase belongs to a purpose: behind "to" and a verb, after the verb's own object.
func (s *sentence) inPurpose(a annotation, v verb) bool {
	for _, i := range s.within("infinitive", v.to, a.from) {
		if !s.covers("semimodal", i.from) && !(s.covers("data", i.from) && !s.verbAt(i.to)) && !s.umbrellaBetween(i.to, a.from) && !(s.fold(i.from) == "to" && s.covers("determiner", i.to)) {
			return true
		}
	}
	return false
}

func (s *sentence) umbrellaBetween(from, to int) bool { return len(s.within("umbrella", from, to)) > 0 }

// phrasesOfData are the phrases for data between two tokens that count: a word that lies when it stands alone ("address", "title")
// counts after a possessive, or beside another data phrase in a list. Phrases inside a purpose ("create your account") do not.
func (s *sentence) phrasesOfData(from, to int) []annotation {
	var all []annotation
	for _, a := range s.found {
		if a.from < from || a.to > to || a.class != "data" && a.class != "data.weak" || s.swallowed(a) {
			continue
		}
		if a.class == "data.weak" && s.fold(a.from-1) == "to" {
			continue // "to order" is an act
		}
		all = append(all, a)
	}
	counts := make([]bool, len(all))
	for i, a := range all {
		counts[i] = a.class == "data" || s.possessed(a.from) || s.begins(a) || s.direct(a)
	}
	for range 2 { // from both sides: a list may begin with weak words
		for i := range all {
			if counts[i] {
				continue
			}
			counts[i] = i > 0 && (counts[i-1] || s.listLead(all[i-1].from)) && s.listed(all[i-1].to, all[i].from) ||
				i+1 < len(all) && counts[i+1] && s.listed(all[i].to, all[i+1].from) || s.listLead(all[i].from)
		}
		for i := len(all) - 2; i >= 0; i-- {
			counts[i] = counts[i] || counts[i+1] && s.listed(all[i].to, all[i+1].from)
		}
	}
	kept := all[:0]
	for i, a := range all {
		if counts[i] {
			kept = append(kept, a)
		}
	}
	return s.withoutExamples(kept)
}

// withoutExamples drops what only says what kind of figures are made of data: "aggregated data such as demographic data" are about nobody.
func (s *sentence) withoutExamples(found []annotation) []annotation {
	for i, a := range found {
		if a.key == "derived.aggregated" && s.opensList(a) && i+1 < len(found) && s.inClause[found[i+1].from] == s.inClause[a.from] {
			return found[:i+1]
		}
	}
	return found
}

// swallowed reports whether the phrase lies inside a longer one that means something else.
func (s *sentence) swallowed(a annotation) bool {
	if s.fold(a.from-1) == "non" || s.fold(a.from-1) == "-" && s.fold(a.from-2) == "non" {
		return true // "your non-photo information" holds no photos
	}
	for _, b := range s.found {
		longer := b.to-b.from > a.to-a.from && b.from <= a.from && a.to <= b.to
		if longer && (b.class == "data" || b.class == "data.weak" || b.class == "purpose" && b.key != "any" && a.key != "personal" && !s.hasVerbAt(b.from, "collect") && !s.covers("saves", b.from) || b.class == "nodata") {
			return true
		}
		if b.class == "data" && a.class == "data.weak" && b.from <= a.from && a.to <= b.to {
			return true
		}
		if b.class == "nodata" && b.key == "before" && b.from < a.from && a.from < b.to {
			return true
		}
	}
	return false
}

// subjectWords is how many words stand between a phrase and the verb that it is the subject of, at most.
const subjectWords = 6

// begins reports whether the phrase is the subject at the beginning of its clause: "Orders are kept …".
func (s *sentence) begins(a annotation) bool {
	if a.from != s.clauses[s.inClause[a.from]].from {
		return false
	}
	i := a.to
	if s.covers("preposition", i) { // "conversations with the chatbot are", "profiles of former members are"
		for i++; i < len(s.tokens) && i < a.to+subjectWords && s.tokens[i].class == wordToken && !s.covers("auxiliary", i) && !s.anyVerb(i); i++ {
		}
	}
	return s.covers("auxiliary", i) || s.covers("modal", i)
}

// direct reports whether the phrase is the direct object of a verb of ours, with an article: "we use the name".
func (s *sentence) direct(a annotation) bool {
	if a.from < 2 || !s.covers("article", a.from-1) || s.fold(a.from-1) == "a" {
		return false
	}
	for _, v := range s.found {
		if v.to == a.from-1 && strings.HasPrefix(v.class, "verb.") && v.class != "verb.place" && !s.nominal(v.from) {
			return true
		}
	}
	return false
}

func (s *sentence) possessed(i int) bool {
	for j := i - 1; j >= max(0, i-3); j-- {
		if s.covers("possessive", j) {
			return true
		}
		if !s.covers("adjective", j) && j == i-1 {
			return false
		}
	}
	return false
}

// listed reports whether only a comma, a conjunction and small words stand between two tokens.
func (s *sentence) listed(from, to int) bool {
	if to-from > 4 || from > to {
		return false
	}
	mark := from == to
	for i := from; i < to; i++ {
		switch {
		case s.fold(i) == "," || s.fold(i) == "/" || s.fold(i) == ";" || s.fold(i) == "(" || s.fold(i) == ")" || s.covers("join", i):
			mark = true
		case !s.covers("article", i) && !s.covers("possessive", i) && !s.covers("adjective", i):
			return false
		}
	}
	return mark
}

// listLead reports whether a phrase that opens a list of data ends before token i.
func (s *sentence) listLead(i int) bool {
	for _, a := range s.found {
		if a.class == "umbrella" && a.to <= i && i <= a.to+2 && s.leads(a.to, i) {
			return true
		}
	}
	return s.block.kind == itemBlock && s.inDataList() && !s.hasFiniteVerb() && (i >= len(s.tokens) || s.clauses[s.inClause[i]].kind == mainClause)
}

func (s *sentence) leads(from, to int) bool {
	for i := from; i < to; i++ {
		if s.fold(i) != ":" && s.fold(i) != "," && !s.covers("article", i) && !s.covers("possessive", i) && !s.covers("adjective", i) {
			return false
		}
	}
	return true
}

// inDataList reports whether the block is an item of a list of data.
func (s *sentence) inDataList() bool {
	if s.block.section.about("collect") && !s.block.section.about("purpose") {
		return true
	}
	lead := s.block.lead
	return lead != nil && lead.lists(practice.KindCollect)
}
