package policy

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"time"

	"github.com/ledongthuc/pdf"
)

// PDF reads the text layer of a PDF.
var PDF = prose("pdf", pdfDoc, pdfBlocks)

const pdfDoc = `privacy notice as a PDF with a text layer

Files that begin like a PDF. Lines are told by their height, headings by larger or bold letters, items by their bullets, tables by aligned
columns; words that are parted at the end of a line are joined; headers, footers and page numbers that come back on other pages are left out.
The text that is found so is the input: "candor policy text FILE" prints it, and quotes count in it. Each quote names its page.
A scanned PDF has no text layer and is refused, and so is one that asks for a password.`

// What is read of one PDF at most: a notice is smaller, and a file made to exhaust a reader is larger.
const (
	pdfTime    = 20 * time.Second
	pdfPages   = 500
	pdfStream  = 16 << 20 // bytes of a page or a table of characters, once inflated
	pdfLetters = 5 << 20

	// The library reads an object from the file whenever it meets it: a font of a page some 50 times, the others a few.
	pdfReads     = 20000
	pdfBytesRead = 4 // one more read for so many bytes of the file
)

// A pdfError is what is wrong with a PDF, with the way out.
type pdfError string

func (e pdfError) Error() string { return string(e) }

const (
	pdfBroken    pdfError = "a broken PDF; open it in a viewer and print it to PDF again, or give the notice as HTML"
	pdfEncrypted pdfError = "an encrypted PDF; save it without a password, for example with qpdf --decrypt"
	pdfScanned   pdfError = "a PDF without a text layer, probably scanned; add one, for example with ocrmypdf, or give the notice as HTML"
	pdfUnmapped  pdfError = "a PDF whose fonts do not tell which letters they show; add a text layer, for example with ocrmypdf --force-ocr"
	pdfLong      pdfError = "a PDF that is too long or takes too long to read; give the pages that hold the notice alone"
)

// isPDF reports whether the data begin like a PDF; a few bytes before the mark are allowed, as in viewers.
func isPDF(data []byte) bool { return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) }

// pdfBlocks puts the text of a PDF in the place of its bytes, and cuts it into blocks.
func pdfBlocks(d *document) error {
	pages, err := readPDF(d.input)
	if err != nil {
		return fmt.Errorf("notice %s: %w", d.source, err)
	}
	d.layOut(pages)
	return nil
}

// readPDF gives the spans of every page. The library that opens the file panics on what it cannot read, so it works in a goroutine of
// its own, which ends with its time, since the file cannot be read after that.
func readPDF(data []byte) ([][]pdfSpan, error) {
	file, err := trimPDF(data)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), pdfTime)
	defer cancel()
	type result struct {
		pages [][]pdfSpan
		err   error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if p := recover(); p != nil {
				err, _ := p.(error)
				r = result{err: knownAs(err)}
			}
			done <- r
		}()
		r.pages, r.err = pdfSpans(ctx, &pdfFile{ctx, bytes.NewReader(file), pdfReads + len(file)/pdfBytesRead}, file)
	}()
	select {
	case r := <-done:
		if ctx.Err() == nil {
			return r.pages, r.err
		}
	case <-ctx.Done():
	}
	return nil, pdfLong
}

// knownAs is the error of ours that is inside one of the library's.
func knownAs(err error) pdfError {
	known := pdfBroken
	errors.As(err, &known)
	return known
}

// A pdfFile can be read until its context ends, and so often as an honest file of its size needs to be: a table, a tree or a chain that
// leads back to itself is read for ever.
type pdfFile struct {
	ctx context.Context
	io.ReaderAt
	reads int // that are left
}

// ReadAt reads as a file does.
func (f *pdfFile) ReadAt(p []byte, at int64) (int, error) {
	if f.reads--; f.ctx.Err() != nil || f.reads < 0 {
		panic(pdfLong)
	}
	return f.ReaderAt.ReadAt(p, at)
}

// pdfHuge are the numbers by which the library sets memory aside before it has read anything.
var pdfHuge = regexp.MustCompile(`/(?:Size|Index|Columns|W|N|First|Count)[\s\[]+(?:[0-9]+\s+)*([0-9]{8,})`)

// trimPDF is the file from its mark to its end, with the one header that the library takes for the many that there are.
func trimPDF(data []byte) ([]byte, error) {
	start, end := bytes.Index(data, []byte("%PDF-")), bytes.LastIndex(data, []byte("%%EOF"))
	const header = "%PDF-1.7\n"
	if start < 0 || end < start+len(header) || pdfHuge.Match(data) {
		return nil, pdfBroken
	}
	file := bytes.Clone(data[start : end+len("%%EOF")])
	copy(file, header)
	return file, nil
}

func pdfSpans(ctx context.Context, file *pdfFile, data []byte) ([][]pdfSpan, error) {
	r, err := pdf.NewReader(file, int64(len(data)))
	switch {
	case err != nil && bytes.Contains(data, []byte("/Encrypt")):
		return nil, pdfEncrypted
	case err != nil:
		return nil, knownAs(err)
	case r.NumPage() > pdfPages:
		return nil, pdfLong
	}
	w := &pdfWriter{ctx: ctx}
	var pages [][]pdfSpan
	for _, p := range pagesUnder(r.Trailer().Key("Root").Key("Pages"), nil, 0) {
		w.page(p)
		pages = append(pages, w.spans)
	}
	switch {
	case w.letters == 0 && w.unknown == 0:
		return nil, pdfScanned
	case w.unknown > w.letters:
		return nil, pdfUnmapped
	}
	return pages, nil
}

// pageTreeDepth is how deep the tree of pages is at most; a deeper one leads back to itself.
const pageTreeDepth = 40

// pagesUnder appends the pages of a tree in their order.
func pagesUnder(node pdf.Value, pages []pdf.Page, depth int) []pdf.Page {
	kids := node.Key("Kids")
	if kids.Kind() != pdf.Array {
		return append(pages, pdf.Page{V: node})
	}
	if depth > pageTreeDepth || len(pages) > pdfPages {
		panic(pdfLong)
	}
	for i := range kids.Len() {
		pages = pagesUnder(kids.Index(i), pages, depth+1)
	}
	return pages
}
