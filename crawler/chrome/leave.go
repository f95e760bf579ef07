package chrome

import (
	"context"
	_ "embed"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
)

//go:embed leave.js
var leaveScript string

// How long a page may take to hear that it is left, and then to send what it has to say.
const (
	leaving  = 2 * time.Second
	farewell = 100 * time.Millisecond
)

// collectEvery is after how many pages the garbage of a tab is collected. Left to itself the browser lets it grow while the machine has memory: in a
// crawl of a hundred small pages to six times what one takes.
const collectEvery = 10

// What a document is told. becomeHidden runs in the page's own world, where it must find its state changed; the others in that of leave.js.
const (
	sayGoodbye   = `dispatchEvent(new PageTransitionEvent("pagehide", {persisted: false})); ""`
	becomeHidden = `for (const [name, value] of [["visibilityState", "hidden"], ["hidden", true]]) Object.defineProperty(document, name, {value, configurable: true});
document.dispatchEvent(new Event("visibilitychange", {bubbles: true})); ""`
	stopEars = `globalThis.left = true; ` + askProbe
)

// leave closes popups and the document, so that what a page sends when it is left, mostly beacons, is recorded with it.
//
// The browser stops reporting before a document's last events run. So the page is told by script, while it is still watched,
// that it is left and hidden. Of the real departure that follows it hears nothing more.
func (s *session) leave(ctx context.Context, tab *attached, rec *recording) {
	ctx, cancel := s.pace.patiently(ctx, leaving*time.Duration(1+rec.crowds()))
	defer cancel()
	shown := s.documents(tab)
	inAll(ctx, shown, sayGoodbye)
	s.askWorkers()
	sideBySide(len(shown), func(i int) { _, _ = run(ctx, shown[i], runtime.EvaluateParams{Expression: becomeHidden}) })
	select {
	case <-ctx.Done():
	case <-time.After(farewell):
	}
	inAll(ctx, shown, s.asking(stopEars))
	for _, a := range shown {
		if a.popup && !a.ahead { // a page that is loaded ahead ends with the one that had it loaded, and to close it would close the tab of both
			s.browser.root().send(target.CommandCloseTarget, target.CloseTargetParams{TargetID: a.id})
		}
	}
	rec.departs()
	_, err := cdp.Call(ctx, tab, page.Navigate, page.NavigateParams{URL: "about:blank"})
	if err != nil || !rec.settle(ctx, 0) { // a navigation that overtakes another is never answered
		s.abandon(tab)
		return
	}
	if s.pages++; s.pages%collectEvery == 0 {
		tab.send(heapprofiler.CommandCollectGarbage, cdp.Empty{})
	}
}
