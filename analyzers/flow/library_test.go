package flow

import (
	_ "embed"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"maps"
	"os/exec"
	gopath "path"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

// libraryPackages are the packages of library.txt that this Go has: some come and go with experiments.
func libraryPackages(t testing.TB) []*types.Package {
	t.Helper()
	imports := importer.ForCompiler(token.NewFileSet(), "gc", nil)
	var out []*types.Package
	for _, name := range slices.Sorted(maps.Keys(library())) {
		if name == "unsafe" {
			continue
		}
		if pkg, err := imports.Import(name); err == nil {
			out = append(out, pkg)
		}
	}
	if len(out) < 80 {
		t.Fatalf("%d packages of library.txt are there, want at least 80", len(out))
	}
	return out
}

func TestEveryPackageOfTheLibraryIsListed(t *testing.T) {
	out, err := exec.Command("go", "list", "std").Output()
	if err != nil {
		t.Skipf("go list std: %v", err)
	}
	for _, name := range strings.Fields(string(out)) {
		first, _, _ := strings.Cut(name, "/")
		if slices.Contains(notOfPrograms, first) || strings.Contains("/"+name+"/", "/internal/") {
			continue
		}
		if _, ok := library()[name]; !ok {
			t.Errorf("library.txt says nothing about %s", name)
		}
	}
}

// notOfPrograms are the parts of the library that take programs for their subject, not data of persons.
var notOfPrograms = []string{"debug", "go", "image", "internal", "math", "plugin", "runtime", "testing", "vendor"}

// exported lists the functions of a package, and the methods of its types and interfaces.
func exported(pkg *types.Package) []*types.Func {
	var out []*types.Func
	for _, name := range pkg.Scope().Names() {
		obj := pkg.Scope().Lookup(name)
		if !obj.Exported() {
			continue
		}
		switch obj := obj.(type) {
		case *types.Func:
			out = append(out, obj)
		case *types.TypeName:
			named, ok := obj.Type().(*types.Named)
			if !ok || obj.IsAlias() {
				continue
			}
			for m := range named.Methods() {
				if m.Exported() {
					out = append(out, m)
				}
			}
			if iface, ok := named.Underlying().(*types.Interface); ok {
				for m := range iface.ExplicitMethods() {
					if m.Exported() {
						out = append(out, m)
					}
				}
			}
		}
	}
	return out
}

// A libraryStep is data on their way through one call: from an argument to a result, or to what another argument refers to.
type libraryStep struct {
	fn       *types.Func
	from, to int // arguments; results are negative, the first is -1
}

func (s libraryStep) String() string {
	return fmt.Sprintf("%s %d -> %d", s.fn.FullName(), s.from, s.to)
}

// stepsOf are the steps that the tables say a function takes.
func stepsOf(fn *types.Func) []libraryStep {
	found := map[libraryStep]bool{}
	add := func(from, to int) {
		if from != to {
			found[libraryStep{fn, from, to}] = true
		}
	}
	if models := modelsOf(fn); len(models) > 0 {
		for _, m := range models {
			if m.effect != "flow" || m.hash {
				continue
			}
			for _, from := range m.from.list(argumentCount(fn)) {
				for _, to := range m.to.list(fn.Signature().Results().Len()) {
					if to >= 0 || !neverCarried(fn.Signature().Results().At(-1-to).Type()) && (m.to.index != allResults || !isError(fn.Signature().Results().At(-1-to).Type())) {
						add(from, to)
					}
				}
			}
		}
	} else if library()[fn.Pkg().Path()] {
		r := rolesOf(fn)
		for _, from := range r.sources {
			for _, to := range r.results {
				add(from, -1-to)
			}
			for _, to := range r.targets {
				add(from, to)
			}
		}
	}
	return slices.SortedFunc(maps.Keys(found), func(a, b libraryStep) int { return strings.Compare(a.String(), b.String()) })
}

func argumentCount(fn *types.Func) int {
	n := fn.Signature().Params().Len()
	if fn.Signature().Recv() != nil {
		n++
	}
	return n
}

// list is the arguments or results that an operand stands for, of n.
func (o operand) list(n int) (out []int) {
	switch o.index {
	case allArgs:
		for i := range n {
			out = append(out, i)
		}
	case allResults:
		for i := range n {
			out = append(out, -1-i)
		}
	case absent:
	default:
		out = append(out, o.index)
	}
	return out
}

// source writes a function that takes the step with something of unknown type that it is handed.
func (s libraryStep) source(name string, qualify types.Qualifier) (string, bool) {
	sig := s.fn.Signature()
	if sig.TypeParams().Len() > 0 || sig.RecvTypeParams().Len() > 0 || sig.Variadic() && (s.to >= 0 && s.to == argumentCount(s.fn)-1) {
		return "", false
	}
	var types_ []types.Type
	if sig.Recv() != nil {
		types_ = append(types_, sig.Recv().Type())
	}
	for v := range sig.Params().Variables() {
		types_ = append(types_, v.Type())
	}
	var b strings.Builder
	fmt.Fprintf(&b, "func %s(given any) any {\n", name)
	args := make([]string, len(types_))
	for i, t := range types_ {
		text := types.TypeString(t, qualify)
		variadic := sig.Variadic() && i == len(types_)-1
		if hidden(t) {
			return "", false
		}
		args[i] = fmt.Sprintf("a%d", i)
		if i == s.from {
			fmt.Fprintf(&b, "\ta%d := given.(%s)\n", i, text)
		} else if ptr, ok := t.Underlying().(*types.Pointer); ok {
			fmt.Fprintf(&b, "\tvar a%d %s\n", i, types.TypeString(ptr.Elem(), qualify))
			args[i] = "&" + args[i]
		} else {
			fmt.Fprintf(&b, "\tvar a%d %s\n", i, text)
		}
		if variadic {
			args[i] += "..."
		}
	}
	callee := s.fn.Pkg().Name() + "." + s.fn.Name()
	if sig.Recv() != nil {
		callee, args = strings.TrimPrefix(args[0], "&")+"."+s.fn.Name(), args[1:]
	}
	call := callee + "(" + strings.Join(args, ", ") + ")"
	if s.to >= 0 {
		fmt.Fprintf(&b, "\t%s\n\treturn a%d\n}\n", call, s.to)
		return b.String(), true
	}
	results := slices.Repeat([]string{"_"}, sig.Results().Len())
	results[-1-s.to] = "r"
	fmt.Fprintf(&b, "\t%s := %s\n\treturn r\n}\n", strings.Join(results, ", "), call)
	return b.String(), true
}

// hidden reports whether a type cannot be named outside of its package.
func hidden(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		return t.Obj().Pkg() != nil && (!t.Obj().Exported() || strings.Contains(t.Obj().Pkg().Path(), "internal"))
	case *types.Pointer:
		return hidden(t.Elem())
	case *types.Slice:
		return hidden(t.Elem())
	}
	return false
}

