package flow

import (
	_ "embed"
	"fmt"

	"github.com/candor-privacy/candor/practice"
)

//go:embed types.txt
var typesText string

// typeFacts is types.txt, whose head explains each kind of row.
var typeFacts = func() (f struct {
	fields, rules, of    map[string]practice.Data
	cookies              map[string]practice.Data   // word in the name of a cookie -> what is in it
	values               map[string][]practice.Data // type -> what its values can be
	words                map[string]string          // type -> the word that a name of this type lacks
	own                  map[string][]practice.Data // class of owners -> what is its own
	near, signs, numbers []practice.Data
	nothing              map[string]bool // names of fields that tell nothing
	homes                map[string]bool // names of packages of settings
	tagKeys              []string
},
) {
	f.fields, f.rules, f.of = map[string]practice.Data{}, map[string]practice.Data{}, map[string]practice.Data{}
	f.values, f.cookies = map[string][]practice.Data{}, map[string]practice.Data{}
	f.words, f.own, f.nothing = map[string]string{}, map[string][]practice.Data{}, map[string]bool{}
	f.homes = map[string]bool{}
	for _, row := range practice.MustTable("types.txt", typesText, 3) {
		kind, what, data := row.Columns[0], row.Columns[1], practice.Data(row.Columns[2])
		switch kind {
		case "type":
			f.values[what] = append(f.values[what], data)
		case "word":
			f.words[what] = row.Columns[2]
		case "field":
			f.fields[what] = data
		case "cookie":
			f.cookies[what] = data
		case "of":
			f.of[what] = data
		case "not":
			f.nothing[what] = true
		case "home":
			f.homes[what] = true
		case "own":
			f.own[what] = append(f.own[what], data)
		case "near":
			f.near = append(f.near, data)
		case "sign":
			f.signs = append(f.signs, data)
		case "tag":
			f.tagKeys = append(f.tagKeys, what)
		case "rule":
			f.rules[what] = data
		case "number":
			f.numbers = append(f.numbers, data)
		default:
			panic(fmt.Sprintf("types.txt:%d: unknown kind %q", row.Line, kind))
		}
	}
	return f
}()
