package flow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// asked is what a call brings in that is personal data of a known category.
func (a *analysis) asked(s *site, m model) Source {
	expr := a.callExpr(s)
	return Source{Data: practice.Data(m.how), Name: s.fn.Name(), Kind: Request, Expr: expr, At: a.p.step(a.position(s), expr), Why: "what " + calleeText(s.fn) + " returns"}
}

// namedOtherwise reports whether a result is put into a variable whose name says that it is no data: a program tells its id where a person
// tells a user name.
func (a *analysis) namedOtherwise(s *site, result operand) bool {
	call := s.instr.Value()
	if call == nil || result.index >= 0 || result.path != "" {
		return false
	}
	if len(s.results) == 1 {
		return practice.NamesNothing(a.texts().variables[call])
	}
	for _, use := range *call.Referrers() {
		if part, ok := use.(*ssa.Extract); ok && part.Index == -1-result.index && practice.NamesNothing(a.texts().variables[part]) {
			return true
		}
	}
	return false
}

// uploaded is asked for a file that comes in under a name, which may tell what kind of file it is: FormFile("cv"). A weak name is believed, since
// hardly anything but a person's is uploaded under it.
func (a *analysis) uploaded(s *site, m model) Source {
	src := a.asked(s, m)
	for _, v := range s.vals[min(1, len(s.vals)):] {
		name, ok := constantString(v)
		if !ok {
			continue
		}
		if said := read(name); said.Data != "" && (said.Strength == practice.Strong || said.Strength == practice.Weak) {
			src.Data, src.Name, src.Why = said.Data, name, said.by
		}
		break
	}
	return src
}

// keyCall is a look-up by a constant name: r.FormValue("email").
func (a *analysis) keyCall(s *site, m model) {
	name, ok := constantString(s.vals[m.from.index])
	if !ok {
		return
	}
	var told meaning
	switch m.how {
	case "cookie":
		told = cookieData(name)
		if a.receiverKnown(s) {
			return
		}
	case headerKey:
		told = a.keyData(name, headerKey)
	default:
		told = a.keyData(name, formKey)
	}
	if told.Data == "" && s.instr != nil && s.instr.Value() != nil {
		told = variable(a.putInto(s.instr.Value()), s.instr.Value().Type()) // email := r.FormValue("to")
	}
	if told.Data == "" || a.receiverKnown(s) {
		return
	}
	expr := a.callExpr(s)
	src := told.source(Request, expr, a.p.step(a.position(s), expr))
	a.collect(src)
	a.result(s, m, leaf(cell{labels: labels{a.p.sourceLabel(src)}, opaque: true}))
}

// cookieData is what a cookie holds by its name: what lets a person in, of which a weak name is believed there, or an identifier.
func cookieData(name string) meaning {
	said := read(name)
	if said.Data == "account.token" && (said.Strength == practice.Strong || said.Strength == practice.Weak) {
		return meaning{Data: said.Data, Name: name, Why: said.by}
	}
	for _, word := range split(name) {
		if data := typeFacts.cookies[word]; data != "" && !practice.NamesNothing(name) {
			return meaning{Data: data, Name: name, Why: "a cookie called after " + word}
		}
	}
	return meaning{Data: "tracer.cookie_id", Name: name, Why: "a cookie"}
}

// receiverKnown reports whether what is asked was filled in this function, such as the header of a request that it makes.
func (a *analysis) receiverKnown(s *site) bool {
	return s.args[0] != nil && !a.content(s.args[0]).root().opaque
}

// decode fills what an argument points to from outside. From a request, its fields are collected.
func (a *analysis) decode(s *site, m model) {
	values := []ssa.Value{s.vals[m.from.index]}
	if more, ok := elements(values[0]); ok {
		values = more
	}
	fromRequest := m.request || a.content(s.args[0]).root().labels.hasEndpoint("request")
	for _, v := range values {
		t := a.value(v)
		a.overwrite(v, t)
		if t == nil || !fromRequest {
			continue
		}
		for _, l := range t.root().labels {
			if l.kind != dynamicType {
				continue
			}
			for _, f := range a.p.inside(l.typ) {
				if f.hidden {
					continue // nobody outside fills it
				}
				a.collect(f.class.source(Request, a.callExpr(s), a.p.step(a.position(s), a.callExpr(s))))
			}
			for _, f := range a.p.filledIn(l.typ) {
				src := f.class.source(Request, a.callExpr(s), a.p.step(a.position(s), a.callExpr(s)))
				a.collect(src)
				a.write(t.root().refs, f.at, leaf(cell{labels: labels{a.p.sourceLabel(src)}, opaque: true}))
			}
		}
	}
	if m.how == "columns" {
		a.scanColumns(s, values)
	}
}

func (ls labels) hasEndpoint(name string) bool {
	for _, l := range ls {
		if l.kind == endpoint && l.endpoint == name {
			return true
		}
	}
	return false
}
