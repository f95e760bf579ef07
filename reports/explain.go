package reports

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"github.com/candor-privacy/candor/practice"
)

// Explain tells one discrepancy in full: what was said, where it was seen, why the two differ, how it was judged, what to do, the law, and how the
// evidence is opened.
// It is named by its number in the table, from 1, or by its id; a name that fits none is an error. Of much that was seen the first is spelled out and
// the rest counted, unless Options.All asks for all.
func Explain(w io.Writer, o practice.Outcome, id string, opts Options) error {
	i, err := find(o.Discrepancies, id)
	if err != nil {
		return err
	}
	d := o.Discrepancies[i]
	p := page{width: opts.width(), side: sideOf(d), text: opts.Text, all: opts.All}
	p.record(i+1, o)
	p.title(i+1, d, opts)
	p.statements(d)
	p.observations(d)
	p.paragraph("Why", Clean(d.Why))
	p.judgement(o, d)
	for k, r := range d.Remedies {
		p.entry(first(k, "Do"), "in the "+Clean(r.Side), Clean(r.Text))
	}
	for k, l := range flow(each(d.References, Clean), " · ", p.width-margin) {
		p.lines = append(p.lines, pad(first(k, "Ref"), margin)+l)
	}
	p.ways(i+1, o, d)
	_, err = io.WriteString(w, strings.Join(p.lines, "\n")+"\n")
	return err
}

func find(all []practice.Discrepancy, id string) (int, error) {
	if n, err := strconv.Atoi(id); err == nil && n >= 1 && n <= len(all) {
		return n - 1, nil
	}
	if i := slices.IndexFunc(all, func(d practice.Discrepancy) bool { return d.ID == id }); i >= 0 {
		return i, nil
	}
	switch len(all) {
	case 0:
		return 0, fmt.Errorf("no discrepancy %q: this outcome has none", Clean(id))
	case 1:
		return 0, fmt.Errorf("no discrepancy %q: want 1 or %s", Clean(id), Clean(all[0].ID))
	}
	return 0, fmt.Errorf("no discrepancy %q: want 1 to %d, or an id such as %s", Clean(id), len(all), Clean(all[0].ID))
}

// margin is the room for "Said", "Seen", "Why", "Do" and "Ref".
const margin = 7

// page is the text of Explain while it is written.
type page struct {
	width int
	side  int // room for what stands before an entry, such as "on the site" and the places of statements
	text  func(practice.Quote) (before, after string)
	lines []string

	all    bool // whether everything is spelled out
	folded bool // whether something was not
	told   []*group
}

// sideOf is the room that the places of a discrepancy need, within reason.
func sideOf(d practice.Discrepancy) int {
	side := max(len("in the practice"), displaywidth.String(Clean(string(d.Verdict))))
	for _, s := range slices.Concat(d.Declared, d.Nearest) {
		if n := displaywidth.String(s.In(Clean(brief(s.Source)))); n <= 28 {
			side = max(side, n)
		}
	}
	return side
}

// record says of which record, and whose, the discrepancy is: explain takes the newest where none is named.
func (p *page) record(number int, o practice.Outcome) {
	var parts []string
	for _, part := range []string{o.Record.Path, o.Company} {
		if part != "" {
			parts = append(parts, Clean(part))
		}
	}
	parts = append(parts, fmt.Sprintf("%d of %s", number, plural(len(o.Discrepancies), "discrepancy", "discrepancies")))
	p.lines = append(p.lines, flow(parts, " · ", p.width)...)
}

func (p *page) title(number int, d practice.Discrepancy, opts Options) {
	name := fmt.Sprintf("%d  %s (%s, %s, %s)", number, Clean(d.Rule), Clean(string(d.Verdict)), Clean(string(d.Severity)), sureness(d.Confidence))
	what := matter(d)
	room := p.width - displaywidth.String(name) - len(gutter)
	if displaywidth.String(what) <= room {
		p.lines = append(p.lines, paint(name, color(d.Severity, opts))+gutter+strings.Repeat(" ", room-displaywidth.String(what))+what)
	} else {
		p.lines = append(p.lines, paint(name, color(d.Severity, opts)))
		for _, l := range wrap(what, p.width-margin) {
			p.lines = append(p.lines, strings.Repeat(" ", margin)+l)
		}
	}
	for _, l := range wrap(Clean(d.ID)+": "+Clean(d.Message), p.width-margin) {
		p.lines = append(p.lines, strings.Repeat(" ", margin)+l)
	}
	p.lines = append(p.lines, "")
}

// sureness puts a confidence in words.
func sureness(confidence float64) string {
	switch {
	case confidence >= 0.9:
		return "sure"
	case confidence >= 0.7:
		return "likely"
	}
	return "uncertain"
}

func (p *page) statements(d practice.Discrepancy) {
	if len(d.Declared) == 0 {
		p.paragraph("Said", notFound(d))
	}
	for i, s := range sentences(d.Declared) {
		p.entry(first(i, "Said"), s.In(Clean(brief(s.Source))), p.inParagraph(s.Quote))
	}
	for _, s := range sentences(d.Nearest) {
		p.entry("", s.In(Clean(brief(s.Source))), "nearest: "+p.inParagraph(s.Quote))
	}
}

