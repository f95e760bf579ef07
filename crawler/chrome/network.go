package chrome

import (
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/network"
)

// An exchange is all that the browser tells under one request id: the hops of a redirect chain and, in queues of their own
// because they come before or after and even in another target's session, the headers as they went over the wire.
type exchange struct {
	hops     []*hop
	sent     []network.EventRequestWillBeSentExtraInfo
	received []network.EventResponseReceivedExtraInfo
}

// A hop is one request and its answer.
type hop struct {
	request  crawler.Request
	noExtra  bool // the browser said that there are no wire headers for it, as when its cache answers
	received *network.EventResponseReceivedExtraInfo
	answered time.Time
	document cdp.LoaderID
	target   *attached         // a worker that asked; nil for a document
	behind   network.RequestID // of a preflight the request for which it asks
}

// network records an event of the Network domain. It runs in the reader.
func (r *recording) network(a *attached, e event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch e.method {
	case network.RequestWillBeSent.Method:
		on(e, func(ev network.EventRequestWillBeSent) { r.willBeSent(a, ev) })
	case network.RequestWillBeSentExtraInfo.Method:
		on(e, func(ev network.EventRequestWillBeSentExtraInfo) {
			if x := r.exchange(ev.RequestID); r.take(someHeaders, 0, 1, len(e.params)) {
				x.sent = append(x.sent, ev)
			}
		})
	case network.ResponseReceivedExtraInfo.Method:
		on(e, func(ev network.EventResponseReceivedExtraInfo) {
			if x := r.exchange(ev.RequestID); r.take(someHeaders, 0, 1, len(e.params)) {
				x.received = append(x.received, ev)
			}
		})
	case network.ResponseReceived.Method:
		on(e, func(ev network.EventResponseReceived) { r.responded(ev) })
	case network.DataReceived.Method:
		on(e, func(ev network.EventDataReceived) { r.progress(ev.RequestID) })
	case network.LoadingFinished.Method:
		on(e, func(ev network.EventLoadingFinished) {
			r.content(a, ev.RequestID)
			r.finished(ev.RequestID)
		})
	case network.LoadingFailed.Method:
		on(e, func(ev network.EventLoadingFailed) { r.failed(ev) })
	case network.RequestServedFromCache.Method:
		on(e, func(ev network.EventRequestServedFromCache) {
			if h := r.exchange(ev.RequestID).current(); h != nil {
				h.request.Local = true
			}
		})
	default:
		r.socket(a, e)
	}
}

func on[E any](e event, do func(E)) {
	if ev, ok := decode[E](e); ok {
		do(ev)
	}
}

// exchange returns what is known of a request. Beyond twice the limit, since headers may come before their request, it is forgotten at once.
func (r *recording) exchange(id network.RequestID) *exchange {
	x := r.exchanges[id]
	if x == nil {
		x = &exchange{}
		if len(r.exchanges) < 2*r.limits.requests {
			r.exchanges[id] = x
		}
	}
	return x
}

// current returns the hop that is under way, nil if there is none.
func (x *exchange) current() *hop {
	if len(x.hops) == 0 {
		return nil
	}
	return x.hops[len(x.hops)-1]
}

