package analyzers

import (
	"cmp"
	"context"
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

// A Result is what the code of a module was seen to do.
type Result struct {
	Observations []practice.Observation // sorted by practice, analyzer and name; their evidence by place
	Packages     int                    // packages analysed
	Gaps         []practice.Gap         // packages and functions that were not
	Unfollowed   []flow.Unfollowed      // functions that take personal data and that nothing is known of, the most called first
	Ignores      []practice.Evidence    // candor:ignore directives that have no reason or no effect, by place
}

// Run analyses the packages that patterns name, as the go command names them, in the module at dir; no pattern means all of it.
// Findings in tests and in generated code are left out, and so are those that a candor:ignore directive with a reason silences.
//
// A package that does not compile becomes a gap. Run fails if there is nothing to analyse at all, and when ctx ends.
func Run(ctx context.Context, dir string, patterns []string, options ...Option) (Result, error) {
	res, _, err := analyzeModule(ctx, dir, patterns, asSaid(options))
	return res, err
}

// analyzeModule is Run, and tells whether the result is the same as long as nothing changes that it depends on.
func analyzeModule(ctx context.Context, dir string, patterns []string, how how) (res Result, lasting bool, err error) {
	defer collectRarely()()
	p, err := load(ctx, how.wait, dir, patterns)
	if err != nil {
		return Result{}, false, err
	}
	lasting = !p.incomplete
	p.read()
	engine := flow.NewProgram(p.prog, p.folder, p.pkgs)
	engine.Aside = func(pos token.Pos) bool { return p.left[p.prog.Fset.Position(pos).Filename] != "" }
	if engine.Models, err = readModels(p.roots()...); err != nil {
		return Result{}, false, err
	}
	for i, pkg := range p.pkgs {
		if err := ctx.Err(); err != nil {
			return Result{}, false, err
		}
		if gap := analyze(engine, pkg); gap != nil {
			p.gaps, lasting = append(p.gaps, *gap), false
		}
		how.tell(pkg.Pkg.Path(), i+1, len(p.pkgs))
	}
	res = Result{Packages: len(p.pkgs), Gaps: append(p.gaps, engine.Gaps()...), Unfollowed: engine.Unfollowed()}
	silence := p.directives()
	seen, silenced := p.observe(engine, silence)
	res.Observations = merge(seen)
	quote(p.dir, res.Observations)
	res.Ignores = p.idle(silence, silenced)
	slices.SortFunc(res.Gaps, func(a, b practice.Gap) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Reason, b.Reason))
	})
	return res, lasting, nil
}

// garbageShare is how much garbage may gather before it is collected, in hundredths of what is in use.
const garbageShare = 150

// collectRarely lets more garbage gather than is usual, until the function is called that it returns. Nearly all that is loaded is in use to the
// end of a run: to look through it more often than this takes a sixth of the time. Whoever sets GOGC has it as they say.
func collectRarely() (asBefore func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(garbageShare)
	return func() { debug.SetGCPercent(before) }
}

// analyze follows one package. Code that the engine cannot cope with costs that package, not the run.
func analyze(engine *flow.Program, pkg *ssa.Package) (gap *practice.Gap) {
	defer func() {
		if r := recover(); r != nil {
			gap = &practice.Gap{Source: pkg.Pkg.Path(), Reason: fmt.Sprintf("analysis stopped: %v; please report this as a fault of candor", r)}
		}
	}()
	engine.Analyze(pkg)
	return nil
}

// observe turns findings into observations, one each, but for those that a directive silences, and returns the directives that did.
func (p *program) observe(engine *flow.Program, silence *directives) ([]practice.Observation, used) {
	var seen []practice.Observation
	silenced := used{}
	for _, f := range once(engine.Findings()) {
		file := p.prog.Fset.Position(f.Call).Filename
		for _, fam := range families {
			done, ok := fam.Practice(f)
			if left := p.left[file]; !ok || left != "" && (left != generatedFile || !fam.Generated) {
				continue
			}
			if d := silence.silences(p.prog.Fset, f, fam.Name); d != nil {
				silenced[d] = true
				continue
			}
			o := practice.Observation{Practice: done, By: fam.Name, Name: f.Source.Name, Period: f.Kept, Evidence: []practice.Evidence{evidence(f, fam, done)}}
			seen = append(seen, o)
		}
	}
	for _, o := range observers {
		noted := p.noted[o]
		if o.Observe != nil {
			noted = o.Observe(p, engine)
		}
		for _, one := range noted {
			one.By = o.Name
			seen = append(seen, one)
		}
	}
	return seen, silenced
}

