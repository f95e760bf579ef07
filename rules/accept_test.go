package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/candor-privacy/candor/practice"
)

func TestAnAcceptanceMayBeBroader(t *testing.T) {
	const seen = "site share contact.email to Google Analytics for analytics.audience"
	for accepted, want := range map[string]bool{
		seen: true,
		"site share contact.email to Google Analytics for analytics": true,
		"site share contact to Google for analytics":                 true,
		"site share personal to analytics_provider":                  true,
		"site share":                               true,
		"first_party share":                        true,
		"code share contact.email":                 false,
		"site share contact.phone":                 false,
		"site collect contact":                     false,
		"site share contact.email to Mixpanel":     false,
		"site share contact.email for security":    false,
		"site share contact.email after refusal":   false,
		"site share.typed contact.email to Google": false,
	} {
		var a practice.Acceptance
		if err := a.Practice.UnmarshalText([]byte(accepted)); err != nil {
			t.Fatal(err)
		}
		var d practice.Discrepancy
		if err := d.Practice.UnmarshalText([]byte(seen)); err != nil {
			t.Fatal(err)
		}
		if got := a.Accepts(d); got != want {
			t.Errorf("%q accepts %q: %v, want %v", accepted, seen, got, want)
		}
		if d.Rule = "another"; a.Accepts(d) {
			t.Errorf("%q accepts what another rule found", accepted)
		}
	}
}

func TestAnAcceptanceHoldsThroughItsLastDay(t *testing.T) {
	found := Compare(readSeen(t, "code store.log contact.email"), practice.Notice{}).Discrepancies
	accept := practice.Acceptance{Rule: Logs.Name, Practice: practice.Practice{Actor: practice.Code, Action: practice.StoreLog}, Until: "2027-06-30"}
	for today, want := range map[string]bool{"2027-06-29": false, "2027-06-30": false, "2027-07-01": true} {
		o := practice.Outcome{Comparison: practice.Comparison{Discrepancies: found}}
		o.Accepted = Accept(found, []practice.Acceptance{accept}, today)
		if diff := cmp.Diff([]string{found[0].ID}, o.Accepted[0].Matches); diff != "" {
			t.Errorf("matches (-want +got):\n%s", diff)
		}
		if got := o.Counts(found[0].ID); got != want {
			t.Errorf("on %s it counts: %v, want %v", today, got, want)
		}
	}
	if accept.Matches != nil {
		t.Error("what was given was changed")
	}
}
