// Package detect reads recorded pages and says which data practices they show.
//
// It is pure: it opens no browser, no file and no network, and the same pages give the same observations in the same order.
// Whatever it says can be checked by a person: every observation has evidence, every evidence is one line that names
// the request, cookie, key or field, and no line holds a person's value.
//
// The actor of every observation is the site. Who receives is what crawler.Scope knows of the
// host, or, for a cookie of the site's own that a vendor's script keeps there, the vendor of cookies.txt. What
// the detectors know about the world stands in the tables beside them.
package detect

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// A Detector looks at the pages of a site for one kind of thing.
type Detector struct {
	Name string
	Doc  string // title, blank line, explanation with an example
	Run  func(*Site) []practice.Observation
}

// A Site is what a crawl recorded.
type Site struct {
	Scope   crawler.Scope
	Pages   []*crawler.Page // in the order of the visits
	Choices []crawler.Choice
}

// All lists the detectors, in alphabetical order.
//
// Not listed: consent (what was clicked is in the record; which practices follow is for the rules),
// referrers without personal data (every browser sends the origin, and what it sends beyond that depends on the browser).
var All = []*Detector{Addresses, Cookies, Fingerprinting, Forms, Recorders, Signals, Storage, Trackers, Transport, Typed}

// Run runs all detectors. What has the same practice, detector and name is one observation with the evidence of all,
// and the longest of the periods. The result is sorted by practice, detector and name.
func Run(s *Site) []practice.Observation {
	var seen []practice.Observation
	for _, d := range All {
		found := d.Run(s)
		for i := range found {
			found[i].By = d.Name
		}
		seen = append(seen, found...)
	}
	return merge(seen)
}

// maxEvidence is how many pieces one observation keeps, the last of which may stand for those left out.
const maxEvidence = 20

// merge makes one observation of those that have the same root.
func merge(seen []practice.Observation) []practice.Observation {
	type root struct {
		practice practice.Practice
		by, name string
	}
	index := map[root]int{}
	merged := []practice.Observation{}
	for _, o := range seen {
		key := root{o.Practice, o.By, o.Name}
		i, known := index[key]
		if !known {
			index[key] = len(merged)
			o.Evidence = slices.Clone(o.Evidence)
			merged = append(merged, o)
			continue
		}
		merged[i].Evidence = append(merged[i].Evidence, o.Evidence...)
		merged[i].Period = longer(merged[i].Period, o.Period)
	}
	for i := range merged {
		merged[i].Evidence = limit(merged[i].Evidence)
	}
	slices.SortStableFunc(merged, func(a, b practice.Observation) int {
		return cmp.Or(
			cmp.Compare(a.Practice.String(), b.Practice.String()),
			cmp.Compare(a.By, b.By),
			cmp.Compare(a.Name, b.Name))
	})
	return merged
}

// limit drops evidence that says the same of the same page, and keeps the first pieces of the rest.
func limit(evidence []practice.Evidence) []practice.Evidence {
	type place struct{ source, detail string }
	told := map[place]bool{}
	evidence = slices.DeleteFunc(evidence, func(e practice.Evidence) bool {
		p := place{e.Source, e.Detail}
		known := told[p]
		told[p] = true
		return known
	})
	if more := len(evidence) - maxEvidence + 1; more > 1 {
		first := evidence[maxEvidence-1]
		evidence = append(evidence[:maxEvidence-1], practice.Evidence{
			Source: first.Source, Request: first.Request, Detail: fmt.Sprintf("and %d more like these, beginning here", more),
		})
	}
	return slices.Clip(evidence)
}

// longer returns the longer of two periods; one that never ends is longer than all.
func longer(a, b practice.Period) practice.Period {
	switch {
	case a == "" || b == practice.Unlimited:
		return b
	case b == "" || a == practice.Unlimited:
		return a
	}
	days, _ := a.Days()
	if other, ok := b.Days(); ok && other > days {
		return b
	}
	return a
}
