package rules

import (
	"fmt"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// Contradiction is the rule contradiction.
var Contradiction = &Rule{
	Name: "contradiction",
	Doc: `The notice says two things that cannot both hold

One statement denies what another affirms ("we never share your address with advertisers" and, further down, "we share
your address with advertising partners"), promises that nothing but a list is done where another statement goes beyond
the list, or gives another period for the same data. All that stands against one denial is one discrepancy. Not flagged:
a more specific purpose, other people's data, and an exception in the same sentence, which narrow a statement.`,
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
		{"", "only: share financial.card to Stripe\naffirmed: share financial.card to Adyen", true},
		{"", "affirmed: retain contact.email; period P1Y\naffirmed: retain contact.email; period P5Y", true},
		{"", "affirmed: retain contact.email; period P1Y\naffirmed: retain contact.phone; period P5Y", false},
		{"", "affirmed: retain contact.email for hr.recruitment; period P2Y\naffirmed: retain contact.email; period P5Y", false},
		{"", "affirmed: track tracer.cookie_id; period P13M; tracers _ga\naffirmed: track tracer.cookie_id; period P2Y; tracers _ga", true},
		{"", "denied: sell personal to third_party\naffirmed: share personal to partner", false},
		{"", "denied: sell personal\naffirmed: sell contact.address to partner unless opted out", true},
		{"", "denied: share personal\naffirmed: share contact.email to partner", false},
	},
	Find: findContradictions,
}

func findContradictions(c *Case) []practice.Discrepancy {
	var found []practice.Discrepancy
	list := c.Notice.Declarations
	for i := range list {
		var other []*practice.Declaration
		for k := range list {
			if i != k && !overlap(&list[i], &list[k]) && contradicts(&list[i], &list[k], i < k) {
				other = append(other, &list[k])
			}
		}
		if len(other) > 0 {
			found = append(found, contradictionOf(&list[i], other))
		}
	}
	return found
}

// contradicts reports whether a statement stands against another. Two periods stand against each other; the first in the text reports it.
func contradicts(a, b *practice.Declaration, first bool) bool {
	if a.Modality == practice.Soft || b.Modality == practice.Soft || b.Polarity == practice.Denied || !sameFamily(a.Kind, b.Kind) || !sameAudience(a, b) {
		return false
	}
	if aboutLogs(a) != aboutLogs(b) {
		return false // what is collected may well be kept out of logs
	}
	switch a.Polarity {
	case practice.Denied:
		return a.Condition == practice.Always && denialMeets(a, b)
	case practice.AffirmedOnly:
		if (b.Polarity != practice.AffirmedOnly || a.Section != b.Section) && goesBeyond(a, b) {
			return true // items of one closed list stand in one section and do not exclude each other
		}
	}
	return first && periodsDiffer(a, b)
}

// sameFamily reports whether two kinds of statements are about the same act. A sale is a kind of sharing, but who denies the sale does not deny the sharing.
func sameFamily(a, b practice.Kind) bool {
	if a.Action() == "" || b.Action() == "" {
		return false
	}
	return a.Action() == b.Action() || (a == practice.KindShare && b == practice.KindSell)
}

// sameAudience reports whether the first statement is about everybody whom the second is about.
func sameAudience(a, b *practice.Declaration) bool {
	outside := func(x practice.Audience) bool { return slices.Contains(outsiders, x) }
	if len(a.Scope) == 0 {
		return len(b.Scope) == 0 || !slices.ContainsFunc(b.Scope, outside)
	}
	if len(b.Scope) == 0 {
		return false
	}
	return !slices.ContainsFunc(b.Scope, func(x practice.Audience) bool { return !slices.Contains(a.Scope, x) })
}

// denialMeets reports whether what b affirms is what a denies.
func denialMeets(a, b *practice.Declaration) bool {
	if !specific(a) && a.Kind != practice.KindSell && len(a.Purposes)+len(recipients(a)) == 0 {
		return false // a denial of nothing in particular is more likely misread than meant
	}
	if !meetsData(a, b) {
		return false
	}
	if parties := recipients(a); len(parties) > 0 && !receives(b, parties) {
		return false
	}
	return len(a.Purposes) == 0 || slices.ContainsFunc(b.Purposes, func(p practice.Purpose) bool {
		return slices.Contains(a.Purposes, p)
	})
}

// meetsData reports whether some data of b are data of a.
func meetsData(a, b *practice.Declaration) bool {
	if len(b.Data) == 0 {
		return len(a.Data) == 0 || slices.Contains(a.Data, practice.Personal)
	}
	return slices.ContainsFunc(b.Data, func(x practice.Data) bool { return deniedData(a.Data, x) })
}

