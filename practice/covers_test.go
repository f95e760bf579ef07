package practice

import (
	"slices"
	"testing"
)

func TestCovers(t *testing.T) {
	tests := []struct {
		general, specific Data
		want              bool
	}{
		{"contact", "contact.email", true},
		{"contact.email", "contact", false},
		{"contact.email", "contact.email", true},
		{"contact", "contacts.email", false},
		{"personal", "contact.email", true},
		{"personal", "special.health", true},
		{"personal", "derived", false},
		{"personal", "derived.anonymous", false},
		{"derived", "derived.anonymous", true},
		{"", "", true},
		{"", "contact", false},
		{"contact", "", false},
	}
	for _, tt := range tests {
		if got := Covers(tt.general, tt.specific); got != tt.want {
			t.Errorf("Covers(%q, %q) = %t, want %t", tt.general, tt.specific, got, tt.want)
		}
	}
	if !Covers(AnyPurpose, Purpose("marketing.direct")) || Covers(AnyPurpose, "") {
		t.Error("any covers every purpose that is stated, and none that is not")
	}
	if Covers(Store, Share) || !Covers(Store, StoreLog) {
		t.Error("store covers store.log and not share")
	}
}

func TestCoversParty(t *testing.T) {
	tests := []struct {
		declared, seen Party
		want           bool
	}{
		{"Google Analytics", "Google Analytics", true},
		{"Google", "Google Analytics", true},
		{"Google Analytics", "Google", true}, // one company
		{"google analytics", "Google Analytics", true},
		{"GA4", "Google Analytics", true},
		{"Facebook", "Instagram", false}, // another product
		{"Google Analytics", "Google Ads", false},
		{"LinkedIn", "LinkedIn Ads", true}, // a product of a product
		{"LinkedIn Ads", "LinkedIn", false},
		{"Microsoft", "LinkedIn Ads", true},
		{"Facebook", "Meta", true},
		{"Meta", "Instagram", true},
		{"Facebook", "Google", false},
		{"analytics_provider", "Google Analytics", true},
		{"processor", "Google Analytics", true},
		{"processor", "Stripe", true},
		{"processor", "Criteo", false},
		{"partner", "Criteo", true},
		{"advertiser", "Criteo", true},
		{"third_party", "Criteo", true},
		{"third_party", "tracker.example", true},
		{"TeleReach GmbH", "telereach.example", true},
		{"TeleReach", "telereach.co.uk", true},
		{"Mondial Pigeon S.A.R.L.", "mondialpigeon.fr", true},
		{"Mondial Pigeon", "mondial-pigeon.fr", true},
		{"TeleReach GmbH", "tele.example", false},
		{"GmbH", "telereach.example", false},
		{"telereach.com", "telereach.example", false}, // another owner's, as far as anybody knows
		{"Example.net", "example.net", true},
		{"Stripe", "stripe.example", false}, // the vendor table says which domains are Stripe's
		{"third_party", "advertiser", true},
		{"processor", "tracker.example", false},
		{"third_party", "first_party", false},
		{"third_party", Site, false},
		{"third_party", Code, false},
		{"first_party", "internal_staff", true},
		{"advertiser", "third_party", false},
		{"tracker.example", "tracker.example", true},
		{"tracker.example", "other.example", false},
		{"third_party", "", false},
		{"", "Google", false},
		{"", "", true},
	}
	for _, tt := range tests {
		if got := CoversParty(tt.declared, tt.seen); got != tt.want {
			t.Errorf("CoversParty(%q, %q) = %t, want %t", tt.declared, tt.seen, got, tt.want)
		}
		common := func(key string) bool { return slices.Contains(CoveringKeys(tt.seen), key) }
		if tt.want && !slices.ContainsFunc(PartyKeys(tt.declared), common) {
			t.Errorf("%q covers %q, and is filed under %q, none of %q", tt.declared, tt.seen, PartyKeys(tt.declared), CoveringKeys(tt.seen))
		}
	}
}

func TestCoversName(t *testing.T) {
	tests := []struct {
		declared, seen string
		want           bool
	}{
		{"_ga_*", "_ga_ABC", true},
		{"_ga_*", "_ga", false},
		{"mp_*_mixpanel", "mp_8f14_mixpanel", true},
		{"mp_*_mixpanel", "mp_mixpanel", false},
		{"*session*", "shop_session_id", true},
		{"*cookie*pref*", "cookie_preferences", true},
		{"*cookie*pref*", "preferred_cookie", false},
		{"lang", "language", false},
		{"a*a", "a", false},
	}
	for _, tt := range tests {
		if got := CoversName(tt.declared, tt.seen); got != tt.want {
			t.Errorf("CoversName(%q, %q) = %t, want %t", tt.declared, tt.seen, got, tt.want)
		}
	}
}
