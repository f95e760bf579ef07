package rules

import (
	"fmt"
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
before one about tracers in general. A month is taken as 31 days and a year as 366, and a day is allowed for clocks.`,
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
	},
	Find: findLifetime,
}

func findLifetime(c *Case) []practice.Discrepancy {
	exceeded := map[*judged][]*practice.Declaration{}
	for _, j := range c.judged {
		if said, days := c.declaredLifetime(j); len(said) > 0 {
			if lives, ok := j.Period.Days(); j.Period == practice.Unlimited || (ok && lives > days+1) {
				exceeded[j] = said
			}
		}
	}
	key := func(j *judged) string {
		said := exceeded[j]
		if len(said) == 0 {
			return ""
		}
		return fmt.Sprintf("%s\n%d\n%d", j.Practice.Recipient, said[0].Line, said[0].Start)
	}
	var found []practice.Discrepancy
	for _, cause := range causes(c.judged, key, func(j *judged) []*practice.Declaration { return exceeded[j] }) {
		found = append(found, lifetimeDiscrepancy(cause))
	}
	return found
}

// declaredLifetime returns the closest statements about how long a tracer lives, and the longest of their periods in days.
func (c *Case) declaredLifetime(j *judged) ([]*practice.Declaration, int) {
	if j.Practice.Action != practice.Track || j.Period == "" {
		return nil, 0
	}
	var said []*practice.Declaration
	longest, closest := 0, 0
	for i := range c.Notice.Declarations {
		d := &c.Notice.Declarations[i]
		days, ok := d.Period.Days()
		rank := tracerRank(d, j)
		if !ok || d.Polarity == practice.Denied || rank == 0 || rank < closest {
			continue
		}
		if rank > closest {
			said, longest, closest = nil, 0, rank
		}
		said, longest = append(said, d), max(longest, days)
	}
	return said, longest
}

// tracerRank is how closely a statement speaks of a tracer: 4 by its name, 3 by its vendor, 2 by its purpose, 1 as one of all, 0 not at all.
func tracerRank(d *practice.Declaration, j *judged) int {
	about := d.Kind == practice.KindTracer || (d.Kind == practice.KindRetention && slices.ContainsFunc(d.Data, func(x practice.Data) bool { return practice.Covers("tracer", x) }))
	switch {
	case !about:
		return 0
	case len(d.Tracers) > 0:
		if slices.ContainsFunc(d.Tracers, func(name string) bool { return matchesName(name, j.Name) }) {
			return 4
		}
		return 0
	case hasWord(d.Text, j.Name) && len(j.Name) > 2:
		return 4 // the name stands in the sentence
	case len(d.Vendors) > 0:
		if j.Practice.Recipient != "" && partyGrade(d, j.Practice) == clear {
			return 3
		}
		return 0
	case len(d.Purposes) > 0:
		if j.Practice.Purpose != "" && purposeFits(d.Purposes, j.Practice.Purpose) {
			return 2
		}
		return 0
	}
	return 1
}

// matchesName reports whether a tracer's name is the one declared. Case does not count, since notices write as they like.
func matchesName(declared, seen string) bool {
	return practice.CoversName(strings.ToLower(declared), strings.ToLower(seen))
}

func lifetimeDiscrepancy(c *cause) practice.Discrepancy {
	p := c.practice()
	longest := slices.MaxFunc(c.seen, func(a, b *judged) int { return lifetime(a) - lifetime(b) })
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
	d.Message = fmt.Sprintf("the notice says %s; %s lives %s", inWords(declared), c.named(), inWords(longest.Period))
	d.Why = fmt.Sprintf("The notice says %s: %s. %s is set to live %s.", inWords(declared), citeAll(c.said), longest.Name, inWords(longest.Period))
	return d
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
