package analyzers

import (
	"context"
	"errors"
	"fmt"
	"go/types"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// loadMode asks for the syntax of the named packages alone; what they import comes from the compiler's export data.
const loadMode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
	packages.NeedTypes | packages.NeedTypesSizes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedModule

// A program is a loaded module, in SSA form.
type program struct {
	prog   *ssa.Program
	pkgs   []*ssa.Package
	loaded []*packages.Package // beside pkgs
	left   map[string]string   // files of tests and of generated code, by name: which of the two
	dir    string              // of the module, or of the workspace if there are several
	homes  []*packages.Module  // of the packages, in order
	gaps   []practice.Gap
	noted  map[*observer][]practice.Observation // by those that look at the syntax alone

	incomplete bool // a package is missing for a reason that may pass: a module that was not downloaded
}

// load reads packages with the go command of this machine. It changes nothing in the module and downloads no other toolchain.
func load(ctx context.Context, wait patience, dir string, patterns []string) (*program, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("directory %s: %w", dir, err)
	}
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	pkgs, asked, gaps, err := loadPatiently(ctx, wait, abs, patterns)
	if err != nil {
		return nil, fmt.Errorf("loading %s in %s: %w; run go list there to see why", strings.Join(patterns, " "), dir, err)
	}
	slices.SortFunc(pkgs, func(a, b *packages.Package) int { return strings.Compare(a.PkgPath, b.PkgPath) })
	p := &program{dir: abs, gaps: gaps, incomplete: len(gaps) > 0}
	p.homes = homesOf(pkgs)
	switch len(p.homes) {
	case 0:
	case 1:
		p.dir = p.homes[0].Dir
	default:
		if root, _, err := Workspace(ctx, abs); err == nil && root != "" {
			p.dir = root
		}
	}
	p.build(pkgs)
	if !slices.ContainsFunc(p.loaded, func(pkg *packages.Package) bool { return asked[pkg.PkgPath] }) {
		return nil, p.nothingLoaded(dir, patterns)
	}
	p.left = leftOut(p.loaded, asked)
	return p, nil
}

// homesOf are the modules of packages, without those that are only used.
func homesOf(pkgs []*packages.Package) []*packages.Module {
	var out []*packages.Module
	for _, pkg := range pkgs {
		m := pkg.Module
		if m == nil || m.Dir == "" || slices.ContainsFunc(out, func(other *packages.Module) bool { return other.Path == m.Path }) {
			continue
		}
		out = append(out, m)
	}
	if slices.ContainsFunc(out, func(m *packages.Module) bool { return m.Main }) {
		out = slices.DeleteFunc(out, func(m *packages.Module) bool { return !m.Main })
	}
	return out
}

// folder is the folder of a package in the module or workspace, its import path if it lies elsewhere.
func (p *program) folder(pkg *types.Package) string {
	folder, longest := pkg.Path(), ""
	for _, m := range p.homes {
		rest, inside := strings.CutPrefix(pkg.Path()+"/", m.Path+"/")
		rel, err := filepath.Rel(p.dir, m.Dir)
		if inside && len(m.Path) > len(longest) && err == nil && filepath.IsLocal(rel) {
			folder, longest = path.Join(filepath.ToSlash(rel), rest), m.Path // a module may lie in another
		}
	}
	return folder
}

// roots are the folders in which candor.yaml may stand: that of the workspace, and those of its modules.
func (p *program) roots() []string {
	out := []string{p.dir}
	for _, m := range p.homes {
		if m.Dir != p.dir {
			out = append(out, m.Dir)
		}
	}
	return out
}

// build makes SSA of the packages that compile, and a gap of each other one.
func (p *program) build(pkgs []*packages.Package) {
	var good []*packages.Package
	for _, pkg := range pkgs {
		if len(pkg.Errors) > 0 {
			p.gaps = append(p.gaps, p.gap(pkg))
			p.incomplete = p.incomplete || mayPass(pkg.Errors)
			continue
		}
		if pkg.Types != nil && len(pkg.Syntax) > 0 {
			good = append(good, pkg)
		}
	}
	if len(good) == 0 {
		return
	}
	p.prog = ssa.NewProgram(good[0].Fset, ssa.GlobalDebug)
	created := map[*types.Package]bool{}
	for _, pkg := range good {
		created[pkg.Types] = true
	}
	for _, pkg := range good {
		for _, imported := range pkg.Types.Imports() {
			if !created[imported] {
				created[imported] = true
				p.prog.CreatePackage(imported, nil, nil, true)
			}
		}
	}
	for _, pkg := range good {
		p.prog.CreatePackage(pkg.Types, pkg.Syntax, pkg.TypesInfo, true)
	}
	for _, pkg := range good {
		built := p.prog.Package(pkg.Types)
		if err := buildPackage(built); err != nil {
			p.gaps = append(p.gaps, practice.Gap{Source: pkg.PkgPath, Reason: err.Error()})
			continue
		}
		p.pkgs, p.loaded = append(p.pkgs, built), append(p.loaded, pkg)
	}
}

// buildPackage turns a package into SSA form. The builder panics on types that an import which does not compile left incomplete.
func buildPackage(pkg *ssa.Package) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("package cannot be analysed because one that it imports does not compile; make go build ./... pass and run again")
		}
	}()
	pkg.Build()
	return nil
}

// gap names the place of the first error of a package. The go command puts the words of other programs under headings.
func (p *program) gap(pkg *packages.Package) practice.Gap {
	first := pkg.Errors[0]
	for _, e := range pkg.Errors {
		if (e.Kind == packages.TypeError || e.Kind == packages.ParseError) && !strings.Contains(e.Msg, "could not import C ") { // of which the go command says why
			first = e
			break
		}
	}
	source, text := pkg.PkgPath, strings.TrimSpace(first.Msg)
	for strings.HasPrefix(text, "# ") {
		_, text, _ = strings.Cut(text, "\n")
	}
	if file, line, ok := cutPosition(first.Pos); ok {
		source = p.relative(file) + line
	}
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n")
	return practice.Gap{Source: source, Reason: fmt.Sprintf("package does not compile: %s; make go build ./... pass and run again", text)}
}

// mayPass reports whether errors of a package may go away though its module stays as it is: unless the compiler and the type checker both
// say what is wrong with the code.
func mayPass(list []packages.Error) bool {
	checked := false
	for _, e := range list {
		switch {
		case strings.Contains(e.Msg, "could not import"):
			return true
		case e.Kind == packages.TypeError || e.Kind == packages.ParseError:
			checked = true
		case !strings.HasPrefix(e.Msg, "# "): // under which the go command puts the compiler's words
			return true
		}
	}
	return !checked
}

// cutPosition splits "file.go:3:5" into the file and ":3".
func cutPosition(pos string) (file, line string, ok bool) {
	parts := strings.Split(pos, ":")
	if len(parts) < 2 || parts[0] == "" || parts[0] == "-" {
		return "", "", false
	}
	return parts[0], ":" + parts[1], true
}

// relative is a file as evidence names it: relative to the module, with slashes.
func (p *program) relative(file string) string {
	rel, err := filepath.Rel(p.dir, file)
	if err != nil || strings.HasPrefix(rel, "..") {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

func (p *program) nothingLoaded(dir string, patterns []string) error {
	what := fmt.Sprintf("packages %s in %s", strings.Join(patterns, " "), dir)
	if len(p.gaps) > 0 {
		return fmt.Errorf("%s: none can be analysed: %s: %s", what, p.gaps[0].Source, p.gaps[0].Reason)
	}
	return fmt.Errorf("%s: no Go files; name packages as go build does (./... is all of them)", what)
}
