package flow

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/candor-privacy/candor/practice"
)

// TestClassificationIsRightOftenEnough measures what is made of a name with what stands around it, on testdata/classified.txt,
// and with the names that stand alone in practice's fixture.
func TestClassificationIsRightOftenEnough(t *testing.T) {
	inContext, alone := measureClassification(t)
	for _, miss := range inContext.wrong {
		t.Log(miss)
	}
	t.Logf("in context: %v", inContext)
	t.Logf("all: %v", inContext.plus(alone))
	if p, r := inContext.precision(), inContext.recall(); p < 0.94 || r < 0.80 {
		t.Errorf("precision %.3f, recall %.3f; want at least 0.94 and 0.80", p, r)
	}
	if n := inContext.labelled; n < 1300 {
		t.Errorf("%d names in context are labelled, want at least 1300", n)
	}
	if n := inContext.plus(alone).labelled; n < 2000 {
		t.Errorf("%d names are labelled, want at least 2000", n)
	}
}

func BenchmarkClassification(b *testing.B) {
	inContext, alone := measureClassification(b)
	all := inContext.plus(alone)
	b.Logf("in context: %v", inContext)
	b.Logf("all: %v", all)
	named := readClassified(b)
	b.ReportAllocs()
	for b.Loop() {
		named.program.owners = map[fieldOf]meaning{}
		for _, row := range named.rows {
			named.classify(row)
		}
	}
	b.ReportMetric(all.precision(), "precision")
	b.ReportMetric(all.recall(), "recall")
	b.ReportMetric(float64(all.labelled), "names")
}

// classification counts names: those with a label, those of a person, those that were called one, and those called rightly.
type classification struct {
	labelled, personal, guessed, right int
	wrong                              []string
}

func (c classification) precision() float64 { return float64(c.right) / float64(c.guessed) }
func (c classification) recall() float64    { return float64(c.right) / float64(c.personal) }

func (c classification) String() string {
	return fmt.Sprintf("%d names, %d of them personal: precision %.3f, recall %.3f", c.labelled, c.personal, c.precision(), c.recall())
}

func (c classification) plus(d classification) classification {
	return classification{labelled: c.labelled + d.labelled, personal: c.personal + d.personal, guessed: c.guessed + d.guessed, right: c.right + d.right}
}

// add counts one name, and reports whether it was called what it is.
func (c *classification) add(got, want practice.Data) bool {
	c.labelled++
	if want != "" {
		c.personal++
	}
	if got != "" {
		c.guessed++
	}
	if got != "" && got == want {
		c.right++
	}
	return got == want
}

// measureClassification classifies the names of both fixtures.
func measureClassification(t testing.TB) (inContext, alone classification) {
	named := readClassified(t)
	for _, row := range named.rows {
		if got := named.classify(row); !inContext.add(got, row.data) {
			inContext.wrong = append(inContext.wrong, fmt.Sprintf("classified.txt:%d: %s %s of %s, a %s, is %q, want %q",
				row.line, row.kind, row.name, row.owner, row.typ, got, row.data))
		}
	}
	for _, row := range readFixture(t, "../../practice/testdata/identifiers.txt", 3) {
		got, _ := practice.Classify(row.Columns[0])
		alone.add(got, practice.Data(row.Columns[1]))
	}
	return inContext, alone
}

