package chrome

import (
	"fmt"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/google/go-cmp/cmp"
)

func TestASiteIsCrawledInEveryState(t *testing.T) {
	t.Parallel()
	var got []string
	for seen, err := range crawler.Crawl(t.Context(), running(t), "https://shop.example/consent-words.html", crawler.Depth(0)) {
		switch {
		case err != nil:
			t.Fatal(err)
		case seen.Choice != nil:
			got = append(got, fmt.Sprintf("%s: chose %q", seen.Choice.State, seen.Choice.Clicked))
		case seen.Gap != nil:
			t.Errorf("gap %v", seen.Gap)
		case seen.File != nil:
			got = append(got, fmt.Sprintf("%s: %s answers %d", seen.File.State, seen.File.URL, seen.File.Status))
		default:
			line := fmt.Sprintf("%s:", seen.Page.State)
			for _, c := range seen.Page.Cookies {
				line += fmt.Sprintf(" %s=%s", c.Name, c.Value)
			}
			for _, r := range seen.Page.Requests {
				if strings.HasSuffix(r.URL, "/collect") {
					line += " " + r.URL
				}
			}
			got = append(got, line)
		}
	}
	want := []string{
		"before consent: before=1 https://early.example/collect",
		`after acceptance: chose ["Accept all"]`,
		"after acceptance: choice=all-person https://ads.example/collect",
		"after acceptance: before=1 https://early.example/collect",
		`after refusal: chose ["Only necessary cookies"]`,
		"after refusal: choice=none-person",
		"after refusal: before=1 https://early.example/collect",
		"under gpc: before=1 https://early.example/collect",
		"under gpc: https://shop.example/.well-known/gpc.json answers 404",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Crawl yields (-want +got):\n%s", diff)
	}
}
