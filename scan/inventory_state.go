package scan

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/practice"
)

// inventState lists what the pages of one consent state did.
func inventState(site *detect.Site, state practice.Condition) StateInventory {
	s := StateInventory{
		Cookies: []CookieInventory{}, Requests: []RequestInventory{}, Hosts: []HostInventory{}, Storage: []StorageInventory{},
		Signals: []SignalInventory{}, Leaks: []LeakInventory{}, Pixels: []PixelInventory{}, Fingerprinting: []FingerprintInventory{}, Recorders: []RecorderInventory{},
	}
	for _, p := range site.Pages {
		if p.State != state {
			continue
		}
		for i := range p.Requests {
			s.addRequest(site, &p.Requests[i])
			for _, e := range detect.PixelEvents(p, &p.Requests[i]) {
				s.Pixels = append(s.Pixels, PixelInventory{e, p.URL, crawler.Host(p.Requests[i].URL), p.Requests[i].ID})
			}
		}
		for i := range p.Cookies {
			s.addCookie(site, &p.Cookies[i])
		}
		for i := range p.Storage {
			s.addStorage(site, &p.Storage[i])
		}
		for _, r := range detect.SignalsOn(p) {
			s.addSignal(p, r)
		}
		for _, leak := range detect.Leaks(p) {
			s.addLeak(site, p, leak)
		}
		for _, f := range site.Fingerprints(p) {
			s.addFingerprint(site, p, f)
		}
		for _, r := range site.Recorders(p) {
			s.addRecorder(p, r)
		}
	}
	for _, p := range site.Pages { // when all cookies are known
		for i := range p.Requests {
			if p.State == state {
				s.addRecipients(&p.Requests[i])
			}
		}
	}
	s.sort()
	return s
}

func (s *StateInventory) addRequest(site *detect.Site, q *crawler.Request) {
	host := crawler.Host(q.URL)
	r := RequestInventory{
		Number: q.ID, Page: q.Page, Method: q.Method, URL: q.URL, Type: q.Type, Target: q.Target, FirstParty: host == "" || site.Scope.FirstParty(host),
		Status: q.Status, Error: q.Error, Initiator: q.Initiator.Place().URL, RedirectOf: q.RedirectOf, Content: q.ContentHash,
		Chain: chainOf(q.Initiator), Frame: q.FrameURL, Local: q.Local,
	}
	if !r.FirstParty {
		r.Owner, r.Purpose = site.Scope.Owner(host), detect.PurposeOfURL(q.URL)
	}
	s.Requests = append(s.Requests, r)
	if host == "" || q.Local && q.Status == 0 { // the page's own policy kept it from being sent
		return
	}
	for i := range s.Hosts {
		if s.Hosts[i].Host == host {
			s.Hosts[i].Requests++
			return
		}
	}
	s.Hosts = append(s.Hosts, HostInventory{host, r.FirstParty, r.Owner, 1})
}

// chainOf lists the scripts that called one another until something was asked for.
func chainOf(by crawler.Initiator) []string {
	var chain []string
	for _, call := range by.Stack {
		if call.URL != "" && !slices.Contains(chain, call.URL) {
			chain = append(chain, call.URL)
		}
	}
	return chain
}

// addRecipients tells of the cookies which hosts received them. A request names a cookie, and not its domain; a browser sends it to the
// domain and to those below it.
func (s *StateInventory) addRecipients(q *crawler.Request) {
	header := crawler.HeaderNamed(q.Headers, "cookie")
	host := crawler.Host(q.URL)
	if header == "" || host == "" || q.Local {
		return
	}
	for pair := range strings.SplitSeq(header, ";") {
		name, _, _ := strings.Cut(strings.TrimSpace(pair), "=")
		for i := range s.Cookies {
			c := &s.Cookies[i]
			if c.Name == name && (host == c.Domain || strings.HasSuffix(host, "."+c.Domain)) && !slices.Contains(c.SentTo, host) {
				c.SentTo = append(c.SentTo, host)
				slices.Sort(c.SentTo)
			}
		}
	}
}

func (s *StateInventory) addCookie(site *detect.Site, c *crawler.Cookie) {
	seen := inventCookie(site, c)
	for i := range s.Cookies {
		if known := &s.Cookies[i]; known.Name == seen.Name && known.Domain == seen.Domain && known.Path == seen.Path && known.Partition == seen.Partition {
			if known.stronger(&seen) {
				seen.FirstSeen = known.FirstSeen
				*known = seen
			}
			return
		}
	}
	s.Cookies = append(s.Cookies, seen)
}

