package policy

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"github.com/candor-privacy/candor/practice"
)

// Init writes from prose what reading it gives back: the two forms of a policy agree.
func TestInitSaysTheSameAsTheProse(t *testing.T) {
	for _, pattern := range []string{"testdata/statements/*.txtar", "testdata/reviews/*.txtar"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no archives in %s: %v", pattern, err)
		}
		for _, file := range files {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(filepath.Base(file), func(t *testing.T) { checkInit(t, archive.Files[0].Name, archive.Files[0].Data) })
		}
	}
	notice, err := os.ReadFile("../testdata/larkspur/privacy.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Run("larkspur", func(t *testing.T) { checkInit(t, "privacy.md", notice) })
}

func TestInitSaysTheSameAsRealNotices(t *testing.T) {
	seeds, _ := filepath.Glob("../../shared/seeds/*.txt")
	corpus, _ := filepath.Glob("../../shared/corpus/gdpr-transparency/*.json")
	if len(seeds)+len(corpus) == 0 {
		t.Skip("no notices in ../shared")
	}
	for _, file := range append(seeds, corpus...) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if name, ok := strings.CutSuffix(file, ".json"); ok {
				checkInit(t, name+".md", passages(t, data))
				return
			}
			checkInit(t, file, data)
		})
	}
}

// passages writes a notice that was cut into passages as Markdown again.
func passages(t *testing.T, data []byte) []byte {
	t.Helper()
	var list []struct{ Passage, Type string }
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i, p := range list {
		switch {
		case i > 0 && p.Type == "list_item" && list[i-1].Type == "list_item":
			b.WriteString("\n")
		case i > 0:
			b.WriteString("\n\n")
		}
		b.WriteString(map[string]string{"headline": "## ", "list_item": "- "}[p.Type] + oneLine(p.Passage))
	}
	return []byte(b.String() + "\n")
}

// checkInit holds that everything a notice declares survives being written down as a policy file, its words included.
func checkInit(t *testing.T, name string, data []byte) {
	t.Helper()
	prose, err := ReadBytes(name, data)
	if err != nil {
		t.Skip(err) // a notice that declares nothing cannot be written down
	}
	text, err := Init(prose)
	if err != nil {
		t.Fatal(err)
	}
	code, err := ReadBytes("candor-policy.yaml", text)
	if err != nil {
		t.Fatalf("reading what Init wrote: %v\n%s", err, text)
	}
	if diff := gocmp.Diff(statements(prose), statements(code)); diff != "" {
		t.Errorf("the YAML differs from the prose (-prose +yaml):\n%s", diff)
	}
	if prose.Company != code.Company || prose.Date != code.Date || !slices.Equal(prose.Languages, code.Languages) {
		t.Errorf("YAML of %q, %q, %q, want %q, %q, %q", code.Company, code.Date, code.Languages, prose.Company, prose.Date, prose.Languages)
	}
	checkQuotes(t, code, text)
	again, err := Init(code)
	if err != nil {
		t.Fatal(err)
	}
	if twice, err := ReadBytes("candor-policy.yaml", again); err != nil || !gocmp.Equal(statements(code), statements(twice)) {
		t.Errorf("written down once more, the policy differs: %v", err)
	}
}

// statements are the notice's declarations in a fixed order, with their words and without where these stand.
func statements(n practice.Notice) []practice.Declaration {
	var all []practice.Declaration
	for _, d := range n.Declarations {
		d.Quote = practice.Quote{Text: oneLine(d.Text)}
		var also []practice.Quote
		for _, q := range d.Also {
			also = append(also, practice.Quote{Text: oneLine(q.Text)})
		}
		d.Also = also
		d.Data, d.Purposes, d.Recipients, d.Vendors, d.Scope = filled(d.Data), filled(d.Purposes), filled(d.Recipients), filled(d.Vendors), filled(d.Scope)
		d.Places, d.Tracers = filled(d.Places), filled(d.Tracers)
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b practice.Declaration) int {
		return cmp.Or(cmp.Compare(a.Text, b.Text), cmp.Compare(a.Kind, b.Kind), cmp.Compare(fmt.Sprintf("%+v", a), fmt.Sprintf("%+v", b)))
	})
	return all
}

