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
	seen []*judged
	said []*practice.Declaration

	quoted map[*practice.Declaration]bool // what is in said
	from   *relation                      // whose statements came last
	size   int                            // how many observations there will be, 0 where that is not known
}

// causes gathers what was seen by key, in the order of the keys; what has the key "" is left out. The key is asked of one observation of each
// relation, and has to be that of all.
func (c *Case) causes(key func(*judged) string, said func(*judged) []*practice.Declaration) []*cause {
	g := gathering{}
	of := make([]*cause, len(c.relations))
	for i, r := range c.relations {
		if of[i] = g.cause(key(r.about)); of[i] != nil {
			of[i].size += r.observed
		}
	}
	for relations, seen := range c.practices() {
		if !slices.ContainsFunc(relations, func(r *relation) bool { return of[r.at] != nil }) {
			continue
		}
		for _, j := range seen {
			if of[j.at] != nil {
				of[j.at].add(j, said)
			}
		}
	}
	return g.inOrder()
}

// causesAmong gathers some of the observations by key, which is asked of each.
func causesAmong(seen []*judged, key func(*judged) string, said func(*judged) []*practice.Declaration) []*cause {
	g := gathering{}
	for _, j := range seen {
		if cause := g.cause(key(j)); cause != nil {
			cause.add(j, said)
		}
	}
	return g.inOrder()
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

// add takes an observation in. What one relation has to quote, all its observations have.
func (c *cause) add(j *judged, said func(*judged) []*practice.Declaration) {
	if c.seen == nil {
		c.seen = make([]*judged, 0, c.size)
	}
	c.seen = append(c.seen, j)
	if c.from == j.relation {
		return
	}
	c.from = j.relation
	for _, d := range said(j) {
		if !c.quoted[d] {
			c.quoted[d] = true
			c.said = append(c.said, d)
		}
	}
}

// byGravity puts the gravest practice first.
func byGravity(a, b *judged) int {
	if a.rank != b.rank {
		return a.rank - b.rank
	}
	if by := cmp.Or(strings.Compare(a.By, b.By), strings.Compare(a.Name, b.Name), strings.Compare(string(a.Period), string(b.Period))); by != 0 {
		return by
	}
	for i := range min(len(a.Evidence), len(b.Evidence)) {
		if by := byPlace(&a.Evidence[i], &b.Evidence[i]); by != 0 {
			return by
		}
	}
	return cmp.Or(len(a.Evidence)-len(b.Evidence), strings.Compare(a.Place, b.Place))
}

// byPlace orders evidence by where it is.
func byPlace(a, b *practice.Evidence) int {
	if by := strings.Compare(a.Source, b.Source); by != 0 {
		return by
	}
	return cmp.Or(a.Line-b.Line, a.Column-b.Column, a.Request-b.Request, strings.Compare(a.Detail, b.Detail), strings.Compare(a.Blob, b.Blob))
}

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
	p := c.seen[0].Practice
	p.Condition = practice.Always
	for _, j := range c.seen {
		if j.Practice.Data != p.Data || j.Practice.Action != p.Action {
			continue // what the site does with other data is not what the headline tells
		}
		if p.Purpose == "" {
			p.Purpose = j.Practice.Purpose
		}
		if j.Practice.Actor == practice.Site {
			p.Actor = practice.Site
		}
	}
	return p
}

// observations returns what was seen, in an order that does not depend on the record's.
func (c *cause) observations() []practice.Observation {
	list := make([]practice.Observation, len(c.seen))
	for i, j := range c.seen {
		list[i] = *j.Observation
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
	seen := map[*practice.Declaration]bool{}
	list = slices.DeleteFunc(slices.Clone(list), func(d *practice.Declaration) bool {
		twice := seen[d]
		seen[d] = true
		return twice
	})
	slices.SortStableFunc(list, byText)
	return list
}

func byText(a, b *practice.Declaration) int {
	return cmp.Or(strings.Compare(a.Source, b.Source), a.Start-b.Start, a.End-b.End, a.Line-b.Line, strings.Compare(string(a.Kind), string(b.Kind)))
}

// gravest returns the severity of the most sensitive data of the cause.
func (c *cause) gravest() practice.Severity {
	return weightOf(c.seen[0].Practice.Data).severity
}

// group is the part of a data category that tells root causes apart: first and last name are one, so are city and street.
func group(d practice.Data) practice.Data {
	for parent(parent(d)) != parent(d) {
		d = parent(d)
	}
	return d
}
