package crawler

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

// A fakeSite is a Browser for a site that is a map of addresses to links.
// An address without an entry has no document.
type fakeSite struct {
	links   map[string][]string
	files   map[string]string // that are fetched; an address without an entry answers 404
	mime    string            // of every document
	dialog  bool              // the seed has a consent dialog
	refuse  bool              // and it offers refusal
	broken  map[string]error  // sessions or visits that fail: "open 2", an address
	forms   map[string][]Form // of its pages
	visited func(url string)
	opened  int
	open    int // sessions not closed yet
}

func (s *fakeSite) Open(_ context.Context, who Visitor) (Session, error) {
	s.opened++
	if err := s.broken[fmt.Sprint("open ", s.opened)]; err != nil {
		return nil, err
	}
	s.open++
	return &fakeSession{s}, nil
}
func (s *fakeSite) About() About { return About{} }
func (s *fakeSite) Close() error { return nil }

type fakeSession struct{ *fakeSite }

func (s *fakeSession) Close() error { s.open--; return nil }

func (s *fakeSession) Visit(ctx context.Context, url string) (*Page, error) {
	if s.visited != nil {
		s.visited(url)
	}
	if err := s.broken[url]; err != nil {
		return nil, err
	}
	links, ok := s.links[url]
	if !ok {
		return nil, errors.New("net::ERR_CONNECTION_REFUSED")
	}
	p := &Page{URL: url, FinalURL: url, MIME: s.mime, Requests: []Request{{ID: 1}, {ID: 2, RedirectOf: 1}}, Cookies: []Cookie{{Name: "sid", Request: 2}}, Forms: s.forms[url]}
	for _, l := range links {
		href, text, _ := strings.Cut(l, " ")
		p.Links = append(p.Links, Link{URL: href, Text: text})
	}
	return p, nil
}

func (s *fakeSession) Submit(_ context.Context, url string, form *Form, _ func(*Form) string) (*Page, error) {
	if err := s.broken["submit "+form.Name]; err != nil {
		return nil, err
	}
	return &Page{URL: url, FinalURL: form.Action, Submitted: form.Action, Requests: []Request{{ID: 1}}}, nil
}

func (s *fakeSession) Read(context.Context, string) ([]Document, error) {
	return nil, errors.New("a crawl reads no documents")
}

func (s *fakeSession) Fetch(_ context.Context, url string) (Document, error) {
	if err := s.broken[url]; err != nil {
		return Document{}, err
	}
	content, ok := s.files[url]
	switch {
	case !ok:
		return Document{URL: url, Status: 404, MIME: "text/html", Content: []byte("not here")}, nil
	case content == "500":
		return Document{URL: url, Status: 500}, nil
	}
	return Document{URL: url, Status: 200, MIME: "text/plain", Content: []byte(content)}, nil
}

func (s *fakeSession) Choose(_ context.Context, url string, choice practice.Condition) (*Page, Choice, error) {
	if !s.dialog {
		return &Page{URL: url}, Choice{}, nil
	}
	c := Choice{Platform: "words", Offered: choice == practice.Accepted || s.refuse}
	return &Page{URL: url, FinalURL: url, Requests: []Request{{ID: 1}}}, c, nil
}

// lines tells what a crawl yields, one line each.
func lines(ctx context.Context, b Browser, opts ...Option) []string {
	var out []string
	for seen, err := range Crawl(ctx, b, "https://shop.example", opts...) {
		switch {
		case err != nil:
			out = append(out, "error: "+err.Error())
		case seen.Page != nil:
			out = append(out, string(seen.Page.State)+": "+seen.Page.URL)
		case seen.Choice != nil:
			out = append(out, fmt.Sprintf("%s: choice %q offered=%v", seen.Choice.State, seen.Choice.Platform, seen.Choice.Offered))
		case seen.File != nil && seen.File.found():
			out = append(out, fmt.Sprintf("file %s %s: %d bytes", seen.File.Kind, seen.File.URL, len(seen.File.Content)))
		case seen.Gap != nil:
			out = append(out, "gap: "+seen.Gap.Source+": "+seen.Gap.Reason)
		}
	}
	return out
}

var shop = map[string][]string{
	"https://shop.example/":            {"https://shop.example/b", "https://shop.example/a#top", "https://other.example/", "https://shop.example/b?", "mailto:us@shop.example"},
	"https://shop.example/a":           {"https://shop.example/", "https://blog.shop.example/", "https://shop.example/terms.pdf"},
	"https://shop.example/b":           {"https://shop.example/a", "https://shop.example/log-out", "https://shop.example/x Sign out", "https://shop.example:443/a", "https://shop.example/account?do=logout"},
	"https://blog.shop.example/":       {"https://blog.shop.example/deep"},
	"https://blog.shop.example/deep":   {"https://blog.shop.example/deeper"},
	"https://blog.shop.example/deeper": nil,
}

