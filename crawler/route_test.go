package crawler

import (
	"testing"

	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

func TestARouteNamesAPageAndAPlaceDoesNot(t *testing.T) {
	for raw, want := range map[string]string{
		"https://shop.example/#/privacy":             "https://shop.example/#/privacy",
		"https://shop.example/#!/privacy":            "https://shop.example/#!/privacy",
		"https://shop.example/app#/reset?token=1234": "https://shop.example/app#/reset",
		"https://shop.example/#privacy":              "https://shop.example/",
		"https://shop.example/#":                     "https://shop.example/",
	} {
		if got := address(raw); got != want {
			t.Errorf("address(%q) = %q, want %q", raw, got, want)
		}
	}
}

func TestAnApplicationOfOneDocumentIsCrawledByItsRoutes(t *testing.T) {
	site := &fakeSite{links: map[string][]string{
		"https://shop.example/":          {"https://shop.example/#/privacy Privacy", "https://shop.example/#/logout", "https://shop.example/#/admin/x", "https://shop.example/#top"},
		"https://shop.example/#/privacy": {"https://shop.example/"},
	}}
	got := lines(t.Context(), site, States(practice.BeforeConsent), Exclude("/admin/*"))
	want := []string{"before consent: https://shop.example/", "before consent: https://shop.example/#/privacy"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("crawl (-want +got):\n%s", diff)
	}
}

func TestANoticeIsFoundAtARoute(t *testing.T) {
	browser := &library{documents: map[string]Document{
		home + "#/privacy": {Title: "Privacy notice", Lang: "en"}, home + "#/cookies": {Title: "Cookie notice", Lang: "en"},
	}}
	d, err := ReadNotices(t.Context(), browser, home, []*Page{page(home+"#/privacy Privacy notice", home+"#/cookies Cookie notice")}, Search{Find: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"read privacy " + home + "#/privacy en", "read cookies " + home + "#/cookies en"}, told(d)); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}
