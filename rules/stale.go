package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// Stale is the rule stale-declaration.
var Stale = &Rule{
	Name: "stale-declaration",
	Doc: `The notice names somebody or something that is no longer there

The notice names a vendor, or a cookie by its name, that was not seen where it would be: a measuring, advertising or
social vendor and its cookies on a site visited after acceptance, a vendor with a Go library in code that was analysed. A
vendor that nothing here could see, such as a host, who carries the mail, or one with cookies where no site was visited after acceptance, is
listed as unverifiable instead. Each vendor is reported once, with every statement that names it. Cookies for accounts and other
strictly necessary ones are not judged, since nobody logs in.`,
	Severity:   practice.Low,
	References: []string{"GDPR 5(1)(a)", "GDPR 12(1)"},
	Remedies: []practice.Remedy{
		{Side: "notice", Text: "Take {recipient} out of the notice if it is no longer used."},
		{Side: "practice", Text: "If it is used where this audit did not look, audit that part too."},
	},
	Examples: []Example{
		{"site collect contact.email", "affirmed: track tracer.cookie_id by Hotjar for analytics.audience", true},
		{"site track tracer.cookie_id by Hotjar for analytics.audience", "affirmed: track tracer.cookie_id by Hotjar for analytics.audience", false},
		{"site share device.ip_address to Google Analytics for analytics.audience", "affirmed: share behaviour to Google", false},
		{"site track tracer.cookie_id by Matomo for analytics.audience", "affirmed: track tracer.cookie_id by Matomo for analytics.audience", false}, // run by the company itself
		{"site collect contact.email", "denied: share contact.email to Hotjar", false},
		{"code collect contact.email", "affirmed: share contact.email to Twilio", true},
		{"site collect contact.email", "may: share contact.email to Hotjar", false},
		{"site collect contact.email", "affirmed: track tracer.cookie_id for analytics.audience; tracers _old", true},
		{"site track tracer.cookie_id for analytics.audience; name _new_1", "affirmed: track tracer.cookie_id for analytics.audience; tracers _new_*", false},
		{"site collect contact.email", "affirmed: track tracer.cookie_id for service.account; tracers login", false},
		{"site collect contact.email", "affirmed: share personal to Some Host Nobody Knows", false},
		{"code collect contact.email", "affirmed: share personal to OVHcloud", false},
		{"code collect contact.email", "affirmed: share contact.email to SendGrid", true},
		{"code collect contact.email", "affirmed: share contact.email to SendGrid; quote SendGrid, for the sending of our e-mails.", false},
	},
	Find: findStale,
}

func findStale(c *Case) []practice.Discrepancy {
	var found []practice.Discrepancy
	told := map[practice.Party]int{} // where in found a vendor is, which is stale once however often it is named
	for i := range c.Notice.Declarations {
		d := &c.Notice.Declarations[i]
		if !firm(d) {
			continue
		}
		missing := 0
		for _, v := range d.Vendors {
			if gone, _ := c.vendorGone(v); gone {
				missing++
				if n, ok := told[v]; ok {
					found[n].Declared = append(found[n].Declared, *d)
					continue
				}
				told[v] = len(found)
				found = append(found, c.staleVendor(d, v))
			}
		}
		if missing == 0 {
			if names := c.tracersGone(d); len(names) > 0 {
				found = append(found, c.staleTracers(d, names))
			}
		}
	}
	return found
}

// firm reports whether a statement says that something is done, and does not leave it open.
func firm(d *practice.Declaration) bool {
	return d.Polarity != practice.Denied && d.Kind.Action() != "" && firmly(d)
}

// firmly reports whether a statement is made without "may", "must" or "try".
func firmly(d *practice.Declaration) bool {
	return d.Modality == practice.States || d.Modality == practice.Will
}

// vendorGone reports whether a named vendor was looked for wherever it would show, and not seen;
// if it was not seen and could not be looked for, reason says why.
func (c *Case) vendorGone(name practice.Party) (gone bool, reason string) {
	if c.met(name) {
		return false, ""
	}
	v, known := practice.VendorByName(string(name))
	onSite := known && (slices.Contains(practice.TrackingClasses, v.Class) || c.tracks(name))
	inCode := known && len(v.Imports) > 0
	if known && !onSite && c.behind(name, v) {
		return false, fmt.Sprintf("%s runs machines or sends mail for the company, which neither a browser nor the audited code need show", name)
	}
	switch {
	case !onSite && !inCode:
		return false, fmt.Sprintf("%s works where neither a browser nor the audited code can see it", name)
	case onSite && !c.acceptedSite():
		return false, fmt.Sprintf("%s would show on the site after acceptance, which was not visited", name)
	case c.Seen.Pages > 0 && !c.acceptedSite() && len(v.Domains) > 0:
		return false, fmt.Sprintf("%s may show on the site after acceptance, which was not visited", name)
	case inCode && c.Seen.Packages == 0:
		return false, fmt.Sprintf("%s would show in the code, which was not analysed", name)
	}
	return true, ""
}

