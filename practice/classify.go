package practice

import (
	"strings"
)

// Strength is how sure a classification is.
type Strength int

// The strengths. A weak one counts only with support: "name" is a person's if the struct is a Customer,
// or if a neighbour is certain, and a planet's otherwise.
const (
	None Strength = iota
	Weak
	Strong
)

// String returns "none", "weak" or "strong".
func (s Strength) String() string {
	return [...]string{"none", "weak", "strong"}[s]
}

// A Reading is what an identifier or a label says, and by which words. Its Data is "" and its Strength None if it names no data.
type Reading struct {
	Data     Data
	Strength Strength
	Phrase   string // the words that name the data, in lower case and in the singular: "email"
	Person   string // a word among them, or beside them, that is a person: "customer"; "" if there is none
}

// Classify returns the category of personal data that an identifier or a label names, and how sure that is; see [ReadIdentifier].
func Classify(identifier string) (Data, Strength) {
	r := ReadIdentifier(identifier)
	return r.Data, r.Strength
}

// ReadIdentifier tells what personal data an identifier or a label names, in English or French: that of a struct field,
// a form field or its label, a query parameter, a column, a header, a cookie.
//
// It reads words, not letters: "compass" holds no password, and "IPAddress", "ip_address", "ip-address" and "IP address" are the same.
// The longest phrase of identifiers.txt counts, and the last one of several, since that is what an English name is about. The words
// beside it decide what becomes of it:
//
//   - a person makes a weak phrase strong: "customerName", "nom du client";
//   - a word that makes something else of it takes it away: "emailTemplate", "ssn_hash", "smtpFrom";
//   - a word that the table does not know, or that is a thing's, takes a weak phrase away ("productName", "channelName"), and any
//     phrase that it follows ("emailQueue"); in a label, where sentences go on, that only weakens.
func ReadIdentifier(identifier string) Reading {
	label := strings.Contains(strings.TrimSpace(identifier), " ")
	if label {
		identifier = withoutBrackets(identifier)
	}
	lex := identifiers()
	words := lex.words(identifier)
	at, m := lex.lastPhrase(words, label)
	if m.strength == None {
		return Reading{}
	}
	s := lex.weighBefore(m.strength, words[:at], label)
	s = lex.weighAfter(s, words[at+m.words:], label)
	if s == None {
		return Reading{}
	}
	person := lex.person(words)
	if s == Weak && person != "" {
		s = Strong
	}
	return Reading{Data: m.data, Strength: s, Phrase: strings.Join(words[at:at+m.words], " "), Person: person}
}

// NamesNothing reports whether an identifier as a whole is known to look like data and to be none: "client id".
func NamesNothing(identifier string) bool {
	lex := identifiers()
	p, known := lex.phrases[strings.Join(lex.words(identifier), " ")]
	return known && p.strength == None
}

// weighBefore decides what the words before a phrase leave of its strength.
func (lex *lexicon) weighBefore(s Strength, words []string, label bool) Strength {
	for _, w := range words {
		switch lex.roles[w] {
		case roleNever, roleBefore, roleOther:
			return None
		case roleVerb:
			if !label {
				return None
			}
		case roleUnknown:
			if s == Weak && lex.phrases[w].strength == None {
				return None
			}
		case roleHead:
			if s == Weak && !label {
				return None
			}
		}
	}
	return s
}

// weighAfter does the same for the words that follow. A label is read up to a word that starts a new clause.
func (lex *lexicon) weighAfter(s Strength, words []string, label bool) (left Strength) {
	left = s
	for _, w := range words {
		switch lex.roles[w] {
		case roleNever, roleHead, roleOther:
			return None
		case roleBreak:
			if label {
				return left
			}
		case roleUnknown, roleBefore, roleVerb:
			if !label || s == Weak {
				return None
			}
			left = Weak
		}
	}
	return left
}

// person is the first of the words that is a person, "" if there is none.
func (lex *lexicon) person(words []string) string {
	for _, w := range words {
		if lex.roles[w] == rolePerson {
			return w
		}
	}
	return ""
}

// withoutBrackets takes away what a label says in brackets: "Phone (optional)".
func withoutBrackets(label string) string {
	var b strings.Builder
	depth := 0
	for _, r := range label {
		switch {
		case r == '(' || r == '[':
			depth++
			b.WriteByte(' ')
		case r == ')' || r == ']':
			depth = max(depth-1, 0)
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}
