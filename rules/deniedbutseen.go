package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// Denied is the rule denied-but-seen.
var Denied = &Rule{
	Name: "denied-but-seen",
	Doc: `The notice says that it is not done, and it is

A statement of the notice denies what was seen ("we never share your e-mail address with advertisers"), or promises
that nothing but what it lists is done ("we use your e-mail address only to confirm your order"). A more specific
statement that affirms the practice is an exception to the denial and settles it; one that is not makes the notice
ambiguous, which is reported as such. What is said of employees or candidates is not held against a visitor's data,
nor what is said of visitors against what comes in where the company's own people alone work.`,
	Severity:   practice.High,
	References: []string{"GDPR 5(1)(a)", "GDPR 13(1)(c)", "GDPR 13(1)(e)"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Stop it, or leave {data} out of it."},
		{Side: "notice", Text: "Or say so: replace the denial by what is done with {data}, by whom and for what, and ask for consent where the law wants it."},
	},
	Examples: []Example{
		{"site share contact.email to Facebook for marketing.advertising", "denied: share contact.email to advertiser", true},
		{"site share contact.email to Facebook for marketing.advertising", "denied: share contact.phone to advertiser", false},
		{"site share contact.email to Facebook for marketing.advertising", "denied: share contact to third_party", true},
		{"code share contact.email to Stripe for service.payment", "denied: share contact.email to advertiser", false},
		{"code share contact.email to Stripe for service.payment", "denied: share personal to third_party\naffirmed: share contact.email to Stripe for service.payment", false},
		{"code share contact.email to Mailchimp for marketing.direct", "only: use contact.email for service.messages", true},
		{"code share contact.email to SendGrid for service.messages", "only: use contact.email for service.messages", false},
		{"site track tracer.cookie_id by Facebook for marketing.advertising after acceptance", "denied: track tracer.cookie_id for marketing.targeted", true},
		{"site track tracer.cookie_id for service.technical before consent", "denied: track tracer.cookie_id for marketing.targeted", false},
		{"site track tracer.cookie_id by Google Analytics for analytics.audience after acceptance", "only: track tracer for service.technical", true},
		{"site share contact.email to Facebook for marketing.advertising after acceptance", "denied: share contact.email without consent", false},
		{"site share contact.email to Facebook for marketing.advertising after refusal", "denied: share contact.email without consent", false},
		{"site collect contact.phone", "denied: collect contact.phone; scope employee", false},
		{"site share contact.email to Facebook for marketing.advertising", "denied: share personal to third_party for marketing.direct", true},
		{"code share contact.email to SendGrid", "only: share personal to SendGrid\ndenied: share contact to third_party; quote Contact details are given to no other company.", false},
		{"code share contact.email to Klaviyo", "only: share personal to SendGrid\ndenied: share contact to third_party; quote Contact details are given to no other company.", true},
		{"code share contact.email to SendGrid", "only: share personal to SendGrid\ndenied: share contact to third_party; quote Contact details are given to no third party.", true},
		{"code share contact.email to Klaviyo", "affirmed: transfer personal to processor; places US\ndenied: share contact to third_party; quote Contact details are given to no other company.", true},
		{"site share contact.email to Google Analytics for analytics.audience", "denied: share personal to third_party for marketing.direct", false},
		{"site collect location.precise", "denied: collect location", true},
		{"site collect contact.email", "denied: collect personal; quote We never write personal data to our logs.", false},
		{"site track tracer.cookie_id by Google Ads for marketing.advertising after acceptance", "denied: track tracer for marketing.advertising\naffirmed: track tracer by Google Analytics for analytics.audience; tracers _ga", true},
		{"site collect contact.phone", "denied: collect contact.phone\naffirmed: collect personal\naffirmed: share contact.phone to Twilio", true},
		{"site track tracer.cookie_id by Google Ads for marketing.advertising", "denied: track tracer for marketing.advertising\naffirmed: track tracer.cookie_id by Google Analytics for analytics.audience; tracers _ga; quote _ga Google Analytics", true},
		{"site collect contact.phone", "only: collect identity.name\nonly: collect contact.email", true},
		{"site track tracer.cookie_id by Google Analytics; name _ga", "affirmed: track tracer.cookie_id; tracers _ga\ndenied: track tracer; quote We use no other cookies.", false},
		{"code store.database special.health", "denied: collect special", true},
		{"code store.database contact.email", "denied: collect personal; quote We do not collect data of children.", false},
		{"code store.log special.health", "denied: collect special", false},
		{"site collect contact.phone", "denied: collect personal; quote You can visit our site without giving us personal data.", false},
		{"site share contact.email to Criteo for marketing.advertising", "denied: share personal to partner for marketing.direct; quote We do not share data with partners for marketing.", true},
		{"site share contact.email to Criteo for marketing.advertising", "denied: share personal to partner for marketing.direct; quote We do not share data with authorised partners for marketing.", false},
		{"code share financial.card to Adyen", "only: share financial.card to Stripe", true},
		{"code share contact.email to Mailjet", "only: share personal to authority for legal.compliance\naffirmed: share personal to processor", false},
		{"code share contact.email to Criteo", "only: share personal to authority for legal.compliance\naffirmed: share personal to processor", true},
		{"site track tracer.cookie_id by Brevo for marketing.direct", "denied: track tracer for commercial", true},
		{"site track tracer.cookie_id by Amplitude for analytics.audience", "denied: track tracer for commercial", false},
		{"site share contact.email to Zendesk for service.support", "only: use personal for commercial", false},
		{"site share device.ip_address to Google Tag Manager", "only: share personal to internal_staff\naffirmed: share personal to Google Analytics; quote Google Analytics, which counts visits.", false},
		{"site share device.ip_address to Google Fonts", "only: share personal to internal_staff\naffirmed: share personal to Google Analytics; quote Google Analytics, which counts visits.", true},
		{"site collect account.password", "denied: collect personal", false},
		{"site collect account.password", "denied: collect account.password", true},
		{"code collect account.id", "only: collect contact.email", false},
		{"code collect contact.phone; at web/signup.go", "only: collect contact.email", true},
		{"code collect contact.phone; at web/admin_users.go", "only: collect contact.email", false},
		{"code store.database contact.phone; at web/admin_users.go", "denied: collect contact.phone", true},
		{"site share contact.email to Mailchimp for marketing.direct", "denied: use personal for marketing.advertising", false},
		{"site share device.ip_address to Criteo for marketing.advertising", "denied: use personal for marketing.advertising", true},
		{"site share device.ip_address to YouTube for service.provide", "denied: use device.ip_address; quote IP addresses are neither stored nor used.", false},
		{"site share contact.email to Mailchimp for marketing.direct", "denied: transfer personal", true},
		{"code store.database financial.card", "denied: retain financial.card; quote We never store your card number.", true},
		{"code store.database financial.card", "denied: retain financial.card; quote We do not keep your card number longer than needed.", false},
		{"code store.database financial.card", "denied: retain financial.card; period P1Y", false},
		{"site collect financial.card", "denied: collect financial.card by payment_provider; quote Your card number never passes through our servers: our bank sees to it.", true},
		{"site collect identity.name", "denied: collect identity.name; quote We do not take down your name with your message.", false},
		{"code collect device.ip_address", "denied: collect device.ip_address; quote We do not take down your IP address with your message.", true},
		{"code store.database contact.email", "denied: retain personal", false},
		{"site share behaviour.click to Microsoft Clarity for analytics.audience", "denied: collect behaviour.click; quote We do not record mouse movements.", true},
		{"site share behaviour.click to Microsoft Clarity for analytics.audience", "denied: collect behaviour; quote We do not follow what you do.", false},
	},
	Find: findDenied,
}

