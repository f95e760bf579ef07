package chrome

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
)

func loginTo(t *testing.T, login crawler.Login) (crawler.Session, error) {
	t.Helper()
	login.Own = func(host string) bool { return host == "shop.example" || strings.HasSuffix(host, ".shop.example") }
	s, err := running(t).Open(t.Context(), crawler.Visitor{Login: &login})
	if err == nil {
		t.Cleanup(func() { s.Close() })
	}
	return s, err
}

func TestAVisitorSignsInByStepsBeforeAnythingIsRecorded(t *testing.T) {
	t.Parallel()
	var hidden []string
	s, err := loginTo(t, crawler.Login{
		Steps: []crawler.Step{
			{Goto: "https://shop.example/login.html?set=session=hidden-from-scripts%3BHttpOnly%3BSecure"},
			{Fill: "#mail", Value: "jane@mail.example"},
			{Fill: "#word", Value: "correct horse"},
			{Click: "#go"},
			{WaitURL: "/login-done.html"},
			{Wait: ".account"},
		},
		Hide: func(values []string) { hidden = append(hidden, values...) },
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Visit(t.Context(), "https://shop.example/login-done.html")
	if err != nil {
		t.Fatal(err)
	}
	if want := "who=jane%40mail.example | own false"; p.Title != want {
		t.Errorf("the page sees %q, want %q", p.Title, want)
	}
	if len(p.Cookies) > 0 {
		t.Errorf("cookies of the log-in are told to be the page's: %v", p.Cookies)
	}
	for _, r := range p.Requests {
		if strings.Contains(r.URL, "login.html") || strings.Contains(r.URL, "word=") {
			t.Errorf("request %s of the log-in is told to be the page's", r.URL)
		}
	}
	if !slices.Equal(hidden, []string{"hidden-from-scripts"}) {
		t.Errorf("told to hide %q, want the cookie that is as good as the password", hidden)
	}
}

func TestHeadersOfTheLogInGoToTheSiteAlone(t *testing.T) {
	t.Parallel()
	s, err := loginTo(t, crawler.Login{Headers: []crawler.Header{{Name: "X-Audit", Value: "token-4711"}}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Visit(t.Context(), "https://shop.example/login-done.html")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(p.Title, "own true") || strings.Contains(string(p.HTML), "ads true") || !strings.Contains(string(p.HTML), "ads false") {
		t.Errorf("the site sees %q, others %q", p.Title, p.HTML)
	}
}

func TestAVisitorBringsCookies(t *testing.T) {
	t.Parallel()
	s, err := loginTo(t, crawler.Login{Cookies: []crawler.Cookie{{Name: "member", Value: "card-1234", Domain: "shop.example", Path: "/", Secure: true, HostOnly: true}}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Visit(t.Context(), "https://shop.example/login-done.html")
	if err != nil {
		t.Fatal(err)
	}
	if want := "member=card-1234 | own false"; p.Title != want || len(p.Cookies) != 0 {
		t.Errorf("the page sees %q and sets %v; want %q and nothing", p.Title, p.Cookies, want)
	}
}

func TestAStepThatCannotBeTakenIsNamedWithoutItsValue(t *testing.T) {
	t.Parallel()
	_, err := loginTo(t, crawler.Login{Steps: []crawler.Step{{Goto: "https://shop.example/login.html"}, {Fill: "#nowhere", Value: "correct horse"}}})
	if !errors.Is(err, crawler.ErrLogin) || !strings.Contains(err.Error(), "step 2 (fill #nowhere)") || strings.Contains(err.Error(), "horse") {
		t.Errorf("error %v, want the step without its value", err)
	}
}
