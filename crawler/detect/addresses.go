package detect

import (
	"fmt"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// Addresses sees personal data in the addresses of the site's own pages.
var Addresses = &Detector{Name: "addresses", Doc: addressesDoc, Run: addresses}

const addressesDoc = `personal data in the addresses of the site's own pages

The address of a page is kept by the browser's history, by the logs of every server on the way and by whoever measures the site, and goes along
to others as the referrer. Two things are seen: a page of the site whose address carries an e-mail address, or a value that was typed into a
form and submitted with it, and a request to somebody else that names such an address as its referrer. What somebody else is told
in any other way is trackers' and typed's.

Example: a form without method="post" leads to https://shop.example/thanks?mail=jane%40mail.example:

	site expose.url contact.email`

func addresses(s *Site) []practice.Observation {
	var seen []practice.Observation
	for _, page := range s.Pages {
		typed := map[int][]crawler.Leak{}
		for _, leak := range Leaks(page) {
			typed[leak.Request] = append(typed[leak.Request], leak)
		}
		for i := range page.Requests {
			r := &page.Requests[i]
			switch {
			case s.sharing(r):
				seen = append(seen, s.referred(r)...)
			case r.Type == "document" && overNetwork(r.URL):
				seen = append(seen, addressed(r, typed[r.ID])...)
			}
		}
	}
	return seen
}

// addressed is what the address of a page of the site's own carries.
func addressed(r *crawler.Request, typed []crawler.Leak) []practice.Observation {
	var seen []practice.Observation
	for _, leak := range typed {
		if leak.Channel == "address" {
			seen = append(seen, inAddress(leak.Data, "", shownName(leak.Field), r, fmt.Sprintf("request %d: the address of %s carries the value typed into %s", r.ID, bare(r.URL), shownName(leak.Field))))
		}
	}
	if name, ok := mailIn(r.URL); ok && len(seen) == 0 {
		seen = append(seen, inAddress("contact.email", "", name, r, fmt.Sprintf("request %d: the address of %s carries an e-mail address%s", r.ID, bare(r.URL), named(name))))
	}
	return seen
}

// referred is what somebody else learns from the address of the page that asked.
func (s *Site) referred(r *crawler.Request) []practice.Observation {
	from := crawler.HeaderNamed(r.Headers, "referer")
	if !s.Scope.FirstParty(crawler.Host(from)) {
		return nil
	}
	name, ok := mailIn(from)
	if !ok {
		return nil
	}
	return []practice.Observation{inAddress("contact.email", s.Scope.Owner(crawler.Host(r.URL)), name, r,
		fmt.Sprintf("request %d: %s %s names %s as its referrer, whose address carries an e-mail address%s", r.ID, r.Method, bare(r.URL), bare(from), named(name)))}
}

func inAddress(data practice.Data, to practice.Party, name string, r *crawler.Request, detail string) practice.Observation {
	return practice.Observation{
		Practice: practice.Practice{Actor: practice.Site, Action: practice.ExposeURL, Data: data, Recipient: to},
		Name:     name,
		Evidence: []practice.Evidence{{Source: bare(r.Page), Request: r.ID, Detail: detail}},
	}
}

// mailIn reports whether an address carries a person's e-mail address in its query, and in which parameter.
func mailIn(raw string) (parameter string, found bool) {
	if !strings.Contains(raw, "?") {
		return "", false
	}
	for _, f := range QueryFields(raw) {
		if Recognise(f.Value, "") == Email {
			return shownName(f.Name), true
		}
	}
	return "", false
}

func named(parameter string) string {
	if parameter == "" {
		return ""
	}
	return " (" + parameter + ")"
}
