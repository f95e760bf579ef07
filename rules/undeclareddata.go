package rules

import (
	"fmt"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// UndeclaredData is the rule undeclared-data.
var UndeclaredData = &Rule{
	Name: "undeclared-data",
	Doc: `Data are collected or passed on that the notice does not mention

A form, a tracer or the code takes a category of personal data that no statement covers, or a declared recipient gets
more than what the notice says it gets. A broader term covers a narrower one ("contact details" a phone number).
"Personal data" covers everything only in a notice that never lists what it collects: where there is a list, the
words mean what is in it. Not flagged: what comes in where the company's own people alone work, passwords, search words and saved settings, which make the service work, and
technical data that every contact with a declared recipient gives away.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 5(1)(a)", "GDPR 5(1)(c)", "GDPR 13(1)(c)"},
	Remedies: []practice.Remedy{
		{Side: "notice", Text: "Say that {data} is processed, for what, and on which legal basis."},
		{Side: "practice", Text: "Or do without {data}."},
	},
	Examples: []Example{
		{"site collect contact.phone", "affirmed: collect contact.email", true},
		{"site collect contact.phone", "affirmed: collect contact", false},
		{"code collect device.ip_address", "affirmed: collect log\naffirmed: collect contact.email", false},
		{"code collect device.ip_address", "affirmed: collect contact.email", true},
		{"site collect contact.phone", "affirmed: collect personal", false},
		{"site collect contact.phone", "affirmed: collect contact.email\naffirmed: share personal to processor", true},
		{"site collect identity.name.first\nsite collect identity.name.last", "affirmed: collect identity.name", false},
		{"site collect identity.name", "affirmed: collect identity.name.first\naffirmed: collect identity.name.last", false},
		{"site collect contact.phone", "affirmed: collect contact.phone; scope employee", true},
		{"site collect account.password", "affirmed: collect contact.email", false},
		{"site track tracer.cookie_id for personalise.content", "affirmed: collect contact.email", true},
		{"site track tracer.cookie_id for service.technical", "affirmed: collect contact.email", false},
		{"site track tracer.local_storage for personalise.content", "affirmed: track tracer.cookie_id", false},
		{"site share contact.email to Google Analytics", "affirmed: track tracer.cookie_id by Google Analytics\naffirmed: collect contact.email", true},
		{"site share device.screen to Google Analytics", "affirmed: track tracer.cookie_id by Google Analytics", false},
		{"code share contact.phone to Twilio", "affirmed: collect contact.email", false},
		{"code store.log contact.phone", "affirmed: collect contact.email", false},
		{"site collect contact.phone", "denied: collect contact.phone", false},
		{"code collect contact.phone; at internal/signup/form.go", "affirmed: collect contact.email", true},
		{"code collect contact.phone; at internal/admin/users.go", "affirmed: collect contact.email", false}, // what staff type
		{"site share contact.email to SendGrid after acceptance\nsite share contact.email to SendGrid for service.messages after refusal", "only: use personal for service.provide\naffirmed: share device.ip_address to Twilio\naffirmed: collect demographic.gender", false},
		{"site share contact.email to SendGrid after acceptance", "only: use personal for service.provide\naffirmed: share device.ip_address to Twilio\naffirmed: collect demographic.gender", true},
	},
	Find: findUndeclaredData,
}

func findUndeclaredData(c *Case) []practice.Discrepancy {
	key := func(j *judged) string {
		if !c.undeclared(j) {
			return ""
		}
		data := group(j.Practice.Data)
		if practice.Covers("tracer", data) {
			data = "tracer"
		}
		if c.mentioned(j) {
			return string(data) + "\n" + string(j.Practice.Recipient) // known of, but not that this recipient gets it
		}
		return string(data)
	}
	var found []practice.Discrepancy
	for _, cause := range c.causes(key, against) {
		found = append(found, c.undeclaredDiscrepancy(cause))
	}
	return found
}

// undeclared reports whether the data of an observation are missing in the notice, and missed there.
func (c *Case) undeclared(j *judged) bool {
	p := j.Practice
	switch {
	case len(j.against) > 0, len(j.clear) > 0, len(j.vague) > 0, j.staff:
		return false
	case len(j.umbrella) > 0 && !c.enumerates, p.Data == fingerprint: // that is undeclared-fingerprinting
		return false
	case p.Recipient != "":
		return (sharing(p.Action) || p.Action == practice.Track) && !incidental(p.Data) && c.vendors[p.Recipient] >= vague && !c.onlyClassed(j) && !c.convicted(p)
	case p.Action == practice.Track:
		return !c.necessary(j)
	}
	return p.Action == practice.Collect && !means(p) && !(root(p.Data) == "device" && incidental(p.Data) && c.tellsLogs(j))
}

// tellsLogs reports whether the notice says that log data are collected: "log data" and "information about your connection" are the address and the
// browser that connect.
func (c *Case) tellsLogs(j *judged) bool {
	return slices.ContainsFunc(c.Notice.Declarations, func(d practice.Declaration) bool {
		return d.Polarity != practice.Denied && d.Kind.Action() == practice.Collect && slices.Contains(d.Data, "log") && speaksTo(&d, j.candidates)
	})
}

// mentioned reports whether the notice knows of the data, whoever has them.
func (c *Case) mentioned(j *judged) bool {
	return recall(c.known.ofData(j), askedMentioned, func() bool {
		return slices.ContainsFunc(c.register.relatedTo(j.Practice.Data), func(at int) bool {
			d := c.register.all[at]
			return d.Polarity != practice.Denied && handles(d.Kind) && speaksTo(d, j.candidates) && j.covers[at].grade >= vague
		})
	})
}

func (c *Case) undeclaredDiscrepancy(cause *cause) practice.Discrepancy {
	p := cause.practice()
	d := practice.Discrepancy{
		Verdict: practice.Omitted, Severity: weightOf(p.Data).severity, Practice: p,
		Observed: cause.observations(), Declared: cause.declarations(), Nearest: c.nearest(cause),
	}
	if practice.Covers("special", p.Data) {
		d.References = []string{"GDPR 9(1)"}
	}
	d.Confidence = omission(d.Nearest)
	d.Message = fmt.Sprintf("no statement that was read covers %s; %s", p.Data, cause.done())
	d.Why = fmt.Sprintf("No statement that was read covers %s%s.", cause.data(), meaning(p.Data))
	if c.mentioned(cause.lead()) {
		d.Message = fmt.Sprintf("the notice does not say that %s receives %s; %s", p.Recipient, p.Data, cause.done())
		d.Why = fmt.Sprintf("The notice names %s and speaks of %s, but no statement says that the one receives the other.%s", p.Recipient, p.Data, circumstances(cause))
	}
	return d
}

// meaning adds the definition of a category.
func meaning(d practice.Data) string {
	if t, ok := practice.LookupTerm(string(d), practice.DataTerm); ok {
		return " (" + t.Doc + ")"
	}
	return ""
}
