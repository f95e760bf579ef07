package chrome

import (
	"fmt"
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/google/go-cmp/cmp"
)

// tabOf returns a target for events that no browser sent.
func tabOf(id string) *attached { return &attached{id: "main", kind: id} }

func feed(r *recording, a *attached, events ...string) {
	for i := 0; i < len(events); i += 2 {
		r.network(a, event{method: "Network." + events[i], params: []byte(events[i+1])})
	}
}

func TestWireHeadersAreJoinedToTheirHop(t *testing.T) {
	const (
		sent     = "requestWillBeSentExtraInfo"
		received = "responseReceivedExtraInfo"
	)
	first := []string{"requestWillBeSent", `{"requestId":"1","request":{"url":"https://a.example/","method":"GET","headers":{}},"type":"Image","wallTime":1}`}
	redirect := []string{"requestWillBeSent", `{"requestId":"1","request":{"url":"https://b.example/","method":"GET","headers":{}},"redirectHasExtraInfo":true,"redirectResponse":{"status":302,"headers":{}},"wallTime":2}`}
	response := []string{"responseReceived", `{"requestId":"1","hasExtraInfo":true,"response":{"status":200,"headers":{}}}`}
	extra := func(which, hop string) []string {
		cookie := ""
		if which == received {
			cookie = `,"set-cookie":"hop=` + hop + `"`
		}
		return []string{which, `{"requestId":"1","headers":{"x-hop":"` + hop + `"` + cookie + `}}`}
	}
	tests := []struct {
		name   string
		events [][]string
	}{
		{"in order", [][]string{first, extra(sent, "1"), extra(received, "1"), redirect, extra(sent, "2"), response, extra(received, "2")}},
		{"before their requests", [][]string{extra(sent, "1"), extra(received, "1"), first, extra(sent, "2"), redirect, extra(received, "2"), response}},
		{"all at the end", [][]string{first, redirect, response, extra(sent, "1"), extra(sent, "2"), extra(received, "1"), extra(received, "2")}},
	}
	for _, tt := range tests {
		r := newRecording(pageLimits)
		for _, e := range tt.events {
			feed(r, tabOf("page"), e...)
		}
		var p crawler.Page
		r.fill(&p, nil, &known{map[cookieKey]bool{}, map[storageKey]bool{}})
		var got []string
		for _, q := range p.Requests {
			got = append(got, fmt.Sprint(q.ID, " of ", q.RedirectOf, " ", q.Status, " ", q.Headers, q.ResponseHeaders))
		}
		for _, c := range p.Cookies {
			got = append(got, fmt.Sprint(c.Name, "=", c.Value, " of ", c.Request))
		}
		want := []string{
			"1 of 0 302 [{x-hop 1}] [{set-cookie hop=1} {x-hop 1}]",
			"2 of 1 200 [{x-hop 2}] [{set-cookie hop=2} {x-hop 2}]",
			"hop=1 of 1", "hop=2 of 2",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// A script's text is evidence: what it was when it ran, the next visit may find changed.
func TestScriptsAreKept(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/scripts.html")
	texts := map[string]string{}
	for _, r := range p.Requests {
		if len(r.Content) > 0 {
			texts[r.URL] = string(r.Content)
		}
	}
	want := map[string]string{"https://shop.example/script.js": "document.title = 'été';\n"}
	if diff := cmp.Diff(want, texts); diff != "" {
		t.Errorf("texts of scripts (-want +got):\n%s", diff)
	}
}

func TestAnAnswerFromTheCacheIsLocal(t *testing.T) {
	r := newRecording(pageLimits)
	feed(r, tabOf("page"),
		"requestWillBeSent", `{"requestId":"1","request":{"url":"https://a.example/","method":"GET","headers":{}},"wallTime":1}`,
		"requestServedFromCache", `{"requestId":"1"}`,
		"responseReceived", `{"requestId":"1","hasExtraInfo":false,"response":{"status":200,"headers":{}}}`,
		"requestWillBeSent", `{"requestId":"2","request":{"url":"data:text/plain,x","method":"GET","headers":{}},"wallTime":1}`)
	if len(r.hops) != 1 || !r.hops[0].request.Local {
		t.Errorf("recorded %d requests, want the one from the cache, marked Local", len(r.hops))
	}
}

func TestAPageIsQuiet(t *testing.T) {
	const request = `{"requestId":"1","type":"Fetch","request":{"url":"https://a.example/","method":"GET","headers":{}},"wallTime":1}`
	tests := []struct {
		name   string
		loaded bool
		events []string
		after  time.Duration
		want   bool
	}{
		{"when it has loaded and was silent", true, nil, 500 * time.Millisecond, true},
		{"not yet", true, nil, 400 * time.Millisecond, false},
		{"not before it has loaded", false, nil, time.Second, false},
		{"not while a request is under way", true, []string{"requestWillBeSent", request}, time.Second, false},
		{"when a request has stalled", true, []string{"requestWillBeSent", request}, stalled + time.Second, true},
		{"after an answer", true, []string{"requestWillBeSent", request, "loadingFinished", `{"requestId":"1"}`}, time.Second, true},
		{"after a failure", true, []string{"requestWillBeSent", request, "loadingFailed", `{"requestId":"1","errorText":"net::ERR_FAILED"}`}, time.Second, true},
		{"with a WebSocket open", true, []string{"webSocketCreated", `{"requestId":"1","url":"wss://a.example/"}`}, time.Second, true},
	}
	for _, tt := range tests {
		r := newRecording(pageLimits)
		r.ready, r.loaded = tt.loaded, tt.loaded
		feed(r, tabOf("page"), tt.events...)
		if _, got := r.quietIn(500*time.Millisecond, time.Now().Add(tt.after)); got != tt.want {
			t.Errorf("%s: quiet = %v, want %v", tt.name, got, tt.want)
		}
	}
}
