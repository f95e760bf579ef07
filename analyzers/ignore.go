package analyzers

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/candor-privacy/candor/analyzers/flow"
)

// A directive is a comment `//candor:ignore RULE reason`: findings of the rule are not reported on the line that
// it ends or, if it has a line of its own, on the one below.
type directive struct {
	pos    token.Pos
	end    token.Pos // of the comment
	alone  bool      // it has a line of its own
	file   string
	line   int // that it is about
	rule   string
	reason string
}

type directives struct {
	list []*directive
}

// used is the set of directives that silenced a finding.
type used map[*directive]bool

var usedType = reflect.TypeFor[used]()

const (
	directivePrefix = "//candor:ignore"
	silencesNothing = " silences nothing; remove it"
)

// readDirectives finds the directives in the comments of files.
func readDirectives(fset *token.FileSet, files []*ast.File) *directives {
	out := &directives{}
	for _, file := range files {
		for _, group := range file.Comments {
			for _, comment := range group.List {
				rest, ok := strings.CutPrefix(comment.Text, directivePrefix)
				if !ok || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
					continue
				}
				rest, _, _ = strings.Cut(rest, "// want ") // a test's own comment
				rule, reason, _ := strings.Cut(strings.TrimSpace(rest), " ")
				at := fset.Position(comment.Pos())
				d := &directive{
					pos: comment.Pos(), end: comment.End(), alone: !followsCode(fset, file, comment),
					file: at.Filename, line: at.Line, rule: rule, reason: strings.TrimSpace(reason),
				}
				if d.alone {
					d.line++
				}
				out.list = append(out.list, d)
			}
		}
	}
	return out
}

// followsCode reports whether code ends on the line of a comment, before it.
func followsCode(fset *token.FileSet, file *ast.File, comment *ast.Comment) bool {
	line, found := fset.Position(comment.Pos()).Line, false
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || found || n.Pos() > comment.Pos() {
			return false
		}
		switch n.(type) {
		case *ast.Comment, *ast.CommentGroup:
			return false
		}
		for _, pos := range []token.Pos{n.Pos(), n.End()} {
			found = found || pos <= comment.Pos() && fset.Position(pos).Line == line
		}
		return true
	})
	return found
}

// at is the directive that silences a rule at pos; nil if there is none. One without a reason silences nothing.
func (ds *directives) at(fset *token.FileSet, pos token.Pos, rule string) *directive {
	at := fset.Position(pos)
	for _, d := range ds.list {
		if d.rule == rule && d.reason != "" && d.file == at.Filename && d.line == at.Line {
			return d
		}
	}
	return nil
}

// silences is the directive that silences a finding: at the call that candor-vet reports, at the line that Run does, or at the sink that
// its trace ends at. These may lie in functions that are called, and a reader is shown each.
func (ds *directives) silences(fset *token.FileSet, f flow.Finding, rule string) *directive {
	if d := ds.at(fset, f.Call, rule); d != nil {
		return d
	}
	for _, at := range []flow.Step{f.Line, f.Sink} {
		for _, d := range ds.list {
			if d.rule == rule && d.reason != "" && d.line == at.Line && strings.HasSuffix(filepath.ToSlash(d.file), "/"+at.File) {
				return d
			}
		}
	}
	return nil
}

// faults are the directives that do nothing, with what is wrong with each. Whether one silences something is known of the judged families alone.
func (ds *directives) faults(silenced used, judged []*family) map[*directive]string {
	named := func(list []*family, name string) bool {
		return slices.ContainsFunc(list, func(f *family) bool { return f.Name == name })
	}
	out := map[*directive]string{}
	for _, d := range ds.list {
		switch {
		case d.rule == "":
			out[d] = "candor:ignore names no rule; write //candor:ignore RULE reason"
		case !named(families, d.rule):
			out[d] = "candor:ignore names an unknown rule " + d.rule + "; want " + ruleNames()
		case d.reason == "":
			out[d] = "candor:ignore " + d.rule + " gives no reason, so it is not obeyed; write //candor:ignore " + d.rule + " reason"
		case !silenced[d] && named(judged, d.rule):
			out[d] = "candor:ignore " + d.rule + silencesNothing
		}
	}
	return out
}

func ruleNames() string {
	var names []string
	for _, f := range families {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// Ignores reports suppression comments that have no reason or no effect.
var Ignores = newIgnores(judges)

// newIgnores makes the pass that asks the analyzers of the families which comments kept them quiet.
func newIgnores(judges []*analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:     "ignores",
		Doc:      ignoresDoc,
		Requires: append([]*analysis.Analyzer{flows}, judges...),
		Run:      func(pass *analysis.Pass) (any, error) { return nil, checkIgnores(pass, judges) },
	}
}

const ignoresDoc = `a suppression comment has no reason or no effect

A finding that is judged and accepted is silenced where it is, with the reason beside it:

	//candor:ignore logs support needs the address, kept for 3 days (DPIA 12)
	slog.Info("bounced", "email", u.Email)

A comment without a reason is not obeyed; one that silences nothing is out of date. Both are reported.`

func checkIgnores(pass *analysis.Pass, judges []*analysis.Analyzer) error {
	found := pass.ResultOf[flows].(*packageFlows)
	silenced := used{}
	for _, a := range judges {
		for d := range pass.ResultOf[a].(used) {
			silenced[d] = true
		}
	}
	reported := slices.DeleteFunc(slices.Clone(families), func(f *family) bool { return f.Noted })
	faults := found.directives.faults(silenced, reported)
	skip := skippedFiles(pass)
	for _, d := range found.directives.list {
		if text, ok := faults[d]; ok && !skip[d.file] {
			pass.Report(analysis.Diagnostic{Pos: d.pos, Message: text, SuggestedFixes: d.repair(pass.Fset, text)})
		}
	}
	return nil
}

// repair removes a directive that silences nothing, with its line if it has one of its own. The other faults ask for a word of the author's.
func (d *directive) repair(fset *token.FileSet, fault string) []analysis.SuggestedFix {
	if !strings.HasSuffix(fault, silencesNothing) {
		return nil
	}
	edit := analysis.TextEdit{Pos: d.pos, End: d.end}
	if file := fset.File(d.pos); d.alone && d.line <= file.LineCount() {
		edit.Pos, edit.End = file.LineStart(d.line-1), file.LineStart(d.line)
	}
	return []analysis.SuggestedFix{{Message: "Remove the comment", TextEdits: []analysis.TextEdit{edit}}}
}
