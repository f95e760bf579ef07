package chrome

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
)

func TestThePagesOfAnApplicationOfOneDocumentAreApart(t *testing.T) {
	t.Parallel()
	s := open(t)
	const front, notice = "https://shop.example/routes.html", "https://shop.example/routes.html#/privacy"
	p, err := s.Visit(t.Context(), front)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(p.Links, func(l crawler.Link) bool { return l.URL == notice }) || p.Title != "Shop" {
		t.Errorf("%q has the links %v, want one to %s", p.Title, p.Links, notice)
	}
	if p, err = s.Visit(t.Context(), notice); err != nil || p.Title != "Privacy notice" || p.FinalURL != notice {
		t.Errorf("%s is %q at %s (%v)", notice, p.Title, p.FinalURL, err)
	}
	documents, err := s.Read(t.Context(), notice)
	if err != nil {
		t.Fatal(err)
	}
	if d := documents[0]; d.FinalURL != notice || !strings.Contains(string(d.Content), "We collect your name.") {
		t.Errorf("read %q at %s", d.Content, d.FinalURL)
	}
}
