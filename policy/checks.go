package policy

import (
	"time"

	"github.com/candor-privacy/candor/practice"
)

// A Check is one way in which the text of a notice can be wrong, whatever is done.
type Check struct {
	Name       string
	Doc        string // a title, a blank line, an explanation with an example
	Severity   practice.Severity
	References []string // the law, as reports cite it
	Remedy     string   // what to write instead, where a finding does not say it better
	find       func(*reader, *findings)
}

// Checks lists what Lint looks for, in the order in which a review shows findings that begin at the same place.
//
// Not listed: what one statement says against another (contradiction, tension, narrowing) or against the law on consent
// (consent-implied-by-use), which the rules find by what the statements mean, in prose as in a declared policy; grammar and readability,
// which are matters of taste.
var Checks = []*Check{Missing, Incomplete, Annulled, Groundless, Conditioned, OpenEnded, Claims, TwoNames, Detail, Placeholder, BrokenReference, Duplicate, Mixed, Dangling, OldVersion}

// A Finding is one thing that is wrong with the text of a notice.
type Finding struct {
	Rule       string            `json:"rule"`
	Severity   practice.Severity `json:"severity"`
	Message    string            `json:"message"` // one sentence, without a full stop
	Why        string            `json:"why"`
	References []string          `json:"references"`
	Remedy     string            `json:"remedy"` // what to write instead
	Quotes     []practice.Quote  `json:"quotes"` // in the order of the text; empty for what is missing
}

// findings gathers what one check finds.
type findings struct {
	check  *Check
	told   map[string][]told
	notice practice.Notice
	today  time.Time
	all    []Finding
}

// add adds a finding with what is the same for all findings of the check.
func (f *findings) add(found Finding) {
	found.Rule = f.check.Name
	if found.Severity == "" {
		found.Severity = f.check.Severity
	}
	if found.References == nil {
		found.References = f.check.References
	}
	if found.Remedy == "" {
		found.Remedy = f.check.Remedy
	}
	if found.Quotes == nil {
		found.Quotes = []practice.Quote{}
	}
	f.all = append(f.all, found)
}

// at adds a finding about one sentence.
func (f *findings) at(q practice.Quote, message, why string) {
	f.add(Finding{Message: message, Why: why, Quotes: []practice.Quote{q}})
}
