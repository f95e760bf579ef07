package policy

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

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
		if _, _, seat := s.seat(a); seat {
			continue
		}
		if !s.covers("mechanism", a.from) { // the "EU-US" of a framework's name
			list = appendNew(list, a.key)
		}
	}
	return list
}

// placed reports whether the sentence says where data are kept.
func (s *sentence) placed() bool { return s.has("place.verb") && s.has("place") }

// seatWords is how many words may stand in brackets before the place where somebody is: "OVH (hosting of our site, in France)".
const seatWords = 6

// seat is the company in whose brackets a place stands, with the token behind "(": "Stripe (Ireland)".
func (s *sentence) seat(place annotation) (name string, from int, ok bool) {
	for i := place.from - 1; i > 0 && place.from-i <= seatWords+1 && s.fold(i) != ")"; i-- {
		if s.fold(i) != "(" {
			continue
		}
		for j := max(0, i-nameWords); j < i; j++ {
			if n, name, known := s.vendorAt(j, i); known && j+n == i {
				return name, i + 1, true
			}
		}
		return "", 0, false
	}
	return "", 0, false
}

// onlySeats reports whether all places that the sentence names are seats of companies.
func (s *sentence) onlySeats() bool {
	for _, a := range s.of("place") {
		if _, _, seat := s.seat(a); !seat {
			return false
		}
	}
	return s.has("place")
}

// seats is what the places in brackets behind those who get data tell: where a host keeps them, and that data go abroad.
func (r *reader) seats(s *sentence, frames []frame) []practice.Declaration {
	var list []practice.Declaration
	for _, a := range s.of("place") {
		name, from, ok := s.seat(a)
		if !ok || !slices.ContainsFunc(frames, func(f frame) bool {
			return f.Kind == practice.KindShare && f.Polarity != practice.Denied && slices.Contains(f.Vendors, practice.Party(name))
		}) {
			continue
		}
		kind := practice.KindTransfer
		if len(s.within("place.verb", from, a.from)) > 0 {
			kind = practice.KindStoreLocation
		} else if slices.Contains(atHome, a.key) || practice.InEconomicArea(a.key) {
			continue
		}
		d := states(kind, practice.Personal)
		d.Vendors, d.Places = []practice.Party{practice.Party(name)}, []string{a.key}
		list = append(list, d)
	}
	return list
}

func (r *reader) place(s *sentence) []practice.Declaration {
	if s.onlySeats() {
		return nil
	}
	hosted := (s.placedNear() || s.has("place.verb") && s.has("server")) && (s.hasData(0, len(s.tokens)) || s.has("server") || s.has("kept.things"))
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
		if a.key == "not" && !s.covers("stays", a.from) && !s.covers("stays", a.from-1) { // "kept in Ghent, and never leave it"
			d.Polarity = practice.Denied
		}
	}
	d.Vendors = r.vendors(s, 0, len(s.tokens))
	return []practice.Declaration{d}
}
