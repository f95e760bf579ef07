package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// UndeclaredCookie is the rule undeclared-cookie.
var UndeclaredCookie = &Rule{
	Name: "undeclared-cookie",
	Doc: `A cookie is set that is missing in a list that claims to be whole

The notice says that it lists all its cookies ("we set no others"), or the consent platform shows its own table of cookies, with their
lifetimes, and a cookie was seen that is in neither. A line that stands for several ("_ga_*") covers them all, and so does one that names a service and
none of its cookies. What one company sets is one discrepancy. A list that does not claim to be whole is not held against cookies
that it leaves out: whether who sets them is declared at all is undeclared-recipient or undeclared-data. Of the platform's table, strictly necessary cookies may be missing.`,
	Severity:   practice.Medium,
	References: []string{"ePrivacy 5(3)", "GDPR 5(1)(a)", "GDPR 13(1)(c)", "CJEU C-673/17 (Planet49), point 75"},
	Remedies: []practice.Remedy{
		{Side: "notice", Text: "Add the cookie to the list, with who sets it, for what and for how long; a list is kept right by making it from a scan."},
		{Side: "practice", Text: "Or stop setting it."},
	},
	Examples: []Example{
		{"site track tracer.cookie_id by Google Analytics for analytics.audience; name _gid", "affirmed: track tracer.cookie_id by Google Analytics; tracers _ga\ndenied: track tracer; quote We do not set any other cookies.", true},
		{"site track tracer.cookie_id by Hotjar for analytics.audience; name _hjid", "affirmed: track tracer.cookie_id by Google Analytics; tracers _ga\ndenied: track tracer; quote We do not set any other cookies.", false}, // undeclared-recipient
		{"site track tracer.cookie_id for service.technical; name sid", "affirmed: track tracer.cookie_id\ndenied: track tracer; quote You find the complete list of cookies in our cookie notice.", false},
		{"site track tracer.cookie_id by Google Analytics for analytics.audience; name _ga", "affirmed: track tracer.cookie_id by Google Analytics; tracers _ga\ndenied: track tracer; quote We do not set any other cookies.", false},
		{"site track tracer.cookie_id for service.technical; name sid", "affirmed: track tracer.cookie_id; tracers lang\ndenied: track tracer; quote Voici la liste complète des cookies que nous utilisons.", true},
		{"site track tracer.cookie_id by Hotjar for analytics.audience; name _hjid", "affirmed: track tracer.cookie_id by Google Analytics; tracers _ga", false},
		{"site track tracer.cookie_id by Hotjar for analytics.audience; name _hjid", "affirmed: track tracer.cookie_id by Hotjar for analytics.audience\ndenied: track tracer; quote We do not set any other cookies.", false},
		{"site track tracer.cookie_id by Hotjar for analytics.audience after acceptance; name _hjid\nplatform Cookiebot lists _ga; category Statistics; period 2 years", "", true},
		{"site track tracer.cookie_id by Google Analytics for analytics.audience after acceptance; name _ga_4X\nplatform Cookiebot lists _ga_#; category Statistics; period 2 years", "", false},
		{"site track tracer.cookie_id for service.technical; name sid\nplatform Cookiebot lists _ga; category Statistics; period 2 years", "", false},
		{"site track tracer.cookie_id by Hotjar for analytics.audience after acceptance; name _hjid\nplatform Klaro lists _ga; category analytics", "", false},
		{"site track tracer.cookie_id by Hotjar for analytics.audience after acceptance; name _hjid\nplatform OneTrust lists _ga; category Statistics; period 2 years\nplatform OneTrust lists; service Hotjar; category Statistics", "", false},
	},
	Find: findUndeclaredCookies,
}

// closing finds that a sentence closes a list of cookies: nothing but what it names is set.
var closing = wholeWords(`(?:no|any) (?:other|further|additional) (?:cookies|trackers|tracers)|(?:cookies|trackers) and no others?|no (?:other|others) (?:is|are) (?:set|used|placed)` +
	`|(?:complete|full|exhaustive|comprehensive|whole|entire) list of (?:all )?(?:the |our )?(?:cookies|trackers)|list of all (?:the |our )?(?:cookies|trackers)|(?:are|is) (?:the|our) only (?:cookies|trackers)` +
	`|(?:cookies|trackers) (?:listed|named|described) (?:here|below|above) (?:is|are) the only` +
	`|(?:aucun|pas d['’])\s?autres? (?:cookies?|traceurs?)|(?:cookies|traceurs) et aucun autre|liste (?:complète|exhaustive|intégrale) d(?:es|e nos|e tous les) (?:cookies|traceurs)|(?:les|nos) seuls (?:cookies|traceurs)`)

