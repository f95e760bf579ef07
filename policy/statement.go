package policy

import "github.com/candor-privacy/candor/practice"

// A cue reads statements that phrases tell, whatever the verb: rights, consent, retention, places ... Each looks at the whole sentence.
type cue struct {
	kind  practice.Kind
	read  func(*reader, *sentence) []practice.Declaration
	ends  bool // its sentence states no practice beside it
	last  bool // nor anything else
	alone bool // not read in a sentence that an earlier cue has ended
}

// cues are tried in this order.
var cues = []cue{
	{kind: practice.KindConsent, read: (*reader).consentToChange},
	{kind: practice.KindChange, read: (*reader).change, ends: true, last: true},
	{kind: practice.KindChildren, read: (*reader).children, ends: true, last: true},
	{kind: practice.KindScope, read: (*reader).scope, ends: true, last: true},
	{kind: practice.KindConsent, read: (*reader).consent},
	{kind: practice.KindOptOut, read: (*reader).optOut},
	{kind: practice.KindRight, read: (*reader).rights, ends: true},
	{kind: practice.KindContact, read: (*reader).contact},
	{kind: practice.KindTransfer, read: (*reader).transfer, ends: true, alone: true},
	{kind: practice.KindStoreLocation, read: (*reader).place, alone: true},
	{kind: practice.KindRetention, read: (*reader).retention, ends: true},
	{kind: practice.KindAccessLimit, read: (*reader).accessLimit, ends: true, alone: true},
	{kind: practice.KindSecurity, read: (*reader).security, alone: true},
	{kind: practice.KindLegalBasis, read: (*reader).basis, alone: true},
	{kind: practice.KindRole, read: (*reader).role, alone: true},
}

// states is a declaration of this kind that affirms.
func states(kind practice.Kind, data ...practice.Data) practice.Declaration {
	return practice.Declaration{Kind: kind, Polarity: practice.Affirmed, Modality: practice.States, Data: data}
}

func (r *reader) change(s *sentence) []practice.Declaration {
	if !s.has("change.strong") && !(s.has("date.cue") && s.dateAt() != "" && len(s.tokens) < 14) {
		return nil
	}
	return []practice.Declaration{states(practice.KindChange)}
}

func (r *reader) children(s *sentence) []practice.Declaration {
	if !s.has("children") || !s.topic("children") && !s.has("children.cue") {
		return nil
	}
	d := states(practice.KindChildren, practice.Personal)
	d.Scope = []practice.Audience{"child"}
	for _, a := range s.of("negator") {
		if a.key == "not" {
			d.Polarity = practice.Denied
		}
	}
	if d.Polarity == practice.Denied && s.excepted() {
		d.Condition = practice.WithExceptions // "without a parent's consent", "unless a parent agrees"
	}
	return []practice.Declaration{d}
}

func (r *reader) scope(s *sentence) []practice.Declaration {
	if !s.has("scope") || !s.has("policy") {
		return nil
	}
	return []practice.Declaration{states(practice.KindScope)}
}

func (r *reader) role(s *sentence) []practice.Declaration {
	if !s.has("role") {
		return nil
	}
	return []practice.Declaration{states(practice.KindRole, practice.Personal)}
}

func (r *reader) rights(s *sentence) []practice.Declaration {
	lead := s.block.kind == itemBlock && (s.topic("right") || s.block.lead != nil && s.block.lead.lists(practice.KindRight))
	keys := s.of("right")
	if s.has("right.answer") && (s.topic("right") || len(keys) > 0 || r.afterRight()) {
		return []practice.Declaration{r.rightDeclaration(s, "")}
	}
	trigger := s.has("right.trigger") || lead
	if !trigger || len(keys) == 0 || s.has("right.not") || s.question {
		return nil
	}
	if !s.has("right.own") && !s.topic("right") && !s.topic("optout") && !s.hasKey("right", "complaint") && !s.hasKey("right", "withdraw_consent") {
		return nil
	}
	if s.has("right.used") || s.onlyOccasion("right.trigger") {
		return nil // "if you have exercised your right to erasure, we …" says what happens then
	}
	var all []practice.Declaration
	var seen []string
	for _, a := range keys {
		if !contains(seen, a.key) && (s.has("right.trigger") || a.from < 8) {
			seen = append(seen, a.key)
			all = append(all, r.rightDeclaration(s, a.key))
		}
	}
	return all
}

