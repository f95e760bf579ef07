package analyzers

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// guarded is a module with everything that a result can depend on: a library that stands in for a dependency, a declaration of its own
// functions, a configuration, an embedded file.
const guarded = `
-- shop/go.mod --
module shop.example

go 1.26

require lib.example v1.0.0

replace lib.example => ../lib
-- shop/candor.yaml --
models: |
  shop.example/desk.Hide  clean  -  ret
-- shop/deploy/main.tf --
region = "eu-central-1"
-- shop/desk/desk.go --
package desk

import (
	_ "embed"
	"log"

	"lib.example"
)

//go:embed text/welcome.txt
var welcome string

type Guest struct{ Email string }

func Greet(g Guest) { log.Print(welcome, lib.Same(g.Email)) }

func Hide(s string) string { return s }
-- shop/desk/desk_test.go --
package desk
-- shop/desk/text/welcome.txt --
welcome
-- shop/testdata/seen.go --
package seen
-- shop/.git/index --
one
-- lib/go.mod --
module lib.example

go 1.26
-- lib/lib.go --
package lib

func Same(s string) string { return s }
`

// keyOf is the hash of what a run of a module depends on.
func keyOf(t *testing.T, dir string, patterns ...string) string {
	t.Helper()
	key, err := inputsKey(context.Background(), dir, patterns, "")
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// write changes a file, or makes one.
func write(t *testing.T, text string, elements ...string) {
	t.Helper()
	name := filepath.Join(elements...)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func appendTo(t *testing.T, text string, elements ...string) {
	t.Helper()
	old, err := os.ReadFile(filepath.Join(elements...))
	if err != nil {
		t.Fatal(err)
	}
	write(t, string(old)+text, elements...)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestEverythingThatCanChangeAResultChangesItsKey(t *testing.T) {
	changes := map[string]func(t *testing.T, dir string){
		"a Go file":                       func(t *testing.T, dir string) { appendTo(t, "\n", dir, "shop/desk/desk.go") },
		"a Go file of the same length":    func(t *testing.T, dir string) { swap(t, "Email", "Phone", dir, "shop/desk/desk.go") },
		"a new Go file":                   func(t *testing.T, dir string) { write(t, "package desk\n", dir, "shop/desk/more.go") },
		"a Go file that is gone":          func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "shop/desk/desk.go"))) },
		"another name of a Go file":       func(t *testing.T, dir string) { rename(t, dir, "shop/desk/desk.go", "shop/desk/desk_windows.go") },
		"a file of a test":                func(t *testing.T, dir string) { write(t, "package des", dir, "shop/desk/desk_test.go") },
		"a package in testdata":           func(t *testing.T, dir string) { write(t, "package heard\n", dir, "shop/testdata/seen.go") },
		"go.mod":                          func(t *testing.T, dir string) { appendTo(t, "\n// more\n", dir, "shop/go.mod") },
		"go.sum":                          func(t *testing.T, dir string) { write(t, "", dir, "shop/go.sum") },
		"a module inside":                 func(t *testing.T, dir string) { write(t, "module inner.example\n", dir, "shop/desk/go.mod") },
		"candor.yaml":                     func(t *testing.T, dir string) { write(t, "", dir, "shop/candor.yaml") },
		"a configuration":                 func(t *testing.T, dir string) { swap(t, "eu-central-1", "us-east-1", dir, "shop/deploy/main.tf") },
		"an embedded file that is gone":   func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "shop/desk/text/welcome.txt"))) },
		"assembly":                        func(t *testing.T, dir string) { write(t, "TEXT\n", dir, "shop/desk/desk.s") },
		"what stands in for a dependency": func(t *testing.T, dir string) { appendTo(t, "\nfunc More() {}\n", dir, "lib/lib.go") },
		"its go.mod":                      func(t *testing.T, dir string) { swap(t, "1.26", "1.25", dir, "lib/go.mod") },
		"a vendored package": func(t *testing.T, dir string) {
			write(t, "package x\n", dir, "shop/vendor/x.example/x/x.go")
		},
		"a workspace above": func(t *testing.T, dir string) { write(t, "go 1.26\n\nuse ./shop\n", dir, "go.work") },
		"build tags":        func(t *testing.T, _ string) { t.Setenv("GOFLAGS", "-tags=demo") },
		"the system":        func(t *testing.T, _ string) { t.Setenv("GOOS", "windows") },
		"the processor":     func(t *testing.T, _ string) { t.Setenv("GOARCH", "arm64") },
		"C or none":         func(t *testing.T, _ string) { t.Setenv("CGO_ENABLED", "1") },
		"GODEBUG":           func(t *testing.T, _ string) { t.Setenv("GODEBUG", "gotypesalias=0") },
		"a link to code": func(t *testing.T, dir string) {
			must(t, os.Symlink(filepath.Join(dir, "lib"), filepath.Join(dir, "shop/desk/lib")))
		},
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			t.Setenv("CGO_ENABLED", "0")
			t.Setenv("GOFLAGS", "")
			dir := module(t, guarded)
			shop := filepath.Join(dir, "shop")
			before := keyOf(t, shop, "./...")
			change(t, dir)
			if after := keyOf(t, shop, "./..."); after == before {
				t.Error("the key stays as it was")
			}
		})
	}
}

