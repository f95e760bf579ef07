package practice

import "testing"

func TestWordsOfAQuoteAreThoseOfItsReader(t *testing.T) {
	tests := []struct{ text, want string }{
		{"We never sell\n  your data.", "We never sell your data."},
		{"_ga</td><td>Google Analytics</td>\n<td class=\"x\">Audience measurement</td><td>2 years", "_ga | Google Analytics | Audience measurement | 2 years"},
		{"Nous ne <strong>vendons</strong> rien&nbsp;; R&amp;D<br/>et <!-- rien --> plus.", "Nous ne vendons rien ; R&D et plus."},
		{"e-<b>mail</b>s</li><li>names", "e-mails names"},
		{"Write to <dpo@larkspur.example> or <https://larkspur.example/>, if 1 < 2 > 0.", "Write to <dpo@larkspur.example> or <https://larkspur.example/>, if 1 < 2 > 0."},
		{"", ""},
	}
	for _, tt := range tests {
		if got := (Quote{Text: tt.text}).Words(); got != tt.want {
			t.Errorf("words of %q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestAQuoteNamesItsLineOrItsPage(t *testing.T) {
	for _, tt := range []struct {
		quote        Quote
		source, want string
	}{
		{Quote{Line: 41}, "notice", "notice:41"},
		{Quote{Line: 41}, "https://shop.example/privacy", "https://shop.example/privacy line 41"},
		{Quote{Line: 41, Page: 2}, "notice", "notice page 2"},
		{Quote{}, "notice", "notice"},
	} {
		if got := tt.quote.In(tt.source); got != tt.want {
			t.Errorf("line %d, page %d: %q, want %q", tt.quote.Line, tt.quote.Page, got, tt.want)
		}
	}
}
