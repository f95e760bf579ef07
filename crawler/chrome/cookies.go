package chrome

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/storage"
)

// A cookieKey tells one cookie of a jar from the others.
type cookieKey struct{ name, domain, path, partition string }

func keyOf(c crawler.Cookie) cookieKey { return cookieKey{c.Name, c.Domain, c.Path, c.Partition} }

// jarOf returns the cookies that a browser context holds.
func jarOf(ctx context.Context, s cdp.Session, id cdp.BrowserContextID) ([]*network.Cookie, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	result, err := cdp.Call(ctx, s, storage.GetCookies, storage.GetCookiesParams{BrowserContextID: id})
	if err != nil {
		return nil, err
	}
	return result.Cookies, nil
}

// cookies tells every act of setting a cookie, and then what lies in the jar without having been seen set.
func (r *recording) cookies(jar []*network.Cookie, known map[cookieKey]bool) []crawler.Cookie {
	var all []crawler.Cookie
	for i, h := range r.hops {
		for _, c := range h.cookies() {
			known[keyOf(c)] = true
			if i >= r.from {
				all = append(all, c)
			}
		}
	}
	kept := map[cookieKey]bool{}
	for _, c := range jar {
		kept[keyOf(fromJar(c))] = true
	}
	for _, w := range r.writes {
		for _, c := range r.written(w, kept) {
			known[keyOf(c)] = true
			if !w.time.Before(r.fromTime) {
				all = append(all, c)
			}
		}
	}
	all = append(all, r.cleared(known, kept)...)
	capLifetimes(all, jar)
	for _, c := range jar {
		found := fromJar(c)
		if !known[keyOf(found)] {
			known[keyOf(found)] = true
			all = append(all, found)
		}
	}
	slices.SortStableFunc(all, compareCookies)
	return all
}

// cleared tells the deletions that an answer asks for by Clear-Site-Data (W3C, 2017), which names no cookie: of all that the session was seen to
// have of the site, those that are there no more.
func (r *recording) cleared(known, kept map[cookieKey]bool) []crawler.Cookie {
	var all []crawler.Cookie
	told := map[cookieKey]bool{}
	for _, h := range r.hops[r.from:] {
		what := crawler.HeaderNamed(h.request.ResponseHeaders, "clear-site-data")
		if h.request.Local || !strings.Contains(what, `"cookies"`) && !strings.Contains(what, `"*"`) {
			continue
		}
		for key := range known {
			if kept[key] || told[key] || !crawler.SameSite(key.domain, crawler.Host(h.request.URL)) {
				continue
			}
			told[key] = true
			all = append(all, crawler.Cookie{
				Name: key.name, Domain: key.domain, Path: key.path, Partition: key.partition, Lifetime: -1,
				SetBy: "http", Request: h.request.ID, FrameURL: h.request.FrameURL, Time: cmp.Or(h.answered, h.request.Time),
			})
		}
	}
	return all
}

// capLifetimes tells of each cookie's last setting how long the browser will keep it, if that is shorter: Chromium keeps none for more than 400 days.
func capLifetimes(acts []crawler.Cookie, jar []*network.Cookie) {
	ends := map[cookieKey]float64{}
	for _, c := range jar {
		if !c.Session {
			ends[keyOf(fromJar(c))] = c.Expires
		}
	}
	last := map[cookieKey]int{}
	for i, c := range acts {
		if before, seen := last[keyOf(c)]; len(c.Refused) == 0 && (!seen || !c.Time.Before(acts[before].Time)) {
			last[keyOf(c)] = i
		}
	}
	for key, i := range last {
		c := &acts[i]
		end, found := ends[key]
		if !found || c.Session || c.Lifetime <= 0 {
			continue
		}
		const slack = time.Hour // between its clock and ours
		if kept := lifetime(end - float64(c.Time.UnixMilli())/1000).Round(time.Minute); kept < c.Lifetime-slack {
			c.Kept = kept
		}
	}
}

// compareCookies sorts by name and domain; acts on the same cookie stay in their order.
func compareCookies(a, b crawler.Cookie) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Domain, b.Domain), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Partition, b.Partition), a.Time.Compare(b.Time))
}

// cookies returns what the answer of one hop sets, with what the browser refused of it.
func (h *hop) cookies() []crawler.Cookie {
	if h.received == nil {
		return nil
	}
	host, path := hostAndPath(h.request.URL)
	at := cmp.Or(h.answered, h.request.Time)
	var all []crawler.Cookie
	for _, header := range h.request.ResponseHeaders {
		if !strings.EqualFold(header.Name, "set-cookie") {
			continue
		}
		c, ok := parseCookie(header.Value, host, path, at)
		if !ok {
			continue
		}
		if c.Partition != "" {
			c.Partition = ""
			if key := h.received.CookiePartitionKey; key != nil {
				c.Partition = key.TopLevelSite
			}
		}
		c.SetBy, c.Request, c.FrameURL = "http", h.request.ID, h.request.FrameURL
		for _, refused := range h.received.BlockedCookies {
			if strings.TrimSpace(refused.CookieLine) == strings.TrimSpace(header.Value) {
				for _, reason := range refused.BlockedReasons {
					c.Refused = append(c.Refused, string(reason))
				}
			}
		}
		all = append(all, c)
	}
	return all
}

// fromJar describes a cookie of the jar.
func fromJar(from *network.Cookie) crawler.Cookie {
	c := crawler.Cookie{
		Name: from.Name, Value: from.Value,
		Domain: strings.TrimPrefix(from.Domain, "."), HostOnly: !strings.HasPrefix(from.Domain, "."), Path: from.Path,
		Secure: from.Secure, HTTPOnly: from.HTTPOnly, SameSite: string(from.SameSite), Session: from.Session,
		SetBy: "jar", Time: time.Now().UTC(),
	}
	if from.PartitionKey != nil {
		c.Partition = from.PartitionKey.TopLevelSite
	}
	if !from.Session {
		c.Lifetime = lifetime(from.Expires - float64(c.Time.UnixMilli())/1000)
	}
	return c
}
