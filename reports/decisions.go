package reports

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A decision is one line about what does not count: a label, and what stands behind it.
type decision struct{ label, text string }

// decisions tell what has been accepted, by whom, why and until when, below the table of what counts; then the decisions that are over, those about
// nothing that is still there, and what a baseline knows.
func decisions(o practice.Outcome) []decision {
	var list []decision
	for _, d := range o.Discrepancies {
		a, ok := o.Acceptance(d.ID)
		if !ok {
			continue
		}
		if len(list) == 0 {
			list = append(list, decision{"Accepted, and not counted:", ""})
		}
		list = append(
			list,
			decision{fmt.Sprintf("%4s  ", numberOf(o, d.ID)), fmt.Sprintf("%s, %s: %s", d.Rule, d.Severity, d.Practice)},
			decision{"      ", fmt.Sprintf("%s (%s)", a.Reason, decided(a))},
		)
	}
	for _, a := range o.Accepted {
		switch {
		case len(a.Matches) == 0:
			list = append(list, decision{"Accepted, and not found: ", fmt.Sprintf("%s, %s (%s); take it out if it is gone", a.Rule, a.Practice, decided(a))})
		case a.Expired:
			var numbers []string
			for _, id := range a.Matches {
				numbers = append(numbers, numberOf(o, id))
			}
			list = append(list, decision{"Accepted no longer: ", fmt.Sprintf("%s counts again (%s): mend it, or decide anew", strings.Join(numbers, ", "), decided(a))})
		}
	}
	return append(list, knownBefore(o)...)
}

// knownBefore tells the numbers of what the baseline knows, and what of it is gone.
func knownBefore(o practice.Outcome) []decision {
	if o.Baseline == nil {
		return nil
	}
	var (
		numbers []string
		list    []decision
	)
	for _, d := range o.Discrepancies {
		if _, accepted := o.Acceptance(d.ID); !accepted && o.Baseline.Knows(d.ID) {
			numbers = append(numbers, numberOf(o, d.ID))
		}
	}
	if len(numbers) > 0 {
		list = append(list, decision{"", fmt.Sprintf("Known to %s, and not counted: %s", o.Baseline.Source, strings.Join(numbers, ", "))})
	}
	if len(o.Baseline.Gone) > 0 {
		list = append(list, decision{"", fmt.Sprintf("Known to %s, and gone:", o.Baseline.Source)})
	}
	for _, k := range o.Baseline.Gone {
		list = append(list, decision{"      ", fmt.Sprintf("%s: %s (%s)", k.Rule, k.Practice, k.ID)})
	}
	return list
}

// laidOut are decisions in lines that fit the screen.
func laidOut(list []decision, width int) string {
	var b strings.Builder
	for _, d := range list {
		b.WriteString(Labelled(d.label, d.text, Options{Width: width}))
	}
	return b.String()
}

// excuse says why a discrepancy does not count: who has accepted it, or which file knows it.
func excuse(o practice.Outcome, id string) string {
	if a, ok := o.Acceptance(id); ok {
		return Clean("accepted: " + a.Reason + " (" + decided(a) + ")")
	}
	return Clean("known to " + o.Baseline.Source)
}

// decided says who decided, until when, and where that stands.
func decided(a practice.Acceptance) string {
	text := a.By
	if a.Until != "" {
		text += " until " + date(a.Until)
	}
	return text + ", " + place(a.Source, a.Line)
}

// numberOf is the number of a discrepancy in the table.
func numberOf(o practice.Outcome, id string) string { return strconv.Itoa(numbersOf(o)[id]) }
