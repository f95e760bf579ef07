package detect

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// Cookies sees which cookies the site sets, who reads them, for what and for how long.
var Cookies = &Detector{Name: "cookies", Doc: cookiesDoc, Run: cookies}

const cookiesDoc = `cookies that the site sets, or lets others set

Vendor and purpose come from the table of well-known names; failing that, from the owner of the
cookie's domain, or of the script that set it if that is an analytics, advertising or social-network
vendor. A cookie of the site's own whose value cannot tell one browser from another ("1", "granted", "en-GB", or whatever is the same
in the empty profiles of two consent states) is "tracer", any other is "tracer.cookie_id". Sessions, forgery tokens and consent choices have the purpose
service.technical, remembered languages and the like personalise.interface.
So has what no table knows, if it is the site's own, cannot identify, and is first written when the visitor chooses, whatever the choice.

A deletion is nothing. A cookie that this browser refused because it blocks third-party
cookies is an observation whose evidence says so, since another visitor's browser keeps it; one that every browser
refuses, such as one for a foreign domain, is not.

Example: a script of https://www.googletagmanager.com/ writes document.cookie = "_ga=GA1.1...; max-age=63072000":

	site track tracer.cookie_id by Google Analytics for analytics.audience before consent`

func cookies(s *Site) []practice.Observation {
	var seen []practice.Observation
	for _, page := range s.Pages {
		for i := range page.Cookies {
			c := &page.Cookies[i]
			if !kept(c) || c.SetBy == "jar" && settingSeen(page, c) {
				continue
			}
			seen = append(seen, practice.Observation{
				Practice: s.CookiePractice(c),
				Name:     shownName(c.Name),
				Period:   Lifetime(c),
				Evidence: []practice.Evidence{{Source: bare(c.Page), Request: c.Request, Detail: s.cookieDetail(page, c)}},
			})
		}
	}
	return seen
}

// CookiePractice is what the setting of a cookie means: who reads it, for what, as far as that is known.
func (s *Site) CookiePractice(c *crawler.Cookie) practice.Practice {
	row, known := knownCookies.find(s.Scope, c.Name, c.Domain, Lifetime(c))
	p := practice.Practice{
		Actor:     practice.Site,
		Action:    practice.Track,
		Data:      "tracer.cookie_id",
		Recipient: s.Scope.Owner(c.Domain),
		Purpose:   row.purpose,
		Condition: c.State,
	}
	if !known && !s.IdentifiesCookie(c) {
		p.Data = "tracer"
	}
	s.attribute(&p, row, c.Domain, c.Initiator)
	if !known && s.cookieKeepsChoice(p, c) {
		p.Purpose = choicePurpose
	}
	return p
}

// attribute fills in who reads a tracer and for what, as far as the owner of its host and the table did not say.
func (s *Site) attribute(p *practice.Practice, row tracer, host string, setter crawler.Initiator) {
	if p.Recipient != "" {
		if p.Purpose == "" {
			p.Purpose = PurposeOfURL("https://" + host)
		}
		return
	}
	p.Recipient = row.vendor
	if row.name == "" {
		p.Recipient = s.scriptVendor(setter)
	}
	if p.Purpose == "" && p.Recipient != "" {
		p.Purpose = purposeOfVendor(p.Recipient)
	}
}

// kept says whether some visitor's browser keeps the cookie.
func kept(c *crawler.Cookie) bool {
	if !c.Session && c.Lifetime <= 0 {
		return false // a deletion
	}
	return !slices.ContainsFunc(c.Refused, func(reason string) bool { return !byPreference(c, reason) })
}

// byPreference says whether a browser refused a cookie because of how it is set up. All other
// reasons of the protocol (Network.SetCookieBlockedReason) are faults of the cookie, for which every browser refuses it.
// A script's cookie is refused without a reason (NotKept); one that says how third parties may use it has no fault that shows.
func byPreference(c *crawler.Cookie, reason string) bool {
	switch strings.ToLower(reason) {
	case "userpreferences", "thirdpartyphaseout", "thirdpartyblockedinfirstpartyset":
		return true
	case "notkept":
		return strings.EqualFold(c.SameSite, "none") && c.Secure
	}
	return false
}

// settingSeen says whether the page saw how the cookie, now found in the jar, came there.
func settingSeen(page *crawler.Page, jar *crawler.Cookie) bool {
	return slices.ContainsFunc(page.Cookies, func(c crawler.Cookie) bool {
		return c.SetBy != "jar" && c.Name == jar.Name && c.Domain == jar.Domain && kept(&c)
	})
}

// Lifetime is the lifetime of a cookie in whole days, rounded up.
func Lifetime(c *crawler.Cookie) practice.Period {
	if c.Session {
		return practice.Session
	}
	return practice.PeriodOfDays(Days(c.Lifetime))
}

// Days rounds up. A cookie set until the year 9999, which is common, has the longest duration there is: nothing can be added to it.
func Days(d time.Duration) int {
	const day = 24 * time.Hour
	n := int(d / day)
	if d%day > 0 {
		n++
	}
	return n
}

// scriptVendor is the vendor whose script set a cookie of the site's own, if its business is to recognise people.
// A script from a content delivery network is the site's own affair, wherever it lies.
func (s *Site) scriptVendor(by crawler.Initiator) practice.Party {
	host := crawler.Host(by.Place().URL)
	if host == "" || s.Scope.FirstParty(host) {
		return ""
	}
	vendor, ok := practice.VendorByHost(host)
	if !ok || !slices.Contains(practice.TrackingClasses, vendor.Class) {
		return ""
	}
	return practice.Party(vendor.Name)
}

func (s *Site) cookieDetail(page *crawler.Page, c *crawler.Cookie) string {
	var b strings.Builder
	fmt.Fprintf(&b, "cookie %s %s, %s, %s", shownName(c.Name), cookieSetter(page, c), cookieLife(c), s.cookieReader(c))
	if c.Partition != "" {
		b.WriteString(", partitioned")
	}
	if len(c.Refused) > 0 {
		fmt.Fprintf(&b, "; refused by this browser (%s), kept by one that allows third-party cookies", strings.Join(c.Refused, ", "))
	}
	return b.String()
}

func cookieSetter(page *crawler.Page, c *crawler.Cookie) string {
	switch {
	case c.SetBy == "script":
		return "set by " + callAt(c.Initiator.Place()) + " (document.cookie)"
	case c.SetBy == "http" && c.Request > 0:
		for _, r := range page.Requests {
			if r.ID == c.Request {
				return fmt.Sprintf("set by the answer to request %d (%s)", c.Request, bare(r.URL))
			}
		}
		return fmt.Sprintf("set by the answer to request %d", c.Request)
	case c.SetBy == "http":
		return "set by an answer of " + c.Domain
	}
	return "found in the browser, its setting not seen"
}

func cookieLife(c *crawler.Cookie) string {
	if c.Session {
		return "until the browser closes"
	}
	if n := Days(c.Lifetime); n != 1 {
		return fmt.Sprintf("%d days", n)
	}
	return "1 day"
}

func (s *Site) cookieReader(c *crawler.Cookie) string {
	if owner := s.Scope.Owner(c.Domain); owner != "" {
		return fmt.Sprintf("sent to %s (%s)", owner, c.Domain)
	}
	return "sent to first party"
}
