package reports

import (
	_ "embed"
	"fmt"
	"io"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// MovementSchema is the JSON Schema of what changed between two outcomes, draft 2020-12. It refers to that of an outcome.
//
//go:embed movement.schema.json
var MovementSchema []byte

// MovementFormats are the forms in which WriteMovement tells a movement.
var MovementFormats = []string{"table", "json"}

// WriteMovement tells what changed from one outcome to a later one. The format "table" fits the screen, "json" is described by MovementSchema.
func WriteMovement(w io.Writer, format string, m practice.Movement, opts Options) error {
	switch format {
	case "table":
		return writeMovementTable(w, m, opts)
	case "json":
		for _, s := range []*practice.OutcomeSummary{&m.Old, &m.New} {
			whole := withLists(practice.Outcome{Notice: s.Notice, Record: s.Record})
			s.Notice, s.Record = whole.Notice, whole.Record
		}
		m.Appeared = withLists(practice.Outcome{Comparison: practice.Comparison{Discrepancies: m.Appeared}}).Discrepancies
		m.Gone = withLists(practice.Outcome{Comparison: practice.Comparison{Discrepancies: m.Gone}}).Discrepancies
		m.Changed = each(m.Changed, func(c practice.Moved) practice.Moved {
			c.Points = list(c.Points)
			return c
		})
		return WriteJSON(w, m)
	}
	return fmt.Errorf("unknown format %q: want %s", Clean(format), strings.Join(MovementFormats, ", "))
}

func writeMovementTable(w io.Writer, m practice.Movement, opts Options) error {
	width := opts.width()
	lines := append(judgedBy("old", m.Old, width), judgedBy("new", m.New, width)...)
	lines = append(lines, "")
	for _, d := range m.Appeared {
		lines = append(lines, movedLine("new", color(d.Severity, opts), d.ID, d.Severity, d.Rule, matter(d), width)...)
	}
	for _, d := range m.Gone {
		lines = append(lines, movedLine("gone", "", d.ID, d.Severity, d.Rule, matter(d), width)...)
	}
	for _, c := range m.Changed {
		shade := ""
		if c.Graver {
			shade = color(c.Severity, opts)
		}
		lines = append(lines, movedLine("changed", shade, c.ID, c.Severity, c.Rule, Clean(c.Practice.String()), width)...)
		lines = append(lines, points(c.Points, width)...)
	}
	total := []string{fmt.Sprintf("%d new", len(m.Appeared)), fmt.Sprintf("%d gone", len(m.Gone)), fmt.Sprintf("%d changed", len(m.Changed)), fmt.Sprintf("%d the same", m.Same)}
	if len(m.Appeared)+len(m.Gone)+len(m.Changed) > 0 {
		lines = append(lines, "")
	}
	lines = append(lines, flow(total, " · ", width)...)
	_, err := io.WriteString(w, strings.Join(lines, "\n")+"\n")
	return err
}

// judgedBy says what an outcome judged: whoever looked at less finds less.
func judgedBy(label string, s practice.OutcomeSummary, width int) []string {
	parts := append([]string{Clean(s.Source)}, heading(practice.Outcome{Notice: s.Notice, Record: s.Record})...)
	parts = append(parts, plural(s.Discrepancies, "discrepancy", "discrepancies"))
	var lines []string
	for i, l := range flow(parts, " · ", width-len(label)-len(gutter)) {
		lines = append(lines, pad(first(i, label), len(label))+gutter+l)
	}
	return lines
}

// movedLine is one discrepancy: what became of it, its id, how grave it is, the rule and the practice.
func movedLine(what, shade, id string, s practice.Severity, rule, practice string, width int) []string {
	label := pad(what, len("changed")) + gutter + pad(Clean(id), len("d-000000")) + gutter + pad(Clean(string(s)), len("severity")) + gutter
	var lines []string
	for i, l := range wrap(Clean(rule)+": "+practice, width-len(label)) {
		if i == 0 {
			lines = append(lines, paint(label, shade)+l)
			continue
		}
		lines = append(lines, strings.Repeat(" ", len(label))+l)
	}
	return lines
}

// pointsShown is how many places, and how many statements, are spelled out; the JSON has them all.
const pointsShown = 4

// points tells in what a discrepancy changed: "+" before what is new and "-" before what is gone.
func points(all []practice.Point, width int) []string {
	var lines []string
	told := map[string]int{}
	for _, p := range all {
		if told[p.What]++; told[p.What] > pointsShown {
			continue
		}
		text := pointed(p)
		switch {
		case p.Old == "":
			text = "+ " + Clean(p.What) + " " + Clean(p.New)
		case p.New == "":
			text = "- " + Clean(p.What) + " " + Clean(p.Old)
		}
		lines = append(lines, indented(text, len("changed")+len(gutter), width)...)
	}
	for _, what := range []string{"place", "statement"} {
		if more := told[what] - pointsShown; more > 0 {
			lines = append(lines, indented("and "+plural(more, "more "+what, "more "+what+"s"), len("changed")+len(gutter), width)...)
		}
	}
	return lines
}