// TestDataMoveThroughTheLibrary writes a function for each step that the tables know, and asks the engine whether data take it.
func TestDataMoveThroughTheLibrary(t *testing.T) {
	total, missed := 0, 0
	for _, pkg := range libraryPackages(t) {
		if strings.HasSuffix(pkg.Path(), "jsontext") || strings.HasSuffix(pkg.Path(), "/v2") {
			continue
		}
		var steps []libraryStep
		for _, fn := range exported(pkg) {
			steps = append(steps, stepsOf(fn)...)
		}
		total += len(steps)
		missed += walkSteps(t, pkg, steps)
	}
	t.Logf("%d steps, %d missed", total, missed)
	if total < 500 {
		t.Errorf("the tables know %d steps, want at least 500", total)
	}
}

//go:embed testdata/library_steps.txt
var libraryStepsText string

// TestTheLibraryMovesDataAsItsDocumentationSays asks of single steps, and of their opposites, whether the tables know them.
func TestTheLibraryMovesDataAsItsDocumentationSays(t *testing.T) {
	known := map[string]*types.Func{}
	for _, pkg := range libraryPackages(t) {
		for _, fn := range exported(pkg) {
			known[CalleeName(fn)] = fn
		}
	}
	for _, row := range practice.MustTable("library_steps.txt", libraryStepsText, 4) {
		fn := known[row.Columns[0]]
		if fn == nil {
			t.Errorf("library_steps.txt:%d: the library has no %s", row.Line, row.Columns[0])
			continue
		}
		s := libraryStep{fn: fn}
		from, err := parseOperand(row.Columns[1])
		to, toErr := parseOperand(row.Columns[2])
		if s.from, s.to = from.index, to.index; err != nil || toErr != nil {
			t.Fatal(row.Line, err, toErr)
		}
		if got, want := slices.Contains(stepsOf(fn), s), row.Columns[3] == "yes"; got != want {
			t.Errorf("library_steps.txt:%d: %s: known = %v, want %v", row.Line, s, got, want)
		}
	}
}

// moves reports whether data get from the first argument to the result, or to what the result refers to.
func moves(sum *Summary) bool {
	arrived := map[int]bool{-1: true}
	for _, f := range sum.Aliases {
		arrived[f.From.Index] = true
	}
	if arrived[0] {
		return true
	}
	return slices.ContainsFunc(sum.Flows, func(f Flow) bool { return f.From.Index == 0 && arrived[f.To.Index] })
}

func walkSteps(t *testing.T, pkg *types.Package, steps []libraryStep) (missed int) {
	imports := map[string]bool{pkg.Path(): true}
	qualify := func(p *types.Package) string {
		imports[p.Path()] = true
		return gopath.Base(p.Path())
	}
	var body strings.Builder
	names := map[string]libraryStep{}
	for i, s := range steps {
		name := fmt.Sprintf("Step%d", i)
		if text, ok := s.source(name, qualify); ok {
			body.WriteString(text)
			names[name] = s
		}
	}
	var head strings.Builder
	head.WriteString("package shop\n\nimport (\n")
	for _, name := range slices.Sorted(maps.Keys(imports)) {
		fmt.Fprintf(&head, "\t%q\n", name)
	}
	head.WriteString(")\n\n")
	if len(names) == 0 {
		return 0
	}
	p, built := program(t, head.String()+body.String())
	list := slices.Collect(maps.Keys(names))
	sort.Strings(list)
	for _, name := range list {
		sum := p.Summary(built.Pkg.Scope().Lookup(name).(*types.Func))
		if !moves(sum) {
			t.Errorf("data do not move by %s", names[name])
			missed++
		}
	}
	return missed
}

// modelsOf are the lines of the tables about a function.
func modelsOf(fn *types.Func) []model {
	e, _ := tables().effects(calleeNames(fn))
	return e.models
}
