package chrome

import (
	"context"
	_ "embed"
	"maps"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/debugger"
	"github.com/chromedp/cdproto/domstorage"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
)

// targets routes the browser's events. A target is a tab, page, cross-site iframe or worker. Each is attached by its parent,
// paused, gets all its commands at once, and is resumed without waiting for an answer: a paused
// service worker answers nothing, and waiting for it would hang the site.
type targets struct {
	browser *Browser

	mu       sync.Mutex
	sessions map[cdp.BrowserContextID]*session
	attached map[target.SessionID]*attached
	count    int
}

// attached is one target that is followed.
type attached struct {
	channel
	id      target.ID // of a page and of an iframe also the id of its main frame
	kind    string    // page, iframe, worker, shared_worker, service_worker
	url     string    // of a worker
	popup   bool
	ahead   bool // a page that is loaded before anybody goes there (prerender)
	order   int  // of attachment
	session *session
}

func newTargets(b *Browser) *targets {
	return &targets{browser: b, sessions: map[cdp.BrowserContextID]*session{}, attached: map[target.SessionID]*attached{}}
}

// watch attaches to every tab and every worker that belongs to no single page.
// Chromium's own interface (type browser_ui) would add hundreds of requests of its own.
func (t *targets) watch(ctx context.Context) error {
	_, err := cdp.Call(ctx, t.browser.root(), target.SetAutoAttach, autoAttach("tab", "service_worker", "shared_worker"))
	return err
}

func autoAttach(types ...string) target.SetAutoAttachParams {
	flat := true
	p := target.SetAutoAttachParams{AutoAttach: true, WaitForDebuggerOnStart: true, Flatten: &flat}
	for _, t := range types {
		p.Filter = append(p.Filter, target.FilterEntry{Type: t})
	}
	return p
}

// handle is the pipe's sink; it runs in the reader and must not wait.
func (t *targets) handle(e event) {
	switch e.method {
	case target.AttachedToTarget.Method:
		if ev, ok := decode[target.EventAttachedToTarget](e); ok && ev.TargetInfo != nil {
			t.attach(e.session, ev)
		}
	case target.DetachedFromTarget.Method:
		if ev, ok := decode[target.EventDetachedFromTarget](e); ok {
			t.detach(ev.SessionID)
		}
	default:
		t.mu.Lock()
		a := t.attached[e.session]
		t.mu.Unlock()
		if a != nil {
			a.session.handle(a, e)
		}
	}
}

// decode returns the parameters of an event. An event that does not decode is newer than this program; it is left out.
func decode[E any](e event) (ev E, ok bool) {
	return ev, jsonv2.Unmarshal(e.params, &ev, lenient) == nil
}

func (t *targets) attach(parent target.SessionID, ev target.EventAttachedToTarget) {
	info := ev.TargetInfo
	c := channel{t.browser.pipe, ev.SessionID}
	t.mu.Lock()
	s := t.sessions[info.BrowserContextID]
	if from := t.attached[parent]; s == nil && from != nil {
		s = from.session // a worker's worker does not tell its browser context
	}
	t.count++
	a := &attached{order: t.count, channel: c, id: info.TargetID, kind: info.Type, url: info.URL, ahead: info.Subtype == "prerender", session: s}
	known := s == nil || info.Type == "tab" || t.isAttached(info.TargetID)
	if !known {
		t.attached[ev.SessionID] = a
	}
	t.mu.Unlock()
	switch {
	case s == nil: // the browser's own first page
	case info.Type == "tab":
		c.send(target.CommandSetAutoAttach, autoAttach("page", "iframe"))
	case known: // a service worker is attached by the browser and by its page; it is recorded once
	default:
		s.attach(a)
		a.setUp()
	}
	c.send(runtime.CommandRunIfWaitingForDebugger, cdp.Empty{}) // always: a popup is said not to wait, and waits
}

func (t *targets) isAttached(id target.ID) bool {
	for _, a := range t.attached {
		if a.id == id {
			return true
		}
	}
	return false
}

func (t *targets) detach(id target.SessionID) {
	t.mu.Lock()
	a := t.attached[id]
	delete(t.attached, id)
	t.mu.Unlock()
	if a != nil {
		a.session.detach(a)
	}
}

// forget leaves out what belongs to a session that is closed: of a target that ends with its parent, nobody tells that it does.
func (t *targets) forget(s *session) {
	t.mu.Lock()
	defer t.mu.Unlock()
	maps.DeleteFunc(t.attached, func(_ target.SessionID, a *attached) bool { return a.session == s })
}

// of returns the targets of a session for which keep is true.
func (t *targets) of(s *session, keep func(*attached) bool) []*attached {
	t.mu.Lock()
	defer t.mu.Unlock()
	var all []*attached
	for _, a := range t.attached {
		if a.session == s && keep(a) {
			all = append(all, a)
		}
	}
	return all
}

