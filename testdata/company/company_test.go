package company

import (
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

func TestTablesWithMistakesNameTheLine(t *testing.T) {
	for _, tt := range []struct{ name, table, want string }{
		{"status", "a.example  /  two hundred", "t.txt:1: "},
		{"columns", "a.example  /  200  -  a=%s  more", "t.txt:1: "},
	} {
		if _, err := ParseAnswers("t.txt", tt.table); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one that begins with %q", tt.name, err, tt.want)
		}
	}
	for _, tt := range []struct{ name, table, want string }{
		{"notation", "# head\nB01  r  site  site devour personal  -  words", "t.txt:2: "},
		{"place", "B01  r  moon  site collect contact.email  -  words", "t.txt:1: seen in \"moon\""},
		{"no words", "B01  r  site  site collect contact.email", "t.txt:1: a column is empty"},
	} {
		if _, err := ParseTruth("t.txt", tt.table); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one that begins with %q", tt.name, err, tt.want)
		}
	}
}

// A discrepancy is one plant: what is found twice is once too often.
func TestEachPlantIsOneDiscrepancy(t *testing.T) {
	truth, err := ParseTruth("t.txt", "B01  undeclared-data  site  site collect contact.email  email  words\nB02  logs  code  code store.log contact.email  email  words\nK01  kept  site  site collect identity.name  -  words")
	if err != nil {
		t.Fatal(err)
	}
	seen := practice.Discrepancy{Rule: "undeclared-data", Practice: truth[0].Practice, Observed: []practice.Observation{{Practice: truth[0].Practice}}}
	found := Compare(truth, []practice.Discrepancy{seen, seen})
	if len(found.Plants) != 2 || found.As[0] != 0 || found.As[1] != -1 || len(found.Extra) != 1 || found.Extra[0] != 1 {
		t.Errorf("found %+v, want the first plant once, the second not at all, and one extra", found)
	}
}
