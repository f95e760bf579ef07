package detect

import (
	_ "embed"
	"net/url"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

var (
	//go:embed purposes.txt
	purposesText string
	//go:embed classes.txt
	classesText string
)

var (
	purposes = purposesByHost(practice.MustTable("purposes.txt", purposesText, 2))
	classes  = purposesByClass(practice.MustTable("classes.txt", classesText, 2))
)

// A hostPurpose is what a host is for, or the part of it whose paths begin so.
type hostPurpose struct {
	path    string
	purpose practice.Purpose
}

func purposesByHost(rows []practice.Row) map[string][]hostPurpose {
	m := map[string][]hostPurpose{}
	for _, row := range rows {
		host, path, _ := strings.Cut(row.Columns[0], "/")
		m[host] = append(m[host], hostPurpose{"/" + path, practice.Purpose(row.Columns[1])})
	}
	return m
}

func purposesByClass(rows []practice.Row) map[practice.Party]practice.Purpose {
	m := map[practice.Party]practice.Purpose{}
	for _, row := range rows {
		m[practice.Party(row.Columns[0])] = practice.Purpose(row.Columns[1])
	}
	return m
}

// PurposeOfURL is what a third party's URL is for: by the table of hosts and paths, else by the class of its vendor, else "".
func PurposeOfURL(raw string) practice.Purpose {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	for rest := host; rest != ""; {
		if p, ok := purposeOfPath(rest, u.Path); ok {
			return p
		}
		_, rest, _ = strings.Cut(rest, ".")
	}
	if v, ok := practice.VendorByHost(host); ok {
		return classes[v.Class]
	}
	return ""
}

// purposeOfPath is what the table says of a host, without those above it; the longest path wins.
func purposeOfPath(host, path string) (best practice.Purpose, found bool) {
	longest := -1
	for _, p := range purposes[host] {
		if strings.HasPrefix(path, p.path) || p.path == "/" {
			if len(p.path) > longest {
				best, longest, found = p.purpose, len(p.path), true
			}
		}
	}
	return best, found
}

// purposeOfVendor is what a vendor is for by its class.
func purposeOfVendor(name practice.Party) practice.Purpose {
	if v, ok := practice.VendorByName(string(name)); ok {
		return classes[v.Class]
	}
	return ""
}
