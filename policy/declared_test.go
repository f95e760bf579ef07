package policy

import (
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/candor-privacy/candor/practice"
)

// Init writes from prose what reading it gives back: the two forms of a policy agree.
func TestInitSaysTheSameAsTheProse(t *testing.T) {
	files, err := filepath.Glob("testdata/statements/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives in testdata/statements: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			prose, err := ReadBytes(archive.Files[0].Name, archive.Files[0].Data)
			if err != nil {
				t.Fatal(err)
			}
			text, err := Init(prose)
			if err != nil {
				t.Fatal(err)
			}
			code, err := ReadBytes("candor-policy.yaml", text)
			if err != nil {
				t.Fatalf("reading what Init wrote: %v\n%s", err, text)
			}
			if diff := cmp.Diff(practices(prose), practices(code)); diff != "" {
				t.Errorf("the YAML differs from the prose (-prose +yaml):\n%s", diff)
			}
			if prose.Company != code.Company || prose.Date != code.Date {
				t.Errorf("YAML of %q, %q, want %q, %q", code.Company, code.Date, prose.Company, prose.Date)
			}
			checkQuotes(t, code, text)
		})
	}
}

// practices are the notice's declarations without where they stand, sorted.
func practices(n practice.Notice) []string {
	var all []string
	for _, d := range n.Declarations {
		d.Line = 0
		all = append(all, strings.TrimSpace(compact(d)))
	}
	sort.Strings(all)
	return all
}

func TestDeclaredPolicy(t *testing.T) {
	data, err := os.ReadFile("testdata/candor-policy.yaml")
	if err != nil {
		t.Fatal(err)
	}
	n, err := ReadBytes("candor-policy.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	checkQuotes(t, n, data)
	got := compactNotice(n)
	golden := "testdata/candor-policy.want"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("reading candor-policy.yaml (-want +got):\n%s", diff)
	}
}

func TestMistakesInADeclaredPolicyAreToldWithTheirLine(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/mistakes.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		file, want := archive.Files[i], strings.TrimSpace(string(archive.Files[i+1].Data))
		t.Run(file.Name, func(t *testing.T) {
			_, err := ReadBytes(file.Name, file.Data)
			if err == nil {
				t.Fatalf("reading %s: no error, want %q", file.Name, want)
			}
			if *update {
				archive.Files[i+1].Data = []byte(err.Error() + "\n")
				if err := os.WriteFile("testdata/mistakes.txtar", txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if err.Error() != want {
				t.Errorf("reading %s: %q, want %q", file.Name, err, want)
			}
		})
	}
}

func TestSchemaKnowsTheVocabulary(t *testing.T) {
	for _, term := range []string{`"contact.email"`, `"analytics.audience"`, `"store-location"`, `"prior_opt_in"`, `"candidate"`} {
		if !strings.Contains(string(Schema), term) {
			t.Errorf("the schema lacks %s", term)
		}
	}
	if strings.Contains(string(Schema), `"enum": []`) {
		t.Error("the schema has an empty enumeration")
	}
	compiled() // panics on a schema that is none
}
