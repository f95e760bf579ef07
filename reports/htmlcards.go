package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A card tells one discrepancy.
type (
	cardView struct {
		ID, Severity, SeverityLabel, Rule, Verdict, Sure, Practice, Meaning, Message, Why, NotSaid, NotSeen string
		Excuse                                                                                              string // why it does not count; "" where it does
		Number                                                                                              int
		Keys                                                                                                []keyView
		Said                                                                                                []quoteView
		Seen                                                                                                []seenView
		Todo                                                                                                []todoView
		Judged                                                                                              []Fact // what it is called, and why
		References                                                                                          []string
	}
	// A todoView is what to change, and in which language that is told.
	todoView struct{ Label, Value, Lang string }
	// A keyView is what the filter knows of a card; several values stand apart by "|".
	keyView struct{ Name, Value string }
	// A seenView is one side. What does not stand in the card at once is folded away on a screen, and annexed in print.
	seenView struct {
		Label, More          string
		First, Rest, Annexed []sightingView
	}
	sightingView struct {
		Practice, Name, Period, Country, More string
		Places, Rest                          []placeView
	}
	placeView struct {
		Where, Detail, Why string
		Code               string // the line of code
		Also               string // where else the same was seen
		Way                []placeView
		Picture            string // the anchor of a screenshot of the page
	}
)

// How many observations of one side, and places of one observation, a card shows at once.
const (
	sightingsShown = 4
	placesShown    = 3
)

// cards are the discrepancies that count, and behind them those that have been accepted or were known before.
func (v viewer) cards(o practice.Outcome) []cardView {
	var counting, excused []cardView
	for i, d := range o.Discrepancies {
		c := v.card(i+1, o, d)
		if o.Counts(d.ID) {
			counting = append(counting, c)
		} else {
			c.Excuse = excuse(o, d.ID)
			excused = append(excused, c)
		}
	}
	return append(counting, excused...)
}

func (v viewer) card(number int, o practice.Outcome, d practice.Discrepancy) cardView {
	c := cardView{
		ID: Clean(d.ID), Number: number, Severity: string(d.Severity), SeverityLabel: v.words.or("severity."+string(d.Severity), Clean(string(d.Severity))),
		Rule: Clean(d.Rule), Verdict: Clean(string(d.Verdict)), Sure: sureness(d.Confidence), Practice: Clean(d.Practice.String()), Meaning: v.meaning(d.Practice.Data),
		Message: Clean(d.Message), Why: Clean(d.Why), References: each(d.References, Clean),
		Said: slices.Concat(v.quotes(d.Declared, ""), v.quotes(d.Nearest, v.words.of("nearest"))),
	}
	switch {
	case len(d.Declared) > 0:
	case d.Verdict == practice.Omitted:
		c.NotSaid = fmt.Sprintf("%s (%s %.0f %%)", v.words.of("not_found"), strings.ToLower(v.words.of("confidence")), 100*d.Confidence)
	default:
		c.NotSaid = v.words.of("nothing_said")
	}
	for _, actor := range []practice.Party{practice.Site, practice.Code} {
		if seen := v.sightings(d.Observed, actor); len(seen) > 0 {
			c.Seen = append(c.Seen, v.fold(v.words.of("seen_"+string(actor)), seen))
		}
	}
	switch {
	case len(d.Observed) > 0:
	case d.Verdict == practice.Stale:
		c.NotSeen = v.words.of("nothing_seen")
	default:
		c.NotSeen = v.words.of("text_fault")
	}
	for _, r := range d.Remedies {
		c.Todo = append(c.Todo, todoView{v.words.or("in_the_"+r.Side, Clean(r.Side)), Clean(r.Text), "en"})
	}
	if v.author.answers(d) {
		for _, sentence := range v.author.missing(d) {
			c.Todo = append(c.Todo, todoView{v.words.of("suggestion"), strings.ReplaceAll(sentence, "`", ""), v.language()})
		}
		if v.author.promisesTooMuch(d) {
			c.Todo = append(c.Todo, todoView{v.words.of("before_it"), v.author.word("words", "unasked.sentence"), v.language()})
		}
	}
	c.Judged = judgements(o, d)
	for _, k := range filterKeys {
		c.Keys = append(c.Keys, keyView{k.name, strings.Join(k.of(o, d), "|")})
	}
	return c
}

// manyCards is how many cards a browser lays out at once without making whoever types into the filter wait.
const manyCards = 100

// Many reports whether a browser had better lay out those cards alone that are in sight.
func (v reportView) Many() bool { return len(v.Cards) > manyCards }

// Annexed are the sides of which not everything stands in a printed card.
func (c cardView) Annexed() []seenView {
	return slices.DeleteFunc(slices.Clone(c.Seen), func(s seenView) bool { return len(s.Annexed) == 0 })
}

// Annexed reports whether something of a card stands elsewhere in print.
func (v reportView) Annexed() bool {
	return slices.ContainsFunc(v.Cards, func(c cardView) bool { return len(c.Annexed()) > 0 })
}

// fold shows the first of what was seen, and folds the rest away.
func (v viewer) fold(label string, seen []sightingView) seenView {
	shown := min(len(seen), sightingsShown)
	f := seenView{Label: label, First: seen[:shown], Rest: seen[shown:]}
	if len(f.Rest) > 0 {
		f.More = fmt.Sprintf(v.words.of("more"), len(f.Rest))
	}
	for i, s := range seen {
		if i < shown {
			s.Places = nil
		}
		if s.Places, s.Rest = slices.Concat(s.Places, s.Rest), nil; len(s.Places) > 0 {
			f.Annexed = append(f.Annexed, s)
		}
	}
	return f
}

