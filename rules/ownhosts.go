package rules

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// ownHosts returns the hosts of the site's pages on which something was seen.
func ownHosts(seen []practice.Observation) map[string]bool {
	hosts := map[string]bool{}
	for _, o := range seen {
		if o.Practice.Actor != practice.Site {
			continue
		}
		for _, e := range o.Evidence {
			if _, rest, ok := strings.Cut(e.Source, "://"); ok {
				host, _, _ := strings.Cut(rest, "/")
				host, _, _ = strings.Cut(host, ":")
				hosts[host] = true
			}
		}
	}
	return hosts
}

// staysInside reports whether code hands data to a host of the company's own domain, which is nobody else: the service behind the site asks another
// of the house. On the site itself the detectors know that.
func staysInside(p practice.Practice, hosts map[string]bool) bool {
	if p.Actor != practice.Code || p.Recipient == "" || !sharing(p.Action) {
		return false
	}
	for host := range hosts {
		if host == string(p.Recipient) || strings.HasSuffix(host, "."+string(p.Recipient)) {
			return true
		}
	}
	return false
}
