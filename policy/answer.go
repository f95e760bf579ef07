package policy

import "github.com/candor-privacy/candor/practice"

// answersWho is what a sentence without a verb states that answers who gets the data, by its section or the question before it: "Who receives them? Only
// our processors: Stripe and OVH."
func (r *reader) answersWho(s *sentence) []frame {
	asked := s.asksWho()
	if s.block.kind == headingBlock || s.hasFiniteVerb() || s.question || !asked && !s.topic("share") || len(s.verbs()) > 0 {
		return nil
	}
	f := frame{}
	f.Kind, f.Polarity, f.Modality, f.Data = practice.KindShare, practice.Affirmed, practice.States, []practice.Data{practice.Personal}
	from := 0
	if only, ok := s.onlyThose(); ok {
		f.Polarity, from = practice.AffirmedOnly, only
	} else if !asked || len(s.within("negator", 0, len(s.tokens))) > 0 {
		return nil
	}
	f.Recipients, f.Vendors = s.named(clause{from: from, to: len(s.tokens)}), r.vendors(s, from, len(s.tokens))
	if len(f.Recipients)+len(f.Vendors) == 0 {
		return nil
	}
	return []frame{f}
}

// onlyThose is the token at which those stand who alone are said to get data: behind "only".
func (s *sentence) onlyThose() (int, bool) {
	for _, a := range s.of("only") {
		if a.key == "cancel" {
			continue
		}
		for i := a.to; i < min(a.to+soleReach, len(s.tokens)); i++ {
			if _, ok := s.at("recipient", i); ok {
				return i, true
			}
			if _, _, ok := s.vendorAt(i, len(s.tokens)); ok {
				return i, true
			}
		}
	}
	return 0, false
}

// asksWho reports whether the sentence before this one in its block asks who gets the data.
func (s *sentence) asksWho() bool {
	all := s.block.sentences
	for i := 1; i < len(all); i++ {
		if all[i] == s {
			return all[i-1].question && all[i-1].hasKey("topic", "share")
		}
	}
	return false
}
