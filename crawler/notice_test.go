package crawler

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWordsOfLinksAreWrittenAsTheyAreCompared(t *testing.T) {
	said := map[string]int{}
	for _, row := range practice.MustTable("notices.txt", noticesTable, 3) {
		what, lang, words := row.Columns[0], row.Columns[1], strings.TrimPrefix(row.Columns[2], "=")
		if what != "place" && what != "service" && foldWords(words) != words {
			t.Errorf("notices.txt:%d: %q is compared as %q", row.Line, words, foldWords(words))
		}
		key := what + " " + lang + " " + words
		if first, twice := said[key]; twice {
			t.Errorf("notices.txt:%d: said already on line %d", row.Line, first)
		}
		said[key] = row.Line
	}
	for _, what := range []string{"privacy", "cookies", "terms", "imprint", "choice", "layer", "article", "language", "service"} {
		list := noticeWords()[what]
		if !slices.IsSortedFunc(list, func(a, b phrase) int { return strings.Compare(a.lang+" "+a.words, b.lang+" "+b.words) }) || len(list) == 0 {
			t.Errorf("notices.txt: the rows of %q are not in order", what)
		}
	}
}

func TestWordsThatAreFoldedTwiceAreFoldedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		once := foldWords(text)
		if twice := foldWords(once); twice != once {
			t.Fatalf("%q is folded to %q, and that to %q", text, once, twice)
		}
	})
}

// Whatever a page writes into its links, they are ranked; and a notice that is found has an address and a reason.
func TestAnyLinkIsRanked(t *testing.T) {
	scope, err := NewScope("https://shop.example/")
	if err != nil {
		t.Fatal(err)
	}
	words := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"Privacy", "cookies", "Données personnelles", "", "settings"}))
	rapid.Check(t, func(t *rapid.T) {
		link := Link{
			URL:  rapid.SampledFrom([]string{"https://shop.example/", "https://group.example/", "http://[::1]/", "", "%"}).Draw(t, "host") + words.Draw(t, "path"),
			Text: words.Draw(t, "text"), Title: words.Draw(t, "title"), Label: words.Draw(t, "label"), Lang: words.Draw(t, "lang"), Rel: words.Draw(t, "rel"),
			Place: rapid.SampledFrom([]string{"", "footer", "dialog", "navigation"}).Draw(t, "place"),
		}
		for _, n := range FindNotices(scope, []*Page{{FinalURL: "https://shop.example/", Links: []Link{link}}}) {
			if address(n.URL) == "" || len(n.Why) == 0 || n.Score < leastScore || !slices.Contains(noticeKinds, n.Kind) {
				t.Fatalf("%+v is found as %+v", link, n)
			}
		}
	})
}

