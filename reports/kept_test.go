package reports

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/candor-privacy/candor/practice"
)

// promises are an outcome that keeps a denial, a share with a company, and many a collection.
func promises(collections int) practice.Outcome {
	kept := func(line int, polarity practice.Polarity, notation string, vendors ...practice.Party) practice.Kept {
		p, err := practice.Parse(notation)
		if err != nil {
			panic(err)
		}
		return practice.Kept{Practice: p, Declared: []practice.Declaration{{
			Quote: practice.Quote{Source: "notices/privacy.md", Line: line, Text: "=So we <b>say</b>."}, Polarity: polarity, Vendors: vendors,
		}}}
	}
	var o practice.Outcome
	for i := range collections {
		o.Kept = append(o.Kept, kept(i+1, practice.Affirmed, "first_party collect contact.email"))
	}
	o.Kept = append(
		o.Kept,
		kept(71, practice.Affirmed, "first_party share contact.email to Stripe for service.payment", "Stripe"),
		kept(72, practice.Denied, "first_party collect financial.card"),
	)
	return o
}

func TestTheWeightiestPromisesKeptAreNamedOnTheTerminal(t *testing.T) {
	got := keptBriefly(promises(9), 80)
	want := []string{
		"Kept  denied: collect financial.card (privacy.md:72)",
		"      share contact.email to Stripe for service.payment (privacy.md:71)",
		"      collect contact.email (privacy.md:1)",
		"      and 8 more: --format matrix",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if lines := keptBriefly(practice.Outcome{}, 80); lines != nil {
		t.Errorf("where nothing is kept, %q is said", lines)
	}
}

func TestPromisesKeptAreFoldedAwayInAComment(t *testing.T) {
	var b strings.Builder
	if err := Write(&b, "markdown", promises(50), Options{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<details><summary>52 promises kept</summary>\n\n- denied&#58; collect financial.card &#40;privacy.md&#58;72&#41;\n", "\nand 12 more\n\n</details>\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the comment does not say %q:\n%s", want, b.String())
		}
	}
}

// What was seen tells which promise it keeps; a promise that is kept by doing nothing stands there with its words.
func TestTheInventoryTellsWhichPromisesAreKept(t *testing.T) {
	o := promises(1)
	seen := practice.Observation{
		Practice: practice.Practice{Actor: practice.Site, Action: practice.Collect, Data: "contact.email"}, By: "forms",
		Evidence: []practice.Evidence{{Source: "https://larkspur.example/", Detail: "a field"}},
	}
	o.Kept[0].Observed = []practice.Observation{seen}
	o.Kept[1].Observed = []practice.Observation{seen}
	var b strings.Builder
	if err := Write(&b, "csv", o, Options{}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	column := func(name string) int { return slices.Index(rows[0], name) }
	for _, row := range rows[1:] {
		got = append(got, fmt.Sprintf("%s %s|%s|%s|%s", row[column("actor")], row[column("data")], row[column("seen by")], row[column("detail")], row[column("promise kept")]))
	}
	want := []string{
		"site contact.email|forms|a field|privacy.md:1, privacy.md:71",
		"first_party financial.card||denied: collect financial.card (privacy.md:72): =So we say.|privacy.md:72",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}
