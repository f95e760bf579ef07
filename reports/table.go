package reports

import (
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/clipperhouse/displaywidth"

	"github.com/candor-privacy/candor/practice"
)

// Table is the format for people.
var Table = &Format{
	Name: "table",
	Doc: `A table for the terminal

One line a discrepancy: its number, how grave it is, the rule, the practice, where the notice speaks of it, and in how
many places it was seen. Below stand the totals, some of the promises kept, what could not be seen, and what to do next. It fits the terminal; below
115 columns the practice takes a line of its own.`,
	Write: writeTable,
}

// ANSI codes, written only if Options.Color is set.
const (
	plain  = "\x1b[0m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[33m"
	faint  = "\x1b[2m"
)

// narrow is the width below which a practice has no room beside the other columns.
const narrow = 115

func writeTable(w io.Writer, o practice.Outcome, opts Options) error {
	width := opts.width()
	blocks := []string{strings.Join(flow(heading(o), " · ", width), "\n") + "\n"}
	if counting := numbered(o, func(d practice.Discrepancy) bool { return o.Counts(d.ID) }); len(counting) > 0 {
		if width < narrow {
			blocks = append(blocks, stacked(counting, opts))
		} else {
			blocks = append(blocks, wide(counting, opts))
		}
	}
	if text := laidOut(decisions(o), width); text != "" {
		blocks = append(blocks, text)
	}
	blocks = append(blocks, footer(o, width))
	_, err := io.WriteString(w, strings.Join(blocks, "\n"))
	return err
}

// heading says what was compared, and how far the look went.
func heading(o practice.Outcome) []string {
	parts := []string{}
	if o.Company != "" {
		parts = append(parts, Clean(o.Company))
	}
	notice := "notice"
	if o.Notice.Date != "" {
		notice += " of " + Clean(date(o.Notice.Date))
	}
	notice += " with " + count(o.Notice.Declarations, "statement")
	if n := len(o.Notice.Documents); n > 1 {
		notice += " in " + count(n, "document")
	}
	parts = append(parts, notice)
	if n := o.Record.Pages; n > 0 {
		parts = append(parts, fmt.Sprintf("%s in %s", count(n, "page"), count(len(o.Record.States), "consent state")))
	}
	if n := o.Record.Packages; n > 0 {
		parts = append(parts, count(n, "package"))
	}
	return parts
}

// date writes 2026-10-01 as 1 October 2026, and leaves anything else as it is.
func date(text string) string {
	if t, err := time.Parse("2006-01-02", text); err == nil {
		return t.Format("2 January 2006")
	}
	if t, err := time.Parse("2006-01", text); err == nil {
		return t.Format("January 2006")
	}
	return text
}

// A numberedOne is a discrepancy with its number, from 1, among all of its outcome.
type numberedOne struct {
	number int
	practice.Discrepancy
}

// numbered lists the discrepancies that are wanted.
func numbered(o practice.Outcome, wanted func(practice.Discrepancy) bool) []numberedOne {
	var list []numberedOne
	for i, d := range o.Discrepancies {
		if wanted(d) {
			list = append(list, numberedOne{i + 1, d})
		}
	}
	return list
}

func wide(list []numberedOne, opts Options) string {
	columns := []column{
		{"#", len(strconv.Itoa(list[len(list)-1].number))},
		{"severity", len("severity")},
		{"rule", widest("rule", 26, list, func(d practice.Discrepancy) string { return Clean(d.Rule) })},
		{"practice", 0},
		{"said", widest("said", 22, list, said)},
		{"seen", widest("seen", 16, list, seen)},
	}
	var rows [][]cell
	for _, d := range list {
		rows = append(rows, []cell{
			{text: strconv.Itoa(d.number)},
			{Clean(string(d.Severity)), color(d.Severity, opts)},
			{text: Clean(d.Rule)},
			{text: matter(d.Discrepancy)},
			{text: saidIn(d.Discrepancy, columns[4].width)},
			{text: seen(d.Discrepancy)},
		})
	}
	return grid(columns, rows, opts.width())
}

