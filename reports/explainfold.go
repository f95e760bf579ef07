package reports

import (
	"math"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// How much of what was seen is spelled out before the rest is counted: a tracker that does a dozen things on every page would bury why that matters.
const (
	practicesExplained = 3
	pagesExplained     = 1 // of one practice on the site: the others are opened alike
	linesExplained     = 2 // of one practice in the code
)

// most is a limit, or none where everything is asked for.
func (p *page) most(limit int) int {
	if p.all {
		return math.MaxInt
	}
	return limit
}

// places is how many places of a practice are spelled out.
func (p *page) places(s *group) int {
	if s.practice.Actor == practice.Code {
		return p.most(linesExplained)
	}
	return p.most(pagesExplained)
}

// fold parts what was seen into what is spelled out and the rest: first one of each kind of act on either side, then as many as there is room for.
func (p *page) fold(all []*group) (shown, rest []*group) {
	if len(all) <= p.most(practicesExplained) {
		return all, nil
	}
	p.folded = true
	var chosen []*group
	for _, alike := range []func(a, b *group) bool{
		func(a, b *group) bool { return a.practice.Actor == b.practice.Actor },
		func(a, b *group) bool {
			return a.practice.Actor == b.practice.Actor && a.practice.Action == b.practice.Action
		},
		func(a, b *group) bool { return a == b },
	} {
		for _, s := range all {
			told := slices.ContainsFunc(chosen, func(c *group) bool { return alike(c, s) })
			if !told && len(chosen) < practicesExplained {
				chosen = append(chosen, s)
			}
		}
	}
	for _, s := range all {
		if slices.Contains(chosen, s) {
			shown = append(shown, s)
		} else {
			rest = append(rest, s)
		}
	}
	return shown, rest
}

// briefly names the data of what is not spelled out, each once, with the names of cookies and fields.
func briefly(rest []*group) []string {
	var order []practice.Data
	names := map[practice.Data][]string{}
	for _, s := range rest {
		if !slices.Contains(order, s.practice.Data) {
			order = append(order, s.practice.Data)
		}
		for _, name := range s.names {
			if !slices.Contains(names[s.practice.Data], name) {
				names[s.practice.Data] = append(names[s.practice.Data], name)
			}
		}
	}
	return each(order, func(data practice.Data) string {
		text := Clean(string(data))
		if len(names[data]) > 0 {
			text += " (" + few(practice.NamesOnce(names[data]), evidenceShown) + ")"
		}
		return text
	})
}
