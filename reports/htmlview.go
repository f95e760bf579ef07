package reports

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A page view: everything that the template shows, cleaned and in words. What is empty is left out of the page.
type (
	reportView struct {
		Lang, Title  string
		Policy       string
		Style        template.CSS
		Script       template.JS
		Scope        []string
		Totals       []totalView
		Parts        []linkView
		Filters      []filterView
		Cards        []cardView
		Flows        *flowsView
		Timeline     *timelineView
		Coverage     []coverageView
		Kept         []keptView
		Unverifiable []unverifiableView
		Gaps         []gapView
		Inventory    []inventoryView
		Pictures     []pictureView
		Facts        []Fact
		Rules        []ruleView
	}
	totalView  struct{ Class, Anchor, Number, Label string }
	linkView   struct{ Anchor, Label string }
	filterView struct {
		Name, Label string
		Values      []choiceView
	}
	choiceView struct{ Value, Label string }
	quoteView  struct{ Label, Before, Words, After, Where, Link, Section, Lang string } // Before and After: the rest of its paragraph
	keptView   struct {
		Practice string
		Said     []quoteView
		Seen     int
	}
	unverifiableView struct {
		Practice string
		Said     quoteView
		Reason   string
	}
	gapView      struct{ Source, Reason string }
	coverageView struct {
		Data, Meaning, Recipient, Standing, Label, Why, Said string
		Site, Code                                           int
		Cards                                                []cardLink
	}
	cardLink struct {
		ID     string
		Number int
	}
	ruleView struct {
		Name, Title string
		References  []string
	}
)

// A viewer puts an outcome into the words of the reader's language.
type viewer struct {
	words   phrases
	author  author // of what a notice could say
	opts    Options
	gallery *gallery
}

func (v viewer) report(o practice.Outcome) reportView {
	r := reportView{
		Lang:     v.language(),
		Title:    fmt.Sprintf(v.words.of("title"), cmp.Or(Clean(o.Company), Clean(short(o.Notice.Source)))),
		Scope:    v.scope(o),
		Cards:    v.cards(o),
		Filters:  v.filters(o),
		Flows:    v.flows(o.Coverage),
		Timeline: v.timeline(o),
		Coverage: v.coverage(o),
		Gaps:     gapViews(slices.Concat(o.Record.Gaps, o.Notice.Gaps)),
		Facts:    v.facts(o),
	}
	r.Inventory, r.Pictures = v.inventory(v.opts.Seen), v.gallery.shown
	for _, k := range o.Kept {
		r.Kept = append(r.Kept, keptView{Clean(k.Practice.String()), v.quotes(k.Declared, ""), len(k.Observed)})
	}
	for _, u := range o.Unverifiable {
		r.Unverifiable = append(r.Unverifiable, unverifiableView{Clean(u.Practice.String()), v.quote(u.Declared, ""), Clean(u.Reason)})
	}
	for _, s := range o.Rules {
		r.Rules = append(r.Rules, ruleView{Clean(s.Name), Clean(s.Title), each(s.References, Clean)})
	}
	r.Totals, r.Parts = v.totals(o), v.parts(r)
	return r
}

// language is that of the reader.
func (v viewer) language() string { return cmp.Or(v.opts.Language, "en") }

// scope says what was looked at, and when, in the reader's language.
func (v viewer) scope(o practice.Outcome) []string {
	var scope []string
	if o.Notice.Date != "" {
		scope = append(scope, fmt.Sprintf(v.words.of("notice_of"), v.date(o.Notice.Date)))
	}
	for _, c := range []struct {
		key string
		n   int
	}{{"statements", o.Notice.Declarations}, {"pages", o.Record.Pages}, {"states", len(o.Record.States)}, {"packages", o.Record.Packages}} {
		if c.n > 0 {
			scope = append(scope, fmt.Sprintf(v.words.of("counted"), v.words.of(c.key), c.n))
		}
	}
	if !v.opts.Taken.IsZero() {
		scope = append(scope, fmt.Sprintf(v.words.of("taken"), v.date(v.opts.Taken.UTC().Format("2006-01-02"))))
	}
	return scope
}

// totals are the numbers of the first screen.
func (v viewer) totals(o practice.Outcome) []totalView {
	counts := map[practice.Severity]int{}
	excused := 0
	for _, d := range o.Discrepancies {
		if o.Counts(d.ID) {
			counts[d.Severity]++
		} else {
			excused++
		}
	}
	var out []totalView
	for _, s := range []practice.Severity{practice.High, practice.Medium, practice.Low} {
		out = append(out, totalView{string(s), "differences", fmt.Sprint(counts[s]), v.words.of("severity." + string(s))})
	}
	if excused > 0 {
		out = append(out, totalView{"excused", "differences", fmt.Sprint(excused), v.words.of("excused")})
	}
	return append(out,
		totalView{"kept", "kept", fmt.Sprint(len(o.Kept)), v.words.of("kept")},
		totalView{"unverifiable", "unverifiable", fmt.Sprint(len(o.Unverifiable)), v.words.of("unverifiable")},
		totalView{"gaps", "gaps", fmt.Sprint(len(o.Record.Gaps) + len(o.Notice.Gaps)), v.words.of("gaps")},
	)
}

// parts are the sections that the page has.
func (v viewer) parts(r reportView) []linkView {
	var out []linkView
	for _, p := range []struct {
		anchor string
		there  bool
	}{
		{"differences", true},
		{"flows", r.Flows != nil},
		{"timeline", r.Timeline != nil},
		{"coverage", len(r.Coverage) > 0},
		{"kept", true},
		{"unverifiable", true},
		{"gaps", true},
		{"inventory", len(r.Inventory) > 0},
		{"pictures", len(r.Pictures) > 0},
		{"method", true},
	} {
		if p.there {
			out = append(out, linkView{p.anchor, v.words.of(p.anchor)})
		}
	}
	return out
}

