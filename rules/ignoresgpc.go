package rules

import (
	"fmt"
	"regexp"

	"github.com/candor-privacy/candor/practice"
)

// IgnoresGPC is the rule ignores-gpc.
var IgnoresGPC = &Rule{
	Name: "ignores-gpc",
	Doc: `Advertising goes on under Global Privacy Control

The notice, or the site's own /.well-known/gpc.json ({"gpc": true}), promises to heed the browser's Global Privacy Control signal, and with the
signal on the site still hands the visitor to somebody who advertises. What measures audience or makes the site work is no sale or sharing, and is not
flagged. A company that speaks of the signal in neither is not judged by it: whether the law binds it (in California it does, CCPA Regulations 7025)
cannot be seen from here.`,
	Severity:   practice.High,
	References: []string{"CCPA Regulations 7025", "Cal. Civ. Code 1798.135", "GDPR 5(1)(a)", "GDPR 21(5)"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Do not load {recipient} for visitors who send Sec-GPC: 1."},
		{Side: "notice", Text: "Take the promise out, of the notice and of /.well-known/gpc.json, only if no law asks for it: in California the signal must be heeded."},
	},
	Examples: []Example{
		{"site share device.ip_address to Facebook for marketing.advertising under gpc", "affirmed: optout personal unless opted out; quote We honour the Global Privacy Control signal.", true},
		{"site track tracer.cookie_id by Criteo for marketing.targeted under gpc", "affirmed: optout personal unless opted out; quote Nous respectons le signal GPC de votre navigateur.", true},
		{"site share device.ip_address to Criteo under gpc", "affirmed: optout personal unless opted out; quote We honour the Global Privacy Control signal.", true},
		{"site share device.ip_address to Facebook for marketing.advertising under gpc; gpc claimed", "", true},
		{"site track tracer.cookie_id by Matomo for analytics.audience under gpc; gpc claimed", "", false},
		{"site share device.ip_address to Facebook for marketing.advertising before consent; gpc claimed", "", false},
		{"site share device.ip_address to Facebook for marketing.advertising under gpc", "", false},
		{"site share device.ip_address to Facebook for marketing.advertising under gpc", "affirmed: optout personal unless opted out; quote We do not respond to Global Privacy Control, but you can opt out here.", false},
		{"site share device.ip_address to Facebook for marketing.advertising under gpc", "affirmed: optout personal unless opted out; quote We don’t respond to Global Privacy Control.", false},
		{"site share device.ip_address to Facebook for marketing.advertising under gpc", "affirmed: optout personal unless opted out; quote We ignore the Global Privacy Control signal.", false},
		{"site share device.ip_address to Facebook for marketing.advertising under gpc", "affirmed: optout personal unless opted out; quote Nous n’honorons pas le signal GPC.", false},
		{"site track tracer.cookie_id by Matomo for analytics.audience under gpc", "affirmed: optout personal unless opted out; quote We honour the Global Privacy Control signal.", false},
		{"site share device.ip_address to Facebook for marketing.advertising before consent", "affirmed: optout personal unless opted out; quote We honour the Global Privacy Control signal.", false},
	},
	Find: findIgnoredGPC,
}

func findIgnoredGPC(c *Case) []practice.Discrepancy {
	promises, claim := c.promisesGPC(), c.Seen.ClaimsGPC
	if len(promises) == 0 && claim == "" {
		return nil
	}
	var seen []*judged
	for _, j := range c.judged {
		if j.Practice.Condition == practice.UnderGPC && advertising(j.Practice) {
			seen = append(seen, j)
		}
	}
	var found []practice.Discrepancy
	company := func(j *judged) string { return string(practice.Company(j.Practice.Recipient)) }
	for _, cause := range causes(seen, company, func(*judged) []*practice.Declaration { return promises }) {
		p := cause.practice()
		p.Condition = practice.UnderGPC
		d := practice.Discrepancy{Verdict: practice.ConditionBroken, Confidence: 0.9, Practice: p, Declared: cause.declarations(), Observed: cause.observations()}
		who, said := "the notice promises", ""
		switch {
		case claim == "":
			said = fmt.Sprintf("The notice says %s", citeAll(cause.said))
		case len(promises) == 0:
			who, said = "the site promises programs", fmt.Sprintf("The site tells every program at %s that it heeds the signal, and its notice does not speak of it", claim)
		default: // whoever says it twice did not say it by mistake
			d.Confidence = 0.95
			said = fmt.Sprintf("The notice says %s, and the site tells every program at %s that it heeds the signal", citeAll(cause.said), claim)
		}
		d.Message = fmt.Sprintf("%s to heed Global Privacy Control; %s with the signal on", who, cause.done())
		d.Why = fmt.Sprintf("%s; %s with the signal on.", said, cause.done())
		found = append(found, d)
	}
	return found
}

// advertising reports whether somebody who advertises gets data, or keeps a tracer: by the purpose, or else by what they are.
func advertising(p practice.Practice) bool {
	if p.Recipient == "" || (p.Action != practice.Track && !sharing(p.Action)) {
		return false
	}
	if p.Purpose == "" {
		return practice.CoversParty("advertiser", p.Recipient)
	}
	return familyOf(p.Purpose) == "advertising"
}

var (
	namesGPC   = regexp.MustCompile(`(?i)global privacy control|\bGPC\b`)
	refusesGPC = wholeWords(`not|cannot|don['’]t|doesn['’]t|won['’]t|unable|ignore|ignores|ignored|disregards?|ne|n['’]\p{L}+|ignorons|ignorée?s?`)
)

// promisesGPC returns the statements that promise to heed the signal.
func (c *Case) promisesGPC() []*practice.Declaration {
	var promises []*practice.Declaration
	for i := range c.Notice.Declarations {
		if d := &c.Notice.Declarations[i]; namesGPC.MatchString(d.Text) && !refusesGPC.MatchString(d.Text) {
			promises = append(promises, d)
		}
	}
	return promises
}
