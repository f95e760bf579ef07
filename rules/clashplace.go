package rules

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A statement that data stay somewhere, or leave under one guarantee only, stands against one that they do otherwise.

// oneGuarantee is a transfer under one guarantee only, beside a transfer under another.
var oneGuarantee = &clash{
	first: func(_ *said, a *practice.Declaration) bool {
		return a.Kind == practice.KindTransfer && a.Polarity == practice.AffirmedOnly && a.Mechanism != ""
	},
	second: func(_ *said, b *practice.Declaration) bool {
		return b.Kind == practice.KindTransfer && b.Polarity != practice.Denied && b.Mechanism != ""
	},
	meets: func(_ *said, a, b *practice.Declaration) bool {
		return a.Mechanism != b.Mechanism && sameAudience(a, b)
	},
	message: func(a, b *practice.Declaration) string {
		return "the notice transfers data under " + guarantee(a.Mechanism) + " only, and elsewhere under " + guarantee(b.Mechanism)
	},
	because:    "Where the first holds, the second is not needed; where the second is needed, the first is broken.",
	remedy:     "Name the guarantee for each country or each recipient (GDPR 13(1)(f)).",
	confidence: 0.8,
}

// staysAndLeaves is data that stay in the European Economic Area, or are said not to leave, beside data that leave.
var staysAndLeaves = &clash{
	first:  func(_ *said, a *practice.Declaration) bool { return stays(a) },
	second: func(_ *said, b *practice.Declaration) bool { return leaves(b) || keptSomewhere(b) },
	meets: func(s *said, a, b *practice.Declaration) bool {
		promised := a.Polarity != practice.Affirmed // where all data are hosted says nothing of where they are sent besides
		return (promised && leaves(b) || keptSomewhere(b) && abroadFrom(a, b)) && s.alike(a, b) && meetsData(a, b)
	},
	pivots: []*pivot{byData},
	message: func(_, _ *practice.Declaration) string {
		return "the notice says that data stay where they are, and elsewhere that they leave"
	},
	because:    "Both cannot hold.",
	remedy:     "Say which data leave, to which country, and under which guarantee.",
	confidence: 0.7,
}

// stays reports whether a statement promises that data leave no place.
func stays(d *practice.Declaration) bool {
	switch d.Kind {
	case practice.KindStoreLocation:
		return (d.Polarity == practice.AffirmedOnly || d.Universal) && d.Polarity != practice.Denied && len(d.Places) > 0
	case practice.KindTransfer:
		return d.Polarity == practice.Denied && d.Mechanism == "" && d.Condition == practice.Always && !says("doubtful", d.Text) && !says("conditional", d.Text)
	}
	return false
}

// leaves reports whether a statement admits that data go abroad.
func leaves(d *practice.Declaration) bool {
	return d.Kind == practice.KindTransfer && d.Polarity != practice.Denied && (d.Mechanism != "" || len(d.Places) > 0)
}

// keptSomewhere reports whether a statement says in which places data are kept.
func keptSomewhere(d *practice.Declaration) bool {
	return d.Kind == practice.KindStoreLocation && d.Polarity == practice.Affirmed && d.Condition == practice.Always && len(d.Places) > 0
}

// abroadFrom reports whether b keeps data in a country to which a does not let them go: where a denies that they leave, that is any outside of the
// European Economic Area that it does not name itself.
func abroadFrom(a, b *practice.Declaration) bool {
	home := a.Places
	if a.Kind == practice.KindTransfer {
		home = append([]string{"EEA", "UK"}, home...)
	}
	return slices.ContainsFunc(b.Places, func(place string) bool {
		region := place == "EU" || place == "EEA" || place == "any"
		return !region && !slices.ContainsFunc(home, func(h string) bool { return h == place || practice.CoversPlace(h, place) })
	})
}

// guarantees are the mechanisms of a transfer in words.
var guarantees = map[string]string{
	"adequacy": "an adequacy decision", "scc": "standard contractual clauses", "bcr": "binding corporate rules", "dpf": "the Data Privacy Framework",
	"privacy_shield": "the Privacy Shield", "safe_harbor": "Safe Harbor", "uk_idta": "a United Kingdom transfer agreement", "certification": "a certification",
	"derogation": "a derogation of Art. 49",
}

func guarantee(mechanism string) string {
	if text, ok := guarantees[mechanism]; ok {
		return text
	}
	return mechanism
}
