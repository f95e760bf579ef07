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
