package rules

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A standing is what was seen of what a statement says.
type standing struct {
	seen    []*judged // that keep it, in its own words
	touched bool      // something was seen that it covers, however vaguely, or denies, though another statement makes an exception
}

// mostKeeping is how many observations a promise shows that keep it: nobody reads more to believe it.
const mostKeeping = 100

func (s *standing) keep(j *judged) {
	if len(s.seen) < mostKeeping {
		s.seen = append(s.seen, j)
	}
}

// stand finds what was seen of each statement, from the side of what was seen.
func (c *Case) stand() map[*practice.Declaration]*standing {
	all := make(map[*practice.Declaration]*standing, len(c.register.all))
	for _, d := range c.register.all {
		all[d] = &standing{}
	}
	for _, r := range c.judgements {
		for _, list := range [][]*practice.Declaration{r.clear, r.vague, r.umbrella, r.denying} {
			for _, d := range list {
				if at := all[d]; !at.touched && !namesItsTracers(d, r.about) && c.register.confirms(r.practice, d) {
					at.touched = true
				}
			}
		}
		r.kept = c.register.keptByAll(r.about)
	}
	for _, r := range c.relations {
		for _, d := range c.naming(r.about) {
			all[d].touched = true
		}
	}
	var kept []*practice.Declaration
	for _, s := range c.spans {
		for i := range s {
			if j := &s[i]; i == 0 || j.Place != s[i-1].Place {
				kept = slices.DeleteFunc(c.appendKept(kept[:0], j), func(d *practice.Declaration) bool { return len(all[d].seen) == mostKeeping })
			}
			if len(kept) == 0 && s[0].Practice.Action != practice.Store {
				break
			}
			for _, d := range kept {
				if s[i].Practice.Action != practice.Retain || !outlives(&s[i], d) {
					all[d].keep(&s[i])
				}
			}
		}
	}
	return all
}

// keptByAll returns the statements that whatever is judged alike keeps, in the order of the text.
func (x *register) keptByAll(j *judged) []*practice.Declaration {
	var list []*practice.Declaration
	affirmed := j.clear
	for d := range x.those(x.gather([][]int{x.placesOf(j.clear), x.placesOf(j.vague), x.placesOf(j.parties.named)})) {
		clearly := len(affirmed) > 0 && affirmed[0] == d
		if clearly {
			affirmed = affirmed[1:]
		}
		said := len(d.Tracers) == 0 && x.confirms(j.Practice, d) && (clearly || namesRecipient(d, j))
		if said || tracesAlike(d, j) {
			list = append(list, d)
		}
	}
	return list
}

// appendKept adds the statements that an observation keeps, unless it lasts longer than they say.
func (c *Case) appendKept(kept []*practice.Declaration, j *judged) []*practice.Declaration {
	kept = append(kept, j.kept...)
	for _, d := range c.naming(j) {
		if callsByName(d, j) {
			kept = append(kept, d)
		}
	}
	if j.Practice.Action != practice.Store || j.Place == "" {
		return kept
	}
	for _, d := range c.register.all {
		if confirmsPlace(d, j) && !slices.Contains(kept, d) {
			kept = append(kept, d)
		}
	}
	return kept
}

// naming returns the statements about tracers that call one by its name.
func (c *Case) naming(j *judged) []*practice.Declaration {
	if j.Practice.Action != practice.Track {
		return nil
	}
	return recall(c.known.ofRelation(j), askedNaming, func() []*practice.Declaration {
		return slices.Collect(c.register.those(c.register.naming(j.Name)))
	})
}

// namesItsTracers reports whether a statement about tracers is about those alone that it names.
func namesItsTracers(d *practice.Declaration, j *judged) bool {
	return j.Practice.Action == practice.Track && len(d.Tracers) > 0 && aboutTracers(d)
}

// statementKey is what tells two statements apart, in a copy, too.
type statementKey struct {
	source           string
	start, end, line int
	kind             practice.Kind
	polarity         practice.Polarity
}

func keyOf(d *practice.Declaration) statementKey {
	return statementKey{d.Source, d.Start, d.End, d.Line, d.Kind, d.Polarity}
}

// citedIn are the statements that discrepancies quote.
func citedIn(found []practice.Discrepancy) map[statementKey]bool {
	cited := map[statementKey]bool{}
	for _, f := range found {
		for i := range f.Declared {
			cited[keyOf(&f.Declared[i])] = true
		}
	}
	return cited
}
