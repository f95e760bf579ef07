package dispatch

import "testing"

func TestMaskedShowsTwoDigits(t *testing.T) {
	for phone, want := range map[string]string{"": "**", "7": "**", "0851234567": "********67"} {
		if got := masked(phone); got != want {
			t.Errorf("masked(%q) = %q, want %q", phone, got, want)
		}
	}
}