// stacked is the table of a narrow screen: the practice stands below its line.
func stacked(list []numberedOne, opts Options) string {
	number := len(strconv.Itoa(list[len(list)-1].number))
	name := func(d practice.Discrepancy) string { return Clean(d.Rule) }
	widths := []int{number, len("severity"), widest("rule, practice", 26, list, name), widest("said", saidRoom(opts.width()), list, said), widest("seen", 16, list, seen)}
	indent := strings.Repeat(" ", number+len("severity")+2*len(gutter))
	var b strings.Builder
	writeRow(&b, []cell{{text: "#"}, {text: "severity"}, {text: "rule, practice"}, {text: "said"}, {text: "seen"}}, widths)
	for _, d := range list {
		writeRow(&b, []cell{
			{text: strconv.Itoa(d.number)},
			{Clean(string(d.Severity)), color(d.Severity, opts)},
			{text: name(d.Discrepancy)},
			{text: saidIn(d.Discrepancy, widths[3])},
			{text: seen(d.Discrepancy)},
		}, widths)
		for _, line := range wrap(matter(d.Discrepancy), opts.width()-len(indent)) {
			b.WriteString(indent + line + "\n")
		}
	}
	return b.String()
}

// saidRoom is how much of a narrow screen the places of statements may take at most.
func saidRoom(width int) int {
	if width >= 100 {
		return 28
	}
	return 16
}

// widest is the width that a column needs, its title included, and most at the most.
func widest(title string, most int, list []numberedOne, text func(practice.Discrepancy) string) int {
	width := len(title)
	for _, d := range list {
		width = max(width, displaywidth.String(text(d.Discrepancy)))
	}
	return min(width, most)
}

// matter is what a discrepancy is about: the practice, or in plain words the kind of statement, where two stand against each other that
// are about no act of the company's ("where data are kept: personal").
func matter(d practice.Discrepancy) string {
	if len(d.Observed) > 0 || len(d.Declared) == 0 {
		return Clean(d.Practice.String())
	}
	kind := d.Declared[0].Kind
	term, ok := practice.LookupTerm(string(kind), practice.KindTerm)
	act := kind.Action() != "" && kind != practice.KindStoreLocation && kind != practice.KindRetention
	if !ok || act || kind == practice.KindConsent { // how a consent is claimed stands in the practice: "by browsing"
		return Clean(d.Practice.String())
	}
	return Clean(term.Doc + ": " + string(d.Practice.Data))
}

// said is where the notice speaks of it: the file's own name and the line, and in how many sentences more.
func said(d practice.Discrepancy) string {
	if len(d.Declared) == 0 {
		return "not found"
	}
	text := d.Declared[0].In(Clean(brief(d.Declared[0].Source)))
	if more := len(sentences(d.Declared)) - 1; more > 0 {
		text += fmt.Sprintf(" +%d", more)
	}
	return text
}

// saidIn is said in no more than width columns: the name of the file is cut, and the line stays.
func saidIn(d practice.Discrepancy, width int) string {
	text := said(d)
	if displaywidth.String(text) <= width || len(d.Declared) == 0 {
		return text
	}
	name := Clean(brief(d.Declared[0].Source))
	rest := strings.TrimPrefix(text, name)
	return clip(clip(name, max(width-displaywidth.String(rest), 1))+rest, width)
}

// short is a file's own name; the heading of an outcome and its JSON have the whole path. A URL stays whole.
func short(source string) string {
	if strings.Contains(source, "://") {
		return source
	}
	return path.Base(source)
}

// brief is short for a column: of a URL it is the path, or the host of a front page.
func brief(source string) string {
	u, err := url.Parse(source)
	switch {
	case err != nil || u.Host == "":
		return short(source)
	case strings.Trim(u.Path, "/") == "":
		return u.Host
	}
	return u.Path
}

// seen counts the places in which it was seen.
func seen(d practice.Discrepancy) string {
	site, code := places(d.Observed)
	var parts []string
	if site > 0 {
		parts = append(parts, fmt.Sprintf("site %d", site))
	}
	if code > 0 {
		parts = append(parts, fmt.Sprintf("code %d", code))
	}
	if len(parts) == 0 {
		return "–"
	}
	return strings.Join(parts, ", ")
}

// places counts evidence on the site and in the code.
func places(observed []practice.Observation) (site, code int) {
	for _, o := range observed {
		if o.Practice.Actor == practice.Code {
			code += len(o.Evidence)
		} else {
			site += len(o.Evidence)
		}
	}
	return site, code
}

