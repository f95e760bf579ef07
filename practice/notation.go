package practice

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// String writes the practice in the notation that Parse reads:
//
//	ACTOR ACTION DATA [to|by RECIPIENT] [for PURPOSE] [CONDITION]
//
// A part that is "" is left out. String also writes what Parse refuses, such as an unknown category, so that an error can show it.
func (p Practice) String() string {
	var room [128]byte // as much as most practices need
	line := append(append(appendParty(room[:0], p.Actor), ' '), p.Action...)
	if p.Data != "" {
		line = append(append(line, ' '), p.Data...)
	}
	if p.Recipient != "" {
		line = append(append(append(line, ' '), preposition(p.Action)...), ' ')
		line = appendParty(line, p.Recipient)
	}
	if p.Purpose != "" {
		line = append(append(line, " for "...), p.Purpose...)
	}
	if p.Condition != "" {
		line = append(append(line, ' '), p.Condition...)
	}
	return string(line)
}

// Parse reads one practice in the notation, for example
//
//	site share device.ip_address to Google for analytics.audience before consent
//	site track tracer.cookie_id by Google Analytics for analytics.audience
//	"Bank for All" collect contact.email
//
// The actor and the recipient may be any party, as plain words, or in quotes (with Go's escapes) when a word of the name is one
// of the notation's own or the name has odd characters. The word before the recipient is "by" for the actions whose term says so
// (collect, use, combine, track, retain, delete …) and "to" for the others. The data category may be left out when there is none.
// Everything else must be a term of the vocabulary; the error names the word that is not.
func Parse(text string) (Practice, error) {
	var p Practice
	rest := notation{text}
	var err error
	if p.Actor, err = rest.party("actor"); err != nil {
		return Practice{}, err
	}
	action := rest.word()
	if _, ok := LookupTerm(action, ActionTerm); !ok {
		return Practice{}, noAction(p.Actor, action)
	}
	p.Action = Action(action)
	prep := preposition(p.Action)
	if next := rest.peek(); next != "" && next != "for" && next != prep && !rest.isCondition() {
		if _, ok := LookupTerm(rest.word(), DataTerm); !ok {
			return Practice{}, unknownWord("data category", next)
		}
		p.Data = Data(next)
	}
	if rest.peek() == prep && !rest.isCondition() {
		rest.word()
		if p.Recipient, err = rest.party("recipient"); err != nil {
			return Practice{}, err
		}
	}
	if rest.peek() == "for" {
		rest.word()
		purpose := rest.word()
		if _, ok := LookupTerm(purpose, PurposeTerm); !ok {
			return Practice{}, unknownWord("purpose", purpose)
		}
		p.Purpose = Purpose(purpose)
	}
	if p.Condition, err = rest.condition(p.Action); err != nil {
		return Practice{}, err
	}
	return p, nil
}

// MarshalText writes the practice in the notation; it errs on a practice that Parse would refuse.
func (p Practice) MarshalText() ([]byte, error) {
	text := p.String()
	if back, err := Parse(text); err != nil {
		return nil, fmt.Errorf("practice %q: %w", text, err)
	} else if back != p {
		return nil, fmt.Errorf("practice %q: a field holds more than one term", text)
	}
	return []byte(text), nil
}

// UnmarshalText is Parse.
func (p *Practice) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

// notation is what is left of a line while it is read.
type notation struct{ text string }

// peek returns the next word, "" at the end.
func (n *notation) peek() string {
	n.text = strings.TrimLeft(n.text, " ")
	word, _, _ := strings.Cut(n.text, " ")
	return word
}

// word cuts the next word off.
func (n *notation) word() string {
	word := n.peek()
	n.text = n.text[len(word):]
	return word
}

// party cuts a party off: a quoted string, or all words up to one of the notation's own.
func (n *notation) party(role string) (Party, error) {
	if strings.HasPrefix(n.peek(), `"`) {
		return n.quotedParty(role)
	}
	var words []string
	for n.peek() != "" && !reserved()[n.peek()] {
		word := n.word()
		if !plainWord(word) {
			return "", fmt.Errorf("%s: odd characters in %q; such a name stands in quotes", role, word)
		}
		words = append(words, word)
	}
	if len(words) == 0 {
		return "", fmt.Errorf("%s: missing before %q; a name that has a word of the notation in it stands in quotes", role, n.peek())
	}
	return Party(strings.Join(words, " ")), nil
}

func (n *notation) quotedParty(role string) (Party, error) {
	quoted, err := strconv.QuotedPrefix(n.text)
	if err != nil {
		return "", fmt.Errorf("%s: a quote that does not end; close it with \"", role)
	}
	n.text = n.text[len(quoted):]
	name, err := strconv.Unquote(quoted)
	if err != nil || name == "" || (n.text != "" && n.text[0] != ' ') {
		return "", fmt.Errorf("%s: %s is not a name in quotes; write a space after it", role, quoted)
	}
	return Party(name), nil
}

// isCondition reports whether what is left is a condition, so that "by browsing" is not taken for a recipient.
func (n *notation) isCondition() bool {
	_, ok := LookupTerm(strings.Join(strings.Fields(n.text), " "), ConditionTerm)
	return ok
}

// condition reads what is left of the line.
func (n *notation) condition(action Action) (Condition, error) {
	left := strings.Join(strings.Fields(n.text), " ")
	if left == "" {
		return "", nil
	}
	if _, ok := LookupTerm(left, ConditionTerm); ok {
		return Condition(left), nil
	}
	if word := n.peek(); word == "to" || word == "by" {
		return "", fmt.Errorf("%q stands before the recipient of %s, not %q; see candor explain %s", preposition(action), action, word, action)
	}
	return "", unknownWord("condition", left)
}

// preposition returns the word before the recipient of an action.
func preposition(a Action) string {
	if t, ok := LookupTerm(string(a), ActionTerm); ok {
		return t.Preposition
	}
	return "to"
}

// noAction explains a line in which no action was found: what should have been one was read as part of the actor's name.
func noAction(actor Party, next string) error {
	if next != "" {
		return unknownWord("action", next)
	}
	if first, rest, ok := strings.Cut(string(actor), " "); ok {
		second, _, _ := strings.Cut(rest, " ")
		return fmt.Errorf("no word after %q is a known action, not even %q; see candor explain terms", first, second)
	}
	return fmt.Errorf("no action after %q; see candor explain terms", actor)
}

func unknownWord(what, word string) error {
	if word == "" {
		return fmt.Errorf("%s: missing at the end; see candor explain terms", what)
	}
	return fmt.Errorf("%q is not a known %s; see candor explain terms", word, what)
}

// reserved is the words that end a party which is not in quotes: every action, "to", "by", "for", and every word of a condition.
var reserved = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{"to": true, "by": true, "for": true}
	for _, t := range TermsOf(ActionTerm) {
		words[t.Key] = true
	}
	for _, t := range TermsOf(ConditionTerm) {
		for _, w := range strings.Fields(t.Key) {
			words[w] = true
		}
	}
	return words
})

// appendParty writes a party, plain or in quotes, so that Parse reads the same one.
func appendParty(line []byte, p Party) []byte {
	for w := range strings.SplitSeq(string(p), " ") {
		if reserved()[w] || !plainWord(w) {
			return strconv.AppendQuote(line, string(p))
		}
	}
	return append(line, p...)
}

// plainWord reports whether a word of a name needs no quotes.
func plainWord(w string) bool {
	for _, r := range w {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".-_&'+!/@()*:", r) {
			return false
		}
	}
	return w != ""
}
