// Package pdftext reads the text layer of a PDF: which words stand where on its pages. What they say is read elsewhere.
package pdftext

import (
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"time"

	"github.com/ledongthuc/pdf"
)

// What is read of one PDF at most: a notice is smaller, and a file made to exhaust a reader is larger.
const (
	maxTime    = 20 * time.Second
	maxPages   = 500
	maxStream  = 16 << 20 // bytes of a page or a table of characters, once inflated
	maxLetters = 5 << 20

	// The library reads an object from the file whenever it meets it: a font of a page some 50 times, the others a few.
	minReads   = 20000
	bytesARead = 4 // one more read for so many bytes of the file
)

// A problem is what is wrong with a PDF, with the way out.
type problem string

func (p problem) Error() string { return string(p) }

const (
	broken    problem = "a broken PDF; open it in a viewer and print it to PDF again, or give the notice as HTML"
	encrypted problem = "an encrypted PDF; save it without a password, for example with qpdf --decrypt"
	scanned   problem = "a PDF without a text layer, probably scanned; add one, for example with ocrmypdf, or give the notice as HTML"
	unmapped  problem = "a PDF whose fonts do not tell which letters they show; add a text layer, for example with ocrmypdf --force-ocr"
	tooLong   problem = "a PDF that is too long or takes too long to read; give the pages that hold the notice alone"
)

// Is reports whether the data begin like a PDF; a few bytes before the mark are allowed, as in viewers.
func Is(data []byte) bool { return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) }

// Read gives the spans of every page. The library that opens the file panics on what it cannot read, so it works in a goroutine of
// its own, which ends with its time, since the file cannot be read after that.
func Read(data []byte) ([][]Span, error) {
	file, err := trim(data)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), maxTime)
	defer cancel()
	type result struct {
		pages [][]Span
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
		r.pages, r.err = spansOf(ctx, &boundedFile{ctx, bytes.NewReader(file), minReads + len(file)/bytesARead}, file)
	}()
	select {
	case r := <-done:
		if ctx.Err() == nil {
			return r.pages, r.err
		}
	case <-ctx.Done():
	}
	return nil, tooLong
}

// knownAs is the error of ours that is inside one of the library's.
func knownAs(err error) problem {
	known := broken
	errors.As(err, &known)
	return known
}

// A boundedFile can be read until its context ends, and so often as an honest file of its size needs to be: a table, a tree or a chain that
// leads back to itself is read for ever.
type boundedFile struct {
	ctx context.Context
	io.ReaderAt
	reads int // that are left
}

// ReadAt reads as a file does.
func (f *boundedFile) ReadAt(p []byte, at int64) (int, error) {
	if f.reads--; f.ctx.Err() != nil || f.reads < 0 {
		panic(tooLong)
	}
	return f.ReaderAt.ReadAt(p, at)
}

// huge are the numbers by which the library sets memory aside before it has read anything.
var huge = regexp.MustCompile(`/(?:Size|Index|Columns|W|N|First|Count)[\s\[]+(?:[0-9]+\s+)*([0-9]{8,})`)

// trim is the file from its mark to its end, with the one header that the library takes for the many that there are.
func trim(data []byte) ([]byte, error) {
	start, end := bytes.Index(data, []byte("%PDF-")), bytes.LastIndex(data, []byte("%%EOF"))
	const header = "%PDF-1.7\n"
	if start < 0 || end < start+len(header) || huge.Match(data) {
		return nil, broken
	}
	file := bytes.Clone(data[start : end+len("%%EOF")])
	copy(file, header)
	return file, nil
}

func spansOf(ctx context.Context, file *boundedFile, data []byte) ([][]Span, error) {
	r, err := pdf.NewReader(file, int64(len(data)))
	switch {
	case err != nil && bytes.Contains(data, []byte("/Encrypt")):
		return nil, encrypted
	case err != nil:
		return nil, knownAs(err)
	case r.NumPage() > maxPages:
		return nil, tooLong
	}
	w := &writer{ctx: ctx}
	var pages [][]Span
	for _, p := range pagesUnder(r.Trailer().Key("Root").Key("Pages"), nil, 0) {
		w.page(p)
		pages = append(pages, w.spans)
	}
	switch {
	case w.letters == 0 && w.unknown == 0:
		return nil, scanned
	case w.unknown > w.letters:
		return nil, unmapped
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
	if depth > pageTreeDepth || len(pages) > maxPages {
		panic(tooLong)
	}
	for i := range kids.Len() {
		pages = pagesUnder(kids.Index(i), pages, depth+1)
	}
	return pages
}
