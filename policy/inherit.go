package policy

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// inherited is what an item states that only goes on with its lead-in: the lead-in's verbs, with the data, purposes and recipients
// that the item names in place of the lead-in's own.
func (r *reader) inherited(s *sentence, lead *block) []frame {
	n := len(s.tokens)
	data, purposes := s.allData(), s.purposes(0, n)
	if len(data) == 0 && lead.lists(practice.KindCollect) {
		data = s.impliedData()
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
		if len(data) > 0 && !(f.Kind == practice.KindTracer && onlyPersonal(data)) {
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

// impliedData are the data that an act of the reader takes for granted: who signs up gives account data.
func (s *sentence) impliedData() []practice.Data {
	var list []practice.Data
	for _, a := range s.of("implied") {
		if a.from < impliedFrom {
			list = appendNew(list, practice.Data(a.key))
		}
	}
	return list
}

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
	return s.withoutUmbrella(list, found)
}

// includes is what a sentence says that only lists the data of the statement before ("This includes your e-mail address") or of its
// label ("Personal Data: cookies, usage data"). Under a heading that names a vendor, the vendor gets them.
func (r *reader) includes(s *sentence) []frame {
	label := s.labelsData()
	goesOn := r.lastKind == practice.KindCollect || s.topic("collect")
	if !label && !((goesOn || s.namesKind()) && s.beginsIncluding()) {
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
		if a.from > 0 && a.from <= 4 && (s.refers(0, a.from) || s.generic(0, a.from) || s.covers("determiner", a.from-1) || len(s.phrasesOfData(0, a.from)) > 0) {
			return true
		}
	}
	return false
}

// bySection is what an item or a short line states by the section that it stands in: purposes under "Why we use data", recipients under
// "Who receives them", data under "What we collect".
func (r *reader) bySection(s *sentence) []frame {
	if s.block.kind == paragraphBlock && (len(s.tokens) > 80 || s.hasFiniteVerb()) {
		return nil
	}
	n := len(s.tokens)
	f := frame{}
	f.Polarity, f.Modality = practice.Affirmed, practice.States
	f.Data, f.Purposes, f.Condition = s.allData(), s.purposes(0, n), s.condition(0, n)
	f.Recipients, f.Vendors = s.recipients(0, n), r.vendors(s, 0, n)
	if s.topic("tracer") {
		f.Tracers = tracerNames(s.tokens)
	}
	switch {
	case s.topic("right") || s.topic("contact") || s.topic("security") || s.topic("optout") || s.topic("link") || s.topic("change") || s.topic("scope"):
		return nil
	case s.topic("tracer") && len(f.Purposes) > 0 && s.block.kind != paragraphBlock:
		f.Kind, f.Data, f.Recipients = practice.KindTracer, appendNew([]practice.Data{"tracer"}, f.Data...), nil
	case s.topic("tracer") && s.topic("purpose") && len(f.Purposes) > 0:
		f.Kind, f.Data, f.Recipients = practice.KindTracer, appendNew([]practice.Data{"tracer"}, f.Data...), nil
	case s.topic("share") && len(f.Recipients)+len(f.Vendors) > 0 && s.block.kind == itemBlock:
		f.Kind = practice.KindShare
		if len(f.Data) == 0 {
			f.Data = []practice.Data{practice.Personal}
		}
	case s.topic("purpose") && len(f.Purposes) > 0:
		f.Kind, f.Recipients = practice.KindUse, nil
		if len(f.Data) == 0 {
			f.Data = []practice.Data{practice.Personal}
		}
	case s.topic("collect") && len(f.Data) > 0 && s.block.kind != paragraphBlock:
		f.Kind, f.Recipients = practice.KindCollect, nil
	default:
		return nil
	}
	return []frame{f}
}

func (s *sentence) hasFiniteVerb() bool {
	for _, a := range s.found {
		if a.from < 14 && (a.class == "auxiliary" || a.class == "modal" || a.class == "subject" && a.key == "we" && s.newSubject(a.from)) {
			return true
		}
	}
	return false
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

// adopt makes the notice's own umbrella terms phrases for data in this sentence: where it says "Technical Data", it speaks of all
// that it said Technical Data include.
func (s *sentence) adopt(umbrellas map[string][]practice.Data) {
	if len(umbrellas) == 0 {
		return
	}
	for i := range s.tokens {
		for n := min(5, len(s.tokens)-i); n > 1; n-- {
			data, ok := umbrellas[s.folded(i, i+n)]
			if !ok || !s.tokens[i].upper {
				continue
			}
			if s.defines(i, i+n) {
				break
			}
			s.local = append(s.local, localTerm{i, i + n, data})
			break
		}
	}
}

// defines reports whether the term between two tokens is being defined here.
func (s *sentence) defines(from, to int) bool {
	return from <= 1 && len(s.within("umbrella", to, min(to+3, len(s.tokens)))) > 0
}

// A localTerm is an umbrella term of the notice's own, used in a sentence.
type localTerm struct {
	from, to int
	data     []practice.Data
}

// localData replaces what the lexicon makes of the notice's own terms between two tokens by what the notice says they include. What is
// collected was said where the term was defined, so there the broad category stays; given away is all of it.
func (s *sentence) localData(list []practice.Data, kind practice.Kind, from, to int) []practice.Data {
	for _, l := range s.local {
		if l.from < from || l.to > to {
			continue
		}
		general := s.phrasesOfData(l.from, l.to)
		if len(general) > 0 && kind != practice.KindShare && kind != practice.KindSell && kind != practice.KindTransfer {
			continue
		}
		var kept []practice.Data
		for _, d := range list {
			if !s.namedOnlyBy(d, general) {
				kept = append(kept, d)
			}
		}
		list = appendNew(kept, l.data...)
	}
	return list
}

func (s *sentence) namedOnlyBy(d practice.Data, phrases []annotation) bool {
	for _, a := range phrases {
		if a.key == string(d) {
			return true
		}
	}
	return false
}

func (s *sentence) folded(from, to int) string {
	words := make([]string, 0, to-from)
	for i := from; i < to; i++ {
		words = append(words, s.fold(i))
	}
	return strings.Join(words, " ")
}

// findUmbrellas collects the terms that the notice defines as kinds of data: "Contact Data includes your e-mail address and …".
func (r *reader) findUmbrellas() {
	for _, b := range r.blocks {
		lex := lexicons()[b.lang]
		if lex == nil || b.kind == headingBlock {
			continue
		}
		for _, s := range r.sentences(b, lex) {
			name, at := s.definedTerm()
			if name == "" {
				continue
			}
			var data []practice.Data
			for _, a := range s.phrasesOfData(at, len(s.tokens)) {
				if a.key != string(practice.Personal) {
					data = appendNew(data, practice.Data(a.key))
				}
			}
			if len(data) > 0 {
				r.umbrellas[name] = data
			}
		}
	}
}

// definedTerm is the capitalised term that the sentence begins with and defines, folded, and the token after "includes".
func (s *sentence) definedTerm() (string, int) {
	for _, a := range s.of("umbrella") {
		if a.from < 2 || a.from > 6 || !s.tokens[0].upper {
			continue
		}
		head := s.fold(a.from - 1)
		if _, ok := s.at("generic", a.from-1); !ok {
			return "", 0
		}
		if s.covers("determiner", 0) || s.fold(0) == "personal" || head == "" || !s.tokens[a.from-1].upper {
			return "", 0
		}
		return s.folded(0, a.from), a.to
	}
	return "", 0
}
