package chrome

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/domstorage"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
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

// What has no event of its own kind among requests counts with them, and what is told in other ways counts too.
func TestNoWayLeadsAroundTheLimits(t *testing.T) {
	r := newRecording(limits{requests: 2, writes: 2, uses: 9, frames: 2, bytes: 1 << 20})
	for i := range 5 {
		feed(r, tabOf("page"), "webSocketCreated", fmt.Sprintf(`{"requestId":"s%d","url":"wss://a.example/"}`, i))
		r.stored(&domstorage.StorageID{StorageKey: "https://a.example/"}, fmt.Sprint(i), "x")
		r.used(tabOf("page"), runtime.ExecutionContextID(i), `{"kind":"uses","facts":{"1":{"script":"https://a.example/","interface":"Navigator.plugins","count":1}}}`)
	}
	if len(r.hops) != 2 || len(r.items) != 2 || len(r.realms) != 2 {
		t.Errorf("kept %d connections, %d items and %d realms, want two of each", len(r.hops), len(r.items), len(r.realms))
	}
	if diff := cmp.Diff(map[string]int{someRequests: 3, someWrites: 3, someUses: 3}, r.leftOut); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
	r = newRecording(limits{requests: 2, bytes: 1 << 20})
	for i := range 5 {
		feed(r, tabOf("page"), "reportingApiEndpointsChangedForOrigin", fmt.Sprintf(`{"origin":"https://a%d.example","endpoints":[{"url":"https://r.example/","groupName":"g"}]}`, i))
	}
	for i := range 5 {
		feed(r, tabOf("page"), "reportingApiReportAdded", fmt.Sprintf(`{"report":{"id":"%d","initiatorUrl":"https://a0.example/","destination":"g","type":"csp-violation","timestamp":1,"body":{}}}`, i))
	}
	if len(r.reports.endpoints) != 2 || len(r.hops) != 2 || r.leftOut[someRequests] != 6 {
		t.Errorf("kept %d endpoints and %d reports, left out %d; want 2, 2 and 6", len(r.reports.endpoints), len(r.hops), r.leftOut[someRequests])
	}
	r = newRecording(pageLimits)
	feed(r, tabOf("page"), "webSocketCreated", `{"requestId":"s","url":"wss://a.example/"}`)
	for range 3 {
		r.received("s", make([]byte, 40<<10))
	}
	if n := len(r.hops[0].request.Received); n > 64<<10 || n < 40<<10 {
		t.Errorf("%d bytes are kept of what a connection receives, want 64 KiB at the most", n)
	}
	if maxMessage != 64<<20 {
		t.Errorf("a message of %d bytes is read, want 64 MB at the most", maxMessage)
	}
}

// A page can tell what it likes in the name of the probe: nothing is counted that was not done, or that nobody watches.
func TestWhatIsToldOfUsesIsNotBelievedBlindly(t *testing.T) {
	r := newRecording(pageLimits)
	r.used(tabOf("page"), 1, `{"kind":"uses","facts":{
		"1":{"script":"https://a.example/","interface":"Navigator.plugins","count":-5},
		"2":{"script":"https://a.example/","interface":"Navigator.plugins"},
		"3":{"script":"https://a.example/","interface":"Made.up","count":1},
		"4":{"script":"https://a.example/","interface":"Navigator.platform","count":1}}}`)
	p := crawler.Page{URL: "https://a.example/"}
	r.fill(&p, nil, &known{map[cookieKey]bool{}, map[storageKey]bool{}})
	if len(p.Uses) != 1 || p.Uses[0].Interface != "Navigator.platform" {
		t.Errorf("uses %v, want the one", p.Uses)
	}
}

// A stack is kept to its fiftieth call, whoever tells it.
func TestAStackWithoutEndIsCut(t *testing.T) {
	deep := &network.Initiator{Type: "script", Stack: &runtime.StackTrace{}}
	text := "Error"
	for i := range 200 {
		deep.Stack.CallFrames = append(deep.Stack.CallFrames, &runtime.CallFrame{FunctionName: "f", URL: "https://a.example/", LineNumber: int64(i)})
		text += fmt.Sprintf("\n    at f (https://a.example/:%d:1)", i)
	}
	if told, thrown := initiator(deep).Stack, parseStack(text); len(told) != 50 || len(thrown) != 50 {
		t.Errorf("%d and %d calls are kept, want 50", len(told), len(thrown))
	}
	if at := placeURL("data:" + strings.Repeat("x", 100) + ","); len(at) > 60 {
		t.Errorf("the address of a script is kept as %q", at)
	}
}