func TestCrawl(t *testing.T) {
	before := States(practice.BeforeConsent)
	tests := []struct {
		name string
		site fakeSite
		opts []Option
		want []string
	}{
		{
			name: "pages come breadth first, each once, downloads and log-out links left out",
			site: fakeSite{links: shop},
			opts: []Option{before, Depth(2)},
			want: []string{
				"before consent: https://shop.example/",
				"before consent: https://shop.example/b",
				"before consent: https://shop.example/a",
				"before consent: https://blog.shop.example/",
			},
		},
		{
			name: "depth 0 is the seed alone",
			site: fakeSite{links: shop},
			opts: []Option{before, Depth(0)},
			want: []string{"before consent: https://shop.example/"},
		},
		{
			name: "what lies beyond the limit is a gap",
			site: fakeSite{links: shop},
			opts: []Option{before, MaxPages(2)},
			want: []string{
				"before consent: https://shop.example/",
				"before consent: https://shop.example/b",
				"gap: https://shop.example/: not visited: 1 of the pages found, beyond the limit of 2; raise it to see them",
			},
		},
		{
			name: "pages that link to each other end",
			site: fakeSite{links: map[string][]string{
				"https://shop.example/":  {"https://shop.example/a"},
				"https://shop.example/a": {"https://shop.example/", "https://shop.example/a"},
			}},
			opts: []Option{before, Depth(100), MaxPages(100)},
			want: []string{"before consent: https://shop.example/", "before consent: https://shop.example/a"},
		},
		{
			name: "every state visits the pages that the first one found",
			site: fakeSite{links: map[string][]string{"https://shop.example/": {"https://shop.example/a"}, "https://shop.example/a": nil}, dialog: true, refuse: true},
			want: []string{
				"before consent: https://shop.example/",
				"before consent: https://shop.example/a",
				`after acceptance: choice "words" offered=true`,
				"after acceptance: https://shop.example/",
				"after acceptance: https://shop.example/",
				"after acceptance: https://shop.example/a",
				`after refusal: choice "words" offered=true`,
				"after refusal: https://shop.example/",
				"after refusal: https://shop.example/",
				"after refusal: https://shop.example/a",
				"under gpc: https://shop.example/",
				"under gpc: https://shop.example/a",
			},
		},
		{
			name: "a consent is given to be withdrawn, and told only once it is",
			site: fakeSite{links: map[string][]string{"https://shop.example/": nil}, dialog: true, refuse: true},
			opts: []Option{States(practice.Withdrawn)},
			want: []string{
				`after withdrawal: choice "words" offered=true`,
				"after withdrawal: https://shop.example/",
				"after withdrawal: https://shop.example/",
			},
		},
		{
			name: "what could not be given cannot be withdrawn",
			site: fakeSite{links: map[string][]string{"https://shop.example/": nil}},
			opts: []Option{States(practice.Withdrawn)},
			want: []string{`after withdrawal: choice "" offered=false`},
		},
		{
			name: "without a dialog there is no state after a choice",
			site: fakeSite{links: map[string][]string{"https://shop.example/": nil}},
			want: []string{
				"before consent: https://shop.example/",
				`after acceptance: choice "" offered=false`,
				`after refusal: choice "" offered=false`,
				"under gpc: https://shop.example/",
			},
		},
		{
			name: "what is not offered cannot be visited",
			site: fakeSite{links: map[string][]string{"https://shop.example/": nil}, dialog: true},
			opts: []Option{States(practice.Refused, practice.BeforeConsent)},
			want: []string{`after refusal: choice "words" offered=false`, "before consent: https://shop.example/"},
		},
		{
			name: "an error in the middle is a gap",
			site: fakeSite{links: shop, broken: map[string]error{"https://shop.example/b": errors.New("no document: net::ERR_ABORTED")}},
			opts: []Option{before, Depth(1)},
			want: []string{
				"before consent: https://shop.example/",
				"gap: https://shop.example/b: not visited before consent: no document: net::ERR_ABORTED",
				"before consent: https://shop.example/a",
			},
		},
		{
			name: "a state without a session is a gap",
			site: fakeSite{links: map[string][]string{"https://shop.example/": nil}, dialog: true, refuse: true, broken: map[string]error{"open 2": errors.New("no session")}},
			want: []string{
				"before consent: https://shop.example/",
				"gap: https://shop.example/: not visited after acceptance: no session",
				`after refusal: choice "words" offered=true`,
				"after refusal: https://shop.example/",
				"after refusal: https://shop.example/",
				"under gpc: https://shop.example/",
			},
		},
		{
			name: "a browser that is gone ends the crawl",
			site: fakeSite{links: shop, broken: map[string]error{"https://shop.example/a": fmt.Errorf("pipe closed: %w", ErrGone)}},
			opts: []Option{before},
			want: []string{
				"before consent: https://shop.example/",
				"before consent: https://shop.example/b",
				"error: visiting https://shop.example/a before consent: pipe closed: browser has ended",
			},
		},
		{
			name: "a seed that is no web page ends the crawl",
			site: fakeSite{links: shop, mime: "application/pdf"},
			want: []string{"error: visiting https://shop.example/: it is \"application/pdf\", no web page; give the address of an HTML page of the site"},
		},
		{
			name: "a seed without a document ends the crawl",
			site: fakeSite{},
			want: []string{"error: visiting https://shop.example/: net::ERR_CONNECTION_REFUSED; check the address and the network"},
		},
		{
			name: "skipped pages keep their links",
			site: fakeSite{links: shop},
			opts: []Option{
				before,
				Skip(func(_ practice.Condition, url string) bool { return url == "https://shop.example/" }),
				Known(&Page{URL: "https://shop.example/", FinalURL: "https://shop.example/", Links: []Link{{URL: "https://shop.example/a"}}}),
			},
			want: []string{"before consent: https://shop.example/a", "before consent: https://blog.shop.example/"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := lines(t.Context(), &tt.site, tt.opts...)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Crawl yields (-want +got):\n%s", diff)
			}
			if tt.site.open != 0 {
				t.Errorf("%d sessions left open, want 0", tt.site.open)
			}
		})
	}
}

