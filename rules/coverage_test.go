package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/candor-privacy/candor/practice"
)

// A cell of the matrix is "CATEGORY > RECIPIENT: STANDING, site N, code N, said LINES".
func TestTheMatrixTellsBothDirections(t *testing.T) {
	const accepted = "\nsite collect contact.email after acceptance"
	tests := []struct {
		name, seen, said string
		want             []string
	}{
		{
			"seen as it is said", "site collect contact.email\ncode collect contact.email", "affirmed: collect contact.email\naffirmed: use contact",
			[]string{"contact.email > : kept, site 1, code 1, said 1"},
		},
		{"said in broader words", "site collect contact.email", "affirmed: collect contact", []string{"contact.email > : vague, site 1, code 0, said 1"}},
		{
			"a class for a company", "code share contact.email to Mailchimp", "affirmed: share contact.email to processor",
			[]string{"contact.email > Mailchimp: vague, site 0, code 1, said 1"},
		},
		{
			"denied and seen: the denial is broken wherever it stands", "site share contact.email to Meta for marketing.advertising",
			"denied: share contact.email to third_party",
			[]string{
				"contact.email > Meta: broken, site 1, code 0, said 1",
				"contact.email > third_party: broken, site 0, code 0, said 1",
			},
		},
		{
			"seen and not said: personal data is no answer", "site collect special.health", "affirmed: collect contact.email\naffirmed: use personal",
			[]string{
				"contact.email > : unverifiable, site 0, code 0, said 1",
				"special.health > : omitted, site 1, code 0, said ",
			},
		},
		{"not said and not asked for", "site track tracer.cookie_id for service.technical", "", []string{"tracer.cookie_id > : exempt, site 1, code 0, said "}},
		{
			"one company of two is gone", "site track tracer.cookie_id by Google Analytics for analytics.audience" + accepted,
			"affirmed: track tracer.cookie_id by Google Analytics for analytics.audience\naffirmed: track tracer.cookie_id by Hotjar for analytics.audience\naffirmed: collect contact.email",
			[]string{
				"contact.email > : kept, site 1, code 0, said 3",
				"tracer.cookie_id > Google Analytics: kept, site 1, code 0, said 1",
				"tracer.cookie_id > Hotjar: stale, site 0, code 0, said 2",
			},
		},
		{
			"denied and looked for in vain", "site collect contact.email after acceptance\ncode collect contact.email",
			"affirmed: collect contact.email\ndenied: share financial.card to advertiser",
			[]string{"contact.email > : kept, site 1, code 1, said 1", "financial.card > advertiser: kept, site 0, code 0, said 2"},
		},
		{
			"what is no practice has no cell", "site collect contact.email", "affirmed: collect contact.email\naffirmed: right personal\naffirmed: contact contact.address",
			[]string{"contact.email > : kept, site 1, code 0, said 1"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, cellsOf(Compare(readSeen(t, tt.seen), readSaid(t, tt.said)))); diff != "" {
				t.Errorf("matrix (-want +got):\n%s", diff)
			}
		})
	}
}

func cellsOf(c practice.Comparison) []string {
	var list []string
	for _, x := range c.Coverage {
		var said []string
		for _, m := range x.Said {
			said = append(said, fmt.Sprint(m.Line))
		}
		list = append(list, fmt.Sprintf("%s > %s: %s, site %d, code %d, said %s", x.Data, x.Recipient, x.Standing, x.Site, x.Code, strings.Join(said, " ")))
	}
	return list
}

func TestWhatIsUnverifiableSaysWhy(t *testing.T) {
	said := "affirmed: share contact.email to Mailchimp\naffirmed: retain contact.phone; period P3Y\naffirmed: share contact.email to authority"
	for _, c := range Compare(readSeen(t, "site collect contact.email"), readSaid(t, said)).Coverage {
		if got := c.Why != ""; got != (c.Standing == practice.StandsUnverifiable) {
			t.Errorf("%s > %s is %s, because %q", c.Data, c.Recipient, c.Standing, c.Why)
		}
	}
}

// Whatever was seen and said: every discrepancy of data that were seen is in the matrix, and no cell says more than is behind it.
func TestTheMatrixIsWhole(t *testing.T) {
	var seen, said []string
	for _, r := range All {
		for _, e := range r.Examples {
			seen, said = append(seen, lines(e.Seen)...), append(said, lines(e.Said)...)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		some := func(list []string, name string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(list), 1, 12).Draw(rt, name), "\n")
		}
		observations, notice := readSeen(t, some(seen, "seen")), readSaid(t, some(said, "said"))
		of := map[practice.Practice]bool{}
		for _, o := range observations.Seen {
			of[o.Practice] = true
		}
		got := Compare(observations, notice)
		cited := map[string]bool{}
		for _, c := range got.Coverage {
			for _, id := range c.Discrepancies {
				cited[id] = true
			}
			guilty := c.Standing == practice.StandsBroken || c.Standing == practice.StandsOmitted || c.Standing == practice.StandsStale
			if guilty != (len(c.Discrepancies) > 0) {
				rt.Errorf("%s > %s is %s with %d discrepancies", c.Data, c.Recipient, c.Standing, len(c.Discrepancies))
			}
			if len(c.Said)+c.Site+c.Code == 0 {
				rt.Errorf("%s > %s is neither said nor seen", c.Data, c.Recipient)
			}
		}
		for _, d := range got.Discrepancies {
			if !cited[d.ID] && slices.ContainsFunc(d.Observed, func(o practice.Observation) bool {
				return o.Practice.Data != "" && o.Practice.Action != practice.Signal && of[o.Practice] // a dialog is no datum
			}) {
				rt.Errorf("%s %s is in no cell", d.Rule, d.Practice)
			}
		}
		slices.Reverse(observations.Seen)
		if diff := cmp.Diff(got.Coverage, Compare(observations, notice).Coverage); diff != "" {
			rt.Errorf("in another order (-want +got):\n%s", diff)
		}
	})
}