// filled is a list in which an empty one and none are the same.
func filled[T any](list []T) []T { return slices.Concat(list) }

// Whatever a notice can declare, a policy file can.
func TestAnyDeclarationSurvivesBeingWrittenDown(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := practice.Notice{Source: "privacy.md", Languages: []string{"en"}}
		for range rapid.IntRange(1, 4).Draw(rt, "declarations") {
			n.Declarations = append(n.Declarations, anyDeclaration(rt))
		}
		text, err := Init(n)
		if err != nil {
			rt.Fatal(err)
		}
		code, err := ReadBytes("candor-policy.yaml", text)
		if err != nil {
			rt.Fatalf("reading what Init wrote: %v\n%s", err, text)
		}
		if diff := gocmp.Diff(statements(n), statements(code)); diff != "" {
			rt.Fatalf("the YAML differs (-declared +read):\n%s\n%s", diff, text)
		}
	})
}

func anyDeclaration(t *rapid.T) practice.Declaration {
	d := practice.Declaration{
		Quote:      anyQuote(t),
		Also:       rapid.SliceOfN(rapid.Custom(anyQuote), 0, 2).Draw(t, "also"),
		Kind:       practice.Kind(rapid.SampledFrom(keys(practice.KindTerm)).Draw(t, "kind")),
		Polarity:   rapid.SampledFrom([]practice.Polarity{practice.Affirmed, practice.AffirmedOnly, practice.Denied}).Draw(t, "polarity"),
		Modality:   rapid.SampledFrom([]practice.Modality{practice.States, practice.Will, practice.May, practice.Must, practice.Soft}).Draw(t, "modality"),
		Data:       someTerms[practice.Data](t, practice.DataTerm),
		Purposes:   someTerms[practice.Purpose](t, practice.PurposeTerm),
		Recipients: someTerms[practice.Party](t, practice.RecipientTerm),
		Vendors:    rapid.SliceOfNDistinct(rapid.SampledFrom([]practice.Party{"Google Analytics", "Stripe", "Nobody Knows Ltd", "processor: of name"}), 0, 2, rapid.ID).Draw(t, "vendors"),
		Scope:      someTerms[practice.Audience](t, practice.AudienceTerm),
		Places:     rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"FR", "EU", "EEA", "NO", "any", "unspecified"}), 0, 2, rapid.ID).Draw(t, "places"),
		Tracers:    rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"_ga*", "no", "1", "~", "a: b"}), 0, 3, rapid.ID).Draw(t, "tracers"),
		Period:     rapid.SampledFrom([]practice.Period{"", "P13M", "P1Y6M", "PT36H", "session", "unlimited", "until:unsubscribe", "criteria:necessary"}).Draw(t, "period"),
		Right:      rapid.SampledFrom([]string{"", "access", "post_mortem"}).Draw(t, "right"),
		Mechanism:  rapid.SampledFrom([]string{"", "scc", "privacy_shield"}).Draw(t, "mechanism"),
		Condition:  conditionOfMode()[rapid.SampledFrom(append(modes(), "")).Draw(t, "mode")],
		Section:    rapid.SampledFrom([]string{"", "Cookies", "3. Who? – “We”: #us"}).Draw(t, "section"),
		Lang:       rapid.SampledFrom([]string{"en", "fr"}).Draw(t, "lang"),
	}
	if ours(d.Kind) && len(d.Recipients)+len(d.Vendors) == 0 {
		d.Recipients = []practice.Party{practice.FirstParty} // as the reader says it
	}
	return d
}

func anyQuote(t *rapid.T) practice.Quote {
	return practice.Quote{Text: rapid.StringMatching(`[a-zàé🍪“](?:[ a-zA-Z'":#|>{}😀é%&*!@.,—-]{0,90}[.a-z])?`).Draw(t, "quote")}
}

// someTerms are up to three terms of a list.
func someTerms[T ~string](t *rapid.T, list practice.TermKind) []T {
	var all []T
	for _, key := range rapid.SliceOfNDistinct(rapid.SampledFrom(keys(list)), 0, 3, rapid.ID).Draw(t, string(list)) {
		all = append(all, T(key))
	}
	return all
}
