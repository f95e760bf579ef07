package rules

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/candor-privacy/candor/practice"
)

// Finding a company by its keys is the same as asking everybody.
func TestACompanyIsMetByAnyOfItsNames(t *testing.T) {
	var names []practice.Party
	for _, v := range practice.Vendors() {
		if len(names) < 4000 && (len(v.Aliases) > 0 || v.Owner != v.Name) {
			names = append(names, practice.Party(v.Name), practice.Party(v.Owner))
			for _, alias := range v.Aliases {
				names = append(names, practice.Party(alias))
			}
		}
	}
	names = append(names, "TeleReach GmbH", "telereach.com", "Heron Ltd", "heron", "heron.example", "Google", "Google Analytics", "Facebook", "Meta")
	rapid.Check(t, func(rt *rapid.T) {
		some := rapid.SliceOfN(rapid.SampledFrom(names), 1, 12)
		c := &Case{vendors: map[practice.Party]grade{}}
		seen := append(some.Draw(rt, "seen"), rapid.SampledFrom([]practice.Party{"advertiser", "third_party", "processor", "Sentry"}).Draw(rt, "class"))
		for _, p := range seen {
			c.vendors[p] = clear
		}
		for _, name := range append(some.Draw(rt, "named"), seen...) {
			want := false
			for _, p := range seen {
				want = want || practice.CoversParty(name, p) || practice.CoversParty(p, name)
			}
			if got := c.met(name); got != want {
				rt.Errorf("%s among %q: met %v, want %v", name, seen, got, want)
			}
		}
	})
}
