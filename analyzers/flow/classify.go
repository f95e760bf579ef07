package flow

import (
	"cmp"
	"fmt"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/candor-privacy/candor/practice"
)

// field classifies one field of a struct: its tag decides, then its name, then the names in its tags and its type, weighed by its owner.
func (p *Program) field(owner types.Type, s *types.Struct, i int) meaning {
	v := s.Field(i)
	key := fieldOf{typeName(owner), v}
	if known, ok := p.owners[key]; ok {
		return known
	}
	m := p.fieldMeaning(owner, s, i)
	m.Name, m.Owner = v.Name(), typeName(owner)
	p.owners[key] = m
	return m
}

// A fieldOf is a field as a part of a type: types that are declared alike share their fields, and may be a person and an organisation.
type fieldOf struct {
	owner string
	field *types.Var
}

func (p *Program) fieldMeaning(owner types.Type, s *types.Struct, i int) meaning {
	v, tag := s.Field(i), reflect.StructTag(s.Tag(i))
	if told, ok := tag.Lookup("privacy"); ok {
		category, _, _ := strings.Cut(told, ",")
		if _, known := practice.LookupTerm(category, practice.DataTerm); known {
			return meaning{Data: practice.Data(category), Why: "its privacy tag"}
		} else if category == "-" {
			return meaning{}
		}
		at := p.step(v.Pos(), "")
		p.gaps = append(p.gaps, practice.Gap{
			Source: fmt.Sprintf("%s:%d", at.File, at.Line),
			Reason: fmt.Sprintf("privacy tag of %s names %q, which is no category; write one that candor explain lists, or -", v.Name(), category),
		})
	}
	if named, ok := types.Unalias(owner).(*types.Named); ok {
		if data := typeFacts.fields[qualified(named)+"."+v.Name()]; data != "" || standard(named.Obj().Pkg()) {
			return meaning{Data: data, Why: "known of " + qualified(named)}
		}
	}
	if _, nested := v.Type().Underlying().(*types.Struct); v.Embedded() && nested {
		return meaning{}
	}
	if ofOperator(owner) {
		return meaning{}
	}
	return fieldOfA(ownerOf(typeName(owner)), s, i)
}

// fieldOfA is what a field of a struct is, if the struct is of a class of owners.txt.
func fieldOfA(who string, s *types.Struct, i int) meaning {
	v, tag := s.Field(i), reflect.StructTag(s.Tag(i))
	if who != "person" && envelope(s) {
		who = "letter"
	}
	said := named(v.Name(), tag, v.Type())
	if data := meansIn(who, v.Name()); data != "" {
		said = reading{practice.Reading{Data: data, Strength: practice.Strong}, "what " + v.Name() + " is in such a type"}
	} else if typeFacts.nothing[strings.ToLower(v.Name())] {
		return meaning{}
	}
	if said.Strength == practice.None || !carries(v.Type(), said.Data) {
		return meaning{}
	}
	if who == "thing" && onlyNumbers(s) && otherHalf(s, v, said.Data) != "" {
		who = "" // a position of a latitude and a longitude is a place where somebody is, and no job
	}
	if who == "thing" && bearer(s, said.Data) != "" {
		who = "" // a token that says whose it is lets somebody in
	}
	return said.weighed(who, "type", func() string { return cmp.Or(sign(s, v), otherHalf(s, v, said.Data), bearer(s, said.Data)) })
}

// onlyNumbers reports whether a struct holds nothing but numbers.
func onlyNumbers(s *types.Struct) bool {
	for f := range s.Fields() {
		if !isNumber(f.Type()) {
			return false
		}
	}
	return true
}

// meansIn is what a field or a column is because of the class of its owner, "" if that tells nothing.
func meansIn(who, name string) practice.Data {
	name = strings.ToLower(name)
	if data := typeFacts.of[who+"."+name]; data != "" {
		return data
	}
	return typeFacts.of["*."+name]
}

func coveredBy(list []practice.Data, data practice.Data) bool {
	return slices.ContainsFunc(list, func(d practice.Data) bool { return practice.Covers(d, data) })
}

// named reads the name of a field and, when that says nothing, the names and rules in its tags, and its type.
func named(name string, tag reflect.StructTag, t types.Type) reading {
	lacked := typeFacts.words[qualified(oneOf(t))]
	said := read(name)
	if said.Strength != practice.None && (lacked == "" || carries(t, said.Data)) {
		return said
	}
	if tagged := taggedName(tag); tagged.Strength > said.Strength {
		return tagged
	}
	if lacked != "" {
		said = read(name + "_" + lacked)
		if !practice.Covers("contact", said.Data) { // addresses of the network are mostly machines'
			said.Strength = min(said.Strength, practice.Weak)
		}
		said.by = "its type " + qualified(oneOf(t))
	}
	return said
}

// taggedName reads the names that the tags of a field give it, and the rules by which it is validated.
func taggedName(tag reflect.StructTag) reading {
	var best reading
	for _, key := range typeFacts.tagKeys {
		for _, word := range tagNames(tag.Get(key)) {
			if said := read(word); said.Strength > best.Strength {
				best = said
				best.by += " in its " + key + " tag"
			}
		}
	}
	for _, key := range []string{"validate", "binding"} {
		for _, rule := range strings.Split(tag.Get(key), ",") {
			rule, _, _ = strings.Cut(rule, "=")
			if data := typeFacts.rules[rule]; data != "" {
				return reading{practice.Reading{Data: data, Strength: practice.Strong}, "the rule " + rule + " in its " + key + " tag"}
			}
		}
	}
	return best
}

