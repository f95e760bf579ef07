package crawler

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

func TestFormsAreSubmittedOnceAndOnlyWhenAsked(t *testing.T) {
	field := []Field{{Name: "email", Type: "email"}}
	form := func(name, action string) Form {
		return Form{FrameURL: "https://shop.example/", Action: action, Method: "post", Name: name, Fields: field}
	}
	newsletter := form("newsletter", "https://shop.example/subscribe")
	outside := form("framed", "https://shop.example/x")
	outside.FrameURL = "https://other.example/"
	nowhere := form("nowhere", "https://shop.example/y")
	nowhere.FrameURL = "about:srcdoc"
	twin := func(button string) Form {
		f := form("twin", "https://shop.example/twin")
		f.Buttons = []string{button}
		return f
	}
	site := func() *fakeSite {
		return &fakeSite{
			links: map[string][]string{"https://shop.example/": {"https://shop.example/a"}, "https://shop.example/a": nil},
			files: map[string]string{"https://shop.example/robots.txt": "User-agent: *\nDisallow: /forbidden\n"},
			forms: map[string][]Form{
				"https://shop.example/": {
					newsletter, form("contact", "https://shop.example/send"), form("robots", "https://shop.example/forbidden/send"),
					form("abroad", "https://other.example/subscribe"), outside, nowhere, form("out", "https://shop.example/logout"),
					form("excluded", "https://shop.example/private/send"), form("log-in", "https://shop.example/session"),
					form("script", "javascript:void(0)"),
					{Name: "boxes", Action: "https://shop.example/boxes", Fields: []Field{{Name: "box", Type: "checkbox"}}},
					form("broken", "https://shop.example/broken"), twin("Unsubscribe"), twin("Subscribe"),
				},
				"https://shop.example/a": {newsletter, form("survey", "https://shop.example/survey")},
			},
			broken: map[string]error{"submit broken": errors.New("it is not on the page any more")},
		}
	}
	typing := Types(func(f Field) (string, practice.Data) {
		if f.Type == "checkbox" {
			return "", ""
		}
		return "qx7k2mv9zd@example.com", "contact.email"
	})
	submitting := Submit(func(f *Form) string {
		if f.Name == "log-in" {
			return "it logs in"
		}
		if slices.Contains(f.Buttons, "Unsubscribe") {
			return "it ends a subscription"
		}
		return ""
	})
	told := func(opts ...Option) (submitted, left []string) {
		opts = append(opts, typing, Exclude("/private/**"), States(practice.BeforeConsent, practice.UnderGPC))
		for seen, err := range Crawl(t.Context(), site(), "https://shop.example/", opts...) {
			if err != nil {
				t.Fatal(err)
			}
			if seen.Page != nil && seen.Page.Submitted != "" {
				submitted = append(submitted, string(seen.Page.State)+": "+seen.Page.URL+" to "+seen.Page.Submitted)
			}
			if seen.Gap != nil && strings.Contains(seen.Gap.Reason, "submitted") {
				left = append(left, seen.Gap.Reason)
			}
		}
		return submitted, left
	}
	submitted, left := told()
	if len(submitted)+len(left) > 0 {
		t.Errorf("unasked, %q were submitted and %q told of", submitted, left)
	}
	submitted, left = told(submitting)
	want := []string{
		"before consent: https://shop.example/ to https://shop.example/subscribe",
		"before consent: https://shop.example/ to https://shop.example/send",
		"before consent: https://shop.example/ to https://shop.example/twin",
		"before consent: https://shop.example/a to https://shop.example/survey",
	}
	if diff := cmp.Diff(want, submitted); diff != "" {
		t.Errorf("submitted (-want +got):\n%s", diff)
	}
	slices.Sort(left)
	wantLeft := []string{
		`the form "abroad" was not submitted: it belongs to another site`,
		`the form "broken" was not submitted: it is not on the page any more`,
		`the form "excluded" was not submitted: its address is left out of the crawl`,
		`the form "framed" was not submitted: it belongs to another site`,
		`the form "log-in" was not submitted: it logs in`,
		`the form "nowhere" was not submitted: it stands in a frame without an address, and whose that is is not known`,
		`the form "out" was not submitted: its address is left out of the crawl`,
		`the form "robots" was not submitted: the site's robots.txt does not allow its address; --ignore-robots submits it all the same`,
		`the form "script" was not submitted: its action is no address of the web`,
		`the form "twin" was not submitted: it ends a subscription`,
	}
	if diff := cmp.Diff(wantLeft, left); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
	submitted, _ = told(submitting, Known(&Page{Forms: []Form{newsletter, form("contact", "https://shop.example/send"), twin("Subscribe")}}))
	if want := want[3:]; !slices.Equal(submitted, want) {
		t.Errorf("a resumed crawl submits %q, want %q", submitted, want)
	}
	start := "https://shop.example/"
	page := &Page{URL: start, FinalURL: start, State: practice.BeforeConsent, Forms: []Form{newsletter, form("contact", "https://shop.example/send"), form("log-in", "https://shop.example/session")}}
	page.Links = []Link{{URL: "https://shop.example/a"}}
	after := &Page{URL: start, State: practice.BeforeConsent, Submitted: newsletter.Action}
	submitted, left = told(submitting, Known(page, after), Skip(func(state practice.Condition, at string) bool { return at == start && state == page.State }))
	if want := want[3:]; !slices.Equal(submitted, want) {
		t.Errorf("a crawl resumed on a page with forms submits %q, want %q", submitted, want)
	}
	wantLeft = []string{
		`the form "contact" was not submitted: the crawl that was interrupted may have done so, and it is not done twice`,
		`the form "log-in" was not submitted: it logs in`,
	}
	if slices.Sort(left); !slices.Equal(left, wantLeft) {
		t.Errorf("a crawl resumed on a page with forms leaves %q, want %q", left, wantLeft)
	}
}
