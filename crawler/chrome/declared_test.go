package chrome

import (
	"fmt"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/google/go-cmp/cmp"
)

func TestWhatTheConsentPlatformDeclaresIsRead(t *testing.T) {
	tests := []struct {
		platform string
		want     []string
	}{
		{"Cookiebot", []string{
			"session of shop.example, Necessary, for Session: Keeps the basket together.",
			"_fbp of Meta, Advertising, for 3 months: Shows advertisements.",
		}},
		{"OneTrust", []string{"sid of shop.example, Strictly necessary, for session: Session. (necessary)", "uid of ads.example, Targeting, for 90 days by Ads Inc"}},
		{"Usercentrics", []string{"[Google Analytics], marketing", "[Basket], essential (necessary)"}},
		{"Didomi", []string{"[Ads Inc], cookies select_basic_ads, for 10 days by Ads Inc"}},
		{"tarteaucitron", []string{"_ga [Google Analytics], analytic", "_gid [Google Analytics], analytic"}},
		{"Klaro", []string{"^_pk_.*$ of shop.example [matomo], analytics", "piwik_ignore [matomo], analytics", "[basket], functional (necessary)"}},
		{"vanilla-cookieconsent", []string{"_ga of shop.example, analytics, for 2 years: Counts."}},
		{"hostile", nil},
	}
	for _, tt := range tests {
		t.Run(tt.platform, func(t *testing.T) {
			t.Parallel()
			p := visit(t, "https://shop.example/declared.html?"+tt.platform)
			for _, d := range p.Declared {
				if d.Platform != tt.platform {
					t.Errorf("%+v is told by another platform", d)
				}
			}
			if diff := cmp.Diff(tt.want, declaredLines(p)); diff != "" {
				t.Errorf("declared (-want +got):\n%s", diff)
			}
		})
	}
}

// declaredLines tells what a page's consent platform declares, a line each.
func declaredLines(p *crawler.Page) []string {
	var lines []string
	for _, d := range p.Declared {
		line := d.Name
		add := func(format, value string) {
			if value != "" {
				line += fmt.Sprintf(format, value)
			}
		}
		add(" of %s", d.Host)
		add(" [%s]", d.Service)
		add(", %s", d.Category)
		add(", for %s", d.Duration)
		add(" by %s", d.Vendor)
		add(": %s", d.Purpose)
		if d.Necessary {
			line += " (necessary)"
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	return lines
}
