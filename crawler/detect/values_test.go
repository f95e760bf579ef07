package detect

import (
	"strings"
	"testing"
)

func TestRecognise(t *testing.T) {
	const page = "https://shop.example/signup?x=1"
	tests := []struct {
		value string
		want  Kind
	}{
		{"", Nothing},
		{"undefined", Nothing},
		{"1", Nothing},
		{"True", Nothing},
		{"jane.doe@mail.example", Email},
		{"mailto:Jane@mail.example", Email},
		{"support@shop.example", Word}, // of a function, not of a person
		{"user@localhost", Word},
		{"973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b", SHA256},
		{"8f14e45fceea167a5a36dedd4bea2543", MD5},
		{"https://shop.example/signup", PageURL},
		{"https://shop.example/signup?utm_source=x", PageURL},
		{"https://shop.example/logo.png", Word},
		{"https://other.example/signup", Word},
		{"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36", UserAgent},
		{"Europe/Paris", TimeZone},
		{"1920x1080", Screen},
		{"1920x1080x24", Screen},
		{"en-GB", Language},
		{"fr", Language},
		{"1234567", Number},
		{"12.50", Number},
		{"1763756400", Number}, // a time
		{"1763756400123", Number},
		{"2026-11-21T10:15:00Z", Word},
		{"20261121101500", Word},
		{"accept-all-cookies", Word},
		{"PageView", Word},
		{"version-2.14.0-beta", Word},
		{"SubscribeToNewsletterPopupClosed", Word},
		{"G-ABC123", Word},
		{"GA1.1.1203948571.1763756400", ID},
		{"8f14e45f-ceea-467a-9a36-dedd4bea2543", ID},
		{"fb.1.1763756400123.594839201", ID},
		{"AHWqTUn3kd92jskdUw83", ID},
		{"vXqZbLkTsPqRmNwYdFgH", ID},
		{"%7B%22id%22%3A%223f1c8a90b2%22%7D", ID},
	}
	for _, tt := range tests {
		if got := Recognise(tt.value, page); got != tt.want {
			t.Errorf("Recognise(%q) = %q, want %q", tt.value, got, tt.want)
		}
		if got := Recognise(Mask(tt.value, page, "0123456789ab"), page); got != tt.want {
			t.Errorf("the mask of %q is %q, want %q", tt.value, got, tt.want)
		}
		if identifies(tt.value) != identifies(Mask(tt.value, page, "0123456789ab")) {
			t.Errorf("the mask of %q identifies: %t", tt.value, identifies(Mask(tt.value, page, "0123456789ab")))
		}
	}
}

func TestNamesShowNobodysAddressAndEnd(t *testing.T) {
	tests := []struct{ name, want string }{
		{"_hjSessionUser_42", "_hjSessionUser_42"},
		{"user:jane.doe@mail.example:cart", "user:(e-mail address):cart"},
		{strings.Repeat("é", 200), strings.Repeat("é", 119) + "…"},
	}
	for _, tt := range tests {
		if got := shownName(tt.name); got != tt.want {
			t.Errorf("shownName(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestPurposeOfURL(t *testing.T) {
	tests := []struct{ url, want string }{
		{"https://www.facebook.com/tr/?id=1", "marketing.advertising"},
		{"https://www.facebook.com/plugins/like.php", "marketing.social"},
		{"https://www.google.com/recaptcha/api.js", "security.fraud"},
		{"https://region1.google-analytics.com/g/collect", "analytics.audience"},
		{"https://js.stripe.com/v3/", "service.payment"},
		{"https://m.stripe.com/6", "security.fraud"},
		{"https://www.googletagmanager.com/gtm.js", ""},
		{"https://cdn.jsdelivr.net/npm/x.js", ""},
		{"https://unheard-of.example/", ""},
		{"::", ""},
	}
	for _, tt := range tests {
		if got := PurposeOfURL(tt.url); string(got) != tt.want {
			t.Errorf("PurposeOfURL(%q) = %q, want %q", tt.url, got, tt.want)
		}
	}
}
