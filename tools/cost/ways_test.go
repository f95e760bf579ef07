package cost

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/chrome"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/scan"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// asWay is the variable of the environment that makes this program go one way over the site, and asSite the one that says where that is.
const (
	asWay  = "CANDOR_COST_WAY"
	asSite = "CANDOR_COST_SITE"
)

// A site is what a way needs to know of it.
type site struct {
	Rules   string // of Chromium, that lead every host to the server
	Out     string // a folder for the record
	Sandbox bool
}

// A walked is what a way says of itself: its time with the start and the end of the browser.
type walked struct {
	Pages int
	Wall  float64 // seconds
}

// ways are those of going over the site; each returns how many pages it visited.
var ways = map[string]func(context.Context, site) (int, error){
	"navigate":     navigate,
	"one-state":    crawlOf(practice.BeforeConsent),
	"three-states": crawlOf(practice.BeforeConsent, practice.Accepted, practice.Refused),
}

// walk goes the way that the environment names, tells what it took, and waits for every process that it left.
func walk() {
	adoptOrphans()
	var where site
	if err := json.Unmarshal([]byte(os.Getenv(asSite)), &where); err != nil {
		fail(err)
	}
	start := time.Now()
	pages, err := ways[os.Getenv(asWay)](context.Background(), where)
	if err != nil {
		fail(err)
	}
	told, _ := json.Marshal(walked{pages, time.Since(start).Seconds()})
	fmt.Println(string(told))
	awaitOrphans()
}

// quiet is the quiet window that both sides wait for.
const quiet = 500 * time.Millisecond

// navigate opens every page in one tab, and waits until half a second has gone without a request. Nothing else is recorded.
func navigate(ctx context.Context, where site) (int, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.Flag("host-resolver-rules", where.Rules), chromedp.IgnoreCertErrors)
	if !where.Sandbox {
		options = append(options, chromedp.NoSandbox)
	}
	if path, err := chrome.Find(); err == nil {
		options = append(options, chromedp.ExecPath(path))
	}
	ctx, cancel := chromedp.NewExecAllocator(ctx, options...)
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
	}
	if err != nil {
		return 0, err
	}
	return len(pages()), chromedp.Cancel(ctx) // which ends the browser in its own time, as we do
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

// crawlOf crawls and records the site in some consent states, as candor crawl does.
func crawlOf(states ...practice.Condition) func(context.Context, site) (int, error) {
	return func(ctx context.Context, where site) (int, error) {
		browser, err := chrome.Launch(ctx, chrome.Options{HostRules: where.Rules, IgnoreCertificateErrors: true, NoSandbox: !where.Sandbox})
		if err != nil {
			return 0, err
		}
		visited := 0
		job := scan.Job{Site: pages()[0], States: states, MaxPages: len(pages()), Out: filepath.Join(where.Out, "cost.candor"), Progress: func(scan.Step) {}}
		if _, err := scan.Run(ctx, job, counting{browser, &visited}); err != nil {
			return 0, err
		}
		return visited, browser.Close()
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
