package larkspur

import (
	"context"
	"crypto/tls"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/candor-privacy/candor/testdata/company"
)

// visitor starts a server and returns a client for whom every host is that server.
func visitor(t *testing.T) *http.Client {
	t.Helper()
	s, err := Serve()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	address, ok := strings.CutPrefix(s.HostRules(), "MAP * ")
	if !ok {
		t.Fatalf("HostRules = %q, want one rule for every host", s.HostRules())
	}
	transport := &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, address)
		},
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

func get(t *testing.T, c *http.Client, url string) (*http.Response, string) {
	t.Helper()
	resp, err := c.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestEveryFileOfTheSiteHasAType(t *testing.T) {
	err := fs.WalkDir(site, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && company.Types[path.Ext(name)] == "" {
			t.Errorf("%s would be sent without a content type", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryHostAnswers(t *testing.T) {
	c := visitor(t)
	for _, tt := range []struct {
		url    string
		status int
		mime   string // beginning
		cookie string // names of cookies set
	}{
		{Seed, 200, "text/html", ""},
		{"http://www.larkspur.example/book-club", 200, "text/html", ""},
		{"http://www.larkspur.example/book-club/join", 200, "text/html", ""},
		{"https://www.larkspur.example/checkout", 200, "text/html", "lk_basket"},
		{"https://www.larkspur.example/no-such-page", 404, "text/plain", ""},
		{"https://www.larkspur.example/../answers.txt", 404, "text/plain", ""},
		{"https://account.larkspur.example/sign-up", 200, "text/html", "lk_session"},
		{"https://cdn.jsdelivr.net/npm/lazysizes@5.3.2/lazysizes.min.js", 200, "text/javascript", ""},
		{"https://connect.facebook.net/en_US/fbevents.js", 200, "text/javascript", ""},
		{"https://js.stripe.com/v3/", 200, "text/javascript", ""},
		{"https://m.stripe.com/6", 204, "", ""},
		{"https://player.vimeo.com/video/902113456", 200, "text/html", "vuid"},
		{"https://static.hotjar.com/c/hotjar-3141592.js?sv=6", 200, "text/javascript", ""},
		{"https://www.facebook.com/tr/?id=1", 200, "image/gif", "fr"},
		{"https://www.google-analytics.com/g/collect?v=2", 204, "", ""},
		{"https://www.googletagmanager.com/gtag/js?id=G-1", 200, "text/javascript", ""},
		{"https://elsewhere.example/", 502, "text/plain", ""},
	} {
		resp, _ := get(t, c, tt.url)
		if resp.StatusCode != tt.status {
			t.Errorf("%s: status %d, want %d", tt.url, resp.StatusCode, tt.status)
		}
		if got := resp.Header.Get("Content-Type"); !strings.HasPrefix(got, tt.mime) {
			t.Errorf("%s: content type %q, want %q", tt.url, got, tt.mime)
		}
		var names []string
		for _, cookie := range resp.Cookies() {
			names = append(names, cookie.Name)
		}
		if got := strings.Join(names, " "); got != tt.cookie {
			t.Errorf("%s: sets the cookies %q, want %q", tt.url, got, tt.cookie)
		}
	}
}

// Every link, script, style sheet, image and form of the site leads to something, and every page is reached from the front page.
func TestEveryLinkResolves(t *testing.T) {
	c := visitor(t)
	var pages []string
	seen := map[string]bool{}
	for next := []string{Seed}; len(next) > 0; next = next[1:] {
		if seen[next[0]] {
			continue
		}
		seen[next[0]] = true
		resp, body := get(t, c, next[0])
		if resp.StatusCode >= 400 {
			t.Errorf("%s: status %d", next[0], resp.StatusCode)
		}
		if !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
			continue
		}
		if host := resp.Request.URL.Host; strings.HasSuffix(host, ".larkspur.example") {
			pages = append(pages, next[0])
			next = append(next, targets(t, resp.Request.URL, body)...)
		}
	}
	slices.Sort(pages)
	if want := 11; len(slices.Compact(pages)) < want {
		t.Errorf("%d pages, want at least %d: %v", len(pages), want, pages)
	}
}

// targets returns the addresses that a page names, without those where its forms leave the company.
func targets(t *testing.T, page *url.URL, html string) []string {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, attribute := range []string{"href", "src", "data-src", "action"} {
		doc.Find("[" + attribute + "]").Each(func(_ int, s *goquery.Selection) {
			value, _ := s.Attr(attribute)
			u, err := page.Parse(value)
			if err != nil {
				t.Errorf("%s: %s=%q: %v", page, attribute, value, err)
				return
			}
			if attribute == "action" && !strings.HasSuffix(u.Host, ".larkspur.example") {
				return // nobody sends a form in this test
			}
			if u.Scheme == "mailto" {
				return
			}
			u.Fragment = ""
			out = append(out, u.String())
		})
	}
	return out
}
