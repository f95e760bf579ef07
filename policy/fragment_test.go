package policy

import (
	"strings"
	"testing"
)

// A quote of a page whose address is known carries a link that a browser opens at its words.
func TestQuotesOfAPageLinkToTheirWords(t *testing.T) {
	const page = `<nav>We collect your name. Menu</nav><h1>Privacy</h1>
<p>We collect <b>your name</b>.</p> <p>We use R&amp;D, e-mail and logs to keep your account safe and to send you the letters that you asked for.</p>
<table><tr><th>Cookie<th>Purpose</tr><tr><td>_ga<td>audience measurement</tr></table>
<p hidden>We share your address with Stripe.</p> <p>We share your address with Stripe.</p>
<p>Refunds. We share your address with Stripe.</p>`
	for _, tt := range []struct{ quote, want string }{
		{"We collect <b>your name</b>", "Privacy-,We%20collect%20your%20name%2E"}, // the same words stand in the navigation
		{"We use R&amp;D, e-mail and logs to keep your account safe and to send you the letters that you asked for.", "We%20use%20R%26D%2C%20e%2Dmail,that%20you%20asked%20for%2E"},
		{"_ga<td>audience measurement", "%5Fga,audience%20measurement"},
		{"We share your address with Stripe.</p>\n<p>Refunds", "measurement-,We%20share%20your%20address,Refunds%2E"},
	} {
		d := newDocument("https://wren.example/privacy#top", []byte(page))
		from := strings.LastIndex(page, tt.quote)
		if got, want := d.link(from, from+len(tt.quote)), "https://wren.example/privacy#:~:text="+tt.want; got != want {
			t.Errorf("%q:\n got %s\nwant %s", tt.quote, got, want)
		}
	}
}

func TestOnlyAPageOfTheWebIsLinkedTo(t *testing.T) {
	const words = "<p>We collect your name.</p>"
	for _, tt := range []struct {
		reader           *Reader
		name, page, want string
	}{
		{HTML, "https://wren.example/privacy", words, "https://wren.example/privacy"},
		{HTML, "privacy.html", `<link rel="canonical" href="https://wren.example/en/privacy">` + words, "https://wren.example/en/privacy"},
		{HTML, "privacy.html", "<!-- saved from url=(0028)https://wren.example/privacy -->" + words, "https://wren.example/privacy"},
		{HTML, "privacy.html", `<link rel="canonical" href="javascript:alert(1)">` + words, ""},
		{HTML, "privacy.html", `<link rel="canonical" href="https://me:secret@wren.example/">` + words, ""},
		{HTML, "privacy.html", words, ""},
		{Markdown, "privacy.md", "We collect your name.", ""},
	} {
		n, err := tt.reader.Read(tt.name, []byte(tt.page))
		if err != nil {
			t.Fatal(err)
		}
		want := ""
		if tt.want != "" {
			want = tt.want + "#:~:text=We%20collect%20your%20name%2E"
		}
		if got := n.Declarations[0].Link; got != want {
			t.Errorf("%s %s: link %q, want %q", tt.name, tt.page, got, want)
		}
	}
}

// White space between an element and the next word parts sentences.
func TestASentenceThatBeginsInBoldIsOneOfItsOwn(t *testing.T) {
	n, err := ReadBytes("page.html", []byte("<p>We collect your name. <b>We never sell</b> your e-mail address.</p>"))
	if err != nil {
		t.Fatal(err)
	}
	if len(n.Declarations) != 2 || n.Declarations[0].Text != "We collect your name." {
		t.Errorf("declarations %v, want two sentences", n.Declarations)
	}
}

func TestTheShadowTreeOfAnElementIsRead(t *testing.T) {
	n, err := ReadBytes("page.html", []byte(`<app-notice><template shadowrootmode="open"><p>We collect your name.</p></template></app-notice><template><p>We sell your name.</p></template>`))
	if err != nil {
		t.Fatal(err)
	}
	if len(n.Declarations) != 1 || n.Declarations[0].Text != "We collect your name." {
		t.Errorf("declarations %v, want the one of the shadow tree", n.Declarations)
	}
}
