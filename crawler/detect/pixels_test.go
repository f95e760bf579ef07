package detect

import (
	"fmt"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/google/go-cmp/cmp"
)

const (
	hashOfMail  = "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90"
	jsonType    = "application/json"
	textOfLines = "text/plain;charset=UTF-8"
)

// Requests as the pixels' tags send them, written by us after the makers' documentation.
func TestPixelsAreDecoded(t *testing.T) {
	tests := []struct {
		name, url, kind, body string
		want                  []string
	}{
		{name: "Meta", url: "https://www.facebook.com/tr/?id=123456789&ev=Purchase&dl=https%3A%2F%2Fshop.example%2Fdone&cd[value]=10&ud[em]=" + hashOfMail, want: []string{"Meta Pixel 123456789 Purchase: dl behaviour.browsing, ud[em] contact.email sha256"}},
		{name: "TikTok", url: "https://analytics.tiktok.com/api/v2/pixel", kind: jsonType, body: `{"event":"CompleteRegistration","context":{"pixel":{"code":"C0DE"},"user":{"email":"` + hashOfMail + `"}}}`, want: []string{"TikTok Pixel C0DE CompleteRegistration: context.user.email contact.email sha256"}},
		{name: "Google Analytics 4, several events", url: "https://region1.google-analytics.com/g/collect?v=2&tid=G-AB12&cid=1203948571.1763756400", kind: textOfLines, body: "en=page_view\r\nen=sign_up&ep.method=form", want: []string{"Google Analytics 4 G-AB12 page_view: cid tracer.cookie_id", "Google Analytics 4 G-AB12 sign_up: cid tracer.cookie_id"}},
		{name: "Google Ads", url: "https://googleads.g.doubleclick.net/pagead/viewthroughconversion/987654321/?random=1&url=https%3A%2F%2Fshop.example%2Fdone", want: []string{"Google Ads 987654321 remarketing: url behaviour.browsing"}},
		{name: "Google Ads with an event", url: "https://www.googleadservices.com/pagead/conversion/987654321/?en=purchase&em=" + hashOfMail, want: []string{"Google Ads 987654321 purchase: em contact.email sha256"}},
		{name: "LinkedIn", url: "https://px.ads.linkedin.com/collect?v=2&fmt=js&pid=4411&url=https%3A%2F%2Fshop.example%2Fdone", want: []string{"LinkedIn Insight Tag 4411 pageview: url behaviour.browsing"}},
		{name: "X", url: "https://t.co/1/i/adsct?txn_id=o1x2&events=%5B%5B%22pageview%22%2Cnull%5D%5D", want: []string{"X Pixel o1x2 pageview: "}},
		{name: "Pinterest", url: "https://ct.pinterest.com/v3/?tid=261&event=checkout&pd[em]=" + hashOfMail, want: []string{"Pinterest Tag 261 checkout: pd[em] contact.email sha256"}},
		{name: "Snap", url: "https://tr.snapchat.com/p?pid=ab-12&ev=PAGE_VIEW&u_hem=" + hashOfMail, want: []string{"Snap Pixel ab-12 PAGE_VIEW: u_hem contact.email sha256"}},
		{name: "Bing", url: "https://bat.bing.com/action/0?ti=5566&evt=pageLoad&sw=1920&p=https%3A%2F%2Fshop.example%2Fdone", want: []string{"Bing UET 5566 pageLoad: sw device.screen, p behaviour.browsing"}},
		{name: "no pixel", url: "https://www.facebook.com/plugins/like.php?id=1&ev=x"},
		{name: "not the host", url: "https://notfacebook.com/tr?id=1&ev=PageView"},
	}
	page := &crawler.Page{URL: "https://shop.example/done", FinalURL: "https://shop.example/done"}
	for _, tt := range tests {
		r := &crawler.Request{URL: tt.url, Method: "POST", Status: 200, Body: []byte(tt.body), Headers: []crawler.Header{{Name: "Content-Type", Value: tt.kind}}}
		var got []string
		for _, e := range PixelEvents(page, r) {
			var data []string
			for _, d := range e.Data {
				data = append(data, strings.TrimSpace(fmt.Sprintf("%s %s %s", d.Field, d.Data, d.Hashed)))
			}
			got = append(got, fmt.Sprintf("%s %s %s: %s", e.Pixel, e.Account, e.Event, strings.Join(data, ", ")))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