func readFixture(t testing.TB, file string, columns int) []practice.Row {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := practice.ParseTable(file, string(text), columns)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// A nameInContext is a row of classified.txt.
type nameInContext struct {
	line                        int
	kind, owner, name, typ, tag string
	data                        practice.Data
}

// namesInContext are the rows, and a program in which they stand.
type namesInContext struct {
	rows    []nameInContext
	program *Program
	pkg     *ssa.Package
}

func readClassified(t testing.TB) *namesInContext {
	t.Helper()
	named := &namesInContext{}
	for _, row := range readFixture(t, "testdata/classified.txt", 6) {
		c := row.Columns
		if _, ok := practice.LookupTerm(c[4], practice.DataTerm); c[4] != "" && !ok {
			t.Fatalf("classified.txt:%d: %q is not a data category", row.Line, c[4])
		}
		named.rows = append(named.rows, nameInContext{row.Line, c[0], c[1], c[2], c[3], c[5], practice.Data(c[4])})
	}
	named.build(t)
	return named
}

// build writes the names as Go code: a struct type an owner, a function a form, a package variable for what has only a type.
func (named *namesInContext) build(t testing.TB) {
	t.Helper()
	structs, forms, variables := map[string]*strings.Builder{}, map[string]*strings.Builder{}, &strings.Builder{}
	var order []string
	in := func(parts map[string]*strings.Builder, owner string) *strings.Builder {
		if parts[owner] == nil {
			parts[owner] = &strings.Builder{}
			order = append(order, owner)
		}
		return parts[owner]
	}
	for _, row := range named.rows {
		switch row.kind {
		case "field":
			fmt.Fprintf(in(structs, row.owner), "%s %s `%s`\n", row.name, row.typ, row.tag)
		case "form":
			fmt.Fprintf(in(forms, row.owner), "_ = r.FormValue(%q)\n", row.name)
		case "var":
			fmt.Fprintf(variables, "var variable%d %s\n", row.line, row.typ)
		}
	}
	src := &strings.Builder{}
	src.WriteString(classifiedHead)
	for _, owner := range order {
		if structs[owner] != nil {
			fmt.Fprintf(src, "type %s struct {\n%s}\n", mangled(owner), structs[owner])
		} else {
			fmt.Fprintf(src, "func form_%s(r *http.Request) {\n%s}\n", owner, forms[owner])
		}
	}
	src.WriteString(variables.String())
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "classified.go", src.String(), 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{Importer: importer.Default()}, fset, types.NewPackage("classified", "classified"), []*ast.File{file}, ssa.GlobalDebug)
	if err != nil {
		t.Fatal(err)
	}
	named.pkg, named.program = pkg, NewProgram(pkg.Prog, FolderIn(""), []*ssa.Package{pkg})
}

const classifiedHead = `package classified

import (
	"database/sql"
	"encoding/json"
	"net"
	"net/http"
	"net/mail"
	"net/netip"
	"time"
)

type (
	enum    string
	enumint int
	unused  struct { sql.NullString; json.RawMessage; net.Conn; mail.Address; netip.Addr; time.Time }
)

const (
	enumA enum = "a"
	enumB enum = "b"
	enumIntA enumint = 1
	enumIntB enumint = 2
)
`

// mangled is the name of the type that stands for an owner: "shop.Customer" is shop_Customer, whose words are the same
// but for the package's, which tell nothing.
func mangled(owner string) string { return strings.ReplaceAll(owner, ".", "ǃ") }

// classify asks the classifier that the engine asks for this kind of name.
func (named *namesInContext) classify(row nameInContext) practice.Data {
	scope := named.pkg.Pkg.Scope()
	switch row.kind {
	case "field":
		t := scope.Lookup(mangled(row.owner)).Type()
		s := t.Underlying().(*types.Struct)
		for i := range s.NumFields() {
			if s.Field(i).Name() == row.name {
				return named.program.field(t, s, i).Data
			}
		}
	case "var":
		return variable(row.name, scope.Lookup(fmt.Sprint("variable", row.line)).Type()).Data
	case "key":
		return key(row.name).Data
	case "header":
		return (&analysis{p: named.program}).keyData(row.name, headerKey).Data
	case "form":
		return (&analysis{p: named.program, fn: named.pkg.Func("form_" + row.owner)}).keyData(row.name, formKey).Data
	case "column":
		return column{name: row.name, table: row.owner}.meaning().Data
	}
	panic("classified.txt: unknown kind " + row.kind)
}

