package policy

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// An ownTerm is an umbrella term that a notice defines for itself.
type ownTerm struct {
	data   []practice.Data
	listed bool // an item of a list, which says by its lead-in what is done with them: "we collect the following"
}

// adopt makes the notice's own umbrella terms phrases for data in this sentence: where it says "Technical Data", it speaks of all
// that it said Technical Data include.
func (s *sentence) adopt(umbrellas map[string]ownTerm) {
	if len(umbrellas) == 0 {
		return
	}
	for i := range s.tokens {
		if !s.tokens[i].upper {
			continue
		}
		for n := min(5, len(s.tokens)-i); n > 1; n-- {
			term, ok := umbrellas[s.folded(i, i+n)]
			if !ok {
				continue
			}
			if s.defines(i, i+n) {
				break
			}
			s.local = append(s.local, localTerm{i, i + n, term})
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
	ownTerm
}

// localData replaces what the lexicon makes of the notice's own terms between two tokens by what the notice says they include. What of
// a list is collected was said where the term was defined, so there the broad category stays; given away is all of it.
func (s *sentence) localData(list []practice.Data, kind practice.Kind, from, to int) []practice.Data {
	for _, l := range s.local {
		if l.from < from || l.to > to {
			continue
		}
		general := s.phrasesOfData(l.from, l.to)
		if l.listed && len(general) > 0 && kind != practice.KindShare && kind != practice.KindSell && kind != practice.KindTransfer {
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
				r.findBroad(s)
				continue
			}
			var data []practice.Data
			for _, a := range s.phrasesOfData(at, len(s.tokens)) {
				if a.key != string(practice.Personal) {
					data = appendNew(data, practice.Data(a.key))
				}
			}
			if len(data) > 0 {
				r.umbrellas[name] = ownTerm{data, b.kind == itemBlock}
			}
		}
	}
}

// findBroad collects what the notice counts among a category that it calls by a general name: "The following are considered sensitive data:
// political opinions, …".
func (r *reader) findBroad(s *sentence) {
	if !s.has("counts.as") {
		return
	}
	found := s.phrasesOfData(0, len(s.tokens))
	for _, a := range found {
		var list []practice.Data
		for _, b := range found {
			if strings.HasPrefix(b.key, a.key+".") {
				list = appendNew(list, practice.Data(b.key))
			}
		}
		if len(list) > 1 {
			r.broad[practice.Data(a.key)] = appendNew(r.broad[practice.Data(a.key)], list...)
		}
	}
}

// spelled is the list with what the notice counts among its general categories, which who denies or gives away all of them means too.
func (r *reader) spelled(list []practice.Data) []practice.Data {
	for _, d := range list {
		list = appendNew(list, r.broad[d]...)
	}
	return list
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