// swap replaces a word in a file.
func swap(t *testing.T, old, now string, elements ...string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(elements...))
	must(t, err)
	if !strings.Contains(string(text), old) {
		t.Fatalf("%s has no %q", filepath.Join(elements...), old)
	}
	write(t, strings.ReplaceAll(string(text), old, now), elements...)
}

func rename(t *testing.T, dir, from, to string) {
	t.Helper()
	must(t, os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)))
}

func TestWhatCannotChangeAResultLeavesItsKey(t *testing.T) {
	changes := map[string]func(t *testing.T, dir string){
		"nothing": func(*testing.T, string) {},
		"the time of a file": func(t *testing.T, dir string) {
			must(t, os.Chtimes(filepath.Join(dir, "shop/desk/desk.go"), time.Now(), time.Now().Add(time.Hour)))
		},
		"the index of the checkout": func(t *testing.T, dir string) { write(t, "two", dir, "shop/.git/index") },
		"the text of an embedded file": func(t *testing.T, dir string) {
			write(t, "good evening", dir, "shop/desk/text/welcome.txt")
		},
		"what lies outside": func(t *testing.T, dir string) { write(t, "package other\n", dir, "other/other.go") },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			t.Setenv("CGO_ENABLED", "0")
			dir := module(t, guarded)
			shop := filepath.Join(dir, "shop")
			before := keyOf(t, shop, "./...")
			change(t, dir)
			if keyOf(t, shop, "./...") != before {
				t.Error("the key is another")
			}
		})
	}
}

func TestEachModuleOfAWorkspaceCounts(t *testing.T) {
	dir := module(t, guarded+"-- go.work --\ngo 1.26\n\nuse ./shop\n\nuse ./till\n-- till/go.mod --\nmodule till.example\n\ngo 1.26\n-- till/till.go --\npackage till\n")
	before := keyOf(t, filepath.Join(dir, "shop"), "./...")
	appendTo(t, "\nvar Open bool\n", dir, "till/till.go")
	after := keyOf(t, filepath.Join(dir, "shop"), "./...")
	if after == before {
		t.Error("another module of the workspace has changed, and the key stays as it was")
	}
	for _, name := range []string{"go.work.sum", "candor.yaml", "deploy/main.tf", "vendor/x.example/x.go"} {
		write(t, "package x\n", dir, name)
		now := keyOf(t, filepath.Join(dir, "shop"), "./...")
		if now == after {
			t.Errorf("there is a new %s in the workspace, and the key stays as it was", name)
		}
		after = now
	}
}

func TestOtherPatternsAreAnotherKey(t *testing.T) {
	dir := filepath.Join(module(t, guarded), "shop")
	if keyOf(t, dir, "./...") == keyOf(t, dir, "./desk") {
		t.Error("the key of one package is that of all")
	}
}

func TestWhatDependsOnMoreThanIsKnownHasNoKey(t *testing.T) {
	for name, tt := range map[string]struct {
		more     string
		env      [2]string
		patterns []string
	}{
		"a package of the standard library": {patterns: []string{"net/http"}},
		"a folder above":                    {patterns: []string{"./../lib"}},
		"code from elsewhere":               {env: [2]string{"GOFLAGS", "-overlay=other.json"}},
		"another go.mod":                    {env: [2]string{"GOFLAGS", "-modfile=other.mod"}},
		"another driver":                    {env: [2]string{"GOPACKAGESDRIVER", "bazel"}},
		"C code":                            {more: "-- shop/c.go --\npackage shop\n\nimport \"C\"\n", env: [2]string{"CGO_ENABLED", "1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("CGO_ENABLED", "0")
			if tt.env[0] != "" {
				t.Setenv(tt.env[0], tt.env[1])
			}
			if tt.patterns == nil {
				tt.patterns = []string{"./..."}
			}
			dir := module(t, guarded+tt.more)
			if key, err := inputsKey(context.Background(), filepath.Join(dir, "shop"), tt.patterns, ""); err == nil {
				t.Errorf("the key is %s, want none", key)
			}
		})
	}
}
