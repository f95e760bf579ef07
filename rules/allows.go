package rules

import "github.com/candor-privacy/candor/practice"

// Allows reports whether a notice allows what was seen in code: a statement says that it is done, and no rule finds that they differ.
// Only sharing with a recipient, logging and cookies can be said at all: nothing that a notice states allows an address in a metric or in a URL.
func Allows(notice practice.Notice, seen practice.Observation) bool {
	c := newCase(practice.Observations{Seen: []practice.Observation{seen}, Packages: 1}, notice)
	for _, r := range All {
		for _, d := range r.Find(c) {
			if len(d.Observed) > 0 {
				return false
			}
		}
	}
	for j := range each(c.spans) {
		if c.stated(j) {
			return true
		}
	}
	return false
}

// stated reports whether a statement says that what was seen is done, with such data and such a recipient.
func (c *Case) stated(j *judged) bool {
	said := append(j.clear, j.vague...)
	switch j.Practice.Action {
	case practice.StoreLog:
		return c.logVerdict(j) == practice.Clear
	case practice.Share:
		return j.Practice.Recipient != "" && len(said) > 0
	case practice.StoreCookie:
		for _, d := range said {
			if d.Kind == practice.KindTracer {
				return true
			}
		}
	}
	return false
}