// consentWithdrawn reports whether the right is told aside, of the consent under which something is done: "cookies are set only with your
// consent, which you can withdraw at any time".
func (s *sentence) consentWithdrawn() bool {
	for _, consent := range s.of("consent") {
		mode := conditionOfMode()[consent.key]
		if mode != practice.WithConsent && mode != "with explicit consent" || consent.to >= len(s.tokens) {
			continue
		}
		aside := s.fold(consent.to) == "," || s.covers("relative.pronoun", consent.to)
		for _, right := range s.within("right", consent.to, len(s.tokens)) {
			if aside && right.key == "withdraw_consent" && s.verbBetween(0, consent.from) {
				return true
			}
		}
	}
	return false
}

// onlyOccasion reports whether phrases of the class stand in conditions alone, of what the company then does with data: "when a user requests
// access to the tool, we store a token".
func (s *sentence) onlyOccasion(class string) bool {
	found := s.of(class)
	for _, a := range found {
		if s.clauses[s.inClause[a.from]].kind != whenClause {
			return false
		}
	}
	for _, v := range s.verbs() {
		if len(found) > 0 && !v.embedded && !v.denied && s.clauses[v.clause].kind == mainClause && (v.kind == practice.KindCollect || v.kind == "store") && s.hasData(v.to, len(s.tokens)) {
			return true
		}
	}
	return false
}

// afterRight reports whether one of the statements right before was about a right, whatever the section: headings get lost.
func (r *reader) afterRight() bool {
	for _, d := range r.out[max(0, len(r.out)-afterStatements):] {
		if d.Kind == practice.KindRight {
			return true
		}
	}
	return false
}

// afterStatements is how many statements back a right still counts.
const afterStatements = 3

func (r *reader) rightDeclaration(s *sentence, right string) practice.Declaration {
	d := states(practice.KindRight, practice.Personal)
	d.Right, d.Purposes = right, []practice.Purpose{"rights"}
	d.Modality = s.modality(0, len(s.tokens)-1)
	if s.has("right.refusal") {
		d.Polarity = practice.Denied
	}
	if right == "complaint" {
		d.Recipients = []practice.Party{"authority"}
		d.Vendors = s.authorities()
	}
	return d
}

// authorities are the supervisory authorities that the sentence calls by name.
func (s *sentence) authorities() []practice.Party {
	var list []practice.Party
	for _, a := range s.of("authority") {
		list = appendNew(list, practice.Party(a.key))
	}
	return list
}

func (r *reader) retention(s *sentence) []practice.Declaration {
	if !s.retains() {
		return nil
	}
	d := states(practice.KindRetention)
	d.Modality = s.modality(0, len(s.tokens)-1)
	if s.only(0, len(s.tokens)) {
		d.Polarity = practice.AffirmedOnly
	}
	d.Period = s.period(0, len(s.tokens))
	if s.open && d.Period == "" {
		s.block.cues = append(s.block.cues, practice.KindRetention) // "We keep data for these periods:" leaves all to its items
		return nil
	}
	found := s.phrasesOfData(0, len(s.tokens))
	for _, a := range found {
		d.Data = appendNew(d.Data, practice.Data(a.key))
	}
	d.Data = s.withoutUmbrella(d.Data, found)
	if len(d.Data) == 0 {
		d.Data = []practice.Data{practice.Personal}
		if s.refers(0, len(s.tokens)) && len(r.last) > 0 {
			d.Data = append([]practice.Data(nil), r.last...)
		}
	}
	d.Purposes, d.Tracers = s.purposes(0, len(s.tokens)), tracerNames(s.tokens)
	d.Universal = s.has("every") && !s.has("verb.delete") // what is erased in full may have been kept for different times
	return []practice.Declaration{d}
}

// retains reports whether the sentence says how long data are kept.
func (s *sentence) retains() bool {
	if s.has("retention.claim") {
		return true
	}
	if s.question { // "How long do we need the data?", an item of a list of criteria
		lead := s.block.lead
		return s.block.kind == itemBlock && lead != nil && lead.lists(practice.KindRetention) && s.hasData(0, len(s.tokens))
	}
	return s.timed() && s.keeps()
}

