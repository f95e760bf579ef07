package chrome

import (
	"fmt"
	"testing"

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
