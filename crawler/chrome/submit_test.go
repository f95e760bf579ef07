package chrome

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

// What leaves once a form is submitted is told with its channel, whether the page sends it, its script, or the page that follows.
func TestASubmittedFormTellsWhatLeaves(t *testing.T) {
	t.Parallel()
	tests := []struct {
		form  string
		err   string
		leaks []string
		title string
	}{
		{form: "contact", title: "Thank you", leaks: []string{"pixel.example: address, base64", "shop.example: body, url"}},
		{form: "by-script", title: "Forms to submit", leaks: []string{"crm.example: body"}},
		{form: "bare", leaks: []string{"shop.example: address, url"}},
		{form: "framed", title: "Forms to submit", leaks: []string{"shop.example: body, url"}},
		{form: "strict", err: "it does not accept what was typed: email"},
		{form: "gone", err: "it is not on the page any more"},
	}
	for _, tt := range tests {
		t.Run(tt.form, func(t *testing.T) {
			t.Parallel()
			p, err := submitted(t, "submit.html", tt.form)
			if tt.err != "" {
				if err == nil || err.Error() != tt.err {
					t.Errorf("Submit gives %v, want %q", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if tt.title != "" && p.Title != tt.title {
				t.Errorf("it led to %q (%s), want %q", p.Title, p.FinalURL, tt.title)
			}
			var told []string
			for _, leak := range detect.Leaks(p) {
				line := crawler.Host(p.Requests[leak.Request-1].URL) + ": " + leak.Channel
				if leak.How != "" {
					line += ", " + leak.How
				}
				if !strings.HasSuffix(leak.Channel, "header") { // the address of the form that was got stands in referers, too
					told = append(told, line)
				}
				if !leak.Submitted || leak.Keys || leak.When != "after it was submitted" {
					t.Errorf("%s is told as sent %s", line, leak.When)
				}
			}
			slices.Sort(told)
			if diff := cmp.Diff(tt.leaks, slices.Compact(told)); diff != "" {
				t.Errorf("leaks (-want +got):\n%s", diff)
			}
		})
	}
}

// submitted submits a form of a page as a crawl does.
func submitted(t *testing.T, page, name string) (*crawler.Page, error) {
	t.Helper()
	s, err := running(t).Open(t.Context(), crawler.Visitor{Types: func(crawler.Field) (string, practice.Data) { return "qx7k2mv9zd@example.com", "contact.email" }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	url := "https://shop.example/" + page
	p, err := s.Visit(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range p.Requests {
		if q.Method == "POST" && !strings.Contains(q.URL, "ping") || strings.Contains(q.URL, "-done") {
			t.Errorf("a visit submitted a form: %s %s", q.Method, q.URL)
		}
	}
	form := &crawler.Form{Name: name}
	for i := range p.Forms {
		if p.Forms[i].Name == name {
			form = &p.Forms[i]
		}
	}
	if why := detect.NoSubmission(form); why != "" {
		return nil, errors.New("at first sight: " + why)
	}
	return s.Submit(t.Context(), url, form, detect.NoSubmission)
}

func TestWhatAFormRequiresIsTickedAndChosenAndNothingElse(t *testing.T) {
	t.Parallel()
	p, err := submitted(t, "submit.html", "contact")
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(p.Requests, func(q crawler.Request) bool { return q.Method == "POST" })
	if i < 0 {
		t.Fatalf("no form was sent: %v", urls(p))
	}
	if got, want := string(p.Requests[i].Body), "email=qx7k2mv9zd%40example.com&terms=on&topic=sales&day=2031-05-14"; got != want {
		t.Errorf("sent %q, want %q", got, want)
	}
	if p.Submitted != "https://shop.example/thanks.html" || len(p.Typed) != 1 || p.Typed[0].Submitted.IsZero() {
		t.Errorf("submitted to %q, typed %+v", p.Submitted, p.Typed)
	}
}

// What a form does is told by the button that is clicked, and told again once the form is filled in.
func TestAFormIsJudgedByWhatIsClicked(t *testing.T) {
	t.Parallel()
	tests := []struct{ form, err, body string }{
		{form: "crowded", err: "at first sight: it deletes something"},
		{form: "signed", err: "at first sight: it deletes something"},
		{form: "by-method", err: "at first sight: it deletes something"},
		{form: "by-address", err: "at first sight: it deletes something"},
		{form: "by-value", err: "it ends a subscription"},
		{form: "turned", err: "it would be sent elsewhere once it is filled in"},
		{form: "worded", err: "it deletes something"},
		{form: "on-click", err: "it would be sent elsewhere once its button is clicked"},
		{form: "by-hand", err: "it would be sent elsewhere once its button is clicked"},
		{form: "by-another", err: "it would be sent elsewhere once its button is clicked"},
		{form: "itself", body: "email=qx7k2mv9zd%40example.com"},
		{form: "born", body: "email=qx7k2mv9zd%40example.com&born=2008-12-31"},
	}
	for _, tt := range tests {
		t.Run(tt.form, func(t *testing.T) {
			t.Parallel()
			p, err := submitted(t, "submit-judged.html", tt.form)
			if got := fmt.Sprint(err); err != nil && got != tt.err || err == nil && tt.err != "" {
				t.Fatalf("Submit gives %v, want %q", err, tt.err)
			}
			if err != nil {
				return
			}
			var body string
			for _, q := range p.Requests {
				if q.Method == "POST" {
					body += string(q.Body)
				}
			}
			if body != tt.body {
				t.Errorf("sent %q, want %q", body, tt.body)
			}
		})
	}
}