// closesList reports whether a statement says that a list of cookies is whole. Its reader may take it for a denial of every cookie.
func closesList(d *practice.Declaration) bool {
	return mayHold(d.Text, "cookie", "trac") && closing.MatchString(d.Text) && d.Condition == practice.Always && !says("qualifying", otherThan.ReplaceAllString(d.Text, ""))
}

// otherThan are words of a closing sentence that are no exception from it.
var otherThan = wholeWords(`autres?`)

// closings returns the statements that close a list that is there to be read: in the same document, cookies are called by their names.
func closings(notice *practice.Notice) []*practice.Declaration {
	lists := map[string]bool{}
	for i := range notice.Declarations {
		if d := &notice.Declarations[i]; len(d.Tracers) > 0 && d.Polarity != practice.Denied {
			lists[d.Source] = true
		}
	}
	var closing []*practice.Declaration
	for i := range notice.Declarations {
		if d := &notice.Declarations[i]; lists[d.Source] && firmly(d) && closesList(d) {
			closing = append(closing, d)
		}
	}
	return closing
}

func findUndeclaredCookies(c *Case) []practice.Discrepancy {
	seen := slices.DeleteFunc(c.doing(practice.Track), func(s span) bool { return s[0].Practice.Data != "tracer.cookie_id" })
	key := func(j *judged) string {
		if j.Name == "" || !c.missingClaims(j) && len(c.missingTables(j)) == 0 {
			return ""
		}
		return "of " + string(practice.Company(j.Practice.Recipient))
	}
	claims := func(j *judged) []*practice.Declaration {
		if c.missingClaims(j) {
			return c.closings
		}
		return nil
	}
	var found []practice.Discrepancy
	for _, cause := range causesAmong(seen, key, claims) {
		found = append(found, c.undeclaredCookies(cause))
	}
	return found
}

// missingClaims reports whether a tracer is missing in a list of the notice of which a statement says that it is whole. Who is not named at all, and
// whose cookies are not, has a rule of its own.
func (c *Case) missingClaims(j *judged) bool {
	return len(c.closings) > 0 && !c.listed(j) && !c.undeclaredTo(j) && !c.undeclared(j)
}

// missingTables returns the names of the platforms whose whole table a tracer is missing in.
func (c *Case) missingTables(j *judged) []string {
	var names []string
	for _, t := range c.platforms {
		if t.whole && !c.necessary(j) && !t.covers(j) {
			names = append(names, t.name)
		}
	}
	return names
}

// listed reports whether the notice tells of a tracer: by its name, or, where it names no tracers, by its company or its purpose.
func (c *Case) listed(j *judged) bool {
	return recall(c.known.ofRelation(j), askedListed, func() bool {
		for d := range c.register.those(c.register.aboutTracer(j.Name)) {
			if d.Polarity != practice.Denied && tracerRank(d, j) >= 2 {
				return true
			}
		}
		return false
	})
}

func (c *Case) undeclaredCookies(cause *cause) practice.Discrepancy {
	p := cause.practice()
	var tables []string
	severity := practice.Low
	for j := range each(cause.seen) {
		tables = append(tables, c.missingTables(j)...)
		if j.Practice.Purpose == "" || needsConsent(j.Practice.Purpose) {
			severity = practice.Medium
		}
	}
	slices.Sort(tables)
	tables = slices.Compact(tables)
	d := practice.Discrepancy{
		Verdict: practice.Omitted, Severity: severity, Confidence: 0.8, Practice: p,
		Declared: cause.declarations(), Observed: cause.observations(),
	}
	var where []string
	if len(cause.said) > 0 {
		d.Verdict = practice.Contradicted
		where = append(where, "the list of cookies in the notice, which claims to be whole")
		d.Why = fmt.Sprintf("The notice says %s. ", citeAll(cause.said))
	}
	if len(tables) > 0 {
		where = append(where, "the table of cookies that "+enumerate(tables)+" shows to visitors")
	}
	d.Message = fmt.Sprintf("%s is not in %s", cause.cookiesNamed(), strings.Join(where, ", nor in "))
	d.Why += fmt.Sprintf("%s, and no line of %s names it.", capital(cause.done()), strings.Join(where, " or of "))
	return d
}

// cookiesNamed writes "the cookie _ga of Google Analytics".
func (c *cause) cookiesNamed() string {
	of := ""
	if r := c.practice().Recipient; r != "" {
		of = " of " + string(r)
	}
	return "the cookie " + c.named() + of
}
