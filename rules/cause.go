package rules

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A cause is what makes one discrepancy: the observations that share a root cause, gravest first, and the statements about them.
type cause struct {
	seen []span
	said []*practice.Declaration

	quoted map[*practice.Declaration]bool // what is in said
}

// causes gathers what was seen by key, in the order of the keys; what has the key "" is left out. The key is asked of one observation of each
// relation, and has to be that of all.
func (c *Case) causes(key func(*judged) string, said func(*judged) []*practice.Declaration) []*cause {
	g := gathering{}
	of := make([]*cause, len(c.relations))
	for i, r := range c.relations {
		of[i] = g.cause(key(r.about))
	}
	for _, s := range c.spans {
		if cause := of[s[0].at]; cause != nil {
			cause.add(s, said)
		}
	}
	return g.inOrder()
}

// causesAmong gathers some of the observations by key, which has to be that of all observations of a relation with the same name, period and place.
func causesAmong(seen []span, key func(*judged) string, said func(*judged) []*practice.Declaration) []*cause {
	g := gathering{}
	for _, s := range seen {
		var last *cause
		from := 0
		for i := range s {
			if i > 0 && sameThing(&s[i], &s[i-1]) {
				continue
			}
			if cause := g.cause(key(&s[i])); cause != last {
				last.add(s[from:i], said)
				last, from = cause, i
			}
		}
		last.add(s[from:], said)
	}
	return g.inOrder()
}

// sameThing reports whether two observations of a relation differ in no more than where it was seen.
func sameThing(a, b *judged) bool {
	return a.Name == b.Name && a.Period == b.Period && a.Place == b.Place
}

// gathering is causes by their keys.
type gathering map[string]*cause

// cause returns that of a key, nil for "".
func (g gathering) cause(key string) *cause {
	if key == "" {
		return nil
	}
	if g[key] == nil {
		g[key] = &cause{quoted: map[*practice.Declaration]bool{}}
	}
	return g[key]
}

func (g gathering) inOrder() []*cause {
	var list []*cause
	for _, key := range slices.Sorted(maps.Keys(g)) {
		c := g[key]
		slices.SortStableFunc(c.said, byText)
		c.quoted = nil
		list = append(list, c)
	}
	return list
}

// add takes observations in. What one relation has to quote, all its observations have. Nothing is added to no cause.
func (c *cause) add(s span, said func(*judged) []*practice.Declaration) {
	if c == nil || len(s) == 0 {
		return
	}
	known := len(c.seen) > 0 && c.lastOf().relation == s[0].relation
	c.seen = append(c.seen, s)
	if known {
		return
	}
	for _, d := range said(&s[0]) {
		if !c.quoted[d] {
			c.quoted[d] = true
			c.said = append(c.said, d)
		}
	}
}

// lead is the gravest of the observations.
func (c *cause) lead() *judged { return &c.seen[0][0] }

func (c *cause) lastOf() *judged { return &c.seen[len(c.seen)-1][0] }

// gravityOf puts, among data of one severity, the site before the code, and a known purpose before an unknown one.
func gravityOf(p, q *practice.Practice) int {
	return cmp.Or(
		cmp.Compare(actorRank(p.Actor), actorRank(q.Actor)),
		cmp.Compare(p.Data, q.Data),
		purposeRank(p.Purpose)-purposeRank(q.Purpose),
	)
}

func actorRank(p practice.Party) int {
	if p == practice.Site {
		return 0
	}
	return 1
}

func purposeRank(p practice.Purpose) int {
	if p == "" {
		return 1
	}
	return 0
}

// practice is the cause in one line: the gravest practice, as the site's if it was seen there, in whatever consent state.
func (c *cause) practice() practice.Practice {
	p := c.lead().Practice
	p.Condition = practice.Always
	for _, s := range c.seen {
		q := &s[0].Practice
		if q.Data != p.Data || q.Action != p.Action {
			continue // what the site does with other data is not what the headline tells
		}
		if p.Purpose == "" {
			p.Purpose = q.Purpose
		}
		if q.Actor == practice.Site {
			p.Actor = practice.Site
		}
	}
	return p
}

// observations returns what was seen, in an order that does not depend on the record's.
func (c *cause) observations() []practice.Observation {
	n := 0
	for _, s := range c.seen {
		n += len(s)
	}
	list := make([]practice.Observation, 0, n)
	for j := range each(c.seen) {
		list = append(list, *j.Observation)
	}
	return list
}

// declarations returns the statements, each once, in the order of the text.
func (c *cause) declarations() []practice.Declaration {
	return values(c.said)
}

func values(list []*practice.Declaration) []practice.Declaration {
	all := make([]practice.Declaration, 0, len(list))
	for _, d := range list {
		all = append(all, *d)
	}
	return all
}

// inTextOrder sorts statements as they stand in the notice, each once.
func inTextOrder(list []*practice.Declaration) []*practice.Declaration {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, byText)
	once, begin := sorted[:0], 0 // where those begin that stand at one place
	for _, d := range sorted {
		if begin < len(once) && byText(once[begin], d) != 0 {
			begin = len(once)
		}
		if !slices.Contains(once[begin:], d) {
			once = append(once, d)
		}
	}
	return once
}

func byText(a, b *practice.Declaration) int {
	return cmp.Or(strings.Compare(a.Source, b.Source), a.Start-b.Start, a.End-b.End, a.Line-b.Line, strings.Compare(string(a.Kind), string(b.Kind)))
}

// gravest returns the severity of the most sensitive data of the cause.
func (c *cause) gravest() practice.Severity {
	return weightOf(c.lead().Practice.Data).severity
}

// group is the part of a data category that tells root causes apart: first and last name are one, so are city and street.
func group(d practice.Data) practice.Data {
	for parent(parent(d)) != parent(d) {
		d = parent(d)
	}
	return d
}
