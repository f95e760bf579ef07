package scan

import (
	"crypto/rand"
	_ "embed"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/practice"
)

//go:embed canaries.txt
var canariesTable string

// canaries are the forms of what is typed, by the data that a field asks for.
var canaries = func() map[practice.Data]string {
	m := map[practice.Data]string{}
	for _, row := range practice.MustTable("canaries.txt", canariesTable, 2) {
		m[practice.Data(row.Columns[0])] = row.Columns[1]
	}
	return m
}()

// canary is what a visitor types into a field: a value drawn for this scan and this field, in the form of what the field asks for, so
// that it can be looked for in what the page sends. It is nobody's: the addresses are at example.com (RFC 2606), the telephone
// numbers are those that ARCEP reserves for fiction. A field whose form the table does not know gets a word.
func canary(f crawler.Field) (string, practice.Data) {
	data := detect.DataOfField(&f)
	for term := data; term != ""; term = parentOf(term) {
		if form, ok := canaries[term]; ok {
			return drawn(form), data
		}
	}
	if data == "" {
		data = practice.Personal // whatever a person writes there
	}
	return drawn(canaries[practice.Personal]), data
}

func parentOf(d practice.Data) practice.Data {
	i := strings.LastIndexByte(string(d), '.')
	return d[:max(i, 0)]
}

// drawn fills a form: "?" is a random letter, "#" a random digit.
func drawn(form string) string {
	random := make([]byte, len(form))
	rand.Read(random) // never fails, by its documentation
	var b strings.Builder
	for i, r := range form {
		switch r {
		case '?':
			b.WriteByte('a' + random[i]%26)
		case '#':
			b.WriteByte('0' + random[i]%10)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
