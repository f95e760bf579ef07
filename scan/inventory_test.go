package scan

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite testdata/inventory.json")

func TestTheInventoryOfTheShop(t *testing.T) {
	got, err := json.MarshalIndent(run(t, nil).Inventory(), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/inventory.json"
	if *update {
		if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(got)+"\n", string(want)); diff != "" {
		t.Errorf("inventory (-got +want):\n%s", diff)
	}
}

func TestTheInventoryHoldsNoValueOfCookiesAndStorage(t *testing.T) {
	text, err := json.Marshal(run(t, nil).Inventory())
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"GA1.1.1203948571.1763756400", "8f14e45f-ceea-467a-9a36-dedd4bea2543", "b7c1d05e88aa4f3c", "hunter2"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("the inventory holds %q", secret)
		}
	}
}
