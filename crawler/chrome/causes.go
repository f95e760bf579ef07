package chrome

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
)

// causes are what leads from a request to the script behind it where the browser does not say it with the request.
type causes struct {
	loads    map[string]load           // by the address that a script gave to something that loads it, or made up (blob:)
	inserted map[cdp.FrameID]insertion // frames
	refresh  map[move]bool             // documents that the one before in the same frame leads to after a while
}

// A move is a frame's going to another address.
type move struct {
	frame cdp.FrameID
	url   string
}

// A load is a script's call that made something load an address: a worker, an event source, a medium, a form that was sent.
type load struct {
	by       crawler.Initiator
	frameURL string // of the document or worker in which it was called
}

// An insertion is how a frame came into its parent.
type insertion struct {
	parent cdp.FrameID
	stack  []crawler.Call // of the script that did it; none for one in the markup
}

// longAddress is how many bytes of a data: address are compared.
const longAddress = 1 << 10

var inCSS = regexp.MustCompile(`url\(\s*["']?([^"')]+)`)

// noteLoad notes what a script made load.
func (r *recording) noteLoad(w write) {
	address := w.Name
	if in := inCSS.FindStringSubmatch(address); in != nil { // of a font
		address = in[1]
		if base, err := url.Parse(w.URL); err == nil {
			if u, err := base.Parse(address); err == nil {
				address = u.String()
			}
		}
	}
	key := loadKey(address)
	if _, known := r.causes.loads[key]; !known && r.take(someWrites, len(r.causes.loads), r.limits.writes, len(key)+len(w.Stack)) {
		r.causes.loads[key] = load{w.initiator(), w.URL}
	}
}

func loadKey(address string) string {
	address, _, _ = strings.Cut(address, "#")
	return address[:min(len(address), longAddress)]
}

// noteFrame notes a frame that came into the page.
func (r *recording) noteFrame(ev page.EventFrameAttached) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.take(someFrames, len(r.causes.inserted), r.limits.frames, 0) {
		r.causes.inserted[ev.FrameID] = insertion{ev.ParentFrameID, stack(ev.Stack)}
	}
}

