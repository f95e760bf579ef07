package reports

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/candor-privacy/candor/practice"
)

// exampleMovement has one discrepancy of every fate, and one that changed in more places than are spelled out.
func exampleMovement(t *testing.T) practice.Movement {
	o := example(t)
	m := practice.Movement{
		Schema: practice.MovementSchema, Old: o.Summary("larkspur.candor"), New: o.Summary("larkspur.2.candor"),
		Appeared: o.Discrepancies[:2], Gone: o.Discrepancies[6:], Same: 3,
	}
	m.New.Record.Pages, m.New.Record.Packages = 3, 0
	c := practice.Moved{ID: "d-71e5bd", Rule: "personal-data-in-logs", Practice: o.Discrepancies[5].Practice, Severity: practice.High, Graver: true, Points: []practice.Point{
		{What: "severity", Old: "medium", New: "high"}, {What: "statement", New: "Our logs never hold \x1b[31maddresses."}, {What: "place", Old: "Email: signup/handler.go"},
	}}
	for i := range 6 {
		c.Points = append(c.Points, practice.Point{What: "place", New: fmt.Sprintf("Email: signup/handler%d.go", i)})
	}
	m.Changed = []practice.Moved{c}
	return m
}

func TestAMovementLooksAsReviewed(t *testing.T) {
	for _, width := range widths {
		var b bytes.Buffer
		if err := WriteMovement(&b, "table", exampleMovement(t), Options{Width: width}); err != nil {
			t.Fatal(err)
		}
		golden(t, fmt.Sprintf("movement-%d.txt", width), b.Bytes())
		checkWidth(t, b.String(), width)
	}
}

func TestAMovementIsAsItsSchemaSays(t *testing.T) {
	c := jsonschema.NewCompiler()
	for name, text := range map[string][]byte{"schema.json": Schema, "movement.schema.json": MovementSchema} {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource("https://github.com/candor-privacy/candor/reports/"+name, doc); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := c.Compile("https://github.com/candor-privacy/candor/reports/movement.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, m := range map[string]practice.Movement{"the example": exampleMovement(t), "nothing": {Schema: practice.MovementSchema}} {
		var b bytes.Buffer
		if err := WriteMovement(&b, "json", m, Options{}); err != nil {
			t.Fatal(err)
		}
		validate(t, schema, name, b.Bytes())
	}
}

func TestAnUnknownFormatOfAMovementIsAnError(t *testing.T) {
	if err := WriteMovement(&bytes.Buffer{}, "xml", practice.Movement{}, Options{}); err == nil || !strings.Contains(err.Error(), "want table, json") {
		t.Errorf("error %v, want one that lists the formats", err)
	}
}
