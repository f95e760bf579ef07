package policy

import "github.com/candor-privacy/candor/practice"

// A Reader turns the bytes of one format into a notice.
type Reader struct {
	Name string
	Doc  string // a title, a blank line, an explanation
	Read func(name string, data []byte) (practice.Notice, error)
	cut  func(*document) error // cuts prose into blocks; nil when the format holds none
}

// Readers lists every format that a notice may have, in the order in which documents name them.
// Not listed: office documents (save them as HTML or PDF).
var Readers = []*Reader{HTML, Markdown, Text, PDF, YAML, TILT, Fides}

// prose is the reader of a format that holds running text.
func prose(name, doc string, cut func(*document) error) *Reader {
	return &Reader{name, doc, func(source string, data []byte) (practice.Notice, error) {
		_, notice, err := readProse(source, data, cut)
		return notice, err
	}, cut}
}

// HTML reads a page as a server or a browser gives it.
var HTML = prose("html", htmlDoc, htmlBlocks)

const htmlDoc = `privacy notice as a web page

Files ending in .html, .htm or .xhtml, and text that begins like a page. Headings, paragraphs, list items and table rows become blocks;
a line in bold that stands alone is a heading. What tabs and folds hide is read, under the words on them; what is hidden otherwise is not, nor are
navigation, footers, scripts, buttons and the dialogs of consent platforms. Forms, comments and the like are left out where they stand beside
the innermost element that holds all that speaks of data, and read where they stand inside it.
A table with columns such as "Cookie", "Provider", "Purpose" and "Duration" gives one tracer statement a row.
A page in another encoding than UTF-8 is read when it names it; quotes then count in its text in UTF-8, which "candor policy text FILE" prints.`

// Markdown reads CommonMark with tables.
var Markdown = prose("markdown", markdownDoc, func(d *document) error {
	if err := d.needUTF8(); err != nil {
		return err
	}
	markdownBlocks(d)
	return nil
})

const markdownDoc = `privacy notice in Markdown

Files ending in .md or .markdown, and text that begins with a Markdown heading. Headings of both styles, nested lists, tables with a
head row, links (their address can name a vendor) and code spans (names of cookies) are read; code blocks and comments are not.`

// Text reads plain text, however its lines are broken.
var Text = prose("text", textDoc, func(d *document) error {
	if err := d.needUTF8(); err != nil {
		return err
	}
	textBlocks(d)
	return nil
})

const textDoc = `privacy notice in plain text

Everything else that is text in UTF-8, or in UTF-16 with its mark. Short lines without a final stop are headings; bullets ("-", "•", "(a)", "1.") make list items, nested by
their indentation; lines that were broken in mid-sentence are joined.`
