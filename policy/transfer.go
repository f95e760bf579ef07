package policy

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

func (r *reader) transfer(s *sentence) []practice.Declaration {
	mechanism := s.of("mechanism")
	if len(mechanism) == 0 && !s.has("outside") && s.onlySeats() {
		return nil
	}
	abroad := s.has("outside") && s.has("transfer.cue") && (s.hasData(0, len(s.tokens)) || s.topic("transfer") || s.hasKey("deed", string(practice.KindTransfer)) || len(s.recipients(0, len(s.tokens))) > 0)
	listed := len(mechanism) > 0 && s.has("place") && s.block.kind == itemBlock
	sent := s.sentAbroad() && !s.hasKey("place", "EU") && !s.hasKey("place", "EEA")
	if s.tellsLaw() {
		return nil
	}
	if !abroad && !sent && !listed && !s.workedAbroad() && (len(mechanism) == 0 || !s.has("transfer.cue") && !s.topic("transfer")) || s.has("advice") {
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
	if named := s.dataIn(clause{from: 0, to: len(s.tokens)}); d.Polarity == practice.Denied && len(named) > 0 && !slices.Contains(named, practice.Personal) {
		d.Data = named // "your file never leaves the country" says nothing of other data
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

// sentAbroad reports whether a place follows a verb of transferring: "processed in India", but not "processed in connection with …".
func (s *sentence) sentAbroad() bool {
	for _, v := range s.of("transfer.verb") {
		if len(s.within("place", v.to, min(v.to+placeWords, len(s.tokens)))) > 0 {
			return true
		}
	}
	return false
}

// workedAbroad reports whether somebody works with data who is said to be outside of the European Economic Area: "our call centre in Manila can see your
// orders", "tickets are handled by Zendesk in San Francisco".
func (s *sentence) workedAbroad() bool {
	if !s.hasData(0, len(s.tokens)) || s.has("right.trigger") || s.question {
		return false
	}
	for _, p := range s.of("place") {
		if slices.Contains(atHome, p.key) || practice.InEconomicArea(p.key) || !s.basedIn(p.from) && !s.givenIn(p.from) {
			continue
		}
		for _, v := range s.verbs() {
			if !v.embedded && v.kind != practice.KindDelete && v.kind != "place" {
				return true
			}
		}
		return s.has("sees")
	}
	return false
}

// atHome are the places beside the countries of the European Economic Area that nothing is abroad in for its law: the United Kingdom is found adequate.
var atHome = []string{"EU", "EEA", "UK", "any"}

// givenIn reports whether the place at token i is where those are to whom data are given: "we pass orders to our warehouse operator in China".
func (s *sentence) givenIn(i int) bool {
	if !s.covers("inside", i-1) && !(s.covers("determiner", i-1) && s.covers("inside", i-2)) {
		return false
	}
	for _, v := range s.verbs() {
		if v.kind == practice.KindShare && !v.embedded && !v.denied && v.to <= i && v.clause == s.inClause[i] && len(s.recipients(v.to, i)) > 0 {
			return true
		}
	}
	return false
}

// basedIn reports whether the place at token i is where somebody is: "based in Tunis", "our team in Manila", "Zendesk, Inc. in San Francisco".
func (s *sentence) basedIn(i int) bool {
	for i > 0 && (s.covers("determiner", i-1) || s.covers("inside", i-1)) {
		i--
	}
	for _, a := range s.of("based") { // "our Moroccan subsidiary", « notre filiale marocaine »
		if p, ok := s.at("place", i); ok && (a.to == i || a.from == p.to) && s.tokens[a.from].class == wordToken {
			return true
		}
	}
	if !s.covers("inside", i) {
		return false
	}
	for _, a := range s.of("based") {
		if a.to == i {
			return true
		}
	}
	for j := max(0, i-nameWords); j < i; j++ {
		if n, _, ok := s.vendorAt(j, i); ok && j+n == i {
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
