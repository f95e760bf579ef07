package crawler

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

func gzipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func FuzzSitemap(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0" encoding="x"?><urlset><url><loc>https://shop.example/a</loc></url></urlset>`))
	f.Add([]byte(gzipped("https://shop.example/a\n")))
	f.Add([]byte("<sitemapindex><sitemap><loc>http://shop.example:80/</loc></sitemap></sitemapindex>"))
	f.Fuzz(func(t *testing.T, content []byte) {
		m := parseSitemap(content, 5)
		if len(m.pages) > 5 || len(m.files) > 5 {
			t.Errorf("%d pages and %d files, more than asked for", len(m.pages), len(m.files))
		}
		for _, at := range m.pages {
			if address(at) != at {
				t.Errorf("%q is not the spelling of an address", at)
			}
		}
	})
}

func TestASitemapIsNotNestedWithoutEnd(t *testing.T) {
	m := parseSitemap([]byte(strings.Repeat("<x>", 60)+"<url><loc>https://shop.example/deep</loc></url>"), maxSitemapPages)
	if m.cut != "it is no sitemap" || len(m.pages) > 0 {
		t.Errorf("a file nested sixty deep gives %v, cut %q; want nothing, and that it is no sitemap", m.pages, m.cut)
	}
}

// A site may list as many sitemaps as it likes, one in the other: ten are read, of two levels of indexes, and five thousand addresses.
func TestAMazeOfSitemapsIsReadToABound(t *testing.T) {
	home := "https://shop.example/"
	index := func(of ...string) string {
		return "<sitemapindex><sitemap><loc>" + strings.Join(of, "</loc></sitemap><sitemap><loc>") + "</loc></sitemap></sitemapindex>"
	}
	wide := map[string]string{}
	var all []string
	for i := range 40 {
		at := fmt.Sprintf("%swide%d.xml", home, i)
		all, wide[at] = append(all, at), index(home+"wide0.xml")
	}
	wide[home+"sitemap.xml"] = index(all...)
	deep := map[string]string{home + "sitemap.xml": index(home + "1.xml")}
	for i := range 8 {
		deep[fmt.Sprintf("%s%d.xml", home, i)] = index(fmt.Sprintf("%s%d.xml", home, i+1))
	}
	var long strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&long, "%s%d\n", home, i)
	}
	for _, tt := range []struct {
		name  string
		files map[string]string
		read  int
		gap   string
	}{
		{"forty in one", wide, 10, "the site has more than the 10 sitemaps that are read"},
		{"one in the other", deep, 3, ""},
		{
			"of many addresses",
			map[string]string{home + "sitemap.xml": index(home+"a.txt", home+"b.txt"), home + "a.txt": long.String(), home + "b.txt": long.String()},
			3,
			"it lists more than the 2000 addresses that are read",
		},
	} {
		site := &fakeSite{links: map[string][]string{home: nil}, files: tt.files}
		var read int
		var gaps []string
		for seen, err := range Crawl(t.Context(), site, home, States(practice.BeforeConsent), MaxPages(2)) {
			if err != nil {
				t.Fatal(err)
			}
			if seen.File != nil && seen.File.Kind == SitemapFile {
				read++
			}
			if seen.Gap != nil {
				gaps = append(gaps, seen.Gap.Reason)
			}
		}
		if told := strings.Join(gaps, "\n"); read != tt.read || !strings.Contains(told, tt.gap) {
			t.Errorf("%s: %d sitemaps were read and %q told; want %d and %q", tt.name, read, told, tt.read, tt.gap)
		}
	}
}
