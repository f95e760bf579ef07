package reports

import (
	"cmp"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/clipperhouse/displaywidth"

	"github.com/candor-privacy/candor/practice"
)

// Matrix is the format that tells the truth in both directions.
var Matrix = &Format{
	Name: "matrix",
	Doc: `The coverage matrix: what is said and what was seen, for every category of data and recipient

One line for each category of data that anybody was seen to have, or that the notice speaks of, with each recipient: where the notice says it,
in how many places it was seen on the site and in the code, and how the two stand: broken, omitted, stale, unverifiable, vague, kept, exempt.
Kept promises are told like broken ones. What could not be verified is listed below with the reason and the statements.
It fits the terminal.

	candor report shop.candor --format matrix`,
	Write: writeMatrix,
}

//go:embed standings.txt
var standingsText string

var standings = sync.OnceValue(func() map[practice.Standing]string {
	table := map[practice.Standing]string{}
	for _, row := range practice.MustTable("standings.txt", standingsText, 2) {
		table[practice.Standing(row.Columns[0])] = row.Columns[1]
	}
	return table
})

func writeMatrix(w io.Writer, o practice.Outcome, opts Options) error {
	width := opts.width()
	blocks := []string{strings.Join(flow(heading(o), " · ", width), "\n") + "\n"}
	open := openOf(o)
	if len(o.Coverage) > 0 {
		blocks = append(blocks, cells(o, open, opts), legend(o, width))
	}
	if len(open) > 0 {
		blocks = append(blocks, unverified(open, width))
	}
	blocks = append(blocks, strings.Join(flow(totals(o), " · ", width), "\n")+"\n")
	_, err := io.WriteString(w, strings.Join(blocks, "\n"))
	return err
}

// cells lays the matrix out. A category stands beside its first recipient alone.
func cells(o practice.Outcome, open []reason, opts Options) string {
	width, numbers := opts.width(), numbersOf(o)
	room := 22
	if width < narrow {
		room = 16
	}
	columns := []column{{"data", 0}, {"recipient", len("recipient")}, {"said", len("said")}, {"site", len("site")}, {"code", len("code")}, {"standing", len("standing")}}
	var rows [][]cell
	last := practice.Data("")
	for _, c := range o.Coverage {
		data := Clean(string(c.Data))
		if c.Data == last {
			data = ""
		}
		last = c.Data
		row := []cell{
			{text: data},
			{text: receiver(c)},
			{text: mentioned(c.Said, room)},
			{text: tally(c.Site)},
			{text: tally(c.Code)},
			{standing(c, numbers, open), shade(c.Standing, opts)},
		}
		for i := 1; i < len(row); i++ {
			columns[i].width = min(max(columns[i].width, displaywidth.String(row[i].text)), room)
		}
		rows = append(rows, row)
	}
	return grid(columns, rows, width)
}

// receiver is who has the data, in a word.
func receiver(c practice.Coverage) string {
	if c.Recipient == "" {
		return "the company"
	}
	return Clean(string(c.Recipient))
}

// mentioned is where the notice speaks of it, in no more than width columns.
func mentioned(said []practice.Mention, width int) string {
	if len(said) == 0 {
		return "–"
	}
	list := make([]practice.Declaration, len(said))
	for i, m := range said {
		list[i] = practice.Declaration{Quote: practice.Quote{Source: m.Source, Line: m.Line, Page: m.Page}}
	}
	return saidIn(practice.Discrepancy{Declared: list}, width)
}

func tally(n int) string {
	if n == 0 {
		return "–"
	}
	return strconv.Itoa(n)
}

// numbersOf are the numbers of discrepancies, as the table shows them, by their ids.
func numbersOf(o practice.Outcome) map[string]int {
	numbers := map[string]int{}
	for i, d := range o.Discrepancies {
		numbers[d.ID] = i + 1
	}
	return numbers
}

