package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// UndeclaredRecipient is the rule undeclared-recipient.
var UndeclaredRecipient = &Rule{
	Name: "undeclared-recipient",
	Doc: `Somebody receives data whom the notice does not name

Personal data reach a company that the notice neither names nor covers by a class of recipients, such as "payment
providers" or "our service providers" for that purpose; "third parties" alone names nobody. Each recipient is reported once, whatever it receives; an IP
address, which every contact with a host gives away, weighs least. What the notice denies is denied-but-seen, and so
is the technical data that the same recipient gets beside it.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 13(1)(e)", "GDPR 5(1)(a)"},
	Remedies: []practice.Remedy{
		{Side: "notice", Text: "Name {recipient}, or the category of recipients it belongs to, with the data it receives and for what."},
		{Side: "practice", Text: "Or stop sending it data: host what it delivers yourself, or take it out."},
	},
	Examples: []Example{
		{"code share contact.phone to Twilio for service.messages", "affirmed: share contact.email to Mailchimp for marketing.direct", true},
		{"code share contact.phone to Twilio for service.messages", "affirmed: share contact.phone to processor for service.messages", false},
		{"code share contact.phone to Twilio for service.messages", "affirmed: share contact.phone to Twilio", false},
		{"site share device.ip_address to Google Analytics for analytics.audience", "affirmed: track tracer.cookie_id by Google for analytics.audience", false},
		{"site share device.ip_address to Hotjar for analytics.audience", "affirmed: share behaviour to analytics_provider for analytics.audience", false},
		{"site share device.ip_address to Hotjar for analytics.audience\nsite track tracer.cookie_id by Hotjar for analytics.audience", "affirmed: collect contact.email", true},
		{"code share contact.phone to Twilio", "denied: share contact.phone to third_party", false},
		{"code share contact.phone to Twilio\ncode share device.ip_address to Twilio", "denied: share contact.phone to third_party", false},
		{"code share contact.phone to Twilio\ncode share contact.email to Twilio", "denied: share contact.phone to third_party", true},
		{"code share contact.phone to Twilio", "affirmed: share contact.phone to Twilio; scope employee", true},
		{"code share contact.phone to Twilio", "affirmed: share contact.phone to Twilio; scope contact", false},
		{"site share contact.phone to Twilio", "affirmed: share contact.phone to Twilio; scope contact", true},
		{"code share contact.phone to Twilio", "affirmed: share contact.phone to processor; members Stripe Brevo", true},
		{"code share contact.phone to Twilio", "affirmed: share contact.phone to processor; members Stripe Twilio", false},
		{"code share contact.phone to Twilio", "affirmed: share contact.phone to processor; members Stripe\naffirmed: share contact.phone to processor", false},
		{"code share contact.phone to Twilio for service.messages", "affirmed: share contact to processor for hr.management", true},
		{"site share device.ip_address to Stripe for service.payment", "affirmed: share financial.card to payment_provider", false},
		{"code share contact.phone to telereach.example", "affirmed: share contact.phone to TeleReach", false},
		{"code share contact.phone to telereach.example", "affirmed: collect contact.phone; quote Ring TeleReach GmbH, our call centre.", false},
		{"code share contact.phone to telereach.example", "affirmed: collect contact.phone; quote We reach you by tele.", true},
		{"code share contact.phone to Twilio", "affirmed: security personal; quote Texts go out through Twilio, which is certified.", false},
		{"site share device.ip_address to Meta", "affirmed: collect contact.email; quote We keep metadata and Metaphors.", true},
		{"site share device.ip_address to Google Ads for marketing.advertising", "affirmed: collect contact.email; quote The newsletter counts with Google Analytics.", true},
		{"site share device.ip_address to Google Tag Manager", "affirmed: collect contact.email; quote The newsletter counts with Google Analytics.", false},
		{"site share device.ip_address to Google Ads for marketing.advertising", "affirmed: collect contact.email; quote You can have a look at what Google says.", false},
		{"site share device.ip_address to Vimeo for service.provide", "affirmed: collect contact.email", true},
		{"site track tracer.cookie_id by Matomo for analytics.audience", "affirmed: collect contact.email", false}, // run by the company itself
		{"site track tracer.cookie_id by Matomo for analytics.audience\nsite share device.ip_address to Matomo for analytics.audience", "affirmed: collect contact.email", true},
		{"site share device.ip_address to Vimeo", "affirmed: transfer personal to third_party", true},
		{"site share device.ip_address to Vimeo for service.provide", "affirmed: share personal to third_party for marketing.targeted", true},
		{"site share device.ip_address to Criteo for marketing.targeted", "affirmed: share personal to third_party for marketing.targeted", false},
		{"code share contact.phone to Twilio", "affirmed: share personal to third_party\naffirmed: share personal to processor", false},
		{"site collect contact.phone", "", false},
		{"code share contact.email to Klaviyo\ncode share contact.phone to Klaviyo", "affirmed: share contact.phone to processor\naffirmed: collect contact.email", true},
		{"code share contact.email to Klaviyo\ncode share contact.phone to Klaviyo", "affirmed: share contact to processor\naffirmed: collect contact.email", false},
		{"site track tracer.cookie_id by LinkedIn for marketing.advertising\nsite share device.ip_address to LinkedIn Ads for marketing.advertising", "affirmed: collect contact.email", true},
	},
	Find: findUndeclaredRecipient,
}

func findUndeclaredRecipient(c *Case) []practice.Discrepancy {
	key := func(j *judged) string {
		p := j.Practice
		if !c.undeclaredTo(j) || c.convicted(p) {
			return ""
		}
		return string(c.brand(p.Recipient))
	}
	var found []practice.Discrepancy
	for _, cause := range c.causes(key, against) {
		p := cause.practice()
		d := practice.Discrepancy{
			Verdict: practice.Omitted, Severity: recipientSeverity(cause), Practice: p,
			Observed: cause.observations(), Declared: cause.declarations(), Nearest: c.nearest(cause),
		}
		d.Confidence = omission(d.Nearest)
		d.Message = fmt.Sprintf("no statement that was read names %s; %s%s", p.Recipient, cause.done(), purposeOf(p))
		d.Why = fmt.Sprintf("No statement that was read names %s%s or a class of recipients that covers it for this purpose and these data.%s",
			p.Recipient, ownerOf(p.Recipient), circumstances(cause))
		found = append(found, d)
	}
	return found
}

// brand is the network to which an advertising product of that name belongs, if both were seen, or the recipient itself: the pixel of LinkedIn Ads has
// the cookies of LinkedIn set.
func (c *Case) brand(p practice.Party) practice.Party {
	first, _, product := strings.Cut(string(p), " ")
	network := practice.Party(first)
	if !product || len(c.seenOf(network)) == 0 || practice.Company(network) != practice.Company(p) {
		return p
	}
	tracks := func(of practice.Party) bool {
		return slices.ContainsFunc(practice.TrackingClasses, func(class practice.Party) bool { return practice.CoversParty(class, of) })
	}
	if !tracks(network) || !tracks(p) {
		return p
	}
	return network
}

// undeclaredTo reports whether an observation shows a recipient that the notice neither names nor covers, and that no denial is about.
func (c *Case) undeclaredTo(j *judged) bool {
	p := j.Practice
	return p.Recipient != "" && p.Data != fingerprint && (sharing(p.Action) || p.Action == practice.Track) && len(j.against) == 0 && (c.vendors[p.Recipient] < vague || c.onlyClassed(j))
}

// onlyClassed reports whether the notice has no more of a recipient than a class that other data go to: "carriers get your address" does not tell of
// whoever gets the e-mail address.
func (c *Case) onlyClassed(j *judged) bool {
	p := j.Practice
	return c.vendors[p.Recipient] == vague && sharing(p.Action) && !incidental(p.Data) && len(j.clear)+len(j.vague)+len(j.umbrella) == 0
}

// convicted reports whether a denial is broken by what the same recipient gets, so that these data add nothing: they are among
// those of the denial, or such as every contact gives away.
func (c *Case) convicted(p practice.Practice) bool {
	if c.denied == nil {
		c.denied = map[practice.Party][]practice.Data{}
		for _, r := range c.judgements {
			if p := r.practice; len(r.against) > 0 && flow(p.Action) {
				c.denied[p.Recipient] = append(c.denied[p.Recipient], p.Data)
			}
		}
	}
	denied := c.denied[p.Recipient]
	return len(denied) > 0 && (incidental(p.Data) || slices.Contains(denied, p.Data))
}

// recipientSeverity is low for a host that learns an IP address and no more, high for an advertiser or sensitive data.
func recipientSeverity(c *cause) practice.Severity {
	worst := practice.Low
	for _, seen := range c.seen {
		p := seen[0].Practice
		s := weightOf(p.Data).severity
		switch {
		case familyOf(p.Purpose) == "advertising":
			s = practice.High
		case s == practice.Medium && !incidental(p.Data):
			s = practice.High // who learns an address or a number must be known
		case p.Action == practice.Track, familyOf(p.Purpose) == "measurement":
			s = practice.Medium
		}
		if grave(s) > grave(worst) {
			worst = s
		}
	}
	return worst
}

func ownerOf(p practice.Party) string {
	if v, ok := practice.VendorByName(string(p)); ok && v.Owner != "" && v.Owner != v.Name {
		return ", its owner " + v.Owner
	}
	return ""
}
