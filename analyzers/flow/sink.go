package flow

import (
	"cmp"
	"go/constant"
	"go/token"
	"go/types"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// A sinkInfo is what is known of the place where data leave.
type sinkInfo struct {
	family, callee, pkg string
	text                string
	render, where       string
	to                  []string // endpoints
	toFrom              []Place  // parameters that hold the endpoint
	inner               []Step   // inside the callee, the sink last
	told                []practice.Data
	holder              meaning   // the field that is handed over
	at                  token.Pos // where to report, if not at the call
	lost                bool      // the endpoint came from an argument that names none
	kept                practice.Period
	gates               []Gate // inside the callee
	forwarded           bool   // the callee logs for its callers
	line                Step   // the call inside the callee that is told as the sink
}

// sinkCall reports what a call hands to a sink of the tables.
func (a *analysis) sinkCall(s *site, m sinkModel) {
	info := sinkInfo{family: m.family, callee: calleeText(s.fn), pkg: s.fn.Pkg().Path(), text: a.constantText(s), where: m.where, render: m.render}
	if m.family == "response" && a.refuses(s) {
		info.family = "error"
		if m.render == "json" {
			info.render = refusal
		}
	}
	if m.family == "database" {
		info.text = a.statement(s)
	}
	if m.to.index != absent {
		if arg := at(s.args, m.to.index); arg != nil {
			a.addEnds(&info, all(a.p.partOf(a.content(arg), m.to.path)).labels)
		}
		if len(info.to)+len(info.toFrom) == 0 && m.family != "request" {
			return // nobody knows what it is
		}
	}
	info.kept = keptFor(s, m.kept)
	for _, op := range m.operands(s) {
		if op.index >= len(s.vals) || s.args[op.index] == nil {
			continue
		}
		v := s.vals[op.index]
		if op.path != "" {
			a.reportPart(s, op, info)
			continue
		}
		switch info.render {
		case "printf":
			a.printf(s, op.index, func(v ssa.Value, ls labels) { a.reportValue(s, v, ls, info) })
		case "kv":
			a.keyValues(s, op.index, info)
		case "request":
			a.request(s, op.index, info)
		default:
			if values, ok := elements(v); ok {
				for _, e := range values {
					a.reportValue(s, e, a.rendered(e, a.value(e), info.render), info)
				}
				continue
			}
			a.reportValue(s, v, a.rendered(v, s.args[op.index], info.render), info)
		}
	}
}

// operands are the arguments of a call that a line of a table of sinks speaks of.
func (m sinkModel) operands(s *site) []operand {
	if len(m.args) != 1 || m.args[0].index != allArgs {
		return m.args
	}
	var out []operand
	for i := range s.vals {
		if i > 0 || s.fn.Signature().Recv() == nil {
			out = append(out, operand{index: i, path: m.args[0].path})
		}
	}
	return out
}

// refuses reports whether an answer has a constant status that is an error's: 400 and above.
func (a *analysis) refuses(s *site) bool {
	for _, v := range s.vals {
		if k, ok := v.(*ssa.Const); ok && k.Value != nil && k.Value.Kind() == constant.Int && isNumber(k.Type()) {
			status, _ := constant.Int64Val(k.Value)
			return status >= 400 && status < 600
		}
	}
	return false
}

// addEnds notes the endpoints that labels name, and the parameters that may name one.
func (a *analysis) addEnds(info *sinkInfo, ls labels) {
	for _, l := range ls {
		switch l.kind {
		case endpoint:
			if l.endpoint != chance {
				info.to = append(info.to, l.endpoint)
			}
		case fromParam:
			info.toFrom = append(info.toFrom, Place{l.param, string(l.path)})
		}
	}
}

// requestParts are the parts of an *http.Request that are sent, and how a finding calls them.
var requestParts = []struct {
	at    path
	where string
}{{"URL", "url"}, {"Header", "header"}, {"Body", "body"}, {"Form", "body"}, {"PostForm", "body"}}

// request reports what an outgoing request carries, part by part.
func (a *analysis) request(s *site, i int, info sinkInfo) {
	t := a.content(s.args[i])
	for _, part := range requestParts {
		inside := a.p.partOf(t, part.at)
		info.where, info.render = part.where, "raw"
		a.reportValue(s, nil, all(inside).labels.data(), info)
	}
}

// reportValue reports the labels of one written value.
func (a *analysis) reportValue(s *site, v ssa.Value, ls labels, info sinkInfo) {
	text := ""
	if v != nil {
		text, info.holder = a.expr(v), a.holder(v)
	}
	a.reportArg(s, ls, info, text)
}

// holder is the classified field that a value is read from; it has no Data if the value is no such field.
func (a *analysis) holder(v ssa.Value) meaning {
	if m, ok := v.(*ssa.MakeInterface); ok {
		v = m.X
	}
	if load, ok := v.(*ssa.UnOp); ok {
		v = load.X
	}
	switch f := v.(type) {
	case *ssa.FieldAddr:
		return a.fieldClass(f.X, f.Field)
	case *ssa.Field:
		return a.fieldClass(f.X, f.Field)
	}
	return meaning{}
}

func (a *analysis) report(s *site, i int, ls labels, info sinkInfo) {
	arg := ""
	if i < len(s.vals) && s.vals[i] != nil {
		arg = a.expr(s.vals[i])
	}
	a.reportArg(s, ls, info, arg)
}

// reportArg turns labels that reach a sink into findings, and those of parameters into edges of the summary.
func (a *analysis) reportArg(s *site, ls labels, info sinkInfo, arg string) {
	if !a.emit || info.lost || len(ls) == 0 {
		return
	}
	call := a.position(s)
	if info.at.IsValid() {
		call = info.at
	}
	steps := info.inner
	if s.instr != nil { // a function literal runs where it is called, not where it is made
		steps = onward(a.p.step(a.position(s), a.siteText(s, info)), steps)
	}
	ends := []string{""}
	if len(info.to) > 0 {
		ends = slices.Compact(slices.Sorted(slices.Values(info.to)))
	}
	var told []practice.Data
	line := info.line
	if info.forwarded && s.instr != nil {
		line = steps[0]
	}
	info.line, info.forwarded = line, a.forwards(s, info.family, ls)
	for _, l := range ls {
		if l.kind != fromSource || info.forwarded && a.ownParameter(l.source) || l.passedOn(info.family) {
			continue
		}
		later := info.to == nil && info.toFrom != nil // the caller knows where it goes, and may know what it is
		if !later || !l.named {
			told = append(told, l.source.Data)
		}
		if later && info.family != "request" {
			continue
		}
		owner := l.source.Owner
		if owner == "" && info.holder.Data == l.source.Data {
			owner = info.holder.Owner
		}
		for _, to := range ends {
			a.p.add(Finding{
				Owner: owner, Family: info.family, Source: *l.source, Sink: steps[len(steps)-1], Callee: info.callee, Package: info.pkg, Text: info.text, Arg: arg,
				Where: info.where, To: to, Kept: info.kept, Hashed: l.hashed, Errored: l.errored, Steps: append([]Step{l.source.At}, steps...), Line: cmp.Or(line, steps[len(steps)-1]), Call: call,
			})
		}
	}
	told = append(told, info.told...)
	slices.Sort(told)
	if ls.has(fromParam) && s.instr != nil && s.instr.Parent() == a.fn {
		info.gates = fewest(slices.Concat(info.gates, a.gates(s.instr.Block())))
	}
	a.edgesToSink(ls, info, ends, slices.Compact(told), steps, call, arg)
}

// onward is a trace with a step before it. Of one that is too long the middle is left out, never the sink. A method that a type has of a field that is
// embedded in it, which the compiler writes, stands nowhere.
func onward(first Step, trace []Step) []Step {
	switch {
	case len(trace) > 0 && first.Line == 0:
		return trace
	case len(trace) == 1 && trace[0].Line == 0:
		return []Step{first}
	}
	steps := append(make([]Step, 0, min(len(trace)+1, maxTrace)), first)
	if n := len(trace); n >= maxTrace {
		return append(append(steps, trace[:maxTrace-2]...), trace[n-1])
	}
	return append(steps, trace...)
}

// edgesToSink notes in the summary which parameters reach a sink.
func (a *analysis) edgesToSink(ls labels, info sinkInfo, ends []string, told []practice.Data, steps []Step, call token.Pos, arg string) {
	for _, l := range ls {
		edge := Sink{
			From: Place{l.param, string(l.path)}, Family: info.family, Callee: info.callee, Package: info.pkg, Text: info.text,
			Render: info.render, Where: info.where, Kept: info.kept, ToFrom: info.toFrom, Told: told, Hashed: l.hashed, Errored: l.errored, Gates: info.gates, Steps: steps, Forwarded: info.forwarded, Line: info.line, at: info.at, call: call, arg: arg,
		}
		if info.forwarded {
			edge.Line = Step{}
		}
		if a.fn.Parent() != nil && !edge.at.IsValid() {
			edge.at = call
		}
		switch {
		case l.kind == fromSource && info.forwarded && a.ownParameter(l.source):
			edge.Source, edge.Named, edge.Told, edge.From = l.source, true, nil, Place{Index: a.parameterOf(l.source)}
		case l.kind == fromSource && info.to == nil && info.toFrom != nil:
			edge.Source, edge.Named, edge.Told = l.source, l.named, nil
			if !l.named {
				edge.From = Place{}
			}
		case l.kind != fromParam:
			continue
		}
		if l.kind == fromParam && l.written != "" {
			edge.Render = l.written
		}
		for _, to := range ends {
			edge.To = to
			a.out.Sinks = append(a.out.Sinks, edge)
		}
	}
}

func (a *analysis) position(s *site) token.Pos {
	if s.instr == nil {
		return token.NoPos
	}
	if pos := s.instr.Common().Pos(); pos.IsValid() {
		return pos
	}
	return s.instr.Pos()
}

func (a *analysis) siteText(s *site, info sinkInfo) string {
	if s.fn != nil {
		return calleeText(s.fn)
	}
	return info.callee
}

// add keeps a finding once.
func (p *Program) add(f Finding) {
	if !f.Call.IsValid() {
		return // in a wrapper that the compiler writes; its caller has it too
	}
	key := findingKey{f.Family, f.Sink.File, f.To, f.Where, f.Source.Owner, f.Source.Name, f.Sink.Line, f.Sink.Column, f.Source.Data, f.Call}
	if old, ok := p.findings[key]; ok {
		if compareSources(old.Source, f.Source) <= 0 {
			old, f = f, old
		}
		f.Hashed, f.Errored = f.Hashed && old.Hashed, f.Errored || old.Errored // what is said of any way there
	}
	p.findings[key] = f
}

// calleeText is a function as code names it: slog.Info, (*slog.Logger).Info.
func calleeText(fn *types.Func) string {
	if fn == nil {
		return "function value"
	}
	pkg := ""
	if fn.Pkg() != nil {
		pkg = fn.Pkg().Name() + "."
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return pkg + fn.Name()
	}
	if isPointer(recv.Type()) {
		return "(*" + pkg + typeName(recv.Type()) + ")." + fn.Name()
	}
	return pkg + typeName(recv.Type()) + "." + fn.Name()
}

// constantText is the first constant text among the arguments of a call: the message of a log line.
func (a *analysis) constantText(s *site) string {
	for _, v := range s.vals {
		values := []ssa.Value{v}
		if more, ok := elements(v); ok {
			values = more
		}
		for _, v := range values {
			if m, ok := v.(*ssa.MakeInterface); ok {
				v = m.X
			}
			if k, ok := v.(*ssa.Const); ok && k.Value != nil && k.Value.Kind() == constant.String {
				return shortened(constant.StringVal(k.Value))
			}
		}
	}
	return ""
}

// constantEndpoint is the origin of a constant URL, "" when the constant is none or does not name its host in full. Of a vendor's host the first
// part may be left open: "https://%s.api.mailchimp.com/3.0", or what is written behind it, ".api.mailchimp.com/3.0".
func constantEndpoint(k *ssa.Const) string {
	if k.Value == nil || k.Value.Kind() != constant.String {
		return ""
	}
	text := constant.StringVal(k.Value)
	if strings.HasPrefix(text, ".") {
		text = "https://%s" + text
	}
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok || scheme != "http" && scheme != "https" && scheme != "ws" && scheme != "wss" {
		return ""
	}
	host := rest
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		host = rest[:i]
	}
	if open, domain, ok := strings.Cut(host, "."); ok && strings.HasPrefix(open, "%") {
		if _, known := practice.VendorByHost(domain); !known {
			return ""
		}
		host = domain
	}
	u, err := url.Parse(scheme + "://" + host)
	if err != nil || !strings.Contains(u.Hostname(), ".") || strings.HasSuffix(host, ".") || strings.Contains(host, "%") {
		return ""
	}
	return scheme + "://" + u.Host
}
