package flow

import (
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// fieldClass classifies a field that is reached from base. What hangs on a package variable is the program's own, no person's.
func (a *analysis) fieldClass(base ssa.Value, i int) meaning {
	s := structOf(base.Type())
	if s == nil || a.fromGlobal(base) || a.ownedByOperator(base) {
		return meaning{}
	}
	return a.p.field(deref(whole(base).Type()), s, i)
}

// whole is what a value is a part of, if its type says no more than that it is a part; else the value itself.
func whole(v ssa.Value) ssa.Value {
	for at := v; isPart(v.Type()); {
		switch part := at.(type) {
		case *ssa.FieldAddr:
			v, at = part.X, part.X
		case *ssa.Field:
			v, at = part.X, part.X
		case *ssa.UnOp:
			at = part.X
		default:
			return v
		}
	}
	return v
}

// fromGlobal reports whether v is a package variable or a field of one.
func (a *analysis) fromGlobal(v ssa.Value) bool {
	for {
		switch b := v.(type) {
		case *ssa.Global:
			return true
		case *ssa.FieldAddr:
			v = b.X
		case *ssa.Field:
			v = b.X
		case *ssa.UnOp:
			v = b.X
		default:
			return false
		}
	}
}

// setUp reports whether v is a field of a package variable: what a program was started with.
func (a *analysis) setUp(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	_, field := load.X.(*ssa.FieldAddr)
	return field && a.fromGlobal(load.X)
}

// errorText reports whether v is what an error says, which is data of the place that it is put into no more than of any other.
func errorText(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	return ok && call.Call.IsInvoke() && isError(call.Call.Value.Type())
}

// ownedByOperator reports whether v is a field, nested in something that holds the company's own data.
func (a *analysis) ownedByOperator(v ssa.Value) bool {
	for {
		var base ssa.Value
		switch b := v.(type) {
		case *ssa.FieldAddr:
			base = b.X
		case *ssa.Field:
			base = b.X
		case *ssa.UnOp:
			v = b.X
			continue
		default:
			return false
		}
		if ownerOf(typeName(base.Type())) == "operator" {
			return true
		}
		v = base
	}
}

// pointedAt names what a field is whose address is taken, not only to read or to write it.
func (a *analysis) pointedAt(i *ssa.FieldAddr) {
	for _, use := range *i.Referrers() {
		switch use := use.(type) {
		case *ssa.UnOp, *ssa.DebugRef, *ssa.FieldAddr, *ssa.IndexAddr:
			continue
		case *ssa.Store:
			if use.Addr == i {
				continue
			}
		}
		refs := a.refs(i)
		t := a.load(i, deref(i.Type()))
		if named := a.classify(t, i.X.Type(), i.Field, i, i.X); len(refs) == 1 && !sameTree(t, named) {
			root := named.root()
			root.refs = nil
			a.write(refs, "", withRoot(named, root))
		}
		return
	}
}

// isErrorOf reports whether this function is the method Error of the type. What an error says is followed from where the error is made: most
// that are made know only some of what their type has fields for.
func (a *analysis) isErrorOf(owner types.Type) bool {
	recv := a.fn.Signature.Recv()
	return recv != nil && a.fn.Name() == "Error" && a.fn.Signature.Params().Len() == 0 && types.Identical(deref(recv.Type()), deref(owner))
}

// classify adds to the value of a field what the field is, unless it is known to hold something else.
func (a *analysis) classify(t tree, owner types.Type, i int, v, base ssa.Value) tree {
	if t == nil {
		return nil
	}
	s := structOf(owner)
	if s == nil {
		return t
	}
	field := s.Field(i)
	if told, ok := reflect.StructTag(s.Tag(i)).Lookup("privacy"); ok && told == "-" {
		return nothing
	}
	root := t.root()
	for _, host := range a.p.hosts[field] {
		root = root.plus(labels{a.p.endpointLabel(host)})
	}
	if qualified(deref(owner)) == "net/http.Request" && field.Name() == "Body" && root.opaque {
		root = root.plus(labels{a.p.endpointLabel("request")})
	}
	if qualified(deref(owner)) == "net/http.Request" && field.Name() == "Header" {
		t = a.withHeaders(t, v, base)
	}
	if end := fieldEnd(field.Type()); end != "" && root.opaque {
		root = root.plus(labels{a.p.endpointLabel(end)})
	}
	class := a.fieldClass(base, i)
	if class.Data != "" && root.opaque && !root.labels.tells("") && !a.isErrorOf(owner) {
		expr := a.expr(v)
		if expr == "" {
			expr = class.Name
		}
		src := class.source(Field, expr, a.p.step(a.near(v), expr))
		if class.Owner == "Request" && standardOwner(owner) {
			src.Kind = Request
			a.collect(src)
		}
		root = root.plus(labels{a.p.namedLabel(src, root.labels)})
	}
	return withRoot(t, root)
}

// ofNamed adds to what is loaded from a list, or from a value that is data as a whole, what the name of that says, when nothing else is
// known of the part: an element of u.Emails is an address, as is the field Address of a mail.Address.
func (a *analysis) ofNamed(i *ssa.UnOp, t tree) tree {
	root := t.root()
	if !root.opaque || root.labels.tells("") {
		return t
	}
	switch at := i.X.(type) {
	case *ssa.IndexAddr:
		return withRoot(t, root.plus(a.saidOf(at.X, i.Type())))
	case *ssa.FieldAddr:
		owner := deref(at.X.Type())
		if typeFacts.values[qualified(owner)] == nil {
			return t
		}
		switch inner := at.X.(type) {
		case *ssa.FieldAddr:
			return a.classify(t, inner.X.Type(), inner.Field, inner, inner.X)
		case *ssa.IndexAddr:
			return withRoot(t, root.plus(a.saidOf(inner.X, owner)))
		}
		return withRoot(t, root.plus(a.saidOf(at.X, owner)))
	}
	return t
}

// saidOf are the sources that the name of a value tells, as far as a part of type t can be such data.
func (a *analysis) saidOf(v ssa.Value, t types.Type) labels {
	return a.value(v).root().labels.only(func(l *label) bool {
		return l.kind == fromSource && !isNumber(t) && carries(t, l.source.Data)
	})
}

// fieldEnd is where what is written to a field of a type goes: a client, or a file; "" if the type does not say.
func fieldEnd(t types.Type) string {
	switch {
	case qualified(deref(t)) == "os.File":
		return "file"
	case isResponseWriter(t):
		return "response"
	}
	return ""
}

func standardOwner(t types.Type) bool {
	named, ok := deref(t).(*types.Named)
	return ok && standard(named.Obj().Pkg())
}

// keyed names the value that is read from a map under a constant key.
func (a *analysis) keyed(t tree, name string, i *ssa.Lookup) tree {
	root := t.root()
	if !root.opaque || root.labels.tells("") || a.fromGlobal(i.X) || ownerOf(typeName(i.X.Type())) == "operator" || ownerOf(a.expr(i.X)) == "operator" {
		return t
	}
	m, kind := a.keyData(name, keyKind(i.X.Type())), Key
	if e := elementType(i.X.Type()); m.Data == "" || !carries(e, m.Data) && !anything(e) {
		return t
	}
	if q := qualified(i.X.Type()); q == "net/url.Values" || q == "net/http.Header" {
		kind = Request
	}
	expr := a.expr(i)
	src := m.source(kind, expr, a.p.step(i.Pos(), expr))
	if kind == Request {
		a.collect(src)
	}
	return withRoot(t, root.plus(labels{a.p.sourceLabel(src)}))
}

// anything reports whether a value of type t may be of any other type: the claims of a token, an object of JSON.
func anything(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	return ok && iface.Empty()
}

// collect notes a value that a request brings in.
func (a *analysis) collect(s Source) {
	if a.emit {
		a.p.collected[s] = true
	}
}

// noteConstants remembers which constant endpoints, queries and functions fn stores in fields and package variables.
func (p *Program) noteConstants(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			p.noteFunctions(instr)
			store, ok := instr.(*ssa.Store)
			if !ok {
				continue
			}
			p.noteQuery(store)
			k, ok := store.Val.(*ssa.Const)
			if !ok {
				continue
			}
			host := constantEndpoint(k)
			if host == "" {
				continue
			}
			switch to := store.Addr.(type) {
			case *ssa.FieldAddr:
				if s := structOf(to.X.Type()); s != nil && !slices.Contains(p.hosts[s.Field(to.Field)], host) {
					p.hosts[s.Field(to.Field)] = append(p.hosts[s.Field(to.Field)], host)
				}
			case *ssa.Global:
				p.globals[to] = p.merge(p.globals[to], leaf(cell{labels: labels{p.endpointLabel(host)}}))
			}
		}
	}
}

func jsonHidden(s *types.Struct, i int) bool {
	v := s.Field(i)
	return !v.Exported() && !v.Embedded() || strings.Split(reflect.StructTag(s.Tag(i)).Get("json"), ",")[0] == "-"
}
