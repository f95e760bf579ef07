package policy

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// practiceKinds are the kinds that say what is done with data.
var practiceKinds = []practice.Kind{practice.KindCollect, practice.KindUse, practice.KindCombine, practice.KindShare, practice.KindSell, practice.KindTracer, practice.KindSource}

func (r *reader) tellsPurposes(t told) bool {
	if t.block.kind == headingBlock || t.has("definition") {
		return false
	}
	for _, d := range t.declared {
		if !contains(practiceKinds, d.Kind) {
			continue
		}
		for _, p := range d.Purposes {
			if p != practice.AnyPurpose && !t.onlyIn(whenClause, "purpose", string(p)) {
				return true
			}
		}
	}
	return t.says("purposes") || t.listsAim() || t.opensWithAim()
}

// onlyIn reports whether all that the sentence names under a key stands in clauses of a kind: "if the law requires it" is no purpose.
func (s *sentence) onlyIn(kind clauseKind, class, key string) bool {
	found := false
	for _, a := range s.of(class) {
		if a.key != key {
			continue
		}
		if s.clauses[s.inClause[a.from]].kind != kind {
			return false
		}
		found = true
	}
	return found
}

// opensWithAim reports whether the sentence begins with what for, under a heading about what is done: "To answer you: We use …".
func (t told) opensWithAim() bool {
	a, ok := t.at("infinitive", 0)
	return ok && !t.covers("determiner", a.to) && (t.about("purpose") || t.about("collect") || t.about("share"))
}

// listsAim reports whether the sentence is an item of a list that its lead-in says are purposes: "We use your data to: … improve it".
func (t told) listsAim() bool {
	lead := t.block.lead
	if t.block.kind != itemBlock || lead == nil || len(lead.sentences) == 0 {
		return false
	}
	_, begins := t.at("infinitive", 0)
	return lead.sentences[len(lead.sentences)-1].has("aim") && (begins || len(t.phrasesOfData(0, min(2, len(t.tokens)))) == 0)
}

func (r *reader) tellsData(t told) bool {
	if t.block.kind != headingBlock && t.says("data-categories") || t.namesDataAlone() || t.listsData() {
		return true
	}
	for _, d := range t.declared {
		if d.Kind != practice.KindCollect && d.Kind != practice.KindShare && d.Kind != practice.KindSource && d.Kind != practice.KindSell && d.Kind != practice.KindTracer {
			continue
		}
		if d.Kind == practice.KindCollect && d.Polarity == practice.Denied {
			return true // that nothing is collected says which data are
		}
		for _, a := range t.phrasesOfData(0, len(t.tokens)) {
			if contains(d.Data, practice.Data(a.key)) && a.key != string(practice.Personal) && !strings.HasPrefix(a.key, "tracer") {
				return true
			}
		}
	}
	return false
}

// listsData reports whether the block lists data without a verb: "Contact details, such as your postal address and telephone number".
func (t told) listsData() bool {
	found := t.phrasesOfData(0, len(t.tokens))
	if t.block.kind == headingBlock || t.hasFiniteVerb() || len(found) < 2 || found[0].from > 5 {
		return false
	}
	_, aims := t.at("infinitive", 0)
	return !aims && !t.has("contact.strong")
}

// namesDataAlone reports whether the line is the name of a category and nothing else: a list item, a cell, a heading.
func (t told) namesDataAlone() bool {
	if len(t.tokens) > 8 || t.block.kind == headingBlock {
		return false
	}
	if _, aims := t.at("infinitive", 0); aims {
		return false
	}
	found := t.phrasesOfData(0, len(t.tokens))
	if len(found) == 0 || found[0].from > 2 || found[0].key == string(practice.Personal) || strings.HasPrefix(found[0].key, "tracer") {
		return false
	}
	covered := 0
	for _, a := range found {
		covered += a.to - a.from
	}
	return covered*2 >= len(t.tokens) && !t.hasFiniteVerb()
}

func (r *reader) tellsRecipients(t told) bool {
	if t.block.kind != headingBlock && !t.has("definition") && !t.sparesSome() {
		for _, d := range t.declared {
			if d.Kind == practice.KindTracer && len(d.Vendors) > 0 || d.Kind == practice.KindShare || d.Kind == practice.KindSell {
				if len(d.Vendors) > 0 || len(d.Recipients) > 0 && t.namesRecipient() {
					return true
				}
			}
		}
		if t.says("recipients") || t.about("share") && t.namesKindOfRecipient() {
			return true
		}
	}
	return t.namesVendorAlone() || t.listsRecipient()
}

// sparesSome reports whether the sentence says no more of recipients than that they do not get some data, or that some of them get none: "we do not
// share your e-mail address with advertisers" leaves open who gets what else. That nobody gets any data tells of recipients, since there are none.
func (t told) sparesSome() bool {
	spares := false
	for _, d := range t.declared {
		if d.Kind != practice.KindShare && d.Kind != practice.KindSell {
			continue
		}
		all := (len(d.Data) == 0 || contains(d.Data, practice.Personal)) && (len(d.Recipients)+len(d.Vendors) == 0 || contains(d.Recipients, practice.ThirdParty))
		if d.Polarity != practice.Denied || all {
			return false
		}
		spares = true
	}
	return spares
}

// listsRecipient reports whether the line is an item of a list of those with whom data are shared: "We share data with: … testing tools".
func (t told) listsRecipient() bool {
	lead := t.block.lead
	if t.block.kind != itemBlock || lead == nil || len(lead.sentences) == 0 || len(t.tokens) > 8 || t.hasFiniteVerb() || len(t.phrasesOfData(0, len(t.tokens))) > 0 {
		return false
	}
	last := lead.sentences[len(lead.sentences)-1]
	_, aims := t.at("infinitive", 0)
	return last.open && lead.lists(practice.KindShare) && (last.has("recipient") || told{sentence: last}.says("recipients")) && !last.has("aim") && !aims && t.tokens[0].upper
}

// namesRecipient reports whether the sentence names a kind of recipient where it says who gets data: not in a condition ("if we are acquired"),
// and not in an item that tells what for ("to act on our behalf", "protect the public").
func (t told) namesRecipient() bool {
	item := t.block.kind == itemBlock && t.block.lead != nil
	if _, aims := t.at("infinitive", 0); item && aims {
		return false
	}
	inherits := item && !t.has("verb.share")
	for _, a := range t.of("recipient") {
		if t.qualifies(a) || t.clauses[t.inClause[a.from]].kind == whenClause || inherits && len(t.within("purpose", 0, a.to)) > 0 {
			continue
		}
		return true
	}
	return false
}

// namesKindOfRecipient reports whether the sentence names more than "third parties": where a section is about who gets data, no verb has to say it.
func (t told) namesKindOfRecipient() bool {
	for _, a := range t.of("recipient") {
		if a.key != "third_party" && !t.qualifies(a) && t.namesRecipient() {
			return true
		}
	}
	return false
}

// namesVendorAlone reports whether the line is the name of a vendor and nothing else.
func (t told) namesVendorAlone() bool {
	if len(t.tokens) > 6 {
		return false
	}
	for i := range min(2, len(t.tokens)) {
		if n, _, ok := t.vendorAt(i, len(t.tokens)); ok && (i+n >= len(t.tokens)-2 || t.fold(i+n) == "(") {
			return true
		}
	}
	return false
}
