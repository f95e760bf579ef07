package reports

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"html"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A Tracer is a cookie, or an entry of the browser's storage, as a notice tells of it.
type Tracer struct {
	Name       string           // with "*" for what varies from site to site: "_ga_*"
	Vendor     practice.Party   // who reads it; "" for the company itself
	Purpose    practice.Purpose // "" when not known
	Period     practice.Period  // how long it lives
	FirstParty bool             // kept for a host of the site's own, whoever reads it
	Script     string           // host of another than the site whose script set it, where nobody knows who reads it; "" otherwise
	Unasked    bool             // seen where nobody had agreed to it: before any choice, after refusal, under GPC
}

// NoticeFormats lists the forms of WriteCookies.
var NoticeFormats = []string{"markdown", "html", "csv"}

// WriteCookies writes the table of cookies that a notice needs, by categories of consent, and behind it what has to change before the table is true,
// and the sentences that are missing in the notice; opts.Language says in which language. The format csv has the table alone.
func WriteCookies(w io.Writer, format string, tracers []Tracer, missing []Suggestion, opts Options) error {
	a, err := authorIn(opts.Language)
	if err != nil {
		return err
	}
	page := a.noticePart(tracers, missing)
	switch format {
	case "markdown":
		_, err = io.WriteString(w, page.markdown())
		return err
	case "html":
		return cookiesPage().Execute(w, page)
	case "csv":
		return page.csv(w)
	}
	return fmt.Errorf("unknown format %q: want %s", Clean(format), strings.Join(NoticeFormats, ", "))
}

// A noticePart is what is written, in words.
type noticePart struct {
	author
	Groups  []tracerGroup
	Unowned []Tracer    // set by scripts of other hosts, and read by nobody knows whom
	Unasked []tracerRow // that the table says to need consent, and that were seen without
	Missing []Suggestion
}

type tracerGroup struct {
	Title, Lead string
	Rows        []tracerRow
}

type tracerRow struct{ Name, Vendor, Purpose, Lifetime, Party string }

// cells are a row in the order of the columns.
func (r tracerRow) cells() []string {
	return []string{r.Name, r.Vendor, r.Purpose, r.Lifetime, r.Party}
}

// T is a word of the page.
func (p noticePart) T(key string) string { return p.word("words", key) }

// Columns are the heads of the table.
func (p noticePart) Columns() []string {
	return []string{p.T("name"), p.T("vendor"), p.T("purpose"), p.T("lifetime"), p.T("party")}
}

// consentOrder is the order of the categories, as the table lists them.
var consentOrder = []string{"necessary", "preferences", "content", "statistics", "marketing", "unknown"}

func (a author) noticePart(tracers []Tracer, missing []Suggestion) noticePart {
	part := noticePart{author: a, Missing: missing}
	tracers = merged(tracers)
	for _, category := range consentOrder {
		group := tracerGroup{Title: a.word("consent", category), Lead: a.word("words", "lead")}
		if key := "lead." + category; a.has("words", key) {
			group.Lead = a.word("words", key)
		}
		for _, t := range tracers {
			if consentOf(t.Purpose) != category {
				continue
			}
			group.Rows = append(group.Rows, a.row(t))
			if t.Vendor == "" && t.Script != "" {
				part.Unowned = append(part.Unowned, t)
			}
			if t.Unasked && asked(category) && category != "unknown" {
				part.Unasked = append(part.Unasked, a.row(t))
			}
		}
		if len(group.Rows) > 0 {
			part.Groups = append(part.Groups, group)
		}
	}
	return part
}

func (a author) row(t Tracer) tracerRow {
	r := tracerRow{Name: Clean(t.Name), Vendor: Clean(string(t.Vendor)), Lifetime: a.period(t.Period), Party: a.word("words", "third")}
	if t.Vendor == "" {
		r.Vendor = a.word("words", "us")
	}
	if t.Purpose != "" {
		r.Purpose = a.term("purpose", string(t.Purpose))
	}
	if t.FirstParty {
		r.Party = a.word("words", "first")
	}
	return r
}

// merged are the tracers, each once: what several pages, hosts and consent states show of one is one row, with the longest life.
func merged(tracers []Tracer) []Tracer {
	type key struct {
		name   string
		vendor practice.Party
		first  bool
	}
	at := map[key]int{}
	var all []Tracer
	for _, t := range tracers {
		k := key{t.Name, t.Vendor, t.FirstParty}
		i, known := at[k]
		if !known {
			at[k] = len(all)
			all = append(all, t)
			continue
		}
		if t.Period.Longer(all[i].Period) {
			all[i].Period = t.Period
		}
		all[i].Purpose = cmp.Or(all[i].Purpose, t.Purpose)
		all[i].Script = cmp.Or(all[i].Script, t.Script)
		all[i].Unasked = all[i].Unasked || t.Unasked
	}
	slices.SortStableFunc(all, func(x, y Tracer) int {
		return cmp.Or(cmp.Compare(x.Vendor, y.Vendor), cmp.Compare(x.Name, y.Name))
	})
	return all
}

