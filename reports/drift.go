package reports

import (
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"github.com/candor-privacy/candor/practice"
)

// DriftSchema is the JSON Schema of the drift between two versions of a notice, draft 2020-12.
//
//go:embed drift.schema.json
var DriftSchema []byte

// DriftFormats are the forms in which WriteDrift tells a drift.
var DriftFormats = []string{"table", "json", "markdown"}

// WriteDrift tells how two versions of a notice differ in what they declare. The format "table" fits the screen and quotes both sides
// with their lines, "json" is described by DriftSchema, and "markdown" is a table for a review.
func WriteDrift(w io.Writer, format string, d practice.Drift, opts Options) error {
	switch format {
	case "table":
		return writeDriftTable(w, d, opts)
	case "json":
		d.Old.Languages, d.New.Languages, d.Gaps = list(d.Old.Languages), list(d.New.Languages), list(d.Gaps)
		d.Changes = each(d.Changes, func(c practice.Change) practice.Change {
			c.Old, c.New, c.Points = listed(c.Old), listed(c.New), list(c.Points)
			return c
		})
		return WriteJSON(w, d)
	case "markdown":
		return writeDriftMarkdown(w, d)
	}
	return fmt.Errorf("unknown format %q: want %s", Clean(format), strings.Join(DriftFormats, ", "))
}

// listed is a statement in which no list is null.
func listed(d *practice.Declaration) *practice.Declaration {
	if d == nil {
		return nil
	}
	whole := declaration(*d)
	return &whole
}

func writeDriftTable(w io.Writer, d practice.Drift, opts Options) error {
	width := opts.width()
	lines := flow([]string{Clean(short(d.Old.Source)) + " → " + Clean(short(d.New.Source)), driftTotals(d)}, " · ", width)
	for _, c := range d.Changes {
		indent := len(practice.Strengthened) + len(gutter)
		lines = append(lines, "")
		for i, l := range wrap(changed(c), width-indent) {
			if i == 0 {
				lines = append(lines, paint(pad(string(c.Kind), indent), changeColor(c, opts))+l)
				continue
			}
			lines = append(lines, strings.Repeat(" ", indent)+l)
		}
		for _, p := range c.Points {
			lines = append(lines, indented(pointed(p), indent, width)...)
		}
		for _, side := range sides(c) {
			lines = append(lines, indented(side.sign+" "+place(short(side.Source), side.Line)+"  “"+Clean(side.Words())+"”", indent, width)...)
		}
	}
	for _, g := range d.Gaps {
		lines = append(lines, wrap("not read: "+Clean(g.Source)+": "+Clean(g.Reason), width)...)
	}
	_, err := io.WriteString(w, strings.Join(lines, "\n")+"\n")
	return err
}

// driftTotals counts the changes of each kind.
func driftTotals(d practice.Drift) string {
	var parts []string
	for _, kind := range practice.ChangeKinds {
		if n := len(slices.DeleteFunc(slices.Clone(d.Changes), func(c practice.Change) bool { return c.Kind != kind })); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, kind))
		}
	}
	if len(parts) == 0 {
		return "no drift: both declare the same"
	}
	return strings.Join(parts, ", ")
}

// indented wraps text below the column of statements.
func indented(text string, indent, width int) []string {
	var lines []string
	for i, l := range wrap(text, width-indent-2) {
		before := strings.Repeat(" ", indent)
		if i > 0 && displaywidth.String(l) <= width-indent-2 {
			before += "  "
		}
		lines = append(lines, before+l)
	}
	return lines
}

// changed is the statement that a change is about: the newer form, unless there is none.
func changed(c practice.Change) string {
	d := c.New
	if d == nil {
		d = c.Old
	}
	var words []string
	switch d.Polarity {
	case practice.Denied:
		words = append(words, "never")
	case practice.AffirmedOnly:
		words = append(words, "only")
	}
	if d.Modality == practice.May || d.Modality == practice.Soft {
		words = append(words, string(d.Modality))
	}
	words = append(words, string(d.Kind), substance(*d))
	if len(d.Scope) > 0 {
		words = append(words, "about", Clean(strings.Join(texts(d.Scope), ", ")))
	}
	if d.Mechanism != "" {
		words = append(words, "under", Clean(d.Mechanism))
	}
	return strings.Join(words, " ")
}

// pointed is a point in words.
func pointed(p practice.Point) string {
	stated := func(word string) string {
		if word == "" {
			return "not stated"
		}
		return Clean(word)
	}
	return Clean(p.What) + ": " + stated(p.Old) + " → " + stated(p.New)
}

// A side is one version's words.
type side struct {
	sign string
	practice.Quote
}

func sides(c practice.Change) []side {
	var both []side
	if c.Old != nil {
		both = append(both, side{"-", c.Old.Quote})
	}
	if c.New != nil {
		both = append(both, side{"+", c.New.Quote})
	}
	return both
}

func changeColor(c practice.Change, opts Options) string {
	switch {
	case !opts.Color:
		return ""
	case c.Kind == practice.Reversed, c.Kind == practice.Weakened, c.Kind == practice.Removed && c.Promise:
		return red
	case c.Kind == practice.Added && !c.Promise:
		return yellow
	}
	return faint
}

func writeDriftMarkdown(w io.Writer, d practice.Drift) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s → %s: %s\n", escapeMarkdown(short(d.Old.Source)), escapeMarkdown(short(d.New.Source)), driftTotals(d))
	if len(d.Changes) > 0 {
		b.WriteString("\n| change | statement | in what | old | new |\n|---|---|---|---|---|\n")
	}
	for _, c := range d.Changes {
		points := each(c.Points, pointed)
		cells := []string{string(c.Kind), escapeMarkdown(changed(c)), escapeMarkdown(strings.Join(points, "; ")), "", ""}
		for _, s := range sides(c) {
			column := 3
			if s.sign == "+" {
				column = 4
			}
			cells[column] = escapeMarkdown(place(short(s.Source), s.Line) + " “" + s.Words() + "”")
		}
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	for _, g := range d.Gaps {
		fmt.Fprintf(&b, "\nNot read: %s: %s\n", escapeMarkdown(g.Source), escapeMarkdown(g.Reason))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// escapeMarkdown makes text from outside plain in a cell of a Markdown table: no markup, no HTML, no further cell.
func escapeMarkdown(text string) string {
	var b strings.Builder
	for _, r := range Clean(text) {
		if strings.ContainsRune("\\`*_{}[]<>#|~&!", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
