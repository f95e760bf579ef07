package policy

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// inherited is what an item states that only goes on with its lead-in: the lead-in's verbs, with the data, purposes and recipients
// that the item names in place of the lead-in's own.
func (r *reader) inherited(s *sentence, lead *block) []frame {
	n := len(s.tokens)
	if !endsOpen(lead.tokens) && s.hasFiniteVerb() || s.tellsOfParties() {
		return nil
	}
	data, purposes := s.allData(), s.purposes(0, n)
	if implied := s.impliedData(); lead.lists(practice.KindCollect) && (len(data) == 0 || lead.reader && len(implied) > 0) {
		data = appendNew(implied, s.givenAlong()...)
	}
	recipients, vendors := s.recipients(0, n), r.vendors(s, 0, n)
	var frames []frame
	for _, f := range lead.frames {
		if f.closed {
			continue
		}
		if len(data)+len(purposes)+len(recipients)+len(vendors) == 0 && !(f.Kind == practice.KindCollect && !f.embedded) {
			continue
		}
		g := f
		g.embedded, g.implied = false, false
		reached := s.reachedBy()
		switch {
		case f.Kind == practice.KindUse && onlyPersonal(f.Data) && len(reached) > 0 && (len(data) == 0 || onlyPersonal(data)):
			g.Data = reached // "we use your data: to notify you of changes"
		case len(data) > 0 && !(f.Kind == practice.KindTracer && onlyPersonal(data)):
			g.Data = data
			if f.Kind == practice.KindTracer {
				g.Data = appendNew([]practice.Data{"tracer"}, data...)
			}
		}
		if len(purposes) > 0 {
			g.Purposes = purposes
		}
		if f.Kind != practice.KindCollect && f.Kind != practice.KindUse || len(vendors) > 0 {
			if len(recipients)+len(vendors) > 0 {
				g.Recipients, g.Vendors = recipients, vendors
			}
		}
		switch {
		case g.Kind == practice.KindUse && len(vendors) > 0:
			g.Kind = practice.KindShare
		case f.objects && len(data) > 0 && !onlyPersonal(data):
			g.Kind = practice.KindCollect
		case g.Kind == practice.KindCollect && len(data) > 0 && strings.HasPrefix(string(data[0]), "tracer"):
			g.Kind = practice.KindTracer
		}
		if c := s.condition(0, n); c != practice.Always {
			g.Condition = c
		}
		frames = append(frames, g)
	}
	return primary(frames, data, purposes)
}

// tellsOfParties reports whether the sentence only says who or what recipients are: "Our partners are shops that sell our goods".
func (s *sentence) tellsOfParties() bool {
	for _, a := range s.within("recipient", 0, min(partyWords, len(s.tokens))) {
		if be, ok := s.at("auxiliary", a.to); ok && be.key == "be" && !s.hasData(0, len(s.tokens)) && !s.verbBetween(a.to, min(a.to+2, len(s.tokens))) {
			return true
		}
	}
	return false
}

// partyWords is within how many words from its beginning such a sentence names them.
const partyWords = 5

// givenAlong are the data that an act of the reader names as given with it: "fill in our form with your name", but not the channel of a message
// ("using e-mail or chat").
func (s *sentence) givenAlong() []practice.Data {
	var list []practice.Data
	for _, a := range s.phrasesOfData(0, len(s.tokens)) {
		if (s.possessed(a.from) || s.covers("possessive", a.from)) && !s.covers("implied", a.from) {
			list = appendNew(list, practice.Data(a.key))
		}
	}
	return list
}

// impliedData are the data that an act of the reader takes for granted: who signs up gives account data.
func (s *sentence) impliedData() []practice.Data {
	var list []practice.Data
	for _, a := range s.of("implied") {
		if a.from < impliedFrom {
			for _, key := range strings.Split(a.key, ",") {
				list = appendNew(list, practice.Data(key))
			}
		}
	}
	return list
}

// opensActs reports whether the items of the sentence are acts of the reader of the notice: it ends with "when you:".
func (s *sentence) opensActs() bool {
	if !s.open {
		return false
	}
	for _, a := range s.within("subject", max(0, len(s.tokens)-actsWords), len(s.tokens)) {
		if a.key == "you" && s.clauses[s.inClause[a.from]].kind == whenClause && !s.verbBetween(a.to, len(s.tokens)) {
			return true
		}
	}
	return false
}

// actsWords is how many words from its end such a sentence names its reader at most.
const actsWords = 6

// impliedFrom is how many words may stand before the act in its item.
const impliedFrom = 5

