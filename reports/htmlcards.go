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
		ID, Severity, SeverityLabel, Rule, Verdict, Sure, Practice, Message, Why, NotSaid, NotSeen string
		Number                                                                                     int
		Keys                                                                                       []keyView
		Said                                                                                       []quoteView
		Seen                                                                                       []seenView
		Todo                                                                                       []Fact
		References                                                                                 []string
	}
	// A keyView is what the filter knows of a card; several values stand apart by "|".
	keyView  struct{ Name, Value string }
	seenView struct {
		Label, More string
		First, Rest []sightingView
	}
	sightingView struct {
		Practice, Name, Period string
		Places                 []placeView
	}
	placeView struct {
		Where, Detail, Why string
		Way                []placeView
		Picture            string // the anchor of a screenshot of the page
	}
)

// sightingsShown is how many observations of one side a card shows at once; the others are folded away.
const sightingsShown = 4

func (v viewer) cards(o practice.Outcome) []cardView {
	cards := make([]cardView, len(o.Discrepancies))
	for i, d := range o.Discrepancies {
		cards[i] = v.card(i+1, d)
	}
	return cards
}

func (v viewer) card(number int, d practice.Discrepancy) cardView {
	c := cardView{
		ID: Clean(d.ID), Number: number, Severity: string(d.Severity), SeverityLabel: v.words.or("severity."+string(d.Severity), Clean(string(d.Severity))),
		Rule: Clean(d.Rule), Verdict: Clean(string(d.Verdict)), Sure: sureness(d.Confidence), Practice: Clean(d.Practice.String()),
		Message: Clean(d.Message), Why: Clean(d.Why), References: each(d.References, Clean),
		Said: slices.Concat(v.quotes(d.Declared, ""), v.quotes(d.Nearest, v.words.of("nearest"))),
	}
	if len(d.Declared) == 0 {
		c.NotSaid = fmt.Sprintf("%s (%s %.0f %%)", v.words.of("not_found"), strings.ToLower(v.words.of("confidence")), 100*d.Confidence)
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
		c.Todo = append(c.Todo, Fact{v.words.or("in_the_"+r.Side, Clean(r.Side)), Clean(r.Text)})
	}
	for _, k := range filterKeys {
		c.Keys = append(c.Keys, keyView{k.name, strings.Join(k.of(d), "|")})
	}
	return c
}

// fold shows the first of what was seen, and folds the rest away.
func (v viewer) fold(label string, seen []sightingView) seenView {
	shown := min(len(seen), sightingsShown)
	f := seenView{Label: label, First: seen[:shown], Rest: seen[shown:]}
	if len(f.Rest) > 0 {
		f.More = fmt.Sprintf(v.words.of("more"), len(f.Rest))
	}
	return f
}

func (v viewer) sightings(observed []practice.Observation, actor practice.Party) []sightingView {
	var out []sightingView
	for _, o := range observed {
		if o.Practice.Actor != actor {
			continue
		}
		sighting := sightingView{Practice: Clean(o.Practice.String()), Name: Clean(o.Name), Period: Clean(string(o.Period))}
		for _, e := range o.Evidence {
			sighting.Places = append(sighting.Places, v.place(o.Practice.Condition, e))
		}
		out = append(out, sighting)
	}
	return out
}

func (v viewer) place(state practice.Condition, e practice.Evidence) placeView {
	view := placeView{Where: Clean(spot(e)), Detail: detail(e), Why: Clean(e.Why), Picture: v.gallery.of(e.Source, state)}
	for _, step := range way(e) {
		view.Way = append(view.Way, placeView{Where: Clean(spot(step)), Detail: Clean(step.Detail)})
	}
	return view
}

// filterKeys are the questions that the filter answers.
var filterKeys = []struct {
	name string // of the control, and of the data of a card
	key  string // of its label
	of   func(practice.Discrepancy) []string
}{
	{"severity", "severity", func(d practice.Discrepancy) []string { return []string{string(d.Severity)} }},
	{"rule", "rule", func(d practice.Discrepancy) []string { return []string{Clean(d.Rule)} }},
	{"place", "place", placesOf},
	{"recipient", "recipient", recipientsOf},
	{"category", "category", categoriesOf},
}

// placesOf are the sides on which a discrepancy was seen: the text alone, where nothing else was.
func placesOf(d practice.Discrepancy) []string {
	var out []string
	for _, o := range d.Observed {
		out = append(out, string(o.Practice.Actor))
	}
	if len(out) == 0 {
		return []string{"text"}
	}
	return distinct(out)
}

func recipientsOf(d practice.Discrepancy) []string {
	return termsOf(d, func(p practice.Practice) string { return string(p.Recipient) })
}

func categoriesOf(d practice.Discrepancy) []string {
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
func (v viewer) filters(all []practice.Discrepancy) []filterView {
	var out []filterView
	for _, k := range filterKeys {
		count := map[string]int{}
		for _, d := range all {
			for _, value := range k.of(d) {
				count[value]++
			}
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
