package flow

import (
	"go/types"
	"reflect"
	"strings"
)

// A classified is a field that holds personal data, by its path from a value of a type.
type classified struct {
	at      path
	class   meaning
	field   *types.Var
	pointer bool // only reached through a pointer inside the value, which fmt prints as an address
	hidden  bool // not exported, or kept out of JSON by its tag
}

// inside lists the fields with personal data of a value of type t, as far as a path leads to them.
func (p *Program) inside(t types.Type) []classified {
	if known, ok := p.fields.At(t).([]classified); ok {
		return known
	}
	p.fields.Set(t, []classified(nil)) // a type that contains itself
	found := p.search(t, maxSteps, maxSteps, true)
	p.fields.Set(t, found)
	return found
}

func (p *Program) search(t types.Type, depth, lists int, top bool) []classified {
	t = types.Unalias(t)
	if depth == 0 || lists < 0 || typeFacts.values[qualified(t)] != nil {
		return nil
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		found := p.search(u.Elem(), depth, lists, false)
		return prefixed(found, "", !top, false)
	case *types.Slice, *types.Array, *types.Map:
		return prefixed(p.search(elementType(u), depth, lists-1, false), anyElement, false, false)
	case *types.Struct:
		return p.searchStruct(t, u, depth, lists)
	}
	return nil
}

func (p *Program) searchStruct(t types.Type, s *types.Struct, depth, lists int) []classified {
	if named, ok := t.(*types.Named); ok && standard(named.Obj().Pkg()) {
		return nil
	}
	var found []classified
	for i := range s.NumFields() {
		v := s.Field(i)
		hidden := !v.Exported() && !v.Embedded() || strings.Split(reflect.StructTag(s.Tag(i)).Get("json"), ",")[0] == "-"
		if class := p.field(t, s, i); class.Data != "" {
			found = append(found, classified{at: path(v.Name()), class: class, field: v, hidden: hidden})
			continue
		}
		if reflect.StructTag(s.Tag(i)).Get("privacy") == "-" {
			continue
		}
		nested := p.search(v.Type(), depth-1, lists, false)
		if part := structOf(v.Type()); part != nil && isPart(v.Type()) && depth > 1 {
			nested = prefixed(p.searchStruct(t, part, depth-1, lists), "", isPointer(v.Type()), false)
		}
		found = append(found, prefixed(nested, path(v.Name()), false, hidden)...)
	}
	return found
}

func prefixed(found []classified, at path, pointer, hidden bool) []classified {
	out := make([]classified, 0, len(found))
	for _, f := range found {
		longer, whole := at.join(f.at)
		if !whole {
			continue
		}
		f.at, f.pointer, f.hidden = longer, f.pointer || pointer, f.hidden || hidden
		out = append(out, f)
	}
	return out
}

// filledIn are the fields of a type that is the operator's own by its name alone, where a request fills it: the credentials that a program reads from
// a request are those of whoever asks, and have a secret.
func (p *Program) filledIn(t types.Type) []classified {
	s := structOf(t)
	if s == nil || ownerOf(typeName(t)) != "operator" || machinery(s) {
		return nil
	}
	var found []classified
	secret := false
	for i := range s.NumFields() {
		m := fieldOfA("message", s, i)
		if v := s.Field(i); m.Data != "" && v.Exported() {
			m.Name, m.Owner = v.Name(), typeName(t)
			found = append(found, classified{at: path(v.Name()), class: m, field: v})
			secret = secret || m.Data == "account.password"
		}
	}
	if !secret {
		return nil
	}
	return found
}
