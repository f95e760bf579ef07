package flow

import (
	"go/types"
	"regexp"
	"strings"
)

var majorVersion = regexp.MustCompile(`/v[0-9]+([./)])`)

var typeParameters = regexp.MustCompile(`\[[^\]]*\]`)

// CalleeName is a function as the tables name it: as go/types does, without a major version and type parameters.
func CalleeName(fn *types.Func) string {
	name := fn.FullName()
	if strings.IndexByte(name, '[') >= 0 {
		name = typeParameters.ReplaceAllString(name, "")
	}
	return majorVersion.ReplaceAllString(name, "$1")
}

// SpelledOut are the callees that a line of a table is about: "log.{Print,Println}" is log.Print and log.Println.
func SpelledOut(callee string) []string {
	open := strings.IndexByte(callee, '{')
	if open < 0 {
		return []string{callee}
	}
	names, rest, _ := strings.Cut(callee[open+1:], "}")
	var out []string
	for _, name := range strings.Split(names, ",") {
		for _, tail := range SpelledOut(rest) {
			out = append(out, callee[:open]+name+tail)
		}
	}
	return out
}

// Words cuts an identifier into its words, in lower case.
func Words(name string) []string { return split(name) }

// AboutPersons reports whether the name of a type or a table is one of persons: customer, user_account.
func AboutPersons(name string) bool { return ownerOf(name) == "person" }
