package practice

import (
	"fmt"
	"maps"
	"slices"
)

// ownFacts is vendors_own.txt, sorted by what its lines say.
type ownFacts struct {
	is      []Row             // name, owner, class, country
	keys    []Row             // alias, domain and import lines: key, name
	entity  map[string]string // name in third-party-web -> our name
	company map[string]string // owner in third-party-web -> our name
}

// buildVendors joins the generated table (domain, entity, company, class) with our own.
// Where both know something, ours counts.
func buildVendors(generated, own []Row) *vendorIndex {
	facts := readOwn(own)
	byName := map[string]*Vendor{}
	for _, row := range generated {
		c := row.Columns
		domain, name, owner, class := c[0], rename(facts.entity, c[1]), rename(facts.company, c[2]), c[3]
		v := byName[name]
		if v == nil {
			v = &Vendor{Name: name, Owner: owner, Class: Party(class)}
			byName[name] = v
		}
		v.Domains = append(v.Domains, domain)
	}
	for _, row := range facts.is {
		c := row.Columns
		v := byName[c[1]]
		if v == nil {
			v = &Vendor{Name: c[1]}
			byName[c[1]] = v
		}
		v.Owner, v.Class, v.Country = c[2], Party(c[3]), c[4]
	}
	addKeys(byName, facts)
	return indexVendors(byName)
}

// readOwn tells the lines of vendors_own.txt apart by their first column.
func readOwn(rows []Row) ownFacts {
	facts := ownFacts{entity: map[string]string{}, company: map[string]string{}}
	for _, row := range rows {
		key, name := row.Columns[1], row.Columns[2]
		switch row.Columns[0] {
		case "is":
			facts.is = append(facts.is, row)
		case "alias", "domain", "import":
			facts.keys = append(facts.keys, row)
		case "entity":
			facts.entity[key] = name
		case "company":
			facts.company[key] = name
		default:
			panic(fmt.Sprintf("vendors_own.txt:%d: unknown relation %q", row.Line, row.Columns[0]))
		}
	}
	return facts
}

// addKeys gives the vendors the aliases, domains and import paths of our own table, and takes such a domain from any other vendor.
func addKeys(byName map[string]*Vendor, facts ownFacts) {
	taken := map[string]string{}
	for _, row := range facts.keys {
		key, name := row.Columns[1], row.Columns[2]
		v := byName[name]
		if v == nil {
			panic(fmt.Sprintf("vendors_own.txt:%d: no vendor %q; add an \"is\" line", row.Line, name))
		}
		switch row.Columns[0] {
		case "alias":
			v.Aliases = append(v.Aliases, key)
		case "import":
			v.Imports = append(v.Imports, key)
		case "domain":
			taken[key] = name
		}
	}
	for _, v := range byName {
		v.Domains = slices.DeleteFunc(v.Domains, func(d string) bool { return taken[d] != "" })
	}
	for domain, name := range taken {
		byName[name].Domains = append(byName[name].Domains, domain)
	}
}

// indexVendors sorts the vendors by name and finds them by whatever they are called. A name counts before an alias.
func indexVendors(byName map[string]*Vendor) *vendorIndex {
	names := slices.Sorted(maps.Keys(byName))
	n := len(names)
	x := &vendorIndex{make([]Vendor, 0, n), make(map[string]int, 2*n), make(map[string]int, 2*n), map[string]int{}}
	for _, name := range names {
		v := byName[name]
		if v.Owner == "" {
			v.Owner = v.Name
		}
		slices.Sort(v.Aliases)
		slices.Sort(v.Domains)
		slices.Sort(v.Imports)
		x.all = append(x.all, *v)
	}
	for i, v := range x.all {
		first(x.byName, foldName(v.Name), i)
		for _, d := range v.Domains {
			first(x.byDomain, d, i)
		}
		for _, p := range v.Imports {
			first(x.byImport, p, i)
		}
	}
	for i, v := range x.all {
		for _, a := range v.Aliases {
			first(x.byName, foldName(a), i)
		}
	}
	return x
}

// first keeps the first value for a key.
func first(m map[string]int, key string, i int) {
	if _, ok := m[key]; !ok {
		m[key] = i
	}
}

func rename(names map[string]string, name string) string {
	if ours, ok := names[name]; ok {
		return ours
	}
	return name
}
