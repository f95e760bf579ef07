package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/candor-privacy/candor/analyzers"
)

// guild hands a member's data from package to package: web imports neither the package of Member, whose method it calls, nor a logger, and
// store returns what a package variable holds.
const guild = `
-- go.mod --
module guild.example

go 1.26
-- member/member.go --
package member

import "strings"

// Member is somebody who joined.
type Member struct{ Email, Phone string }

func (m *Member) Title() string { return strings.TrimSpace(m.Email) }
-- store/store.go --
package store

import "guild.example/member"

var all = map[int]*member.Member{}

func Find(id int) *member.Member { return all[id] }
-- store/store_test.go --
package store_test

import (
	"log"
	"testing"

	"guild.example/store"
)

func TestFind(t *testing.T) { log.Print(store.Find(1).Email) }
-- audit/audit.go --
package audit

import "log"

func Write(text string) { log.Print(text) }
-- audit/audit_test.go --
package audit

import "testing"

type guest struct{ Email string }

func TestWrite(t *testing.T) { Write(guest{}.Email) }
-- web/web.go --
package web

import (
	"net/http"
	"net/url"

	"guild.example/audit"
	"guild.example/store"
)

func Seen(id int) {
	audit.Write(store.Find(id).Title())
	audit.Write(store.Find(id).Phone) //candor:ignore logs kept for a day
	http.Get("http://mail.example/?to=" + url.QueryEscape(store.Find(id).Email))
}
-- web/web_test.go --
package web

import "testing"

func TestSeen(t *testing.T) { Seen(1) }
`

// built is candor-vet in a folder of its own.
func built(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("builds candor-vet")
	}
	vet := filepath.Join(t.TempDir(), "candor-vet")
	if runtime.GOOS == "windows" {
		vet += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", vet, ".").CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	return vet
}

// laidOut is a module in a folder of its own.
func laidOut(t *testing.T, module string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(module)).Files {
		write(t, filepath.Join(dir, filepath.FromSlash(f.Name)), string(f.Data))
	}
	return dir
}

// told are the findings in what a command says, in order, each with the name of its file alone.
func told(said string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`(?m)(\w+\.go:\d+:\d+: .*)$`).FindAllStringSubmatch(said, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return out
}

func TestTheGoCommandAndTheProgramAloneTellTheSame(t *testing.T) {
	vet, dir := built(t), laidOut(t, guild)
	want := []string{
		"web.go:12:13: e-mail address (contact.email) of Member is written to a log: audit.Write ← store.Find(id).Title() ← m.Email at member/member.go:8:62",
		"web.go:14:10: e-mail address (contact.email) of Member is sent without encryption to mail.example: http.Get (url) ← store.Find(id).Email",
		"web.go:14:10: e-mail address (contact.email) of Member is shared with mail.example: http.Get (url) ← store.Find(id).Email",
	}
	for name, said := range map[string]string{
		"go vet":             run(dir, "go", "vet", "-vettool="+vet, "./..."),
		"go vet again":       run(dir, "go", "vet", "-vettool="+vet, "./..."),
		"candor-vet":         run(dir, vet, "-test=false", "./..."),
		"go vet, by x/tools": run(dir, "go", "vet", "-vettool="+vet, "-c=0", "./..."),
	} {
		if got := told(said); !slices.Equal(got, want) {
			t.Errorf("%s tells %q, want %q, in\n%s", name, got, want, said)
		}
	}
	if said := run(dir, "go", "vet", "-vettool="+vet, "-cleartext", "./..."); len(told(said)) != 1 {
		t.Errorf("-cleartext alone tells\n%s", said)
	}
	if said := run(dir, "go", "vet", "-vettool="+vet, "-cleartext=false", "./..."); len(told(said)) != 2 {
		t.Errorf("-cleartext=false tells\n%s", said)
	}
}

func TestFindingsAsJSONNameTheirCategory(t *testing.T) {
	vet, dir := built(t), laidOut(t, guild)
	said := run(dir, "go", "vet", "-json", "-vettool="+vet, "./web")
	var tree map[string]map[string][]finding
	if err := json.Unmarshal([]byte(said[max(0, strings.Index(said, "{")):]), &tree); err != nil {
		t.Fatalf("%v in\n%s", err, said)
	}
	logs := tree["guild.example/web"]["logs"]
	if len(logs) != 1 || logs[0].Category != "contact.email" || !strings.HasSuffix(logs[0].Posn, "web.go:12:13") {
		t.Errorf("logs found %+v in\n%s", logs, said)
	}
}

func TestAChangedCommentCostsItsOwnPackageAlone(t *testing.T) {
	vet, dir := built(t), laidOut(t, guild)
	analysed := func() []string {
		said := run(dir, "go", "vet", "-x", "-vettool="+vet, "./...")
		var out []string
		for _, m := range regexp.MustCompile(`(?m)^cd (.*)\n.*vet\.cfg`).FindAllStringSubmatch(said, -1) {
			if name := filepath.Base(m[1]); strings.HasPrefix(m[1], ".") || strings.Contains(m[1], filepath.Base(dir)) {
				out = append(out, name)
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	if got, want := analysed(), []string{"audit", "member", "store", "web"}; !slices.Equal(got, want) {
		t.Errorf("at first %v are analysed, want %v", got, want)
	}
	if got := analysed(); len(got) != 0 {
		t.Errorf("with nothing changed %v are analysed again", got)
	}
	name := filepath.Join(dir, "member", "member.go")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	write(t, name, strings.Replace(string(text), "somebody who joined", "somebody who pays", 1))
	if got, want := analysed(), []string{"member"}; !slices.Equal(got, want) {
		t.Errorf("after a comment was changed %v are analysed again, want %v", got, want)
	}
}

func TestWhatIsNoUnitIsForTheToolsOfGo(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		write(t, path, text)
		return path
	}
	whole := file("vet.cfg", `{"ID": "a", "ImportPath": "a", "PackageFile": {}, "VetxOutput": "out"}`)
	later := file("later.cfg", `{"ID": "a", "ImportPath": "a", "VetxOutput": "out"}`) // of a go command that compiles nothing
	for _, c := range []struct {
		args []string
		want bool
	}{
		{[]string{whole}, true},
		{[]string{"-json", "-logs", "-policy=p.yaml", whole}, true},
		{[]string{"-fix", whole}, false},
		{[]string{"-c=2", whole}, false},
		{[]string{later}, false},
		{[]string{filepath.Join(dir, "missing.cfg")}, false},
		{[]string{"help"}, false},
		{[]string{"./..."}, false},
		{nil, false},
	} {
		if _, got := readUnit(c.args, analyzers.Suite); got != c.want {
			t.Errorf("%v is a unit: %v, want %v", c.args, got, c.want)
		}
	}
}

func TestAnalyzersAreChosenByTheirNames(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-logs", "x.cfg"}, "logs"},
		{[]string{"-logs=true", "-urls=1", "-panics=false", "x.cfg"}, "logs urls"},
		{[]string{"-sharing=false", "-errors=false", "-cleartext=false", "-cookies=0", "-metrics=false", "-traces=false", "-panics=false", "-ignores=false", "x.cfg"}, "logs urls"},
	} {
		asked, ok := readOptions(c.args, analyzers.Suite)
		if !ok {
			t.Errorf("%v is not understood", c.args)
		}
		var got []string
		for _, a := range asked.wanted(analyzers.Suite) {
			got = append(got, a.Name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v asks for %v, want %s", c.args, got, c.want)
		}
	}
}
