package chrome

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/google/go-cmp/cmp"
)

func TestEveryRequestOfEveryTargetIsRecorded(t *testing.T) {
	p := requests(t)
	want := []string{
		"iframe document https://frame.example/frame.html",
		"iframe document https://nested.example/nested.html",
		"iframe document https://shop.example/frame-own.html",
		"iframe fetch https://frame.example/collect",
		"iframe fetch https://nested.example/collect",
		"iframe image https://own-frame.example/pixel.gif",
		"page document https://shop.example/requests.html",
		"page eventsource https://ads.example/never",
		"page fetch https://api.example/collect",
		"page fetch https://shop.example/collect?as=form",
		"page image https://ads.example/redirect?to=https://tracker.example/pixel.gif",
		"page image https://late.example/pixel.gif",
		"page image https://tracker.example/pixel.gif",
		"page ping https://tracker.example/collect?as=blob",
		"page ping https://tracker.example/collect?as=text",
		"page preflight https://api.example/collect",
		"page script https://shop.example/shared-worker.js",
		"page script https://shop.example/worker.js",
		"page websocket wss://socket.example/live",
		"page xhr https://shop.example/collect?as=xhr",
		"service_worker fetch https://service-worker.example/collect",
		"service_worker script https://shop.example/service-worker.js",
		"shared_worker fetch https://shared-worker.example/collect",
		"worker fetch https://worker.example/collect",
	}
	if diff := cmp.Diff(want, urls(p)); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	if len(p.Gaps) > 0 {
		t.Errorf("gaps = %v, want none", p.Gaps)
	}
}

func TestARequestIsToldWithItsCauseAndBody(t *testing.T) {
	p := requests(t)
	tests := []struct {
		url, initiator, body string
		stack                []string
	}{
		{url: "https://shop.example/requests.html", initiator: "navigation"},
		{url: "https://frame.example/frame.html", initiator: "parser"},
		{url: "https://tracker.example/pixel.gif", initiator: "redirect"},
		{url: "https://tracker.example/collect?as=blob", initiator: "script", body: "email=jane@shop.example", stack: []string{"report:8", ":18"}},
		{url: "https://tracker.example/collect?as=text", initiator: "script", body: "text body", stack: []string{"report:9", ":18"}},
		{url: "https://api.example/collect", initiator: "script", body: "fetch body", stack: []string{"report:10", ":18"}},
		{url: "https://shop.example/collect?as=xhr", initiator: "script", body: "\x01\x02\x03", stack: []string{"report:16", ":18"}},
		{url: "https://frame.example/collect", initiator: "script", body: "from the frame", stack: []string{":3"}},
		{url: "https://late.example/pixel.gif", initiator: "script", stack: []string{":24", "setTimeout:0", ":24"}},
	}
	for _, tt := range tests {
		r := find(t, p, tt.url)
		if r.Initiator.Type != tt.initiator {
			t.Errorf("initiator of %s = %q, want %q", tt.url, r.Initiator.Type, tt.initiator)
		}
		if string(r.Body) != tt.body {
			t.Errorf("body of %s = %q, want %q", tt.url, r.Body, tt.body)
		}
		var stack []string
		for _, c := range r.Initiator.Stack {
			stack = append(stack, fmt.Sprint(c.Function, ":", c.Line))
		}
		if tt.url == "https://late.example/pixel.gif" {
			stack, tt.stack = stack[:1], tt.stack[:1]
		}
		if diff := cmp.Diff(tt.stack, stack); diff != "" {
			t.Errorf("stack of %s (-want +got):\n%s", tt.url, diff)
		}
	}
	form := find(t, p, "https://shop.example/collect?as=form")
	if !strings.Contains(string(form.Body), "name=\"name\"\r\n\r\nJane") {
		t.Errorf("form data = %q, want a part name with Jane", form.Body)
	}
	if hop := find(t, p, "https://tracker.example/pixel.gif"); p.Requests[hop.RedirectOf-1].URL != "https://ads.example/redirect?to=https://tracker.example/pixel.gif" {
		t.Errorf("pixel is a redirect of %s, want ads.example/redirect", p.Requests[hop.RedirectOf-1].URL)
	}
}

// find returns the first request for url that carries out what it asks, which a preflight does not.
func find(t *testing.T, p *crawler.Page, url string) crawler.Request {
	t.Helper()
	for _, r := range p.Requests {
		if r.URL == url && r.Initiator.Type != "preflight" {
			return r
		}
	}
	t.Fatalf("no request for %s in %v", url, urls(p))
	return crawler.Request{}
}