func findDenied(c *Case) []practice.Discrepancy {
	key := func(j *judged) string {
		if len(j.against) == 0 || !flow(j.Practice.Action) && !stores(j.Practice.Action) {
			return ""
		}
		return denialKey(j)
	}
	var found []practice.Discrepancy
	told := map[practice.Party]bool{"": true}
	for _, cause := range c.causes(key, against) {
		d := deniedDiscrepancy(cause)
		if p := cause.practice().Recipient; !told[p] {
			told[p] = true
			c.addUndeclared(&d, p)
		}
		found = append(found, d)
	}
	return found
}

// addUndeclared tells of what a recipient gets beside what is denied, if the notice does not name it: one finding is enough for both.
func (c *Case) addUndeclared(d *practice.Discrepancy, p practice.Party) {
	beside := &cause{}
	for _, s := range c.seenOf(p) {
		if c.undeclaredTo(&s[0]) && c.convicted(s[0].Practice) {
			beside.seen = append(beside.seen, s)
		}
	}
	if len(beside.seen) == 0 {
		return
	}
	d.Observed = append(d.Observed, beside.observations()...)
	d.Why += fmt.Sprintf(" Nor does a statement that was read name %s as a recipient: %s.", p, beside.done())
}

// denialKey tells root causes apart: what one recipient gets against one denial is one, whatever the data;
// what stays with the company is one for each group of data.
func denialKey(j *judged) string {
	p, no := j.Practice, j.against[0]
	key := fmt.Sprintf("%s\n%s\n%d\n%d", p.Recipient, no.Source, no.Line, no.Start)
	if p.Recipient == "" && p.Action != practice.Track {
		key += "\n" + string(group(p.Data))
	}
	return key
}

