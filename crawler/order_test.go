package crawler

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

// A catalogue is a site whose front page leads to many pages of few templates, and last of all to those that matter.
func catalogue() *fakeSite {
	front := []string{"/shirts/blue Blue shirt", "/shirts/red Red shirt", "/shirts/green Green shirt", "/item/1001 Mug", "/item/1002 Cup", "/item/1003 Glass", "/about About us", "/imprint Imprint", "/kontakt Kontakt", "/legal Privacy notice", "/account/login?next=/a Your things"}
	site := &fakeSite{links: map[string][]string{}}
	for _, link := range front {
		path, text, _ := strings.Cut(link, " ")
		site.links["https://shop.example"+path] = nil
		site.links["https://shop.example/"] = append(site.links["https://shop.example/"], "https://shop.example"+path+" "+text)
	}
	return site
}

// order tells the paths of what is visited before consent, "!" before what is told to be left out.
func order(t *testing.T, site *fakeSite, opts ...Option) []string {
	t.Helper()
	var paths []string
	for seen, err := range Crawl(t.Context(), site, "https://shop.example/", append([]Option{States(practice.BeforeConsent)}, opts...)...) {
		switch {
		case err != nil:
			t.Fatal(err)
		case seen.Page != nil:
			paths = append(paths, strings.TrimPrefix(seen.Page.URL, "https://shop.example"))
		case seen.Gap != nil:
			paths = append(paths, "!"+strings.TrimPrefix(seen.Gap.Source, "https://shop.example"))
		}
	}
	return paths
}

func TestPagesThatMatterComeFirstAndTemplatesWait(t *testing.T) {
	want := []string{
		"/", "/kontakt", "/legal", "/account/login?next=/a",
		"/shirts/blue", "/shirts/red", "/about", "/imprint", "/shirts/green", // the third shirt is known for one
		"/item/1001", "/item/1002", "/item/1003",
	}
	got := order(t, catalogue())
	first := slices.Index(got, "/item/1001")
	if second := slices.Index(got, "/item/1002"); first < 0 || second < slices.Index(got, "/imprint") || second < slices.Index(got, "/about") {
		t.Errorf("order %v: the second item comes before pages of other templates", got)
	}
	if diff := cmp.Diff(want[:4], got[:4]); diff != "" {
		t.Errorf("first pages (-want +got):\n%s", diff)
	}
	if green := slices.Index(got, "/shirts/green"); green < slices.Index(got, "/imprint") {
		t.Errorf("order %v: the third shirt, which is like the two before, comes before the imprint", got)
	}
	if slices.Sort(want); !slices.Equal(want, slices.Sorted(slices.Values(got))) {
		t.Errorf("visited %v, want all of %v", got, want)
	}
}

func TestTheOrderIsTheSameInEveryRun(t *testing.T) {
	first := order(t, catalogue(), MaxPages(7))
	for range 5 {
		if diff := cmp.Diff(first, order(t, catalogue(), MaxPages(7))); diff != "" {
			t.Fatalf("another run (-first +now):\n%s", diff)
		}
	}
}

// Whenever a crawl was interrupted, the one that goes on visits what is missing, in the order in which it would have been.
func TestAResumedCrawlKeepsTheOrder(t *testing.T) {
	site := catalogue()
	site.files = map[string]string{
		"https://shop.example/robots.txt":  "User-agent: *\nDisallow: /item/1002\n",
		"https://shop.example/sitemap.xml": "https://shop.example/hidden\n",
	}
	site.links["https://shop.example/hidden"] = []string{"https://shop.example/hidden/contact"}
	site.links["https://shop.example/hidden/contact"] = nil
	states := States(practice.BeforeConsent, practice.UnderGPC)
	var whole []Seen
	for seen, err := range Crawl(t.Context(), site, "https://shop.example/", states) {
		if err != nil {
			t.Fatal(err)
		}
		whole = append(whole, seen)
	}
	for kept := range whole {
		var known []*Page
		var files []File
		visited := map[string]bool{}
		for _, seen := range whole[:kept] {
			if seen.Page != nil {
				known = append(known, seen.Page)
				visited[string(seen.Page.State)+seen.Page.URL] = true
			}
			if seen.File != nil {
				files = append(files, *seen.File)
			}
		}
		got := tell(whole[:kept])
		skip := Skip(func(state practice.Condition, url string) bool { return visited[string(state)+url] })
		for seen, err := range Crawl(t.Context(), site, "https://shop.example/", states, skip, Known(known...), KnownFiles(files...)) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, tell([]Seen{seen})...)
		}
		if diff := cmp.Diff(tell(whole), got); diff != "" {
			t.Errorf("resumed after %d (-whole +resumed):\n%s", kept, diff)
		}
	}
}