// stronger says whether other tells more of the same cookie: a setting more than a deletion, one that was seen more than a find
// in the jar, one that the browser kept more than one it refused, a longer life more than a shorter.
func (c *CookieInventory) stronger(other *CookieInventory) bool {
	rank := func(c *CookieInventory) []int {
		return []int{truth(!c.Deleted), truth(len(c.Refused) == 0), truth(c.SetBy != "jar"), c.LifetimeDays}
	}
	return slices.Compare(rank(other), rank(c)) > 0
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

func inventCookie(site *detect.Site, c *crawler.Cookie) CookieInventory {
	p := site.CookiePractice(c)
	days, _ := detect.Lifetime(c).Days()
	return CookieInventory{
		Name: c.Name, Domain: c.Domain, Path: c.Path, Partition: c.Partition, FirstParty: site.Scope.FirstParty(c.Domain),
		Vendor: p.Recipient, Purpose: p.Purpose, Identifies: p.Data == "tracer.cookie_id",
		Session: c.Session, LifetimeDays: days, KeptDays: detect.Days(c.Kept), Deleted: !c.Session && c.Lifetime <= 0,
		Secure: c.Secure, HTTPOnly: c.HTTPOnly, SameSite: c.SameSite, SetBy: c.SetBy, Setter: c.Initiator.Place().URL,
		Request: c.Request, Refused: c.Refused, SentTo: []string{}, FirstSeen: c.Page,
	}
}

func (s *StateInventory) addStorage(site *detect.Site, item *crawler.StorageItem) {
	for _, known := range s.Storage {
		if known.Origin == item.Origin && known.Area == item.Area && known.Partition == item.Partition && known.Key == item.Key {
			return
		}
	}
	p := site.StoragePractice(item)
	s.Storage = append(s.Storage, StorageInventory{
		Origin: item.Origin, Area: item.Area, Partition: item.Partition, Key: item.Key, FirstParty: site.Scope.FirstParty(crawler.Host(item.Origin)),
		Vendor: p.Recipient, Purpose: p.Purpose, Identifies: site.IdentifiesItem(item), Setter: item.Initiator.Place().URL, FirstSeen: item.Page,
	})
}

func (s *StateInventory) addSignal(page *crawler.Page, r detect.SignalReading) {
	for _, known := range s.Signals {
		if known.API == r.API && known.Value == r.Value {
			return
		}
	}
	granted := append([]practice.Purpose{}, r.Granted...)
	s.Signals = append(s.Signals, SignalInventory{r.API, r.Value, r.Status, r.Platform, granted, r.SaleOptOut, r.Request, page.URL})
}

func (s *StateInventory) addLeak(site *detect.Site, page *crawler.Page, leak crawler.Leak) {
	i := slices.IndexFunc(page.Requests, func(q crawler.Request) bool { return q.ID == leak.Request })
	if i < 0 {
		return
	}
	q := &page.Requests[i]
	host := crawler.Host(q.URL)
	s.Leaks = append(s.Leaks, LeakInventory{leak, page.URL, host, site.Scope.FirstParty(host), site.Scope.Owner(host), q.Initiator.Place().URL})
}

func (s *StateInventory) sort() {
	slices.SortStableFunc(s.Cookies, func(a, b CookieInventory) int {
		return cmp.Or(cmp.Compare(a.Domain, b.Domain), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Partition, b.Partition))
	})
	slices.SortStableFunc(s.Hosts, func(a, b HostInventory) int { return cmp.Compare(a.Host, b.Host) })
	slices.SortStableFunc(s.Signals, func(a, b SignalInventory) int {
		return cmp.Or(cmp.Compare(a.API, b.API), cmp.Compare(a.Value, b.Value))
	})
	slices.SortStableFunc(s.Fingerprinting, func(a, b FingerprintInventory) int {
		return cmp.Or(cmp.Compare(a.Script, b.Script), cmp.Compare(a.Technique, b.Technique))
	})
	slices.SortStableFunc(s.Recorders, func(a, b RecorderInventory) int {
		return cmp.Or(cmp.Compare(a.Vendor, b.Vendor), cmp.Compare(a.Script, b.Script), cmp.Compare(a.Recipient, b.Recipient))
	})
	slices.SortStableFunc(s.Storage, func(a, b StorageInventory) int {
		return cmp.Or(cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Area, b.Area), cmp.Compare(a.Partition, b.Partition), cmp.Compare(a.Key, b.Key))
	})
}
