package analyzers

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestFingerprintsStayWhenLinesMove(t *testing.T) {
	dir := module(t, shop)
	before := fingerprints(t, dir)
	for _, name := range []string{"customer/customer.go", "audit/audit.go", "console/console.go"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, append([]byte("// A line.\n\n// And one more.\n\n"), text...), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if after := fingerprints(t, dir); !slices.Equal(after, before) {
		t.Errorf("after lines moved the fingerprints are\n%q\nwant\n%q", after, before)
	}
	unique := slices.Compact(slices.Sorted(slices.Values(before)))
	if len(unique) != len(before) {
		t.Errorf("%d findings share %d fingerprints", len(before), len(unique))
	}
}

func TestFindingsThatAreAlikeHaveFingerprintsOfTheirOwn(t *testing.T) {
	once := "-- go.mod --\nmodule twice.example\n\ngo 1.26\n-- twice.go --\npackage twice\n\nimport \"log\"\n\nfunc Twice(email string) {\n\tlog.Print(email)\n"
	one, two := fingerprints(t, module(t, once+"}\n")), fingerprints(t, module(t, once+"\tlog.Print(email)\n}\n"))
	if len(one) != 1 || len(two) != 2 || two[0] != one[0] || two[1] == one[0] {
		t.Errorf("one call has the fingerprints %q, two have %q: want the first to stay, and another", one, two)
	}
}

func fingerprints(t *testing.T, dir string) []string {
	t.Helper()
	seen := run(t, dir).Observations
	Fingerprint(seen)
	var all []string
	for _, o := range seen {
		for _, e := range o.Evidence {
			all = append(all, e.Fingerprint)
		}
	}
	return all
}
