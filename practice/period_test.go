package practice

import (
	"testing"

	"pgregory.net/rapid"
)

func TestPeriodDays(t *testing.T) {
	tests := []struct {
		period Period
		want   int
		ok     bool
	}{
		{"P13M", 13 * 31, true},
		{"P1Y", 366, true},
		{"P1Y6M", 366 + 6*31, true},
		{"P2W", 14, true},
		{"P90D", 90, true},
		{"PT30M", 1, true},
		{"PT36H", 2, true},
		{"P1DT1S", 2, true},
		{"P0D", 0, true},
		{"session", 0, true},
		{"unlimited", 0, false},
		{"until:unsubscribe", 0, false},
		{"criteria:as long as necessary", 0, false},
		{"", 0, false},
		{"P", 0, false},
		{"PT", 0, false},
		{"P1", 0, false},
		{"PM", 0, false},
		{"P1M1Y", 0, false},
		{"P1M1M", 0, false},
		{"P1H", 0, false},
		{"PT1D", 0, false},
		{"P1YT", 0, false},
		{"13M", 0, false},
		{"P-1D", 0, false},
		{"P999999999Y", 0, false},
		{"P99999999999999999999D", 0, false},
	}
	for _, tt := range tests {
		if got, ok := tt.period.Days(); got != tt.want || ok != tt.ok {
			t.Errorf("%q.Days() = %d, %t, want %d, %t", tt.period, got, ok, tt.want, tt.ok)
		}
	}
}

func TestPeriodOfDaysIsTheInverseOfDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(-10, 100000).Draw(t, "n")
		if got, ok := PeriodOfDays(n).Days(); got != max(n, 0) || !ok {
			t.Errorf("PeriodOfDays(%d) lasts %d days, %t", n, got, ok)
		}
	})
}

func FuzzPeriodDays(f *testing.F) {
	for _, seed := range []string{"P13M", "P1Y2M3DT4H5M6S", "session", "PT"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n, ok := Period(s).Days(); n < 0 || (!ok && n != 0) {
			t.Errorf("%q.Days() = %d, %t", s, n, ok)
		}
	})
}
