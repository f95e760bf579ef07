package flow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// What a handler returns is an answer where somebody else writes it: the library of remote calls, a library that takes handlers returning what
// is to be written, or a function of the module's own that makes http.Handlers of such. The place to look at is then the return.

// An answer says that a result of a function is sent to whoever made the request.
type answer struct {
	result         int
	family, render string
}

// answersOf are the results of a function that are answers.
func (p *Program) answersOf(fn *ssa.Function) []answer {
	sig := fn.Signature
	switch {
	case messageOf(sig) != nil:
		return []answer{{0, "response", "json"}, {1, "error", "fmt"}}
	case answersRequest(sig):
		return []answer{{0, "response", "json"}}
	}
	for r := range sig.Results().Len() {
		if isAnswer(sig.Results().At(r).Type()) {
			return []answer{{r, "response", "json"}}
		}
	}
	return p.answering[fn]
}

// answers reports what a function returns to its client.
func (a *analysis) answers(i *ssa.Return) {
	if !i.Pos().IsValid() {
		return
	}
	for _, w := range a.p.answersOf(a.fn) {
		if w.result >= len(i.Results) || a.answeredThere(i.Results[w.result]) {
			continue
		}
		v := i.Results[w.result]
		info := sinkInfo{family: w.family, callee: "return", render: w.render, at: i.Pos(), inner: []Step{a.p.step(i.Pos(), "return")}}
		ls := a.rendered(v, a.value(v), w.render)
		a.reportValue(&site{}, v, fromSources(ls), info)
		if isAnswer(v.Type()) { // what callers hand in leaves where they do
			info.at = token.NoPos
			a.reportValue(&site{}, v, ls.only(func(l *label) bool { return l.kind == fromParam }), info)
		}
	}
}

// answeredThere reports whether a value is what a function returned that tells itself that this is an answer.
func (a *analysis) answeredThere(v ssa.Value) bool {
	if load, ok := v.(*ssa.UnOp); ok {
		v = load.X
	}
	if part, ok := v.(*ssa.Extract); ok {
		v = part.Tuple
	}
	call, ok := v.(*ssa.Call)
	if !ok {
		return false
	}
	callee := call.Call.StaticCallee()
	return callee != nil && callee.Blocks != nil && a.mine(callee) && len(a.p.answersOf(callee)) > 0
}

// Words that end the names of types of what is asked, and of what is answered; and those in the names of what asks others.
var (
	requestWords  = []string{"args", "input", "params", "payload", "request"}
	responseWords = []string{"answer", "output", "reply", "response", "result"}
	statusFields  = []string{"Code", "HTTPStatus", "Status", "StatusCode"}
	bodyFields    = []string{"Body", "Content", "Data", "JSON", "Payload"}
	askers        = []string{"client", "fake", "mock", "proxy", "stub"}
)

// isAnswer reports whether a type is an answer of HTTP as a value: a struct that is called one, with a status and a body.
func isAnswer(t types.Type) bool {
	s := structOf(t)
	if s == nil || !endsIn(t, responseWords) || standard(packageOf(t)) {
		return false
	}
	status, body := false, false
	for v := range s.Fields() {
		status = status || slices.Contains(statusFields, v.Name()) && isNumber(v.Type())
		body = body || slices.Contains(bodyFields, v.Name()) && (isText(v.Type()) || isBytes(v.Type()) || anything(v.Type()))
	}
	return status && body
}

// answersRequest reports whether a method takes what is asked and returns what is answered, by the names of their types: Get(ctx, GetRequest)
// (GetResponse, error).
func answersRequest(sig *types.Signature) bool {
	if sig.Recv() == nil || sig.Params().Len() != 2 || sig.Results().Len() != 2 || !isError(sig.Results().At(1).Type()) {
		return false
	}
	if qualified(sig.Params().At(0).Type()) != "context.Context" {
		return false
	}
	if slices.ContainsFunc(split(typeName(sig.Recv().Type())), func(w string) bool { return slices.Contains(askers, w) }) {
		return false
	}
	return endsIn(sig.Params().At(1).Type(), requestWords) && endsIn(sig.Results().At(0).Type(), responseWords)
}

// endsIn reports whether the name of a type of a package ends in one of some words: "object" and "body" behind it say nothing.
func endsIn(t types.Type, words []string) bool {
	name := split(typeName(t))
	for len(name) > 1 && (name[len(name)-1] == "object" || name[len(name)-1] == "body") {
		name = name[:len(name)-1]
	}
	return len(name) > 0 && packageOf(t) != nil && slices.Contains(words, name[len(name)-1])
}

// sendsBack notes which functions among the arguments of a call return answers: the callee writes to its client what they return.
func (a *analysis) sendsBack(s *site, callee *ssa.Function) {
	sum := a.p.plain(callee)
	if sum == nil {
		return
	}
	for _, sink := range sum.Sinks {
		of, result, ok := strings.Cut(sink.From.Path, "()r")
		if !ok || sink.Family != "response" && sink.Family != "answer" && (sink.Family != "write" || sink.To != "response") {
			continue // an error that is returned is told where it is written
		}
		arg, q := a.argument(s, Place{sink.From.Index, strings.TrimSuffix(of, "/")})
		if arg == nil {
			continue
		}
		for _, l := range a.content(a.valueAt(arg, q)).root().labels {
			if n := int(result[0] - '0'); l.kind == function && n < l.fn.Signature.Results().Len() {
				a.p.answersWith(a.p.declared(l.fn), answer{n, "response", sink.Render})
			}
		}
	}
}

// plain is the summary of a function without what is known of its arguments, if it was made.
func (p *Program) plain(fn *ssa.Function) *Summary {
	if r := p.results[context{fn: fn}]; r != nil {
		return r.summary
	}
	return nil
}

// declared is the method behind a method value, or the function itself.
func (p *Program) declared(fn *ssa.Function) *ssa.Function {
	if obj, ok := fn.Object().(*types.Func); ok && fn.Synthetic != "" {
		if method := p.prog.FuncValue(obj.Origin()); method != nil {
			return method
		}
	}
	return fn
}

// answersWith notes that a result of a function is an answer; what was made before that was known is stale.
func (p *Program) answersWith(fn *ssa.Function, w answer) {
	if fn.Blocks == nil || len(p.answersOf(fn)) > 0 && p.answering[fn] == nil {
		return
	}
	if slices.ContainsFunc(p.answering[fn], func(known answer) bool { return known.result == w.result }) {
		return
	}
	p.answering[fn] = append(p.answering[fn], w)
	for key, r := range p.results {
		if key.fn == fn {
			r.answering = true
			p.outdate(r)
		}
	}
}
