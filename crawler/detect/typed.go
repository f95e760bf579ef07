package detect

import (
	"fmt"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// Typed sees what people type leave the page before they submit it.
var Typed = &Detector{Name: "typed", Doc: typedDoc, Run: typedData}

const typedDoc = `what is typed leaves the page before it is submitted

During the visit a value of its own was typed into each field, key by key, and nothing was submitted (with --submit, forms were in
a second visit; what somebody else received then is told as shared). That value is looked for in
everything the page sent from then on: address, headers, cookies, body, messages of WebSockets; plain and under the encodings,
hashes and compressions in use among trackers, up to three inside each other. What reaches the site itself is its own business
(an address look-up, a saved draft) and only stands in the inventory; what reaches somebody else is an observation. Where the
beginning of a value was sent while the rest was still being typed, the keys are what is recorded.

Example: a script listens to the field and sends POST https://t.example/c with ["sha256 of the address"] once it loses the focus:

	site share.typed contact.email to t.example before consent`

// A leak that follows within this time of leaving a field is told as set off by it.
const onLeaving = 1500 * time.Millisecond

func typedData(s *Site) []practice.Observation {
	var seen []practice.Observation
	for _, page := range s.Pages {
		for _, leak := range Leaks(page) {
			r := requestOf(page, leak.Request)
			if r == nil || !s.sharing(r) {
				continue
			}
			p := s.shared(leak.Data, r)
			p.Action = practice.ShareTyped
			switch {
			case leak.Submitted:
				p.Action = practice.Share
			case leak.Keys:
				p.Action = practice.ShareKeys
			}
			seen = append(seen, practice.Observation{
				Practice: p,
				Name:     shownName(leak.Field),
				Evidence: []practice.Evidence{{Source: bare(page.URL), Request: r.ID, Detail: leakDetail(leak, r)}},
			})
		}
	}
	return seen
}

func requestOf(page *crawler.Page, id int) *crawler.Request {
	for i := range page.Requests {
		if page.Requests[i].ID == id {
			return &page.Requests[i]
		}
	}
	return nil
}

func leakDetail(l crawler.Leak, r *crawler.Request) string {
	what := "the value typed into " + shownName(l.Field)
	if l.Keys {
		what = "the beginning of " + what
	}
	if l.How != "" {
		what += " (" + l.How + ")"
	}
	return fmt.Sprintf("request %d: %s %s carries %s in its %s, %s, by %s", r.ID, r.Method, bare(r.URL), what, l.Channel, l.When, cause(r))
}

// Leaks returns where the values typed on a page were sent. In a redacted record the search was made before the values were masked.
func Leaks(page *crawler.Page) []crawler.Leak {
	if len(page.Typed) == 0 || page.Leaks != nil {
		return page.Leaks
	}
	s := newSearch(page.Typed)
	leaks := []crawler.Leak{}
	for i := range page.Requests {
		if r := &page.Requests[i]; !r.Local && !r.Time.Before(page.Typed[0].Start) || r.Type == "websocket" {
			leaks = append(leaks, s.leaks(r)...)
		}
	}
	return leaks
}

// leaks looks into every part of a request; of several parts with the same value the first counts.
func (s *search) leaks(r *crawler.Request) []crawler.Leak {
	parts := []struct{ channel, text string }{{"host", crawler.Host(r.URL)}, {"address", r.URL}}
	for _, h := range r.Headers {
		if !strings.HasPrefix(h.Name, ":") { // the pseudo-headers of HTTP/2 repeat the address
			parts = append(parts, struct{ channel, text string }{strings.ToLower(h.Name) + " header", h.Value})
		}
	}
	body := "body"
	if r.Type == "websocket" {
		body = "messages"
	}
	parts = append(parts, struct{ channel, text string }{body, string(r.Body)})
	var leaks []crawler.Leak
	told := map[*crawler.Typed]bool{}
	for _, part := range parts {
		for _, f := range s.in(part.text) {
			if told[f.typed] {
				continue
			}
			told[f.typed] = true
			when, whileTyping := moment(f.typed, r)
			leaks = append(leaks, crawler.Leak{
				Field: f.typed.Field, Form: f.typed.Form, FrameURL: f.typed.FrameURL, Data: f.typed.Data,
				Request: r.ID, Channel: part.channel, How: f.how, When: when, Keys: f.part && whileTyping, Submitted: !f.typed.Submitted.IsZero(),
			})
		}
	}
	return leaks
}

// moment says when a value was sent. The time of a WebSocket is that of its opening, and says nothing.
func moment(t *crawler.Typed, r *crawler.Request) (when string, whileTyping bool) {
	switch {
	case !t.Submitted.IsZero(): // the page tells only what followed
		return "after it was submitted", false
	case r.Type == "websocket":
		return "before anything was submitted", true
	case r.Time.Before(t.Left):
		return "while it was being typed", true
	case r.Time.Before(t.Left.Add(onLeaving)):
		return "on leaving the field", false
	}
	return "later, before anything was submitted", false
}