// keeps reports whether the sentence has a verb of keeping or erasing data, done by the company.
func (s *sentence) keeps() bool {
	for _, a := range s.found {
		if a.class == "verb.store" || a.class == "verb.delete" || a.class == "expires" {
			if subject, ok := s.subject(s.clauses[s.inClause[a.from]].from, a.from); !ok || subject.key != "you" {
				return true
			}
		}
	}
	return s.block.kind != paragraphBlock && s.topic("retention")
}

// timed reports whether the sentence tells a period, an end or a criterion.
func (s *sentence) timed() bool {
	if s.has("criteria") && s.has("retention") || s.has("until") && s.has("retention") {
		return true
	}
	for i := range s.tokens {
		if _, ok := s.durationAt(i); ok {
			return true
		}
	}
	return s.has("period") && s.keepsVerb()
}

func (s *sentence) keepsVerb() bool { return s.has("verb.store") || s.has("expires") }

func (r *reader) transfer(s *sentence) []practice.Declaration {
	mechanism := s.of("mechanism")
	abroad := s.has("outside") && s.has("transfer.cue") && (s.hasData(0, len(s.tokens)) || s.topic("transfer"))
	listed := len(mechanism) > 0 && s.has("place") && s.block.kind == itemBlock
	sent := s.sentAbroad() && !s.hasKey("place", "EU") && !s.hasKey("place", "EEA")
	if s.tellsLaw() {
		return nil
	}
	if !abroad && !sent && !listed && (len(mechanism) == 0 || !s.has("transfer.cue") && !s.topic("transfer")) || s.has("advice") {
		return nil
	}
	d := states(practice.KindTransfer, practice.Personal)
	d.Universal = s.has("every")
	d.Modality = s.modality(0, len(s.tokens)-1)
	for _, a := range s.of("negator") {
		if a.key == "not" && s.has("transfer.cue") {
			d.Polarity = practice.Denied
		}
	}
	if d.Polarity == practice.Affirmed && s.only(0, len(s.tokens)) {
		d.Polarity = practice.AffirmedOnly
	}
	if len(mechanism) > 0 {
		d.Mechanism = mechanism[0].key
	}
	d.Places = s.places()
	d.Recipients, d.Vendors = s.recipients(0, len(s.tokens)), r.vendors(s, 0, len(s.tokens))
	d.Condition = s.condition(0, len(s.tokens))
	if d.Polarity == practice.Denied && d.Condition == practice.WithConsent {
		d.Condition = practice.WithoutAsking
	}
	if d.Polarity == practice.Denied && d.Condition == practice.Always && s.exceptedAbroad() {
		d.Condition = practice.WithExceptions
	}
	return []practice.Declaration{d}
}

// placedNear reports whether a place stands near a verb of keeping: behind it, or before it behind "in"; one in the name of a law is
// neither.
func (s *sentence) placedNear() bool {
	for _, v := range s.of("place.verb") {
		if len(s.within("place", v.to, min(v.to+placeWords, len(s.tokens)))) > 0 {
			return true
		}
		for _, p := range s.within("place", max(0, v.from-placeWords), v.from) {
			if s.covers("inside", p.from-1) || s.covers("inside", p.from-2) && s.covers("determiner", p.from-1) {
				return true
			}
		}
	}
	return false
}

// sentAbroad reports whether a place follows a verb of transferring: "processed in India", but not "processed in connection with …".
func (s *sentence) sentAbroad() bool {
	for _, v := range s.of("transfer.verb") {
		if len(s.within("place", v.to, min(v.to+placeWords, len(s.tokens)))) > 0 {
			return true
		}
	}
	return false
}

// exceptedAbroad reports whether the sentence makes an exception that does not only name where data do not go: "outside the Union".
func (s *sentence) exceptedAbroad() bool {
	for _, c := range s.clauses {
		if c.kind == exceptClause && len(s.within("place", c.from, c.to))+len(s.within("outside", c.from, c.to)) == 0 {
			return true
		}
	}
	return false
}

// placeWords is how many words may stand between a verb of transferring and the end of the place.
const placeWords = 12

func (s *sentence) places() []string {
	var list []string
	for _, a := range s.of("place") {
		if !s.covers("mechanism", a.from) { // the "EU-US" of a framework's name
			list = appendNew(list, a.key)
		}
	}
	return list
}

// placed reports whether the sentence says where data are kept.
func (s *sentence) placed() bool { return s.has("place.verb") && s.has("place") }

