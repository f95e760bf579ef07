package detect

import (
	"fmt"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// Transport sees personal data that travel without encryption.
var Transport = &Detector{Name: "transport", Doc: transportDoc, Run: transport}

const transportDoc = `personal data that travel over the network without encryption

Four things are seen: a form that is sent to an http address, or that stands on an http page, where its script could be
changed on the way; a request over http whose query or body carries personal data; a cookie that is set over http; and a cookie set over
https without "Secure" while the record holds an http request to a host that the browser would send it to. A missing "Secure"
alone is a weakness, not a transfer, and no observation. What goes to this very machine (localhost, 127.0.0.0/8, ::1)
never leaves it and does not count.

Example: <form action="http://shop.example/signup"><input type="email" name="email">:

	site transfer.plain contact.email`

func transport(s *Site) []practice.Observation {
	plainHosts := s.plainHosts()
	var seen []practice.Observation
	for _, page := range s.Pages {
		for i := range page.Forms {
			seen = append(seen, s.plainForm(page, &page.Forms[i])...)
		}
		for i := range page.Requests {
			seen = append(seen, s.plainRequest(page, &page.Requests[i])...)
		}
		for i := range page.Cookies {
			seen = append(seen, s.plainCookie(page, &page.Cookies[i], plainHosts)...)
		}
	}
	return seen
}

// exposed says whether what goes to an address can be read on the way.
func exposed(raw string) bool {
	return plainScheme(raw) && overNetwork(raw) && !loopback(crawler.Host(raw))
}

// plainHosts are the hosts that the record holds an unencrypted request to, with its number.
func (s *Site) plainHosts() map[string]int {
	hosts := map[string]int{}
	for _, page := range s.Pages {
		for _, r := range page.Requests {
			if host := crawler.Host(r.URL); exposed(r.URL) && !stopped(&r) && hosts[host] == 0 {
				hosts[host] = r.ID
			}
		}
	}
	return hosts
}

func (s *Site) plainForm(page *crawler.Page, form *crawler.Form) []practice.Observation {
	why := ""
	switch {
	case exposed(receiver(form)):
		why = "sent to " + bare(receiver(form))
	case exposed(form.FrameURL):
		why = "on a page over http, " + bare(form.FrameURL)
	default:
		return nil
	}
	var seen []practice.Observation
	for i, data := range DataOfFields(form) {
		field := &form.Fields[i]
		if data == "" {
			continue
		}
		seen = append(seen, practice.Observation{
			Practice: s.plain(data, receiver(form), ""),
			Name:     nameOfField(field),
			Evidence: []practice.Evidence{{Source: bare(page.URL), Detail: fmt.Sprintf("field %s, %s", nameOfField(field), why)}},
		})
	}
	return seen
}

func (s *Site) plain(data practice.Data, to string, state practice.Condition) practice.Practice {
	return practice.Practice{
		Actor:     practice.Site,
		Action:    practice.TransferPlain,
		Data:      data,
		Recipient: s.Scope.Owner(crawler.Host(to)),
		Condition: state,
	}
}

func (s *Site) plainRequest(page *crawler.Page, r *crawler.Request) []practice.Observation {
	if !exposed(r.URL) || stopped(r) {
		return nil
	}
	var seen []practice.Observation
	for _, f := range fieldsOf(r) {
		data, words := carried(f, crawler.Host(r.URL), addressOf(page, r))
		if data == "" {
			continue
		}
		detail := fmt.Sprintf("request %d: %s %s carries %s, %s, unencrypted", r.ID, r.Method, bare(r.URL), fieldName(f), words)
		seen = append(seen, practice.Observation{
			Practice: s.plain(data, r.URL, r.State),
			Evidence: []practice.Evidence{{Source: bare(r.Page), Request: r.ID, Detail: detail}},
		})
	}
	return seen
}

func (s *Site) plainCookie(page *crawler.Page, c *crawler.Cookie, plainHosts map[string]int) []practice.Observation {
	if c.Secure || !kept(c) || !identifies(c.Value) || loopback(c.Domain) {
		return nil
	}
	request, sent := 0, false
	for _, r := range page.Requests {
		if r.ID == c.Request && c.SetBy == "http" && exposed(r.URL) {
			request, sent = r.ID, true
		}
	}
	if !sent {
		request, sent = sentPlain(c, plainHosts)
	}
	if !sent {
		return nil
	}
	return []practice.Observation{{
		Practice: s.plain("tracer.cookie_id", "http://"+c.Domain, c.State),
		Name:     shownName(c.Name),
		Evidence: []practice.Evidence{{
			Source: bare(c.Page), Request: request,
			Detail: fmt.Sprintf("cookie %s of %s has no Secure flag, and request %d goes there over http", shownName(c.Name), c.Domain, request),
		}},
	}}
}

// sentPlain says whether, and with which request, a browser that has the cookie sends it over http.
func sentPlain(c *crawler.Cookie, plainHosts map[string]int) (request int, sent bool) {
	for host, id := range plainHosts {
		if host == c.Domain || !c.HostOnly && strings.HasSuffix(host, "."+c.Domain) {
			if !sent || id < request {
				request, sent = id, true
			}
		}
	}
	return request, sent
}
