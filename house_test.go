// Package candor_test holds the plan of the house: its rooms, and the doors between them.
package candor_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/candor-privacy/candor"

// doors lists every room, and which others its code may import. A room that is not here must not exist.
var doors = map[string][]string{
	"cmd/candor": {
		"analyzers", "crawler/chrome", "crawler/detect", "policy", "practice", "project", "reports", "rules", "scan",
		"testdata/larkspur", // the company that candor demo audits
	},
	"cmd/candor-vet":         {"analyzers", "practice"},
	"scan":                   {"analyzers", "crawler", "crawler/detect", "practice"},
	"crawler/chrome":         {"crawler", "practice"},
	"crawler/detect":         {"crawler", "practice"},
	"crawler":                {"practice"},
	"analyzers":              {"analyzers/flow", "practice", "project"},
	"analyzers/flow":         {"practice"},
	"policy":                 {"policy/pdftext", "policy/tree", "practice"},
	"policy/pdftext":         {},
	"policy/tree":            {},
	"policy/pdftext/pdftest": {}, // of tests alone
	"project":                {"practice"},
	"rules":                  {"practice"},
	"reports":                {"practice"},
	"practice":               {},
	"testdata/company":       {"practice"},
	"testdata/larkspur":      {"testdata/company"},

	"crawler/chrome/chrometest": {}, // of tests alone
}

// keepers names, for each outside module that decides how a room is built, the only rooms that may import it.
var keepers = map[string][]string{
	"github.com/chromedp/":       {"crawler/chrome"},
	"golang.org/x/tools/":        {"analyzers", "analyzers/flow", "cmd/candor-vet"},
	"golang.org/x/mod/":          {"analyzers"},
	"github.com/spf13/":          {"cmd/candor"},
	"golang.org/x/crypto/ssh":    {"scan"},
	"github.com/digitorus/":      {"scan"},
	"github.com/gofrs/":          {"crawler/chrome", "scan"},
	"go.yaml.in/":                {"policy", "policy/tree", "project", "scan"},
	"github.com/klauspost/":      {"scan"},
	"github.com/ledongthuc/":     {"policy/pdftext"},
	"golang.org/x/net/html":      {"policy", "policy/pdftext"},
	"github.com/temoto/":         {"crawler"},
	"golang.org/x/time/":         {"crawler"},
	"golang.org/x/net/publicsu":  {"crawler", "analyzers"},
	"github.com/olekukonko/":     {"reports"},
	"github.com/PuerkitoBio/":    {"policy"},
	"github.com/santhosh-tekuri": {"policy", "reports"},
}

type room struct {
	ImportPath string
	Imports    []string
}

func (r room) name() string { return strings.TrimPrefix(r.ImportPath, module+"/") }

func TestTheRoomsAreThoseOfThePlan(t *testing.T) {
	var built []string
	for _, r := range rooms(t) {
		built = append(built, r.name())
		if _, planned := doors[r.name()]; !planned && r.ImportPath != module {
			t.Errorf("room %s is not in the plan: CONTRIBUTING.md says where things belong", r.name())
		}
	}
	for name := range doors {
		if !slices.Contains(built, name) {
			t.Errorf("room %s of the plan is not there", name)
		}
	}
}

func TestNoRoomHasADoorThatThePlanDoesNotShow(t *testing.T) {
	for _, r := range rooms(t) {
		for _, path := range r.Imports {
			if other, ours := strings.CutPrefix(path, module+"/"); ours && !slices.Contains(doors[r.name()], other) {
				t.Errorf("%s imports %s: the plan has no door there", r.name(), other)
			}
			for prefix, rooms := range keepers {
				if strings.HasPrefix(path, prefix) && !slices.Contains(rooms, r.name()) {
					t.Errorf("%s imports %s: only %s may", r.name(), path, strings.Join(rooms, ", "))
				}
			}
		}
	}
}

func TestPracticeImportsTheStandardLibraryOnly(t *testing.T) {
	for _, r := range rooms(t) {
		for _, path := range r.Imports {
			if r.name() == "practice" && strings.Contains(path, ".") {
				t.Errorf("practice imports %s", path)
			}
		}
	}
}

// rooms lists our packages with what their code, not their tests, imports.
func rooms(t *testing.T) []room {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...", "./testdata/company", "./testdata/larkspur").Output()
	if err != nil {
		t.Fatalf("listing packages: %v", err)
	}
	var all []room
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var r room
		if err := d.Decode(&r); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
}

func TestContributingDrawsTheDoorsThatTheTestHolds(t *testing.T) {
	text, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range doors {
		if !strings.Contains(string(text), name) {
			t.Errorf("CONTRIBUTING.md does not name the room %s", name)
		}
	}
}
