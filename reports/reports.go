// Package reports tells an outcome: as a table or a matrix for a terminal, as JSON, as SARIF, and one discrepancy in full.
//
// It judges nothing and orders nothing: that is the business of package rules. Every
// string that comes from a scanned site, from code or from a notice is cleaned of control, escape
// and bidirectional characters before it is written (see Clean); JSON keeps them, escaped.
package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/candor-privacy/candor/practice"
)

// Options say what the reader's screen can do.
type Options struct {
	Width int  // columns of the screen; anything below 80 is taken as 80, 0 included, anything above 200 as 200
	Color bool // whether severities may be coloured, by ANSI escape codes of ours

	// For formats that show more than the outcome tells; each may be left out.
	Language string                 // of the interface: "en", which "" stands for, or "fr"
	Seen     []practice.Observation // everything that the record saw
	Taken    time.Time              // when the record was begun
	Facts    []Fact                 // about how the record was made
	Pictures []Picture              // screenshots of the record, in its order
	// Print lays a self-contained HTML page out as PDF; only the format pdf needs it.
	Print func(page []byte) (pdf []byte, err error)

	// Text returns what stands before and after a quote in its paragraph, as far as the text of the notice is at hand; nil where it is not.
	Text func(practice.Quote) (before, after string)

	All bool // of Explain: whether everything that was seen is spelled out

	unfolded bool // whether what folds has to stand open, for paper
}

// A Picture is what the browser showed.
type Picture struct {
	Page  string             // its address
	State practice.Condition // in which it was visited
	Data  []byte             // JPEG
}

// A Fact is something to know about a record, such as the version of the browser.
type Fact struct{ Label, Value string }

// width is the width to fit into.
func (o Options) width() int {
	return min(max(o.Width, 80), 200)
}

// A Format is one way to tell an outcome.
type Format struct {
	Name  string
	Doc   string // a title, a blank line, and an explanation
	Write func(w io.Writer, o practice.Outcome, opts Options) error
	More  bool // whether it shows what an outcome does not hold: everything seen, pictures, how the record was made
}

// Formats lists every format. Not listed: what a single discrepancy says in full, which is Explain, and the drift of a notice, which is no outcome.
var Formats = []*Format{Table, Matrix, HTML, PDF, Markdown, JSON, SARIF, JUnit, CSV}

// Write tells an outcome in a format. It errs on a format that does not exist, and when w does.
func Write(w io.Writer, format string, o practice.Outcome, opts Options) error {
	i := slices.IndexFunc(Formats, func(f *Format) bool { return f.Name == format })
	if i < 0 {
		return fmt.Errorf("unknown format %q: want %s", Clean(format), strings.Join(each(Formats, func(f *Format) string { return f.Name }), ", "))
	}
	if err := Formats[i].Write(w, o, opts); err != nil {
		return fmt.Errorf("writing %s: %w", format, err)
	}
	return nil
}
