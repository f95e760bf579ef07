package chrome

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp"
)

func TestNothingOfACrowdOfFramesIsLost(t *testing.T) {
	t.Parallel()
	const frames = 150
	p := visit(t, fmt.Sprintf("https://shop.example/crowd.html?frames=%d", frames))
	find(t, p, "https://after.example/collect")
	if documents, _ := countOfCrowd(p); documents != frames { // how many take leave in the time for it depends on the machine; the benchmark tells
		t.Errorf("%d frames were seen to load, want %d", documents, frames)
	}
}

// countOfCrowd tells how many frames of crowd.html were seen to load, and to take leave.
func countOfCrowd(p *crawler.Page) (documents, farewells int) {
	for _, r := range p.Requests {
		switch {
		case strings.Contains(r.URL, "/crowd-frame.html?"):
			documents++
		case strings.Contains(r.URL, "/farewell?"):
			farewells++
		}
	}
	return documents, farewells
}

func TestAPageOfManyFramesHasMoreTime(t *testing.T) {
	const limit = 10 * time.Second
	for _, tt := range []struct {
		frames int
		quiet  time.Duration // after the start
		want   bool
	}{
		{0, 12 * time.Second, false},
		{99, 12 * time.Second, false},
		{100, 12 * time.Second, true},
		{100, 35 * time.Second, false},
		{300, 35 * time.Second, true},
		{100_000, 45 * time.Second, true},
		{100_000, 55 * time.Second, false},
	} {
		t.Run(fmt.Sprintf("%d frames, quiet after %s", tt.frames, tt.quiet), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				rec := newRecording(pageLimits)
				for i := range tt.frames {
					rec.frame(&cdp.Frame{ID: cdp.FrameID(fmt.Sprint(i)), ParentID: "main", URL: "about:blank"})
				}
				s := &session{pace: pace{page: limit, settle: time.Second}}
				go func() {
					time.Sleep(tt.quiet)
					rec.mark(&rec.loaded)
				}()
				first, cancel := context.WithTimeout(t.Context(), limit)
				defer cancel()
				if got := rec.settle(first, time.Second) || s.settleCrowd(t.Context(), rec); got != tt.want {
					t.Errorf("the page is quiet in its time: %t, want %t", got, tt.want)
				}
				time.Sleep(tt.quiet) // until the page is loaded
			})
		})
	}
}

// BenchmarkFlood visits pages that flood the browser, with the limits of every visit, and tells what was lost of what a visit records: a request
// sent after a hundred thousand lines on the console, and the documents of three thousand frames, of which Chromium shows a thousand.
func BenchmarkFlood(b *testing.B) {
	browser, err := shared()
	if err != nil {
		b.Skip(err)
	}
	used.Store(true)
	for _, bb := range []struct {
		name, page string
		frames     int
	}{
		{"console", "flood.html?lines=100000", 0},
		{"frames", "crowd.html?frames=3000", 1000},
	} {
		b.Run(bb.name, func(b *testing.B) {
			for b.Loop() {
				s, err := browser.Open(b.Context(), crawler.Visitor{})
				if err != nil {
					b.Fatal(err)
				}
				p, err := s.Visit(b.Context(), "https://shop.example/"+bb.page)
				if err != nil {
					b.Fatal(err)
				}
				lost := 1
				for _, r := range p.Requests {
					if r.URL == "https://after.example/collect" {
						lost = 0
					}
				}
				for _, g := range p.Gaps[:min(len(p.Gaps), 5)] {
					b.Logf("gap: %s: %s", g.Source, g.Reason)
				}
				documents, farewells := countOfCrowd(p)
				b.ReportMetric(float64(lost), "requests-lost")
				b.ReportMetric(float64(bb.frames-documents), "frames-lost")
				b.ReportMetric(float64(bb.frames-farewells), "farewells-lost")
				b.ReportMetric(float64(len(p.Gaps)), "gaps")
				s.Close()
			}
		})
	}
}
