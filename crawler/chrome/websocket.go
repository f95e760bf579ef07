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
	case network.WebSocketFrameReceived.Method:
		on(e, func(ev network.EventWebSocketFrameReceived) {
			if ev.Response != nil {
				r.received(ev.RequestID, ev.Response.PayloadData)
			}
		})
	case network.EventSourceMessageReceived.Method:
		on(e, func(ev network.EventEventSourceMessageReceived) { r.received(ev.RequestID, []byte(ev.Data)) })
	case network.WebSocketFrameSent.Method:
		on(e, func(ev network.EventWebSocketFrameSent) {
			h := r.exchange(ev.RequestID).current()
			if h == nil || ev.Response == nil {
				return
			}
			r.keepBody(h, asLine(h.request.Body, ev.Response.PayloadData))
		})
	default:
		r.report(a, e)
	}
}

// maxReceived is how many bytes are kept of what one connection receives. It says what the connection is for; the data that counts is what is sent.
const maxReceived = 64 << 10

// received keeps a message that a page got.
func (r *recording) received(id network.RequestID, message []byte) {
	h := r.exchange(id).current()
	if h == nil {
		return
	}
	message = asLine(h.request.Received, message)
	if r.take(someReceived, len(h.request.Received)+len(message), maxReceived+1, len(message)) {
		h.request.Received = append(h.request.Received, message...)
	}
}

// asLine is what a message adds to those before it.
func asLine(before, message []byte) []byte {
	message = bytes.TrimRight(message, "\n")
	if len(before) == 0 {
		return message
	}
	return append([]byte{'\n'}, message...)
}

func (r *recording) connect(a *attached, id network.RequestID, url, kind string, from *network.Initiator) {
	x := r.exchange(id)
	if x.current() != nil || !r.take(someRequests, len(r.hops), r.limits.requests, len(url)) {
		return
	}
	i := initiator(from)
	r.active()
	r.add(x, a, "", crawler.Request{URL: url, Method: "GET", Type: kind, FrameURL: i.URL, Initiator: i, Headers: []crawler.Header{}, Time: time.Now().UTC()})
}
