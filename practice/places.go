package practice

import (
	_ "embed"
	"slices"
	"sync"
)

//go:embed places.txt
var placesText string

// placeNames are what countries are called, by code: English, French.
var placeNames = sync.OnceValue(func() map[string][2]string {
	names := map[string][2]string{}
	for _, row := range MustTable("places.txt", placesText, 3) {
		names[row.Columns[0]] = [2]string{row.Columns[1], row.Columns[2]}
	}
	return names
})

// PlaceName is what a country or another place of a Declaration is called in a language, "en" or "fr": "the United States", "États-Unis". A place
// that the table does not have is called by its code.
func PlaceName(place, language string) string {
	name, known := placeNames()[place]
	switch {
	case !known:
		return place
	case language == "fr":
		return name[1]
	}
	return name[0]
}

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
