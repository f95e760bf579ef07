package detect

import (
	"cmp"
	_ "embed"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

var (
	//go:embed cookies.txt
	cookiesText string
	//go:embed storage.txt
	storageText string
)

var (
	knownCookies = newTracerTable(practice.MustTable("cookies.txt", cookiesText, 5))
	knownKeys    = newTracerTable(practice.MustTable("storage.txt", storageText, 5))
)

// A tracer is one row of cookies.txt or storage.txt: what is known about a name.
type tracer struct {
	name     string
	where    []string // domains; nil when any
	first    bool     // only on the site's own hosts
	vendor   practice.Party
	purpose  practice.Purpose
	lifetime practice.Period
}

// A tracerTable finds a name's row: by the whole name, or by the pattern that has most letters in common with it.
type tracerTable struct {
	exact    map[string][]tracer
	patterns []tracer
}

func newTracerTable(rows []practice.Row) *tracerTable {
	t := &tracerTable{exact: map[string][]tracer{}}
	for _, row := range rows {
		r := tracer{
			name:     row.Columns[0],
			vendor:   vendorNamed(row.Columns[2]),
			purpose:  practice.Purpose(row.Columns[3]),
			lifetime: practice.Period(row.Columns[4]),
			first:    row.Columns[1] == "first",
		}
		if row.Columns[1] != "" && !r.first {
			r.where = strings.Split(row.Columns[1], ",")
		}
		if strings.Contains(r.name, "*") {
			t.patterns = append(t.patterns, r)
		} else {
			t.exact[r.name] = append(t.exact[r.name], r)
		}
	}
	return t
}

// vendorNamed spells a vendor's name as the vendor table does, so that a cookie's vendor and a host's are the same party.
func vendorNamed(name string) practice.Party {
	if v, ok := practice.VendorByName(name); ok {
		name = v.Name
	}
	return practice.Party(name)
}

// find returns the row for a name on a host, if there is one.
// A row that guesses from a word of the name counts only for what lives no longer than it says.
func (t *tracerTable) find(scope crawler.Scope, name, host string, period practice.Period) (tracer, bool) {
	var best tracer
	found := false
	for _, r := range t.exact[name] {
		if r.holds(scope, host) && (!found || len(r.where) > 0) {
			best, found = r, true
		}
	}
	if found {
		return best, true
	}
	for _, r := range t.patterns {
		if r.letters() > best.letters() && r.matches(name) && r.holds(scope, host) && r.believable(period) {
			best, found = r, true
		}
	}
	return best, found
}

// NamePattern is the pattern by which the tables know a cookie or a storage key whose name varies from site to site or from visit to visit
// ("_ga_*"), as a notice calls it; any other name is returned as it is. A guess from a word in the name is no pattern.
func NamePattern(name string) string {
	var best tracer
	for _, table := range []*tracerTable{knownCookies, knownKeys} {
		if table.exact[name] != nil {
			return name
		}
		for _, r := range table.patterns {
			if !r.guess() && r.letters() > best.letters() && r.matches(name) {
				best = r
			}
		}
	}
	return cmp.Or(best.name, name)
}

// letters is how much of a name the pattern fixes.
func (r tracer) letters() int { return len(r.name) - strings.Count(r.name, "*") }

// guess says whether the row goes by a word in the name.
func (r tracer) guess() bool { return strings.HasPrefix(r.name, "*") }

func (r tracer) matches(name string) bool {
	if r.guess() {
		return practice.CoversName(strings.ToLower(r.name), strings.ToLower(name))
	}
	return practice.CoversName(r.name, name)
}

func (r tracer) holds(scope crawler.Scope, host string) bool {
	if r.first {
		return scope.FirstParty(host)
	}
	for _, domain := range r.where {
		if below(host, domain) {
			return true
		}
	}
	return r.where == nil
}

func (r tracer) believable(period practice.Period) bool {
	if !r.guess() {
		return true
	}
	usual, _ := r.lifetime.Days()
	days, bounded := period.Days()
	return bounded && days <= usual
}

// below says whether host is domain or lies below it.
func below(host, domain string) bool {
	return host == domain || strings.HasSuffix(host, "."+domain)
}
