package reports

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"
	"github.com/google/go-cmp/cmp"
	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // for its schema
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/candor-privacy/candor/practice"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// example is the outcome of an audit, written by hand.
func example(t *testing.T) practice.Outcome {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "larkspur.json"))
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	var o practice.Outcome
	if err := d.Decode(&o); err != nil {
		t.Fatal(err)
	}
	return o
}

// golden compares what a report prints with a file that was read in review.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; go test ./reports -update writes it", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

var widths = []int{80, 120, 200}

func TestTableLooksAsReviewed(t *testing.T) {
	for _, width := range widths {
		var b bytes.Buffer
		if err := Write(&b, "table", example(t), Options{Width: width}); err != nil {
			t.Fatal(err)
		}
		golden(t, fmt.Sprintf("table-%d.txt", width), b.Bytes())
		checkWidth(t, b.String(), width)
	}
}

// People read words; the JSON has the bytes of the notice, so that they can be found there.
func TestQuotesOfHTMLAreShownWithoutTags(t *testing.T) {
	const raw, words = "_ga</td><td>Google Analytics</td><td>2 years", "_ga | Google Analytics | 2 years"
	o := example(t)
	o.Discrepancies = o.Discrepancies[:1]
	o.Discrepancies[0].Declared = []practice.Declaration{{Quote: practice.Quote{Source: "privacy.html", Line: 3, Text: raw}}}
	var text, sarif, full strings.Builder
	if err := errors.Join(Explain(&text, o, "1", Options{Width: 120}), Write(&sarif, "sarif", o, Options{}), Write(&full, "json", o, Options{})); err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]string{"explain": text.String(), "sarif": sarif.String()} {
		if !strings.Contains(got, words) || strings.Contains(got, "td>") {
			t.Errorf("%s:\n%s\nwant %q and no tag", name, got, words)
		}
	}
	if escaped := strings.NewReplacer("<", "\\u003c", ">", "\\u003e").Replace(raw); !strings.Contains(full.String(), raw) && !strings.Contains(full.String(), escaped) {
		t.Errorf("json without %q:\n%s", raw, full.String())
	}
}

// Where the place does not fit, the line stays: that is what a reader looks for.
func TestACutPlaceKeepsItsLine(t *testing.T) {
	o := example(t)
	for i := range o.Discrepancies {
		for k := range o.Discrepancies[i].Declared {
			o.Discrepancies[i].Declared[k].Source = "notices/a-very-long-name-of-a-privacy-notice.md"
			o.Discrepancies[i].Declared[k].Line = 1234
		}
	}
	for _, width := range []int{80, 114, 115, 200} {
		var b strings.Builder
		if err := Write(&b, "table", o, Options{Width: width}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "…:1234") {
			t.Errorf("table of %d columns:\n%s\nwant lines such as a-very…:1234", width, b.String())
		}
		checkWidth(t, b.String(), width)
	}
}

func checkWidth(t *testing.T, text string, width int) {
	t.Helper()
	for _, line := range strings.Split(text, "\n") {
		if n := displaywidth.String(line); n > width {
			t.Errorf("%d columns in %q, want at most %d", n, line, width)
		}
	}
}

func TestColourIsWrittenOnlyWhenAskedFor(t *testing.T) {
	for _, color := range []bool{false, true} {
		var b bytes.Buffer
		if err := Write(&b, "table", example(t), Options{Width: 120, Color: color}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(b.String(), "\x1b["); got != color {
			t.Errorf("Color %v: escape codes %v, want %v", color, got, color)
		}
	}
}

func TestTableOfAnHonestCompany(t *testing.T) {
	o := example(t)
	o.Discrepancies, o.Record.Gaps = nil, nil
	var b bytes.Buffer
	if err := Write(&b, "table", o, Options{Width: 80}); err != nil {
		t.Fatal(err)
	}
	golden(t, "table-honest.txt", b.Bytes())
}

func TestJSONKeepsTheOutcome(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, "json", example(t), Options{}); err != nil {
		t.Fatal(err)
	}
	golden(t, "outcome.json", b.Bytes())
	var back practice.Outcome
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(withLists(example(t)), withLists(back)); diff != "" {
		t.Errorf("outcome after writing and reading (-want +got):\n%s", diff)
	}
}

func TestJSONFollowsItsSchema(t *testing.T) {
	schema := compile(t, Schema)
	empty := practice.Outcome{Schema: practice.OutcomeSchema}
	bare := practice.Outcome{Schema: practice.OutcomeSchema, Comparison: practice.Comparison{
		Kept: []practice.Kept{{Practice: practice.Practice{Actor: "site", Action: "collect"}, Declared: []practice.Declaration{{Polarity: practice.Affirmed}}}},
	}}
	for name, o := range map[string]practice.Outcome{"the example": example(t), "an empty outcome": empty, "lists that are nil": bare} {
		var b bytes.Buffer
		if err := Write(&b, "json", o, Options{}); err != nil {
			t.Fatal(err)
		}
		validate(t, schema, name, b.Bytes())
	}
}

