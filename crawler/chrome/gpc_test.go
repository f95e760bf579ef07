package chrome

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/google/go-cmp/cmp"
)

// Whoever asks is told: documents, cross-site frames and workers by a property, servers by a header of every request.
func TestGlobalPrivacyControlIsToldToEverybody(t *testing.T) {
	for _, tt := range []struct {
		who  crawler.Visitor
		want []string
	}{
		{crawler.Visitor{GPC: true}, []string{
			"frame=true", "frame=true", "native=true", "page=true", "worker=true",
		}},
		{crawler.Visitor{}, []string{
			"frame=undefined", "frame=undefined", "native=undefined", "page=undefined", "worker=undefined",
		}},
	} {
		s, err := running(t).Open(t.Context(), tt.who)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		p, err := s.Visit(t.Context(), "https://shop.example/gpc.html")
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, r := range p.Requests {
			if _, query, ok := strings.Cut(r.URL, "/told?"); ok && r.Type != "preflight" {
				told = append(told, query)
			}
			if got := crawler.HeaderNamed(r.Headers, "Sec-GPC") == "1"; got != tt.who.GPC && !strings.HasSuffix(r.URL, "/favicon.ico") {
				t.Errorf("GPC %t: %s %s of a %s carries the header: %t", tt.who.GPC, r.Type, r.URL, r.Target, got)
			}
			if r.Type == "preflight" {
				t.Errorf("%s was preflighted", r.URL)
			}
		}
		slices.Sort(told)
		if diff := cmp.Diff(tt.want, told); diff != "" {
			t.Errorf("GPC %t: told (-want +got):\n%s", tt.who.GPC, diff)
		}
	}
}
