package crawler

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A library is a browser that reads: its documents by address, and in asked what was asked of it.
type library struct {
	documents map[string]Document
	files     map[string]string // that are fetched
	asked     []string
	who       Visitor // of the last session
	gone      bool
}

func (l *library) Open(_ context.Context, who Visitor) (Session, error) {
	l.who = who
	return reading{l, &fakeSession{&fakeSite{open: 1, files: l.files}}}, nil
}
func (l *library) About() About { return About{} }
func (l *library) Close() error { return nil }

type reading struct {
	*library
	Session
}

func (r reading) Close() error { return r.Session.Close() }

func (r reading) Read(_ context.Context, url string) ([]Document, error) {
	r.asked = append(r.asked, url)
	if r.gone {
		return nil, fmt.Errorf("pipe closed: %w", ErrGone)
	}
	d, ok := r.documents[url]
	if !ok {
		return nil, errors.New("no document: net::ERR_CONNECTION_REFUSED")
	}
	d.URL = url
	if d.FinalURL == "" {
		d.FinalURL = url
	}
	if d.Status == 0 {
		d.Status = 200
	}
	if d.MIME == "" {
		d.MIME = "text/html"
	}
	return []Document{d}, nil
}

const home = "https://shop.example/"

// page is the front page with links, each "URL TEXT".
func page(links ...string) *Page { return &Page{URL: home, FinalURL: home, Links: linksOf(links...)} }

func linksOf(links ...string) []Link {
	var all []Link
	for _, l := range links {
		at, text, _ := strings.Cut(l, " ")
		all = append(all, Link{URL: at, Text: text})
	}
	return all
}

