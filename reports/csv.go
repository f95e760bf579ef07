package reports

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// CSV is the format for spreadsheets.
var CSV = &Format{
	Name: "csv",
	Doc: `An inventory for spreadsheets

One line for every place of every practice that was seen, cookies, fields, recipients and flows in code, with the discrepancies that it is part of and
where the notice promises it, if it keeps a promise. A promise that is kept by doing nothing has a line with its words, seen by nobody. No cell is
taken as a formula.`,
	Write: writeCSV,
	More:  true,
}

var csvColumns = []string{
	"actor", "action", "data", "recipient", "purpose", "condition", "name", "lifetime", "source", "line", "request", "detail", "seen by", "discrepancies", "promise kept",
}

func writeCSV(w io.Writer, o practice.Outcome, opts Options) error {
	out := csv.NewWriter(w)
	if err := out.Write(csvColumns); err != nil {
		return err
	}
	parts := map[string][]string{} // ids by what was seen
	for _, d := range o.Discrepancies {
		for _, s := range d.Observed {
			for _, e := range s.Evidence {
				parts[sighting(s, e)] = append(parts[sighting(s, e)], d.ID)
			}
		}
	}
	kept := map[string][]string{} // places of promises by what was seen
	for _, k := range o.Kept {
		for _, s := range k.Observed {
			for _, e := range s.Evidence {
				kept[sighting(s, e)] = append(kept[sighting(s, e)], keptPlaces(k))
			}
		}
	}
	told := map[string]bool{}
	for _, s := range everythingSeen(o, opts) {
		for _, e := range s.Evidence {
			key := sighting(s, e)
			if told[key] {
				continue
			}
			told[key] = true
			if err := out.Write(each(csvRow(s, e, parts[key], kept[key]), harmlessCell)); err != nil {
				return err
			}
		}
	}
	for _, k := range o.Kept {
		if row := unseenPromise(k); row != nil {
			if err := out.Write(each(row, harmlessCell)); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// unseenPromise is the line of a promise that is kept by doing nothing; nil where something was seen.
func unseenPromise(k practice.Kept) []string {
	if len(k.Observed) > 0 || len(k.Declared) == 0 {
		return nil
	}
	d := k.Declared[0]
	return csvRow(practice.Observation{Practice: k.Practice}, practice.Evidence{Source: d.Source, Line: d.Line, Detail: keptLine(k) + ": " + d.Words()}, nil, []string{keptPlaces(k)})
}

// everythingSeen is what the record saw, or, where that is not at hand, what the outcome tells of it.
func everythingSeen(o practice.Outcome, opts Options) []practice.Observation {
	if opts.Seen != nil {
		return opts.Seen
	}
	var seen []practice.Observation
	for _, d := range o.Discrepancies {
		seen = append(seen, d.Observed...)
	}
	for _, k := range o.Kept {
		seen = append(seen, k.Observed...)
	}
	return seen
}

// sighting tells one place of an observation from all others.
func sighting(o practice.Observation, e practice.Evidence) string {
	return strings.Join([]string{o.Practice.String(), o.Name, string(o.Period), spot(e), strconv.Itoa(e.Request), e.Detail}, "\x00")
}

func csvRow(o practice.Observation, e practice.Evidence, ids, kept []string) []string {
	p := o.Practice
	return []string{
		string(p.Actor), string(p.Action), string(p.Data), string(p.Recipient), string(p.Purpose), string(p.Condition),
		o.Name, string(o.Period), e.Source, number(e.Line), number(e.Request), e.Detail, o.By,
		strings.Join(slices.Compact(slices.Sorted(slices.Values(ids))), " "), strings.Join(slices.Compact(slices.Sorted(slices.Values(kept))), ", "),
	}
}

// number is "" for 0, which stands for none.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// harmlessCell is text that no spreadsheet takes for a formula (OWASP, CSV injection): what begins like one is put behind an apostrophe.
func harmlessCell(text string) string {
	text = Clean(text)
	if text != "" && strings.ContainsRune("=+-@|%", rune(text[0])) {
		return "'" + text
	}
	return text
}