// receives reports whether somebody who receives by a statement is one of these parties: by name or class, or
// by what it gets the data for, as whoever gets them for advertising is an advertiser.
func receives(d *practice.Declaration, parties []practice.Party) bool {
	return slices.ContainsFunc(recipients(d), func(p practice.Party) bool {
		return coversAny(parties, p) || slices.ContainsFunc(parties, func(class practice.Party) bool {
			return slices.ContainsFunc(d.Purposes, func(purpose practice.Purpose) bool { return actsAs(purpose, class) })
		})
	})
}

func coversAny(said []practice.Party, p practice.Party) bool {
	return slices.ContainsFunc(said, func(s practice.Party) bool { return practice.CoversParty(s, p) })
}

// goesBeyond reports whether b affirms what is not in the closed list of a.
func goesBeyond(a, b *practice.Declaration) bool {
	if len(a.Data) == 0 || a.Kind == practice.KindRetention || !meetsData(a, b) {
		return false
	}
	parties := recipients(a)
	if others := recipients(b); len(parties) > 0 && len(others) > 0 {
		return slices.ContainsFunc(others, func(p practice.Party) bool { return !coversAny(parties, p) })
	}
	return len(a.Purposes) > 0 && slices.ContainsFunc(b.Purposes, func(p practice.Purpose) bool {
		return familyOf(p) != "legal" && familyOf(p) != "security" && !purposeFits(a.Purposes, p)
	})
}

// periodsDiffer reports whether two statements keep the same data, or the same tracer, for different times.
func periodsDiffer(a, b *practice.Declaration) bool {
	if a.Kind != b.Kind || !sameMembers(a.Purposes, b.Purposes) || !sameMembers(a.Vendors, b.Vendors) || !sameMembers(a.Data, b.Data) || !sameMembers(a.Tracers, b.Tracers) {
		return false
	}
	if len(a.Data) == 0 && len(a.Tracers) == 0 {
		return false
	}
	if a.Kind == practice.KindTracer && len(a.Tracers) == 0 {
		return false // two sentences on unnamed cookies are mostly about different ones
	}
	m, ok := a.Period.Days()
	n, too := b.Period.Days()
	return (ok && too && m != n) || (ok && b.Period == practice.Unlimited) || (too && a.Period == practice.Unlimited)
}

func sameMembers[T comparable](a, b []T) bool {
	in := func(list []T) func(T) bool { return func(x T) bool { return !slices.Contains(list, x) } }
	return !slices.ContainsFunc(a, in(b)) && !slices.ContainsFunc(b, in(a))
}

func contradictionOf(a *practice.Declaration, others []*practice.Declaration) practice.Discrepancy {
	d := practice.Discrepancy{
		Verdict: practice.Ambiguous, Confidence: 0.8, Practice: practiceOf(a), Observed: []practice.Observation{},
		Declared: values(append([]*practice.Declaration{a}, others...)),
		Message:  fmt.Sprintf("the notice denies %s and affirms it elsewhere", subject(a)),
		Why:      fmt.Sprintf("It says %s, but also %s. Both cannot hold.", cite(a), citeAll(others)),
	}
	switch {
	case a.Polarity == practice.AffirmedOnly:
		d.Confidence = 0.7
		if !specific(a) {
			d.Severity, d.Confidence = practice.Low, 0.5 // "personal data only for ..." is mostly meant for what stands around it
		}
		d.Message = fmt.Sprintf("the notice closes the list for %s and goes beyond it elsewhere", subject(a))
	case a.Polarity == practice.Affirmed:
		d.Message = fmt.Sprintf("the notice keeps %s for %s, and elsewhere for %s", practiceOf(a).Data, inWords(a.Period), inWords(others[0].Period))
	}
	if !slices.ContainsFunc(others, func(o *practice.Declaration) bool { return !customary(o) }) {
		d.Severity, d.Confidence = practice.Low, 0.6
		d.Why += " What it affirms is the exception that most notices mean and forget to write."
	}
	return d
}

// customary reports whether a statement only names recipients that denials of "third parties" tend to forget:
// authorities, advisers, a buyer of the company, and those who work on its behalf.
func customary(d *practice.Declaration) bool {
	if len(d.Vendors) > 0 || len(recipients(d)) == 0 {
		return false
	}
	usual := []practice.Party{"authority", "adviser", "acquirer", "claimant", "processor", "cloud_provider", "payment_provider", "affiliate"}
	return !slices.ContainsFunc(recipients(d), func(p practice.Party) bool { return !slices.Contains(usual, p) })
}

// subject puts what a statement is about in words: "sharing contact.email with advertiser".
func subject(d *practice.Declaration) string {
	p := practiceOf(d)
	text := wordingOf(p.Action, p.Data).noun + " " + string(p.Data)
	if p.Recipient != "" {
		text += " with " + string(p.Recipient)
	}
	return text + purposeOf(p)
}
