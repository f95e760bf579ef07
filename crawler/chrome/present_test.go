package chrome

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
)

// The test site is the proxy, too: it answers for every host.
func TestABrowserPresentsItselfAsItIsTold(t *testing.T) {
	opts := running(t).opts
	proxy := httptest.NewServer(server)
	defer proxy.Close()
	opts.HostRules = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1" // so that without the proxy nothing is found
	opts.UserAgent, opts.Viewport, opts.Locale, opts.Timezone, opts.Proxy = "Auditor/1.0", Viewport{390, 844, true}, "fr-FR", "Asia/Tokyo", proxy.URL
	b, err := launch(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	s, err := b.Open(t.Context(), crawler.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p, err := s.Visit(t.Context(), "http://shop.example/present.html")
	if err != nil {
		t.Fatal(err)
	}
	if want := "Auditor/1.0 | 390x844 | true | fr-FR | fr-FR,fr | fr-FR | Asia/Tokyo"; p.Title != want {
		t.Errorf("a page sees %q, want %q", p.Title, want)
	}
	for _, r := range p.Requests {
		if r.Type == "document" && (crawler.HeaderNamed(r.Headers, "User-Agent") != "Auditor/1.0" || !strings.HasPrefix(crawler.HeaderNamed(r.Headers, "Accept-Language"), "fr-FR,fr")) {
			t.Errorf("a server sees %v", r.Headers)
		}
	}
	b.opts.Timezone = "Mars/Olympus"
	if s, err := b.Open(t.Context(), crawler.Visitor{}); err == nil {
		s.Close()
		t.Error("a time zone that nobody knows is taken")
	}
	about := b.About()
	if about.UserAgent != "Auditor/1.0" || about.Viewport != "390x844,mobile" || about.Locale != "fr-FR" || about.Timezone != "Asia/Tokyo" || about.Proxy != proxy.URL {
		t.Errorf("the record would say %+v", about)
	}
}

func TestTheUsualWindowIsThatOfTheFlags(t *testing.T) {
	if want := fmt.Sprintf("--window-size=%d,%d ", usualWindow.Width, usualWindow.Height); !strings.Contains(flagsTable, want) {
		t.Errorf("flags.txt has no %q", want)
	}
}

func TestViewportsAreReadAsTheyAreWritten(t *testing.T) {
	for _, text := range []string{"1280x720", "390x844,mobile"} {
		if v, err := ParseViewport(text); err != nil || v.String() != text {
			t.Errorf("%q is read as %q, error %v", text, v, err)
		}
	}
	for _, text := range []string{"", "x", "1280", "0x10", "1280x-1", "99999x10", "1280x720,tablet"} {
		if v, err := ParseViewport(text); err == nil {
			t.Errorf("%q is read as %q, want an error", text, v)
		}
	}
}
