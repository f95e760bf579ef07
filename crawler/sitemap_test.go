package crawler

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
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
