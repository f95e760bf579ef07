package flow

import (
	"bytes"
	"encoding/gob"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

// program builds one package from source.
func program(t testing.TB, src string) (*Program, *ssa.Package) {
	t.Helper()
	return programOf(t, sourceFile{"shop.go", src})
}

type sourceFile struct{ name, src string }

// programOf builds one package of files, read in the given order.
func programOf(t testing.TB, sources ...sourceFile) (*Program, *ssa.Package) {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	for _, f := range sources {
		file, err := parser.ParseFile(fset, f.name, f.src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	slices.SortFunc(files, func(a, b *ast.File) int { return strings.Compare(fset.File(a.Pos()).Name(), fset.File(b.Pos()).Name()) })
	pkg, _, err := ssautil.BuildPackage(&types.Config{Importer: importer.Default()}, fset, types.NewPackage("shop", "shop"), files, ssa.GlobalDebug)
	if err != nil {
		t.Fatal(err)
	}
	return NewProgram(pkg.Prog, FolderIn(""), []*ssa.Package{pkg}), pkg
}

func summaryOf(t *testing.T, src, name string) *Summary {
	t.Helper()
	p, pkg := program(t, src)
	fn, ok := pkg.Pkg.Scope().Lookup(name).(*types.Func)
	if !ok {
		t.Fatalf("no function %s", name)
	}
	return p.Summary(fn)
}

func TestASummaryTellsHowDataMove(t *testing.T) {
	const head = `package shop
type user struct { id int; mail, note string }
`
	tests := []struct {
		name string
		src  string
		want []Flow
	}{
		{"a parameter to the result", `func F(a, b string) string { return b }`, []Flow{{From: Place{1, ""}, To: Place{-1, ""}}}},
		{"a field to the result", `func F(u *user) string { return u.note }`, []Flow{{From: Place{0, "note"}, To: Place{-1, ""}}}},
		{"a parameter to a field", `func F(u *user, s string) { u.note = s }`, []Flow{{From: Place{1, ""}, To: Place{0, "note"}}}},
		{"the second result", `func F(a, b string) (string, string) { return "", a }`, []Flow{{From: Place{0, ""}, To: Place{-2, ""}}}},
		{"concatenation", `func F(a, b string) string { return a + b }`, []Flow{{From: Place{0, ""}, To: Place{-1, ""}}, {From: Place{1, ""}, To: Place{-1, ""}}}},
		{"a comparison moves nothing", `func F(a, b string) bool { return a == b }`, nil},
		{"a length moves nothing", `func F(a string) int { return len(a) }`, nil},
		{"overwritten before it returns", `func F(u *user) string { u.note = ""; return u.note }`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := summaryOf(t, head+tt.src, "F").Flows; !slices.Equal(got, tt.want) {
				t.Errorf("flows of %s are %v, want %v", tt.src, got, tt.want)
			}
		})
	}
}

func TestASummarySurvivesAsAFact(t *testing.T) {
	want := summaryOf(t, `package shop
import "fmt"
type user struct { Email string }
func F(u *user, s string) string { fmt.Println(s); return u.Email }`, "F")
	if want.Empty() {
		t.Fatal("summary is empty")
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(want); err != nil {
		t.Fatal(err)
	}
	got := new(Summary)
	if err := gob.NewDecoder(&buf).Decode(got); err != nil {
		t.Fatal(err)
	}
	if !got.equal(want) {
		t.Errorf("decoded summary is %+v, want %+v", got, want)
	}
}

// TestFilesAreFollowedInTheOrderOfTheirNames holds because loaders read files at once: which way of several to the same
// sink is told must not depend on which file was read first.
func TestFilesAreFollowedInTheOrderOfTheirNames(t *testing.T) {
	shop := sourceFile{"shop.go", `package shop
import ("net/http"; "strings")
type User struct { Email string }
func tell(host string, u *User) { func() { http.Post(host, "text/plain", strings.NewReader(u.Email)) }() }`}
	evening := sourceFile{"evening.go", `package shop
func evening(u *User) { tell("https://post.example.com/", u) }`}
	morning := sourceFile{"morning.go", `package shop
func morning(u *User) { tell("https://post.example.com/", u) }`}
	findings := func(files ...sourceFile) []Step {
		p, pkg := programOf(t, files...)
		p.Analyze(pkg)
		var steps []Step
		for _, f := range p.Findings() {
			steps = append(steps, f.Steps...)
		}
		return steps
	}
	want := findings(shop, evening, morning)
	if len(want) == 0 {
		t.Fatal("nothing is found")
	}
	if got := findings(morning, evening, shop); !slices.Equal(got, want) {
		t.Errorf("steps are %v when the last file is read first, want %v", got, want)
	}
}

func TestALargeTableIsAGapOfItsPackage(t *testing.T) {
	p, pkg := program(t, "package shop\nvar codes = map[string]int{"+strings.Repeat(`"a" + n(): 1,`, maxInstructions/2)+"}\nfunc n() string { return \"\" }")
	p.Analyze(pkg)
	if gaps := p.Gaps(); len(gaps) != 1 || gaps[0].Source != "shop" || !strings.Contains(gaps[0].Reason, "more than are followed") {
		t.Errorf("gaps are %v, want one of the package shop", gaps)
	}
}

func TestVerbsGoToTheirValues(t *testing.T) {
	tests := []struct {
		format string
		n      int
		want   string
	}{
		{"%s %d", 2, "sd"},
		{"%[2]T %[1]v", 2, "vT"},
		{"%*d %s", 3, "\x00ds"},
		{"%% %-10.3q", 1, "q"},
		{"%T %[1]s", 1, "s"},
		{"%", 1, "\x00"},
		{"%[", 1, "\x00"},
		{"none", 1, "\x00"},
	}
	for _, tt := range tests {
		if got := string(verbs(tt.format, tt.n)); got != tt.want {
			t.Errorf("verbs(%q, %d) = %q, want %q", tt.format, tt.n, got, tt.want)
		}
	}
}

func FuzzVerbs(f *testing.F) {
	f.Add("%[2]*.[1]*f %T", 3)
	f.Fuzz(func(t *testing.T, format string, n int) {
		n = max(0, min(n, 10))
		if got := verbs(format, n); len(got) != n {
			t.Errorf("verbs(%q, %d) has %d entries", format, n, len(got))
		}
	})
}

func TestAPathKeepsItsFirstSteps(t *testing.T) {
	got, whole := path("A/B").join("C/D")
	if got != "A/B/C" || whole {
		t.Errorf("join = %q, %v, want A/B/C, false", got, whole)
	}
	if rest, ok := path("A/B").under("A"); rest != "B" || !ok {
		t.Errorf("A/B under A = %q, %v, want B, true", rest, ok)
	}
	if _, ok := path("AB").under("A"); ok {
		t.Error("AB is under A")
	}
}

func TestOwnersAreToldByTheirLastWord(t *testing.T) {
	for name, want := range map[string]string{"User": "person", "UserConfig": "operator", "SMTPServer": "operator", "newCustomer": "person", "Planet": "thing", "OrderItem": "thing", "UserModel": "person", "Companies": "place", "Quux": "", "UserCredentials": "message", "SMTPCredentials": "operator"} {
		if got := ownerOf(name); got != want {
			t.Errorf("ownerOf(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestTheTablesRead(t *testing.T) {
	if n := len(tables().models); n < 100 {
		t.Errorf("%d callees have models, want at least 100", n)
	}
	if n := len(tables().sinks); n < 100 {
		t.Errorf("%d callees are sinks, want at least 100", n)
	}
	for _, columns := range [][]string{{"f", "jump", "0", "ret", ""}, {"f", "flow", "x", "ret", ""}, {"f", "flow", "0", "retx", ""}} {
		if _, err := parseModel(columns); err == nil {
			t.Errorf("parseModel(%q) is no error", columns)
		}
	}
	if _, err := parseSink([]string{"f", "log", "0", "shout", "", "", ""}); err == nil {
		t.Error("a sink with an unknown rendering is no error")
	}
	if _, err := parseSink([]string{"f", "drain", "0", "raw", "", "", ""}); err == nil {
		t.Error("a sink of an unknown family is no error")
	}
}

// TestTheTablesKnowPopularModules counts modules by the first parts of their import paths, and holds how callees are written.
func TestTheTablesKnowPopularModules(t *testing.T) {
	modules := map[string]bool{}
	count := func(callee string) {
		name := strings.TrimLeft(callee, "(*")
		if standardName, _, _ := strings.Cut(name, "/"); !strings.Contains(strings.SplitN(standardName, ")", 2)[0], ".") || !strings.Contains(name, "/") {
			return // of the standard library
		}
		parts := strings.Split(name, "/")
		modules[strings.Join(parts[:min(3, len(parts))], "/")] = true
		if majorVersion.MatchString(name) {
			t.Errorf("%s: the tables name functions without a major version", callee)
		}
		if strings.ContainsAny(name, "{}[]") {
			t.Errorf("%s: braces that are not spelled out", callee)
		}
	}
	for callee := range tables().models {
		count(callee)
	}
	for callee := range tables().sinks {
		count(callee)
	}
	if len(modules) < 100 {
		t.Errorf("the tables know %d modules, want at least 100", len(modules))
	}
}

func TestBracesSpellOutCallees(t *testing.T) {
	for callee, want := range map[string][]string{
		"log.Print":                  {"log.Print"},
		"log.{Print,Println}":        {"log.Print", "log.Println"},
		"(*db.{DB,Tx}).{Exec,Query}": {"(*db.DB).Exec", "(*db.DB).Query", "(*db.Tx).Exec", "(*db.Tx).Query"},
	} {
		if got := SpelledOut(callee); !slices.Equal(got, want) {
			t.Errorf("SpelledOut(%q) = %q, want %q", callee, got, want)
		}
	}
}

func TestColumnsAreReadFromQueries(t *testing.T) {
	for query, want := range map[string][]string{
		"SELECT u.email, COUNT(*) FROM users u":                       {"email", ""},
		"select distinct `phone` as p,\n\"city\" from public.clients": {"phone", "city"},
		"SELECT COALESCE(a, b), c FROM t":                             {"", "c"},
		"INSERT INTO users (email) VALUES ($1) RETURNING id, email;":  {"id", "email"},
		"SELECT * FROM users":                                         nil,
		"DELETE FROM users":                                           nil,
		"":                                                            nil,
	} {
		var got []string
		for _, c := range columnsOf(query) {
			got = append(got, c.name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("columnsOf(%q) = %q, want %q", query, got, want)
		}
	}
}

func FuzzColumns(f *testing.F) {
	f.Add("SELECT a, f(b, c) AS d FROM t")
	f.Add("UPDATE t SET a = 1 RETURNING a")
	f.Fuzz(func(t *testing.T, query string) {
		for _, c := range columnsOf(query) {
			if !utf8.ValidString(c.name) {
				t.Errorf("columnsOf(%q) has a column %q", query, c.name)
			}
		}
	})
}
