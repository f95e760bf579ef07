package chrome

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp"
	"github.com/google/go-cmp/cmp"
)

func TestWhatGoesBeyondTheLimitsIsCountedAsAGap(t *testing.T) {
	r := newRecording(limits{requests: 2, writes: 1, uses: 1, frames: 1, bytes: 300})
	for i := range 5 {
		feed(r, tabOf("page"),
			"responseReceivedExtraInfo", fmt.Sprintf(`{"requestId":"%d","headers":{"x-padding":%q}}`, i, strings.Repeat("x", 1000)),
			"requestWillBeSent", fmt.Sprintf(`{"requestId":"%d","request":{"url":"https://a.example/%d","method":"POST","headers":{}},"wallTime":1}`, i, i))
		r.probed(fmt.Sprintf(`{"kind":"storage","area":"local","origin":"https://a.example","name":"%d"}`, i))
		r.used(tabOf("page"), 1, fmt.Sprintf(`{"kind":"uses","facts":{"%d":{"script":"https://a.example/","interface":"Navigator.plugins","count":1}}}`, i))
		r.frame(&cdp.Frame{ID: cdp.FrameID(fmt.Sprint(i)), URL: "https://a.example/frame"})
	}
	r.keepBody(r.hops[0], make([]byte, 1000))
	r.keepBody(r.hops[1], []byte("small"))
	p := crawler.Page{URL: "https://a.example/"}
	r.fill(&p, nil, &known{map[cookieKey]bool{}, map[storageKey]bool{}})
	var gaps []string
	for _, g := range p.Gaps {
		gaps = append(gaps, g.Source+": "+g.Reason)
	}
	want := []string{
		"https://a.example/: calls that write cookies or storage were left out, being more than one visit keeps: 4",
		"https://a.example/: frames were left out, being more than one visit keeps: 4",
		"https://a.example/: headers of requests and answers were left out, being more than one visit keeps: 5",
		"https://a.example/: request bodies and messages were left out, being more than one visit keeps: 1",
		"https://a.example/: requests were left out, being more than one visit keeps: 3",
		"https://a.example/: uses of interfaces by scripts were left out, being more than one visit keeps: 4",
	}
	if diff := cmp.Diff(want, gaps); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
	if len(p.Requests) != 2 || len(p.Storage) != 1 || len(p.Frames) != 1 || len(r.exchanges) != 4 {
		t.Errorf("kept %d requests, %d items, %d frames and %d exchanges; want 2, 1, 1 and 4", len(p.Requests), len(p.Storage), len(p.Frames), len(r.exchanges))
	}
	if !slices.Equal(p.Requests[1].Body, []byte("small")) || len(p.Requests[0].Body) > 0 {
		t.Errorf("bodies %q and %q, want none and small", p.Requests[0].Body, p.Requests[1].Body)
	}
}

// The limits of every visit, by what is left out of one that goes beyond each by one.
func TestAVisitKeepsSoMuchAndNoMore(t *testing.T) {
	r := newRecording(pageLimits)
	var facts []string
	for i := range 20_001 {
		if i <= 10_000 {
			facts = append(facts, fmt.Sprintf(`"%d":{"script":"https://a.example/","interface":"Navigator.plugins","count":1}`, i))
			feed(r, tabOf("page"), "requestWillBeSent", fmt.Sprintf(`{"requestId":"%d","request":{"url":"https://a.example/","method":"GET","headers":{}},"wallTime":1}`, i))
			r.frame(&cdp.Frame{ID: cdp.FrameID(fmt.Sprint(i)), URL: "https://a.example/frame"})
		}
		r.probed(`{"kind":"storage","area":"local","origin":"https://a.example","name":"x"}`)
	}
	r.used(tabOf("page"), 1, `{"kind":"uses","facts":{`+strings.Join(facts, ",")+`}}`)
	want := map[string]int{someRequests: 1, someFrames: 1, someWrites: 1, someUses: 1}
	if diff := cmp.Diff(want, r.leftOut); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
	r = newRecording(pageLimits)
	kept := 0
	for range 20 {
		h := &hop{}
		if r.keepBody(h, make([]byte, 5<<20)); len(h.request.Body) > 0 {
			kept++
		}
		if r.keepBody(h, []byte("x")); len(h.request.Body) > 5<<20 {
			t.Fatal("a body of more than 5 MB is kept")
		}
	}
	if kept != 12 {
		t.Errorf("%d bodies of 5 MB are kept, want as many as are 64 MB", kept)
	}
	if most := newRecording(pageLimits).limits.documents; most != 200 {
		t.Errorf("%d documents are read, want 200", most)
	}
}
