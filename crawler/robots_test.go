package crawler

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

func mustURL(raw string) *url.URL {
	u, err := url.Parse(raw)
	if err != nil {
		panic(err)
	}
	return u
}

func TestRobotsAreObeyedAndTold(t *testing.T) {
	links := map[string][]string{
		"https://shop.example/":      {"https://shop.example/a", "https://shop.example/b", "https://blog.shop.example/"},
		"https://shop.example/a":     nil,
		"https://shop.example/b":     nil,
		"https://blog.shop.example/": nil,
	}
	const at = "https://shop.example/robots.txt"
	for _, tt := range []struct {
		name   string
		robots string
		opts   []Option
		want   []string
	}{
		{"none", "", nil, []string{"/", "/a", "/b", "https://blog.shop.example/"}},
		{"for everybody", "User-agent: *\nDisallow: /a\n", nil, []string{"/", "/b", "https://blog.shop.example/", "!/a"}},
		{"for us by name", "User-agent: *\nDisallow: /\nUser-agent: candor\nDisallow: /b\n", nil, []string{"/", "/a", "https://blog.shop.example/", "!/b"}},
		{"for somebody else", "User-agent: otherbot\nDisallow: /\n", nil, []string{"/", "/a", "/b", "https://blog.shop.example/"}},
		{"with the named page forbidden, too", "User-agent: *\nDisallow: /\n", nil, []string{"/", "https://blog.shop.example/", "!/a", "!/b"}},
		{"ignored", "User-agent: *\nDisallow: /\n", []Option{IgnoreRobots()}, []string{"/", "/a", "/b", "https://blog.shop.example/"}},
		{"of a server that fails", "500", nil, []string{"/", "!/robots.txt", "https://blog.shop.example/", "!/a", "!/b"}},
		{"of a server that fails, ignored", "500", []Option{IgnoreRobots()}, []string{"/", "/a", "/b", "https://blog.shop.example/"}},
	} {
		site := &fakeSite{links: links, files: map[string]string{at: tt.robots}}
		if tt.robots == "" {
			site.files = nil
		}
		if diff := cmp.Diff(tt.want, order(t, site, tt.opts...)); diff != "" {
			t.Errorf("robots.txt %s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestAPageAtTheAddressOfRobotsIsNoRule(t *testing.T) {
	if (File{Status: 200, MIME: "text/html"}).found() {
		t.Error("a page of the site is taken for its robots.txt")
	}
}

func TestCrawlDelayAndRateKeepVisitsApart(t *testing.T) {
	links := map[string][]string{
		"https://shop.example/":  {"https://shop.example/a", "https://shop.example/b"},
		"https://shop.example/a": nil, "https://shop.example/b": nil,
	}
	for _, tt := range []struct {
		name   string
		robots string
		opts   []Option
		least  time.Duration
		most   time.Duration
	}{
		{"nothing asked", "User-agent: *\nDisallow: /x\n", nil, 0, 0},
		{"a delay of two seconds", "User-agent: *\nCrawl-delay: 2\n", nil, 4 * time.Second, 9 * time.Second},
		{"an endless delay", "User-agent: *\nCrawl-delay: 86400\n", nil, 20 * time.Second, 40 * time.Second},
		{"a delay that is ignored", "User-agent: *\nCrawl-delay: 2\n", []Option{IgnoreRobots()}, 0, 0},
		{"a page every five seconds", "", []Option{Rate(0.2)}, 10 * time.Second, 40 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			site := &fakeSite{links: links, files: map[string]string{"https://shop.example/robots.txt": tt.robots}}
			start := time.Now()
			paths := order(t, site, tt.opts...)
			if took := time.Since(start); took < tt.least || took > tt.most {
				t.Errorf("%s: %d visits took %s, want %s to %s", tt.name, len(paths), took, tt.least, tt.most)
			}
			if tt.name == "an endless delay" && !slices.Contains(paths, "!/robots.txt") {
				t.Errorf("%s: no gap says that it was not kept", tt.name)
			}
		})
	}
}

func TestSitemapsLeadToPagesThatNoLinkDoes(t *testing.T) {
	site := &fakeSite{
		links: map[string][]string{"https://shop.example/": {"https://shop.example/linked"}, "https://shop.example/linked": nil, "https://shop.example/contact": nil, "https://shop.example/old": nil},
		files: map[string]string{
			"https://shop.example/robots.txt":  "Sitemap: https://shop.example/index.xml\nSitemap: https://evil.example/sitemap.xml\n",
			"https://shop.example/index.xml":   `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://shop.example/one.xml.gz</loc></sitemap><sitemap><loc>https://shop.example/index.xml</loc></sitemap></sitemapindex>`,
			"https://shop.example/one.xml.gz":  gzipped(`<urlset><url><loc> https://shop.example/old </loc></url><url><loc>https://shop.example/contact</loc></url><url><loc>https://elsewhere.example/</loc></url></urlset>`),
			"https://evil.example/sitemap.xml": "https://shop.example/evil\n",
		},
	}
	want := []string{"/", "/contact", "/linked", "/old"}
	if diff := cmp.Diff(want, order(t, site)); diff != "" {
		t.Errorf("visited (-want +got):\n%s", diff)
	}
	if got := order(t, site, Depth(0)); len(got) != 1 {
		t.Errorf("with no link to be followed, %v were visited", got)
	}
}

func TestTheSiteIsAskedWhetherItHeedsTheSignalUnderGPCOnly(t *testing.T) {
	site := &fakeSite{
		links: map[string][]string{"https://shop.example/": nil},
		files: map[string]string{"https://shop.example/.well-known/gpc.json": `{"gpc":true}`},
	}
	got := lines(t.Context(), site, States(practice.BeforeConsent, practice.UnderGPC))
	want := []string{
		"before consent: https://shop.example/",
		"under gpc: https://shop.example/",
		"file gpc https://shop.example/.well-known/gpc.json: 12 bytes",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Crawl yields (-want +got):\n%s", diff)
	}
}

func TestSitemapsAreReadWithinLimits(t *testing.T) {
	list := func(n int) string { return strings.Repeat("<url><loc>https://shop.example/a</loc></url>", n) }
	for _, tt := range []struct {
		name, content string
		pages         int
		cut           bool
	}{
		{"empty", "", 0, false},
		{"plain text", "https://shop.example/a\nhttps://shop.example/b\n\nno address\n", 2, false},
		{"a few", "<urlset>" + list(3) + "</urlset>", 3, false},
		{"too many", "<urlset>" + list(30) + "</urlset>", 10, true},
		{"damaged", "<urlset>" + list(3) + "<url><loc", 3, true},
		{"deep", strings.Repeat("<a>", 1000), 0, true},
		{"packed", gzipped("<urlset>" + list(2) + "</urlset>"), 2, false},
		{"half packed", gzipped("<urlset>" + list(2) + "</urlset>")[:15], 0, true},
		{"a bomb", gzipped(strings.Repeat(" ", MaxDocument+1)), 0, true},
	} {
		if m := parseSitemap([]byte(tt.content), 10); len(m.pages) != tt.pages || (m.cut != "") != tt.cut {
			t.Errorf("%s: %d pages, cut %q; want %d, cut %t", tt.name, len(m.pages), m.cut, tt.pages, tt.cut)
		}
	}
}
