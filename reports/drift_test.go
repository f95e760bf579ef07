package reports

import (
	"bytes"
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/candor-privacy/candor/practice"
)

// exampleDrift has a change of every kind, and a quote that would break a terminal or a table.
func exampleDrift() practice.Drift {
	statement := func(source string, line int, text string) practice.Declaration {
		return practice.Declaration{
			Quote: practice.Quote{Source: source, Line: line, Start: 10 * line, End: 10*line + len(text), Text: text},
			Kind:  practice.KindShare, Polarity: practice.Affirmed, Modality: practice.States, Data: []practice.Data{"contact.email"},
			Vendors: []practice.Party{"Mailchimp"}, Purposes: []practice.Purpose{"marketing.direct"},
		}
	}
	was, is := statement("notices/2025.md", 12, "We share your e-mail address with Mailchimp once you agree."), statement("notices/2026.md", 14, "We may share your e-mail address with Mailchimp; you can object at any time, by a letter to the address at the end of this page or by a click.")
	was.Condition, is.Condition, is.Modality = practice.WithConsent, practice.UnlessOptOut, practice.May
	denial, added := statement("notices/2025.md", 30, "We never sell | rent <b>data</b>.\x1b[31m"), statement("notices/2026.md", 31, "Stripe gets it.")
	denial.Kind, denial.Polarity, denial.Vendors = practice.KindSell, practice.Denied, nil
	return practice.Drift{
		Schema: practice.DriftSchema, Old: practice.NoticeSummary{Source: "notices/2025.md", SHA256: "a", Declarations: 2}, New: practice.NoticeSummary{Source: "notices/2026.md", SHA256: "b", Declarations: 2},
		Changes: []practice.Change{
			{Kind: practice.Weakened, Old: &was, New: &is, Points: []practice.Point{{What: "modality", Old: "states", New: "may"}, {What: "consent", Old: "with consent", New: "unless opted out"}}},
			{Kind: practice.Removed, Promise: true, Old: &denial},
			{Kind: practice.Added, New: &added},
			{Kind: practice.Strengthened, Old: &is, New: &was, Points: []practice.Point{{What: "period", Old: "", New: "P1Y"}}},
		},
		Gaps: []practice.Gap{{Source: "notices/2026.md", Reason: "line 40: written in German, for which there is no table"}},
	}
}

func TestDriftIsToldInEveryFormat(t *testing.T) {
	for format, file := range map[string]string{"table": "drift.txt", "json": "drift.json", "markdown": "drift.md"} {
		var b bytes.Buffer
		if err := WriteDrift(&b, format, exampleDrift(), Options{Width: 100}); err != nil {
			t.Fatal(err)
		}
		golden(t, file, b.Bytes())
	}
}

func TestADriftFitsTheScreen(t *testing.T) {
	for _, width := range []int{80, 100, 137, 200} {
		var b bytes.Buffer
		if err := WriteDrift(&b, "table", exampleDrift(), Options{Width: width}); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(b.String(), "\n") {
			if n := displaywidth.String(line); n > width {
				t.Errorf("line of %d columns on a screen of %d: %s", n, width, line)
			}
		}
	}
}

func TestNoDriftIsSaid(t *testing.T) {
	var b bytes.Buffer
	if err := WriteDrift(&b, "table", practice.Drift{Old: practice.NoticeSummary{Source: "a.md"}, New: practice.NoticeSummary{Source: "b.md"}}, Options{}); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "a.md → b.md · no drift: both declare the same\n"; got != want {
		t.Errorf("table %q, want %q", got, want)
	}
}

func TestDriftIsAsItsSchemaSays(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(DriftSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("drift.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema := c.MustCompile("drift.schema.json")
	for _, drift := range []practice.Drift{exampleDrift(), {Schema: practice.DriftSchema}} {
		var b bytes.Buffer
		if err := WriteDrift(&b, "json", drift, Options{}); err != nil {
			t.Fatal(err)
		}
		told, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(told); err != nil {
			t.Errorf("drift is not as its schema says: %v", err)
		}
	}
}

func TestAnUnknownFormatOfADriftIsAnError(t *testing.T) {
	if err := WriteDrift(&bytes.Buffer{}, "xml", exampleDrift(), Options{}); err == nil || !strings.Contains(err.Error(), "want table, json, markdown") {
		t.Errorf("error %v, want one that lists the formats", err)
	}
}
