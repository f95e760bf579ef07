package policy

import (
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A reader turns the blocks of one document into declarations, in the order of the text.
type reader struct {
	*document
	company   string                            // the first word of its name, folded; "" when not known
	nameWords []string                          // the other words of its name, folded
	defined   map[string]bool                   // words the notice defines for itself ("the “Software”"), lower case
	umbrellas map[string]ownTerm                // local terms ("technical data"), folded, with what the notice says they include
	broad     map[practice.Data][]practice.Data // categories of the vocabulary with those that the notice counts among them
	last      []practice.Data                   // of the statement before, for "this information"
	oneKind   bool                              // whether "these cookies" are those of one kind
	section   *section                          // of the block before
	here      []practice.Data                   // of the statement before in the same sentence
	lastKind  practice.Kind                     // of the statement before
	out       []practice.Declaration
	given     []receiving // what out holds that names a recipient
}

// read reads all blocks whose language has a lexicon, and reports the others as gaps.
func (r *reader) read() []practice.Gap {
	var gaps foreign
	for _, b := range r.blocks {
		lex := lexicons()[b.lang]
		if lex == nil {
			gaps.add(r.document, b)
			continue
		}
		if b.repeat {
			b.frames, b.cues = b.first.frames, b.first.cues // its items may go on otherwise
			continue
		}
		r.block(b, lex)
	}
	r.closeClasses()
	r.dropLeadIns()
	r.alsoSaid()
	return gaps.list(r.document)
}

// block reads one block; what its last sentence states is kept for the items that go on with it.
func (r *reader) block(b *block, lex *lexicon) {
	if b.kind == headingBlock {
		r.headingItem(b, lex)
		for _, s := range r.sentences(b, lex) {
			r.nameKind(s)
		}
		return
	}
	if b.kind == rowBlock && r.row(b, lex) {
		return
	}
	all := r.sentences(b, lex)
	if b.lead == nil && !(len(all) > 0 && b.section == r.section && all[0].takesUp()) {
		r.last, r.lastKind = nil, ""
	}
	r.section = b.section
	for i, s := range all {
		r.sentence(s, i == 0)
	}
}

// sentence reads one sentence: its cues, then its verbs, then, for an item, what its lead-in passes down.
func (r *reader) sentence(s *sentence, first bool) {
	s.adopt(r.umbrellas)
	defer r.nameKind(s)
	b := s.block
	before := b.frames
	b.frames, b.cues = nil, nil
	if s.listsLaw() || s.explainsTerm() {
		return
	}
	if s.has("basis.yours") || r.cues(s) || s.question || s.has("advice") || s.tellsLaw() {
		r.aboutTracers(s)
		r.nameByLink(s)
		r.besideKeeping(s)
		r.besideScope(s)
		return
	}
	var frames []frame
	if !first || b.lead == nil || !b.lead.reader {
		frames = r.frames(s)
	}
	frames = append(frames, r.byTracer(s, frames)...)
	frames = append(frames, r.receivers(s)...)
	frames = append(frames, r.throughVendor(s, frames)...)
	if len(b.cues) == 0 && len(frames) == 0 {
		frames = r.cookieSubject(s)
	}
	goesOn := b.lead != nil && (first && !s.heads() || s.followsLabel())
	if goesOn && !b.label && !ownStatement(frames) && !ownCue(b.cues) && !(contains(b.cues, practice.KindSecurity) && s.hasFiniteVerb()) {
		frames = append(frames, r.inherited(s, b.lead)...)
	}
	if !ownStatement(frames) && len(b.cues) == 0 {
		frames = append(frames, r.includes(s)...)
	}
	if len(frames) == 0 && len(b.cues) == 0 {
		frames = r.reaching(s)
	}
	if len(frames) == 0 && len(b.cues) == 0 {
		frames = r.answersWho(s)
	}
	if len(b.cues) == 0 && (len(frames) == 0 || first && !ownStatement(frames) && !s.open && !s.hasFiniteVerb()) {
		frames = append(frames, r.bySection(s)...)
	}
	for _, f := range frames {
		if !f.embedded {
			r.declare(s, f.Declaration)
			r.last, r.lastKind = f.Data, f.Kind
		}
	}
	for _, d := range r.seats(s, frames) {
		r.declare(s, d)
	}
	if !ownStatement(frames) {
		r.aboutTracers(s)
		r.aboutData(s, frames)
	}
	b.frames, b.reader = frames, s.opensActs()
	if len(frames) == 0 && len(b.cues) == 0 && s.open {
		b.frames = s.goesOn(before)
	}
	if len(frames) == 0 && first && b.lead != nil && b.kind == itemBlock && len(b.cues) == 0 {
		b.frames = b.lead.frames // a label only: its items go on with the lead-in
	}
}

// followsLabel reports whether the sentence is the second of an item, whose first is only its label: "Delivery details. Your name and your address".
func (s *sentence) followsLabel() bool {
	all := s.block.sentences
	return len(all) > 1 && s == all[1] && all[0].heads()
}

// heads reports whether the sentence is such a label.
func (s *sentence) heads() bool {
	all := s.block.sentences
	return s.block.kind == itemBlock && len(all) > 1 && s == all[0] && len(s.tokens) <= labelTokens+1 && !s.hasFiniteVerb() && !all[1].hasFiniteVerb()
}

// termWords is how many words a term has at most that a sentence explains.
const termWords = 4

// explainsTerm reports whether the sentence says what a word means, and so nothing of what is done: "Device means any device that can access the
// service". A term for data is one that statements use, and the company and its service are told by theirs.
func (s *sentence) explainsTerm() bool {
	for _, a := range s.of("defines") {
		if a.from > 0 && a.from <= termWords && s.tokens[0].upper && s.block.kind != headingBlock {
			ours := slices.ContainsFunc(s.within("subject", 0, a.from), func(who annotation) bool { return who.key == "we" })
			return !ours && !s.names(0, a.from) && !s.covers("reference", a.from-1) && !s.has("identity.defined")
		}
	}
	return false
}

// besideScope declares whose tracers a sentence names in passing that says what the notice does not cover.
func (r *reader) besideScope(s *sentence) {
	if !contains(s.block.cues, practice.KindScope) {
		return
	}
	for _, a := range s.of("verb.place") {
		if f, ok := r.othersTracer(s, a); ok {
			r.declare(s, f.Declaration)
		}
	}
}

// nameByLink gives the statement before the vendor that a reference only links to: "… may use third-party cookies. Please consult
// https://www.zendesk.com/…".
func (r *reader) nameByLink(s *sentence) {
	if len(r.out) == 0 || !s.has("advice") {
		return
	}
	last := &r.out[len(r.out)-1]
	if last.Kind != practice.KindTracer && last.Kind != practice.KindShare || len(last.Vendors) > 0 || s.from-last.End > 4 || contains(last.Recipients, practice.FirstParty) {
		return
	}
	for _, l := range s.of("link") {
		if v, ok := vendorOfLink(s.word(l.from)); ok && !r.ours(v.Name) {
			last.Vendors = appendNew(last.Vendors, practice.Party(v.Name))
		}
	}
}

// cues declares what the cues of the sentence tell, and reports whether that is all the sentence states.
func (r *reader) cues(s *sentence) bool {
	ended, aside := false, false
	for _, c := range cues {
		if c.alone && len(s.block.cues) > 0 && ended {
			continue
		}
		found := c.read(r, s)
		for _, d := range found {
			r.declare(s, d)
		}
		if len(found) == 0 {
			continue
		}
		s.block.cues = append(s.block.cues, c.kind)
		aside = aside || c.kind == practice.KindRight && s.consentWithdrawn()
		ended = ended || c.ends
		if c.last {
			break
		}
	}
	if s.open && s.has("place.open") {
		s.block.cues = append(s.block.cues, practice.KindStoreLocation)
		return true
	}
	return ended && !aside
}

func ownStatement(frames []frame) bool {
	for _, f := range frames {
		if !f.embedded {
			return true
		}
	}
	return false
}

// ownCue reports whether the cues found state something of their own, beside which nothing is inherited.
func ownCue(kinds []practice.Kind) bool {
	for _, k := range kinds {
		if k != practice.KindConsent && k != practice.KindSecurity && k != practice.KindContact {
			return true
		}
	}
	return false
}

// declare adds a declaration with its quote and what every statement of the sentence shares.
func (r *reader) declare(s *sentence, d practice.Declaration) {
	d.Quote = r.quote(s)
	d.Lang = s.lex.lang
	if s.block.section != nil {
		d.Section = s.block.section.title
		s.block.section.note(d.Kind)
	}
	if s.block.echo && s == s.block.sentences[0] {
		return // it was read in the block before
	}
	if len(d.Scope) == 0 {
		d.Scope = r.audience(s)
	}
	if ours(d.Kind) && len(d.Recipients) == 0 && len(d.Vendors) == 0 {
		d.Recipients = []practice.Party{practice.FirstParty}
	}
	for i := len(r.out) - 1; i >= 0 && r.out[i].Start == d.Start; i-- {
		if same(r.out[i], d) {
			return
		}
	}
	s.block.declared = true
	if s.open && announces(d) {
		s.block.announced = append(s.block.announced, len(r.out))
	}
	if len(d.Recipients)+len(d.Vendors) > 0 {
		r.given = append(r.given, receiving{s, len(r.out)})
	}
	r.out = append(r.out, d)
}

// announces reports whether a statement before a list says nothing but that something is coming: "We collect data in two ways:".
func announces(d practice.Declaration) bool {
	return (d.Kind == practice.KindCollect || d.Kind == practice.KindShare) && d.Polarity == practice.Affirmed && onlyPersonal(d.Data) &&
		len(d.Purposes)+len(d.Vendors) == 0 && (len(d.Recipients) == 0 || d.Recipients[0] == practice.FirstParty)
}

// dropLeadIns takes out the statements that only announce a list, where every item of it states something.
func (r *reader) dropLeadIns() {
	told, silent, spent := map[*block]bool{}, map[*block]bool{}, map[int]bool{}
	for i := len(r.blocks) - 1; i >= 0; i-- {
		b := r.blocks[i]
		if told[b] && !silent[b] {
			for _, n := range b.announced {
				spent[n] = true
			}
		}
		if b.lead != nil && (b.declared || told[b]) {
			told[b.lead] = true
		} else if b.lead != nil && !b.repeat {
			silent[b.lead] = true
		}
	}
	kept := r.out[:0]
	for i, d := range r.out {
		if !spent[i] {
			kept = append(kept, d)
		}
	}
	r.out = kept
}

// ours reports whether a statement of this kind has the company itself as its party when nobody is named.
func ours(kind practice.Kind) bool {
	return kind == practice.KindCollect || kind == practice.KindUse || kind == practice.KindTracer
}

// audience is whose data the sentence is about: named as the owner of the data, or by the section.
func (r *reader) audience(s *sentence) []practice.Audience {
	if s.block.section == nil {
		return nil
	}
	var list []practice.Audience
	for _, key := range s.block.section.scope {
		list = appendNew(list, practice.Audience(key))
	}
	return list
}

func same(a, b practice.Declaration) bool {
	return a.Kind == b.Kind && a.Polarity == b.Polarity && a.Condition == b.Condition && a.Right == b.Right && a.Period == b.Period &&
		strings.Join(texts(a.Data), " ") == strings.Join(texts(b.Data), " ") && strings.Join(texts(a.Purposes), " ") == strings.Join(texts(b.Purposes), " ") &&
		sameParties(a.Recipients, b.Recipients) && sameParties(a.Vendors, b.Vendors) && strings.Join(a.Tracers, " ") == strings.Join(b.Tracers, " ")
}