func (r *recording) willBeSent(a *attached, ev network.EventRequestWillBeSent) {
	if ev.Request == nil || !isNetwork(ev.Request.URL) {
		return
	}
	x := r.exchange(ev.RequestID)
	before := x.current()
	if before != nil && ev.RedirectResponse == nil {
		return // told again in the session of the frame that it loads
	}
	if !r.take(someRequests, len(r.hops), r.limits.requests, len(ev.Request.URL)) {
		r.active() // a page that goes on sending is not quiet
		return
	}
	again := ev.Type == network.ResourceTypeEventSource && r.streams(ev)
	if again {
		r.background[ev.RequestID] = true
	}
	h := r.add(x, a, ev.FrameID, crawler.Request{
		URL:       ev.Request.URL,
		Method:    ev.Request.Method,
		Type:      a.kindOf(ev),
		FrameURL:  ev.DocumentURL,
		Initiator: initiator(ev.Initiator),
		Headers:   headers(ev.Request.Headers),
		Time:      wall(ev.WallTime),
	})
	h.document = ev.LoaderID
	if ev.Initiator != nil {
		h.behind = ev.Initiator.RequestID
	}
	if before != nil {
		before.answer(ev.RedirectResponse, ev.RedirectHasExtraInfo)
		h.request.RedirectOf = before.request.ID
		h.request.Initiator = crawler.Initiator{Type: "redirect", URL: before.request.URL}
	} else if h.request.Type == "document" && h.request.Initiator.Type == "other" {
		h.request.Initiator.Type = "navigation"
	}
	if h.request.Type == "document" && h.request.Target == "page" {
		delete(r.busy, moving) // it is under way
	}
	if h.request.Type != "eventsource" { // which stays open by design
		r.busy[ev.RequestID] = time.Now()
	}
	if !again {
		r.active()
	}
	if ev.Request.HasPostData {
		r.body(a, ev, h)
	}
}

// add appends a hop and gives it its number.
func (r *recording) add(x *exchange, a *attached, frame cdp.FrameID, q crawler.Request) *hop {
	h := &hop{request: q}
	h.request.ID = len(r.hops) + 1
	h.request.Target = a.role(frame)
	h.request.Frame = string(frame)
	if !a.isDocument() {
		h.target = a
	}
	r.hops = append(r.hops, h)
	x.hops = append(x.hops, h)
	return h
}

// streams says whether the page had the same event source before, and is only connecting again.
func (r *recording) streams(ev network.EventRequestWillBeSent) bool {
	return slices.ContainsFunc(r.hops, func(h *hop) bool {
		return h.request.Type == "eventsource" && h.request.URL == ev.Request.URL && h.request.Frame == string(ev.FrameID)
	})
}

// kindOf is the Type of a request. Preflights, and what workers import, the browser calls "other".
func (a *attached) kindOf(ev network.EventRequestWillBeSent) string {
	if ev.Type != network.ResourceTypeOther || ev.Initiator == nil {
		return strings.ToLower(string(ev.Type))
	}
	switch {
	case ev.Initiator.Type == network.InitiatorTypePreflight:
		return "preflight"
	case headerOf(ev.Request.Headers, "content-type") == "application/csp-report":
		return reportType
	case !a.isDocument() && ev.Initiator.Type == network.InitiatorTypeScript:
		return "script"
	}
	return "other"
}

