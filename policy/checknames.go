package policy

import (
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// TwoNames is the check two-names.
var TwoNames = &Check{
	Name: "two-names",
	Doc: `The notice names two companies as its controller, or two people as its data protection officer

Whoever wants to use a right must know against whom: "the controller is Heron Ltd" and, further down, "Egret Inc. is the controller" leave
two addresses and none. Not flagged: controllers that are told to act jointly, or each for something of their own, and one who followed another.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 13(1)(a)", "GDPR 13(1)(b)"},
	Remedy:     "Name one, or say for what each of them is responsible and how to reach them (GDPR 26 where they decide together).",
	find:       (*reader).findTwoNames,
}

// A bearer is a part that one alone can have, with the sentence that names who has it.
type bearer struct {
	name  []string // folded words, without legal form and title
	quote practice.Quote
}

func (r *reader) findTwoNames(f *findings) {
	var controllers, officers []bearer
	r.eachSentence(func(s *sentence) {
		if s.question || s.has("names.several") {
			return
		}
		for _, cue := range s.of("controller.is") {
			if name := s.companyBeside(cue); name != nil {
				controllers = append(controllers, bearer{name, r.quote(s)})
			}
		}
		for _, cue := range s.of("officer") {
			if name := s.personBeside(cue); name != nil {
				officers = append(officers, bearer{name, r.quote(s)})
			}
		}
	})
	f.addTwo(controllers, "two companies are named as the controller", "Nobody can tell who answers for the data.")
	f.addTwo(officers, "two people are named as the data protection officer", "Nobody can tell to whom to write.")
}

// addTwo adds a finding about the first two that have no word of their names in common.
func (f *findings) addTwo(list []bearer, message, why string) {
	for i := range list {
		for _, other := range list[i+1:] {
			if !slices.ContainsFunc(list[i].name, func(word string) bool { return slices.Contains(other.name, word) }) {
				f.add(Finding{Message: message, Why: why, Quotes: []practice.Quote{list[i].quote, other.quote}})
				return
			}
		}
	}
}

// nameReach is how many words stand between what somebody is and their name, at most.
const nameReach = 4

// companyBeside is the name with a legal form that stands right behind the cue or right before it, nil without one.
func (s *sentence) companyBeside(cue annotation) []string {
	for i := range s.tokens {
		n := s.properName(i)
		if n == 0 || i > 0 && s.properBefore(i) || !s.legalForm(i, n) || s.serves(i) {
			continue
		}
		if s.covers("legal.form", i+n) {
			n++
		}
		behind := i >= cue.to && i-cue.to <= nameReach
		before := i+n <= cue.from && cue.from-i-n <= 1
		if (cue.key == "before" && before) || (cue.key != "before" && behind) {
			return s.wordsOfName(i, i+n)
		}
	}
	return nil
}

// personBeside is the name of two words at least, none of them of a company, that stands near the cue, nil without one.
func (s *sentence) personBeside(cue annotation) []string {
	for i := cue.to; i < len(s.tokens) && i <= cue.to+nameReach; i++ {
		if n := s.properName(i); n >= 2 && !s.legalForm(i, n) && !s.insideOwnName(i) && !s.reachedAt(i) {
			if _, _, vendor := s.vendorAt(i, i+n); !vendor || !knownVendor(s.written(i, i+n)) {
				return s.wordsOfName(i, i+n)
			}
		}
	}
	return nil
}

// reachedAt reports whether the words from token i on are an address: a street or a place.
func (s *sentence) reachedAt(i int) bool {
	for j := i; j < min(i+nameReach, len(s.tokens)); j++ {
		if s.covers("street", j) || s.covers("place", j) {
			return true
		}
	}
	return false
}

func knownVendor(name string) bool {
	_, ok := practice.VendorByName(name)
	return ok
}

// wordsOfName are the folded words of a name, without its legal form, articles and titles.
func (s *sentence) wordsOfName(from, to int) []string {
	var list []string
	for i := from; i < to; i++ {
		if t := s.tokens[i]; t.class == wordToken && len(strings.Trim(t.word, ".")) > 2 && !s.covers("legal.form", i) {
			list = append(list, t.fold)
		}
	}
	return list
}