// TestAMeaningTellsItsReasons holds what candor explain prints of names of each kind.
func TestAMeaningTellsItsReasons(t *testing.T) {
	p, pkg := program(t, `package shop
import "net/mail"
type Subscriber struct {
	Email string
	ContactName string
	X string `+"`db:\"first_name\"`"+`
	Y string `+"`validate:\"required,e164\"`"+`
	Z string `+"`privacy:\"special.health\"`"+`
	To mail.Address
}
type Quux struct { Email, Name string }
type Letter struct { To string }
type Point struct { Lat, Lng float64 }
type Position struct { Lat, Lng float64 }`)
	of := func(owner string, i int) meaning {
		typ := pkg.Pkg.Scope().Lookup(owner).Type()
		return p.field(typ, typ.Underlying().(*types.Struct), i)
	}
	form := &analysis{p: p}
	asked := true
	form.person = &asked
	for _, tt := range []struct {
		got  meaning
		want string
	}{
		{of("Subscriber", 0), "the word email; a person's type"},
		{of("Subscriber", 1), "the words contact name; a person's type"},
		{of("Subscriber", 2), "the words first name in its db tag; a person's type"},
		{of("Subscriber", 3), "the rule e164 in its validate tag; a person's type"},
		{of("Subscriber", 4), "its privacy tag"},
		{of("Subscriber", 5), "its type net/mail.Address; a person's type"},
		{of("Quux", 0), "the word email"},
		{of("Quux", 1), "the word name; beside Email"},
		{of("Letter", 0), "what To is in such a type"},
		{of("Point", 0), "the word lat; beside Lng"},
		{of("Position", 1), "the word lng; beside Lat"},
		{variable("guestCity", types.Typ[types.String]), "the word city beside guest"},
		{key("phone_number"), "the words phone number"},
		{form.keyData("X-Forwarded-For", headerKey), "the header X-Forwarded-For"},
		{form.keyData("name", formKey), "the word name; asked with what only a person has"},
		{column{name: "city", table: "users"}.meaning(), "the word city; a person's table"},
		{column{name: "city", table: "shops"}.meaning(), ""},
	} {
		if tt.got.Why != tt.want {
			t.Errorf("%s %s is told by %q, want %q", tt.got.Owner, tt.got.Name, tt.got.Why, tt.want)
		}
	}
}

// TestOwnersAndTypesAreSortedAndKnown holds the order of owners.txt, and that both tables speak of classes and categories that there are.
func TestOwnersAndTypesAreSortedAndKnown(t *testing.T) {
	classes := strings.Fields("person operator service letter address session writing place thing message machine part")
	before := practice.Row{Columns: []string{"", ""}}
	for _, row := range practice.MustTable("owners.txt", ownersText, 2) {
		word, class := row.Columns[0], row.Columns[1]
		if !slices.Contains(classes, class) {
			t.Errorf("owners.txt:%d: unknown class %q", row.Line, class)
		}
		if class == before.Columns[1] && word <= before.Columns[0] {
			t.Errorf("owners.txt:%d: %q does not stand in its place", row.Line, word)
		}
		before = row
	}
	for _, row := range practice.MustTable("types.txt", typesText, 3) {
		kind, what, data := row.Columns[0], row.Columns[1], row.Columns[2]
		if _, ok := practice.LookupTerm(data, practice.DataTerm); data != "" && kind != "word" && !ok {
			t.Errorf("types.txt:%d: %q is not a data category", row.Line, data)
		}
		class, _, _ := strings.Cut(what, ".")
		if (kind == "own" || kind == "of") && class != "*" && !slices.Contains(classes, class) {
			t.Errorf("types.txt:%d: unknown class %q", row.Line, class)
		}
	}
}

func TestAPrivacyTagThatNamesNoCategoryIsTold(t *testing.T) {
	p, pkg := program(t, `package shop
type User struct {
	Mail string `+"`privacy:\"email\"`"+`
}`)
	typ := pkg.Pkg.Scope().Lookup("User").Type()
	for range 2 {
		p.field(typ, typ.Underlying().(*types.Struct), 0)
	}
	want := practice.Gap{Source: "shop.go:3", Reason: `privacy tag of Mail names "email", which is no category; write one that candor explain lists, or -`}
	if got := p.Gaps(); len(got) != 1 || !strings.HasSuffix(got[0].Source, want.Source) || got[0].Reason != want.Reason {
		t.Errorf("gaps are %v, want only %v", got, want)
	}
}
