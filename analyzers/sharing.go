package analyzers

import (
	_ "embed"
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

//go:embed purposes.txt
var purposesText string

// purposes maps the class of a vendor to what it receives data for.
var purposes = func() map[practice.Party]practice.Purpose {
	m := map[practice.Party]practice.Purpose{}
	for _, row := range practice.MustTable("purposes.txt", purposesText, 2) {
		m[practice.Party(row.Columns[0])] = practice.Purpose(row.Columns[1])
	}
	return m
}()

var sharingFamily = &family{
	Name: "sharing",
	Doc: `personal data are given to somebody else

This analyzer follows personal data into requests to hosts that stand in the code (in the URL, a header or the body), and into calls of
the packages of known vendors.

	http.Get("https://api.sendgrid.com/v3/contacts?email=" + url.QueryEscape(u.Email)) // contact.email of User is shared with SendGrid

A hash of an address or a number is still shared: it singles the person out. Requests whose host does not stand in the code are left out: nobody
can say from the code who receives them.`,
	Practice: shared,
	Told: func(f flow.Finding, p practice.Practice) string {
		return told("is shared with "+string(p.Recipient))(f, p)
	},
}

// Sharing reports personal data that are given to somebody else.
var Sharing = newAnalyzer(sharingFamily)

func shared(f flow.Finding) (practice.Practice, bool) {
	p := done(f, practice.Share)
	if loginOf(f) || filedUnder(f) {
		return p, false
	}
	var vendor practice.Vendor
	var known bool
	switch f.Family {
	case "vendor":
		vendor, known = practice.VendorByImport(f.Package)
	case "request":
		u, err := url.Parse(f.To)
		if err != nil || local(u.Hostname()) {
			return p, false
		}
		if vendor, known = practice.VendorByHost(u.Hostname()); !known {
			p.Recipient = receiver(u.Hostname())
			return p, true
		}
	}
	if !known {
		return p, false
	}
	p.Recipient, p.Purpose = practice.Party(vendor.Name), purposes[vendor.Class]
	return p, true
}

// loginOf reports whether a finding is of a token or a password that opens the door of whoever receives it, as it is handed to a vendor's client
// or put into a header or an address.
func loginOf(f flow.Finding) bool {
	if f.Source.Data == "account.password" {
		return f.Family == "vendor" && logsIn.MatchString(f.Callee)
	}
	door := f.Family == "vendor" || f.Where == "header" || f.Where == "url"
	return door && (practice.Covers("account.token", f.Source.Data) || practice.Covers("account.credentials", f.Source.Data))
}

// logsIn finds the functions of vendors' clients by which a program logs itself in. A password that goes elsewhere may be a customer's.
var logsIn = regexp.MustCompile(`\.(?:Log[iI]n|Authenticate|Connect|Dial|NewClient)\w*$`)

// receiver is who answers at a host: a vendor, or its registrable domain if nobody knows the owner.
func receiver(host string) practice.Party {
	if vendor, known := practice.VendorByHost(host); known {
		return practice.Party(vendor.Name)
	}
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return practice.Party(domain)
	}
	return practice.Party(host)
}

// local reports whether a host is the machine itself or its own network: nothing is shared with it.
func local(host string) bool {
	if host == "" || host == "localhost" || !strings.Contains(host, ".") {
		return true
	}
	for _, suffix := range []string{".localhost", ".local", ".internal", ".svc"} { // RFC 6761, RFC 6762, ICANN's private-use name, Kubernetes
		if strings.HasSuffix(host, suffix) {
			return true
		}
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.IsLoopback() || ip.IsPrivate() || ip.IsUnspecified() || ip.IsLinkLocalUnicast())
}