func (r *reader) place(s *sentence) []practice.Declaration {
	hosted := (s.placedNear() || s.has("place.verb") && s.has("server")) && (s.hasData(0, len(s.tokens)) || s.has("server"))
	item := s.block.kind == itemBlock && s.block.lead != nil && s.block.lead.lists(practice.KindStoreLocation)
	if !hosted && !item || s.has("mechanism") || s.has("contact.strong") || s.has("on.device") {
		return nil
	}
	if !item && !s.has("place") && !s.has("server.ours") {
		return nil
	}
	d := states(practice.KindStoreLocation, practice.Personal)
	d.Places, d.Modality = s.places(), s.modality(0, len(s.tokens)-1)
	if s.only(0, len(s.tokens)) {
		d.Polarity = practice.AffirmedOnly
	}
	for _, a := range s.of("negator") {
		if a.key == "not" {
			d.Polarity = practice.Denied
		}
	}
	d.Vendors = r.vendors(s, 0, len(s.tokens))
	return []practice.Declaration{d}
}

// accessLimit is who inside the company may see the data.
func (r *reader) accessLimit(s *sentence) []practice.Declaration {
	if !s.has("access.limit") || !s.hasData(0, len(s.tokens)) || s.has("verb.share") && s.hasKey("recipient", "third_party") {
		return nil
	}
	d := states(practice.KindAccessLimit, practice.Personal)
	d.Modality, d.Recipients = s.modality(0, len(s.tokens)-1), s.recipients(0, len(s.tokens))
	if s.only(0, len(s.tokens)) || s.hasKey("access.limit", "only") {
		d.Polarity = practice.AffirmedOnly
	}
	return []practice.Declaration{d}
}

// secured reports whether the sentence promises security and not a practice.
func (s *sentence) secured() bool { return s.has("security") && s.has("protect") }

func (r *reader) security(s *sentence) []practice.Declaration {
	listed := s.block.kind == itemBlock && (s.topic("security") && s.has("security") || s.block.lead != nil && s.block.lead.lists(practice.KindSecurity))
	if !s.secured() && !listed || s.has("right.trigger") && !listed || s.question || contains(s.block.cues, practice.KindContact) || s.has("access.limit") {
		return nil
	}
	if lead := s.block.lead; s.block.kind == itemBlock && !listed && !s.hasFiniteVerb() && lead != nil && (lead.lists(practice.KindShare) || lead.lists(practice.KindSource) || lead.lists(practice.KindUse)) {
		return nil // "we share data: to prevent unauthorised access" promises no security
	}
	if no := s.of("security.no"); len(no) > 0 && (no[0].from < 12 || !s.has("protect")) {
		return nil
	}
	d := states(practice.KindSecurity, practice.Personal)
	d.Modality, d.Purposes = s.modality(0, len(s.tokens)-1), []practice.Purpose{"security"}
	if s.has("advice") {
		d.Modality = practice.Soft
	}
	d.Recipients = s.recipients(0, len(s.tokens))
	return []practice.Declaration{d}
}

func (r *reader) basis(s *sentence) []practice.Declaration {
	strong := s.has("basis.strong") || s.topic("basis")
	cue := strong || s.has("basis.cue")
	listed := s.listedBasis()
	var bases []string
	for _, a := range s.of("basis") {
		weak := a.key == "consent" || s.fold(a.from) == "contract" && a.to == a.from+1
		if listed || strong || cue && !weak {
			bases = appendNew(bases, a.key)
		}
	}
	if len(bases) == 0 {
		return nil
	}
	d := states(practice.KindLegalBasis, practice.Personal)
	d.Modality, d.Purposes = s.modality(0, len(s.tokens)-1), s.purposes(0, len(s.tokens))
	d.Bases, d.Universal = bases, len(bases) == 1 && s.has("basis.sole") && len(d.Purposes) == 0
	return []practice.Declaration{d}
}

// listedBasis reports whether the sentence is an item that names a basis under a sentence about using data or about bases.
func (s *sentence) listedBasis() bool {
	lead := s.block.lead
	if s.block.kind != itemBlock || lead == nil {
		return false
	}
	return lead.lists(practice.KindLegalBasis) || lead.lists(practice.KindUse) && len(s.tokens) < 40 && len(s.within("basis", 0, min(6, len(s.tokens)))) > 0
}
