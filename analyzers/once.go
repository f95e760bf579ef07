package analyzers

import (
	"slices"

	"github.com/candor-privacy/candor/analyzers/flow"
)

// once leaves out findings that tell what another tells, from further up: the way of the same data ends with the other's whole way. Data that
// a function brings and passes on leave there, whoever calls it.
func once(found []flow.Finding) []flow.Finding {
	alike := map[flow.Source][]flow.Finding{}
	for _, f := range found {
		alike[f.Source] = append(alike[f.Source], f)
	}
	return slices.DeleteFunc(slices.Clone(found), func(f flow.Finding) bool {
		return slices.ContainsFunc(alike[f.Source], func(other flow.Finding) bool { return endsWith(f, other) })
	})
}

// endsWith reports whether a finding is another one with calls before it.
func endsWith(f, other flow.Finding) bool {
	before := len(f.Steps) - len(other.Steps)
	return before > 0 && f.Family == other.Family && f.To == other.To && f.Where == other.Where && f.Hashed == other.Hashed && f.Kept == other.Kept &&
		slices.Equal(f.Steps[before+1:], other.Steps[1:])
}
