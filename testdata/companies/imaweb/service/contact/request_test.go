package contact

import "testing"

func TestMaskedShowsTwoDigits(t *testing.T) {
	for phone, want := range map[string]string{"": "**", "7": "**", "0478123456": "********56"} {
		if got := masked(phone); got != want {
			t.Errorf("masked(%q) = %q, want %q", phone, got, want)
		}
	}
}
