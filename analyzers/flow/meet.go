package flow

import (
	"cmp"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// What one method leaves in a value another finds there, although no call connects the two: messages in the channel of a hub, lines in a buffer, the
// last visitor in an atomic pointer. They meet in the types of the analysed packages: what is left in a part of one's values is told where that part
// goes to a sink, if nothing is told there yet. A part is known by the outermost type that a function has it of, so that two buffers of one kind in
// the fields of another type are two.

// A part is a part of the values of a type.
type part struct {
	of *types.TypeName
	at path
}

// called reports whether the part has a name, which told nothing where it was read: no more is then told by it where it is written.
func (p part) called(name string) bool {
	return slices.Contains(strings.Split(string(p.at), "/"), name)
}

// A leaving is data that a function leaves in a part of something that outlives its call.
type leaving struct {
	Origin
	by *ssa.Function
}

// meet adds the findings of what is left in one place and found in another.
func (p *Program) meet() {
	functions, asked := p.summarised(), p.shelfReaders()
	whole, inner := map[part][]leaving{}, map[part][]leaving{}
	for _, fn := range functions {
		r := p.results[context{fn: fn}]
		for _, o := range r.summary.Origins {
			if o.To.Index < 0 && asked[r] {
				continue
			}
			for i, at := range p.partsAlong(fn, o.To) {
				if i == 0 {
					whole[at] = append(whole[at], leaving{o, fn})
				}
				inner[at] = append(inner[at], leaving{o, fn})
			}
		}
	}
	told := p.toldOf()
	for _, fn := range functions {
		for _, sink := range p.results[context{fn: fn}].summary.Sinks {
			if !p.mayMeet(sink) {
				continue
			}
			for i, at := range p.partsAlong(fn, sink.From) {
				found := whole[at]
				if i == 0 {
					found = inner[at]
				}
				for _, l := range found {
					if l.by != fn && !at.called(l.Source.Name) && !sink.tells(l.Source.Data) && !told[toldHere{sink.Family, sink.Steps[len(sink.Steps)-1], l.Source.Data}] {
						p.add(p.meeting(sink, l, at))
					}
				}
			}
		}
	}
}

// shelfReaders are results of functions that ask a context for what others keep there: what they return was left by those, who tell its parts better.
func (p *Program) shelfReaders() map[*result]bool {
	all := map[*result]bool{}
	for _, s := range p.shelves {
		maps.Copy(all, s.readers)
	}
	return all
}

// summarised are the functions of which it is known what they do whatever they are handed, in order.
func (p *Program) summarised() []*ssa.Function {
	var out []*ssa.Function
	for ctx := range p.results {
		if ctx.bound == "" && (p.Aside == nil || !p.Aside(ctx.fn.Pos())) {
			out = append(out, ctx.fn)
		}
	}
	slices.SortFunc(out, func(a, b *ssa.Function) int {
		return cmp.Or(comparePositions(p.prog.Fset, a.Pos(), b.Pos()), cmp.Compare(a.String(), b.String()))
	})
	return out
}

// A toldHere is data of a category that are already known to reach a sink.
type toldHere struct {
	family string
	sink   Step
	data   practice.Data
}

func (p *Program) toldOf() map[toldHere]bool {
	told := map[toldHere]bool{}
	for _, f := range p.findings {
		told[toldHere{f.Family, f.Sink, f.Source.Data}] = true
	}
	return told
}

// mayMeet reports whether it is known where a sink leads.
func (p *Program) mayMeet(s Sink) bool {
	return s.Source == nil && s.call.IsValid() && !s.Forwarded && (s.To != "" || len(s.ToFrom) == 0 || s.Family == "request")
}

// tells reports whether data of a category are told inside the function already.
func (s *Sink) tells(data practice.Data) bool {
	return slices.ContainsFunc(s.Told, func(d practice.Data) bool { return practice.Covers(d, data) })
}

// partsAlong names the part of a value that a place is, by each type of the analysed packages on the way to it, the outermost first.
func (p *Program) partsAlong(fn *ssa.Function, place Place) []part {
	t, rest := placeType(fn, place.Index), path(place.Path)
	if t == nil || rest.captured() {
		return nil
	}
	var out []part
	for rest != "" {
		step, behind := firstStep(rest)
		if of := p.structNamed(t); of != nil {
			if filledElsewhere(structOf(t), string(step)) {
				return nil
			}
			out = append(out, part{of, rest})
		}
		rest = behind
		if t = typeAt(t, step); t == nil {
			return out // behind what the library keeps
		}
	}
	if u, ok := t.Underlying().(*types.Interface); isNumber(t) || ok && u.NumMethods() > 0 && !isError(t) {
		return nil // no text
	}
	return out
}

// filledElsewhere reports whether a field has a tag: a decoder or a database fills it, and what else was put there says little of what it holds.
func filledElsewhere(s *types.Struct, field string) bool {
	for i := range s.NumFields() {
		if s.Field(i).Name() == field {
			return s.Tag(i) != ""
		}
	}
	return false
}

// placeType is the type of a parameter, of what a captured variable holds, or of a result.
func placeType(fn *ssa.Function, i int) types.Type {
	results := fn.Signature.Results()
	switch {
	case i < 0 && -1-i < results.Len():
		return results.At(-1 - i).Type()
	case 0 <= i && i < len(fn.Params):
		return fn.Params[i].Type()
	case 0 <= i && i < len(fn.Params)+len(fn.FreeVars):
		return deref(fn.FreeVars[i-len(fn.Params)].Type())
	}
	return nil
}

// structNamed is the name of a struct type of the analysed packages, of values of type t or of what they point to.
func (p *Program) structNamed(t types.Type) *types.TypeName {
	named, ok := types.Unalias(deref(t)).(*types.Named)
	if !ok || !p.inScope[named.Obj().Pkg()] {
		return nil
	}
	if _, ok := named.Underlying().(*types.Struct); !ok {
		return nil
	}
	return named.Origin().Obj()
}

// meeting is the finding of what was left in a part and found at a sink.
func (p *Program) meeting(sink Sink, l leaving, at part) Finding {
	steps := []Step{l.Source.At}
	first, _ := firstStep(at.at)
	if field := fieldNamed(structOf(at.of.Type()), string(first)); field != nil {
		steps = append(steps, p.step(field.Pos(), at.of.Name()+"."+field.Name()))
	}
	last := sink.Steps[len(sink.Steps)-1]
	return Finding{
		Owner: l.Source.Owner, Family: sink.Family, Source: l.Source, Sink: last, Callee: sink.Callee, Package: sink.Package, Text: sink.Text, Arg: sink.arg,
		Where: sink.Where, To: sink.To, Kept: sink.Kept, Hashed: l.Hashed || sink.Hashed, Errored: l.Errored || sink.Errored,
		Steps: append(steps, sink.Steps...), Line: cmp.Or(sink.Line, last), Call: sink.call,
	}
}