func TestALinkIsKnownByItsWords(t *testing.T) {
	const home = "https://www.shop.example"
	tests := []struct {
		link Link
		want string // kind, or "" for no notice
	}{
		{Link{URL: home + "/p/12", Text: "Privacy Policy"}, "privacy en"},
		{Link{URL: home + "/p/12", Text: "Read our privacy notice"}, "privacy en"},
		{Link{URL: home + "/p/12", Text: "Données personnelles"}, "privacy fr"},
		{Link{URL: home + "/p/12", Text: "Politique de confidentialité"}, "privacy fr"},
		{Link{URL: home + "/p/12", Text: "Protection de la vie privée"}, "privacy fr"},
		{Link{URL: home + "/p/12", Text: "RGPD"}, "privacy fr"},
		{Link{URL: home + "/p/12", Text: "Datenschutzerklärung"}, "privacy de"},
		{Link{URL: home + "/p/12", Text: "プライバシーポリシー"}, "privacy ja"},
		{Link{URL: home + "/p/12", Text: "Privacy & Cookie Policy"}, "privacy en"},
		{Link{URL: home + "/p/12", Text: "Confidentialité et cookies"}, "privacy fr"},
		{Link{URL: home + "/p/12", Text: "Cookie Policy"}, "cookies en"},
		{Link{URL: home + "/p/12", Text: "Gestion des cookies"}, "cookies fr"},
		{Link{URL: home + "/p/12", Text: "Cookies"}, "cookies en"},
		{Link{URL: home + "/p/12", Text: "Conditions générales de vente"}, "terms fr"},
		{Link{URL: home + "/p/12", Text: "Mentions légales"}, "imprint fr"},
		{Link{URL: home + "/p/12", Text: "Mentions légales et données personnelles"}, "privacy fr"},
		{Link{URL: home + "/legal/privacy-policy.html", Text: "here"}, "privacy"},
		{Link{URL: home + "/privacypolicy", Text: "here"}, "privacy"},
		{Link{URL: home + "/fr/politique-de-confidentialite", Text: ""}, "privacy fr"},
		{Link{URL: home + "/p/12", Text: "§", Title: "Privacy notice"}, "privacy en"},
		{Link{URL: home + "/p/12", Label: "Privacy notice"}, "privacy en"},
		{Link{URL: home + "/p/12", Rel: "privacy-policy"}, "privacy"},
		{Link{URL: home + "/p/12", Text: "Privacy policy", Lang: "de-AT"}, "privacy de"},
		{Link{URL: home + "/nl/p/12", Text: "Privacy"}, "privacy nl"},
		{Link{URL: "https://www.iubenda.com/privacy-policy/81", Text: "Privacy policy"}, "privacy en foreign"},
		{Link{URL: "https://group.example/privacy", Text: "Privacy policy"}, "privacy en foreign"},

		{Link{URL: home + "/p/12", Text: "Cookie settings"}, ""},
		{Link{URL: home + "/p/12", Text: "Your privacy choices"}, ""},
		{Link{URL: home + "/p/12", Text: "Gérer mes cookies"}, ""},
		{Link{URL: home + "/p/12", Text: "Do Not Sell My Personal Information"}, ""},
		{Link{URL: home + "/p/12", Text: "Chocolate chip cookies"}, ""},
		{Link{URL: home + "/p/12", Text: "Contact our data protection officer"}, ""},
		{Link{URL: home + "/blog/privacy", Text: "What the new law on privacy means for small shops and for everybody who buys from them"}, ""},
		{Link{URL: home + "/news/2026/privacy-policy", Text: "Read on"}, ""},
		{Link{URL: "https://policies.google.com/privacy", Text: "Privacy"}, ""}, // of an embedded service
		{Link{URL: home + "/books", Text: "Books"}, ""},
		{Link{URL: "mailto:privacy@shop.example", Text: "Privacy"}, ""},
	}
	scope, err := NewScope(home)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		got := ""
		for _, n := range FindNotices(scope, []*Page{{FinalURL: home + "/", Links: []Link{tt.link}}}) {
			got = strings.TrimSpace(string(n.Kind) + " " + n.Lang)
			if n.Foreign {
				got += " foreign"
			}
		}
		if got != tt.want {
			t.Errorf("the link %+v leads to %q, want %q", tt.link, got, tt.want)
		}
	}
}

func TestNoticesAreRankedOverAllPages(t *testing.T) {
	footer := []Link{
		{URL: "https://shop.example/privacy#top", Text: "Privacy notice", Place: "footer"},
		{URL: "https://shop.example/legal", Text: "Legal notice", Place: "footer"},
		{URL: "https://shop.example/cookies", Text: "Cookie notice", Place: "footer"},
	}
	pages := []*Page{
		{FinalURL: "https://shop.example/", Links: append([]Link{{URL: "https://shop.example/applicants", Text: "Privacy notice for applicants"}}, footer...)},
		{FinalURL: "https://shop.example/books", Links: footer},
		{FinalURL: "https://shop.example/privacy", Links: footer}, // that it names itself says nothing
		{FinalURL: "https://elsewhere.example/", Links: []Link{{URL: "https://shop.example/old-privacy", Text: "Privacy notice"}}},
	}
	scope, err := NewScope("https://shop.example/")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range FindNotices(scope, pages) {
		got = append(got, fmt.Sprintf("%s %s %d: %s", n.Kind, n.URL, n.Score, strings.Join(n.Why, ", ")))
	}
	want := []string{
		"privacy https://shop.example/privacy 19: text “Privacy notice”, path /privacy, in the footer, on 2 pages",
		"privacy https://shop.example/applicants 7: text “Privacy notice for applicants”",
		"cookies https://shop.example/cookies 20: text “Cookie notice”, path /cookies, in the footer, on 3 pages",
		"imprint https://shop.example/legal 20: text “Legal notice”, path /legal, in the footer, on 3 pages",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}

func TestOfTwoNoticesThatScoreAlikeTheOneInTheLanguageOfTheSiteIsTaken(t *testing.T) {
	links := []Link{
		{URL: "https://shop.example/fr/confidentialite", Text: "Politique de confidentialité", Place: "footer", Lang: "fr"},
		{URL: "https://shop.example/privacy", Text: "Privacy policy", Place: "footer", Lang: "en"},
	}
	scope, err := NewScope("https://shop.example/")
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"en-GB": "https://shop.example/privacy", "fr": "https://shop.example/fr/confidentialite"} {
		found := FindNotices(scope, []*Page{{FinalURL: "https://shop.example/", Lang: lang, Links: links}})
		if len(found) != 2 || found[0].Score != found[1].Score {
			t.Fatalf("found %v, want two notices that score alike", found)
		}
		if found[0].URL != want {
			t.Errorf("on a site in %q, %s is taken first, want %s", lang, found[0].URL, want)
		}
	}
}
