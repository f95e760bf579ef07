package chrome

import (
	"context"
	_ "embed"
	"net"
	"net/netip"
	"net/url"

	"github.com/candor-privacy/candor/practice"
)

//go:embed networks.txt
var networksTable string

// A closedNetwork is one that a public site has no business in.
type closedNetwork struct {
	prefix netip.Prefix
	is     string
}

var closedNetworks = readNetworks()

func readNetworks() []closedNetwork {
	var all []closedNetwork
	for _, row := range practice.MustTable("networks.txt", networksTable, 2) {
		all = append(all, closedNetwork{netip.MustParsePrefix(row.Columns[0]), row.Columns[1]})
	}
	return all
}

// Prefixes of IPv6 whose addresses hold one of IPv4, and at which byte.
var (
	translated = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052
	sixToFour  = netip.MustParsePrefix("2002::/16")    // RFC 3056
)

// closedFor says what an address is that a public site has no business at, "" for one of the open internet. An address of IPv4 in one of IPv6 is what
// it leads to. own are the machine's.
func closedFor(addr netip.Addr, own []netip.Addr) string {
	addr = addr.Unmap().WithZone("")
	bytes := addr.As16()
	switch {
	case translated.Contains(addr):
		addr = netip.AddrFrom4([4]byte(bytes[12:16]))
	case sixToFour.Contains(addr):
		addr = netip.AddrFrom4([4]byte(bytes[2:6]))
	}
	for _, n := range closedNetworks {
		if n.prefix.Contains(addr) {
			return n.is
		}
	}
	for _, o := range own {
		if o == addr {
			return "an address of this machine"
		}
	}
	return ""
}

// ownAddresses are those of the machine, by which a site would reach what a firewall keeps from everybody else.
func ownAddresses() []netip.Addr {
	all, err := net.InterfaceAddrs()
	if err != nil {
		return nil // the table has those that matter
	}
	var own []netip.Addr
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok {
			if addr, ok := netip.AddrFromSlice(n.IP); ok {
				own = append(own, addr.Unmap())
			}
		}
	}
	return own
}

// IsPrivate reports whether a web address leads to this machine or a private network, and nowhere else. One whose host is not found is not.
func IsPrivate(ctx context.Context, address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	addrs, err := net.DefaultResolver.LookupNetIP(ctx, "ip", u.Hostname())
	if err != nil {
		return false
	}
	own := ownAddresses()
	for _, a := range addrs {
		if closedFor(a, own) == "" {
			return false
		}
	}
	return len(addrs) > 0
}
