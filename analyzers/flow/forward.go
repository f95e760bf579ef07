package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// A function of the code's own may log for others: it writes words that its callers hand it, as logf(format, args...) and
// (*Logger).Warn(msg) do. Each call of it is a line of the log, and is told as one: what its callers hand it is theirs to say, whatever its
// own parameters are called, and the place to look at is the call, not the one line that writes everything.

// wordings are the names of parameters that hold what a line says.
var wordings = []string{"desc", "description", "fmt", "format", "line", "message", "messages", "msg", "s", "str", "template", "text", "what"}

// loggedParts end the names of types that are a name and a value for a log: slog.Attr, zap.Field.
var loggedParts = []string{"attr", "attribute", "field", "fields"}

// worded reports whether a parameter holds words of the callers' for a log: a text that is called so, values of any type, however many, by name or
// not, and what else a logger is handed that tells nobody by its name.
func (a *analysis) worded(i int) bool {
	if i >= len(a.fn.Params) {
		return false
	}
	v := a.fn.Params[i]
	said := slices.Contains(wordings, v.Name()) || a.writesLogs() && read(v.Name()).Data == ""
	switch t := v.Type().Underlying().(type) {
	case *types.Map:
		return anything(t.Elem()) || said && isText(t.Elem())
	case *types.Slice:
		if endsIn(t.Elem(), loggedParts) {
			return true
		}
		return a.fn.Signature.Variadic() && i == len(a.fn.Params)-1 && (anything(t.Elem()) || said && isText(t.Elem()))
	}
	return said && (isText(v.Type()) || anything(v.Type()))
}

// writesLogs reports whether this function is a logger by its place or its name: there for others to write to a log.
func (a *analysis) writesLogs() bool {
	fn, ok := a.fn.Object().(*types.Func)
	if !ok || fn.Pkg() == nil {
		return false
	}
	name := split(fn.Name())
	return logPlace(fn) || len(name) > 0 && slices.Contains(logVerbs, name[0])
}

// logVerbs begin the names of functions that write to a log what they are handed.
var logVerbs = []string{"audit", "debug", "log", "logf"}

// anyWorded reports whether some parameter holds words of the callers' for a log: in most functions none does, and nothing has to be looked through.
func (a *analysis) anyWorded() bool {
	for i := range a.fn.Params {
		if a.worded(i) {
			return true
		}
	}
	return false
}

// wordsHanded reports whether words of the callers' are among what a call is handed.
func (a *analysis) wordsHanded(s *site) bool {
	if s.instr == nil || s.instr.Parent() != a.fn || !a.anyWorded() {
		return false
	}
	for i := range s.vals {
		if s.vals[i] == nil || s.args[i] == nil {
			continue
		}
		for _, b := range a.content(s.args[i]) {
			if slices.ContainsFunc(b.labels, func(l *label) bool { return l.kind == fromParam && a.worded(l.param) }) {
				return true
			}
		}
	}
	return false
}

// forwards reports whether what reaches a sink at a call is a line of the log that this function writes for its callers.
func (a *analysis) forwards(s *site, family string, ls labels) bool {
	return (family == "log" || family == "write") && (ls.has(fromParam) || a.ofOwnParameter(ls)) && a.wordsHanded(s)
}

// ofOwnParameter reports whether one of the labels says what a parameter of this function is by its name alone.
func (a *analysis) ofOwnParameter(ls labels) bool {
	return slices.ContainsFunc(ls, func(l *label) bool { return l.kind == fromSource && a.ownParameter(l.source) })
}

// parameterOf is the number of the parameter that a source is.
func (a *analysis) parameterOf(s *Source) int {
	return slices.IndexFunc(a.fn.Params, func(v *ssa.Parameter) bool {
		return s.Kind == Parameter && v.Name() == s.Name && a.p.step(v.Pos(), v.Name()) == s.At
	})
}

// wordsOnly reports whether a value is nothing but words of the callers' for a log: no message between people, whatever it is put into.
func (a *analysis) wordsOnly(ls labels, data practice.Data) bool {
	if !practice.Covers("communication", data) || len(ls) == 0 {
		return false
	}
	return !slices.ContainsFunc(ls, func(l *label) bool { return l.kind != fromParam || !a.worded(l.param) })
}
