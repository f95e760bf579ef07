package practice

import (
	_ "embed"
	"net/netip"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:generate go run vendors_gen.go

// A Vendor is a company or a product of one, named as people name it: "Google Analytics" is a vendor of its own, owned by "Google".
type Vendor struct {
	Name    string   // as notices and reports spell it
	Owner   string   // the company behind it; equal to Name when the vendor is a company itself, or when nobody knows
	Aliases []string // other names
	Domains []string // each stands for itself and for every host below it
	Imports []string // Go import paths, each for itself and for every package below it
	Class   Party    // a class of recipients, see terms.txt
	Country string   // where the owner has its seat, ISO 3166-1 alpha-2; "" when the table does not say
}

// TrackingClasses are the classes of vendors whose business is to recognise people, on one site or on many.
var TrackingClasses = []Party{"advertiser", "analytics_provider", "social_network"}

// vendors.txt is generated from third-party-web; vendors_own.txt is ours, and wins.
var (
	//go:embed vendors.txt
	vendorsText string
	//go:embed vendors_own.txt
	vendorsOwnText string
)

// vendorIndex is both tables, joined; see buildVendors.
type vendorIndex struct {
	all      []Vendor
	byName   map[string]int // folded name or alias
	byDomain map[string]int
	byImport map[string]int
}

var vendorTable = remade[vendorIndex]{make: func() *vendorIndex { return shippedVendors(own.vendors) }}

func vendors() *vendorIndex { return vendorTable.get() }

// shippedVendors joins the tables that are compiled in, with further lines of the second one.
func shippedVendors(more []Row) *vendorIndex {
	return buildVendors(MustTable("vendors.txt", vendorsText, 4), append(MustTable("vendors_own.txt", vendorsOwnText, 5), more...))
}

// Vendors returns every vendor, sorted by name. The caller must not change what the slice points to.
func Vendors() []Vendor {
	return slices.Clone(vendors().all)
}

// VendorByHost returns the vendor that a host belongs to: that of the host itself, or of the nearest domain above it.
// A port and a dot at the end are ignored. It is false for an IP address and for a host that nobody knows.
func VendorByHost(host string) (Vendor, bool) {
	host = bareHost(host)
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return Vendor{}, false
	}
	v := vendors()
	for host != "" {
		if i, ok := v.byDomain[host]; ok {
			return v.all[i], true
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return Vendor{}, false
}

// VendorByName returns the vendor with this name or alias. Case, spaces and punctuation do not count: "rocket chat" is "Rocket.Chat".
func VendorByName(name string) (Vendor, bool) {
	v := vendors()
	var room [64]byte
	if i, ok := v.byName[string(appendFolded(room[:0], name))]; ok {
		return v.all[i], true
	}
	return Vendor{}, false
}

// VendorByImport returns the vendor that a Go package talks to, by its import path or by one above it:
// "github.com/stripe/stripe-go/v82/charge" is Stripe's.
func VendorByImport(path string) (Vendor, bool) {
	v := vendors()
	for path != "" {
		if i, ok := v.byImport[path]; ok {
			return v.all[i], true
		}
		path = path[:max(strings.LastIndexByte(path, '/'), 0)]
	}
	return Vendor{}, false
}

// bareHost lowers a host and takes its port and its last dot away.
func bareHost(host string) string {
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.Contains(host[i:], "]") && strings.IndexByte(host, ':') == i {
		host = host[:i]
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// foldName reduces a name to what tells it from others: its letters, its digits and "+", in lower case.
func foldName(name string) string { return string(appendFolded(nil, name)) }

// appendFolded is foldName for who needs the name only to look something up.
func appendFolded(folded []byte, name string) []byte {
	for _, r := range name {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+' {
			folded = utf8.AppendRune(folded, unicode.ToLower(r))
		}
	}
	return folded
}
