package detect

import (
	"strings"
	"testing"
)

// What lz-string 1.5.0 makes of texts of ours.
func TestLZStringIsUndone(t *testing.T) {
	long := `{"e":"qx7k2mv9zd.jones@example.com","n":"Ada Jones","x":[1,2,3,"héé"],"long":"` + strings.Repeat("abc", 40) + `"}`
	tests := []struct{ packed, want string }{
		{"N4IgpiBcII4B4HYDWAmAtgNwJwC8AmAdAFYD2AdmAM4ACYcAhmgA4A2YBAxiWiADQhkoIAIJ56AAgBS5KnxBwoAbQCMvFLwDM/ABYBL3SAC6/FuQDmQ+gCMO12zbuOHz+66duX7r558e/3/18AuxAAXyA===", long},
		{"N4IgpiBcII4B4HYDWAmAtgNwJwC8AmAdAFYD2AdmAM4ACYcAhmgA4A2YBAxiWiADQhkoIAIJ56AAgBS5KnxBwoAbQCMvFLwDM-ABYBL3SAC6-FuQDmQ+gCMO12zbuOHz+66duX7r558e-3-18AuxAAXyA", long},
		{"IZA=", "a"},
		{"I4Dw7A1gTAtgbgTgF4BMB0ArA9gOwKYDOAAniAIYwAOANnmgMZYxA===", "qx7k2mv9zd.jones@example.com"},
		{"", ""},
		{"!!", ""},
		{"hello", ""},
	}
	for _, tt := range tests {
		if got := unpackLZString(tt.packed, new(maxLooked)); got != tt.want {
			t.Errorf("unpackLZString(%q) = %q, want %q", tt.packed, got, tt.want)
		}
	}
}

func FuzzUnpackLZString(f *testing.F) {
	f.Add("I4Dw7A1gTAtgbgTgF4BMB0ArA9gOwKYDOAAniAIYwAOANnmgMZYxA===")
	f.Fuzz(func(t *testing.T, packed string) {
		if got := unpackLZString(packed, new(maxLooked)); len(got) > 2*maxBody {
			t.Errorf("%d bytes of %d", len(got), len(packed))
		}
	})
}
