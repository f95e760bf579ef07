package crawler

import (
	"testing"

	"github.com/candor-privacy/candor/practice"
)

func TestScope(t *testing.T) {
	tests := []struct {
		seed, host string
		own        string
		want       practice.Party // "" is first party
	}{
		{seed: "https://www.shop.example/", host: "shop.example", want: ""},
		{seed: "https://www.shop.example/", host: "Static.Shop.Example:8443", want: ""},
		{seed: "https://www.shop.example/", host: "shop.example.", want: ""},
		{seed: "https://www.shop.example/", host: "notshop.example", want: "notshop.example"},
		{seed: "https://www.shop.example/", host: "shop.example.evil.example", want: "evil.example"},
		{seed: "https://shop.co.uk/", host: "other.co.uk", want: "other.co.uk"},
		{seed: "https://shop.github.io/", host: "other.github.io", want: "GitHub"}, // another site of the same host: GitHub gets the request,
		{seed: "https://shop.example/", host: "img.shopcdn.example", own: "shopcdn.example", want: ""},
		{seed: "https://shop.example/", host: "img.shopcdn.example", own: "https://img.shopcdn.example/x", want: ""},
		{seed: "https://shop.example/", host: "shopcdn.example", own: "*.img.shopcdn.example", want: "shopcdn.example"},
		{seed: "https://bücher.example/", host: "xn--bcher-kva.example", want: ""},
		{seed: "http://127.0.0.1:8080/", host: "127.0.0.1", want: ""},
		{seed: "http://127.0.0.1:8080/", host: "10.0.0.1", want: "10.0.0.1"},
		{seed: "http://[::1]:8080/", host: "[::1]:9090", want: ""},
		{seed: "http://[::1]:8080/", host: "::1", want: ""},
		{seed: "http://localhost:8080/", host: "localhost:9090", want: ""},
		{seed: "http://shop.localhost/", host: "ads.localhost", want: "ads.localhost"},
		{seed: "http://intranet/", host: "wiki", want: "wiki"},
		{seed: "https://shop.example/", host: "www.google-analytics.com", want: "Google Analytics"},
		{seed: "https://shop.example/", host: "my_cdn.third.example", want: "third.example"},
	}
	for _, tt := range tests {
		var own []string
		if tt.own != "" {
			own = []string{tt.own}
		}
		scope, err := NewScope(tt.seed, own...)
		if err != nil {
			t.Errorf("NewScope(%q, %q): %v", tt.seed, own, err)
			continue
		}
		if got := scope.Owner(tt.host); got != tt.want {
			t.Errorf("owner of %q seen from %s = %q, want %q", tt.host, tt.seed, got, tt.want)
		}
		if got := scope.FirstParty(tt.host); got != (tt.want == "") {
			t.Errorf("FirstParty(%q) from %s = %v, want %v", tt.host, tt.seed, got, tt.want == "")
		}
	}
}

func TestScopeWantsAWebAddress(t *testing.T) {
	for _, seed := range []string{"", "shop.example", "ftp://shop.example/", "https:///path", "https://exa mple/", "%"} {
		if _, err := NewScope(seed); err == nil {
			t.Errorf("NewScope(%q) gives no error", seed)
		}
	}
	if _, err := NewScope("https://shop.example/", ""); err == nil {
		t.Error(`NewScope with first-party host "" gives no error`)
	}
}
