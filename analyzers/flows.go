package analyzers

import (
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

// flows runs the engine on a package, once for all families, and exports the summaries of its functions as facts.
// It builds SSA itself and only for packages of the main module: requiring buildssa would build it for every dependency.
var flows = &analysis.Analyzer{
	Name:       "candorflows",
	Doc:        "follow personal data through a package\n\nThe other analyzers of candor-vet need it; it reports nothing.",
	Run:        followPackage,
	ResultType: reflect.TypeFor[*packageFlows](),
	FactTypes:  []analysis.Fact{new(flow.Summary)},
}

// packageFlows is what the engine found in a package.
type packageFlows struct {
	findings   []flow.Finding
	directives *directives
}

func followPackage(pass *analysis.Pass) (any, error) {
	if !InScope(pass.Module, pass.Pkg.Path()) {
		return &packageFlows{directives: &directives{}}, nil
	}
	prog := ssa.NewProgram(pass.Fset, ssa.GlobalDebug)
	for _, imported := range pass.Pkg.Imports() {
		prog.CreatePackage(imported, nil, nil, true)
	}
	pkg := prog.CreatePackage(pass.Pkg, pass.Files, pass.TypesInfo, false)
	pkg.Build()
	module := ""
	if pass.Module != nil {
		module = pass.Module.Path
	}
	p := flow.NewProgram(prog, flow.FolderIn(module), []*ssa.Package{pkg})
	p.Imported = func(fn *types.Func) *flow.Summary {
		sum := new(flow.Summary)
		if !pass.ImportObjectFact(fn, sum) {
			return nil
		}
		return sum
	}
	p.Analyze(pkg)
	exportSummaries(pass, p, pkg)
	return &packageFlows{findings: once(p.Findings()), directives: readDirectives(pass.Fset, pass.Files)}, nil
}

// exportSummaries gives the packages that import this one what its functions do.
func exportSummaries(pass *analysis.Pass, p *flow.Program, pkg *ssa.Package) {
	for _, fn := range flow.Functions(pkg) {
		obj, ok := fn.Object().(*types.Func)
		if !ok || !obj.Exported() || inTest(pass, obj) {
			continue
		}
		if sum := p.Summary(obj); sum != nil && !sum.Empty() {
			pass.ExportObjectFact(obj, sum)
		}
	}
}

func inTest(pass *analysis.Pass, obj types.Object) bool {
	return strings.HasSuffix(pass.Fset.Position(obj.Pos()).Filename, "_test.go")
}

// InScope reports whether a package is of the main module: the code that is judged, not what it uses. The module may be nil. Drivers need
// not run the analyzers on others: nothing is found there, and nothing is told to those that import them.
func InScope(module *analysis.Module, importPath string) bool {
	if module != nil && module.Path != "" {
		return module.Version == ""
	}
	first, _, _ := strings.Cut(importPath, "/")
	return !flow.StandardPath(importPath) && !strings.Contains(first, ".") // outside of modules: what is neither the library's nor named by a domain
}

// report gives the findings of one family to the pass, but for those that are allowed or that a directive silences, and returns the directives that did.
func (found *packageFlows) report(pass *analysis.Pass, fam *family, allowed func(practice.Observation) (bool, error)) (used, error) {
	silenced := used{}
	skip := skippedFiles(pass)
	for _, f := range found.findings {
		p, ok := fam.Practice(f)
		if !ok || skip[pass.Fset.File(f.Call).Name()] {
			continue
		}
		if d := found.directives.silences(pass.Fset, f, fam.Name); d != nil {
			silenced[d] = true
			continue
		}
		if ok, err := allowed(practice.Observation{Practice: p, By: fam.Name, Name: f.Source.Name, Period: f.Kept}); err != nil {
			return nil, err
		} else if ok {
			continue
		}
		pass.Report(analysis.Diagnostic{Pos: f.Call, Category: string(p.Data), Message: message(f, fam, p, f.Steps[1])})
	}
	return silenced, nil
}

// skippedFiles are those whose findings nobody acts on: tests and generated code.
func skippedFiles(pass *analysis.Pass) map[string]bool {
	skip := map[string]bool{}
	for _, file := range pass.Files {
		name := pass.Fset.File(file.Pos()).Name()
		skip[name] = strings.HasSuffix(name, "_test.go") || isGenerated(pass.Fset, file)
	}
	return skip
}
