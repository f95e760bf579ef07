package rules

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/candor-privacy/candor/practice"
)

// A consent platform has a table of its own, in which it tells visitors what is kept on their devices: it is a statement of the company's as
// much as a notice is.

//go:embed necessary.txt
var necessaryText string

// categoryWords are the words of necessary.txt with their roles.
var categoryWords = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	for _, row := range practice.MustTable("necessary.txt", necessaryText, 2) {
		table[row.Columns[0]] = row.Columns[1]
	}
	return table
})

// calledNecessary reports whether a platform says of a line of its table that it cannot be refused: by how it acts, or by the name of the category.
func calledNecessary(row practice.DeclaredTracer) bool {
	roles := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(row.Category), func(r rune) bool { return !unicode.IsLetter(r) }) {
		roles[categoryWords()[word]] = true
	}
	return row.Necessary || roles["necessary"] && !roles["negation"]
}

// A platformTable is what one consent platform tells.
type platformTable struct {
	name  string
	rows  []practice.DeclaredTracer
	whole bool
}

// platformTables gathers the lines of each platform, by name. A table that says of cookies how long they live is made to be read, and to be whole; one that
// only names what is to be deleted after a refusal is not.
func platformTables(lines []practice.DeclaredTracer) []*platformTable {
	byName := map[string]*platformTable{}
	var tables []*platformTable
	for _, row := range lines {
		t := byName[row.Platform]
		if t == nil {
			t = &platformTable{name: row.Platform}
			byName[row.Platform], tables = t, append(tables, t)
		}
		t.rows = append(t.rows, row)
		t.whole = t.whole || row.Name != "" && row.Duration != ""
	}
	slices.SortFunc(tables, func(a, b *platformTable) int { return strings.Compare(a.name, b.name) })
	return tables
}

// naming returns the lines that call a tracer by its name.
func (t *platformTable) naming(name string) []practice.DeclaredTracer {
	var rows []practice.DeclaredTracer
	for _, row := range t.rows {
		if namesTracer(row.Name, name) {
			rows = append(rows, row)
		}
	}
	return rows
}

// covers reports whether the table tells of a tracer: by its name, or by a service of whose tracers it names none.
func (t *platformTable) covers(j *judged) bool {
	if len(t.naming(j.Name)) > 0 {
		return true
	}
	return j.Practice.Recipient != "" && slices.ContainsFunc(t.rows, func(row practice.DeclaredTracer) bool {
		of := func(name string) bool {
			return name != "" && practice.CoversParty(practice.Party(name), j.Practice.Recipient)
		}
		return row.Name == "" && (of(row.Vendor) || of(row.Service))
	})
}

var (
	// variable are the ways in which tables write the part of a name that differs from browser to browser: "_ga_#", "_ga_XXXX", "_hjSession_{site_id}".
	variable = regexp.MustCompile(`#+|x{3,}|X{3,}|<[^>]*>|\{[^}]*\}|\[[^\]]*\]|\*+|\.\.\.|…`)
	// pattern are the marks of a regular expression, by which scripts name what they delete.
	pattern = regexp.MustCompile(`^\^|\$$|\.[*+]|\\|\|`)
)

// namesTracer reports whether the name in a platform's table is that of a tracer; a line may list several names.
func namesTracer(declared, seen string) bool {
	if declared == "" || seen == "" {
		return false
	}
	if pattern.MatchString(declared) {
		expression, err := regexp.Compile("(?i)" + declared)
		return err != nil || expression.MatchString(seen) // one that nobody can read may name it
	}
	names := append(strings.FieldsFunc(declared, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }), declared)
	return slices.ContainsFunc(names, func(name string) bool { return matchesName(variable.ReplaceAllString(name, "*"), seen) })
}
