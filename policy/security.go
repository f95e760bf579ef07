package policy

import "github.com/candor-privacy/candor/practice"

// accessLimit is who inside the company may see the data.
func (r *reader) accessLimit(s *sentence) []practice.Declaration {
	if !s.has("access.limit") || s.has("definition") || !s.hasData(0, len(s.tokens)) || s.has("verb.share") && s.hasKey("recipient", "third_party") {
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
