package scan

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// A shop is a browser that knows one small site, https://shop.example/. After it has served fuel visits it is gone; less than 0 is for ever.
type shop struct {
	fuel    int
	visited []string // "visit URL", with the choice made before, "choose after acceptance", and "read URL"

	noNotice bool
	login    *crawler.Login // of the last visitor; a shop with one shows its secrets wherever it can
}

// The values that visitors of the shop leave behind. None may stand in a redacted record.
var secrets = []string{
	"jane.doe@mail.example", "jane.doe%40mail.example", "GA1.1.1203948571.1763756400", "1203948571.1763756400", "8f14e45f-ceea-467a-9a36-dedd4bea2543",
	"b7c1d05e88aa4f3c", "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b", "Jane Doe", "Jane+Doe", "secret-token-991", "amFuZS5kb2", "1920x1080", "hunter2",
	"Basic c2VjcmV0", "W/etag-77",
}

const shopUser = "auditor:hunter2@"

func (s *shop) Open(_ context.Context, who crawler.Visitor) (crawler.Session, error) {
	v := &visitor{shop: s, pictures: who.Pictures}
	if who.Login != nil {
		s.login = who.Login
		if who.Login.Hide != nil {
			who.Login.Hide([]string{"session-after-log-in"})
		}
	}
	if who.GPC {
		v.choice = practice.UnderGPC
	}
	return v, nil
}

func (s *shop) Close() error { return nil }

func (s *shop) About() crawler.About {
	return crawler.About{Product: "Chromium/156.0.0.0", UserAgent: "Mozilla/5.0 (X11; Linux x86_64)", Sandboxed: true, ThirdPartyCookies: "allowed"}
}

type visitor struct {
	shop   *shop
	choice practice.Condition // or the signal, under which the site does what it does before a choice

	pictures func(*crawler.Form) bool
}

func (v *visitor) Close() error { return nil }

func (v *visitor) Visit(_ context.Context, url string) (*crawler.Page, error) {
	if v.shop.fuel == 0 {
		return nil, fmt.Errorf("crashed: %w", crawler.ErrGone)
	}
	v.shop.fuel--
	v.shop.visited = append(v.shop.visited, strings.TrimSpace(fmt.Sprintf("visit %s %s", url, v.choice)))
	path := strings.TrimPrefix(url, "https://shop.example")
	if path == "/broken" {
		return nil, errors.New("net::ERR_CONNECTION_RESET")
	}
	p := v.page(url)
	v.shop.betray(p)
	return p, nil
}

// Submit answers with what the page does in any case.
func (v *visitor) Submit(_ context.Context, url string, form *crawler.Form, _ func(*crawler.Form) string) (*crawler.Page, error) {
	v.shop.visited = append(v.shop.visited, "submit "+form.Name+" of "+url)
	p := v.page(url)
	p.Submitted = form.Action
	return p, nil
}

// Read returns the shop's notice, which the front page does not lead to, where sites usually have one.
func (v *visitor) Read(_ context.Context, url string) ([]crawler.Document, error) {
	v.shop.visited = append(v.shop.visited, "read "+url)
	path := strings.TrimPrefix(url, "https://shop.example")
	if path != "/privacy-policy" || v.shop.noNotice {
		return nil, errors.New("no document: net::ERR_CONNECTION_RESET")
	}
	return []crawler.Document{{
		URL: url, FinalURL: url + "?token=secret-token-991", Status: 200, MIME: "text/html", Lang: "en", Title: "Privacy policy",
		Content: []byte("<h1>Privacy policy</h1><p>We collect your name. Write to privacy@shop.example.</p>"),
		Links:   []crawler.Link{{URL: "https://shop.example/cookies?for=jane.doe@mail.example", Text: "Cookie policy"}},
	}}, nil
}

// Fetch returns the files that the shop keeps for programs: rules for robots that keep nobody from its pages, and none else.
func (v *visitor) Fetch(_ context.Context, url string) (crawler.Document, error) {
	v.shop.visited = append(v.shop.visited, "fetch "+url)
	switch strings.TrimPrefix(url, "https://shop.example") {
	case "/robots.txt":
		return crawler.Document{URL: url, Status: 200, MIME: "text/plain", Content: []byte("User-agent: *\nDisallow: /admin\n")}, nil
	case "/.well-known/gpc.json":
		return crawler.Document{URL: url, Status: 200, MIME: "application/json", Content: []byte(`{"gpc": true, "lastUpdate": "2026-01-31"}`)}, nil
	}
	return crawler.Document{URL: url, Status: 404}, nil
}

func (v *visitor) Choose(_ context.Context, url string, choice practice.Condition) (*crawler.Page, crawler.Choice, error) {
	v.shop.visited = append(v.shop.visited, "choose "+string(choice))
	v.choice = choice
	if choice == practice.Refused {
		return nil, crawler.Choice{Platform: "words"}, nil // an "OK only" dialog
	}
	p := v.page(url)
	made := crawler.Choice{Platform: "words", Offered: true, Clicks: 1, Clicked: []string{"Accept all"}, Effect: "2 cookies set"}
	made.Screenshot = v.picture("dialog")
	return p, made, nil
}

