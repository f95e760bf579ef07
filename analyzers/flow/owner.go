package flow

import (
	_ "embed"
	"go/types"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

//go:embed owners.txt
var ownersText string

// ownerWords maps the words of a type's name to the classes of owners.txt.
var ownerWords = func() map[string]string {
	words := map[string]string{}
	for _, row := range practice.MustTable("owners.txt", ownersText, 2) {
		words[row.Columns[0]] = row.Columns[1]
	}
	return words
}()

// ownerOf says whom the fields of a type describe, by the last telling word of its name: "UserConfig" is a configuration.
func ownerOf(name string) string {
	if who := ownerClass(name); who != "service" {
		return who
	}
	return "operator"
}

// ownerClass is the class of owners.txt of the last telling word of a name, which may tell otherwise with the word before it.
func ownerClass(name string) string {
	words := split(name)
	for i := len(words) - 1; i >= 0; i-- {
		if i > 0 {
			if who := ownerWords[words[i-1]+" "+words[i]]; who != "" {
				return who
			}
		}
		for _, word := range []string{words[i], strings.TrimSuffix(words[i], "s"), strings.TrimSuffix(words[i], "es"), strings.TrimSuffix(words[i], "ies") + "y"} {
			if who := ownerWords[word]; who != "" && who != "machine" && who != "part" {
				return who
			}
		}
	}
	return ""
}

// isPart reports whether the name of a type says only that it is a part of something: Metadata, ObjectMeta.
func isPart(t types.Type) bool {
	words := split(typeName(t))
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return ownerWords[w] != "part" })
}

// settings reports whether a type is of a package that holds a program's settings, such as config.
func settings(t types.Type) bool {
	named, ok := types.Unalias(deref(t)).(*types.Named)
	return ok && named.Obj().Pkg() != nil && typeFacts.homes[named.Obj().Pkg().Name()]
}

// ofOperator reports whether what a type holds is the operator's own: how the program is set up, how it logs in elsewhere.
func ofOperator(t types.Type) bool {
	who := ownerOf(typeName(t))
	if who == "operator" || who == "" && settings(t) {
		return true
	}
	s := structOf(t)
	return s != nil && machinery(s)
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

// envelope reports whether a struct says from whom something is and to whom of several, as what carries mail does.
func envelope(s *types.Struct) bool {
	from, to := false, false
	for f := range s.Fields() {
		from = from || f.Name() == "From" && isText(f.Type())
		to = to || f.Name() == "To" && types.Identical(f.Type(), types.NewSlice(types.Typ[types.String]))
	}
	return from && to
}