// standing is the word, with the numbers of the discrepancies that are behind it, or the letter of the reason.
func standing(c practice.Coverage, numbers map[string]int, open []reason) string {
	var list []int
	for _, id := range c.Discrepancies {
		if n := numbers[id]; n > 0 {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	text := Clean(string(c.Standing))
	if i := slices.IndexFunc(open, func(r reason) bool { return r.why == c.Why }); c.Why != "" && i >= 0 {
		text += " " + letter(i)
	}
	return strings.TrimSpace(text + " " + strings.Join(each(list, strconv.Itoa), ", "))
}

// shade colours what asks for an act.
func shade(s practice.Standing, opts Options) string {
	if !opts.Color {
		return ""
	}
	switch s {
	case practice.StandsBroken:
		return red
	case practice.StandsOmitted:
		return yellow
	case practice.StandsExempt, practice.StandsUnverifiable:
		return faint
	}
	return ""
}

// legend explains the standings that occur, and counts the lines of the matrix that have them: the last line of a report counts promises.
func legend(o practice.Outcome, width int) string {
	var b strings.Builder
	b.WriteString("Lines of the matrix, by how they stand:\n")
	for _, s := range practice.Standings {
		n := 0
		for _, c := range o.Coverage {
			if c.Standing == s {
				n++
			}
		}
		if n > 0 {
			b.WriteString(Labelled(fmt.Sprintf("%4d %-13s", n, s), standings()[s], Options{Width: width}))
		}
	}
	return b.String()
}

// A reason is why something could not be verified, with the statements of which that is so.
type reason struct {
	why  string
	said []practice.Mention
}

// openOf gathers what could not be verified by the reason, in the order of the text.
func openOf(o practice.Outcome) []reason {
	var list []reason
	at := map[string]int{}
	add := func(why string, said ...practice.Mention) {
		i, ok := at[why]
		if !ok {
			i = len(list)
			at[why] = i
			list = append(list, reason{why: why})
		}
		for _, m := range said {
			if !slices.ContainsFunc(list[i].said, func(x practice.Mention) bool { return x.Source == m.Source && x.Line == m.Line && x.Page == m.Page }) {
				list[i].said = append(list[i].said, m)
			}
		}
	}
	for _, u := range o.Unverifiable {
		add(u.Reason, practice.Mention{Source: u.Declared.Source, Line: u.Declared.Line, Page: u.Declared.Page})
	}
	for _, c := range o.Coverage {
		if c.Why != "" {
			add(c.Why, c.Said...)
		}
	}
	return list
}

// letter counts a, b, ... z, aa, ab ...
func letter(i int) string {
	if i < 26 {
		return string(rune('a' + i))
	}
	return letter(i/26-1) + letter(i%26)
}

// unverified lists the reasons with the places of their statements.
func unverified(open []reason, width int) string {
	lines := []string{"What could not be verified, and why"}
	for i, r := range open {
		text := r.why + ": " + spread(r.said)
		lines = append(lines, strings.TrimSuffix(Labelled(fmt.Sprintf("%4s ", letter(i)), text, Options{Width: width}), "\n"))
	}
	return strings.Join(lines, "\n") + "\n"
}

// linesOf are the places of a notice in their order, each line once: it may say several things.
func linesOf(said []practice.Mention) []practice.Mention {
	said = slices.Clone(said)
	byPlace := func(a, b practice.Mention) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), a.Page-b.Page, a.Line-b.Line)
	}
	slices.SortStableFunc(said, byPlace)
	return slices.CompactFunc(said, func(a, b practice.Mention) bool { return byPlace(a, b) == 0 })
}

// spread writes places with each document once: "privacy.md:38, 40, 41, cookies.pdf page 2".
func spread(said []practice.Mention) string {
	said = linesOf(said)
	var parts []string
	for i, m := range said {
		if i > 0 && said[i-1].Source == m.Source && m.Page == 0 && m.Line > 0 {
			parts = append(parts, strconv.Itoa(m.Line))
			continue
		}
		parts = append(parts, practice.Quote{Line: m.Line, Page: m.Page}.In(Clean(short(m.Source))))
	}
	return strings.Join(parts, ", ")
}
