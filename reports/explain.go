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

// Explain tells one discrepancy in full: what was said, where it was seen, why the two differ, what to do, and the law.
// It is named by its number in the table, from 1, or by its id; a name that fits none is an error.
func Explain(w io.Writer, o practice.Outcome, id string, opts Options) error {
	i, err := find(o.Discrepancies, id)
	if err != nil {
		return err
	}
	d := o.Discrepancies[i]
	p := page{width: opts.width(), side: sideOf(d)}
	p.title(i+1, d, opts)
	p.statements(d)
	p.observations(d)
	p.paragraph("Why", Clean(d.Why))
	for k, r := range d.Remedies {
		p.entry(first(k, "Do"), "in the "+Clean(r.Side), Clean(r.Text))
	}
	for k, l := range flow(each(d.References, Clean), " · ", p.width-margin) {
		p.lines = append(p.lines, pad(first(k, "Ref"), margin)+l)
	}
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
	lines []string
}

// sideOf is the room that the places of a discrepancy need, within reason.
func sideOf(d practice.Discrepancy) int {
	side := len("in the practice")
	for _, s := range slices.Concat(d.Declared, d.Nearest) {
		if n := displaywidth.String(s.In(Clean(short(s.Source)))); n <= 28 {
			side = max(side, n)
		}
	}
	return side
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
	for i, s := range d.Declared {
		p.entry(first(i, "Said"), s.In(Clean(short(s.Source))), "“"+Clean(s.Words())+"”")
	}
	for _, s := range d.Nearest {
		p.entry("", s.In(Clean(short(s.Source))), "nearest: “"+Clean(s.Words())+"”")
	}
	p.blobs(slices.Concat(d.Declared, d.Nearest))
}

// blobs tells in which files of the record the lines count that the statements name: pages are kept as the browser showed them.
func (p *page) blobs(statements []practice.Declaration) {
	told := map[string]bool{}
	for _, s := range statements {
		if s.Blob == "" || told[s.Blob] {
			continue
		}
		told[s.Blob] = true
		p.entry("", Clean(short(s.Source)), "is in the record, with these lines, as")
		p.entry("", "", "blobs/"+Clean(s.Blob))
	}
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

// evidenceShown is how many places of one observation are spelled out; all of them are in the JSON.
const evidenceShown = 4

func (p *page) observations(d practice.Discrepancy) {
	if len(d.Observed) == 0 {
		nothing := "nothing: it is the text that is at fault"
		if d.Verdict == practice.Stale {
			nothing = "nothing, where it would show"
		}
		p.paragraph("Seen", nothing)
	}
	for i, o := range d.Observed {
		label, where := first(i, "Seen"), "on the site"
		if o.Practice.Actor == practice.Code {
			where = "in the code"
		}
		p.entry(label, where, subject(o))
		for _, e := range o.Evidence[:min(len(o.Evidence), evidenceShown)] {
			p.entry("", "", evidence(e))
			if way := steps(e); way != "" {
				p.entry("", "", way)
			}
			if e.Why != "" {
				p.entry("", "", "told by: "+Clean(e.Why))
			}
		}
		if more := len(o.Evidence) - evidenceShown; more > 0 {
			p.entry("", "", fmt.Sprintf("and %d more", more))
		}
	}
}

// subject says what was seen: the name of the cookie or field, the practice, the lifetime, and who saw it.
func subject(o practice.Observation) string {
	text := Clean(o.Practice.String())
	if o.Name != "" {
		text = Clean(o.Name) + ": " + text
	}
	if o.Period != "" {
		text += ", lives " + Clean(string(o.Period))
	}
	return text + " [" + Clean(o.By) + "]"
}

// evidence writes one place: where it is, what is to be seen there, and where in the record.
func evidence(e practice.Evidence) string {
	text := spot(e) + ": " + detail(e)
	if e.Blob != "" {
		text += ", blob " + Clean(e.Blob)
	}
	return text
}

// detail says what is to be seen in a place, with the number of the request if it does not say that itself.
func detail(e practice.Evidence) string {
	text, request := Clean(e.Detail), fmt.Sprintf("request %d", e.Request)
	if e.Request == 0 || strings.Contains(text, request) {
		return text
	}
	return text + ", " + request
}

// way returns the steps of the data to a place, source first, without the place itself.
func way(e practice.Evidence) []practice.Evidence {
	last := len(e.Trace) - 1
	if last >= 0 && spot(e.Trace[last]) == spot(e) {
		return e.Trace[:last]
	}
	return e.Trace
}

// steps writes the way of the data to a place: "way: r.FormValue("email") at handler.go:74:11 → u.Email at handler.go:88:14".
func steps(e practice.Evidence) string {
	list := each(way(e), func(t practice.Evidence) string { return Clean(t.Detail) + " at " + spot(t) })
	if len(list) == 0 {
		return ""
	}
	return "way: " + strings.Join(list, " → ")
}

// spot writes SOURCE:LINE:COLUMN, as far as there are any.
func spot(e practice.Evidence) string {
	text := place(e.Source, e.Line)
	if e.Line > 0 && e.Column > 0 {
		text += fmt.Sprintf(":%d", e.Column)
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
