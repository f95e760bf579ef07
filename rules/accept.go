package rules

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// Accept finds the discrepancies that each acceptance is about, and the acceptances that are over. today is a day as 2006-01-02.
func Accept(found []practice.Discrepancy, list []practice.Acceptance, today string) []practice.Acceptance {
	accepted := slices.Clone(list)
	for i := range accepted {
		a := &accepted[i]
		a.Expired = a.Until != "" && a.Until < today
		a.Matches = []string{}
		for _, d := range found {
			if a.Accepts(d) {
				a.Matches = append(a.Matches, d.ID)
			}
		}
	}
	return accepted
}

// Known reports whether there is a rule of this name that judges what is done.
func Known(name string) bool {
	return slices.ContainsFunc(All, func(r *Rule) bool { return r.Name == name })
}
