package rules

import (
	"fmt"
	"regexp"
	"slices"

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
		{"site share device.ip_address to Facebook for marketing.advertising under gpc", "denied: sell personal; quote If we detect a Global Privacy Control signal, we will not sell your personal information.", true},
		{"site share device.ip_address to Facebook for marketing.advertising under gpc", "denied: sell personal; quote Si nous détectons un signal GPC, nous ne vendons pas vos données.", true},
		{"site share device.ip_address to Facebook for marketing.advertising under gpc", "affirmed: optout personal unless opted out; quote You can opt out here, but Global Privacy Control signals are not yet supported.", false},
		{"site share device.ip_address to Facebook for marketing.advertising under gpc", "affirmed: optout personal unless opted out; quote Le signal GPC n’est pas pris en compte, mais vous pouvez refuser ici.", false},
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
	var found []practice.Discrepancy
	key := func(j *judged) string {
		if j.Practice.Condition != practice.UnderGPC || !advertising(j.Practice) {
			return ""
		}
		return string(practice.Company(j.Practice.Recipient))
	}
	for _, cause := range c.causes(key, func(*judged) []*practice.Declaration { return promises }) {
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

// doubtfulGPC lists the promises to heed the signal that were not seen to be broken, while the signal was on and third parties got data of whom
// nobody knows what they do: if one of them advertises, the promise is broken.
func (c *Case) doubtfulGPC(found []practice.Discrepancy) []practice.Unverifiable {
	promised := c.promisesGPC()
	if claim := c.Seen.ClaimsGPC; claim != "" && len(promised) == 0 {
		promised = append(promised, &practice.Declaration{
			Quote: practice.Quote{Source: claim, Line: 1, Text: `"gpc": true`}, Kind: practice.KindOptOut, Polarity: practice.Affirmed, Modality: practice.States, Condition: practice.UnlessOptOut,
			Data: []practice.Data{practice.Personal}, Purposes: []practice.Purpose{}, Recipients: []practice.Party{}, Vendors: []practice.Party{}, Scope: []practice.Audience{},
		})
	}
	who := c.unknownUnderGPC()
	if len(who) == 0 || slices.ContainsFunc(found, func(d practice.Discrepancy) bool { return d.Rule == IgnoresGPC.Name }) {
		return []practice.Unverifiable{}
	}
	list := []practice.Unverifiable{}
	for _, d := range promised {
		list = append(list, practice.Unverifiable{
			Practice: practiceOf(d), Declared: *d,
			Reason: fmt.Sprintf("with Global Privacy Control on, the site still hands the visitor to %s, of whom the vendor table does not tell whether they advertise", some(who, 4)),
		})
	}
	return list
}

// unknownUnderGPC returns the third parties that got data with the signal on, and of which neither their name nor what they are asked for tells what they do.
func (c *Case) unknownUnderGPC() []string {
	var who nameList
	for _, r := range c.relations {
		p := r.practice
		if p.Condition != practice.UnderGPC || p.Recipient == "" {
			continue
		}
		_, known := practice.VendorByName(string(p.Recipient))
		if p.Purpose == "" && !known && (p.Action == practice.Track || sharing(p.Action)) {
			who.add(string(p.Recipient))
		}
	}
	slices.Sort(who.all)
	return who.all
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

// What a notice says of the signal refuses it only when the negation bears on the heeding: "if we detect the signal, we will not sell" heeds it.
var (
	namesGPC   = regexp.MustCompile(`(?i)global privacy control|\bGPC\b`)
	refusesGPC = []*regexp.Regexp{
		wholeWords(`(?:not|cannot|never|\p{L}+n['’]t|unable|no longer|nor(?: do| will)?(?: we)?)` + adverbs + ` (?:` + heed + `|detect|process|use|read|look|act|treat|take)` + bridge + signal),
		wholeWords(signal + `[^.;]*? (?:not|cannot|never|\p{L}+n['’]t|unable|no longer)` + adverbs + ` (?:` + heed + `)(?:e?d)?`),
		wholeWords(`(?:ignor|disregard|overlook|reject|refus)\p{L}*[^.,;]*? ` + signal),
		wholeWords(signal + `[^.,;]*? (?:ignor|disregard|overlook|reject|refus)\p{L}*`),
		wholeWords(`(?:ne |n['’])(?:y |en |l['’]|les? |la )?(?:` + frenchHeed + `)\p{L}*`),
		wholeWords(`(?:ne |n['’])(?:est|sont|sera|seront) (?:pas|plus|jamais) (?:` + frenchHeed + `|pris)\p{L}*`),
	}
)

const (
	signal     = `(?:global privacy control|GPC)`
	adverbs    = `(?: (?:currently|yet|always|presently|necessarily|be|able|to|at|this|time|been|in|a|position))*`
	heed       = `honou?r|respect|recogni[sz]e|heed|respond|react|support|follow|obey|observe|adhere|comply|accept`
	bridge     = `(?: (?:to|with|on|upon|at|for|into|account|the|any|your|a|such|as|like|of|or|and|browsers?|signals?|requests?|opt-out|preference|do|not|track))* [“"'‘]?`
	frenchHeed = `honor|respect|reconn|suiv|appliqu|observ|accept|ten|t[ie]en|pren|conform|répond|réag|consid|détect`
)

// promisesGPC returns the statements that promise to heed the signal.
func (c *Case) promisesGPC() []*practice.Declaration {
	var promises []*practice.Declaration
	for i := range c.Notice.Declarations {
		if d := &c.Notice.Declarations[i]; mayHold(d.Text, "gpc", "global privacy") && namesGPC.MatchString(d.Text) && !refusesToHeed(d.Text) {
			promises = append(promises, d)
		}
	}
	return promises
}

// refusesToHeed reports whether a statement that names the signal says that it is not heeded.
func refusesToHeed(text string) bool {
	return slices.ContainsFunc(refusesGPC, func(way *regexp.Regexp) bool { return way.MatchString(text) })
}
