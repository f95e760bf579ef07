package policy

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/candor-privacy/candor/practice"
)

// A Review is what a notice lacks and what is wrong with its text, whatever is done.
type Review struct {
	Items    []ItemState `json:"items"`    // one for every one of Items, in their order
	Findings []Finding   `json:"findings"` // in the order of the text; what is missing comes last
}

// Lint reviews the notice in a file, and returns what Read reads in it too. It errs where Read does, but for a notice without any statement, which lacks
// everything, and for a policy file or another form without prose, which has no text to review. Today decides whether a version is old; the zero time leaves that open.
func Lint(ctx context.Context, path string, today time.Time) (Review, practice.Notice, error) {
	type linted struct {
		review Review
		notice practice.Notice
	}
	l, err := whileWanted(ctx, path, func() (l linted, err error) {
		data, err := load(path)
		if err == nil {
			l.review, l.notice, err = LintBytes(path, data, today)
		}
		return l, err
	})
	return l.review, l.notice, err
}

// LintBytes is Lint for a notice that is in memory.
func LintBytes(name string, data []byte, today time.Time) (Review, practice.Notice, error) {
	format, err := formatOf(name, data)
	if err != nil {
		return Review{}, practice.Notice{}, err
	}
	if format.cut == nil {
		return Review{}, practice.Notice{}, fmt.Errorf("notice %s: no prose, and so no text to review; give the notice itself", name)
	}
	r, notice, err := readProse(name, data, format.cut)
	if r == nil {
		return Review{}, notice, err
	}
	told := r.itemsTold()
	return Review{Items: r.itemStates(told), Findings: r.findings(told, notice, today)}, notice, nil
}

// itemStates grades every item.
func (r *reader) itemStates(told map[string][]told) []ItemState {
	var states []ItemState
	for _, item := range Items() {
		state := ItemState{Item: item.Key, State: Absent, Quotes: []practice.Quote{}}
		for _, t := range told[item.Key] {
			state.Quotes = append(state.Quotes, r.quote(t.sentence))
		}
		if len(state.Quotes) > 0 {
			g, _ := r.gradeOf(item.Key, told[item.Key])
			state.State = g.state
		} else if named := r.namesCompany(); item.Key == "controller-name" && len(named) > 0 {
			state.State, state.Quotes = Partial, named
		}
		states = append(states, state)
	}
	return states
}

// findings are what the checks find.
func (r *reader) findings(told map[string][]told, notice practice.Notice, today time.Time) []Finding {
	all := []Finding{}
	for _, c := range Checks {
		f := findings{check: c, told: told, notice: notice, today: today}
		c.find(r, &f)
		all = append(all, f.all...)
	}
	slices.SortStableFunc(all, func(a, b Finding) int { return a.start(len(r.input)) - b.start(len(r.input)) })
	return all
}

// start is where the finding begins in the text; what is missing begins at the end.
func (f Finding) start(end int) int {
	if len(f.Quotes) == 0 {
		return end
	}
	return f.Quotes[0].Start
}
