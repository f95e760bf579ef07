package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// How many promises kept are named where there is little room: on a terminal, and in a comment on a pull request.
const (
	keptOnTerminal = 3
	keptInComment  = 40
)

// keptLines are the promises kept in lines, and how many more there are than most. Denials stand first, which say most, and then those that name a
// company.
func keptLines(o practice.Outcome, most int) (lines []string, more int) {
	all := slices.Clone(o.Kept)
	slices.SortStableFunc(all, func(a, b practice.Kept) int { return cmp.Compare(weight(a), weight(b)) })
	shown := all[:min(len(all), most)]
	return each(shown, keptLine), len(all) - len(shown)
}

// weight orders promises kept, the weightiest first.
func weight(k practice.Kept) int {
	switch {
	case denied(k):
		return 0
	case slices.ContainsFunc(k.Declared, func(d practice.Declaration) bool { return len(d.Vendors) > 0 }):
		return 1
	}
	return 2
}

func denied(k practice.Kept) bool {
	return slices.ContainsFunc(k.Declared, func(d practice.Declaration) bool { return d.Polarity == practice.Denied })
}

// keptLine writes "share contact.email to Stripe for service.payment (privacy.md:38)".
func keptLine(k practice.Kept) string {
	text := Clean(strings.TrimPrefix(k.Practice.String(), string(practice.FirstParty)+" "))
	if denied(k) {
		text = "denied: " + text
	}
	if places := keptPlaces(k); places != "" {
		text += " (" + places + ")"
	}
	return text
}

// keptPlaces is where the notice makes the promise.
func keptPlaces(k practice.Kept) string {
	if len(k.Declared) == 0 {
		return ""
	}
	return said(practice.Discrepancy{Declared: k.Declared})
}

// keptBriefly names some promises kept, a line each, and says how the others are told.
func keptBriefly(o practice.Outcome, width int) []string {
	promises, more := keptLines(o, keptOnTerminal)
	if more > 0 {
		promises = append(promises, fmt.Sprintf("and %d more: --format matrix", more))
	}
	var lines []string
	const label = "Kept  "
	for i, promise := range promises {
		for k, line := range wrap(promise, width-len(label)) {
			lines = append(lines, pad(first(i+k, label), len(label))+line)
		}
	}
	return lines
}

// markdownKept are the promises kept, folded away.
func markdownKept(b *strings.Builder, o practice.Outcome) {
	lines, more := keptLines(o, keptInComment)
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(b, "\n<details><summary>%s kept</summary>\n\n", count(len(o.Kept), "promise"))
	for _, line := range lines {
		fmt.Fprintf(b, "- %s\n", inert(line))
	}
	if more > 0 {
		fmt.Fprintf(b, "\nand %d more\n", more)
	}
	b.WriteString("\n</details>\n")
}
