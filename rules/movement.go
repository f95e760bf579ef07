package rules

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// Movement finds what changed from one outcome to a later one, by the ids of their discrepancies. That lines, requests and blobs have other
// numbers is no change.
func Movement(old, newer practice.Outcome) practice.Movement {
	m := practice.Movement{
		Schema: practice.MovementSchema, Appeared: []practice.Discrepancy{}, Gone: []practice.Discrepancy{}, Changed: []practice.Moved{},
	}
	before := byID(old)
	for _, d := range newer.Discrepancies {
		was, known := before[d.ID]
		if !known {
			m.Appeared = append(m.Appeared, d)
			continue
		}
		points := pointsBetween(was, d)
		if a, b := decision(old, d.ID), decision(newer, d.ID); a != b {
			points = append(points, practice.Point{What: "decision", Old: a, New: b})
		}
		if len(points) == 0 {
			m.Same++
			continue
		}
		m.Changed = append(m.Changed, practice.Moved{
			ID: d.ID, Rule: d.Rule, Practice: d.Practice, Severity: d.Severity, Graver: grave(d.Severity) > grave(was.Severity), Points: points,
		})
	}
	after := byID(newer)
	for _, d := range old.Discrepancies {
		if _, there := after[d.ID]; !there {
			m.Gone = append(m.Gone, d)
		}
	}
	return m
}

func byID(o practice.Outcome) map[string]practice.Discrepancy {
	all := map[string]practice.Discrepancy{}
	for _, d := range o.Discrepancies {
		all[d.ID] = d
	}
	return all
}

// decision is what was decided about a discrepancy.
func decision(o practice.Outcome, id string) string {
	if _, accepted := o.Acceptance(id); accepted {
		return "accepted"
	}
	return "counts"
}

func pointsBetween(was, is practice.Discrepancy) []practice.Point {
	var points []practice.Point
	if was.Severity != is.Severity {
		points = append(points, practice.Point{What: "severity", Old: string(was.Severity), New: string(is.Severity)})
	}
	if was.Verdict != is.Verdict {
		points = append(points, practice.Point{What: "verdict", Old: string(was.Verdict), New: string(is.Verdict)})
	}
	points = append(points, exchanged("place", placesOf(was), placesOf(is))...)
	return append(points, exchanged("statement", wordsOf(was), wordsOf(is))...)
}

// exchanged are the points of two lists that are only in one of them.
func exchanged(what string, old, newer []string) []practice.Point {
	var points []practice.Point
	for _, x := range old {
		if !slices.Contains(newer, x) {
			points = append(points, practice.Point{What: what, Old: x})
		}
	}
	for _, x := range newer {
		if !slices.Contains(old, x) {
			points = append(points, practice.Point{What: what, New: x})
		}
	}
	return points
}

// placesOf are the pages and files in which something was seen, with the name of the cookie or field; each once, sorted.
func placesOf(d practice.Discrepancy) []string {
	var places []string
	for _, o := range d.Observed {
		for _, e := range o.Evidence {
			text := e.Source
			if o.Name != "" {
				text = o.Name + ": " + text
			}
			places = append(places, text)
		}
	}
	slices.Sort(places)
	return slices.Compact(places)
}

// wordsOf are the statements of a discrepancy, each once, sorted; where they stand does not count.
func wordsOf(d practice.Discrepancy) []string {
	var words []string
	for _, s := range d.Declared {
		words = append(words, s.Words())
	}
	slices.Sort(words)
	return slices.Compact(words)
}
