package rules

import (
	"fmt"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// MislabelledCookie is the rule cookie-mislabelled.
var MislabelledCookie = &Rule{
	Name: "cookie-mislabelled",
	Doc: `A cookie is called necessary, and serves advertising or measuring

The consent platform lists a cookie among those that nobody can refuse, or the notice calls it strictly necessary, and it is known to serve
advertising, or to measure the audience for another company: "_fbp: strictly necessary". Whoever believes the label cannot refuse, and the
platform does not stop it. A cookie of the company's own that counts visits is not flagged, since it may be exempt (CNIL); nor is one whose purpose
nobody knows.`,
	Severity:   practice.High,
	References: []string{"ePrivacy 5(3)", "GDPR 5(1)(a)", "GDPR 7(4)", "Article 29 Working Party, Opinion 04/2012"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Move it to the category of {purpose}, and let it wait for consent."},
		{Side: "notice", Text: "Say what it serves."},
	},
	Examples: []Example{
		{"site track tracer.cookie_id by Facebook for marketing.advertising after acceptance; name _fbp\nplatform Cookiebot lists _fbp; category Necessary; period 3 months", "", true},
		{"site track tracer.cookie_id by Facebook for marketing.advertising after acceptance; name _fbp\nplatform Cookiebot lists _fbp; category Marketing; period 3 months", "", false},
		{"site track tracer.cookie_id by Facebook for marketing.advertising after acceptance; name _fbp\nplatform OneTrust lists _fbp; category Non-essential cookies; period 3 months", "", false},
		{"site track tracer.cookie_id by Google Analytics for analytics.audience after acceptance; name _ga\nplatform OneTrust lists _ga; category Cookies strictement nécessaires; period 13 months", "", true},
		{"site track tracer.cookie_id for analytics.audience after acceptance; name _pk_id\nplatform OneTrust lists _pk_id; category Strictly necessary; period 13 months", "", false},
		{"site track tracer.cookie_id by Facebook for marketing.advertising after acceptance; name _fbp", "affirmed: track tracer.cookie_id for service.technical without consent; tracers _fbp", true},
		{"site track tracer.cookie_id by Facebook for marketing.advertising after acceptance; name _fbp", "affirmed: track tracer.cookie_id for service.technical; tracers sid", false},
		{"site track tracer.cookie_id by Stripe for security.fraud after acceptance; name __stripe_mid", "affirmed: track tracer.cookie_id for service.technical without consent; tracers __stripe_mid", false},
		{"site track tracer.cookie_id by Facebook for marketing.advertising after acceptance; name _fbp", "affirmed: track tracer.cookie_id for marketing.advertising; tracers _fbp", false},
	},
	Find: findMislabelledCookies,
}

func findMislabelledCookies(c *Case) []practice.Discrepancy {
	said, rows := map[*judged][]*practice.Declaration{}, map[*judged][]practice.DeclaredTracer{}
	tracers := c.doing(practice.Track)
	for j := range each(tracers) {
		if p := &j.Practice; j.Name == "" || p.Recipient == "" || !slices.Contains([]string{"advertising", "measurement"}, familyOf(p.Purpose)) {
			continue
		}
		if called := recall(c.known.ofRelation(j), askedCalledNecessary, func() []*practice.Declaration { return c.calledNecessary(j) }); len(called) > 0 {
			said[j] = called
		}
		for _, t := range c.platforms {
			if named := t.naming(j.Name); len(named) > 0 && !slices.ContainsFunc(named, func(row practice.DeclaredTracer) bool { return !calledNecessary(row) }) {
				rows[j] = append(rows[j], named[0])
			}
		}
	}
	key := func(j *judged) string {
		if len(said[j])+len(rows[j]) == 0 {
			return ""
		}
		return string(practice.Company(j.Practice.Recipient)) + "\n" + familyOf(j.Practice.Purpose)
	}
	var found []practice.Discrepancy
	for _, cause := range causesAmong(tracers, key, func(j *judged) []*practice.Declaration { return said[j] }) {
		found = append(found, mislabelled(cause, rows))
	}
	return found
}

// calledNecessary returns the statements that call a tracer by its name and say that it is strictly necessary; none where another says what it serves.
func (c *Case) calledNecessary(j *judged) []*practice.Declaration {
	var said []*practice.Declaration
	for d := range c.register.those(c.register.naming(j.Name)) {
		if d.Polarity == practice.Denied || d.Kind != practice.KindTracer || len(d.Tracers) == 0 || tracerRank(d, j) != 4 {
			continue
		}
		if slices.ContainsFunc(d.Purposes, needsConsent) {
			return nil
		}
		if len(d.Purposes) > 0 || d.Condition == practice.WithoutAsking {
			said = append(said, d)
		}
	}
	return said
}

func mislabelled(c *cause, rows map[*judged][]practice.DeclaredTracer) practice.Discrepancy {
	p := c.practice()
	d := practice.Discrepancy{
		Verdict: practice.Contradicted, Confidence: 0.85, Practice: p,
		Declared: c.declarations(), Observed: c.observations(),
	}
	who := "the notice"
	var table practice.DeclaredTracer
	i := 0
	for j := range each(c.seen) {
		for _, row := range rows[j] {
			table = row
			d.Observed[i].Evidence = append(slices.Clone(d.Observed[i].Evidence), practice.Evidence{Source: row.Page, Detail: fmt.Sprintf("the table of %s lists %s %s", row.Platform, row.Name, categoryOf(row))})
		}
		i++
	}
	switch {
	case len(c.said) == 0:
		who = "the consent platform " + table.Platform
		d.Why = fmt.Sprintf("The table of %s lists %s %s", table.Platform, table.Name, categoryOf(table))
	case table.Platform != "":
		d.Why = fmt.Sprintf("The notice says %s, and the table of %s lists %s %s", citeAll(c.said), table.Platform, table.Name, categoryOf(table))
	default:
		d.Why = fmt.Sprintf("The notice says %s", citeAll(c.said))
	}
	d.Message = fmt.Sprintf("%s calls %s strictly necessary; it serves %s", who, c.cookiesNamed(), p.Purpose)
	d.Why += fmt.Sprintf(". It is known to serve %s, which no visitor has asked for.%s", p.Purpose, circumstances(c))
	return d
}

// categoryOf says where a line of a platform's table stands.
func categoryOf(row practice.DeclaredTracer) string {
	if row.Category == "" {
		return "as one that nobody can refuse"
	}
	return fmt.Sprintf("under %q", row.Category)
}
