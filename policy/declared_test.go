package policy

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

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
