package analyzers

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var databasesFamily = &family{
	Name: "databases",
	Doc: `personal data are written to a database

What a company keeps about people stands in its database. This is noted for an audit, which compares it with the notice, and is no fault:
candor-vet says nothing of it.

	db.Exec("INSERT INTO users (email) VALUES ($1)", u.Email) // contact.email of User is written to a database

It knows database/sql, sqlx, pgx, gorm, bun, xorm, ent, MongoDB and others. What a query only looks for is not stored by it. Data that were
hashed or encrypted before are noted as such, or not at all if nothing of the person is left.`,
	Noted:     true,
	Generated: true,
	Practice: func(f flow.Finding) (practice.Practice, bool) {
		return done(f, practice.StoreDatabase), f.Family == "database" && writes(f)
	},
	Told: told("is written to a database"),
}

// writing and asking are the first words of statements, and of the names of prepared ones, that store what they are given or do not.
var (
	writing = []string{"insert", "update", "replace", "merge", "upsert", "copy", "create", "add", "save", "set", "store", "record", "put"}
	asking  = []string{"select", "delete", "show", "match", "get", "query", "find", "list", "count", "has", "is", "remove"}
)

// writes reports whether a call of a database stores what it is given: its statement says it. Where no statement is at hand, the name of the
// function does: Exec is for statements without rows, which seldom look for something.
func writes(f flow.Finding) bool {
	verb := firstWord(f.Text)
	switch {
	case slices.Contains(writing, verb):
		return true
	case slices.Contains(asking, verb):
		return false
	}
	method := f.Callee[strings.LastIndexByte(f.Callee, '.')+1:]
	return !slices.ContainsFunc([]string{"Query", "Get", "Select"}, func(reads string) bool { return strings.HasPrefix(method, reads) })
}

// firstWord is the first word of a statement or of an identifier, in lower case: insert of "INSERT INTO" and of InsertUser.
func firstWord(text string) string {
	end := 0
	for i, r := range text {
		if !unicode.IsLetter(r) || i > 0 && unicode.IsUpper(r) && unicode.IsLower(rune(text[i-1])) {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	return strings.ToLower(text[:end])
}