// The schema must refuse what is not documented, or it says nothing.
func TestSchemaRefusesWhatIsNotDocumented(t *testing.T) {
	schema := compile(t, Schema)
	for _, text := range []string{
		`{}`,
		`{"schema": 2, "company": "", "notice": {"source": "", "sha256": "", "languages": [], "declarations": 0}, "record": {"pages": 0, "states": [], "packages": 0, "gaps": []}, "discrepancies": [], "kept": [], "unverifiable": [], "rules": []}`,
		`{"schema": 1, "company": "", "notice": {"source": "", "sha256": "", "languages": [], "declarations": 0}, "record": {"pages": 0, "states": [], "packages": 0, "gaps": []}, "discrepancies": null, "kept": [], "unverifiable": [], "rules": []}`,
	} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(doc) == nil {
			t.Errorf("%s is accepted", text)
		}
	}
}

func compile(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(t *testing.T, schema *jsonschema.Schema, name string, text []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

func TestSARIFIsValid(t *testing.T) {
	schema := sarifSchema(t)
	odd := example(t)
	odd.Rules = nil // an outcome of a version that did not tell its rules
	odd.Notice.Source, odd.Discrepancies[4].Declared[0].Source = "my notices/privacy 50%.md", "my notices/privacy 50%.md"
	for name, o := range map[string]practice.Outcome{"the example": example(t), "odd names, no rules": odd, "nothing": {}} {
		var b bytes.Buffer
		if err := Write(&b, "sarif", o, Options{}); err != nil {
			t.Fatal(err)
		}
		if name == "the example" {
			golden(t, "outcome.sarif", b.Bytes())
		}
		validate(t, schema, name, b.Bytes())
	}
}

// sarifSchema is the schema of the standard, read from the source of go-sarif, which keeps it to itself: its own types write
// what the schema forbids, so that they cannot judge a document.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	pkg, err := build.Import("github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif", ".", build.FindOnly)
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(pkg.Dir, "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var text string
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, err = strconv.Unquote(lit.Value)
		}
		return err == nil
	})
	if err != nil || text == "" {
		t.Fatalf("no schema in %s: %v", pkg.Dir, err)
	}
	return compile(t, []byte(text))
}

func TestSARIFPointsAtTheRightPlace(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, "sarif", example(t), Options{}); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range log.Runs[0].Results {
		l := r.Locations[0].Physical
		got[r.RuleID] = l.Artifact.URI
		if l.Region != nil {
			got[r.RuleID] += fmt.Sprintf(":%d", l.Region.StartLine)
		}
		if rule := log.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID; rule != r.RuleID {
			t.Errorf("the index of %s is that of %s", r.RuleID, rule)
		}
	}
	want := map[string]string{
		"denied-but-seen":           "ads/meta.go:31", // seen in code too: there it can be repaired
		"before-consent":            "https://larkspur.example/",
		"undeclared-recipient":      "dispatch/sms.go:44",
		"lifetime-exceeds-declared": "https://larkspur.example/",
		"consent-implied-by-use":    "notices/privacy.md:60",
		"personal-data-in-logs":     "signup/handler.go:91",
		"stale-declaration":         "notices/privacy.md:49",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
}

// A file's name that opens like a host's, or holds what an address may not hold, is still a path.
func TestASourceIsWrittenAsAnAddress(t *testing.T) {
	tests := []struct{ source, want string }{
		{"https://shop.example/sign up", "https://shop.example/sign%20up"},
		{"signup/handler.go", "signup/handler.go"},
		{"/srv/shop/privacy notice.md", "/srv/shop/privacy%20notice.md"},
		{`signup\handler.go`, "signup/handler.go"},
		{`\\server\shop.go`, "/server/shop.go"},
		{"// ", "/%20"},
		{"c:notice.md", "./c:notice.md"},
	}
	for _, tt := range tests {
		if got := uri(tt.source); got != tt.want {
			t.Errorf("uri(%q) = %q, want %q", tt.source, got, tt.want)
		}
	}
}

func TestAnUnknownFormatListsTheKnownOnes(t *testing.T) {
	err := Write(&bytes.Buffer{}, "xml", example(t), Options{})
	if want := `unknown format "xml": want table, matrix, html, pdf, markdown, json, sarif, junit, csv`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestFormatsAreComplete(t *testing.T) {
	for _, f := range Formats {
		title, text, ok := strings.Cut(f.Doc, "\n\n")
		if f.Name == "" || f.Write == nil || !ok || title == "" || text == "" {
			t.Errorf("%q: name, func, and a Doc of a title, a blank line and an explanation must all be there", f.Name)
		}
	}
}
