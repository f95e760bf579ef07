package detect

import (
	_ "embed"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

//go:embed params.txt
var paramsText string

var knownParams = newParamTable(practice.MustTable("params.txt", paramsText, 3))

// A param is one row of params.txt: what a tracker's parameter carries.
type param struct {
	name string
	host string // "" when any
	data practice.Data
}

type paramTable struct {
	exact    map[string][]param
	patterns []param
}

func newParamTable(rows []practice.Row) *paramTable {
	t := &paramTable{exact: map[string][]param{}}
	for _, row := range rows {
		p := param{row.Columns[0], row.Columns[1], practice.Data(row.Columns[2])}
		if strings.Contains(p.name, "*") {
			t.patterns = append(t.patterns, p)
		} else {
			t.exact[p.name] = append(t.exact[p.name], p)
		}
	}
	return t
}

// find returns what the table says that a parameter carries to a host. A row for the host wins over one for any.
func (t *paramTable) find(name, host string) (data practice.Data, found bool) {
	for _, p := range t.exact[name] {
		if p.host == "" && !found || p.host != "" && below(host, p.host) {
			data, found = p.data, true
		}
	}
	for _, p := range t.patterns {
		if !found && (p.host == "" || below(host, p.host)) && practice.CoversName(p.name, name) {
			data, found = p.data, true
		}
	}
	return data, found
}

// carried says which data a field holds, on its way to host from page, and names them for the evidence; "" when none can be told.
//
// A value that shows by itself what it is needs no name. A name that the table knows, or that leaves no doubt, needs a value that is one.
// A weak name and a hash support each other.
func carried(f Field, host, page string) (data practice.Data, words string) {
	kind := Recognise(f.Value, page)
	if kind == Nothing {
		return "", ""
	}
	byTable, known := knownParams.find(f.Name, host)
	byName, strength := practice.Classify(lastKey(f.Name))
	switch {
	case kind == Email:
		data = kindData[kind]
	case known:
		data = byTable
	case kindData[kind] != "":
		data = kindData[kind]
	case strength == practice.Strong, strength == practice.Weak && isDigest(kind) && byName != "account.token":
		data = byName // a key of the site's own at the third party, "api_key", only looks like a hash
	}
	return data, describe(kind, data)
}

func isDigest(k Kind) bool { return k == MD5 || k == SHA1 || k == SHA256 }

// describe says what a value is without showing it.
func describe(kind Kind, data practice.Data) string {
	if words, ok := kindWords[kind]; ok {
		return words
	}
	what := string(data)
	if data == "contact.email" {
		what = kindWords[Email]
	}
	if isDigest(kind) {
		return string(kind) + " of " + what
	}
	return what
}

// lastKey is the innermost key of a nested name: "address" of "user[address]" and of "user.address".
func lastKey(name string) string {
	name = strings.TrimRight(name, "[]")
	return name[strings.LastIndexAny(name, ".[")+1:]
}