// told is what a search came to: a line for each notice, and for each gap.
func told(d Discovery) []string {
	var lines []string
	for _, n := range d.Notices {
		line := fmt.Sprintf("%s %s %s", n.Kind, n.URL, n.Lang)
		if n.Document != nil {
			line = "read " + line
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	for _, g := range d.Gaps {
		lines = append(lines, "gap "+g.Source+": "+g.Reason)
	}
	return lines
}

func TestReadNotices(t *testing.T) {
	tests := []struct {
		name   string
		page   *Page
		search Search
		site   map[string]Document
		want   []string
		asked  int // documents, -1 when it does not matter
	}{
		{
			name: "the best privacy notice and the best cookie notice are read",
			page: page(home+"p Privacy notice", home+"a Applicant privacy notice", home+"c Cookie policy", home+"t Terms of use"),
			site: map[string]Document{home + "p": {Lang: "en"}, home + "c": {}, home + "a": {}},
			want: []string{"read privacy " + home + "p en", "read cookies " + home + "c en", "privacy " + home + "a en", "terms " + home + "t en"},
		},
		{
			name: "the next best is read when the best is not there",
			page: page(home+"privacy Privacy notice", home+"p2 Our privacy notice"),
			site: map[string]Document{home + "privacy": {Status: 404}, home + "p2": {}},
			want: []string{"read privacy " + home + "p2 en", "privacy " + home + "privacy en", "gap " + home + "privacy: a notice that was not read: answered 404"},
		},
		{
			name: "a notice on another host is a gap that says the way out",
			page: page("https://group.example/privacy Privacy notice"),
			want: []string{
				"privacy https://group.example/privacy en",
				"gap https://group.example/privacy: a notice that was not read: group.example is not a host of the site; name it with --policy https://group.example/privacy, or allow --foreign-notices",
			},
		},
		{
			name:   "unless such notices are allowed",
			page:   page("https://group.example/privacy Privacy notice"),
			search: Search{Find: true, Anywhere: true},
			site:   map[string]Document{"https://group.example/privacy": {}},
			want:   []string{"read privacy https://group.example/privacy en"},
			asked:  1,
		},
		{
			name: "one on the site comes before one elsewhere",
			page: page("https://group.example/privacy Privacy notice", home+"x See our privacy notice"),
			site: map[string]Document{home + "x": {}},
			want: []string{"read privacy " + home + "x en", "privacy https://group.example/privacy en"},
		},
		{
			name: "where no link leads to a notice the usual places are tried, and a page for everything is no notice",
			page: page(home + "books Books"),
			site: map[string]Document{home + "privacy": {Title: "Page not found"}, home + "legal/privacy": {Title: "Privacy | Shop"}},
			want: []string{"read privacy " + home + "legal/privacy"},
		},
		{
			name: "a file in a usual place needs no title",
			page: page(home + "books Books"),
			site: map[string]Document{home + ".well-known/privacy-policy.txt": {MIME: "text/plain", Content: []byte("We collect")}},
			want: []string{"read privacy " + home + ".well-known/privacy-policy.txt"},
		},
		{
			name: "the imprint is read when there is nothing else",
			page: page(home+"mentions Mentions légales", home+"cgv Conditions générales de vente"),
			site: map[string]Document{home + "mentions": {Lang: "fr-FR"}, home + "cgv": {}},
			want: []string{
				"read imprint " + home + "mentions fr", "terms " + home + "cgv fr",
				"gap " + home + ": no privacy notice was found, and the imprint (" + home + "mentions) was judged in its place; if there is a notice, name it with --policy",
			},
		},
		{
			name: "but not instead of a privacy notice that cannot be read",
			page: page(home+"mentions Mentions légales", home+"donnees Données personnelles"),
			site: map[string]Document{home + "mentions": {}},
			want: []string{
				"privacy " + home + "donnees fr", "imprint " + home + "mentions fr",
				"gap " + home + "donnees: a notice that was not read: no document: net::ERR_CONNECTION_REFUSED",
			},
		},
		{
			name: "a cookie notice alone leaves a gap",
			page: page(home + "traceurs Politique de cookies"),
			site: map[string]Document{home + "traceurs": {}},
			want: []string{
				"read cookies " + home + "traceurs fr",
				"gap " + home + ": no privacy notice was found, and the cookie notice (" + home + "traceurs) was judged in its place; if there is a notice, name it with --policy",
			},
		},
		{
			name:   "of links to versions the one in a language that is read is taken",
			page:   page(home+"de/datenschutz Datenschutz", home+"fr/confidentialite Confidentialité"),
			search: Search{Find: true, Languages: []string{"en", "fr"}},
			site:   map[string]Document{home + "de/datenschutz": {Lang: "de"}, home + "fr/confidentialite": {Lang: "fr"}},
			want:   []string{"read privacy " + home + "fr/confidentialite fr", "privacy " + home + "de/datenschutz de"},
			asked:  1,
		},
		{
			name:   "a notice in another language leads to its version in one that is read",
			page:   page(home + "datenschutz Datenschutz"),
			search: Search{Find: true, Languages: []string{"en", "fr"}},
			site: map[string]Document{
				home + "datenschutz": {Lang: "de", Versions: []Link{{URL: home + "privacy", Lang: "en-GB"}, {URL: home + "datenschutz", Lang: "de"}}},
				home + "privacy":     {Lang: "en", Title: "Privacy notice"},
			},
			want: []string{"read privacy " + home + "privacy en", "privacy " + home + "datenschutz de"},
		},
		{
			name:   "a link named after a language is followed, but not to a front page",
			page:   page(home + "datenschutz Datenschutz"),
			search: Search{Find: true, Languages: []string{"en", "fr"}},
			site: map[string]Document{
				home + "datenschutz": {Lang: "de", Links: linksOf(home+"en English", home+"fr/donnees Français")},
				home + "en":          {Lang: "en", Title: "Welcome"},
				home + "fr/donnees":  {Lang: "fr", Headings: []string{"Vos données personnelles"}},
			},
			want: []string{"read privacy " + home + "fr/donnees fr", "privacy " + home + "datenschutz de"},
		},
		{
			name:   "where no version can be read the text decides",
			page:   page(home + "datenschutz Datenschutz"),
			search: Search{Find: true, Languages: []string{"en", "fr"}},
			site:   map[string]Document{home + "datenschutz": {Lang: "de"}},
			want:   []string{"read privacy " + home + "datenschutz de"},
		},
		{
			name: "the layers of a notice are read with it, one step far",
			page: page(home + "privacy Privacy notice"),
			site: map[string]Document{
				home + "privacy": {Links: append(linksOf(home+"full Full version", home+"app privacy notice for our app", home+"cookies here", home+"books books", home+"gone our cookie notice",
					"https://policies.google.com/privacy Google privacy policy", "https://partner.example/privacy Privacy policy of our partner"),
					Link{URL: home + "jobs-privacy", Text: "Privacy for applicants", Place: "footer"})},
				home + "full":    {Links: linksOf(home + "fuller Full version")},
				home + "app":     {},
				home + "cookies": {},
			},
			want: []string{
				"read privacy " + home + "privacy en", "read privacy " + home + "full en", "read privacy " + home + "app en",
				"read cookies " + home + "cookies", "cookies " + home + "gone en",
				"gap " + home + "gone: a notice that was not read: no document: net::ERR_CONNECTION_REFUSED",
			},
		},
		{
			name:   "what the user names is read wherever it is, with its layers",
			search: Search{URLs: []string{"https://group.example/notice"}},
			site: map[string]Document{
				"https://group.example/notice":        {Links: linksOf("https://www.group.example/cookies cookie policy", home+"privacy privacy notice")},
				"https://www.group.example/cookies":   {},
				"https://www.group.example/something": {},
			},
			want:  []string{"read named https://group.example/notice", "read cookies https://www.group.example/cookies en"},
			asked: 2,
		},
		{
			name: "two addresses of one document are read once",
			page: page(home+"privacy Privacy notice", home+"cookies Cookie notice"),
			site: map[string]Document{home + "privacy": {}, home + "cookies": {FinalURL: home + "privacy"}},
			want: []string{"read privacy " + home + "privacy en", "cookies " + home + "cookies en"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			browser := &library{documents: tt.site}
			if tt.search.URLs == nil && !tt.search.Find {
				tt.search.Find = true
			}
			seed := home
			if tt.page == nil {
				seed = ""
			}
			d, err := ReadNotices(t.Context(), browser, seed, []*Page{tt.page}, tt.search)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, told(d)); diff != "" {
				t.Errorf("notices (-want +got):\n%s", diff)
			}
			if tt.asked > 0 && len(browser.asked) != tt.asked {
				t.Errorf("asked for %v, want %d documents", browser.asked, tt.asked)
			}
		})
	}
}

func TestASearchAsksOnlyTheSite(t *testing.T) {
	browser := &library{}
	front := page("https://group.example/privacy Privacy notice", "https://elsewhere.example/cookies Cookie notice", "https://ads.example/ Advertise")
	if _, err := ReadNotices(t.Context(), browser, home, []*Page{front}, Search{Find: true}); err != nil {
		t.Fatal(err)
	}
	front = page(home + "books Books")
	if _, err := ReadNotices(t.Context(), browser, home, []*Page{front}, Search{Find: true}); err != nil {
		t.Fatal(err)
	}
	if len(browser.asked) == 0 {
		t.Error("no usual place was tried")
	}
	for _, at := range browser.asked {
		if !strings.HasPrefix(at, home) {
			t.Errorf("asked for %s, which is not of the site", at)
		}
	}
}

func TestASearchWithoutASessionIsAGap(t *testing.T) {
	closed := &fakeSite{broken: map[string]error{"open 1": errors.New("no session")}}
	d, err := ReadNotices(t.Context(), closed, home, []*Page{page(home + "privacy Privacy notice")}, Search{Find: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"gap " + home + ": notices were not looked for: no session"}, told(d)); diff != "" {
		t.Errorf("search (-want +got):\n%s", diff)
	}
}

func TestASearchEndsWithItsBrowser(t *testing.T) {
	_, err := ReadNotices(t.Context(), &library{gone: true}, home, []*Page{page(home + "privacy Privacy notice")}, Search{Find: true})
	if !errors.Is(err, ErrGone) {
		t.Errorf("error %v, want that the browser is gone", err)
	}
}

// A site whose links lead nowhere, or to more documents than anybody reads, is asked for a few of them, and the rest is one gap.
func TestASearchIsBounded(t *testing.T) {
	const many = 400
	var missing, layers, foreign, versions []string
	for i := range many {
		missing = append(missing, fmt.Sprintf("%sp%d Privacy notice", home, i), fmt.Sprintf("%sc%d Cookie policy", home, i))
		layers = append(layers, fmt.Sprintf("%sl%d Privacy notice for customers", home, i))
		foreign = append(foreign, fmt.Sprintf("https://h%d.example/privacy Privacy notice", i))
		versions = append(versions, fmt.Sprintf("%sv%d English", home, i))
	}
	found := map[string]Document{home + "privacy": {Links: linksOf(layers...)}}
	for i := range many {
		found[fmt.Sprintf("%sl%d", home, i)] = Document{}
	}
	places := len(noticeWords()["place"])
	tests := []struct {
		name        string
		page        *Page
		site        map[string]Document
		asked, gaps int // at most
	}{
		{"links that lead nowhere", page(missing...), nil, maxFailed + places, maxFailed + 2},
		{"a notice that leads to notices that are there", page(home + "privacy Privacy notice"), found, maxNotices, 1},
		{"a notice that leads to notices that are not there", page(home + "privacy Privacy notice"), map[string]Document{home + "privacy": {Links: linksOf(layers...)}}, 1 + maxFailed, maxFailed + 1},
		{"links to other hosts", page(foreign...), nil, places, maxLeft + 2},
		{"a notice with versions that are not there", page(home + "privacy Privacy notice"), map[string]Document{home + "privacy": {Lang: "de", Links: linksOf(versions...)}}, 1 + maxFailed + places, 2},
	}
	for _, tt := range tests {
		browser := &library{documents: tt.site}
		d, err := ReadNotices(t.Context(), browser, home, []*Page{tt.page}, Search{Find: true, Languages: []string{"en"}})
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if len(browser.asked) > tt.asked || len(d.Gaps) > tt.gaps {
			t.Errorf("%s: asked for %d documents, and told %d gaps; want at most %d and %d", tt.name, len(browser.asked), len(d.Gaps), tt.asked, tt.gaps)
		}
	}
}

func TestNoticesAreReadAsRobotsTxtAllows(t *testing.T) {
	site := func() *library {
		return &library{
			documents: map[string]Document{home + "legal/privacy": {Title: "Privacy notice", Lang: "en"}},
			files:     map[string]string{home + "robots.txt": "User-agent: *\nDisallow: /legal/\n"},
		}
	}
	front := page(home + "legal/privacy Privacy notice")
	for _, tt := range []struct {
		name   string
		search Search
		opts   []Option
		want   []string
	}{
		{"found", Search{Find: true}, nil, []string{
			"privacy " + home + "legal/privacy en",
			"gap " + home + "legal/privacy: a notice that was not read: " + errRobots.Error(),
		}},
		{"ignoring", Search{Find: true}, []Option{IgnoreRobots()}, []string{"read privacy " + home + "legal/privacy en"}},
		{"named", Search{URLs: []string{home + "legal/privacy"}}, nil, []string{"read named " + home + "legal/privacy en"}},
		{"rules of the crawl", Search{Find: true}, []Option{KnownFiles(File{Kind: RobotsFile, URL: home + "robots.txt", Status: 404})}, []string{"read privacy " + home + "legal/privacy en"}},
	} {
		d, err := ReadNotices(t.Context(), site(), home, []*Page{front}, tt.search, tt.opts...)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, told(d)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// A site behind a password shows its notice to nobody without it. Who is signed in by cookies or steps is shown pages of their own.
func TestNoticesAreReadWithTheHeadersOfTheLogIn(t *testing.T) {
	b := &library{documents: map[string]Document{home + "privacy": {Title: "Privacy notice", Lang: "en"}}}
	login := Login{Headers: []Header{{Name: "Authorization", Value: "Basic c2VjcmV0"}}, Cookies: []Cookie{{Name: "sid"}}, Steps: []Step{{Goto: home}}}
	if _, err := ReadNotices(t.Context(), b, home, []*Page{page(home + "privacy Privacy notice")}, Search{Find: true}, LoggedIn(login)); err != nil {
		t.Fatal(err)
	}
	who := b.who.Login
	if who == nil || len(who.Headers) != 1 || len(who.Cookies)+len(who.Steps) > 0 || !who.Own("shop.example") || who.Own("other.example") {
		t.Errorf("the notice is read as %+v, want with the header alone, for the site alone", who)
	}
	if _, err := ReadNotices(t.Context(), b, home, nil, Search{Find: true}); err != nil || b.who.Login != nil {
		t.Errorf("without a log-in, the notice is read as %+v (%v)", b.who.Login, err)
	}
}