func (v viewer) sightings(observed []practice.Observation, actor practice.Party) []sightingView {
	var out []sightingView
	for _, s := range groupsByName(observed) {
		if s.practice.Actor != actor {
			continue
		}
		sighting := sightingView{Practice: s.done(), Name: Clean(strings.Join(s.names, "")), Period: v.period(s.period), Country: v.country(s.country)}
		for _, a := range alikes(s.evidence) {
			place := v.place(s.states[a.at], a.Evidence)
			place.Also = v.also(a)
			sighting.Places = append(sighting.Places, place)
		}
		if shown := placesShown; len(sighting.Places) > shown {
			sighting.Places, sighting.Rest = sighting.Places[:shown], sighting.Places[shown:]
			sighting.More = fmt.Sprintf(v.words.of("more"), len(sighting.Rest))
		}
		out = append(out, sighting)
	}
	return out
}

// also tells where else the same was seen.
func (v viewer) also(a *alike) string {
	var where []string
	if len(a.pages) > 0 {
		where = append(where, strings.Join(each(a.pages, Clean), ", "))
	}
	if len(a.requests) > 0 {
		where = append(where, v.words.of("requests")+" "+strings.Join(a.requests, ", "))
	}
	if len(where) == 0 {
		return ""
	}
	return v.words.of("the_same") + ": " + strings.Join(where, "; ")
}

func (v viewer) place(state practice.Condition, e practice.Evidence) placeView {
	view := placeView{Where: Clean(spot(e)), Detail: detail(e), Code: Clean(e.Code), Why: Clean(e.Why), Picture: v.gallery.of(e.Source, state)}
	for _, step := range way(e) {
		view.Way = append(view.Way, placeView{Where: Clean(spot(step)), Detail: Clean(step.Detail), Code: Clean(step.Code)})
	}
	return view
}

// filterKeys are the questions that the filter answers.
var filterKeys = []struct {
	name string // of the control, and of the data of a card
	key  string // of its label
	of   func(practice.Outcome, practice.Discrepancy) []string
}{
	{"severity", "severity", func(_ practice.Outcome, d practice.Discrepancy) []string { return []string{string(d.Severity)} }},
	{"rule", "rule", func(_ practice.Outcome, d practice.Discrepancy) []string { return []string{Clean(d.Rule)} }},
	{"place", "place", placesOf},
	{"recipient", "recipient", recipientsOf},
	{"category", "category", categoriesOf},
	{"decision", "decision", decisionsOn},
}

// decisionsOn says whether a discrepancy counts. Where nothing has been decided there is nothing to choose.
func decisionsOn(o practice.Outcome, d practice.Discrepancy) []string {
	switch _, accepted := o.Acceptance(d.ID); {
	case accepted:
		return []string{"accepted"}
	case o.Baseline.Knows(d.ID):
		return []string{"known"}
	case len(o.Accepted) > 0 || o.Baseline != nil:
		return []string{"counts"}
	}
	return nil
}

// placesOf are the sides on which a discrepancy was seen: the text alone, where nothing else was.
func placesOf(_ practice.Outcome, d practice.Discrepancy) []string {
	var out []string
	for _, o := range d.Observed {
		out = append(out, string(o.Practice.Actor))
	}
	if len(out) == 0 {
		return []string{"text"}
	}
	return distinct(out)
}

func recipientsOf(_ practice.Outcome, d practice.Discrepancy) []string {
	return termsOf(d, func(p practice.Practice) string { return string(p.Recipient) })
}

func categoriesOf(_ practice.Outcome, d practice.Discrepancy) []string {
	return termsOf(d, func(p practice.Practice) string { return string(p.Data) })
}

// termsOf are the terms of a discrepancy and of everything that was seen of it.
func termsOf(d practice.Discrepancy, term func(practice.Practice) string) []string {
	out := []string{Clean(term(d.Practice))}
	for _, o := range d.Observed {
		out = append(out, Clean(term(o.Practice)))
	}
	return distinct(out)
}

// distinct is sorted and without repetitions and empty words. What separates the values of a key may not stand in one.
func distinct(words []string) []string {
	for i, w := range words {
		words[i] = strings.ReplaceAll(w, "|", "/")
	}
	slices.Sort(words)
	return slices.DeleteFunc(slices.Compact(words), func(s string) bool { return s == "" })
}

// filters are the controls with the values that occur.
func (v viewer) filters(o practice.Outcome) []filterView {
	var out []filterView
	for _, k := range filterKeys {
		count := map[string]int{}
		for _, d := range o.Discrepancies {
			for _, value := range k.of(o, d) {
				count[value]++
			}
		}
		if len(count) == 0 {
			continue
		}
		f := filterView{Name: k.name, Label: v.words.of(k.key)}
		for value, n := range count {
			f.Values = append(f.Values, choiceView{value, v.words.or(k.name+"."+value, v.words.or(value, value)) + " (" + strconv.Itoa(n) + ")"})
		}
		slices.SortFunc(f.Values, func(a, b choiceView) int { return cmp.Compare(a.Value, b.Value) })
		out = append(out, f)
	}
	return out
}
