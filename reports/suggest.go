package reports

import (
	"slices"
	"strings"
	"unicode"

	"github.com/candor-privacy/candor/practice"
)

// A Suggestion is what a notice could say of one discrepancy, for its author to edit.
type Suggestion struct {
	ID, Rule  string           // of the discrepancy
	Sentences []string         // to write
	Instead   []practice.Quote // that they take the place of; nil where the notice says nothing yet
	Unasked   bool             // they speak of consent, and it was done where nobody had given it
	Unnamed   []string         // domains whose company no table knows: its name is to stand in their place
}

// Suggest writes the sentences that are missing in a notice, in the language "en" or "fr": of recipients, data, purposes, tracers and logs that it
// does not tell of, and of lifetimes that it tells wrong. What the notice denies or promises otherwise is not among them: there, it is not for the
// text to give way. What does not count in the outcome is left out. Called tells how a notice calls a cookie or a storage key.
func Suggest(o practice.Outcome, language string, called func(name string) string) ([]Suggestion, error) {
	a, err := authorIn(language)
	if err != nil {
		return nil, err
	}
	var all []Suggestion
	for _, d := range o.Discrepancies {
		if !o.Counts(d.ID) || !a.answers(d) {
			continue
		}
		d.Observed = slices.Clone(d.Observed)
		for i := range d.Observed {
			d.Observed[i].Name = called(d.Observed[i].Name)
		}
		s := Suggestion{ID: d.ID, Rule: d.Rule, Sentences: a.missing(d)}
		s.Unasked = a.promisesTooMuch(d)
		if a.tellsLifetimes(d) {
			for _, said := range d.Declared {
				s.Instead = append(s.Instead, said.Quote)
			}
		}
		for _, recipient := range a.terms(d.Observed, func(p practice.Practice) string { return string(p.Recipient) }) {
			if _, known := practice.VendorByName(recipient); !known && strings.Contains(recipient, ".") {
				s.Unnamed = append(s.Unnamed, recipient)
			}
		}
		if len(s.Sentences) > 0 {
			all = append(all, s)
		}
	}
	return all, nil
}

// missing are the sentences that would mend a discrepancy that they can mend.
func (a author) missing(d practice.Discrepancy) []string {
	if a.tellsLifetimes(d) {
		return a.lifetimes(d)
	}
	return a.sentences(d)
}

// tellsLifetimes reports whether what is to be written takes the place of a wrong lifetime: the rule has a sentence of its own.
func (a author) tellsLifetimes(d practice.Discrepancy) bool { return a.has("sentence", d.Rule) }

// SuggestedRules names the rules whose findings a sentence can mend.
func SuggestedRules() []string {
	var names []string
	for key := range noticeWords() {
		if key[0] == "missing" {
			names = append(names, key[1])
		}
	}
	slices.Sort(names)
	return names
}

// answers reports whether a sentence would mend a discrepancy.
func (a author) answers(d practice.Discrepancy) bool {
	row := noticeWords()[[2]string{"missing", d.Rule}]
	return row != nil && (row[2] == "any" || row[2] == string(d.Verdict))
}

// lifetimes tell how long each tracer is seen to live, the longest time of each.
func (a author) lifetimes(d practice.Discrepancy) []string {
	longest := map[string]practice.Observation{}
	var names []string
	for _, o := range d.Observed {
		before, known := longest[o.Name]
		if !known {
			names = append(names, o.Name)
		}
		if !known || o.Period.Longer(before.Period) {
			longest[o.Name] = o
		}
	}
	slices.Sort(names)
	var sentences []string
	for _, name := range names {
		o := longest[name]
		sentences = append(sentences, a.sentence(d.Rule, map[string]string{"names": a.tracers([]practice.Observation{o}), "lifetime": a.period(o.Period)}))
	}
	return sentences
}

// An act is what one sentence tells: who gets what, or what is done with it.
type act struct{ action, recipient string }

// actOf is the sentence to which an observation belongs: however data are handed over, a notice says that they are shared.
func actOf(p practice.Practice) act {
	action := p.Action
	if practice.Covers(practice.Share, action) {
		action = practice.Share
	}
	return act{string(action), string(p.Recipient)}
}