// primary keeps of the verbs of a lead-in ("may collect, use, store and share the following") those that an item is about: named data are
// first of all collected, named purposes used. Recipients go with what is shared.
func primary(frames []frame, data []practice.Data, purposes []practice.Purpose) []frame {
	if len(frames) < 2 {
		return frames
	}
	var kept []frame
	for _, f := range frames {
		switch {
		case f.Kind == practice.KindUse && len(purposes) == 0 && hasKind(frames, practice.KindCollect):
		case f.Kind == practice.KindCollect && len(data) == 0 && hasKind(frames, practice.KindUse):
		default:
			kept = append(kept, f)
		}
	}
	return kept
}

func hasKind(frames []frame, kind practice.Kind) bool {
	for _, f := range frames {
		if f.Kind == kind {
			return true
		}
	}
	return false
}

func onlyPersonal(data []practice.Data) bool { return len(data) == 1 && data[0] == practice.Personal }

// allData are all categories that the sentence names.
func (s *sentence) allData() []practice.Data {
	found := s.phrasesOfData(0, len(s.tokens))
	var list []practice.Data
	for _, a := range found {
		list = appendNew(list, practice.Data(a.key))
	}
	if len(list) > 0 {
		list = s.withRest(list, 0, len(s.tokens))
	}
	return s.withoutUmbrella(list, found)
}

// includes is what a sentence says that only lists the data of the statement before ("This includes your e-mail address") or of its
// label ("Personal Data: cookies, usage data"). Under a heading that names a vendor, the vendor gets them.
func (r *reader) includes(s *sentence) []frame {
	label := s.labelsData()
	goesOn := r.lastKind == practice.KindCollect || s.topic("collect")
	if !label && !((goesOn || s.namesKind()) && s.beginsIncluding()) || r.explainsDenied(s) {
		return nil
	}
	f := frame{}
	f.Kind, f.Polarity, f.Modality, f.Data = practice.KindCollect, practice.Affirmed, s.modality(0, len(s.tokens)-1), s.allData()
	if len(f.Data) == 0 || onlyPersonal(f.Data) {
		if s.open && r.impliedLead(&f) { // "Personal data may include, but are not limited to:"
			return []frame{f}
		}
		return nil
	}
	frames := []frame{f}
	if title := s.block.section; label && title != nil {
		head := r.newSentence(s.block, s.lex, tokenize(title.title))
		if head != nil {
			f.Kind, f.Vendors, f.Purposes = practice.KindShare, r.vendors(head, 0, len(head.tokens)), head.purposes(0, len(head.tokens))
			if len(f.Vendors) > 0 {
				frames = append(frames, f)
			}
		}
	}
	return frames
}

// goesOn is what the items of an open sentence without a statement of its own go on with: the statement of the sentence before ("We share
// data with providers. These include:"), or the use for which it lists the reasons ("We have the following purposes:").
func (s *sentence) goesOn(before []frame) []frame {
	if s.offers() {
		return nil
	}
	if len(before) == 0 && s.has("aim") {
		f := frame{embedded: true, implied: true}
		f.Kind, f.Polarity, f.Modality, f.Data = practice.KindUse, practice.Affirmed, practice.States, []practice.Data{practice.Personal}
		return []frame{f}
	}
	return before
}

// offers reports whether the items of the sentence are what the reader of the notice may do: "You can:".
func (s *sentence) offers() bool {
	last := s.clauses[len(s.clauses)-1]
	for _, a := range s.within("subject", last.from, len(s.tokens)) {
		if a.key == "you" && last.kind == mainClause && len(s.within("modal", a.to, len(s.tokens))) > 0 {
			return true
		}
	}
	return false
}

// explainsDenied reports whether the sentence only says what belongs to the data that the statement before denies: "We collect no sensitive
// data. They include …".
func (r *reader) explainsDenied(s *sentence) bool {
	found := s.phrasesOfData(0, len(s.tokens))
	if len(r.out) == 0 || len(found) == 0 || r.out[len(r.out)-1].Polarity != practice.Denied {
		return false
	}
	for _, d := range r.out[len(r.out)-1].Data {
		if d == practice.Personal || found[0].key == string(d) || strings.HasPrefix(found[0].key, string(d)+".") {
			return true
		}
	}
	return false
}

// labelsData reports whether the sentence is a list behind "Personal data:" without a verb.
func (s *sentence) labelsData() bool {
	if s.hasFiniteVerb() {
		return false
	}
	for _, class := range []string{"data", "generic"} {
		if a, ok := s.at(class, 0); ok && s.fold(a.to) == ":" && (class == "generic" || a.key == string(practice.Personal)) {
			return true
		}
	}
	return false
}

