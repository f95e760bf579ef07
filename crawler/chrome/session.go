package chrome

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/domstorage"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
)

// A session is one browser context with one tab, in which its pages are visited one after the other.
type session struct {
	browser *Browser
	context cdp.BrowserContextID
	who     crawler.Visitor
	pace    pace
	visit   sync.Mutex // held by the visit that is going on
	pages   int        // that were left; of the visit, too

	mu    sync.Mutex
	tab   *attached     // the page that visits happen in; nil before it is attached and after it crashed
	ready chan struct{} // closed when tab is attached
	rec   *recording    // of the visit that is going on; events between visits belong to the last
	known known
	whole bool                      // a page was pictured as long as it is
	ever  map[target.SessionID]bool // the targets that it had
}

// known is what a session was already seen to keep; it is told again only when it is set again.
type known struct {
	cookies map[cookieKey]bool
	storage map[storageKey]bool
}

// Open returns a session with an empty profile for a visitor.
func (b *Browser) Open(ctx context.Context, who crawler.Visitor) (crawler.Session, error) {
	start, cancel := b.pace.patiently(ctx, startTimeout)
	defer cancel()
	made, err := cdp.Call(start, b.root(), target.CreateBrowserContext, target.CreateBrowserContextParams{})
	if err != nil {
		return nil, fmt.Errorf("opening a session: %w", err)
	}
	s := &session{browser: b, context: made.BrowserContextID, who: who, pace: b.pace, known: known{map[cookieKey]bool{}, map[storageKey]bool{}}, ever: map[target.SessionID]bool{}}
	b.targets.mu.Lock()
	b.targets.sessions[s.context] = s
	b.targets.mu.Unlock()
	s.refuse()
	tab, err := s.open(start)
	if err == nil {
		err = s.checkTimezone(start, tab)
	}
	if err == nil {
		err = s.logIn(ctx)
	}
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("opening a session: %w", err)
	}
	return s, nil
}

// denied are the permissions that a page may ask for and does not get.
var denied = []string{"geolocation", "notifications", "camera", "microphone", "midi", "clipboard-read"}

// refuse denies permissions and downloads. The answers are not awaited: an older browser may not know one of the names.
func (s *session) refuse() {
	root := s.browser.root()
	root.send(browser.CommandSetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorDeny, BrowserContextID: s.context})
	for _, name := range denied {
		root.send(browser.CommandSetPermission, browser.SetPermissionParams{
			Permission: &browser.PermissionDescriptor{Name: name}, Setting: browser.PermissionSettingDenied, BrowserContextID: s.context,
		})
	}
}

// open returns the session's tab, a new one if there is none.
func (s *session) open(ctx context.Context) (*attached, error) {
	s.mu.Lock()
	if s.tab != nil {
		defer s.mu.Unlock()
		return s.tab, nil
	}
	s.ready = make(chan struct{})
	ready := s.ready
	s.mu.Unlock()
	if _, err := cdp.Call(ctx, s.browser.root(), target.CreateTarget, target.CreateTargetParams{URL: "about:blank", BrowserContextID: s.context}); err != nil {
		return nil, err
	}
	select {
	case <-ready:
	case <-s.browser.pipe.done:
		return nil, s.browser.pipe.ended()
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for a tab: %w", ctx.Err())
	}
	tab := s.current()
	if tab == nil {
		return nil, errors.New("the tab closed at once")
	}
	// A navigation that overtakes the set-up would lead to a renderer that knows nothing of it.
	if _, err := cdp.Call(ctx, tab, page.GetFrameTree, cdp.Empty{}); err != nil {
		return nil, fmt.Errorf("waiting for a tab: %w", err)
	}
	return tab, nil
}

// attach takes note of a new target. It runs in the reader.
func (s *session) attach(a *attached) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ever[a.channel.id] = true
	if a.kind != "page" {
		return
	}
	if s.tab == nil && s.ready != nil {
		s.tab = a
		close(s.ready)
		s.ready = nil
		return
	}
	a.popup = true
}

// detach takes note of a target that is gone. It runs in the reader.
func (s *session) detach(a *attached) {
	s.mu.Lock()
	rec, isTab := s.rec, s.tab == a
	if isTab {
		s.tab = nil
	}
	s.mu.Unlock()
	if rec == nil {
		return
	}
	rec.began(a.start())
	if isTab {
		rec.lost("the tab was closed")
	}
}

