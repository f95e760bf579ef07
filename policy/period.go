package policy

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// period is how long the sentence says that something lasts: the first duration between two tokens, else what it lasts until, else
// the words that stand for a period, else the criterion.
func (s *sentence) period(from, to int) practice.Period {
	longest, days := practice.Period(""), -1
	for i := from; i < to; i++ {
		if p, ok := s.durationAt(i); ok {
			if n, _ := p.Days(); n > days { // of several, the longest is what the notice allows
				longest, days = p, n
			}
		}
	}
	if longest != "" {
		return longest
	}
	if named := s.periodsNamed(from, to); len(named) > 0 {
		return practice.Period(named[0].key)
	}
	for _, class := range []string{"until", "criteria"} {
		if found := s.within(class, from, to); len(found) > 0 {
			return practice.Period(class + ":" + found[0].key)
		}
	}
	return ""
}

// periodsNamed are the words for a period between two tokens; "temporarily or permanently" is none.
func (s *sentence) periodsNamed(from, to int) []annotation {
	var named []annotation
	for _, a := range s.within("period", from, to) {
		if a.key != "cancel" {
			named = append(named, a)
		}
	}
	return named
}

// durationAt is the duration that begins at token i: "13 months", "[1] year", "twelve (12) months", "30-day".
func (s *sentence) durationAt(i int) (practice.Period, bool) {
	n, next := 0, i+1
	if s.tokens[i].class == numberToken {
		v, err := strconv.Atoi(s.word(i))
		if err != nil {
			return glued(s.word(i))
		}
		n = v
	} else if a, ok := s.at("number", i); ok {
		n, _ = strconv.Atoi(a.key)
		next = a.to
	}
	for next < len(s.tokens) && (s.fold(next) == "(" || s.fold(next) == ")" || s.tokens[next].class == numberToken && next > i+1) {
		next++
	}
	if n <= 0 || n > 9999 {
		return "", false
	}
	a, ok := s.at("unit", next)
	if !ok {
		return "", false
	}
	switch a.key {
	case "H":
		return practice.Period(fmt.Sprintf("PT%dH", n)), true
	case "I":
		return practice.Period(fmt.Sprintf("PT%dM", n)), true
	}
	return practice.Period(fmt.Sprintf("P%d%s", n, a.key)), true
}

// glued reads a duration written in one word: "13m", "2y", "30d".
func glued(word string) (practice.Period, bool) {
	if len(word) < 2 || !strings.Contains("dmy", word[len(word)-1:]) {
		return "", false
	}
	n, err := strconv.Atoi(word[:len(word)-1])
	if err != nil || n <= 0 {
		return "", false
	}
	return practice.Period(fmt.Sprintf("P%d%s", n, strings.ToUpper(word[len(word)-1:]))), true
}
