package analyzers

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/packages"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

// An observer notes what a module does, apart from the flows of data that the families tell.
type observer struct {
	Name string
	Doc  string // title, blank line, explanation with an example

	// One of the two returns observations whose By is left to its caller.
	Read    func(*program) []practice.Observation                // from the syntax, before data are followed
	Observe func(*program, *flow.Program) []practice.Observation // from what was followed
}

// read asks those that look at the syntax. What the type checker wrote about it is of no use behind them, and much: it is let go.
func (p *program) read() {
	p.noted = map[*observer][]practice.Observation{}
	for _, o := range observers {
		if o.Read != nil {
			p.noted[o] = o.Read(p)
		}
	}
	for _, pkg := range p.loaded {
		pkg.TypesInfo = nil
	}
}

// A Note is what Run observes so that an audit can compare it with the notice, and candor-vet is silent about.
type Note struct{ Name, Doc string }

// Notes lists what Run observes beside the findings of the Suite.
func Notes() []Note {
	var out []Note
	for _, f := range families {
		if f.Noted {
			out = append(out, Note{f.Name, f.Doc})
		}
	}
	for _, o := range observers {
		out = append(out, Note{o.Name, o.Doc})
	}
	return out
}

// files visits the files of the module, without tests and generated code.
func (p *program) files(visit func(*packages.Package, *ast.File)) {
	for _, pkg := range p.loaded {
		for _, file := range pkg.Syntax {
			if p.left[fileName(pkg.Fset, file)] == "" {
				visit(pkg, file)
			}
		}
	}
}

// inspect visits the syntax of these files.
func (p *program) inspect(visit func(*packages.Package, ast.Node)) {
	p.files(func(pkg *packages.Package, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			if n != nil {
				visit(pkg, n)
			}
			return true
		})
	})
}

// seenAt is evidence at a place in the module's code.
func (p *program) seenAt(pkg *packages.Package, pos token.Pos, detail string) []practice.Evidence {
	at := pkg.Fset.Position(pos)
	return []practice.Evidence{{Source: p.relative(at.Filename), Line: at.Line, Column: at.Column, Detail: detail}}
}

// callee is the function or method that an expression names, nil for others.
func callee(info *types.Info, e ast.Expr) *types.Func {
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		fn, _ := info.Uses[x].(*types.Func)
		return fn
	case *ast.SelectorExpr:
		fn, _ := info.Uses[x.Sel].(*types.Func)
		return fn
	}
	return nil
}

// constantText is the value of a constant string expression.
func constantText(info *types.Info, e ast.Expr) (string, bool) {
	v := info.Types[e].Value
	if v == nil || v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v), true
}

// constantInt is the value of a constant whole number.
func constantInt(info *types.Info, e ast.Expr) (int64, bool) {
	v := info.Types[e].Value
	if v == nil {
		return 0, false
	}
	return constant.Int64Val(constant.ToInt(v))
}