func deniedDiscrepancy(c *cause) practice.Discrepancy {
	p, lead, done, said := c.practice(), c.lead(), c.done(), c.said
	d := practice.Discrepancy{Verdict: lead.verdict(), Confidence: 0.95, Practice: p, Observed: c.observations()}
	word := "denies"
	if c.said[0].Polarity == practice.AffirmedOnly {
		word = "leaves no room for"
	}
	d.Message = fmt.Sprintf("the notice %s %s %s%s; %s", word, wordingOf(p.Action, p.Data).noun, p.Data, purposeOf(p), done)
	if c.said[0].Kind == practice.KindTransfer && c.said[0].Polarity == practice.Denied {
		d.Message = fmt.Sprintf("the notice denies that data go abroad; %s%s", done, seatOf(p.Recipient))
	}
	d.Why = fmt.Sprintf("The notice says %s, and %s.%s", citeAll(said), done, circumstances(c))
	if incidental(p.Data) && !tracking(p) {
		d.Severity = practice.Medium
	}
	if c.said[0].Polarity == practice.AffirmedOnly && !specific(c.said[0]) {
		d.Confidence = 0.6 // "personal data only for ..." is mostly meant for what stands around it
	}
	if d.Verdict == practice.Ambiguous {
		also := inTextOrder(lead.disputing)
		d.Confidence = 0.7
		d.Why += fmt.Sprintf(" It also says %s, so that nobody can know which of the two holds.", citeAll(also))
		said = slices.Concat(said, also) // the denial first: it is what was broken
	}
	d.Declared = values(said)
	return d
}

// seatOf tells in which country a vendor has its seat, "" where the vendor table does not know.
func seatOf(p practice.Party) string {
	v, known := practice.VendorByName(string(p))
	if !known || v.Country == "" {
		return ""
	}
	return ", which has its seat in " + practice.PlaceName(v.Country, "en")
}

// circumstances says what else an auditor must know to hold the finding against an objection.
func circumstances(c *cause) string {
	p, text := c.practice(), ""
	if v, ok := practice.VendorByName(string(p.Recipient)); ok {
		if v.Class != practice.ThirdParty { // that is what the table says of those whose class it does not know
			text += fmt.Sprintf(" The vendor table lists %s as %s.", p.Recipient, classInWords(v))
		}
		if practice.CoversParty("processor", p.Recipient) && speaksOfThirdParties(c.said) {
			text += " Whoever only works on the company's behalf is no third party under GDPR 4(10), but a reader of the notice cannot know that it means so."
		}
	}
	if hashed(c.seen) {
		text += " Hashing does not make it anonymous: it still singles the person out (Article 29 Working Party, Opinion 05/2014)."
	}
	return text
}

func classInWords(v practice.Vendor) string {
	class := strings.ReplaceAll(string(v.Class), "_", " ")
	if v.Owner != "" && v.Owner != v.Name {
		return class + ", owned by " + v.Owner
	}
	return class
}

func speaksOfThirdParties(said []*practice.Declaration) bool {
	return slices.ContainsFunc(said, func(d *practice.Declaration) bool { return slices.Contains(d.Recipients, practice.ThirdParty) })
}

func hashed(seen []span) bool {
	for _, s := range seen {
		if incidental(s[0].Practice.Data) {
			continue
		}
		for i := range s {
			if slices.ContainsFunc(s[i].Evidence, tellsHash) {
				return true
			}
		}
	}
	return false
}

// tellsHash reports whether evidence says, in the words of the detector, that the data were hashed.
func tellsHash(e practice.Evidence) bool {
	detail := strings.ToLower(e.Detail)
	return strings.Contains(detail, "sha256") || strings.Contains(detail, "sha-256") || strings.Contains(detail, "hashed")
}
