package practice

import (
	"slices"
	"testing"
)

func TestAScriptIsNamedOnceBehindTheFingerprintsThatItTook(t *testing.T) {
	for _, tt := range []struct{ names, want []string }{
		{nil, nil},
		{[]string{"_ga", "_gid"}, []string{"_ga", "_gid"}},
		{[]string{"audio by fp.js", "canvas by fp.js", "traits by fp.js"}, []string{"audio + canvas + traits by fp.js"}},
		{[]string{"audio by fp.js", "canvas by other.js", "_ga", "traits by fp.js"}, []string{"audio + traits by fp.js", "canvas by other.js", "_ga"}},
	} {
		if got := NamesOnce(tt.names); !slices.Equal(got, tt.want) {
			t.Errorf("NamesOnce(%q) = %q, want %q", tt.names, got, tt.want)
		}
	}
}
