package policy

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/candor-privacy/candor/practice"
)

// Every archive in testdata/imports holds a file of another tool and, in "want", what is read from it and what is not.
func TestImports(t *testing.T) {
	for _, file := range archives(t, "imports") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			notice, err := ReadBytes(archive.Files[0].Name, archive.Files[0].Data)
			if err != nil {
				t.Fatal(err)
			}
			checkQuotes(t, notice, archive.Files[0].Data)
			got := compactImport(notice)
			if *update {
				archive.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(archive.Files[1].Data), got); diff != "" {
				t.Errorf("reading %s (-want +got):\n%s", archive.Files[0].Name, diff)
			}
		})
	}
}

// compactImport is the notice with the words of every statement, and with its gaps.
func compactImport(n practice.Notice) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s; %s; %s\n", n.Company, n.Date, strings.Join(n.Languages, " "))
	for _, d := range n.Declarations {
		fmt.Fprintf(&b, "%s | %s\n", strings.TrimSpace(compact(d)), oneLine(d.Text))
	}
	for _, g := range n.Gaps {
		fmt.Fprintf(&b, "gap %s: %s\n", g.Source, g.Reason)
	}
	return b.String()
}

// What is imported can be written down as a policy file like any notice, and what was not understood stands in its head.
func TestInitSaysTheSameAsAnImport(t *testing.T) {
	for _, file := range archives(t, "imports") {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		notice, err := ReadBytes(archive.Files[0].Name, archive.Files[0].Data)
		if err != nil {
			t.Fatal(err)
		}
		checkInit(t, archive.Files[0].Name, archive.Files[0].Data)
		text, err := Init(notice)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range notice.Gaps {
			if !strings.Contains(string(text), "# Not read, so write it down by hand: "+g.Source+": "+g.Reason) {
				t.Errorf("%s: the policy file does not tell of the gap at %s", file, g.Source)
			}
		}
	}
}

// A minified document is one line; its quotes are still the words of the statement and no more.
func TestAMinifiedDocumentIsQuotedByItsValues(t *testing.T) {
	n, err := ReadBytes("x.json", []byte(`{"dataDisclosed":[{"category":"Numéro de téléphone","purposes":[]},{"category":"IP address"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	var quotes []string
	for _, d := range n.Declarations {
		quotes = append(quotes, d.Text)
	}
	if diff := cmp.Diff([]string{"Numéro de téléphone", "IP address"}, quotes); diff != "" {
		t.Errorf("quotes (-want +got):\n%s", diff)
	}
}

func TestWhatNoImportCanBeIsAClearError(t *testing.T) {
	for _, tt := range []struct{ name, file, text, want string }{
		{"no JSON", "a.json", "{\"dataDisclosed\": [\n{\"category\": \"e-mail\"", "a.json:2: ends too early"},
		{"no YAML", "a.yml", "system: [a\n", "policy a.yml: "},
		{"nothing known", "a.json", `{"dataDisclosed": [{"category": "Shoe width"}]}`, `declares nothing that can be read: a.json:1: dataDisclosed.category: "Shoe width" is no data`},
		{"nothing at all", "a.yml", "system: []\n", "declares nothing that can be read; give a file that says what is done"},
		{"a list for a text", "a.json", `{"dataDisclosed": [{"category": [["x"]]}], "controller": []}`, "no text, and not read"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ReadBytes(tt.file, []byte(tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %.300v, want one with %q", err, tt.want)
			}
		})
	}
}

// The tables of imports lead to terms of the vocabulary and to nothing else.
func TestForeignTermsAreThoseOfTheVocabulary(t *testing.T) {
	for list, kind := range map[string]practice.TermKind{"category": practice.DataTerm, "use": practice.PurposeTerm, "subject": practice.AudienceTerm} {
		for key, terms := range foreignTable()[list] {
			for _, term := range terms {
				if _, ok := practice.LookupTerm(term, kind); !ok {
					t.Errorf("foreign.txt: %s %s: %q is not in the vocabulary", list, key, term)
				}
			}
			if len(terms) == 0 {
				t.Errorf("foreign.txt: %s %s has no term", list, key)
			}
		}
	}
}

func TestTheFormOfAFileIsToldByItsTopKeys(t *testing.T) {
	for text, want := range map[string]*Reader{
		"version: 1\ndeclarations: []\n":                   YAML,
		`{"version": 1, "declarations": []}`:               YAML,
		"{version: 1}":                                     YAML,
		"system:\n- fides_key: x\n":                        Fides,
		"\"dataset\": []\n":                                Fides,
		`{"system": [{"dataDisclosed": 1}]}`:               Fides,
		"# a comment: here\norganization:\n  version: 1\n": Fides,
		` {"meta": {}, "dataDisclosed": []}`:               TILT,
		"purpose: [x]\n":                                   YAML,
	} {
		if got := structured([]byte(text)); got != want {
			t.Errorf("%q is read as %s, want %s", text, got.Name, want.Name)
		}
	}
}

func FuzzTILT(f *testing.F) {
	fuzzImport(f, TILT, "testdata/imports/tilt.txtar", `{"dataDisclosed":[{"category":["a\ud83d\ude00"]}]}`)
}

func FuzzFides(f *testing.F) {
	fuzzImport(f, Fides, "testdata/imports/fides.txtar", "system: [{privacy_declarations: {data_use: x}}]")
}

// fuzzImport fuzzes a reader from a whole file on, and from pieces of it.
func fuzzImport(f *testing.F, r *Reader, file string, examples ...string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		f.Fatal(err)
	}
	text := string(bytes.TrimSpace(archive.Files[0].Data))
	fuzz(f, r, append(examples, text, text[:len(text)/2], strings.ReplaceAll(text, "\n", " "))...)
}

// What stands in a known key in another form than it has is told as a gap, and neither a denial nor nothing.
func TestAKnownKeyOfAnotherFormIsAGap(t *testing.T) {
	const tiltDocument = `{"meta": {"name": "Pebble Post Ltd", "language": "en"}, "controller": {"name": "Pebble Post Ltd"},
	"dataDisclosed": [{"category": "e-mail address", "purposes": [{"purpose": "newsletter"}]}], "rightToInformation": {"available": %s}}`
	const fidesManifest = `system:
- fides_key: shop
  name: Shop
  cookie_max_age_seconds: %s
  privacy_declarations:
  - name: mail
    data_categories: [user.contact.email]
    data_use: essential.service
    data_subjects: [customer]
    third_parties: %s
    cookies: [{name: sid}]
`
	tests := []struct {
		name, text, gap string
	}{
		{"a.json", fmt.Sprintf(tiltDocument, "null"), "available: neither true nor false"},
		{"a.json", fmt.Sprintf(tiltDocument, `"yes"`), "available: neither true nor false"},
		{"a.yaml", fmt.Sprintf(fidesManifest, "3600", "[Google, Meta]"), "third_parties: a list or a mapping stands where one text belongs"},
		{"a.yaml", fmt.Sprintf(fidesManifest, "9223372036854775807", "Google"), "is no number of seconds"},
	}
	for _, tt := range tests {
		n, err := ReadBytes(tt.name, []byte(tt.text))
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		if !strings.Contains(fmt.Sprint(n.Gaps), tt.gap) {
			t.Errorf("%s: gaps %v, want %q", tt.text, n.Gaps, tt.gap)
		}
		for _, d := range n.Declarations {
			if d.Polarity == practice.Denied {
				t.Errorf("%s: %s is denied", tt.text, d.Kind)
			}
		}
	}
}
