package reports

import (
	"bytes"
	"errors"
	"io"

	"github.com/candor-privacy/candor/practice"
)

// PDF is the format to date, sign and file.
var PDF = &Format{
	Name: "pdf",
	Doc: `The report as a document

The same report as html on numbered A4 pages with an outline, printed by the browser. Nothing is folded: evidence that does not fit into a finding
stands in an annex, under the number of its finding.`,
	Write: writePDF,
	More:  true,
}

func writePDF(w io.Writer, o practice.Outcome, opts Options) error {
	if opts.Print == nil {
		return errors.New("no browser to print with; write html, and print that")
	}
	opts.unfolded = true
	var page bytes.Buffer
	if err := writeHTML(&page, o, opts); err != nil {
		return err
	}
	pdf, err := opts.Print(page.Bytes())
	if err != nil {
		return err
	}
	_, err = w.Write(pdf)
	return err
}
