package rules

import "github.com/candor-privacy/candor/practice"

// Contradiction is the rule contradiction.
var Contradiction = &Rule{
	Name: "contradiction",
	Doc: `The notice says two things that cannot both hold

One statement denies what another affirms ("we never share your address with advertisers" and, further down, "we share
your address with advertising partners"), promises that nothing but a list is done where another statement goes beyond
the list, or gives another period, another guarantee, another legal basis or another way to consent for the same. All that
stands against one statement is one discrepancy. Not flagged: a more specific purpose, other people's data, and an
exception in the same sentence, which narrow a statement.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 5(1)(a)", "GDPR 12(1)"},
	Remedies: []practice.Remedy{
		{Side: "notice", Text: "Keep the statement that is true, and make the other an explicit exception or take it out."},
	},
	Examples: []Example{
		{"", "denied: share contact.email to advertiser\naffirmed: share contact.email to advertiser", true},
		{"", "denied: share personal to third_party\naffirmed: share contact.email to social_network for marketing.advertising", true},
		{"", "denied: share contact.email to advertiser\naffirmed: share contact.email to payment_provider", false},
		{"", "denied: share personal to advertiser\naffirmed: share device.advertising_id to Meta for marketing.advertising", true},
		{"", "denied: share personal to advertiser\naffirmed: share device.advertising_id to Meta for service.support", false},
		{"", "denied: share contact.email for marketing\naffirmed: share contact.email for service.payment", false},
		{"", "denied: use contact.email for marketing.advertising\naffirmed: use contact.email for marketing.advertising", true},
		{"", "denied: collect device.ip_address\naffirmed: collect device.ip_address", true},
		{"", "denied: collect account.password; quote Passwords are never logged.\naffirmed: collect account.password", false},
		{"", "denied: collect personal; scope child\naffirmed: collect contact.email", false},
		{"", "only: use contact.email for service.messages\naffirmed: use contact.email for marketing.direct", true},
		{"", "only: use contact.email for service.messages\naffirmed: use contact.phone for marketing.direct", false},
		{"", "only: use location for service.technical\naffirmed: use location for service.provide", false},
		{"", "only: collect contact.email; quote The only data we collect is your address.\naffirmed: collect device.ip_address", true},
		{"", "only: collect contact.email; quote The only data we collect is your address.\naffirmed: collect contact", false},
		{"", "only: collect contact.email; quote We only collect your address when you subscribe.\naffirmed: collect device.ip_address", false},
		{"", "only: share financial.card to Stripe\naffirmed: share financial.card to Adyen", true},
		{"", "affirmed: retain contact.email; period P1Y\naffirmed: retain contact.email; period P5Y", true},
		{"", "affirmed: retain contact.email; period P1Y\naffirmed: retain contact.phone; period P5Y", false},
		{"", "affirmed: retain contact.email for hr.recruitment; period P2Y\naffirmed: retain contact.email; period P5Y", false},
		{"", "affirmed: track tracer.cookie_id; period P13M; tracers _ga\naffirmed: track tracer.cookie_id; period P2Y; tracers _ga", true},
		{"", "denied: sell personal to third_party\naffirmed: share personal to partner", false},
		{"", "denied: sell personal\naffirmed: sell contact.address to partner unless opted out", true},
		{"", "denied: share personal\naffirmed: share contact.email to partner", false},
		{"", "denied: share personal to third_party without consent\naffirmed: share personal to acquirer", true},
		{"", "denied: share personal to third_party without consent\naffirmed: share personal to partner with consent", false},
		{"", "denied: collect personal\naffirmed: collect device.ip_address", true},
		{"", "denied: collect personal\naffirmed: collect contact.email", false},
		{"", "denied: collect personal; quote The information that we ask for is not collected.\naffirmed: collect device.ip_address", false},
		{"", "denied: collect personal; quote The information that we request is not collected by us.\naffirmed: collect personal; quote We require you to provide us with personal information.", true},
		{"", "denied: share personal to third_party without consent; quote Otherwise we share nothing with third parties without your permission.\naffirmed: share personal to partner", false},
		{"", "only: use personal for service.provide; section a\naffirmed: use personal for any; section b", true},
		{"", "only: share personal to customer on instruction; section a\naffirmed: share personal to partner; section b", false},
		{"", "only: access-limit personal to internal_staff\naffirmed: share personal to partner", true},
		{"", "only: access-limit personal to internal_staff\naffirmed: share personal to authority", false},
		{"", "only: share personal to internal_staff; section who\naffirmed: share contact.address to Mondial Relay; section how", true},
		{"", "only: share personal to internal_staff; section who\naffirmed: share contact.address to authority; section how", false},
		{"", "only: track tracer for service.technical; quote We use strictly necessary cookies only.\naffirmed: track tracer by Google Analytics for analytics.audience", true},
		{"", "only: track tracer for service.technical; quote We use strictly necessary cookies only.\naffirmed: track tracer for service.account", false},
		{"", "only: track tracer for service.technical; quote We use strictly necessary cookies only.\naffirmed: consent-claim tracer for analytics.audience with consent", true},
		{"", "only: track tracer for service.technical; quote We use these cookies only to keep your basket.\naffirmed: track tracer for analytics.audience", false},
		{"", "affirmed: retain personal; period P5Y; universal yes\naffirmed: retain contact.email; period until:unsubscribe", true},
		{"", "affirmed: retain personal; period P5Y; universal yes\nonly: retain personal; period criteria:necessary", true},
		{"", "affirmed: retain personal; period P5Y\naffirmed: retain contact.email; period until:unsubscribe", false},
		{"", "affirmed: consent-claim tracer with consent\naffirmed: consent-claim personal by browsing; quote By going on you agree.", true},
		{"", "affirmed: share personal to partner with consent\naffirmed: share personal to third_party by use; quote By using it you agree.", true},
		{"", "affirmed: share personal to partner with consent\naffirmed: share personal to authority by use; quote By using it you agree.", false},
		{"", "affirmed: consent-claim tracer with consent\naffirmed: track tracer by Criteo unless opted out", true},
		{"", "affirmed: consent-claim tracer for analytics.audience with consent\naffirmed: track tracer by Criteo for marketing.targeted unless opted out", false},
		{"", "affirmed: legal-basis personal; basis consent; universal yes\naffirmed: legal-basis personal; basis legitimate_interest", true},
		{"", "affirmed: legal-basis personal; basis consent\naffirmed: legal-basis personal; basis legitimate_interest", false},
		{"", "affirmed: legal-basis personal; basis consent; universal yes\naffirmed: use personal without consent", true},
		{"", "only: transfer personal; mechanism adequacy\naffirmed: transfer personal; mechanism scc", true},
		{"", "affirmed: transfer personal; mechanism adequacy\naffirmed: transfer personal; mechanism scc", false},
		{"", "only: store-location personal; places EU\naffirmed: transfer personal; mechanism scc", true},
		{"", "affirmed: store-location personal; places EU\naffirmed: transfer personal; mechanism scc", false},
		{"", "affirmed: track tracer.cookie_id by Google Analytics; tracers _ga\ndenied: track tracer by third_party; quote We use the following cookies and no others:", false},
		{"", "denied: collect personal; quote We collect no personal data.\naffirmed: collect device.ip_address", true},
		{"", "denied: collect personal; quote No other data are asked for.\naffirmed: collect device.ip_address", false},
		{"", "denied: collect account.token; quote Tokens are never logged.\naffirmed: collect account; quote Logs linked to your account are erased.", false},
		{"", "denied: collect contact.email; quote Our logs never hold your address.\naffirmed: collect contact.email; quote We log your address.", true},
		{"", "denied: transfer personal\naffirmed: transfer personal; places US", true},
	},
	Find: findContradictions,
}

// contradictions are the ways in which two statements cannot both hold, the gravest first.
var contradictions = []*clash{
	deniedAndDone, deniedAndCustomary, unaware, askedForAndNotCollected, closedAndBeyond, closedForAll, staffAndOthers, necessaryAndOthers, onlyTheseAndOthers, twoPeriods, onePeriodForAll,
	askedAndImplied, optInAndOptOut, oneBasisAndAnother, oneGuarantee, staysAndLeaves,
}

func findContradictions(c *Case) []practice.Discrepancy { return findClashes(c, contradictions) }