// Limits on what the browser keeps of a page for us.
const (
	maxBody   = 5 << 20 // bytes of a request's body, or of the messages of a WebSocket
	maxStacks = 16      // asynchronous callers of a script
)

// setUp sends what a new target needs before it runs.
func (a *attached) setUp() {
	body := int64(maxBody)
	flat := autoAttach("iframe", "worker", "service_worker", "shared_worker")
	a.send(network.CommandEnable, network.EnableParams{MaxPostDataSize: &body})
	a.send(runtime.CommandEnable, cdp.Empty{}) // without it call stacks have one line
	a.traceTasks()
	a.send(target.CommandSetAutoAttach, flat)
	a.present()
	a.signal()
	a.intercept()
	binding := a.session.browser.binding
	a.send(runtime.CommandAddBinding, runtime.AddBindingParams{Name: binding})
	if !a.isDocument() {
		a.probeWorker() // it waits for its first line, and has its world already
		return
	}
	a.send(emulation.CommandSetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}) // a popup must not put its opener to sleep
	if a.kind == "page" {
		a.send(network.CommandEnableReportingAPI, network.EnableReportingAPIParams{Enable: true})
	}
	a.send(page.CommandEnable, cdp.Empty{})
	a.send(domstorage.CommandEnable, cdp.Empty{})
	a.send(inspector.CommandEnable, cdp.Empty{})
	if rec := a.session.recording(); rec != nil && a.isLate() {
		rec.gap(a.url, "a sandboxed frame was there before it could be watched; what it asked for at once may be missing")
	}
	a.first(a.session.browser.probe, "")
	a.first(a.session.asking(leaveScript+keysScript), world)
}

// traceTasks makes call stacks go back beyond what was only asked to be done later. A process that takes a target over forgets this, as long as the
// debugger is not enabled, and that costs more than a page may.
func (a *attached) traceTasks() {
	a.send(debugger.CommandSetAsyncCallStackDepth, debugger.SetAsyncCallStackDepthParams{MaxDepth: maxStacks})
}

// first makes a script run in every document before the page's own, in a world of ours or, by "", in the page's. A sandboxed frame whose text its
// parent holds is a target of its own, and attached when its document is already there: in that it runs at once.
func (a *attached) first(script, world string) {
	late := a.isLate()
	a.send(page.CommandAddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script, WorldName: world, RunImmediately: &late})
}

// isLate says whether the target's document is there before the target is.
func (a *attached) isLate() bool { return a.kind == "iframe" && a.url == "about:srcdoc" }

// start stands for a worker among what keeps a page busy.
func (a *attached) start() network.RequestID { return network.RequestID("start of " + a.channel.id) }

// probeWorker runs the probe in a worker. That it threw is known later, and is a gap.
func (a *attached) probeWorker() {
	if rec := a.session.recording(); rec != nil {
		rec.starts(a.start())
	}
	a.pipe.send(a.channel.id, runtime.CommandEvaluate, runtime.EvaluateParams{Expression: a.session.browser.probe}, func(answer answer) {
		if rec := a.session.recording(); rec != nil {
			rec.began(a.start())
		}
		var result runtime.EvaluateResult
		if answer.err != nil || jsonv2.Unmarshal(answer.result, &result, lenient) != nil || result.ExceptionDetails == nil {
			return // a worker that has ended meanwhile has nothing to tell
		}
		if rec := a.session.recording(); rec != nil {
			rec.gap(a.url, "the probe did not run in a worker; which interfaces it used was not seen")
		}
	})
}

//go:embed gpc.js
var gpcScript string

// signal makes a new target send what its visitor wants to be told to sites. Documents are told by a script before their own; workers
// have none, and wait while it runs. The header is one that scripts may not set, so that it causes no preflight.
func (a *attached) signal() {
	if !a.session.who.GPC {
		return
	}
	a.send(network.CommandSetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Sec-GPC": "1"}})
	if a.isDocument() {
		a.first(gpcScript, "")
		return
	}
	a.send(runtime.CommandEvaluate, runtime.EvaluateParams{Expression: gpcScript})
}

// isDocument says whether the target shows a document, and is no worker.
func (a *attached) isDocument() bool { return a.kind == "page" || a.kind == "iframe" }

// role is the Target of a request that a makes for a frame.
func (a *attached) role(frame cdp.FrameID) string {
	switch {
	case !a.isDocument():
		return a.kind
	case a.kind == "iframe" || (frame != "" && string(frame) != string(a.id)):
		return "iframe"
	case a.ahead:
		return "prerender"
	case a.popup:
		return "popup"
	}
	return "page"
}

// isNetwork says whether a URL is fetched from a server; data, blob and the browser's own schemes are not.
func isNetwork(url string) bool {
	scheme, _, _ := strings.Cut(url, ":")
	switch strings.ToLower(scheme) {
	case "http", "https", "ws", "wss", "ftp":
		return true
	}
	return false
}
