package policy

import (
	"fmt"

	"github.com/candor-privacy/candor/policy/pdftext"
)

// PDF reads the text layer of a PDF.
var PDF = prose("pdf", pdfDoc, pdfBlocks)

const pdfDoc = `privacy notice as a PDF with a text layer

Files that begin like a PDF. Lines are told by their height, headings by larger or bold letters, items by their bullets, tables by aligned
columns; words that are parted at the end of a line are joined; headers, footers and page numbers that come back on other pages are left out.
The text that is found so is the input: "candor policy text FILE" prints it, and quotes count in it. Each quote names its page.
A scanned PDF has no text layer and is refused, and so is one that asks for a password.`

// pdfBlocks puts the text of a PDF in the place of its bytes, and cuts it into blocks.
func pdfBlocks(d *document) error {
	pages, err := pdftext.Read(d.input)
	if err != nil {
		return fmt.Errorf("notice %s: %w", d.source, err)
	}
	d.layOut(pages)
	return nil
}
