package policy

import "github.com/candor-privacy/candor/practice"

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

// advised reports whether what stands behind the verb of keeping is advice: "we advise users who store data".
func (s *sentence) advised() bool {
	verbs, advice := s.of("place.verb"), s.of("advice")
	return len(verbs) > 0 && len(advice) > 0 && advice[0].to <= verbs[0].from
}

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
	if !hosted && !item || s.advised() || s.has("mechanism") || s.has("contact.strong") || s.has("on.device") {
		return nil
	}
	if !item && !s.has("place") && !s.has("server.ours") {
		return nil
	}
	d := states(practice.KindStoreLocation, practice.Personal)
	d.Places, d.Modality = s.places(), s.modality(0, len(s.tokens)-1)
	if d.Universal = s.has("every"); s.only(0, len(s.tokens)) || s.has("stays") {
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
