package rules

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// practiceOf is a statement in the notation, as far as one line can hold it: the first of each of its lists, the gravest data.
func practiceOf(d *practice.Declaration) practice.Practice {
	p := practice.Practice{Actor: practice.FirstParty, Action: cmp.Or(d.Kind.Action(), practice.Use), Data: practice.Personal}
	data := slices.Clone(d.Data)
	slices.SortStableFunc(data, func(a, b practice.Data) int { return grave(weightOf(b).severity) - grave(weightOf(a).severity) })
	if len(data) > 0 {
		p.Data = data[0]
	}
	if p.Action == practice.Use && practice.Covers("tracer", p.Data) {
		p.Action = practice.Track
	}
	if len(d.Purposes) > 0 && !(p.Action == practice.Sell && d.Purposes[0] == "sale") { // a sale says so already
		p.Purpose = d.Purposes[0]
	}
	if parties := recipients(d); len(parties) > 0 {
		p.Recipient = parties[0]
	}
	if _, ok := practice.LookupTerm(string(d.Condition), practice.ConditionTerm); ok {
		p.Condition = d.Condition
	}
	return p
}

// recipients returns who receives by a statement, names before classes; the company itself is no recipient.
func recipients(d *practice.Declaration) []practice.Party {
	return slices.DeleteFunc(slices.Concat(d.Vendors, d.Recipients), func(p practice.Party) bool {
		return !practice.CoversParty(practice.ThirdParty, p)
	})
}

// outsidersReceive reports whether anybody but the company itself receives by a statement.
func outsidersReceive(d *practice.Declaration) bool {
	outsider := func(p practice.Party) bool { return practice.CoversParty(practice.ThirdParty, p) }
	return slices.ContainsFunc(d.Vendors, outsider) || slices.ContainsFunc(d.Recipients, outsider)
}

// overlap reports whether two statements come from one sentence, so that one is part of the other or its exception.
func overlap(a, b *practice.Declaration) bool {
	if a.Start > b.Start {
		a, b = b, a
	}
	const between = 40 // bytes between two clauses of one sentence, at most
	ended := strings.ContainsAny(lastByte(a.Text), ".!?")
	return a.Source == b.Source && (b.Start < a.End || (!ended && b.Start < a.End+between))
}

// lastByte returns the last byte of a quote that is no white space or closing mark.
func lastByte(text string) string {
	text = strings.TrimRight(text, " \t\r\n\"')]”’»")
	return text[max(len(text)-1, 0):]
}
