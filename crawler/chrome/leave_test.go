package chrome

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhatAPageSendsWhenItIsLeftIsRecordedWithIt(t *testing.T) {
	s := open(t)
	tests := []struct {
		url        string
		want, seen []string
	}{
		{
			url: "https://shop.example/farewell.html",
			want: []string{
				"page document https://shop.example/farewell.html",
				"page ping https://tracker.example/collect?on=hidden",
				"page ping https://tracker.example/collect?on=pagehide",
			},
			seen: []string{"GET shop.example/farewell.html", "POST tracker.example/collect", "POST tracker.example/collect"},
		},
		{
			url:  "https://shop.example/nested.html",
			want: []string{"page document https://shop.example/nested.html", "page fetch https://nested.example/collect"},
			seen: []string{"GET nested.example/collect", "GET shop.example/nested.html"},
		},
	}
	for _, tt := range tests {
		server.forget()
		p, err := s.Visit(t.Context(), tt.url)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, urls(p)); diff != "" {
			t.Errorf("requests of %s (-want +got):\n%s", tt.url, diff)
		}
		if diff := cmp.Diff(tt.seen, server.seen()); diff != "" {
			t.Errorf("the server saw of %s (-want +got):\n%s", tt.url, diff)
		}
	}
}