func TestThePageIsDescribed(t *testing.T) {
	p := visit(t, "https://shop.example/redirect?to=/requests.html")
	got := fmt.Sprint(p.URL, " ", p.FinalURL, " ", p.Status, " ", p.MIME, " ", p.Lang, " ", p.Title)
	want := "https://shop.example/redirect?to=/requests.html https://shop.example/requests.html 200 text/html en-GB Requests of every kind"
	if got != want {
		t.Errorf("page = %s, want %s", got, want)
	}
	if !strings.Contains(string(p.HTML), "Requests of every kind") {
		t.Errorf("HTML has %d bytes; want a snapshot of the document", len(p.HTML))
	}
	var frames []string
	for _, f := range p.Frames {
		frames = append(frames, f.URL)
	}
	if len(frames) != 4 {
		t.Errorf("frames = %v, want the page, two iframes and a nested one", frames)
	}
}

func TestEveryCookieIsToldWithItsSetter(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/cookies.html")
	var got []string
	for _, c := range p.Cookies {
		line := fmt.Sprintf("%s of %s by %s", c.Name, c.Domain, c.SetBy)
		if !c.Session {
			line += fmt.Sprintf(" for %s", c.Lifetime.Round(1e9))
		}
		if c.Kept != 0 {
			line += fmt.Sprintf(" kept for %s", c.Kept.Round(time.Hour))
		}
		if c.Partition != "" {
			line += " in " + c.Partition
		}
		for _, call := range c.Initiator.Stack {
			line += fmt.Sprintf(" <- %s:%d", call.Function, call.Line)
		}
		if len(c.Refused) > 0 {
			line += strings.Replace(fmt.Sprint(" refused ", c.Refused), "Schemeful", "", 1) // Chromium 156 adds it, 148 does not
		}
		got = append(got, line)
	}
	want := []string{
		"__Host-id of shop.example by http",
		"__Host-open of shop.example by http refused [InvalidPrefix]",
		"__Host-script of shop.example by script <- :22",
		"__Secure-open of shop.example by http refused [InvalidPrefix]",
		"__Secure-script of shop.example by script <- :23 refused [NotKept]",
		"by_script of shop.example by script for 24h0m0s <- remember:10 <- :12",
		"by_store of shop.example by script for 24h0m0s <- :16",
		"chips of ads.example by http in https://shop.example",
		"hop of ads.example by http",
		"http_first of shop.example by http for 1h0m0s",
		"in_frame of frame.example by script for 2160h0m0s <- :1",
		"large of shop.example by http refused [NameValuePairExceedsMaxSize]",
		"large_by_script of shop.example by script <- :24 refused [NotKept]",
		"lax of ads.example by http refused [SameSiteUnspecifiedTreatedAsLax]",
		"long_by_script of shop.example by script for 27777h46m39s kept for 9600h0m0s <- :21",
		"long_lived of shop.example by http for 17520h0m0s kept for 9600h0m0s",
		"not_here of other.example by script <- :13 refused [NotKept]",
		"own_chips of shop.example by script in https://shop.example <- :25",
		"quoted of shop.example by http",
		"short_lived of shop.example by script <- :14",
		"short_lived of shop.example by script for 0s <- :15",
		"synced of sync.example by http",
		"third of ads.example by http for 1m0s",
		"wrong_domain of other.example by http refused [InvalidDomain]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cookies (-want +got):\n%s", diff)
	}
}

func TestACookieIsToldOnceItsSettingWasSeen(t *testing.T) {
	t.Parallel()
	s := open(t)
	for _, page := range []string{"https://shop.example/cookies.html", "https://shop.example/frame-own.html"} {
		p, err := s.Visit(t.Context(), page)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range p.Cookies {
			if c.SetBy == "jar" {
				t.Errorf("%s tells %s from the jar, whose setting was seen", page, c.Name)
			}
		}
	}
}

func TestSessionsShareNothing(t *testing.T) {
	t.Parallel()
	visit(t, "https://shop.example/cookies.html")
	p := visit(t, "https://shop.example/frame-own.html")
	if len(p.Cookies) > 0 {
		t.Errorf("a new session has cookies %v, want none", p.Cookies)
	}
}

func TestTheBrowserItselfSendsNothing(t *testing.T) {
	p := requests(t)
	asked := map[string]bool{}
	for _, r := range p.Requests {
		if _, rest, ok := strings.Cut(r.URL, "://"); ok {
			rest, _, _ = strings.Cut(rest, "?")
			asked[r.Method+" "+rest] = true
		}
	}
	for _, got := range requested.server {
		if !asked[got] {
			t.Errorf("the server was asked for %s, which no page did", got)
		}
	}
}