// behind reports whether a vendor works where code need not name it: it hosts, which programs do not know, or carries mail, which they hand to whatever
// server their settings name.
func (c *Case) behind(name practice.Party, v practice.Vendor) bool {
	return v.Class == "cloud_provider" || slices.ContainsFunc(practice.PartyKeys(name), func(key string) bool {
		return slices.ContainsFunc(c.register.parties[key], func(at int) bool {
			return slices.Contains(c.register.all[at].Vendors, name) && behindWords.MatchString(c.register.all[at].Text)
		})
	})
}

// behindWords are how English and French say that somebody hosts, or carries mail.
var behindWords = wholeWords(`host(?:s|ing|ed|er)?|server(?:s)?|data cent(?:er|re)s?|backups?|h[ée]berg\p{L}+|serveurs?|sauvegardes?|(?:send|sends|sending|deliver|delivers|delivery|delivering|transactional) (?:of )?(?:our |your |the )?(?:e-?mails?|messages)|(?:e-?mail|mail) (?:delivery|sending|service|provider)|achemin\p{L}+|(?:envoi|envoie|routage|exp[ée]di\p{L}+) (?:de |des |d['’]|nos |vos |les )?(?:e-?mails?|courriels|messages)`)

// tracks reports whether the notice says of a vendor that it recognises browsers, which only a browser can see.
func (c *Case) tracks(name practice.Party) bool {
	tracer := func(x practice.Data) bool { return practice.Covers("tracer", x) }
	return slices.ContainsFunc(practice.PartyKeys(name), func(key string) bool {
		return slices.ContainsFunc(c.register.parties[key], func(at int) bool {
			d := c.register.all[at]
			return d.Polarity != practice.Denied && slices.Contains(d.Vendors, name) && (d.Kind == practice.KindTracer || slices.ContainsFunc(d.Data, tracer))
		})
	})
}

func (c *Case) acceptedSite() bool {
	return c.Seen.Pages > 0 && slices.Contains(c.Seen.States, practice.Accepted)
}

// tracersGone returns the names of the tracers that a statement declares and that were not seen after acceptance.
func (c *Case) tracersGone(d *practice.Declaration) []string {
	if !c.acceptedSite() || (len(d.Purposes) > 0 && !slices.ContainsFunc(d.Purposes, needsConsent)) {
		return nil
	}
	var names []string
	for _, name := range d.Tracers {
		if !c.seenTracer(name) {
			names = append(names, name)
		}
	}
	return names
}

// seenTracer reports whether a tracer was seen that a statement calls so.
func (c *Case) seenTracer(name string) bool {
	if c.tracersSeen == nil {
		c.tracersSeen = map[string]bool{}
		last := ""
		for j := range each(c.doing(practice.Track)) {
			if j.Name != last || len(c.tracersSeen) == 0 {
				last = j.Name
				c.tracersSeen[strings.ToLower(last)] = true
			}
		}
	}
	name = strings.ToLower(name)
	if !strings.Contains(name, "*") {
		return c.tracersSeen[name]
	}
	for seen := range c.tracersSeen {
		if practice.CoversName(name, seen) {
			return true
		}
	}
	return false
}

func (c *Case) staleVendor(d *practice.Declaration, v practice.Party) practice.Discrepancy {
	p := practiceOf(d)
	p.Recipient = v
	return practice.Discrepancy{
		Verdict: practice.Stale, Confidence: c.absence(), Practice: p,
		Declared: []practice.Declaration{*d}, Observed: []practice.Observation{},
		Message: fmt.Sprintf("the notice names %s; nothing of it was seen", v),
		Why:     fmt.Sprintf("The notice says %s. No request, cookie or call of %s was seen %s.", cite(d), v, c.reach()),
	}
}

func (c *Case) staleTracers(d *practice.Declaration, names []string) practice.Discrepancy {
	return practice.Discrepancy{
		Verdict: practice.Stale, Confidence: c.absence(), Practice: practiceOf(d),
		Declared: []practice.Declaration{*d}, Observed: []practice.Observation{},
		Message: fmt.Sprintf("the notice names %s; no such tracer was seen", enumerate(names)),
		Why:     fmt.Sprintf("The notice says %s. No tracer of that name was kept %s.", cite(d), c.reach()),
	}
}

// absence is how sure it is that what was not seen is not there: less where parts could not be seen.
func (c *Case) absence() float64 {
	if len(c.Seen.Gaps) > 0 {
		return 0.5
	}
	return 0.7
}

// reach says how far the audit looked: "on 9 pages and in 14 packages".
func (c *Case) reach() string {
	var parts []string
	if c.Seen.Pages > 0 {
		parts = append(parts, "on "+count(c.Seen.Pages, "page"))
	}
	if c.Seen.Packages > 0 {
		parts = append(parts, "in "+count(c.Seen.Packages, "package"))
	}
	if len(parts) == 0 {
		return "anywhere, since nothing was looked at"
	}
	return enumerate(parts)
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
