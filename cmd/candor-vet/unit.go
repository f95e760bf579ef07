package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/candor-privacy/candor/analyzers"
)

// A unit is one package as the go command hands it to a vet tool, in a file: what golang.org/x/tools/go/analysis/unitchecker calls a Config.
//
// The unitchecker of x/tools from v0.50 on takes the types of what a package imports from files that it wrote itself, so that it has to read and
// check all of the standard library and of each dependency. Up to Go 1.27 the go command also names what the compiler wrote, and with that
// a package outside of the module costs no more than to start this program.
type unit struct {
	ID            string
	ImportPath    string
	GoVersion     string
	GoFiles       []string
	ModulePath    string
	ModuleVersion string
	Module        *analysis.Module  // since Go 1.27, in place of the two above
	ImportMap     map[string]string // as written in an import -> path of a package
	PackageFile   map[string]string // path -> what the compiler wrote; nil where the go command no longer says
	PackageVetx   map[string]string // path -> what this program wrote
	VetxOnly      bool              // nobody asks for findings
	VetxOutput    string
	Stdout        string // since Go 1.26, where findings are to be written

	asked options
	fset  *token.FileSet
	files []*ast.File
	pkg   *types.Package
	info  *types.Info
	sizes types.Sizes
}

// options are the flags that the go command hands on.
type options struct {
	json   bool
	policy string
	chosen map[string]bool // analyzer -> whether it is wanted, of those that were named
}

// readUnit reads a command line of the go command: flags, and a file that describes a package. It reports false for any other,
// and where more is asked for than this file does: that is for x/tools.
func readUnit(args []string, suite []*analysis.Analyzer) (*unit, bool) {
	if len(args) == 0 || !strings.HasSuffix(args[len(args)-1], ".cfg") {
		return nil, false
	}
	asked, ok := readOptions(args, suite)
	if !ok {
		return nil, false
	}
	text, err := os.ReadFile(args[len(args)-1])
	if err != nil {
		return nil, false
	}
	u := &unit{asked: asked}
	if json.Unmarshal(text, u) != nil || u.PackageFile == nil || u.VetxOutput == "" {
		return nil, false
	}
	if u.Module == nil && u.ModulePath != "" {
		u.Module = &analysis.Module{Path: u.ModulePath, Version: u.ModuleVersion, GoVersion: u.GoVersion}
	}
	return u, true
}

func readOptions(args []string, suite []*analysis.Analyzer) (options, bool) {
	asked := options{chosen: map[string]bool{}}
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.BoolVar(&asked.json, "json", false, "")
	flags.StringVar(&asked.policy, "policy", "", "")
	for _, a := range suite {
		flags.BoolFunc(a.Name, "", func(text string) error {
			asked.chosen[a.Name] = text == "true" || text == "1"
			return nil
		})
	}
	err := flags.Parse(args)
	return asked, err == nil && flags.NArg() == 1
}

// wanted are the analyzers that were asked for: those named if any is, or else all but those that are refused.
func (o options) wanted(suite []*analysis.Analyzer) []*analysis.Analyzer {
	some := false
	for _, yes := range o.chosen {
		some = some || yes
	}
	return slices.DeleteFunc(slices.Clone(suite), func(a *analysis.Analyzer) bool {
		yes, named := o.chosen[a.Name]
		return some && !yes || named && !yes
	})
}

// run does what the go command asks for, and returns the exit code.
func (u *unit) run() (int, error) {
	u.leaveTestsOut()
	known, err := u.lookInto()
	if err != nil {
		return 1, err
	}
	if err := os.WriteFile(u.VetxOutput, known.Facts, 0o600); err != nil {
		return 1, err
	}
	if u.VetxOnly {
		return 0, nil
	}
	return u.tell(known.Report)
}

// lookInto returns what there is to know of a unit: of one out of scope, nothing.
func (u *unit) lookInto() (outcome, error) {
	if !u.inScope() {
		return outcome{}, nil
	}
	key, err := u.key()
	if err != nil {
		return outcome{}, err
	}
	u.keepKey(key)
	if known, ok := u.recall(key); ok {
		return known, nil
	}
	known, err := u.findOut()
	if err == nil {
		u.keep(key, known)
	}
	return known, err
}