// idle lists the directives that do nothing, outside of tests and generated code, with what is wrong with each.
func (p *program) idle(all *directives, silenced used) []practice.Evidence {
	var out []practice.Evidence
	for d, text := range all.faults(silenced, families) {
		if at := p.prog.Fset.Position(d.pos); p.left[d.file] == "" {
			out = append(out, practice.Evidence{Source: p.relative(at.Filename), Line: at.Line, Column: at.Column, Detail: text})
		}
	}
	slices.SortFunc(out, compareEvidence)
	return out
}

// evidence is where data reach a log or leave otherwise, with the way that the data took to it.
func evidence(f flow.Finding, fam *family, done practice.Practice) practice.Evidence {
	e := place(f.Line)
	e.Detail, e.Why = message(f, fam, done, f.Line), reasons(f.Source)
	for _, s := range f.Steps {
		step := place(s)
		if n := len(e.Trace); n > 0 && e.Trace[n-1].Source == step.Source && e.Trace[n-1].Line == step.Line && e.Trace[n-1].Detail == step.Detail {
			continue
		}
		e.Trace = append(e.Trace, step)
	}
	return e
}

func place(s flow.Step) practice.Evidence {
	return practice.Evidence{Source: s.File, Line: s.Line, Column: s.Column, Detail: s.What}
}

// merge joins observations of one cause: the same practice, seen by the same analyzer, of data of the same name.
func merge(seen []practice.Observation) []practice.Observation {
	type cause struct {
		done     practice.Practice
		by, name string
		period   practice.Period
	}
	index := map[cause]int{}
	var out []practice.Observation
	for _, o := range seen {
		key := cause{o.Practice, o.By, o.Name, o.Period}
		i, ok := index[key]
		if !ok {
			index[key] = len(out)
			out = append(out, o)
			continue
		}
		out[i].Evidence = append(out[i].Evidence, o.Evidence...)
	}
	for i := range out {
		slices.SortStableFunc(out[i].Evidence, compareEvidence)
		out[i].Evidence = slices.CompactFunc(out[i].Evidence, func(a, b practice.Evidence) bool { return compareEvidence(a, b) == 0 })
	}
	slices.SortFunc(out, func(a, b practice.Observation) int {
		return cmp.Or(cmp.Compare(a.Practice.String(), b.Practice.String()), cmp.Compare(a.By, b.By), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Period, b.Period))
	})
	return out
}

func compareEvidence(a, b practice.Evidence) int {
	return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Detail, b.Detail))
}

// directives are those of all loaded files.
func (p *program) directives() *directives {
	all := &directives{}
	for _, pkg := range p.loaded {
		all.list = append(all.list, readDirectives(pkg.Fset, pkg.Syntax).list...)
	}
	return all
}

// What keeps findings in a file from being reported: nobody acts on them there, or asked for them.
const (
	testFile      = "test"
	generatedFile = "generated"
	unaskedFile   = "unasked"
)

// leftOut are the files of tests, of generated code, and of packages that were not asked for.
func leftOut(loaded []*packages.Package, asked map[string]bool) map[string]string {
	left := map[string]string{}
	for _, pkg := range loaded {
		for _, file := range pkg.Syntax {
			switch name := fileName(pkg.Fset, file); {
			case !asked[pkg.PkgPath]:
				left[name] = unaskedFile
			case strings.HasSuffix(name, "_test.go"):
				left[name] = testFile
			case isGenerated(pkg.Fset, file):
				left[name] = generatedFile
			}
		}
	}
	return left
}

func fileName(fset *token.FileSet, file *ast.File) string {
	return fset.Position(file.Package).Filename
}
