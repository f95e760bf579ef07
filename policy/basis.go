package policy

import "github.com/candor-privacy/candor/practice"

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
