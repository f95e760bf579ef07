package chrome

import (
	"bytes"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/network"
)

// socket records WebSocket and WebTransport, whose connections never keep a page busy.
// The messages that a page sends are the request's body, one a line.
func (r *recording) socket(a *attached, e event) {
	switch e.method {
	case network.WebSocketCreated.Method:
		on(e, func(ev network.EventWebSocketCreated) { r.connect(a, ev.RequestID, ev.URL, "websocket", ev.Initiator) })
	case network.WebTransportCreated.Method:
		on(e, func(ev network.EventWebTransportCreated) {
			r.connect(a, ev.TransportID, ev.URL, "webtransport", ev.Initiator)
		})
	case network.WebSocketWillSendHandshakeRequest.Method:
		on(e, func(ev network.EventWebSocketWillSendHandshakeRequest) {
			if h := r.exchange(ev.RequestID).current(); h != nil && ev.Request != nil {
				h.request.Headers, h.request.Time = headers(ev.Request.Headers), wall(ev.WallTime)
			}
		})
	case network.WebSocketHandshakeResponseReceived.Method:
		on(e, func(ev network.EventWebSocketHandshakeResponseReceived) {
			if h := r.exchange(ev.RequestID).current(); h != nil && ev.Response != nil {
				h.request.Status, h.request.ResponseHeaders = int(ev.Response.Status), headers(ev.Response.Headers)
			}
		})
	case network.WebSocketFrameError.Method:
		on(e, func(ev network.EventWebSocketFrameError) {
			if h := r.exchange(ev.RequestID).current(); h != nil {
				h.request.Error = ev.ErrorMessage
			}
		})
	case network.WebSocketFrameSent.Method:
		on(e, func(ev network.EventWebSocketFrameSent) {
			h := r.exchange(ev.RequestID).current()
			if h == nil || ev.Response == nil {
				return
			}
			message := bytes.TrimRight(ev.Response.PayloadData, "\n")
			if len(h.request.Body) > 0 {
				message = append([]byte{'\n'}, message...)
			}
			r.keepBody(h, message)
		})
	}
}

func (r *recording) connect(a *attached, id network.RequestID, url, kind string, from *network.Initiator) {
	x := r.exchange(id)
	if x.current() != nil || !r.take(someRequests, len(r.hops), r.limits.requests, len(url)) {
		return
	}
	i := initiator(from)
	r.add(x, a, "", crawler.Request{URL: url, Method: "GET", Type: kind, FrameURL: i.URL, Initiator: i, Headers: []crawler.Header{}, Time: time.Now().UTC()})
}