func (v viewer) quotes(all []practice.Declaration, label string) []quoteView {
	return each(sentences(all), func(d practice.Declaration) quoteView { return v.quote(d, label) })
}

func (v viewer) quote(d practice.Declaration, label string) quoteView {
	view := quoteView{
		Label: label, Words: Clean(d.Words()), Where: d.In(Clean(short(d.Source))), Link: webAddress(d.Link), Section: Clean(d.Section), Lang: Clean(d.Lang),
	}
	if v.opts.Text != nil {
		view.Before, view.After = beside(v.opts.Text(d.Quote))
	}
	return view
}

// meaning puts a category of data into the reader's words; "" where there is nothing to add.
func (v viewer) meaning(d practice.Data) string {
	if v.author.has("data", string(d)) {
		return v.author.word("data", string(d))
	}
	return ""
}

// period puts how long something lives into words; "" where that does not apply.
func (v viewer) period(p practice.Period) string {
	if p == "" {
		return ""
	}
	return v.author.period(p)
}

// country says in the reader's language where something lies; "" where that does not apply.
func (v viewer) country(code string) string {
	if code == "" {
		return ""
	}
	return fmt.Sprintf(v.words.of("lies_in"), Clean(practice.PlaceName(code, v.language())))
}

// webAddress is an address of the web, and "" in place of any other: a link must not run anything.
func webAddress(link string) string {
	if strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://") {
		return link
	}
	return ""
}

func gapViews(gaps []practice.Gap) []gapView {
	return each(gaps, func(g practice.Gap) gapView { return gapView{Clean(g.Source), Clean(g.Reason)} })
}

func (v viewer) coverage(o practice.Outcome) []coverageView {
	number := map[string]int{}
	for i, d := range o.Discrepancies {
		number[d.ID] = i + 1
	}
	return each(o.Coverage, func(c practice.Coverage) coverageView {
		view := coverageView{
			Data: Clean(string(c.Data)), Meaning: v.meaning(c.Data), Recipient: v.party(c.Recipient), Standing: string(c.Standing), Label: v.words.or("standing."+string(c.Standing), Clean(string(c.Standing))),
			Why: Clean(c.Why), Site: c.Site, Code: c.Code,
		}
		for _, id := range c.Discrepancies {
			view.Cards = append(view.Cards, cardLink{Clean(id), number[id]})
		}
		view.Said = mentions(c.Said)
		return view
	})
}

// mentions lists places of notices, each notice named once: "privacy.md:38, 42, 44".
func mentions(said []practice.Mention) string {
	var places []string
	source := ""
	for _, m := range linesOf(said) {
		where := practice.Quote{Line: m.Line, Page: m.Page}.In("")
		if m.Source != source {
			source, where = m.Source, Clean(brief(m.Source))+where
		}
		places = append(places, strings.TrimLeft(where, ": "))
	}
	return strings.Join(places, ", ")
}

// party is a recipient in words.
func (v viewer) party(p practice.Party) string {
	if p == "" {
		return v.words.of("first_party")
	}
	return Clean(string(p))
}

// facts say what was read and how it was made.
func (v viewer) facts(o practice.Outcome) []Fact {
	facts := []Fact{{v.words.of("documents"), v.document(o.Notice.Source, o.Notice.SHA256, o.Notice.Date)}}
	for _, d := range o.Notice.Documents {
		if d.Source != o.Notice.Source {
			facts = append(facts, Fact{v.words.of("documents"), v.document(d.Source, d.SHA256, d.Date)})
		}
	}
	if o.Record.Site != "" {
		facts = append(facts, Fact{v.words.of("site"), fmt.Sprintf("%s, %d %s", Clean(o.Record.Site), o.Record.Pages, v.words.of("pages"))})
		facts = append(facts, Fact{v.words.of("states"), strings.Join(each(o.Record.States, v.state), ", ")})
	}
	if o.Record.Packages > 0 {
		facts = append(facts, Fact{v.words.of("code"), fmt.Sprintf("%d %s", o.Record.Packages, v.words.of("packages"))})
	}
	for _, f := range v.opts.Facts {
		facts = append(facts, Fact{Clean(f.Label), Clean(f.Value)})
	}
	return facts
}

// document names a notice that was read. Of a page it says in what its lines count: not in what the server sent, which nobody can quote any more.
func (v viewer) document(source, hash, version string) string {
	text := Clean(source)
	if version != "" {
		text += ", " + v.date(version)
	}
	text += ", SHA-256 " + Clean(hash)
	if webAddress(source) != "" {
		text += "; " + v.words.of("lines_of_page")
	}
	return text
}

// date is a day in the reader's language: in English in words, elsewhere as ISO 8601 has it.
func (v viewer) date(day string) string {
	if v.language() == "en" {
		return Clean(date(day))
	}
	return Clean(day)
}

// stateKeys are the phrases for consent states.
var stateKeys = map[practice.Condition]string{
	practice.BeforeConsent: "before",
	practice.Accepted:      "accepted",
	practice.Refused:       "refused",
	practice.UnderGPC:      "gpc",
	practice.Withdrawn:     "withdrawn",
}

func (v viewer) state(c practice.Condition) string {
	if key, ok := stateKeys[c]; ok {
		return v.words.of(key)
	}
	return Clean(string(c))
}