// place writes FILE:LINE, or the source alone where there are no lines.
func place(source string, line int) string {
	if line == 0 {
		return Clean(source)
	}
	return fmt.Sprintf("%s:%d", Clean(source), line)
}

func color(s practice.Severity, opts Options) string {
	if !opts.Color {
		return ""
	}
	switch s {
	case practice.High:
		return red
	case practice.Medium:
		return yellow
	}
	return faint
}

// footer gives the totals, some of what is kept, what could not be seen, and what to do next.
func footer(o practice.Outcome, width int) string {
	lines := flow(totals(o), " · ", width)
	lines = append(lines, keptBriefly(o, width)...)
	lines = append(lines, read(o.Notice.Documents, width)...)
	lines = append(lines, gaps(slices.Concat(o.Notice.Gaps, o.Record.Gaps), width)...)
	lines = append(lines, flow(next(o), " · ", width)...)
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return l == "" }), "\n") + "\n"
}

func totals(o practice.Outcome) []string {
	first, counting := none(o), numbered(o, func(d practice.Discrepancy) bool { return o.Counts(d.ID) })
	if n := len(counting); n > 0 {
		var by []string
		for _, s := range []practice.Severity{practice.High, practice.Medium, practice.Low} {
			of := 0
			for _, d := range counting {
				if d.Severity == s {
					of++
				}
			}
			if of > 0 {
				by = append(by, fmt.Sprintf("%d %s", of, s))
			}
		}
		noun, nouns := "discrepancy", "discrepancies"
		if o.Baseline != nil {
			noun, nouns = "new "+noun, "new "+nouns
		}
		first = fmt.Sprintf("%s: %s", plural(n, noun, nouns), strings.Join(by, ", "))
	}
	parts := []string{first}
	accepted, known := 0, 0
	for _, d := range o.Discrepancies {
		if _, ok := o.Acceptance(d.ID); ok {
			accepted++
		} else if o.Baseline.Knows(d.ID) {
			known++
		}
	}
	if accepted > 0 {
		parts = append(parts, fmt.Sprintf("%d accepted", accepted))
	}
	if o.Baseline != nil {
		parts = append(parts, fmt.Sprintf("%d known", known))
	}
	return append(parts, count(len(o.Kept), "promise")+" kept", fmt.Sprintf("%d could not be verified", len(o.Unverifiable)))
}

// none says that nothing counts.
func none(o practice.Outcome) string {
	if o.Baseline != nil {
		return "no new discrepancies"
	}
	return "no discrepancies"
}

// read names the documents that a notice was put together from, or the one that was found.
func read(documents []practice.NoticeDocument, width int) []string {
	var parts []string
	for i, d := range documents {
		part := Clean(d.Source)
		if i == 0 {
			part = "Notice read at " + part
		}
		parts = append(parts, part)
	}
	return flow(parts, " · ", width)
}

// gapsShown is how many gaps the table spells out.
const gapsShown = 3

func gaps(list []practice.Gap, width int) []string {
	if len(list) == 0 {
		return nil
	}
	lines := []string{fmt.Sprintf("%s could not be seen:", count(len(list), "part"))}
	for _, g := range list[:min(len(list), gapsShown)] {
		for i, l := range wrap(Clean(g.Source)+": "+Clean(g.Reason), width-2) {
			indent := "  "
			if i > 0 && displaywidth.String(l) <= width-4 {
				indent = "    "
			}
			lines = append(lines, indent+l)
		}
	}
	if more := len(list) - gapsShown; more > 0 {
		lines = append(lines, fmt.Sprintf("  and %d more", more))
	}
	return lines
}

// next is the line of what to do now.
func next(o practice.Outcome) []string {
	if o.Record.Path == "" {
		return nil
	}
	record := Clean(o.Record.Path)
	parts := []string{"Evidence in " + record}
	if counting := numbered(o, func(d practice.Discrepancy) bool { return o.Counts(d.ID) }); len(counting) > 0 {
		parts = append(parts, fmt.Sprintf("candor explain %d", counting[0].number))
	}
	name := strings.TrimSuffix(path.Base(record), ".candor")
	return append(parts, fmt.Sprintf("candor report %s --format html -o %s.html", record, name))
}

func count(n int, noun string) string { return plural(n, noun, noun+"s") }

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
