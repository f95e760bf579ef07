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

func TestPeriodsThatMeanTheSameHaveOneNormalForm(t *testing.T) {
	for period, want := range map[Period]Period{
		"P1Y": "P12M", "P12M": "P12M", "P365D": "P12M", "P730D": "P24M", "P1Y6M": "P18M", "P30D": "P1M", "P90D": "P3M", "P4W": "P28D",
		"PT36H": "P1DT43200S", "PT0S": "session", "session": "session", "unlimited": "unlimited", "": "", "criteria:necessary": "criteria:necessary",
	} {
		if got := period.Normal(); got != want {
			t.Errorf("%q.Normal() = %q, want %q", period, got, want)
		}
	}
}

func TestLongerPeriods(t *testing.T) {
	ascending := []Period{"session", "PT30M", "P1D", "P1W", "P1M", "P12W", "P3M", "P13M", "P2Y"}
	for i, a := range ascending {
		for k, b := range ascending {
			if got := a.Longer(b); got != (i > k) {
				t.Errorf("%q.Longer(%q) = %v, want %v", a, b, got, i > k)
			}
		}
	}
	for _, p := range []Period{"unlimited", "", "until:unsubscribe"} {
		if p.Longer("P1D") || Period("P1D").Longer(p) {
			t.Errorf("%q has no length and cannot be compared", p)
		}
	}
}
