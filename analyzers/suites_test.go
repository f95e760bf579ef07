package analyzers

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	gopath "path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A suiteCase is a small program in which personal data are to reach a log, or are not.
type suiteCase struct {
	suite, name string
	line        int
	wanted      bool
	otherwise   bool // it is known to come out the other way
	code        string
}

// readSuite reads a file of testdata/suites: comments and what all its cases share, then the cases, each behind a line with its
// name and "wanted" or "unwanted", and "otherwise" where it is known to come out the other way.
func readSuite(t testing.TB, file string) (shared string, out []suiteCase) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	suite := strings.TrimSuffix(filepath.Base(file), ".txt")
	for n, line := range strings.Split(string(text), "\n") {
		name, ok := strings.CutPrefix(line, "-- ")
		switch {
		case ok:
			name, verdict, _ := strings.Cut(name, ": ")
			verdict, otherwise := strings.CutSuffix(verdict, ", otherwise")
			if verdict != "wanted" && verdict != "unwanted" {
				t.Fatalf("%s:%d: verdict %q; want wanted or unwanted", file, n+1, verdict)
			}
			out = append(out, suiteCase{suite: suite, name: name, line: n + 1, wanted: verdict == "wanted", otherwise: otherwise})
		case len(out) > 0:
			out[len(out)-1].code += line + "\n"
		case !strings.HasPrefix(line, "#"):
			shared += line + "\n"
		}
	}
	return shared, out
}

// suiteImports are the packages that cases of the suites use.
var suiteImports = strings.Fields(`archive/tar archive/zip bufio bytes cmp compress/gzip container/heap container/list container/ring context
	crypto/aes crypto/cipher crypto/hmac crypto/sha256 database/sql encoding/base64 encoding/binary encoding/csv encoding/gob encoding/hex
	encoding/json encoding/xml errors expvar fmt hash/fnv html io io/fs iter log log/slog maps math/rand mime mime/multipart net net/http
	net/http/httptest net/http/httputil net/mail net/textproto net/url os os/exec path/filepath reflect regexp runtime slices sort strconv
	strings sync sync/atomic testing/fstest text/tabwriter text/template time unicode/utf16 unicode/utf8 unique unsafe weak`)

// sourceFile is code as a file of a package, with the imports that it needs. Its function f is called name.
func sourceFile(t testing.TB, code, pkg, name string) (text string, declared []string) {
	file, err := parser.ParseFile(token.NewFileSet(), "", "package p\n"+code, 0)
	if err != nil {
		t.Fatalf("%v in\n%s", err, code)
	}
	used := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && x.Obj == nil {
				used[x.Name] = true
			}
		}
		return true
	})
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\n", pkg)
	for _, path := range suiteImports {
		if used[gopath.Base(path)] {
			fmt.Fprintf(&b, "import %q\n", path)
		}
	}
	return b.String() + strings.Replace("\n"+code, "\nfunc f(", "\nfunc "+name+"(", 1), topLevel(file)
}

// everything stands for all names: a method of a type that all cases share concerns the others.
const everything = "*"

// topLevel are the names that a file declares, but for its function f.
func topLevel(file *ast.File) (names []string) {
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv != nil {
				ast.Inspect(d.Recv.List[0].Type, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok && id.Name == "User" {
						names = append(names, everything)
					}
					return true
				})
			} else if d.Name.Name != "f" && d.Name.Name != "init" {
				names = append(names, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					names = append(names, spec.Name.Name)
				case *ast.ValueSpec:
					for _, id := range spec.Names {
						names = append(names, id.Name)
					}
				}
			}
		}
	}
	return names
}

// A suiteModule is the cases as files of one module, in as few packages as their names allow.
type suiteModule struct {
	archive strings.Builder
	cases   map[string]suiteCase // by file
	order   []string             // the files
}

// add puts the cases of a suite into packages in which no two of them declare the same name.
func (m *suiteModule) add(t testing.TB, shared string, cases []suiteCase) {
	var taken []map[string]bool // by package
	for i, c := range cases {
		_, names := sourceFile(t, c.code, "p", "f")
		n := slices.IndexFunc(taken, func(in map[string]bool) bool {
			return !in[everything] && !slices.ContainsFunc(names, func(name string) bool { return in[name] || name == everything })
		})
		if n < 0 {
			n = len(taken)
			taken = append(taken, map[string]bool{})
		}
		for _, name := range names {
			taken[n][name] = true
		}
		pkg := fmt.Sprintf("%s%d", c.suite, n)
		file := fmt.Sprintf("%s/c%d.go", pkg, i)
		text, _ := sourceFile(t, c.code, pkg, fmt.Sprintf("f%d", i))
		fmt.Fprintf(&m.archive, "-- %s --\n%s\n", file, text)
		m.cases[file] = c
		m.order = append(m.order, file)
	}
	for n := range taken {
		pkg := fmt.Sprintf("%s%d", cases[0].suite, n)
		text, _ := sourceFile(t, shared, pkg, "f")
		fmt.Fprintf(&m.archive, "-- %s/shared.go --\n%s\n", pkg, text)
	}
}

// tally counts the cases of a suite and those that were reported.
type tally struct{ wanted, found, unwanted, reported int }

func (n *tally) add(c suiteCase, reported bool) {
	count, hit := &n.unwanted, &n.reported
	if c.wanted {
		count, hit = &n.wanted, &n.found
	}
	*count++
	if reported {
		*hit++
	}
}

func (n tally) String() string {
	return fmt.Sprintf("%d of %d wanted flows found, %d of %d unwanted ones reported", n.found, n.wanted, n.reported, n.unwanted)
}

// TestSuites counts how many of the wanted and of the unwanted flows of each suite are reported. The suites were written from what
// the language and its library can do, before anybody looked at what the engine does; a case comes out the other way only where its file says so.
func TestSuites(t *testing.T) {
	files, err := filepath.Glob("testdata/suites/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	m := suiteModule{cases: map[string]suiteCase{}}
	m.archive.WriteString("-- go.mod --\nmodule suites.example\n\ngo 1.26\n")
	for _, file := range files {
		shared, cases := readSuite(t, file)
		m.add(t, shared, cases)
	}
	res := run(t, module(t, m.archive.String()), "./...")
	if len(res.Gaps) > 0 {
		t.Errorf("%d cases are not analysed; the first: %v", len(res.Gaps), res.Gaps[0])
	}
	reported := map[string]bool{}
	for _, o := range res.Observations {
		for _, e := range o.Evidence {
			if o.By != "collect" {
				reported[e.Source] = true
			}
		}
	}
	counts, total := map[string]*tally{}, &tally{}
	for _, file := range m.order {
		c, got := m.cases[file], reported[file]
		if want := c.wanted != c.otherwise; got != want {
			t.Errorf("%s.txt:%d: %s (%s): reported = %v, want %v", c.suite, c.line, c.name, map[bool]string{true: "wanted", false: "unwanted"}[c.wanted], got, want)
		}
		if counts[c.suite] == nil {
			counts[c.suite] = &tally{}
		}
		counts[c.suite].add(c, got)
		total.add(c, got)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Logf("%-12s %s", name, counts[name])
	}
	t.Logf("%-12s %s", "all", total)
	if 100*total.found < 95*total.wanted || 100*total.reported > 5*total.unwanted {
		t.Errorf("%s; want at least 95 %% and at most 5 %%", total)
	}
}