// page is what a browser sees of any page of the shop. A tracker runs only once the visitor accepts.
func (v *visitor) page(url string) *crawler.Page {
	start := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	p := &crawler.Page{
		URL: url, FinalURL: url + "?token=secret-token-991", Status: 200, MIME: "text/html", Title: "Shop", Lang: "en", Start: start, End: start.Add(time.Second),
		Links: []crawler.Link{
			{URL: "https://shop.example/signup", Text: "Sign up"},
			{URL: "https://shop.example/broken", Text: "Broken"},
			{URL: "https://shop.example/orders?name=Jane+Doe", Text: "Orders"},
		},
		Forms: []crawler.Form{{
			FrameURL: url, Action: "https://shop.example/signup?token=secret-token-991", Method: "post", Name: "signup",
			Fields: []crawler.Field{{Name: "mail", Type: "email", Label: "E-mail"}, {Name: "go", Type: "submit"}},
		}},
		HTML:       []byte("<html><p>Welcome, Jane Doe</p></html>"),
		Screenshot: v.picture("page " + url),
		Gaps:       []practice.Gap{{Source: url + "?token=secret-token-991", Reason: "frame of " + url + "?token=secret-token-991 did not answer"}},
	}
	if v.pictures != nil && v.pictures(&p.Forms[0]) {
		p.Forms[0].Screenshot = v.picture("form")
	}
	p.Requests = []crawler.Request{{
		ID: 1, URL: url, Method: "GET", Type: "document", Target: "page", Status: 200, MIME: "text/html", RemoteAddr: "127.0.0.1:443", Time: start,
		Headers: []crawler.Header{{Name: "Authorization", Value: "Basic c2VjcmV0"}, {Name: "Cookie", Value: "sid=b7c1d05e88aa4f3c"}},
		ResponseHeaders: []crawler.Header{
			{Name: "Set-Cookie", Value: "sid=b7c1d05e88aa4f3c; Path=/; HttpOnly"}, {Name: "ETag", Value: "W/etag-77"},
		},
	}}
	p.Cookies = []crawler.Cookie{{Name: "sid", Value: "b7c1d05e88aa4f3c", Domain: "shop.example", HostOnly: true, Path: "/", Session: true, SetBy: "http", Request: 1, Time: start}}
	if v.choice == practice.Accepted {
		v.track(p, start)
	}
	return p
}

// picture is what stands for a JPEG; nil where none is wanted.
func (v *visitor) picture(of string) []byte {
	if v.pictures == nil {
		return nil
	}
	return []byte("\xff\xd8 " + of)
}

func (v *visitor) track(p *crawler.Page, start time.Time) {
	body := `{"user":{"email":"jane.doe@mail.example","name":"Jane Doe"},"hash":"973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b","pad":"` +
		strings.Repeat("x", largeBody) + `"}`
	p.Requests = append(p.Requests, crawler.Request{
		ID: 2, URL: "https://www.google-analytics.com/g/collect?cid=1203948571.1763756400&sr=1920x1080&dl=" + "https%3A%2F%2Fshop.example%2F%3Femail%3Djane.doe%2540mail.example",
		Method: "POST", Type: "ping", Target: "page", Status: 204, Time: start,
		Initiator: crawler.Initiator{Type: "script", Stack: []crawler.Call{{Function: "t", URL: "https://www.googletagmanager.com/gtag/js?id=secret-token-991", Line: 1, Column: 2}}},
		Headers:   []crawler.Header{{Name: "Referer", Value: "https://shop.example/?token=secret-token-991"}},
	}, crawler.Request{
		ID: 3, URL: "https://api.hotjar.com/v1/identify", Method: "POST", Type: "fetch", Target: "page", Status: 200, Body: []byte(body), Time: start,
		Headers: []crawler.Header{{Name: "content-type", Value: "application/json"}}, RedirectOf: 2,
	}, crawler.Request{
		ID: 4, URL: "https://metrics.shop.example/b/ss/1", Method: "GET", Type: "image", Target: "page", Status: 200, Time: start,
		Content: []byte("alert(1);\n"),
	})
	p.Cookies = append(p.Cookies, crawler.Cookie{
		Name: "_ga", Value: "GA1.1.1203948571.1763756400", Domain: "shop.example", Path: "/", Lifetime: 400 * 24 * time.Hour, SetBy: "script", Time: start,
		Initiator: crawler.Initiator{Type: "script", URL: "https://www.googletagmanager.com/gtag/js?id=secret-token-991", Line: 1},
	})
	script := crawler.Call{URL: "https://static.hotjar.com/c/hotjar-42.js?v=secret-token-991", Line: 3}
	p.Canvases = []crawler.Canvas{{
		Script: script, FrameURL: p.FinalURL, Target: "page", Context: "2d", Width: 240, Height: 60, Characters: 15, Colours: 2,
		ReadBy: []string{"toDataURL"}, ReadWidth: 240, ReadHeight: 60,
	}}
	p.Uses = []crawler.Use{
		{Interface: "EventTarget.addEventListener", Script: script, FrameURL: p.FinalURL, Target: "page", Count: 2, Words: []string{"input", "mousemove"}},
		{Interface: "MutationObserver.observe", Script: script, FrameURL: p.FinalURL, Target: "page", Count: 1, Words: []string{"attributes", "characterData", "childList"}},
	}
	p.Storage = []crawler.StorageItem{{Area: "local", Origin: "https://shop.example", Key: "_hjSessionUser_42", Value: "8f14e45f-ceea-467a-9a36-dedd4bea2543"}, {Area: "local", Origin: "https://shop.example", Key: "cart of jane.doe@mail.example", Value: "3 books"}}
}
