package analyzers

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// places are where observations of one analyzer were made.
func places(res Result, by string) []string {
	var out []string
	for _, o := range res.Observations {
		for _, e := range o.Evidence {
			if o.By == by {
				out = append(out, e.Source)
			}
		}
	}
	return out
}

// street is a workspace: a shop logs by what another module does.
const street = `
-- go.work --
go 1.26

use ./shop
use ./till
-- candor.yaml --
models: |
  shop.example.Short  clean  -  ret
-- shop/go.mod --
module shop.example

go 1.26
-- shop/shop.go --
package shop

import "till.example/paper"

type Guest struct{ Email, Phone string }

func Greet(g Guest) {
	paper.Write(g.Email)
	paper.Write(Short(g.Phone))
}

func Short(s string) string { return s }
-- till/go.mod --
module till.example

go 1.26
-- till/paper/paper.go --
package paper

import "log"

func Write(s string) { log.Print(s) }
`

func TestTheModulesOfAWorkspaceAreFollowedTogether(t *testing.T) {
	res := run(t, module(t, street), "./shop/...", "./till/...")
	if got := places(res, "logs"); !slices.Equal(got, []string{"shop/shop.go"}) {
		t.Errorf("logged at %v, want shop/shop.go: candor.yaml of the workspace takes the telephone number out", got)
	}
}

func TestAModuleOfAWorkspaceSaysItself(t *testing.T) {
	res := run(t, module(t, strings.ReplaceAll(street, "-- candor.yaml --", "-- shop/candor.yaml --")), "./shop/...", "./till/...")
	if got := places(res, "logs"); len(got) != 1 {
		t.Errorf("logged at %v, want one place: candor.yaml of the module takes the telephone number out", got)
	}
}

// stocked is a module that carries its dependency with it.
const stocked = `
-- go.mod --
module shop.example

go 1.26

require press.example v1.0.0
-- vendor/modules.txt --
# press.example v1.0.0
## explicit; go 1.26
press.example
-- vendor/press.example/press.go --
package press

func Fold(s string) string { return s }
-- desk/desk.go --
package desk

import (
	"log"

	"press.example"
)

type Guest struct{ Email string }

func Greet(g Guest) { log.Print(g.Email, press.Fold("")) }
`

func TestAVendoredModuleIsLoadedFromItsFolder(t *testing.T) {
	t.Setenv("GOPROXY", "off")
	dir := module(t, stocked)
	for _, at := range []string{dir, filepath.Join(dir, "desk")} {
		if got := places(run(t, at), "logs"); !slices.Equal(got, []string{"desk/desk.go"}) {
			t.Errorf("logged at %v, want desk/desk.go", got)
		}
	}
}

// bell rings by C where it can, and else in Go.
const bell = `
-- go.mod --
module bell.example

go 1.26
-- bell.go --
package bell

import "log"

type Guest struct{ Email string }

func Greet(g Guest) { log.Print(g.Email, ring()) }
-- ring.go --
package bell

// int ring() { return 1; }
import "C"

func ring() int { return int(C.ring()) }
-- still.go --
//go:build !cgo

package bell

func ring() int { return 0 }
`

func TestCodeWithCIsFollowedWithAndWithoutACompiler(t *testing.T) {
	for _, with := range []string{"0", "1"} {
		t.Run("CGO_ENABLED="+with, func(t *testing.T) {
			if _, err := exec.LookPath("gcc"); err != nil && with == "1" {
				t.Skip("no C compiler")
			}
			t.Setenv("CGO_ENABLED", with)
			res := run(t, module(t, bell))
			if got := places(res, "logs"); !slices.Equal(got, []string{"bell.go"}) || len(res.Gaps) > 0 {
				t.Errorf("logged at %v with gaps %v, want bell.go and none", got, res.Gaps)
			}
		})
	}
}

// TestADependencyThatDoesNotCompileIsAGapOfEachPackage names what is wrong where it is wrong, and analyses the rest.
func TestADependencyThatDoesNotCompileIsAGapOfEachPackage(t *testing.T) {
	res := run(t, module(t, shop+broken+"-- over/over.go --\npackage over\n\nimport \"shop.example/broken\"\n\nvar X = broken.None()\n"))
	var sources []string
	for _, g := range res.Gaps {
		sources = append(sources, g.Source)
		if !strings.Contains(g.Reason, "make go build ./... pass") {
			t.Errorf("the gap of %s is %q, want the remedy", g.Source, g.Reason)
		}
	}
	if !slices.Equal(sources, []string{"broken/broken.go:3", "over/over.go:5"}) || res.Packages != 4 {
		t.Errorf("gaps are at %v with %d packages analysed, want broken/broken.go:3 and over/over.go:5 with 4", sources, res.Packages)
	}
}

func TestNothingIsWrittenIntoAModule(t *testing.T) {
	dir := module(t, strings.Replace(shop, "go 1.26\n", "go 1.26\n\nrequire away.example v1.0.0 // indirect\n", 1))
	before, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	must(t, err)
	t.Setenv("GOPROXY", "off")
	run(t, dir)
	if after, err := os.ReadFile(filepath.Join(dir, "go.mod")); err != nil || string(after) != string(before) {
		t.Errorf("go.mod is now\n%s\n(%v)", after, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "go.sum")); err == nil {
		t.Error("there is a go.sum now")
	}
}
