package reports

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// decisions tells what has been accepted, by whom, why and until when, below the table of what counts; then the decisions that are over,
// those about nothing that is still there, and what a baseline knows. It is "" where there is nothing of all that.
func decisions(o practice.Outcome, width int) string {
	var lines []string
	say := func(label, text string) {
		lines = append(lines, strings.TrimSuffix(Labelled(label, text, Options{Width: width}), "\n"))
	}
	head := false
	for _, d := range o.Discrepancies {
		a, ok := o.Acceptance(d.ID)
		if !ok {
			continue
		}
		if !head {
			lines, head = append(lines, "Accepted, and not counted:"), true
		}
		label := fmt.Sprintf("%4s  ", numberOf(o, d.ID))
		say(label, fmt.Sprintf("%s, %s: %s", d.Rule, d.Severity, d.Practice))
		say("      ", fmt.Sprintf("%s (%s)", a.Reason, decided(a)))
	}
	for _, a := range o.Accepted {
		switch {
		case len(a.Matches) == 0:
			say("Accepted, and not found: ", fmt.Sprintf("%s, %s (%s); take it out if it is gone", a.Rule, a.Practice, decided(a)))
		case a.Expired:
			var numbers []string
			for _, id := range a.Matches {
				numbers = append(numbers, numberOf(o, id))
			}
			say("Accepted no longer: ", fmt.Sprintf("%s counts again (%s): mend it, or decide anew", strings.Join(numbers, ", "), decided(a)))
		}
	}
	if o.Baseline != nil {
		lines = append(lines, knownBefore(o, width)...)
	}
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

// knownBefore tells the numbers of what the baseline knows, and what of it is gone.
func knownBefore(o practice.Outcome, width int) []string {
	var numbers, lines []string
	for _, d := range o.Discrepancies {
		if _, accepted := o.Acceptance(d.ID); !accepted && o.Baseline.Knows(d.ID) {
			numbers = append(numbers, numberOf(o, d.ID))
		}
	}
	source := Clean(o.Baseline.Source)
	if len(numbers) > 0 {
		lines = append(lines, strings.TrimSuffix(Labelled("", "Known to "+source+", and not counted: "+strings.Join(numbers, ", "), Options{Width: width}), "\n"))
	}
	if len(o.Baseline.Gone) > 0 {
		lines = append(lines, "Known to "+source+", and gone:")
	}
	for _, k := range o.Baseline.Gone {
		lines = append(lines, strings.TrimSuffix(Labelled("      ", fmt.Sprintf("%s: %s (%s)", k.Rule, k.Practice, k.ID), Options{Width: width}), "\n"))
	}
	return lines
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