// namesKind reports whether the sentence begins with a kind of data, so that what it says they include is collected: "Usage data may
// include your IP address".
func (s *sentence) namesKind() bool {
	found := s.phrasesOfData(0, min(6, len(s.tokens)))
	return len(found) > 0 && found[0].from <= 1 && !strings.HasPrefix(found[0].key, "tracer")
}

// beginsIncluding reports whether the sentence begins with "this includes" or "such information may include".
func (s *sentence) beginsIncluding() bool {
	for _, a := range s.of("include") {
		if a.key == "whole" && a.from == 0 {
			return true
		}
		if a.from > 0 && a.from <= 4 && (s.refers(0, a.from) || s.generic(0, a.from) || s.covers("determiner", a.from-1) || len(s.phrasesOfData(0, a.from)) > 0) {
			return true
		}
	}
	return false
}

// bySection is what an item or a short line states by the section that it stands in: purposes under "Why we use data", recipients under
// "Who receives them", data under "What we collect".
func (r *reader) bySection(s *sentence) []frame {
	if s.block.label || s.block.kind == paragraphBlock && (len(s.tokens) > 80 || s.hasFiniteVerb()) {
		return nil
	}
	n := len(s.tokens)
	f := frame{}
	f.Polarity, f.Modality = practice.Affirmed, practice.States
	f.Data, f.Purposes, f.Condition = s.allData(), s.purposes(0, n), s.condition(0, n)
	f.Recipients, f.Vendors = s.recipients(0, n), r.vendors(s, 0, n)
	tracers := s.topic("tracer") && s.block.section.others < strays
	if tracers {
		f.Tracers = tracerNames(s.tokens)
	}
	switch {
	case s.topic("right") || s.topic("contact") || s.topic("security") || s.topic("optout") || s.topic("link") || s.topic("change") || s.topic("scope"):
		return nil
	case tracers && len(f.Purposes) > 0 && s.block.kind != paragraphBlock:
		f.Kind, f.Data, f.Recipients = practice.KindTracer, appendNew([]practice.Data{"tracer"}, f.Data...), nil
	case tracers && s.topic("purpose") && len(f.Purposes) > 0:
		f.Kind, f.Data, f.Recipients = practice.KindTracer, appendNew([]practice.Data{"tracer"}, f.Data...), nil
	case s.topic("share") && len(f.Recipients)+len(f.Vendors) > 0 && s.block.kind == itemBlock && !s.tellsOfParties():
		f.Kind = practice.KindShare
		if len(f.Data) == 0 {
			f.Data = []practice.Data{practice.Personal}
		}
	case s.topic("purpose") && len(f.Purposes) > 0:
		f.Kind, f.Recipients = practice.KindUse, nil
		if len(f.Data) == 0 {
			f.Data = s.reached(0, n)
		}
		if len(f.Data) == 0 {
			f.Data = []practice.Data{practice.Personal}
		}
	case s.topic("collect") && len(f.Data) > 0 && s.block.kind != paragraphBlock:
		f.Kind, f.Recipients = practice.KindCollect, nil
		if strings.HasPrefix(string(f.Data[0]), "tracer") {
			f.Kind = practice.KindTracer
		}
	default:
		return nil
	}
	return []frame{f}
}

func (s *sentence) hasFiniteVerb() bool {
	for _, a := range s.found {
		if a.from >= 14 {
			break
		}
		switch a.class {
		case "auxiliary", "modal":
			if !s.describes(a.from) && !s.graveA(a.from) {
				return true
			}
		case "subject":
			if a.key == "we" && s.newSubject(a.from) && !s.covers("preposition", a.from-1) {
				return true
			}
		}
	}
	return false
}

// describes reports whether the auxiliary at token i belongs to words that only describe: "a form that you have filled in".
func (s *sentence) describes(i int) bool {
	for i > 0 && s.covers("subject", i-1) {
		i--
	}
	return s.covers("relative.pronoun", i-1) || s.covers("restrict", i-1)
}

// headingItem reads a short line that looks like a heading but stands in a list of purposes: "Audience measurement".
func (r *reader) headingItem(b *block, lex *lexicon) {
	parent := b.section.parent
	if !b.bare || parent == nil || !parent.about("purpose") {
		return
	}
	line := *b
	line.kind, line.section, line.sentences = itemBlock, parent, nil
	for _, s := range r.sentences(&line, lex) {
		if s.question || s.hasFiniteVerb() {
			continue
		}
		for _, f := range r.bySection(s) {
			r.declare(s, f.Declaration)
		}
	}
}
