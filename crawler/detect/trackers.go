package detect

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// Trackers sees which third parties the pages contact, and what their requests carry.
var Trackers = &Detector{Name: "trackers", Doc: trackersDoc, Run: trackers}

const trackersDoc = `third parties that the pages contact, and what is sent to them

Whoever is contacted receives the visitor's IP address; that holds for a font as much as for a pixel. Beyond it, the query and the body of
every request to a third party are decoded (forms, JSON, batches of either, base64 and gzip around them) and each value is judged by its
form (an e-mail address, the address of the page, a screen size ...), by params.txt, and by its name. The purpose comes from the host and path
(purposes.txt), else from the class of the vendor. A request that the browser itself blocked, or answered
from its cache, is nothing.

Example: GET https://www.facebook.com/tr/?id=1&dl=https://shop.example/signup&ud[em]=<64 hex digits>:

	site share device.ip_address to Meta for marketing.targeted after acceptance
	site share behaviour.browsing to Meta for marketing.targeted after acceptance
	site share contact.email to Meta for marketing.targeted after acceptance`

func trackers(s *Site) []practice.Observation {
	var seen []practice.Observation
	for _, page := range s.Pages {
		for i := range page.Requests {
			r := &page.Requests[i]
			if s.sharing(r) {
				seen = append(seen, s.contact(r))
				seen = append(seen, s.payload(page, r)...)
			}
		}
	}
	return seen
}

// sharing says whether a request reaches, or would reach on another network, somebody else than the audited site.
func (s *Site) sharing(r *crawler.Request) bool {
	return overNetwork(r.URL) && !s.Scope.FirstParty(crawler.Host(r.URL)) && !s.stays(crawler.Host(r.URL)) && !stopped(r)
}

// stays says whether what is sent to a host never leaves the visitor's machine: a public site names it when an address of its makers' own machines was left
// in a page, or when it looks for open ports.
func (s *Site) stays(host string) bool {
	return loopback(host) && len(s.Pages) > 0 && !loopback(crawler.Host(s.Pages[0].URL))
}

// stopped says whether nobody received anything: the browser had the answer already, or held the request back.
func stopped(r *crawler.Request) bool {
	if r.Local {
		return true
	}
	e := strings.ToLower(r.Error)
	return r.Status == 0 && (strings.Contains(e, "err_blocked_by_") || strings.Contains(e, "csp") || strings.Contains(e, "mixed-content"))
}

// contact is the practice of contacting a third party at all.
func (s *Site) contact(r *crawler.Request) practice.Observation {
	detail := fmt.Sprintf("request %d: %s %s (%s)", r.ID, r.Method, bare(r.URL), cause(r))
	if r.Status == 0 && r.Error != "" {
		detail += ", not answered: " + r.Error
	}
	return practice.Observation{
		Practice: s.shared("device.ip_address", r),
		Evidence: []practice.Evidence{{Source: bare(r.Page), Request: r.ID, Detail: detail}},
	}
}

func (s *Site) shared(data practice.Data, r *crawler.Request) practice.Practice {
	owner := s.Scope.Owner(crawler.Host(r.URL))
	return practice.Practice{
		Actor:     practice.Site,
		Action:    practice.Share,
		Data:      data,
		Recipient: owner,
		Purpose:   cmp.Or(PurposeOfURL(r.URL), purposeOfVendor(owner)), // a host of the site's own name tells nothing
		Condition: r.State,
	}
}

// cause says what made the browser send a request.
func cause(r *crawler.Request) string {
	kind := r.Type
	if kind == "" {
		kind = "request"
	}
	if by := r.Initiator.Place(); by.URL != "" {
		return kind + " by " + callAt(by)
	}
	if r.RedirectOf > 0 {
		return fmt.Sprintf("%s, redirected from request %d", kind, r.RedirectOf)
	}
	return kind
}

// payload is what a request visibly carries to a third party.
func (s *Site) payload(page *crawler.Page, r *crawler.Request) []practice.Observation {
	var seen []practice.Observation
	host := crawler.Host(r.URL)
	for _, f := range fieldsOf(r) {
		data, words := carried(f, host, addressOf(page, r))
		if data == "" {
			continue
		}
		detail := fmt.Sprintf("request %d: %s %s carries %s, %s", r.ID, r.Method, bare(r.URL), fieldName(f), words)
		seen = append(seen, practice.Observation{
			Practice: s.shared(data, r),
			Evidence: []practice.Evidence{{Source: bare(r.Page), Request: r.ID, Detail: detail}},
		})
	}
	return seen
}

// addressOf is the address that a script of the request's frame would call its page.
func addressOf(page *crawler.Page, r *crawler.Request) string {
	if page.FinalURL != "" {
		return page.FinalURL
	}
	return r.Page
}

// fieldName names a field for the evidence. Bodies of one value have none, and what a page makes up as a name may be long.
func fieldName(f Field) string {
	const longest = 80
	switch {
	case f.Name == "":
		return "a body"
	case len(f.Name) > longest || Recognise(f.Name, "") == Email:
		return "a field"
	}
	return f.Name
}