// sentences are statements of which each has words of its own, in their order: where one sentence makes several, it is shown once.
func sentences(all []practice.Declaration) []practice.Declaration {
	var list []practice.Declaration
	for _, d := range all {
		if !slices.ContainsFunc(list, func(shown practice.Declaration) bool { return shown.Quote == d.Quote }) {
			list = append(list, d)
		}
	}
	return list
}

// besideShown is how many characters of a paragraph stand on either side of a quote.
const besideShown = 160

// inParagraph is a quote with the words around it, where the text of the notice is at hand.
func (p *page) inParagraph(q practice.Quote) string {
	text := "“" + Clean(q.Words()) + "”"
	if p.text == nil {
		return text
	}
	before, after := beside(p.text(q))
	return strings.TrimSpace(before + " " + text + " " + after)
}

// beside is what stands before and after a quote, cleaned, and cut between words where it is long.
func beside(before, after string) (last, first string) {
	last, first = Clean(practice.Quote{Text: before}.Words()), Clean(practice.Quote{Text: after}.Words())
	if r := []rune(last); len(r) > besideShown {
		_, words, _ := strings.Cut(string(r[len(r)-besideShown:]), " ")
		last = "… " + words
	}
	if r := []rune(first); len(r) > besideShown {
		words := string(r[:besideShown])
		first = words[:max(strings.LastIndexByte(words, ' '), 0)] + " …"
	}
	return last, first
}

// ways says how the evidence is opened: the notice as the browser showed it, with the lines that count there, and requests.
func (p *page) ways(number int, o practice.Outcome, d practice.Discrepancy) {
	record := Clean(o.Record.Path)
	if record == "" {
		record = "RECORD"
	}
	n := 0
	add := func(command, what string) {
		p.lines = append(p.lines, pad(first(n, "Open"), margin)+command) // in one piece, however long: a broken address or command opens nothing
		for _, l := range wrap(what, p.width-margin-len(gutter)) {
			p.lines = append(p.lines, strings.Repeat(" ", margin+len(gutter))+l)
		}
		n++
	}
	if p.folded {
		add(fmt.Sprintf("candor explain %d --all --outcome %s", number, record), "everything that was seen of it")
	}
	told := map[string]bool{}
	for _, s := range slices.Concat(d.Declared, d.Nearest) {
		if s.Blob != "" && !told[s.Blob] {
			told[s.Blob] = true
			add("candor show "+record+" "+brieflyNamed(s.Blob)+" -o notice", "the notice at "+Clean(s.Source)+", in which these lines count")
		}
		if link := Clean(s.Link); link != "" && !told["link"] {
			told["link"] = true
			add(link, "the page on the web, at the words of "+s.In(Clean(brief(s.Source))))
		}
	}
	requests := 0
	for _, s := range p.told {
		for _, a := range alikes(s.evidence) {
			if a.Blob != "" && !told[a.Blob] {
				told[a.Blob] = true
				add("candor show "+record+" "+brieflyNamed(a.Blob)+" -o evidence", "what the record keeps of "+Clean(a.Source))
			}
			if a.Request == 0 || told[fmt.Sprint(a.Request)] || requests == requestsShown {
				continue
			}
			told[fmt.Sprint(a.Request)] = true
			requests++
			add(fmt.Sprintf("candor show %s %d", record, a.Request), "request "+fmt.Sprint(a.Request)+" of "+Clean(a.Source)+" as it was sent")
		}
	}
}

// requestsShown is how many requests Explain says how to open: the others are opened alike.
const requestsShown = 2

// brieflyNamed is as much of the name of a blob as tells it from others.
func brieflyNamed(blob string) string {
	blob = Clean(blob)
	return displaywidth.TruncateString(blob, 12, "")
}

func notFound(d practice.Discrepancy) string {
	if d.Verdict != practice.Omitted {
		return "nothing in the notice"
	}
	text := fmt.Sprintf("not found in the notice, %.0f %% sure, since its reader can miss a sentence", 100*d.Confidence)
	if len(d.Nearest) > 0 {
		text += "; these come closest"
	}
	return text
}

// first returns the label for the first line of a part, and nothing for those below.
func first(i int, label string) string {
	if i == 0 {
		return label
	}
	return ""
}

// paragraph writes text beside a label.
func (p *page) paragraph(label, text string) {
	for i, l := range wrap(text, p.width-margin) {
		p.lines = append(p.lines, strings.TrimRight(pad(first(i, label), margin)+l, " "))
	}
}

// entry writes text beside a label and what stands before it, such as a place.
func (p *page) entry(label, before, text string) {
	room := p.width - margin - p.side - len(gutter)
	if displaywidth.String(before) > p.side { // a long path takes a line of its own
		p.paragraph(label, before)
		label, before = "", ""
	}
	for i, l := range wrap(text, room) {
		p.lines = append(p.lines, strings.TrimRight(pad(first(i, label), margin)+pad(first(i, before), p.side)+gutter+l, " "))
	}
}
