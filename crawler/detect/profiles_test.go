package detect

import (
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

func TestAValueThatTwoProfilesShareIdentifiesNobody(t *testing.T) {
	const drawn, other = "8f14e45f-ceea-467a-9a36", "c81e728d-9d4c-4f63-b8a1"
	tests := []struct {
		name             string
		before, accepted string // "" for no cookie
		masked           bool
		want             bool
	}{
		{"different in two profiles", drawn, other, false, true},
		{"the same in two profiles", drawn, drawn, false, false},
		{"the same in two profiles, redacted", drawn, drawn, true, false},
		{"seen in one profile only", drawn, "", false, true},
		{"an address in two profiles", "jane@shop.example", "jane@shop.example", false, true},
		{"a word", "granted", "denied", false, false},
	}
	for _, tt := range tests {
		site := &Site{}
		for state, value := range map[practice.Condition]string{practice.BeforeConsent: tt.before, practice.Accepted: tt.accepted} {
			if tt.masked {
				value = Mask(value, "", "0123456789ab")
			}
			page := &crawler.Page{State: state}
			if value != "" {
				page.Cookies = []crawler.Cookie{{Name: "id", Domain: "shop.example", Value: value, State: state}}
				page.Storage = []crawler.StorageItem{{Area: "local", Key: "id", Origin: "https://shop.example", Value: value, State: state}}
			}
			site.Pages = append(site.Pages, page)
		}
		for _, page := range site.Pages {
			if page.State != practice.BeforeConsent {
				continue
			}
			if got := site.IdentifiesCookie(&page.Cookies[0]); got != tt.want {
				t.Errorf("%s: cookie identifies = %v, want %v", tt.name, got, tt.want)
			}
			if got := site.IdentifiesItem(&page.Storage[0]); got != tt.want {
				t.Errorf("%s: storage identifies = %v, want %v", tt.name, got, tt.want)
			}
		}
	}
}
