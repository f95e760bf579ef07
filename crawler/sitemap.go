package crawler

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// Limits of what is read of a site's sitemaps. The format allows 50,000 addresses in a file and as many files in an index.
const (
	maxSitemaps     = 10
	maxSitemapDepth = 2 // indexes above a file
	maxSitemapPages = 5000
)

// A sitemap is what one file of the format of sitemaps.org lists.
type sitemap struct {
	pages, files []string
	cut          string // why there may be more
}

// parseSitemap reads a sitemap, an index of sitemaps or a list of addresses in plain text, compressed or not. What is readable of a damaged
// file counts. It keeps up to most addresses.
func parseSitemap(content []byte, most int) sitemap {
	text, err := inflate(content)
	var m sitemap
	if err != nil {
		m.cut = err.Error()
	}
	if !bytes.Contains(text[:min(len(text), 1024)], []byte("<")) {
		for line := range strings.Lines(string(text)) {
			m.add(&m.pages, line, most)
		}
		return m
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // addresses are ASCII
	var path []string
	for {
		token, err := d.Token()
		if err == io.EOF {
			return m
		}
		if err != nil {
			m.cut = "it is damaged"
			return m
		}
		switch t := token.(type) {
		case xml.StartElement:
			path = append(path, t.Name.Local)
		case xml.EndElement:
			path = path[:max(len(path)-1, 0)]
		case xml.CharData:
			switch strings.Join(path[max(len(path)-2, 0):], "/") {
			case "url/loc":
				m.add(&m.pages, string(t), most)
			case "sitemap/loc":
				m.add(&m.files, string(t), most)
			}
		}
		if len(path) > 50 {
			m.cut = "it is no sitemap"
			return m
		}
	}
}

func (m *sitemap) add(to *[]string, raw string, most int) {
	at := address(strings.TrimSpace(raw))
	switch {
	case at == "":
	case len(*to) >= most:
		m.cut = fmt.Sprintf("it lists more than the %d addresses that are read", most)
	default:
		*to = append(*to, at)
	}
}

// inflate unpacks what is packed with gzip, up to MaxDocument.
func inflate(content []byte) ([]byte, error) {
	if !bytes.HasPrefix(content, []byte{0x1f, 0x8b}) {
		return content, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil, errors.New("it is damaged")
	}
	text, err := io.ReadAll(io.LimitReader(z, MaxDocument))
	if err != nil {
		return text, errors.New("it is damaged")
	}
	if len(text) == MaxDocument {
		return text, fmt.Errorf("it is longer than the %d bytes that are read", MaxDocument)
	}
	return text, nil
}

// sitemaps returns links to the pages that the site's sitemaps list: those that robots.txt names, or else /sitemap.xml. It errs only if that
// ends the crawl.
func (w *walk) sitemaps(session Session, state practice.Condition, seed string) ([]Link, error) {
	type file struct {
		url   string
		depth int
	}
	queue := []file{}
	rules, err := w.rulesOf(session, state, seed)
	if err != nil {
		return nil, err
	}
	if rules != nil {
		for _, at := range rules.Sitemaps {
			queue = append(queue, file{address(at), 0})
		}
	}
	if len(queue) == 0 {
		queue = append(queue, file{originOf(seed) + "/sitemap.xml", 0})
	}
	var links []Link
	asked := map[string]bool{}
	for i := 0; i < len(queue); i++ {
		q := queue[i]
		if u, err := url.Parse(q.url); err != nil || !w.scope.FirstParty(u.Host) || asked[q.url] || q.depth > maxSitemapDepth {
			continue
		}
		if asked[q.url] = true; len(asked) > maxSitemaps {
			return links, w.see(Seen{Gap: &practice.Gap{Source: q.url, Reason: fmt.Sprintf("the site has more than the %d sitemaps that are read", maxSitemaps)}})
		}
		f, err := w.file(session, state, SitemapFile, q.url)
		if err != nil {
			return nil, err
		}
		m := parseSitemap(f.Content, maxSitemapPages-len(links))
		for _, at := range m.pages {
			links = append(links, Link{URL: at})
		}
		for _, at := range m.files {
			queue = append(queue, file{at, q.depth + 1})
		}
		if m.cut != "" {
			if err := w.see(Seen{Gap: &practice.Gap{Source: q.url, Reason: "the sitemap was not read whole: " + m.cut}}); err != nil {
				return nil, err
			}
		}
	}
	return links, nil
}
