package cost

import (
	"context"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/chrome"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/scan"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

func TestMain(m *testing.M) {
	if os.Getenv(asServer) != "" {
		serve()
		return
	}
	os.Exit(m.Run())
}

func BenchmarkCost(b *testing.B) {
	rules := startServer(b)
	var bare, one usage
	ways := []struct {
		name  string
		visit func(*testing.B, string) int // returns how many pages it visited
		tell  func(*testing.B, usage)
	}{
		{"navigate", navigate, func(_ *testing.B, u usage) { bare = u }},
		{"one-state", crawlOf(practice.BeforeConsent), func(b *testing.B, u usage) {
			one = u
			b.ReportMetric(u.cpu/bare.cpu, "cpu-ratio")
			b.ReportMetric(u.wall/bare.wall, "wall-ratio")
		}},
		{"three-states", crawlOf(practice.BeforeConsent, practice.Accepted, practice.Refused), func(b *testing.B, u usage) {
			b.ReportMetric(u.cpu*float64(u.pages)/(one.cpu*float64(one.pages)), "cpu-to-one-state")
			b.ReportMetric(u.wall*float64(u.pages)/(one.wall*float64(one.pages)), "wall-to-one-state")
		}},
	}
	for _, way := range ways {
		b.Run(way.name, func(b *testing.B) {
			pages := 0
			m := measure(b)
			for range b.N {
				pages += way.visit(b, rules)
			}
			u := m.stop(pages)
			b.ReportMetric(0, "ns/op") // what counts is said by page
			b.ReportMetric(u.cpu, "cpu-s/page")
			b.ReportMetric(u.wall, "wall-s/page")
			b.ReportMetric(u.pss, "pss-MiB")
			b.ReportMetric(float64(u.pages)/float64(b.N), "pages")
			way.tell(b, u)
		})
	}
}

// quiet is the quiet window that both sides wait for.
const quiet = 500 * time.Millisecond

// navigate opens every page in one tab, and waits until half a second has gone without a request. Nothing else is recorded.
func navigate(b *testing.B, rules string) int {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.Flag("host-resolver-rules", rules), chromedp.IgnoreCertErrors)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	if path, err := chrome.Find(); err == nil {
		options = append(options, chromedp.ExecPath(path))
	}
	ctx, cancel := chromedp.NewExecAllocator(b.Context(), options...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	var last atomic.Int64
	err := chromedp.Listen(ctx, func(event any) {
		switch event.(type) {
		case *network.EventRequestWillBeSent, *network.EventLoadingFinished, *network.EventLoadingFailed:
			last.Store(time.Now().UnixNano())
		}
	})
	for _, page := range pages() {
		if err == nil {
			err = chromedp.Do(ctx, chromedp.Navigate(page))
		}
		if err == nil {
			err = silence(ctx, &last)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	return len(pages())
}

func silence(ctx context.Context, last *atomic.Int64) error {
	for {
		left := quiet - time.Since(time.Unix(0, last.Load()))
		if left <= 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(left):
		}
	}
}

// crawlOf crawls and records the site in some consent states, and returns how many pages were visited in all.
func crawlOf(states ...practice.Condition) func(*testing.B, string) int {
	return func(b *testing.B, rules string) int {
		options := chrome.Options{HostRules: rules, IgnoreCertificateErrors: true}
		browser, err := chrome.Launch(b.Context(), options)
		if err != nil {
			options.NoSandbox = true // the pages are our own
			browser, err = chrome.Launch(b.Context(), options)
		}
		if err != nil {
			b.Fatal(err)
		}
		visited := 0
		job := scan.Job{Site: pages()[0], States: states, MaxPages: len(pages()), Out: filepath.Join(b.TempDir(), "cost.candor"), Progress: func(string) {}}
		if _, err := scan.Run(b.Context(), job, counting{browser, &visited}); err != nil {
			b.Fatal(err)
		}
		if err := browser.Close(); err != nil {
			b.Fatal(err)
		}
		return visited
	}
}

// A counting browser counts the pages that are visited.
type counting struct {
	crawler.Browser
	visited *int
}

func (c counting) Open(ctx context.Context, who crawler.Visitor) (crawler.Session, error) {
	s, err := c.Browser.Open(ctx, who)
	return countingSession{s, c.visited}, err
}

type countingSession struct {
	crawler.Session
	visited *int
}

func (s countingSession) Visit(ctx context.Context, url string) (*crawler.Page, error) {
	*s.visited++
	return s.Session.Visit(ctx, url)
}

func (s countingSession) Choose(ctx context.Context, url string, choice practice.Condition) (*crawler.Page, crawler.Choice, error) {
	*s.visited++
	return s.Session.Choose(ctx, url, choice)
}
