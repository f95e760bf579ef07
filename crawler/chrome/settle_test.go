package chrome

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
)

// On a machine that is busy a worker takes its time until it runs. What it does then belongs to the page that made it.
func TestAWorkerThatStartsKeepsItsPageBusy(t *testing.T) {
	r := newRecording(pageLimits)
	r.ready, r.loaded = true, true
	soon := time.Now().Add(time.Second)
	if _, done := r.quietIn(0, soon); !done {
		t.Fatal("a page that does nothing is not quiet")
	}
	r.starts("worker")
	if wait, done := r.quietIn(0, soon); done || wait > stalled {
		t.Errorf("while a worker starts the page is quiet: %t, or looked at in %s again", done, wait)
	}
	if _, done := r.quietIn(0, soon.Add(stalled)); !done {
		t.Error("a worker that never starts keeps its page busy for ever")
	}
	r.began("worker")
	if _, done := r.quietIn(0, soon); !done {
		t.Error("when the worker runs the page is not quiet")
	}
}

// On a machine that is busy much time passes from one document to the next, in which nothing is on the network. A page that moves on is not quiet meanwhile.
func TestAPageIsNotQuietBetweenTwoDocuments(t *testing.T) {
	long := stalled - time.Second // far more than the time in which a page must be silent
	quiet := func(r *recording) bool {
		_, done := r.quietIn(time.Second, r.last.Add(long))
		return done
	}
	loaded := func() *recording {
		r := newRecording(pageLimits)
		r.ready, r.loaded = true, true
		return r
	}
	if !quiet(loaded()) {
		t.Fatal("a page that stays is not quiet")
	}
	for name, tt := range map[string]struct {
		happens func(*recording)
		want    bool
	}{
		"it asks for another document":                    {func(r *recording) { r.moves() }, false},
		"it asked for what is no document":                {func(r *recording) { r.moves(); r.stopped() }, true},
		"another document has come, and is not parsed":    {func(r *recording) { r.moves(); r.arrives(page.NavigationTypeNavigation) }, false},
		"another document has come, and is loaded":        {func(r *recording) { r.arrives(page.NavigationTypeNavigation); r.loaded = true }, true},
		"another document has come, and breaks off":       {func(r *recording) { r.arrives(page.NavigationTypeNavigation); r.stopped() }, true},
		"another document is to come, and one stops":      {func(r *recording) { r.departs(); r.stopped() }, false},
		"it went back to a document that was kept":        {func(r *recording) { r.moves(); r.arrives(page.NavigationTypeBackForwardCacheRestore) }, true},
		"another document is under way without an answer": {func(r *recording) { r.moves(); askFor(r, "https://shop.example/next") }, false},
		"another document was asked for and has no answer": {func(r *recording) {
			r.moves()
			askFor(r, "https://shop.example/next")
			r.failed(network.EventLoadingFailed{RequestID: "https://shop.example/next", ErrorText: "net::ERR_ABORTED"})
		}, true},
	} {
		r := loaded()
		tt.happens(r)
		if got := quiet(r); got != tt.want {
			t.Errorf("%s: the page is quiet: %t, want %t", name, got, tt.want)
		}
	}
}

// askFor makes the page ask for a document.
func askFor(r *recording, url string) {
	tab := &attached{kind: "page", id: "page"}
	r.willBeSent(tab, network.EventRequestWillBeSent{RequestID: network.RequestID(url), FrameID: "page", Type: network.ResourceTypeDocument, Request: &network.Request{URL: url, Method: "GET"}})
}
