package rules

import (
	"cmp"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A cause is what makes one discrepancy: the observations that share a root cause, gravest first, and the statements about them.
type cause struct {
	seen []*judged
	said []*practice.Declaration
}

// causes gathers observations by key, in the order of the keys; an observation with the key "" is left out.
func causes(seen []*judged, key func(*judged) string, said func(*judged) []*practice.Declaration) []*cause {
	byKey := map[string]*cause{}
	quoted := map[*cause]map[*relation]bool{}
	var keys []string
	for _, j := range seen {
		k := key(j)
		if k == "" {
			continue
		}
		if byKey[k] == nil {
			byKey[k] = &cause{}
			keys = append(keys, k)
			quoted[byKey[k]] = map[*relation]bool{}
		}
		byKey[k].seen = append(byKey[k].seen, j)
		if !quoted[byKey[k]][j.relation] { // what one relation has to quote, all its observations have
			quoted[byKey[k]][j.relation] = true
			byKey[k].said = append(byKey[k].said, said(j)...)
		}
	}
	slices.Sort(keys)
	var list []*cause
	for _, k := range keys {
		c := byKey[k]
		c.said = inTextOrder(c.said)
		list = append(list, c)
	}
	return list
}

// byGravity puts the gravest practice first.
func byGravity(a, b *judged) int {
	if a.rank != b.rank {
		return a.rank - b.rank
	}
	return cmp.Or(cmp.Compare(a.By, b.By), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Period, b.Period), slices.CompareFunc(a.Evidence, b.Evidence, byPlace))
}

// byPlace orders evidence by where it is.
func byPlace(a, b practice.Evidence) int {
	return cmp.Or(cmp.Compare(a.Source, b.Source), a.Line-b.Line, a.Column-b.Column, a.Request-b.Request, cmp.Compare(a.Detail, b.Detail))
}

// gravityOf puts the most sensitive data first, the site before the code, a known purpose before an unknown one.
func gravityOf(p, q practice.Practice) int {
	return cmp.Or(
		grave(weightOf(q.Data).severity)-grave(weightOf(p.Data).severity),
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
		if j.Practice.Data == p.Data && j.Practice.Action == p.Action && p.Purpose == "" {
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
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b *practice.Declaration) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Kind, b.Kind))
	})
	seen := map[*practice.Declaration]bool{}
	return slices.DeleteFunc(list, func(d *practice.Declaration) bool {
		twice := seen[d]
		seen[d] = true
		return twice
	})
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
