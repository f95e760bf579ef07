package rules

import (
	_ "embed"
	"slices"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

//go:embed cookieless.txt
var cookielessText string

// cookieless are the services that count visits and keep nothing on the device to do it.
var cookieless = sync.OnceValue(func() map[practice.Party]bool {
	table := map[practice.Party]bool{}
	for _, row := range practice.MustTable("cookieless.txt", cookielessText, 1) {
		table[practice.Party(row.Columns[0])] = true
	}
	return table
})

// lighter is why what was done before anybody consented weighs less than it otherwise does, "" where it does not. It has to hold of all that the cause
// joins: an identifier on the device is what ePrivacy 5(3) is about.
func lighter(c *Case, cause *cause) string {
	kept, exempted := true, true
	for _, s := range cause.seen {
		for i := range s {
			p := s[i].Practice
			kept = kept && sharing(p.Action) && (incidental(p.Data) || practice.Covers("behaviour", p.Data)) && cookieless()[p.Recipient]
			exempted = exempted && claimedExempt(c, &s[i])
		}
	}
	switch {
	case kept:
		return "It counts visits without keeping anything on the device; what it is told, such as the IP address, comes with every request. Whether that needs consent depends on how it is set up; in France the exemption for measuring the audience may hold (CNIL, guidelines of 17 September 2020, art. 5)."
	case exempted:
		return "The notice claims the exemption for measuring the audience. It may hold where nobody but the company gets the figures, they are joined with nothing else, and people can object (CNIL, guidelines of 17 September 2020, art. 5)."
	}
	return ""
}

// claimedExempt reports whether the notice says of measuring software that companies can run by themselves that it needs no consent.
func claimedExempt(c *Case, j *judged) bool {
	p := j.Practice
	if familyOf(p.Purpose) != "measurement" || !selfRunSoftware()[p.Recipient] {
		return false
	}
	return slices.ContainsFunc(c.register.all, func(d *practice.Declaration) bool {
		return d.Condition == practice.WithoutAsking && d.Polarity != practice.Denied && practice.Covers("tracer", firstOr(d.Data, "tracer")) && purposeFits(d.Purposes, p.Purpose)
	})
}