// noteMove notes that a document asked for another to take its place.
func (r *recording) noteMove(ev page.EventFrameRequestedNavigation) {
	if ev.Reason != page.ClientNavigationReasonMetaTagRefresh && ev.Reason != page.ClientNavigationReasonHTTPHeaderRefresh {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.take(someFrames, len(r.causes.refresh), r.limits.frames, len(ev.URL)) {
		r.causes.refresh[move{ev.FrameID, ev.URL}] = true
	}
}

// blame completes the initiators of all requests.
func (r *recording) blame() {
	real := r.origins()
	shown := map[string]string{} // the last document of each frame
	for _, h := range r.hops {
		q := &h.request
		if q.Type == "document" {
			if q.Initiator.Type != "redirect" && r.causes.refresh[move{cdp.FrameID(q.Frame), q.URL}] {
				q.Initiator = crawler.Initiator{Type: "refresh", URL: shown[q.Frame]}
			}
			shown[q.Frame] = q.URL
		}
		if h.request.Initiator.Type == "redirect" {
			continue
		}
		r.preflight(h)
		by := &h.request.Initiator
		if made, ok := r.made(h); ok {
			if len(by.Stack) == 0 {
				*by = made.by
				by.Stack = slices.Clone(by.Stack)
			}
			if q.Type != "document" && q.Type != "media" && q.Type != "image" && q.Type != "font" {
				q.FrameURL = made.frameURL // which the browser does not say of connections, and of a worker's script it says the script's own
			}
		}
		if h.target == nil {
			unmask(by.Stack, real)
		}
		if by.Type == "script" && (len(by.Stack) > 0 || !isNetwork(by.URL)) { // an import of a module has an address and no stack
			by.Stack = r.traced(by.Stack, h)
		}
		at := by.Place()
		by.URL, by.Line = at.URL, at.Line
	}
}

// origins are the addresses that a script of a document can have come from; nil if too much was asked for to know them all.
func (r *recording) origins() map[string]bool {
	if r.leftOut[someRequests] > 0 {
		return nil
	}
	real := map[string]bool{}
	for _, h := range r.hops {
		real[loadKey(h.request.URL)] = true
	}
	for _, f := range r.frames {
		real[loadKey(f.URL)] = true
	}
	return real
}

// unmask takes the addresses of calls that nothing was loaded from for what they are: names that scripts give themselves.
func unmask(calls []crawler.Call, real map[string]bool) {
	for i := range calls {
		if c := &calls[i]; real != nil && isNetwork(c.URL) && !real[loadKey(c.URL)] {
			c.URL, c.Named = "", c.URL
		}
	}
}

// made returns the call that made something load the address of a request.
func (r *recording) made(h *hop) (load, bool) {
	switch h.request.Type {
	case "script", "eventsource", "websocket", "webtransport", "media", "image", "font", "document":
	default:
		return load{}, false
	}
	made, ok := r.causes.loads[loadKey(h.request.URL)]
	if !ok && h.request.Type == "document" { // a form that is sent by GET gets a query of its own
		bare, _, _ := strings.Cut(h.request.URL, "?")
		made, ok = r.causes.loads[bare]
	}
	return made, ok
}

// preflight gives a question that the browser asks before a request the place of that request.
func (r *recording) preflight(h *hop) {
	if h.request.Type != "preflight" {
		return
	}
	x := r.exchanges[h.behind]
	if x == nil || len(x.hops) == 0 {
		return
	}
	q := x.hops[0].request
	h.request.Target, h.request.Frame, h.request.FrameURL = q.Target, q.Frame, q.FrameURL
	h.request.Initiator.Stack, h.request.Initiator.URL, h.request.Initiator.Line = slices.Clone(q.Initiator.Stack), q.Initiator.URL, q.Initiator.Line
}

// traced lengthens the stack of a script that has no address of its own (a blob, a data: address, the text of a frame) by
// who made it, until something is reached that came over the network.
func (r *recording) traced(calls []crawler.Call, h *hop) []crawler.Call {
	frame, worker := cdp.FrameID(h.request.Frame), h.target
	for range maxTraced {
		if fromNetwork(calls) || len(calls) >= maxCalls {
			break
		}
		var outermost string
		for _, c := range calls {
			if c.URL != "" {
				outermost = c.URL
			}
		}
		made, ok := r.causes.loads[loadKey(outermost)]
		if !ok && worker != nil {
			made, ok = r.causes.loads[loadKey(worker.url)]
			worker = nil
		}
		if ok && len(made.by.Stack) > 0 {
			calls = append(calls, made.by.Stack...)
			continue
		}
		in, ok := r.causes.inserted[frame]
		if !ok {
			break
		}
		calls = append(calls, in.stack...)
		if parent := r.address(in.parent); len(in.stack) == 0 && isNetwork(parent) {
			calls = append(calls, crawler.Call{URL: parent})
		}
		frame = in.parent
	}
	if worker == nil && !fromNetwork(calls) && isNetwork(h.request.FrameURL) { // a javascript: address in its markup
		calls = append(calls, crawler.Call{URL: h.request.FrameURL})
	}
	return calls[:min(len(calls), maxCalls)]
}

func fromNetwork(calls []crawler.Call) bool {
	return slices.ContainsFunc(calls, func(c crawler.Call) bool { return isNetwork(c.URL) })
}

// maxTraced bounds the steps from a script to the one that made it.
const maxTraced = 8

// address is the last one that a frame showed.
func (r *recording) address(frame cdp.FrameID) string {
	for _, f := range slices.Backward(r.frames) {
		if f.ID == string(frame) {
			return f.URL
		}
	}
	return ""
}
