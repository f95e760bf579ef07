package flow

import (
	"go/types"
	"regexp"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Loggers of one's own, and those that no table has, are told by their names: a function called after a level, of a package or a type called
// after logs, that returns nothing.
var (
	logPackages = regexp.MustCompile(`^[a-z]?log(?:s|ger|gers|ging|util|utils|x)?$`)
	logLevels   = regexp.MustCompile(`^(?:Trace|Debug|Verbose|Info|Notice|Print|Warn|Warning|Err|Error|Crit|Critical|Alert|Emergency|Fatal)(f|ln|w|s|S|Context|Ctx|fContext|Contextf|wContext)?$`)
	notLogs     = map[string]bool{"blog": true, "vlog": true}
)

// loggerLike is the sink that a function is by its name, if it is one.
func loggerLike(s *site) (sinkModel, bool) {
	fn := s.fn
	if fn == nil || fn.Pkg() == nil || standard(fn.Pkg()) || fn.Signature().Results().Len() > 0 || !logPlace(fn) {
		return sinkModel{}, false
	}
	level := logLevels.FindStringSubmatch(fn.Name())
	params := fn.Signature().Params()
	if level == nil || params.Len() == 0 {
		return sinkModel{}, false
	}
	receiver := 0
	if fn.Signature().Recv() != nil {
		receiver = 1
	}
	first := receiver
	m := sinkModel{family: "log", render: "fmt", to: operand{index: absent}, kept: operand{index: absent}}
	last := first + params.Len() - 1
	worded := fn.Signature().Variadic() && params.Len() > 1 && isText(params.At(params.Len()-2).Type())
	switch {
	case worded && (strings.HasPrefix(level[1], "f") || strings.HasSuffix(level[1], "f") || formats(s, last-1)):
		m.render, first = "printf", last-1
		last = first
	case worded:
		m.render = "kv"
	}
	for i := first; i <= last; i++ {
		if !carriers[qualified(deref(params.At(i-receiver).Type()))] {
			m.args = append(m.args, operand{index: i})
		}
	}
	return m, len(m.args) > 0
}

// carriers are types that are handed on so that something can be asked of them: no logger writes them out.
var carriers = map[string]bool{"context.Context": true, "net/http.Request": true, "net/http.ResponseWriter": true}

// logPlace reports whether a function's package, or the type whose method it is, is called after logs.
func logPlace(fn *types.Func) bool {
	name := fn.Pkg().Name()
	if recv := fn.Signature().Recv(); recv != nil {
		words := Words(typeName(recv.Type()))
		if n := len(words); n > 0 && (words[n-1] == "logger" || words[n-1] == "log") {
			return true
		}
	}
	return logPackages.MatchString(name) && !notLogs[name]
}

// formats reports whether an argument is a constant format with verbs.
func formats(s *site, i int) bool {
	if i >= len(s.vals) || s.vals[i] == nil {
		return false
	}
	text, ok := constantString(s.vals[i])
	return ok && strings.Contains(text, "%")
}

// logsByName reports what is handed to a function that is a logger by its name and of which nothing else says that it logs.
func (a *analysis) logsByName(s *site, callee *ssa.Function, sum *Summary) {
	if len(callee.Blocks) == 1 && len(callee.Blocks[0].Instrs) == 1 {
		return // it does nothing
	}
	for _, sink := range sum.Sinks {
		if sink.Source == nil && (sink.Family != "write" || sink.To != "" || a.endsKnown(s, sink.ToFrom)) {
			return // it is known what becomes of its arguments
		}
	}
	a.calledLikeALogger(s)
}

// calledLikeALogger reports what is handed to a function that is a logger by its name, if it is one. One of the analysed code's own asks how it is written.
func (a *analysis) calledLikeALogger(s *site) bool {
	m, ok := loggerLike(s)
	if !ok {
		return false
	}
	outer := a.logged
	a.logged = a.p.inScope[s.fn.Pkg()]
	defer func() { a.logged = outer }()
	a.sinkCall(s, m)
	return true
}

// logsOf reports whether a function writes a log through a sink inside of it: it is one of a log's, or is called after logs and writes to a standard stream.
func logsOf(fn *types.Func, sink Sink) bool {
	stream := sink.Family == "write" && (sink.To == "stdout" || sink.To == "stderr")
	return sink.Family == "log" || stream && fn != nil && fn.Pkg() != nil && logPlace(fn)
}

// endsKnown reports whether one of the places names where something is written to.
func (a *analysis) endsKnown(s *site, places []Place) bool {
	var info sinkInfo
	for _, from := range places {
		if arg, q := a.argument(s, from); arg != nil {
			a.addEnds(&info, all(a.contentAt(arg, q)).labels.only(func(l *label) bool { return l.kind == endpoint }))
		}
	}
	return len(info.to) > 0
}
