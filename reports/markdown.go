package reports

import (
	"fmt"
	"io"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// Markdown is the format for a comment on a pull request.
var Markdown = &Format{
	Name: "markdown",
	Doc: `Markdown for a pull request

The totals and a table with one line a discrepancy that counts, and what was accepted or known before; what was said and seen, why the two differ and
what to change is folded away below, and so are the promises kept. No word from outside is taken as markup, as a mention of somebody, or as a link.`,
	Write: writeMarkdown,
}

// maxMarkdown is how many discrepancies are told: GitHub refuses comments of more than 65,536 characters.
const maxMarkdown = 25

func writeMarkdown(w io.Writer, o practice.Outcome, _ Options) error {
	var b strings.Builder
	fmt.Fprintf(&b, "### Candor: %s\n\n%s\n", strings.Join(totals(o), " · "), strings.Join(each(heading(o), inert), " · "))
	counting := numbered(o, func(d practice.Discrepancy) bool { return o.Counts(d.ID) })
	shown := counting[:min(len(counting), maxMarkdown)]
	if len(shown) > 0 {
		b.WriteString("\n| # | severity | rule | practice | said | seen |\n|--:|---|---|---|---|---|\n")
	}
	for _, d := range shown {
		fmt.Fprintf(&b, "| %d | %s | %s | %s | %s | %s |\n", d.number, inert(string(d.Severity)), inert(d.Rule), inert(matter(d.Discrepancy)), inert(said(d.Discrepancy)), inert(seen(d.Discrepancy)))
	}
	if more := len(counting) - len(shown); more > 0 {
		fmt.Fprintf(&b, "\nand %d more\n", more)
	}
	for i, d := range decisions(o) {
		if i == 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "- %s\n", inert(d.label+" "+d.text))
	}
	for _, d := range shown {
		markdownDetail(&b, d.number, d.Discrepancy)
	}
	markdownKept(&b, o)
	_, err := io.WriteString(w, b.String())
	return err
}

// markdownDetail is one discrepancy, folded away.
func markdownDetail(b *strings.Builder, number int, d practice.Discrepancy) {
	fmt.Fprintf(b, "\n<details><summary>%d: %s</summary>\n\n", number, inert(d.Message))
	for _, s := range sentences(d.Declared) {
		fmt.Fprintf(b, "> “%s” (%s)\n\n", inert(s.Words()), inert(s.In(short(s.Source))))
	}
	if len(d.Declared) == 0 {
		fmt.Fprintf(b, "%s\n\n", inert(notFound(d)))
	}
	for _, o := range d.Observed {
		for _, e := range o.Evidence[:min(len(o.Evidence), 2)] {
			fmt.Fprintf(b, "- %s: %s\n", inert(spot(e)), inert(detail(e)))
		}
	}
	fmt.Fprintf(b, "\n%s\n\n", inert(d.Why))
	for _, r := range d.Remedies {
		fmt.Fprintf(b, "- in the %s: %s\n", inert(r.Side), inert(r.Text))
	}
	fmt.Fprintf(b, "\n%s · %s\n\n</details>\n", inert(strings.Join(d.References, " · ")), inert(d.ID))
}

// markup are the characters that Markdown, HTML or GitHub take for more than themselves wherever they stand.
const markup = "\\`*_{}[]()<>#+!|~&@\"'^$:"

// inert makes words from outside show as they are: every character that could mean something is written as its number. What GitHub links by itself
// after that (names of people, numbers of issues) is broken by a word joiner, which nobody sees.
func inert(s string) string {
	var b strings.Builder
	s = Clean(s)
	for i, r := range s {
		switch {
		case r == '@' || r == '#':
			fmt.Fprintf(&b, "&#%d;&#8288;", r)
		case strings.ContainsRune(markup, r), strings.ContainsRune("-=.", r) && meansMore(s[:i]):
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// meansMore reports whether a dash, an equals sign or a dot after these words would begin a list, a heading or an address.
func meansMore(before string) bool {
	return strings.Trim(before, "0123456789-= ") == "" || strings.HasSuffix(strings.ToLower(before), "www")
}
