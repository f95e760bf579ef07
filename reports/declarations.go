package reports

import (
	"fmt"
	"io"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"github.com/candor-privacy/candor/practice"
)

// DeclarationFormats are the forms in which WriteDeclarations tells what a notice says.
var DeclarationFormats = []string{"text", "json", "jsonl", "dpv"}

// WriteDeclarations tells what a notice says. The format "json" is the whole notice and "jsonl" one declaration a line, once for every place
// where the notice says it; "dpv" is the notice as
// JSON-LD in the terms of the W3C Data Privacy Vocabulary; "text" is one declaration a line for people, with its place and its exact words:
//
//	privacy.md:41  share  denied  contact.email to advertiser  “We never share your e-mail address with advertisers.”
func WriteDeclarations(w io.Writer, format string, n practice.Notice, opts Options) error {
	switch format {
	case "text":
		return writeStatements(w, n, opts)
	case "json":
		n.Languages, n.Declarations = list(n.Languages), each(n.Declarations, declaration)
		return WriteJSON(w, n)
	case "jsonl":
		return writeLines(w, n.Declarations)
	case "dpv":
		return writeDPV(w, n)
	}
	return fmt.Errorf("unknown format %q: want %s", Clean(format), strings.Join(DeclarationFormats, ", "))
}

func writeLines(w io.Writer, declarations []practice.Declaration) error {
	for _, d := range declarations {
		also := d.Also
		d.Also = nil
		for _, d.Quote = range append([]practice.Quote{d.Quote}, also...) {
			if err := encode(w, declaration(d), ""); err != nil {
				return err
			}
		}
	}
	return nil
}

func writeStatements(w io.Writer, n practice.Notice, opts Options) error {
	for _, d := range n.Declarations {
		place := d.In(Clean(d.Source))
		for _, q := range d.Also {
			place += " and " + strings.Trim(q.In(""), ": ")
		}
		line := strings.Join([]string{pad(place, 18), pad(string(d.Kind), 14), pad(string(d.Polarity), 13), substance(d)}, " ")
		quote := "“" + Clean(d.Words()) + "”"
		told := line + "  " + quote + "\n"
		if displaywidth.String(line)+2+displaywidth.String(quote) > opts.width() { // no word of a quote is hidden
			told = line + "\n" + Labelled(quoteIndent, quote, opts)
		}
		if _, err := io.WriteString(w, told); err != nil {
			return err
		}
	}
	for _, g := range n.Gaps {
		if _, err := fmt.Fprintf(w, "not read: %s: %s\n", Clean(g.Source), Clean(g.Reason)); err != nil {
			return err
		}
	}
	return nil
}

// quoteIndent is how far a quote stands in under its statement.
const quoteIndent = "    "

// substance is what a declaration is about, in the order of the notation.
func substance(d practice.Declaration) string {
	var parts []string
	add := func(before string, words []string) {
		if len(words) > 0 {
			parts = append(parts, strings.TrimSpace(before+" "+Clean(strings.Join(words, ", "))))
		}
	}
	add("", texts(d.Data))
	add("", d.Tracers)
	add("to", append(texts(d.Vendors), texts(others(d.Recipients))...))
	add("for", texts(d.Purposes))
	add("kept", filled(string(d.Period)))
	add("in", d.Places)
	add("", filled(d.Right))
	add("", filled(string(d.Condition)))
	return strings.Join(parts, " ")
}

// others leaves the company itself out: that data come to it needs no saying.
func others(recipients []practice.Party) []practice.Party {
	var rest []practice.Party
	for _, r := range recipients {
		if r != practice.FirstParty {
			rest = append(rest, r)
		}
	}
	return rest
}

func filled(word string) []string {
	if word == "" {
		return nil
	}
	return []string{word}
}

func texts[T ~string](words []T) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return out
}
