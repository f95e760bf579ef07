package rules

import (
	"fmt"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// UndeclaredPurpose is the rule undeclared-purpose.
var UndeclaredPurpose = &Rule{
	Name: "undeclared-purpose",
	Doc: `A declared company advertises, and the notice gives it for something else

The notice names a company and says what for, and what was seen of it serves advertising, of which no statement speaks: "we use Facebook to
measure our audience", and its advertising pixel is loaded. Only advertising is judged, and only against statements that give other purposes,
since what a vendor does otherwise is known by its trade alone. Not flagged: a notice that says anywhere that it advertises, or that its cookies
or partners do; a company that is named without a purpose; one whose address is known to it in passing.`,
	Severity:   practice.High,
	References: []string{"GDPR 5(1)(b)", "GDPR 13(1)(c)", "ePrivacy 5(3)"},
	Remedies: []practice.Remedy{
		{Side: "notice", Text: "Say that {recipient} is used for {purpose}, and ask for consent to that."},
		{Side: "practice", Text: "Or load of {recipient} what the notice names, and no more."},
	},
	Examples: []Example{
		{"site track tracer.cookie_id by Facebook for marketing.targeted after acceptance; name _fbp", "affirmed: track tracer.cookie_id by Facebook for analytics.audience with consent", true},
		{"site track tracer.cookie_id by Facebook for marketing.targeted after acceptance; name _fbp", "affirmed: track tracer.cookie_id by Facebook for marketing.advertising", false},
		{"site track tracer.cookie_id by Facebook for marketing.targeted after acceptance; name _fbp", "affirmed: track tracer.cookie_id by Facebook for analytics.audience\naffirmed: use personal for marketing", false},
		{"site track tracer.cookie_id by Facebook for marketing.targeted after acceptance; name _fbp", "affirmed: track tracer.cookie_id by Facebook", false},
		{"site track tracer.cookie_id by Facebook for marketing.targeted after acceptance; name _fbp", "affirmed: track tracer.cookie_id by Facebook for analytics.audience\naffirmed: share personal to advertiser", false},
		{"site share behaviour.browsing to Facebook for marketing.targeted after acceptance", "affirmed: share behaviour to Facebook for analytics.audience", true},
		{"site share device.ip_address to Facebook for marketing.social after acceptance", "affirmed: share device to Facebook for analytics.audience", false},
		{"site track tracer.cookie_id by Google Analytics for analytics.audience after acceptance; name _ga", "affirmed: track tracer.cookie_id by Google Analytics for service.technical", false},
		{"site track tracer.cookie_id by Facebook for marketing.targeted after acceptance; name _fbp", "only: track tracer.cookie_id by Facebook for analytics.audience", false}, // denied-but-seen
	},
	Find: findUndeclaredPurpose,
}

func findUndeclaredPurpose(c *Case) []practice.Discrepancy {
	if c.advertises() {
		return nil
	}
	key := func(j *judged) string {
		if len(j.against) > 0 || !certainlyAdvertises(j) || len(c.givenFor(j)) == 0 {
			return ""
		}
		return string(practice.Company(j.Practice.Recipient))
	}
	var found []practice.Discrepancy
	for _, cause := range c.causes(key, c.givenFor) {
		p := cause.practice()
		found = append(found, practice.Discrepancy{
			Verdict: practice.Omitted, Confidence: 0.75, Practice: p, Declared: cause.declarations(), Observed: cause.observations(), Nearest: c.nearest(cause),
			Message: fmt.Sprintf("the notice gives %s for something else than advertising; %s%s", p.Recipient, cause.done(), purposeOf(p)),
			Why:     fmt.Sprintf("The notice says %s, and no statement that was read speaks of advertising; %s%s.%s", citeAll(cause.said), cause.done(), purposeOf(p), circumstances(cause)),
		})
	}
	return found
}

// certainlyAdvertises reports whether what was seen serves advertising and nothing else: the tables of cookies, pixels and addresses say so, or the
// company's whole trade does. That a social network is contacted is not enough.
func certainlyAdvertises(j *judged) bool {
	p := j.Practice
	return p.Recipient != "" && (p.Action == practice.Track || sharing(p.Action) && p.Data != "device.ip_address") &&
		slices.Contains([]practice.Purpose{"marketing.advertising", "marketing.targeted", "analytics.advertising"}, p.Purpose)
}

// advertises reports whether the notice says anywhere that the company advertises with people's data, or has partners who do.
func (c *Case) advertises() bool {
	return slices.ContainsFunc(c.Notice.Declarations, func(d practice.Declaration) bool {
		if d.Polarity == practice.Denied {
			return false
		}
		aim := func(p practice.Purpose) bool {
			return familyOf(p) == "advertising" || practice.Covers(p, practice.Purpose("marketing.advertising"))
		}
		return slices.ContainsFunc(d.Purposes, aim) || slices.Contains(d.Recipients, "advertiser") || speaksOfAdvertising.MatchString(d.Text)
	})
}

// speaksOfAdvertising finds the word itself, which a reader may not have taken for a purpose.
var speaksOfAdvertising = wholeWords(`(?:re)?(?:advert|market)\p{L}*|ads?|retargeting|publicit\p{L}*|publicitaires?|annonceurs?`)

// givenFor returns the statements that name a company, all of them for purposes of their own; none if one of them leaves the purpose open.
func (c *Case) givenFor(j *judged) []*practice.Declaration {
	return recall(c.known.ofJudgement(j), askedGivenFor, func() []*practice.Declaration { return c.purposesGiven(j) })
}

func (c *Case) purposesGiven(j *judged) []*practice.Declaration {
	var said []*practice.Declaration
	for _, d := range c.register.inOrder(c.register.namedOrCovering(j.Practice)) {
		named := j.party(d).grade == clear || j.party(d).mentioned
		if !named || d.Polarity == practice.Denied || !handles(d.Kind) || !speaksTo(d, j.candidates) {
			continue
		}
		if len(d.Purposes) == 0 || slices.Contains(d.Purposes, practice.AnyPurpose) || d.Modality == practice.Soft {
			return nil
		}
		said = append(said, d)
	}
	return said
}