// tagNames are the names in the value of a tag: `email,omitempty`, `column:email;size:255`, `bytes,1,opt,name=email,proto3`, `varchar(64) 'email'`.
func tagNames(value string) []string {
	var names []string
	for i, part := range strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		if name, ok := strings.CutPrefix(part, "column:"); ok {
			names = append(names, name)
		} else if name, ok := strings.CutPrefix(part, "name="); ok {
			names = append(names, name)
		} else if name := strings.Trim(part, "'"); name != part || i == 0 {
			names = append(names, name)
		}
	}
	return names
}

// sign is another field of the struct that only a person has, "" if there is none.
func sign(s *types.Struct, v *types.Var) string {
	for other := range s.Fields() {
		if other != v && isSign(other) {
			return other.Name()
		}
	}
	return ""
}

// isSign reports whether only a person has such a field. A password is one under its plain name, or where its name says whose it is: that of a
// key, or of a challenge, belongs to a service.
func isSign(v *types.Var) bool {
	said := practice.ReadIdentifier(v.Name())
	if said.Strength != practice.Strong || !carries(v.Type(), said.Data) || !coveredBy(typeFacts.signs, said.Data) {
		return false
	}
	plain := said.Person != "" || len(Words(v.Name())) == len(strings.Fields(said.Phrase))
	return plain || !practice.Covers("account", said.Data)
}

// bearer is the field of a struct that says whose account a token in it lets in, "" if there is none.
func bearer(s *types.Struct, data practice.Data) string {
	if data != "account.token" {
		return ""
	}
	for other := range s.Fields() {
		if said := practice.ReadIdentifier(other.Name()); said.Data == "account.id" && len(Words(other.Name())) > 1 {
			return other.Name()
		}
	}
	return ""
}

// otherHalf is the longitude beside a latitude, and the other way round: two numbers that together are a position. It is "" if there is none.
func otherHalf(s *types.Struct, v *types.Var, data practice.Data) string {
	if data != "location.precise" || !isNumber(v.Type()) {
		return ""
	}
	for other := range s.Fields() {
		if beside, _ := practice.Classify(other.Name()); other != v && beside == data && isNumber(other.Type()) {
			return other.Name()
		}
	}
	return ""
}

// variable classifies a parameter or a local variable: only by a strong name, and only if its type can hold the data.
func variable(name string, t types.Type) meaning {
	if m := key(name); carries(t, m.Data) {
		return m
	}
	return meaning{}
}

// key classifies a constant key.
func key(name string) meaning {
	if said := read(name); said.Strength == practice.Strong {
		return meaning{Data: said.Data, Name: name, Why: said.by}
	}
	return meaning{}
}

// carries reports whether a value of type t can hold the data itself.
// Booleans, errors, functions, channels and enumerations never do; numbers only what is a number.
func carries(t types.Type, data practice.Data) bool {
	for range 2 * maxSteps { // a type that is a list of itself, or points to itself, holds nothing
		t = types.Unalias(t)
		if only := typeFacts.values[qualified(t)]; only != nil {
			return slices.ContainsFunc(only, func(d practice.Data) bool { return practice.Covers(d, data) || practice.Covers(data, d) })
		}
		switch u := t.Underlying().(type) {
		case *types.Basic:
			switch {
			case u.Info()&types.IsString != 0:
				return !enumeration(t)
			case u.Info()&types.IsNumeric != 0:
				return coveredBy(typeFacts.numbers, data) && !enumeration(t)
			}
			return false
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice, *types.Array:
			if isBytes(u) {
				return true
			}
			t = elementType(u)
		default:
			return false
		}
	}
	return false
}

// enumeration reports whether t is a named type with constants of its own: its values are written in the code.
func enumeration(t types.Type) bool {
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return false
	}
	constants := 0
	scope := named.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		if c, ok := scope.Lookup(name).(*types.Const); ok && types.Identical(c.Type(), t) {
			constants++
		}
	}
	return constants > 1
}

// split cuts an identifier into lower-case words: "SMTPServer" -> smtp, server.
func split(name string) []string {
	var words []string
	runes, start := []rune(name), 0
	cut := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(string(runes[start:end])))
		}
		start = end
	}
	for i, r := range runes {
		switch {
		case r == '_' || r == '-' || r == '.' || r == ' ':
			cut(i)
			start = i + 1
		case i > 0 && unicode.IsUpper(r) && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			cut(i)
		}
	}
	cut(len(runes))
	return words
}

// typeName is the name of a named type, through pointers; "" for others.
func typeName(t types.Type) string {
	if named, ok := deref(t).(*types.Named); ok {
		return named.Obj().Name()
	}
	return ""
}

// qualified is the name of a named type with its import path; "" for others.
func qualified(t types.Type) string {
	if named, ok := types.Unalias(t).(*types.Named); ok && named.Obj().Pkg() != nil {
		return named.Obj().Pkg().Path() + "." + named.Obj().Name()
	}
	return ""
}

func deref(t types.Type) types.Type {
	t = types.Unalias(t)
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		return types.Unalias(ptr.Elem())
	}
	return t
}
