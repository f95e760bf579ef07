package detect

import (
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// What somebody else receives once a form was submitted is shared; nobody can say that it was not given.
func TestWhatLeavesAfterSubmissionIsShared(t *testing.T) {
	start := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		submitted time.Time
		want      practice.Action
		when      string
	}{
		{time.Time{}, practice.ShareTyped, "on leaving the field"},
		{start.Add(time.Second), practice.Share, "after it was submitted"},
	} {
		page := &crawler.Page{
			URL: "https://shop.example/", State: practice.BeforeConsent,
			Typed: []crawler.Typed{{
				FrameURL: "https://shop.example/", Field: "email", Data: "contact.email", Value: "qx7k2mv9zd@example.com",
				Start: start, Left: start.Add(500 * time.Millisecond), Submitted: tt.submitted,
			}},
			Requests: []crawler.Request{{
				ID: 1, Page: "https://shop.example/", State: practice.BeforeConsent, URL: "https://crm.example/lead?m=qx7k2mv9zd%40example.com",
				Method: "GET", Type: "fetch", Target: "page", Status: 200, Time: start.Add(1100 * time.Millisecond),
			}},
		}
		scope, err := crawler.NewScope("https://shop.example/")
		if err != nil {
			t.Fatal(err)
		}
		seen := typedData(&Site{Scope: scope, Pages: []*crawler.Page{page}})
		if len(seen) != 1 || seen[0].Practice.Action != tt.want || seen[0].Practice.Data != "contact.email" {
			t.Errorf("submitted %v: seen %v, want one of %s", tt.submitted, seen, tt.want)
		}
		if leaks := Leaks(page); len(leaks) != 1 || leaks[0].When != tt.when {
			t.Errorf("leaks = %+v, want one %s", leaks, tt.when)
		}
	}
}