// body takes the request's body from the event or, where the browser leaves it out of it (blobs, form data), asks for it while the page lives.
func (r *recording) body(a *attached, ev network.EventRequestWillBeSent, h *hop) {
	var body []byte
	for _, entry := range ev.Request.PostDataEntries {
		body = append(body, entry.Bytes...)
	}
	if len(body) > 0 {
		r.keepBody(h, body)
		return
	}
	a.pipe.send(a.channel.id, network.CommandGetRequestPostData, network.GetRequestPostDataParams{RequestID: ev.RequestID}, func(answer answer) {
		var result network.GetRequestPostDataResult
		if answer.err != nil || jsonv2.Unmarshal(answer.result, &result, lenient) != nil {
			return
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.keepBody(h, result.PostData)
	})
}

// keepBody adds to the body of a request, up to the limits of one and of all.
func (r *recording) keepBody(h *hop, more []byte) {
	if r.take(someBodies, len(h.request.Body)+len(more), maxBody+1, len(more)) {
		h.request.Body = append(h.request.Body, more...)
	}
}

// content asks for the text of a script that has just been loaded over the network, while the page lives. One that comes from the cache was seen before.
func (r *recording) content(a *attached, id network.RequestID) {
	h := r.exchange(id).current()
	if h == nil || h.request.Type != "script" || h.request.Status != 200 || h.request.Local {
		return
	}
	a.pipe.send(a.channel.id, network.CommandGetResponseBody, network.GetResponseBodyParams{RequestID: id}, func(answer answer) {
		var result network.GetResponseBodyResult
		if answer.err != nil || jsonv2.Unmarshal(answer.result, &result, lenient) != nil {
			return
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.take(someContents, 0, 1, len(result.Body)) {
			h.request.Content = result.Body
		}
	})
}

func (r *recording) responded(ev network.EventResponseReceived) {
	if h := r.exchange(ev.RequestID).current(); h != nil {
		h.answer(ev.Response, ev.HasExtraInfo)
		r.progress(ev.RequestID)
	}
}

// answer adds what the response says.
func (h *hop) answer(response *network.Response, hasExtra bool) {
	if response == nil {
		return
	}
	q := &h.request
	q.Status, q.MIME, q.ResponseHeaders = int(response.Status), response.MimeType, headers(response.Headers)
	if response.RemoteIPAddress != "" {
		q.RemoteAddr = net.JoinHostPort(strings.Trim(response.RemoteIPAddress, "[]"), strconv.FormatInt(response.RemotePort, 10))
	}
	q.Local = q.Local || response.FromDiskCache || response.FromPrefetchCache && q.Type != "prefetch" || response.FromServiceWorker
	h.noExtra = !hasExtra
	h.answered = time.UnixMilli(int64(response.ResponseTime)).UTC()
}

func (r *recording) failed(ev network.EventLoadingFailed) {
	if h := r.exchange(ev.RequestID).current(); h != nil {
		h.request.Error = ev.ErrorText
		if ev.BlockedReason != "" {
			h.request.Error = strings.TrimSpace(ev.ErrorText + " (" + string(ev.BlockedReason) + ")")
			h.request.Local = h.request.Local || neverSent[ev.BlockedReason]
		}
		if q := h.request; q.Type == "document" && q.Target == "page" && q.Status != 0 && !ev.Canceled {
			r.addGap("", "the document broke off ("+ev.ErrorText+"); what it holds beyond was not read")
		}
	}
	r.finished(ev.RequestID)
}

// neverSent are the reasons for which the browser does not even send a request.
var neverSent = map[network.BlockedReason]bool{
	network.BlockedReasonCsp: true, network.BlockedReasonMixedContent: true, network.BlockedReasonInspector: true, network.BlockedReasonSubresourceFilter: true,
}

// join adds the wire headers to the hops they belong to, in order.
func (r *recording) join() {
	for _, x := range r.exchanges {
		sent, received := x.sent, x.received
		for _, h := range x.hops {
			if h.noExtra {
				continue
			}
			if len(sent) > 0 {
				h.request.Headers, sent = headers(sent[0].Headers), sent[1:]
			}
			if len(received) > 0 {
				h.received, received = &received[0], received[1:]
				h.request.ResponseHeaders = headers(h.received.Headers)
				if h.request.Status == 0 {
					h.request.Status = int(h.received.StatusCode) // of an answer that the page may not read
				}
			}
		}
		x.sent, x.received = nil, nil
	}
}

// headerOf returns a header of the protocol's, whatever its case.
func headerOf(from network.Headers, name string) string {
	return crawler.HeaderNamed(headers(from), name)
}

// headers returns header lines sorted by name; the browser joins repeated ones by a line feed.
func headers(from network.Headers) []crawler.Header {
	lines := []crawler.Header{}
	for name, value := range from {
		text, _ := value.(string)
		for line := range strings.SplitSeq(text, "\n") {
			lines = append(lines, crawler.Header{Name: name, Value: line})
		}
	}
	slices.SortStableFunc(lines, func(a, b crawler.Header) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return lines
}

func wall(t cdp.TimeSinceEpoch) time.Time {
	return time.UnixMicro(int64(float64(t) * 1e6)).UTC()
}