// findOut follows the data through a unit.
func (u *unit) findOut() (outcome, error) {
	suite := analyzers.SuiteUnless(allowedBy(&u.asked.policy))
	registerFacts(suite)
	known, err := readFacts(u.PackageVetx)
	if err != nil {
		return outcome{}, err
	}
	if err := u.load(); err != nil {
		return outcome{}, err
	}
	out := outcome{Reported: !u.VetxOnly || u.asked.policy == ""} // candor is asked about a policy only where somebody wants to know
	wanted := u.asked.wanted(suite)
	if !out.Reported {
		wanted = thoseWithFacts(suite)
	}
	if out.Report, err = u.analyze(wanted, known); err != nil {
		return outcome{}, err
	}
	out.Facts, err = known.encode(u.pkg)
	return out, err
}

// inScope reports whether anything can be found in a unit: it is of the module, and not of its tests alone.
func (u *unit) inScope() bool {
	return len(u.GoFiles) > 0 && analyzers.InScope(u.Module, u.ImportPath)
}

// leaveTestsOut forgets the files of tests: nothing is reported there, and nobody is told what their functions do.
func (u *unit) leaveTestsOut() {
	u.GoFiles = slices.DeleteFunc(u.GoFiles, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
}

// load reads the files of a unit, and what they import from what the compiler wrote.
func (u *unit) load() error {
	u.fset = token.NewFileSet()
	for _, name := range u.GoFiles {
		file, err := parser.ParseFile(u.fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		u.files = append(u.files, file)
	}
	compiled := importer.ForCompiler(u.fset, "gc", func(path string) (io.ReadCloser, error) {
		name, ok := u.PackageFile[path]
		if !ok {
			return nil, fmt.Errorf("the go command names nothing that was compiled of %s", path)
		}
		return os.Open(filepath.Clean(name))
	})
	u.sizes = types.SizesFor("gc", build.Default.GOARCH)
	checked := types.Config{
		Importer: importerFunc(func(path string) (*types.Package, error) {
			if mapped, ok := u.ImportMap[path]; ok {
				path = mapped
			}
			return compiled.Import(path)
		}),
		Sizes:     u.sizes,
		GoVersion: u.GoVersion,
	}
	u.info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
	}
	var err error
	u.pkg, err = checked.Check(u.ImportPath, u.fset, u.files, u.info)
	return err
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// analyze runs the analyzers that were asked for, and what they require. What each found is under its name.
func (u *unit) analyze(wanted []*analysis.Analyzer, known *facts) (report, error) {
	results := map[*analysis.Analyzer]any{}
	found := report{}
	var run func(a *analysis.Analyzer) error
	run = func(a *analysis.Analyzer) error {
		if _, done := results[a]; done {
			return nil
		}
		inputs := map[*analysis.Analyzer]any{}
		for _, need := range a.Requires {
			if err := run(need); err != nil {
				return err
			}
			inputs[need] = results[need]
		}
		pass := &analysis.Pass{
			Analyzer: a, Fset: u.fset, Files: u.files, Pkg: u.pkg, TypesInfo: u.info, TypesSizes: u.sizes, Module: u.Module, ResultOf: inputs,
			ReadFile: os.ReadFile,
			Report: func(d analysis.Diagnostic) {
				at := u.fset.Position(d.Pos).String()
				found[a.Name] = append(found[a.Name], finding{Category: d.Category, Posn: at, End: at, Message: d.Message})
			},
			ImportObjectFact: known.of, ExportObjectFact: known.export,
		}
		var err error
		results[a], err = a.Run(pass)
		if err != nil {
			return fmt.Errorf("%s: %w", a.Name, err)
		}
		return nil
	}
	for _, a := range wanted {
		if err := run(a); err != nil {
			return nil, err
		}
	}
	for name := range found { // of analyzers that were only required
		if !slices.ContainsFunc(wanted, func(a *analysis.Analyzer) bool { return a.Name == name }) {
			delete(found, name)
		}
	}
	return found, nil
}
