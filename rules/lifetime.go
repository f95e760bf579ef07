package rules

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// Lifetime is the rule lifetime-exceeds-declared.
var Lifetime = &Rule{
	Name: "lifetime-exceeds-declared",
	Doc: `A tracer lives longer than the notice says

The notice says how long a cookie or another tracer is kept, and the one that was seen is set for longer. The closest
statement counts: one that names the tracer before one about its vendor, that before one about its purpose, and that
before one about tracers in general. What is said of cookies is not said of other storage, nor what is said of "our
cookies" of those of others. A month is taken as 31 days and a year as 366, and a day is allowed for clocks.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 5(1)(e)", "GDPR 13(2)(a)", "CJEU C-673/17 (Planet49), point 81", "CNIL recommendation of 17 September 2020 on cookies"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Set the tracer to end when the notice says so."},
		{Side: "notice", Text: "Or state the lifetime that it has, if that is needed for {purpose}."},
	},
	Examples: []Example{
		{"site track tracer.cookie_id by Google Analytics for analytics.audience; name _ga; period P730D", "affirmed: track tracer.cookie_id for analytics.audience; period P13M", true},
		{"site track tracer.cookie_id by Google Analytics for analytics.audience; name _ga; period P395D", "affirmed: track tracer.cookie_id for analytics.audience; period P13M", false},
		{"site track tracer.cookie_id by Google Analytics for analytics.audience; name _ga; period P730D", "affirmed: track tracer.cookie_id; period P13M\naffirmed: track tracer.cookie_id; period P2Y; tracers _ga*", false},
		{"site track tracer.cookie_id for service.technical; name sid; period P30D", "affirmed: track tracer.cookie_id for service.technical; period session", true},
		{"site track tracer.cookie_id for service.technical; name sid; period session", "affirmed: track tracer.cookie_id for service.technical; period session", false},
		{"site track tracer.cookie_id by Facebook for marketing.advertising; name _fbp; period P90D", "affirmed: track tracer.cookie_id for analytics.audience; period session", false},
		{"site track tracer.cookie_id; name x; period P900D", "affirmed: retain contact.email; period P1Y", false},
		{"site track tracer.cookie_id; name x; period P900D", "affirmed: retain tracer; period P13M; quote Our cookies live 13 months.", true},
		{"site track tracer.cookie_id by Vimeo; name vuid; period P900D", "affirmed: retain tracer; period P13M; quote Our cookies live 13 months.", false},
		{"site track tracer.cookie_id by Vimeo; name vuid; period P900D", "affirmed: retain tracer; period P13M; quote Cookies live 13 months.", true},
		{"site track tracer.cookie_id; name prefs; period P1Y", "affirmed: retain tracer.session_id; period session; quote Session cookies end with the browser.", false},
		{"site track tracer.cookie_id; name PHPSESSID; period P1Y", "affirmed: retain tracer.session_id; period session; quote Session cookies end with the browser.", true},
		{"site track tracer.local_storage; name profile; period unlimited", "affirmed: retain tracer; period P13M; quote All cookies live 13 months.", false},
		{"site track tracer.local_storage; name profile; period unlimited", "affirmed: retain tracer; period P13M; quote Cookies and other trackers live 13 months.", true},
	},
	Find: findLifetime,
}

func findLifetime(c *Case) []practice.Discrepancy {
	key := func(j *judged) string {
		said, days := c.declaredLifetime(j)
		if len(said) == 0 || !outlasts(j.Period, days+1) {
			return ""
		}
		return fmt.Sprintf("%s\n%s\n%d\n%d", j.Practice.Recipient, said[0].Source, said[0].Line, said[0].Start)
	}
	var found []practice.Discrepancy
	for _, cause := range causesAmong(c.doing(practice.Track), key, func(j *judged) []*practice.Declaration { said, _ := c.declaredLifetime(j); return said }) {
		found = append(found, lifetimeDiscrepancy(cause))
	}
	return found
}

// outlasts reports whether a period is longer than some days. One that does not tell is not.
func outlasts(p practice.Period, days int) bool {
	if p == practice.Unlimited {
		return true
	}
	lives, ok := p.Days()
	return ok && lives > days
}

// declaredLifetime returns the closest statements about how long a tracer lives, and the longest of their periods in days.
func (c *Case) declaredLifetime(j *judged) ([]*practice.Declaration, int) {
	if j.Period == "" {
		return nil, 0
	}
	known := recall(c.known.ofRelation(j), askedLifetime, func() lifetimeSaid { return c.closestLifetime(j) })
	return known.by, known.days
}

// lifetimeSaid is how long a tracer lives at most by the closest statements.
type lifetimeSaid struct {
	by   []*practice.Declaration
	days int
}

func (c *Case) closestLifetime(j *judged) lifetimeSaid {
	var said []*practice.Declaration
	longest, closest := 0, 0
	for d := range c.register.those(c.register.aboutTracer(j.Name)) {
		days, ok := d.Period.Days()
		if !ok || d.Polarity == practice.Denied {
			continue
		}
		rank := tracerRank(d, j)
		if rank == 0 || rank < closest {
			continue
		}
		if rank > closest {
			said, longest, closest = nil, 0, rank
		}
		said, longest = append(said, d), max(longest, days)
	}
	return lifetimeSaid{said, longest}
}

// tracerRank is how closely a statement speaks of a tracer: 4 by its name, 3 by its vendor, 2 by its purpose, 1 as one of all, 0 not at all.
func tracerRank(d *practice.Declaration, j *judged) int {
	switch {
	case !aboutTracers(d):
		return 0
	case len(d.Tracers) > 0:
		if slices.ContainsFunc(d.Tracers, func(name string) bool { return matchesName(name, j.Name) }) {
			return 4
		}
		return 0
	case len(j.Name) > 2 && hasWord(d.Text, j.Name):
		return 4 // the name stands in the sentence
	case j.Practice.Data == "tracer.local_storage" && j.register.has(speaksOfCookies, d), aboutSessions(d) && !keepsSession(j):
		return 0
	case len(d.Vendors) > 0:
		if j.Practice.Recipient != "" && j.party(d).grade == clear {
			return 3
		}
		return 0
	case len(d.Purposes) > 0:
		if j.Practice.Purpose != "" && purposeFits(d.Purposes, j.Practice.Purpose) {
			return 2
		}
		return 0
	case j.Practice.Recipient != "" && j.register.has(speaksOfOurs, d):
		return 0
	}
	return 1
}

// aboutTracers reports whether a statement says what tracers there are, or how long they are kept.
func aboutTracers(d *practice.Declaration) bool {
	return d.Kind == practice.KindTracer || (d.Kind == practice.KindRetention && slices.ContainsFunc(d.Data, func(x practice.Data) bool { return practice.Covers("tracer", x) }))
}

// aboutSessions reports whether a statement is about what keeps a session and no other tracer: "session cookies end with the browser".
func aboutSessions(d *practice.Declaration) bool {
	return len(d.Data) == 1 && d.Data[0] == "tracer.session_id"
}

// keepsSession reports whether a tracer keeps a session: as far as is known, by its name.
func keepsSession(j *judged) bool {
	return j.Practice.Data == "tracer.session_id" || j.ofSession
}

var (
	ourCookies = regexp.MustCompile(`(?i)\b(our( own)?|nos( propres)?) cookies\b`)
	anyCookie  = regexp.MustCompile(`(?i)\bcookies?\b`)
	anyTracer  = regexp.MustCompile(`(?i)\b(tracers?|trackers?|traceurs?|similar|similaires?|storage|stockage)\b`)
)

// aboutCookies reports whether a statement is about cookies and no other kind of tracer. Readers take "cookies" for every tracer,
// since notices mean that where they ask for consent; of how long something lives, they mean what they say.
func aboutCookies(d *practice.Declaration) bool {
	if anyCookie.MatchString(d.Text) {
		return !anyTracer.MatchString(d.Text)
	}
	return len(d.Data) == 1 && d.Data[0] == "tracer.cookie_id"
}

// matchesName reports whether a tracer's name is the one declared. Case does not count, since notices write as they like.
func matchesName(declared, seen string) bool {
	return practice.CoversName(strings.ToLower(declared), strings.ToLower(seen))
}

func lifetimeDiscrepancy(c *cause) practice.Discrepancy {
	p := c.practice()
	declared := c.said[0].Period
	for _, d := range c.said {
		if days, _ := d.Period.Days(); days > daysOf(declared) {
			declared = d.Period
		}
	}
	d := practice.Discrepancy{
		Verdict: practice.Contradicted, Confidence: 0.9, Practice: p,
		Declared: c.declarations(), Observed: c.observations(),
	}
	d.Message = fmt.Sprintf("the notice says %s; %s", inWords(declared), c.lifetimes("lives", "live"))
	d.Why = fmt.Sprintf("The notice says %s: %s. %s.", inWords(declared), citeAll(c.said), c.lifetimes("is set to live", "are set to live"))
	return d
}

// lifetimes says how long each tracer lives, the longest first: "_ga and _gid live 2 years, and _fbp lives 90 days".
func (c *cause) lifetimes(one, many string) string {
	longest := map[string]*judged{}
	for j := range each(c.seen) {
		name := cmp.Or(j.Name, string(j.Practice.Data))
		if known := longest[name]; known == nil || lifetime(j) > lifetime(known) {
			longest[name] = j
		}
	}
	names := map[int][]string{}
	periods := map[int]practice.Period{}
	for _, name := range slices.Sorted(maps.Keys(longest)) {
		days := lifetime(longest[name])
		names[days], periods[days] = append(names[days], name), longest[name].Period
	}
	var clauses []string
	for _, days := range slices.Backward(slices.Sorted(maps.Keys(names))) {
		verb := one
		if len(names[days]) > 1 {
			verb = many
		}
		clauses = append(clauses, some(names[days], 4)+" "+verb+" "+inWords(periods[days]))
	}
	return strings.Join(clauses, ", and ")
}

func lifetime(j *judged) int {
	if j.Period == practice.Unlimited {
		return 1 << 30
	}
	return daysOf(j.Period)
}

func daysOf(p practice.Period) int {
	days, _ := p.Days()
	return days
}

// oneUnit matches a period of one unit, as most are.
var oneUnit = regexp.MustCompile(`^P([0-9]+)([YMWD])$`)

// inWords writes a period: "13 months", "400 days", "until the browser is closed".
func inWords(p practice.Period) string {
	switch {
	case p == practice.Session:
		return "until the browser is closed"
	case p == practice.Unlimited:
		return "without end"
	}
	if m := oneUnit.FindStringSubmatch(string(p)); m != nil {
		n, _ := strconv.Atoi(m[1])
		return count(n, map[string]string{"Y": "year", "M": "month", "W": "week", "D": "day"}[m[2]])
	}
	if days, ok := p.Days(); ok {
		return count(days, "day")
	}
	return string(p)
}