// recording returns the recording of the visit that is going on.
func (s *session) recording() *recording {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rec
}

// handle records an event of one of the session's targets. It runs in the reader.
func (s *session) handle(a *attached, e event) {
	if e.method == fetch.RequestPaused.Method {
		if ev, ok := decode[fetch.EventRequestPaused](e); ok {
			s.paused(a, ev)
		}
		return
	}
	rec := s.recording()
	if rec == nil {
		return
	}
	domain, _, _ := strings.Cut(e.method, ".")
	switch {
	case e.method == tooMuch:
		rec.gap("", fmt.Sprintf("something that the browser told was left out: %v", errTooMuch))
	case domain == "Network":
		rec.network(a, e)
	case e.method == page.FrameNavigated.Method:
		if ev, ok := decode[page.EventFrameNavigated](e); ok && ev.Frame != nil {
			rec.frame(ev.Frame)
			if s.isPage(a, ev.Frame.ID) {
				rec.arrives(ev.Type)
			}
			a.traceTasks() // which another process, if it is one that shows the document, was not told
		}
	case e.method == domstorage.DomStorageItemAdded.Method:
		on(e, func(ev domstorage.EventDomStorageItemAdded) { rec.stored(ev.StorageID, ev.Key, ev.NewValue) })
	case e.method == domstorage.DomStorageItemUpdated.Method:
		on(e, func(ev domstorage.EventDomStorageItemUpdated) { rec.stored(ev.StorageID, ev.Key, ev.NewValue) })
	case e.method == page.FrameAttached.Method:
		on(e, rec.noteFrame)
	case e.method == page.FrameRequestedNavigation.Method:
		on(e, func(ev page.EventFrameRequestedNavigation) {
			rec.noteMove(ev)
			if ev.Disposition == page.ClientNavigationDispositionCurrentTab && s.isPage(a, ev.FrameID) {
				rec.moves()
			}
		})
	case e.method == page.FrameStoppedLoading.Method:
		on(e, func(ev page.EventFrameStoppedLoading) {
			if s.isPage(a, ev.FrameID) {
				rec.stopped()
			}
		})
	case e.method == page.LoadEventFired.Method && s.isTab(a):
		rec.mark(&rec.loaded)
	case e.method == page.DomContentEventFired.Method && s.isTab(a):
		rec.mark(&rec.ready)
	case e.method == page.JavascriptDialogOpening.Method:
		if ev, ok := decode[page.EventJavascriptDialogOpening](e); ok {
			leaving := ev.Type == page.DialogTypeBeforeunload // every other question is answered with no
			a.send(page.CommandHandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: leaving})
		}
	case e.method == runtime.BindingCalled.Method:
		if ev, ok := decode[runtime.EventBindingCalled](e); ok && ev.Name == s.browser.binding {
			rec.heard(a, ev)
		}
	case e.method == inspector.TargetCrashed.Method:
		s.crashed(a, rec)
	}
}

func (s *session) isTab(a *attached) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tab == a
}

// isPage says whether a frame of a shows the page itself.
func (s *session) isPage(a *attached, frame cdp.FrameID) bool {
	return string(frame) == string(a.id) && s.isTab(a)
}

// crashed notes that a renderer died. The tab is given up; the next visit opens another.
func (s *session) crashed(a *attached, rec *recording) {
	if s.isTab(a) {
		s.mu.Lock()
		s.tab = nil
		s.mu.Unlock()
		s.browser.root().send(target.CommandCloseTarget, target.CloseTargetParams{TargetID: a.id})
		rec.lost("the page crashed")
		return
	}
	rec.crashed()
}

// Close ends the session: its tabs close, its cookies and storage are gone.
func (s *session) Close() error {
	s.browser.targets.mu.Lock()
	delete(s.browser.targets.sessions, s.context)
	s.browser.targets.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_, err := cdp.Call(ctx, s.browser.root(), target.DisposeBrowserContext, target.DisposeBrowserContextParams{BrowserContextID: s.context})
	s.browser.targets.forget(s)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.browser.pipe.forget(s.ever)
	if err != nil {
		return fmt.Errorf("closing a session: %w", err)
	}
	return nil
}

// cookies returns what the session's cookie jar holds.
func (s *session) cookies(ctx context.Context) ([]*network.Cookie, error) {
	return jarOf(ctx, s.browser.root(), s.context)
}
