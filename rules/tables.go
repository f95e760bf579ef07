package rules

import (
	_ "embed"
	"maps"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

var (
	//go:embed data.txt
	dataText string
	//go:embed purposes.txt
	purposesText string
)

// weight is a line of data.txt.
type weight struct {
	severity practice.Severity
	role     string
}

// aim is a line of purposes.txt.
type aim struct {
	family  string
	consent bool
}

var weights = sync.OnceValue(func() map[practice.Data]weight {
	table := map[practice.Data]weight{}
	for _, row := range practice.MustTable("data.txt", dataText, 3) {
		table[practice.Data(row.Columns[0])] = weight{practice.Severity(row.Columns[1]), row.Columns[2]}
	}
	return spread(table, practice.DataTerm)
})

var aims = sync.OnceValue(func() map[practice.Purpose]aim {
	table := map[practice.Purpose]aim{}
	for _, row := range practice.MustTable("purposes.txt", purposesText, 3) {
		table[practice.Purpose(row.Columns[0])] = aim{row.Columns[1], row.Columns[2] == "yes"}
	}
	return spread(table, practice.PurposeTerm)
})

// weightOf returns the line of data.txt that counts for a category: its own, or that of the nearest one above.
func weightOf(d practice.Data) weight {
	if w, ok := nearest(weights(), d); ok {
		return w
	}
	return weights()[practice.Personal]
}

func incidental(d practice.Data) bool { return weightOf(d).role == "incidental" }

// familyOf returns the family of a purpose; a purpose without one is a family of its own.
func familyOf(p practice.Purpose) string {
	if a, ok := nearest(aims(), p); ok {
		return a.family
	}
	return string(p)
}

// needsConsent reports whether a tracer for this purpose needs consent first. One whose purpose nobody knows does.
func needsConsent(p practice.Purpose) bool {
	a, ok := nearest(aims(), p)
	return !ok || a.consent
}

// spread gives each term of the vocabulary the line that counts for it, so that it is found at once.
func spread[T ~string, V any](table map[T]V, kind practice.TermKind) map[T]V {
	all := maps.Clone(table)
	for _, term := range practice.TermsOf(kind) {
		if line, ok := nearest(table, T(term.Key)); ok {
			all[T(term.Key)] = line
		}
	}
	return all
}

// nearest looks a dotted term up, then the terms above it.
func nearest[T ~string, V any](table map[T]V, term T) (V, bool) {
	for {
		if v, ok := table[term]; ok {
			return v, true
		}
		up := parent(term)
		if up == term {
			var none V
			return none, false
		}
		term = up
	}
}

// parent cuts the last part off a dotted term; a term of one part is its own parent.
func parent[T ~string](term T) T {
	for i := len(term) - 1; i > 0; i-- {
		if term[i] == '.' {
			return term[:i]
		}
	}
	return term
}

// grave orders severities: the larger, the worse.
func grave(s practice.Severity) int {
	switch s {
	case practice.High:
		return 3
	case practice.Medium:
		return 2
	case practice.Low:
		return 1
	}
	return 0
}