func (p noticePart) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n", p.T("title"))
	if len(p.Groups) == 0 {
		fmt.Fprintf(&b, "\n%s\n", p.T("none"))
	}
	for _, g := range p.Groups {
		fmt.Fprintf(&b, "\n### %s\n\n%s\n\n| %s |\n|---|---|---|---|---|\n", g.Title, g.Lead, strings.Join(p.Columns(), " | "))
		for _, r := range g.Rows {
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", codeSpan(r.Name), inertWords(r.Vendor), r.Purpose, r.Lifetime, r.Party)
		}
	}
	if len(p.Unowned) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", p.T("unowned"), p.T("unowned.lead"))
	}
	for _, t := range p.Unowned {
		fmt.Fprintf(&b, "- %s (%s)\n", codeSpan(t.Name), verbatim(t.Script))
	}
	if len(p.Unasked) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", p.T("unasked"), p.T("unasked.lead"))
	}
	for _, r := range p.Unasked {
		fmt.Fprintf(&b, "- %s (%s)\n", codeSpan(r.Name), inertWords(r.Vendor))
	}
	if len(p.Missing) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", p.T("suggestions"), p.T("suggestions.lead"))
	}
	for _, s := range p.Missing {
		fmt.Fprintf(&b, "- %s <!-- %s %s -->\n", strings.Join(s.Sentences, " "), Clean(s.Rule), Clean(s.ID))
		if s.Unasked {
			fmt.Fprintf(&b, "  - %s\n", p.T("unasked.sentence"))
		}
		for _, domain := range s.Unnamed {
			fmt.Fprintf(&b, "  - %s %s\n", p.T("unnamed"), verbatim(domain))
		}
		for _, q := range s.Instead {
			fmt.Fprintf(&b, "  - %s %s (%s)\n", p.T("instead"), verbatim(q.Words()), verbatim(q.In(short(q.Source))))
		}
	}
	return b.String()
}

func (p noticePart) csv(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := [][]string{append([]string{p.T("category")}, p.Columns()...)}
	for _, g := range p.Groups {
		for _, r := range g.Rows {
			rows = append(rows, each(append([]string{g.Title}, r.cells()...), harmlessCell))
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	return out.Error()
}

// codeSpan is a name as Markdown shows it to the letter. One that would end the span or its cell is written with every character by its number.
func codeSpan(name string) string {
	name = Clean(name)
	if strings.ContainsAny(name, "`|\n\\<>") || strings.TrimSpace(name) != name || name == "" {
		return inert(name)
	}
	return "`" + name + "`"
}

// verbatim is a text in a code span whose marks are more than any that it holds.
func verbatim(text string) string {
	marks := "`"
	for text = Clean(text); strings.Contains(text, marks); {
		marks += "`"
	}
	if len(marks) > 1 {
		text = " " + text + " "
	}
	return marks + text + marks
}

// inertWords is the name of a company: as it is written where it is made of words alone, or else inert.
func inertWords(name string) string {
	name = Clean(name)
	if !strings.ContainsAny(name, "\\`*_{}[]()<>#!|~@\"$:") && !strings.HasPrefix(strings.ToLower(name), "www.") {
		return name
	}
	return inert(name)
}

func cookiesPage() *template.Template {
	return template.Must(template.New("cookies.html.tmpl").Funcs(template.FuncMap{
		"from":  func(q practice.Quote) string { return Clean(q.In(short(q.Source))) },
		"words": func(q practice.Quote) string { return Clean(q.Words()) },
		"prose": plainCode,
	}).ParseFS(htmlFiles, "html/cookies.html.tmpl"))
}

// plainCode is a sentence of ours, whose names in code spans are code in HTML too.
func plainCode(sentence string) template.HTML {
	var b strings.Builder
	for i, part := range strings.Split(sentence, "`") {
		if i%2 == 1 {
			b.WriteString("<code>" + template.HTMLEscapeString(part) + "</code>")
		} else {
			b.WriteString(template.HTMLEscapeString(html.UnescapeString(part))) // what Markdown had by its number
		}
	}
	return template.HTML(b.String()) //nolint:gosec // every part is escaped above
}
