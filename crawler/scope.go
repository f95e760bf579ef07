package crawler

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// A Scope tells the audited site from everybody else.
// The site is the registrable domain of the seed with all its subdomains, and the hosts that were named as its own.
type Scope struct {
	site string   // of the seed
	own  []string // further first-party hosts, each with its subdomains

	cloaked map[string]practice.Party // hosts of the site that are a tracking vendor's by an alias
}

// WithAliases returns the scope in which a host of the site is the vendor's to whose hosts its name leads, if that vendor's business is to
// recognise people. A site that is hosted by somebody, or delivered by a content network, is the site's all the same.
func (s Scope) WithAliases(aliases []Alias) Scope {
	s.cloaked = map[string]practice.Party{}
	for _, a := range aliases {
		for _, name := range a.Names {
			vendor, known := practice.VendorByHost(name)
			if known && slices.Contains(practice.TrackingClasses, vendor.Class) && !s.FirstParty(name) {
				s.cloaked[fold(a.Host)] = practice.Party(vendor.Name)
				break
			}
		}
	}
	return s
}

// NewScope returns the scope of the site that seed belongs to. Each firstParty is a host name or a URL, which
// stands for itself and everything below it. It errs if seed is not an http or https URL with a host.
func NewScope(seed string, firstParty ...string) (Scope, error) {
	u, err := url.Parse(seed)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return Scope{}, fmt.Errorf("site %q is not a web address; give one such as https://shop.example/", seed)
	}
	s := Scope{site: site(u.Host)}
	for _, name := range firstParty {
		host := name
		if u, err := url.Parse(name); err == nil && u.Host != "" {
			host = u.Host
		}
		host = fold(strings.TrimPrefix(host, "*."))
		if host == "" {
			return Scope{}, fmt.Errorf("first-party host %q is not a host name; give one such as cdn.shop.example", name)
		}
		s.own = append(s.own, host)
	}
	return s, nil
}

// FirstParty says whether host, with or without a port, belongs to the audited site.
func (s Scope) FirstParty(host string) bool {
	if s.cloaked[fold(host)] != "" {
		return false
	}
	if site(host) == s.site {
		return true
	}
	host = fold(host)
	for _, own := range s.own {
		if host == own || strings.HasSuffix(host, "."+own) {
			return true
		}
	}
	return false
}

// Owner returns whose host it is: "" for the audited site, the vendor's name if the vendor table knows the host, otherwise
// its registrable domain. An IP address and a name below localhost are owners of their own.
func (s Scope) Owner(host string) practice.Party {
	if s.FirstParty(host) {
		return ""
	}
	if vendor := s.cloaked[fold(host)]; vendor != "" {
		return vendor
	}
	if vendor, ok := practice.VendorByHost(fold(host)); ok {
		return practice.Party(vendor.Name)
	}
	return practice.Party(site(host))
}

// Host returns the host of an address without its port, in lower case; "" when it has none.
func Host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// SameSite says whether two hosts share a registrable domain.
func SameSite(a, b string) bool { return site(a) == site(b) }

// site returns the registrable domain of host. What has none (IP addresses, localhost and names below
// it, intranet names, public suffixes themselves) is a site of its own.
func site(host string) string {
	host = fold(host)
	if _, err := netip.ParseAddr(host); err == nil {
		return host // publicsuffix would take 127.0.0.1 for a name below the suffix "1"
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return host
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return host
	}
	return domain
}

// fold returns the bare host name as browsers write it: lower case, in ASCII, without port, brackets or trailing dot.
func fold(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.Trim(host, "[]"), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		return ascii
	}
	return strings.ToLower(host) // an underscore in a name is not valid IDNA, and common
}
