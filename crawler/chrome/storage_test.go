package chrome

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestStorageIsToldWithItsWriter(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/storage.html")
	var got []string
	for _, item := range p.Storage {
		line := fmt.Sprintf("%s %s %s=%s", item.Area, item.Origin, item.Key, item.Value)
		if item.Partition != "" {
			line += " under " + item.Partition
		}
		for _, call := range item.Initiator.Stack {
			line += fmt.Sprintf(" <- %s:%d", call.Function, call.Line)
		}
		got = append(got, line)
	}
	want := []string{
		"cache https://shop.example of_worker=", // a worker has no caches yet when it could be watched
		"cache https://shop.example pages=https://shop.example/kept?id=7 <- :18",
		"file https://shop.example id.txt= <- :19",
		`indexeddb https://shop.example full/ids=[{"key":"id","value":"8"}] <- :20`,
		"indexeddb https://shop.example of_worker/visits= <- :1",
		"indexeddb https://shop.example shop/visits= <- :11",
		"local https://frame.example frame_id=5 under https://shop.example <- :1",
		"local https://shop.example by_call=1 <- save:5 <- :6",
		"local https://shop.example by_property=2",
		"local https://shop.example gone_by_property=6",
		"local https://shop.example removed=3 <- :8",
		"session https://shop.example tab=4 <- :10",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("storage (-want +got):\n%s", diff)
	}
	if len(p.Gaps) > 0 {
		t.Errorf("gaps = %v, want none", p.Gaps)
	}
}

func TestSplitStorageKey(t *testing.T) {
	tests := []struct{ key, origin, partition string }{
		{"https://shop.example/", "https://shop.example", ""},
		{"https://frame.example/^0https://shop.example", "https://frame.example", "https://shop.example"},
		{"https://shop.example/^31", "https://shop.example", ""},
		{"https://frame.example/^11^25^31", "https://frame.example", ""},
		{"https://shop.example", "https://shop.example", ""},
		{"", "", ""},
	}
	for _, tt := range tests {
		if origin, partition := splitStorageKey(tt.key); origin != tt.origin || partition != tt.partition {
			t.Errorf("splitStorageKey(%q) = %q, %q; want %q, %q", tt.key, origin, partition, tt.origin, tt.partition)
		}
	}
}

// Of what a page keeps in the browser the first of each kind are read; of what there is beyond it is told that it is there.
func TestAPageThatKeepsTooMuchIsReadToABound(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.(*session).pace.settle, s.(*session).pace.patience = 3*time.Second, 100 // on a busy machine
	p, err := s.Visit(t.Context(), "https://shop.example/keeps.html")
	if err != nil {
		t.Fatal(err)
	}
	find(t, p, "https://after.example/collect?kept")
	var gaps []string
	for _, g := range p.Gaps {
		gaps = append(gaps, g.Reason)
	}
	want := []string{
		"not read: caches beyond the first 100", "not read: databases beyond the first 50", "not read: files beyond the first 500", "not read: stores of a database beyond the first 50",
	}
	if diff := cmp.Diff(want, gaps); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
	values := map[string]string{}
	for _, i := range p.Storage {
		values[i.Key] = i.Value
	}
	if got := values["a/s00"]; got != "[0,1,2,3,4,5,6,7,8,9]" {
		t.Errorf("of twenty records are read %s", got)
	}
	if got := values["a/s01"]; len(got) != 5000 {
		t.Errorf("of records of 6000 letters are read %d", len(got))
	}
}