func TestCrawlNumbersRequestsThroughTheRecord(t *testing.T) {
	site := &fakeSite{links: map[string][]string{"https://shop.example/": {"https://shop.example/a"}, "https://shop.example/a": nil}}
	var got []string
	for seen, err := range Crawl(t.Context(), site, "https://shop.example/", States(practice.BeforeConsent), FirstRequest(7)) {
		if err != nil {
			t.Fatal(err)
		}
		if seen.Page == nil {
			continue
		}
		for _, r := range seen.Page.Requests {
			got = append(got, fmt.Sprintf("%d redirect of %d on %s", r.ID, r.RedirectOf, r.Page))
		}
		got = append(got, fmt.Sprintf("cookie of %d", seen.Page.Cookies[0].Request))
	}
	want := []string{
		"7 redirect of 0 on https://shop.example/", "8 redirect of 7 on https://shop.example/", "cookie of 8",
		"9 redirect of 0 on https://shop.example/a", "10 redirect of 9 on https://shop.example/a", "cookie of 10",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestCrawlEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	site := &fakeSite{links: shop, visited: func(url string) {
		if strings.HasSuffix(url, "/b") {
			cancel()
		}
	}}
	got := lines(ctx, site, States(practice.BeforeConsent))
	want := []string{
		"before consent: https://shop.example/",
		"before consent: https://shop.example/b",
		"error: visiting https://shop.example/a: context canceled",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Crawl yields (-want +got):\n%s", diff)
	}
}

func TestCrawlStopsWhenItsConsumerDoes(t *testing.T) {
	site := &fakeSite{links: shop}
	for range Crawl(t.Context(), site, "https://shop.example/") {
		break
	}
	if site.open != 0 || site.opened != 1 {
		t.Errorf("%d sessions opened, %d left open; want 1 and 0", site.opened, site.open)
	}
}

func TestNumbersOfRequestsDoNotDependOnWhenTheyArrive(t *testing.T) {
	first := Page{Requests: []Request{
		{ID: 1, URL: "https://shop.example/", Type: "document"},
		{ID: 2, URL: "https://ads.example/tag.js?x=1", Type: "script"},
		{ID: 3, URL: "https://shop.example/app.js", Type: "script"},
	}}
	second := Page{Requests: []Request{
		{ID: 7, URL: "https://shop.example/app.js", Type: "script"},
		{ID: 8, URL: "https://shop.example/", Type: "document"},
		{ID: 9, URL: "https://ads.example/tag.js?x=2", Type: "script", RedirectOf: 8},
	}}
	first.stamp("https://shop.example/", practice.BeforeConsent, 11)
	second.stamp("https://shop.example/", practice.BeforeConsent, 11)
	numbers := func(p Page) map[string]int {
		m := map[string]int{}
		for _, r := range p.Requests {
			m[bare(r.URL)] = r.ID
		}
		return m
	}
	want := map[string]int{"https://shop.example/": 11, "https://ads.example/tag.js": 12, "https://shop.example/app.js": 13}
	for _, p := range []Page{first, second} {
		if got := numbers(p); !maps.Equal(got, want) {
			t.Errorf("numbers %v, want %v", got, want)
		}
	}
	if got := second.Requests[2].RedirectOf; got != 11 {
		t.Errorf("redirect of %d, want 11", got)
	}
}
