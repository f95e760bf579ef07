package policy

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// logData is the category of logs.
const logData practice.Data = "log"

// putsIntoLogs reports whether the verb says that data are written to logs: "the server writes your IP address into its logs", "your name is kept in
// our log files".
func (s *sentence) putsIntoLogs(v verb) bool {
	switch v.kind {
	case "hold", "place", "store", "provide":
		return !v.denied && v.actor != "you" && !s.timed() && s.intoLogs(v)
	}
	return false
}

// keepsFromLogs reports whether the verb denies that logs hold something: "our logs contain no personal data", "we never write your
// address to our logs", "passwords are never logged".
func (s *sentence) keepsFromLogs(v verb) bool {
	if !v.denied {
		return false
	}
	switch v.kind {
	case "hold", "place", "store", "provide", practice.KindCollect:
		return v.key == string(logData) || s.inLogs(v)
	}
	return false
}

// inLogs reports whether logs are where the verb puts something: what the clause begins with, as its subject, or behind "in" or "to".
func (s *sentence) inLogs(v verb) bool {
	c := s.clauses[v.clause]
	for _, a := range s.logs(c.from, c.to) {
		if s.headOf(a, c) == c.from && a.to <= v.from && !v.passive {
			return true
		}
	}
	return s.intoLogs(v)
}

// intoLogs reports whether logs stand behind "in" or "to" in the clause of the verb.
func (s *sentence) intoLogs(v verb) bool {
	c := s.clauses[v.clause]
	for _, a := range s.logs(c.from, c.to) {
		if i := s.headOf(a, c); i > c.from && s.covers("inside", i-1) {
			return true
		}
	}
	return false
}

// headOf is where the phrase begins with the words that belong to it: "our" of "our log files".
func (s *sentence) headOf(a annotation, c clause) int {
	i := a.from
	for i > c.from && (s.covers("determiner", i-1) || s.covers("possessive", i-1) || s.covers("adjective", i-1)) && !s.covers("inside", i-1) {
		i--
	}
	return i
}

// logs are the phrases for logs between two tokens, whatever stands before them; "log in" is none.
func (s *sentence) logs(from, to int) []annotation {
	var all []annotation
	for _, a := range s.found {
		if strings.HasPrefix(a.class, "data") && a.key == string(logData) && a.from >= from && a.to <= to && !s.swallowed(a) {
			all = append(all, a)
		}
	}
	return all
}

// outOfLogs is what a denial about logs is about: the logs, and the data that they are said not to hold. "No personal data" is all
// of them, and denies no collecting elsewhere.
func outOfLogs(named []practice.Data) []practice.Data {
	list := []practice.Data{logData}
	for _, d := range named {
		if d != practice.Personal {
			list = appendNew(list, d)
		}
	}
	return list
}

// onlyLogs reports whether nothing but logs is named.
func onlyLogs(list []practice.Data) bool { return len(list) == 1 && list[0] == logData }
