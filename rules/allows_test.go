package rules

import "testing"

func TestOnlyWhatIsSaidIsAllowed(t *testing.T) {
	for _, tt := range []struct {
		seen, said string
		want       bool
	}{
		{"code share contact.email to Mailchimp", "affirmed: share contact.email to Mailchimp", true},
		{"code share contact.email to Mailchimp", "affirmed: share contact.email to Stripe", false},
		{"code share contact.email to Mailchimp", "affirmed: share contact.phone to Mailchimp", false},
		{"code share contact.email to Mailchimp", "denied: share contact.email", false},
		{"code share contact.email to Mailchimp", "affirmed: collect contact.email", false},
		{"code share contact.email", "affirmed: share contact.email to Mailchimp", false},
		{"code store.log contact.email", "affirmed: collect contact.email; quote Our server logs contain your e-mail address.", true},
		{"code store.log contact.email", "affirmed: collect contact.email", false},
		{"code store.metric contact.email", "affirmed: collect contact.email", false},
		{"code expose.url contact.email", "affirmed: collect contact.email", false},
		{"code expose.error contact.email", "affirmed: use contact.email", false},
		{"code transfer.plain contact.email", "affirmed: collect contact.email", false},
		{"code share contact.email to Mailchimp", "", false},
	} {
		if got := Allows(readSaid(t, tt.said), readSeen(t, tt.seen).Seen[0]); got != tt.want {
			t.Errorf("Allows(%q, %q) = %v, want %v", tt.said, tt.seen, got, tt.want)
		}
	}
}
