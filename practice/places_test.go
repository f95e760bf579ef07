package practice

import (
	"slices"
	"testing"
)

func TestAPlaceCoversItsCountries(t *testing.T) {
	for _, tt := range []struct {
		declared, country string
		want              bool
	}{
		{"EU", "IE", true},
		{"EU", "NO", false},
		{"EEA", "NO", true},
		{"EEA", "CH", false},
		{"UK", "GB", true},
		{"FR", "FR", true},
		{"FR", "DE", false},
		{"any", "US", true},
		{"any", "", false},
		{"", "", false},
	} {
		if got := CoversPlace(tt.declared, tt.country); got != tt.want {
			t.Errorf("CoversPlace(%q, %q) = %v, want %v", tt.declared, tt.country, got, tt.want)
		}
	}
}

func TestAPlaceIsCalledByItsNameInTheLanguageOfTheReader(t *testing.T) {
	for _, tt := range []struct{ place, language, want string }{
		{"US", "en", "the United States"},
		{"US", "fr", "États-Unis"},
		{"EEA", "en", "the European Economic Area"},
		{"DE", "", "Germany"},
		{"XX", "fr", "XX"},
	} {
		if got := PlaceName(tt.place, tt.language); got != tt.want {
			t.Errorf("PlaceName(%q, %q) = %q, want %q", tt.place, tt.language, got, tt.want)
		}
	}
}

func TestTheTableOfPlacesIsSortedWholeAndNamesTheEconomicArea(t *testing.T) {
	rows := MustTable("places.txt", placesText, 3)
	var codes []string
	for _, row := range rows {
		codes = append(codes, row.Columns[0])
		if row.Columns[1] == "" || row.Columns[2] == "" {
			t.Errorf("places.txt:%d: %s has no name in each language", row.Line, row.Columns[0])
		}
	}
	if !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) != len(codes) {
		t.Error("places.txt is not sorted, or names a place twice")
	}
	for _, country := range economicArea {
		if !slices.Contains(codes, country) {
			t.Errorf("places.txt does not name %s, of the European Economic Area", country)
		}
	}
}
