package flow

import (
	_ "embed"
	"go/types"
	"reflect"
	"strings"
	"unicode"

	"github.com/candor-privacy/candor/practice"
)

//go:embed owners.txt
var ownersText string

//go:embed types.txt
var typesText string

// ownerWords maps the words of a type's name to who owns its fields: person, operator, message or thing.
var ownerWords = func() map[string]string {
	words := map[string]string{}
	for _, row := range practice.MustTable("owners.txt", ownersText, 2) {
		words[row.Columns[0]] = row.Columns[1]
	}
	return words
}()

// knownTypes and knownFields are the facts of types.txt: what a value of a type is, and what a field of the standard library is.
var knownTypes, knownFields, knownTags, numeric = func() (values, fields, tags map[string]practice.Data, numeric []practice.Data) {
	values, fields, tags = map[string]practice.Data{}, map[string]practice.Data{}, map[string]practice.Data{}
	for _, row := range practice.MustTable("types.txt", typesText, 3) {
		data := practice.Data(row.Columns[2])
		switch row.Columns[0] {
		case "type":
			values[row.Columns[1]] = data
		case "field":
			fields[row.Columns[1]] = data
		case "tag":
			tags[row.Columns[1]] = data
		case "number":
			numeric = append(numeric, data)
		}
	}
	return
}()

// A fieldClass is what a struct field holds: no data when Data is "".
type fieldClass struct {
	Data  practice.Data
	Name  string
	Owner string
}

// A classified is a field that holds personal data, by its path from a value of a type.
type classified struct {
	at      path
	class   fieldClass
	field   *types.Var
	pointer bool // only reached through a pointer inside the value, which fmt prints as an address
	hidden  bool // not exported, or kept out of JSON by its tag
}

// field classifies one field of a struct: its tag decides, then its name, then the names in its tags, weighed by its owner.
func (p *Program) field(owner types.Type, s *types.Struct, i int) fieldClass {
	v := s.Field(i)
	if known, ok := p.owners[v]; ok {
		return known
	}
	class := fieldClass{Name: v.Name(), Owner: typeName(owner)}
	class.Data = p.fieldData(owner, s, i)
	p.owners[v] = class
	return class
}

func (p *Program) fieldData(owner types.Type, s *types.Struct, i int) practice.Data {
	v, tag := s.Field(i), reflect.StructTag(s.Tag(i))
	if told, ok := tag.Lookup("privacy"); ok {
		if told == "-" {
			return ""
		}
		return practice.Data(strings.Split(told, ",")[0])
	}
	if named, ok := types.Unalias(owner).(*types.Named); ok {
		if data := knownFields[qualified(named)+"."+v.Name()]; data != "" || standard(named.Obj().Pkg()) {
			return data
		}
	}
	if _, nested := v.Type().Underlying().(*types.Struct); v.Embedded() && nested {
		return ""
	}
	who := ownerOf(typeName(owner))
	if who == "operator" || machinery(s) {
		return ""
	}
	data, strength := named(v.Name(), tag)
	if !carries(v.Type(), data) {
		return ""
	}
	if strength == practice.Strong || strength == practice.Weak && (who == "person" || (who == "" || who == "message") && strongSibling(s, v)) {
		return data
	}
	return ""
}

// named classifies a field by its name and, when that says nothing, by the names and rules in its tags.
func named(name string, tag reflect.StructTag) (practice.Data, practice.Strength) {
	data, strength := practice.Classify(name)
	if strength != practice.None {
		return data, strength
	}
	for _, key := range []string{"json", "db", "form", "query", "gorm", "bson", "yaml"} {
		word, _, _ := strings.Cut(tag.Get(key), ",")
		word = strings.TrimPrefix(word, "column:")
		if data, strength := practice.Classify(word); strength == practice.Strong {
			return data, strength
		}
	}
	for _, rule := range strings.Split(tag.Get("validate"), ",") {
		if data := knownTags[rule]; data != "" {
			return data, practice.Strong
		}
	}
	return "", practice.None
}

func strongSibling(s *types.Struct, v *types.Var) bool {
	for i := range s.NumFields() {
		other := s.Field(i)
		if data, strength := practice.Classify(other.Name()); other != v && strength == practice.Strong && carries(other.Type(), data) {
			return true
		}
	}
	return false
}

// variable classifies a parameter or a local variable: only by a strong name, and only if its type can hold the data.
func variable(name string, t types.Type) practice.Data {
	if data, strength := practice.Classify(name); strength == practice.Strong && carries(t, data) {
		return data
	}
	return ""
}

// key classifies a constant key.
func key(name string) practice.Data {
	if data, strength := practice.Classify(name); strength == practice.Strong {
		return data
	}
	return ""
}

// carries reports whether a value of type t can hold the data itself.
// Booleans, errors, functions, channels and enumerations never do; numbers only what is a number.
func carries(t types.Type, data practice.Data) bool {
	t = types.Unalias(t)
	if name := qualified(t); knownTypes[name] != "" {
		return practice.Covers(knownTypes[name], data) || practice.Covers(data, knownTypes[name])
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsString != 0:
			return !enumeration(t)
		case u.Info()&types.IsNumeric != 0:
			return number(data) && !enumeration(t)
		}
	case *types.Pointer:
		return carries(u.Elem(), data)
	case *types.Slice:
		if basic, ok := u.Elem().Underlying().(*types.Basic); ok && basic.Kind() == types.Uint8 {
			return true
		}
		return carries(u.Elem(), data)
	case *types.Array:
		return carries(types.NewSlice(u.Elem()), data)
	}
	return false
}

func number(data practice.Data) bool {
	for _, d := range numeric {
		if practice.Covers(d, data) {
			return true
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

// ownerOf says whom the fields of a type describe, by the last telling word of its name: "UserConfig" is a configuration.
func ownerOf(name string) string {
	words := split(name)
	for i := len(words) - 1; i >= 0; i-- {
		if who := ownerWords[words[i]]; who != "" && who != "machine" {
			return who
		}
	}
	return ""
}

// machinery reports whether a struct has a field that only a program's settings have: the profile of a server has a port.
func machinery(s *types.Struct) bool {
	for v := range s.Fields() {
		if ownerWords[strings.ToLower(v.Name())] == "machine" {
			return true
		}
	}
	return false
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

// inside lists the fields with personal data of a value of type t, nested at most maxSteps deep.
func (p *Program) inside(t types.Type) []classified {
	if known, ok := p.fields.At(t).([]classified); ok {
		return known
	}
	p.fields.Set(t, []classified(nil)) // a type that contains itself
	found := p.search(t, maxSteps, true)
	p.fields.Set(t, found)
	return found
}

func (p *Program) search(t types.Type, depth int, top bool) []classified {
	t = types.Unalias(t)
	if depth == 0 || knownTypes[qualified(t)] != "" {
		return nil
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		found := p.search(u.Elem(), depth, false)
		return prefixed(found, "", !top, false)
	case *types.Slice:
		return prefixed(p.search(u.Elem(), depth-1, false), anyElement, false, false)
	case *types.Array:
		return prefixed(p.search(u.Elem(), depth-1, false), anyElement, false, false)
	case *types.Map:
		return prefixed(p.search(u.Elem(), depth-1, false), anyElement, false, false)
	case *types.Struct:
		return p.searchStruct(t, u, depth)
	}
	return nil
}

func (p *Program) searchStruct(t types.Type, s *types.Struct, depth int) []classified {
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
		found = append(found, prefixed(p.search(v.Type(), depth-1, false), path(v.Name()), false, hidden)...)
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