// sentences tell what was seen of a discrepancy, one sentence an act.
func (a author) sentences(d practice.Discrepancy) []string {
	seen := map[act][]practice.Observation{}
	var acts []act
	for _, o := range d.Observed {
		of := actOf(o.Practice)
		if !a.has("sentence", of.action) {
			continue
		}
		if seen[of] == nil {
			acts = append(acts, of)
		}
		seen[of] = append(seen[of], o)
	}
	consent := a.speaksOfConsent(d)
	var sentences []string
	for _, of := range acts {
		key := of.action
		if consent && a.has("sentence", key+".asked") {
			key += ".asked"
		}
		words := map[string]string{
			"data":      a.joined(each(a.terms(seen[of], func(p practice.Practice) string { return string(p.Data) }), func(key string) string { return a.term("data", key) })),
			"names":     a.tracers(seen[of]),
			"recipient": inertWords(of.recipient),
			"for":       a.purposes(a.terms(seen[of], func(p practice.Practice) string { return string(p.Purpose) })),
		}
		if of.recipient != "" {
			words["of"] = a.before("of", inertWords(of.recipient))
		}
		sentences = append(sentences, a.sentence(key, words))
	}
	return sentences
}

// speaksOfConsent reports whether the sentences for a discrepancy say that it is done with consent: whoever keeps what needs consent gets the rest
// by it, too.
func (a author) speaksOfConsent(d practice.Discrepancy) bool {
	return !a.tellsLifetimes(d) && slices.ContainsFunc(d.Observed, func(o practice.Observation) bool {
		return o.Practice.Action == practice.Track && a.has("sentence", string(practice.Track)) && asked(consentOf(o.Practice.Purpose))
	})
}

// promisesTooMuch reports whether the sentences for a discrepancy say that it is done with consent, and it was seen to be done without.
func (a author) promisesTooMuch(d practice.Discrepancy) bool {
	return a.speaksOfConsent(d) && slices.ContainsFunc(d.Observed, unasked)
}

// unasked reports whether something was seen on the site where nobody had agreed to it.
func unasked(o practice.Observation) bool {
	return o.Practice.Actor == practice.Site && o.Practice.Condition != practice.Accepted && o.Practice.Condition != practice.Always
}

// terms are those that occur, sorted, each once. What stands in another term that occurs is said with it.
func (a author) terms(seen []practice.Observation, of func(practice.Practice) string) []string {
	var all []string
	for _, o := range seen {
		all = append(all, of(o.Practice))
	}
	all = distinct(all)
	return slices.DeleteFunc(slices.Clone(all), func(key string) bool {
		return slices.ContainsFunc(all, func(other string) bool { return other != key && strings.HasPrefix(other, key+".") })
	})
}

// tracers name what is kept on the device: cookies, and entries of the browser's storage. Where none has a name, the category of data stands for it.
func (a author) tracers(seen []practice.Observation) string {
	var cookies, entries []string
	for _, o := range seen {
		switch {
		case o.Name == "" || !practice.Covers("tracer", o.Practice.Data): // that of a script which takes a fingerprint is no name of anything kept
		case o.Practice.Data == "tracer.local_storage":
			entries = append(entries, codeSpan(o.Name))
		default:
			cookies = append(cookies, codeSpan(o.Name))
		}
	}
	var parts []string
	for _, list := range []struct {
		one, many string
		names     []string
	}{{"cookie", "cookies", distinct(cookies)}, {"entry", "entries", distinct(entries)}} {
		key := list.many
		if len(list.names) == 1 {
			key = list.one
		}
		if len(list.names) > 0 {
			parts = append(parts, strings.Replace(a.word("words", key), "%s", a.joined(list.names), 1))
		}
	}
	if len(parts) == 0 {
		return a.joined(each(a.terms(seen, func(p practice.Practice) string { return string(p.Data) }), func(key string) string { return a.term("data", key) }))
	}
	return a.joined(parts)
}

// sentence fills a sentence of the table in: {data} and its like stand for words, and a word that is missing leaves no gap.
func (a author) sentence(key string, words map[string]string) string {
	var b strings.Builder
	for rest := a.word("sentence", key); rest != ""; {
		before, behind, _ := strings.Cut(rest, "{")
		name, after, _ := strings.Cut(behind, "}")
		b.WriteString(before + words[name])
		rest = after
	}
	text := strings.ReplaceAll(strings.Join(strings.Fields(b.String()), " "), " .", ".")
	first := []rune(text)
	return string(unicode.ToUpper(first[0])) + string(first[1:])
}
