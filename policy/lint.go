package policy

import (
	"context"
	"fmt"

	"github.com/candor-privacy/candor/practice"
)

// A Review is what a notice lacks and what is wrong with its text, whatever is done. Its JSON form is that of candor policy lint.
type Review struct {
	Items    []ItemState `json:"items"`    // one for every one of Items, in their order
	Findings []Finding   `json:"findings"` // in the order of the text; what is missing comes last
}

// A Finding is one thing that is wrong with the text of a notice.
type Finding struct {
	Rule       string            `json:"rule"`
	Severity   practice.Severity `json:"severity"`
	Message    string            `json:"message"` // one sentence
	Why        string            `json:"why"`
	References []string          `json:"references"`
	Remedy     string            `json:"remedy"` // what to write instead
	Quotes     []practice.Quote  `json:"quotes"` // in the order of the text
}

// Lint reviews the notice in a file. It errs where Read does, and for a declared policy file, which has no text to review.
// The notice is what Read reads there.
func Lint(ctx context.Context, path string) (Review, practice.Notice, error) {
	data, err := load(ctx, path)
	if err != nil {
		return Review{}, practice.Notice{}, err
	}
	return LintBytes(path, data)
}

// LintBytes is Lint for a notice that is in memory.
func LintBytes(name string, data []byte) (Review, practice.Notice, error) {
	format, err := formatOf(name, data)
	if err != nil {
		return Review{}, practice.Notice{}, err
	}
	if format.cut == nil {
		return Review{}, practice.Notice{}, fmt.Errorf("notice %s: a declared policy, which has no text to review; give the notice itself", name)
	}
	r, notice, err := readProse(name, data, format.cut)
	if r == nil {
		return Review{}, notice, err
	}
	return r.review(notice), notice, nil // a notice that states nothing is reviewed too: it lacks everything
}

// review grades every item and gathers the findings.
func (r *reader) review(notice practice.Notice) Review {
	review := Review{Findings: []Finding{}}
	quotes := r.itemQuotes()
	for _, item := range Items() {
		state := ItemState{Item: item.Key, State: Absent, Quotes: quotes[item.Key]}
		if len(state.Quotes) > 0 {
			state.State = Stated
		} else if named := r.namesCompany(); item.Key == "controller-name" && named != nil {
			state.State, state.Quotes = Partial, named
		} else {
			state.Quotes = []practice.Quote{}
		}
		review.Items = append(review.Items, state)
	}
	return review
}
