package rules

import "github.com/candor-privacy/candor/practice"

// parties are recipients by the ways in which they are called (practice.PartyKeys), so that a name is found among thousands.
type parties map[string][]practice.Party

func partiesOf(seen map[practice.Party]grade) parties {
	all := parties{}
	for p := range seen {
		for _, key := range practice.PartyKeys(p) {
			all[key] = append(all[key], p)
		}
	}
	return all
}

// met reports whether a company that the notice names was seen to receive anything, or another that it covers or is covered by.
func (c *Case) met(name practice.Party) bool {
	if c.parties == nil {
		c.parties = partiesOf(c.vendors)
	}
	for _, key := range practice.CoveringKeys(name) {
		for _, p := range c.parties[key] {
			if practice.CoversParty(name, p) || practice.CoversParty(p, name) {
				return true
			}
		}
	}
	return false
}