// tell is what was visited and fetched; gaps of the plan are told again by a crawl that is resumed.
func tell(all []Seen) []string {
	var out []string
	for _, seen := range all {
		switch {
		case seen.Page != nil:
			out = append(out, string(seen.Page.State)+" "+seen.Page.URL)
		case seen.File != nil:
			out = append(out, fmt.Sprintf("%s %s %d", seen.File.Kind, seen.File.URL, seen.File.Status))
		}
	}
	return out
}

func TestPatternsSayWhichPagesAreVisited(t *testing.T) {
	for _, tt := range []struct {
		name string
		opts []Option
		want []string
	}{
		{"one folder", []Option{Include("/shirts/*")}, []string{"/", "/shirts/blue", "/shirts/red", "/shirts/green"}},
		{"a folder without one page", []Option{Include("/item/*", "/about"), Exclude("/item/*2")}, []string{"/", "/about", "/item/1001", "/item/1003"}},
		{"two stars cross folders", []Option{Include("/**/login"), Exclude("/a?out")}, []string{"/", "/account/login?next=/a"}},
		{"one star does not", []Option{Include("/*"), Exclude("/k*", "/legal", "/imprint")}, []string{"/", "/about"}},
	} {
		got := order(t, catalogue(), tt.opts...)
		if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(tt.want))) {
			t.Errorf("%s: visited %v, want %v", tt.name, got, tt.want)
		}
	}
	for pattern, good := range map[string]bool{"/help/*": true, "**/help": true, "help": false, "": false} {
		if err := CheckPattern(pattern); (err == nil) != good {
			t.Errorf("pattern %q: %v", pattern, err)
		}
	}
}

func TestAddressesOfOneTemplateHaveOneShape(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"/item/1001", "/item/1002", true},
		{"/p/blue-shirt-for-men", "/p/red-shirt-for-women", true},
		{"/list?page=1&sort=up", "/list?sort=down&page=9", true},
		{"/u/8f14e45f-ceea-467a", "/u/3b12f1df-5232", true},
		{"/contact", "/about", false},
		{"/list?page=1", "/list", false},
		{"/item/1001", "/item/1001/reviews", false},
	} {
		a, b := shape(mustURL("https://shop.example"+tt.a)), shape(mustURL("https://shop.example"+tt.b))
		if (a == b) != tt.same {
			t.Errorf("%s and %s have shapes %s and %s; same %t wanted", tt.a, tt.b, a, b, tt.same)
		}
	}
}

func TestLinksThatMatterAreKnownInEveryLanguage(t *testing.T) {
	for text, want := range map[string]bool{
		"Contact us": true, "Nous contacter": true, "Kontakt": true, "Contáctanos": true, "Contatti": true, "Fale conosco": true, "Klantenservice": true,
		"Log in": true, "Connexion": true, "Anmelden": true, "Iniciar sesión": true, "Accedi": true, "Entrar": true, "Inloggen": true,
		"Privacy policy": true, "Politique de confidentialité": true, "Datenschutzerklärung": true,
		"Blue shirts": false, "Our team": false, "How we helped a customer to grow faster than anybody": false,
	} {
		if got := priority(Link{URL: "https://shop.example/x", Text: text}) > 0; got != want {
			t.Errorf("%q matters: %t, want %t", text, got, want)
		}
	}
	if got := priority(Link{URL: "https://shop.example/blog/contact", Text: "Contact"}); got != 0 {
		t.Errorf("an article has priority %d, want 0", got)
	}
}

func TestPrioritiesAreWrittenAsTheyAreCompared(t *testing.T) {
	var last string
	for _, row := range practice.MustTable("priorities.txt", prioritiesTable, 3) {
		words := strings.TrimPrefix(row.Columns[2], "=")
		if foldWords(words) != words {
			t.Errorf("priorities.txt:%d: %q is compared as %q", row.Line, words, foldWords(words))
		}
		now := row.Columns[0] + "\t" + row.Columns[1] + "\t" + words
		if now <= last {
			t.Errorf("priorities.txt:%d: %q is not in order, or there twice", row.Line, words)
		}
		last = now
	}
}
