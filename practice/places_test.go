package practice

import "testing"

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
