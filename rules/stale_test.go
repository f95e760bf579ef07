package rules

import (
	"slices"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

// What is called stale was looked for where it would show: cookies and who keeps them in a browser, after everything was accepted.
func TestOnlyWhatCouldBeSeenIsStale(t *testing.T) {
	const twice = "affirmed: share contact.email to Intercom\naffirmed: track tracer.cookie_id by Intercom for service.support\naffirmed: share personal to Intercom"
	const named = "affirmed: share contact.email to Twilio"
	code := practice.Observations{Packages: 3}
	before := practice.Observations{Packages: 3, Pages: 2, States: []practice.Condition{practice.BeforeConsent}}
	all := practice.Observations{Packages: 3, Pages: 2, States: []practice.Condition{practice.BeforeConsent, practice.Accepted}}
	for _, tt := range []struct {
		name string
		seen practice.Observations
		said string
		want int
	}{
		{"cookies, code alone", code, twice, 0},
		{"cookies, before a choice alone", before, twice, 0},
		{"cookies, after acceptance", all, twice, 1},
		{"a library, code alone", code, named, 1},
		{"a library, a site before a choice alone", before, named, 0},
		{"a library, all", all, named, 1},
	} {
		outcome := Compare(tt.seen, readSaid(t, tt.said))
		stale := slices.DeleteFunc(outcome.Discrepancies, func(d practice.Discrepancy) bool { return d.Rule != Stale.Name })
		if len(stale) != tt.want {
			t.Errorf("%s: %d stale, want %d:\n%s", tt.name, len(stale), tt.want, describe(stale))
		}
		if tt.want == 0 && len(outcome.Unverifiable) == 0 {
			t.Errorf("%s: nothing is unverifiable, want the vendor", tt.name)
		}
		if tt.want == 1 && len(stale) == 1 && len(stale[0].Declared) != len(lines(tt.said)) {
			t.Errorf("%s: %d statements are cited, want all %d", tt.name, len(stale[0].Declared), len(lines(tt.said)))
		}
	}
}
