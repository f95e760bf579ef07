package scan

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// An error page and a picture are no pages of the site: they are gaps, and what they set is seen all the same.
func TestErrorsAndFilesAreNoPages(t *testing.T) {
	const shop = "https://shop.example/"
	cookie := crawler.Cookie{Page: shop + "gone", State: practice.BeforeConsent, Name: "sid", Value: "b7c1d05e88aa4f3c", Domain: "shop.example", Session: true, SetBy: "http"}
	r := &Record{job: jobLine{Site: shop}, pages: []*crawler.Page{
		{URL: shop, State: practice.BeforeConsent, Status: 200, MIME: "text/html"},
		{URL: shop + "gone", State: practice.BeforeConsent, Status: 404, MIME: "text/html", Cookies: []crawler.Cookie{cookie}},
		{URL: shop + "price.pdf", State: practice.BeforeConsent, Status: 200, MIME: "application/pdf"},
		{URL: shop + "gone", State: practice.Refused, Status: 404, MIME: "text/html"},
		{URL: shop, State: practice.BeforeConsent, Status: 404, MIME: "text/html", Submitted: shop + "send"},
	}}
	got := r.Observations()
	if got.Pages != 1 || len(got.Seen) != 1 || got.Seen[0].Name != "sid" {
		t.Errorf("%d pages and %d observations, want 1 page and the cookie of the error page", got.Pages, len(got.Seen))
	}
	if diff := cmp.Diff([]practice.Condition{practice.BeforeConsent}, got.States); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
	want := []practice.Gap{{Source: shop + "gone", Reason: "answered 404"}, {Source: shop + "price.pdf", Reason: "is no HTML but application/pdf"}, {Source: shop + "send", Reason: "answered 404 when a form of " + shop + " was submitted"}}
	if diff := cmp.Diff(want, got.Gaps); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
	if s := r.Summary(); s.Pages != 1 || len(s.Gaps) != 3 {
		t.Errorf("the summary counts %d pages and %d gaps, want 1 and 3", s.Pages, len(s.Gaps))
	}
}

// Code that asks another host of the company shares nothing with anybody; that it does so in plain stays.
func TestHostsOfTheCompanyReceiveNothing(t *testing.T) {
	code := func(notation string) practice.Observation {
		p, err := practice.Parse(notation)
		if err != nil {
			t.Fatal(err)
		}
		return practice.Observation{Practice: p}
	}
	r := &Record{job: jobLine{Site: "https://www.shop.example/"}, code: []practice.Observation{
		code("code share identity.name to shop.example"), code("code transfer.plain identity.name to shop.example"), code("code share identity.name to post.example"),
	}}
	var got []string
	for _, o := range r.Observations().Seen {
		got = append(got, o.Practice.String())
	}
	if diff := cmp.Diff([]string{"code share identity.name to post.example", "code transfer.plain identity.name to shop.example"}, got); diff != "" {
		t.Errorf("seen (-want +got):\n%s", diff)
	}
}

func TestTheClaimOfGPCComesWithWhatWasSeen(t *testing.T) {
	const file = "https://shop.example/.well-known/gpc.json"
	if got := run(t, nil).Observations().ClaimsGPC; got != file {
		t.Errorf("the claim is at %q, want %q", got, file)
	}
	unasked := run(t, func(j *Job) { j.States = []practice.Condition{practice.BeforeConsent} })
	if got := unasked.Observations().ClaimsGPC; got != "" {
		t.Errorf("the claim of a site that was not asked is at %q", got)
	}
}

// What dialogs offered and what their platforms list comes to the rules, each line of a table once however many pages show it.
func TestDialogsAndTheirTablesComeWithWhatWasSeen(t *testing.T) {
	const shop = "https://shop.example/"
	listed := crawler.DeclaredTracer{Platform: "Cookiebot", Name: "_ga", Category: "Statistics", Duration: "2 years"}
	r := &Record{job: jobLine{Site: shop}, pages: []*crawler.Page{
		{URL: shop, State: practice.BeforeConsent, Status: 200, MIME: "text/html", Declared: []crawler.DeclaredTracer{listed}},
		{URL: shop + "cart", State: practice.BeforeConsent, Status: 200, MIME: "text/html", Declared: []crawler.DeclaredTracer{listed}},
	}, choices: []crawler.Choice{
		{Page: shop, State: practice.Accepted, Platform: "Cookiebot", Offered: true, Clicks: 1, Clicked: []string{"OK"}},
		{Page: shop, State: practice.Refused, Platform: "Cookiebot", Offered: true, Clicked: []string{crawler.ByScript("Cookiebot.decline()")}},
	}}
	got := r.Observations()
	want := []practice.DeclaredTracer{{Page: shop, Platform: "Cookiebot", Name: "_ga", Category: "Statistics", Duration: "2 years"}}
	if diff := cmp.Diff(want, got.Declared); diff != "" {
		t.Errorf("declared (-want +got):\n%s", diff)
	}
	if len(got.Choices) != 2 || got.Choices[0].Scripted || !got.Choices[1].Scripted || got.Choices[0].Clicks != 1 {
		t.Errorf("choices %+v, want the acceptance by a click and the refusal by a script", got.Choices)
	}
}
