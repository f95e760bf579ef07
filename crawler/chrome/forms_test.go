package chrome

import (
	"fmt"
	"slices"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

func TestFormsAreToldWithAllTheirFields(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/forms.html")
	var got []string
	for _, f := range p.Forms {
		got = append(got, fmt.Sprintf("%s: form %q %s %s", f.FrameURL, f.Name, f.Method, f.Action))
		for _, x := range f.Fields {
			line := fmt.Sprintf("  %s %q", x.Type, x.Name)
			for _, part := range []struct{ what, value string }{{"id", x.ID}, {"label", x.Label}, {"placeholder", x.Placeholder}, {"autocomplete", x.Autocomplete}} {
				if part.value != "" {
					line += fmt.Sprintf(" %s=%q", part.what, part.value)
				}
			}
			if x.Required {
				line += " required"
			}
			if x.Hidden {
				line += " hidden"
			}
			if x.Trap {
				line += " trap"
			}
			if x.Checked {
				line += " checked"
			}
			if x.Near != "" {
				line += fmt.Sprintf(" near=%q", x.Near)
			}
			got = append(got, line)
		}
		for _, l := range f.Links {
			got = append(got, fmt.Sprintf("  link %s %q", l.URL, l.Text))
		}
	}
	want := []string{
		`https://shop.example/forms.html: form "signup" post https://shop.example/collect`,
		`  email "email" id="e" label="Your e-mail address" autocomplete="email" required`,
		`  text "first_name" label="First name"`,
		`  date "dob" label="Date of birth"`,
		`  tel "phone" label="Telephone" placeholder="+44 ..."`,
		`  hidden "csrf_token" hidden`,
		`  text "website" hidden trap`,
		`  text "url" hidden trap`,
		`  text "f7" near="Nickname"`,
		`  checkbox "news" label="Send me news. Privacy notice" checked`,
		`  radio "gender" label="Gender"`,
		`  select "country"`,
		`  textarea "message"`,
		`  link https://shop.example/privacy.html "Privacy notice"`,
		`https://shop.example/forms.html: form ""  `,
		`  search "q" placeholder="Search"`,
		`https://shop.example/forms.html: form "" get https://mail.example/subscribe`,
		`  text "EMAIL"`,
		`https://shop.example/forms.html: form "" post https://shop.example/login`,
		`  password "" id="p" label="Password" autocomplete="current-password"`,
		`https://frame.example/forms-frame.html: form "" post https://frame.example/pay`,
		`  text "card" autocomplete="cc-number"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("forms (-want +got):\n%s", diff)
	}
}

func TestLinksAreAbsoluteAndWithoutFragment(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/links.html")
	var got []string
	for _, l := range p.Links {
		got = append(got, l.URL+" "+l.Text)
	}
	want := []string{
		"https://shop.example/contact.html Contact us",
		"https://other.example/ Partner",
		"https://shop.example/privacy.html?lang=en Privacy",
		"https://shop.example/map.html ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

// The names of fields and pictures stand in the place of properties of their form and document, such as form.id, without keeping anything from being read.
func TestNamesInAPageKeepNothingFromBeingRead(t *testing.T) {
	t.Parallel()
	s, err := running(t).Open(t.Context(), crawler.Visitor{Types: func(f crawler.Field) (string, practice.Data) {
		if f.Near != "E-mail address:" {
			return "", ""
		}
		return "qx7k2mv9zd@example.com", "contact.email"
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	const url = "https://shop.example/clobbered.html"
	p, err := s.Visit(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Gaps) > 0 || p.Title != "Names in the way" || len(p.Links) != 2 || len(p.Forms) != 2 {
		t.Fatalf("read %q with %d links and %d forms, gaps %v", p.Title, len(p.Links), len(p.Forms), p.Gaps)
	}
	f := &p.Forms[0]
	if f.Name != "order" || f.Action != "https://shop.example/clobbered-done" || f.Method != "post" || len(f.Fields) != 16 {
		t.Errorf("form %q %s %s with %d fields", f.Name, f.Method, f.Action, len(f.Fields))
	}
	if nick := p.Forms[1]; nick.Name != "shadow" || len(nick.Fields) != 1 || nick.Fields[0].Label != "Nickname" {
		t.Errorf("form %+v, want one with a nickname", nick)
	}
	if len(p.Typed) != 1 || p.Typed[0].Form != "order" || p.Typed[0].Value != "qx7k2mv9zd@example.com" {
		t.Errorf("typed %+v, want an address into order", p.Typed)
	}
	p, err = s.Submit(t.Context(), url, f, detect.NoSubmission)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(p.Requests, func(q crawler.Request) bool { return q.Method == "POST" && q.URL == f.Action }) {
		t.Errorf("the form was not sent: %v", urls(p))
	}
}
