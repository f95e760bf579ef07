package detect

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"github.com/candor-privacy/candor/crawler"
)

// bare is a URL as evidence shows it: without user, query and fragment, which may hold a person's values.
func bare(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		raw, _, _ = strings.Cut(raw, "?")
		raw, _, _ = strings.Cut(raw, "#")
		return raw
	}
	if u.Scheme == "data" || u.Scheme == "javascript" {
		return u.Scheme + ":"
	}
	u.User, u.RawQuery, u.ForceQuery, u.Fragment, u.RawFragment = nil, "", false, "", ""
	return u.String()
}

// shownName is what evidence shows of a name that the page gave to a cookie, a key or a field: without e-mail addresses, which
// some pages put into their keys, and no longer than a person reads.
func shownName(name string) string {
	const longest = 120
	name = ReplaceEmails(name, func(string) string { return "(e-mail address)" })
	if r := []rune(name); len(r) > longest {
		return string(r[:longest-1]) + "…"
	}
	return name
}

// callAt is the place of a call as evidence shows it.
func callAt(c crawler.Call) string {
	if c.URL == "" {
		return "a script without address"
	}
	if c.Line == 0 {
		return bare(c.URL)
	}
	return fmt.Sprintf("%s:%d", bare(c.URL), c.Line)
}

// plainScheme says whether what is sent to the URL travels unencrypted.
func plainScheme(raw string) bool {
	scheme, _, _ := strings.Cut(raw, ":")
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "ws")
}

// overNetwork says whether a request goes to a host at all.
func overNetwork(raw string) bool {
	scheme, _, _ := strings.Cut(raw, ":")
	switch strings.ToLower(scheme) {
	case "http", "https", "ws", "wss":
		return crawler.Host(raw) != ""
	}
	return false
}

// loopback says whether a host is this machine: what is sent there never leaves it.
func loopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}
