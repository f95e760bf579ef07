package practice

import "slices"

// economicArea are the countries of the European Economic Area in 2026 (ISO 3166-1), and beyondUnion those of them that are not in the European Union.
var (
	economicArea = []string{"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"}
	beyondUnion  = []string{"IS", "LI", "NO"}
)

// InEconomicArea reports whether a country (ISO 3166-1 alpha-2) belongs to the European Economic Area.
func InEconomicArea(country string) bool { return slices.Contains(economicArea, country) }

// CoversPlace reports whether a place of a Declaration holds a country (ISO 3166-1 alpha-2): "EU" and "EEA" hold their members, "UK" is how notices
// write GB, and "any" holds all.
func CoversPlace(declared, country string) bool {
	switch declared {
	case "any":
		return country != ""
	case "EEA":
		return InEconomicArea(country)
	case "EU":
		return InEconomicArea(country) && !slices.Contains(beyondUnion, country)
	case "UK":
		return country == "GB"
	}
	return declared == country && country != ""
}
