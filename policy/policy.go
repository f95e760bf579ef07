// Package policy reads what a company says about personal data: a privacy notice in prose (HTML, Markdown, plain text, PDF; English or
// French), the declared policy file candor-policy.yaml, or what other tools keep (TILT, Fides). All become a practice.Notice.
//
// Reading prose is deterministic and needs no network: bytes are cut into blocks (headings, paragraphs, list items, table rows),
// blocks into sentences, sentences into clauses; the verbs and cues of the lexicon turn clauses into statements; lists inherit from the
// sentence that introduces them, and sections say what a bare list is about. Every stage keeps byte offsets, so a Quote is always
// the input's own bytes; the input of a PDF is the text that its pages show, and of a page in another encoding its text in UTF-8 (Extract). All knowledge of a language is in lexicon/LANGUAGE.txt.
//
// Lint reviews a notice instead of reading it out: which of the items of GDPR Art. 13 and 14 it tells (Items), and what is wrong with
// its text whatever is done (Checks).
//
// Nothing is guessed: a part in a language without a lexicon becomes a Gap, and a whole notice of that kind an error.
package policy

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/candor-privacy/candor/policy/pdftext"
	"github.com/candor-privacy/candor/policy/tree"
	"github.com/candor-privacy/candor/practice"
)

// MaxSize is the most bytes of one notice that are read, 20 MB: more is no privacy notice.
const MaxSize = 20 << 20

// Read reads the notice in a file. The file's extension, and then its content, decide which of Readers reads it.
// A file that is empty, is no text, is written in a language without a lexicon, or says nothing about personal data is an error that
// tells the way out; so is the end of the context.
func Read(ctx context.Context, path string) (practice.Notice, error) {
	return whileWanted(ctx, path, func() (practice.Notice, error) {
		data, err := load(path)
		if err != nil {
			return practice.Notice{}, err
		}
		return ReadBytes(path, data)
	})
}

// whileWanted is the result of the work on a file, or an error as soon as the context ends. Work that nobody waits for any more ends by
// itself, as there is a most that is read, or with the program, where it waits for a pipe that nobody fills.
func whileWanted[T any](ctx context.Context, path string, work func() (T, error)) (T, error) {
	var none T
	stopped := func() (T, error) { return none, fmt.Errorf("reading notice %s: %w", path, context.Cause(ctx)) }
	if ctx.Err() != nil {
		return stopped()
	}
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := work()
		done <- result{value, err}
	}()
	select {
	case <-ctx.Done():
		return stopped()
	case r := <-done:
		return r.value, r.err
	}
}

// Extract is the text of a notice in which offsets of quotes count: the file's own bytes, but for a PDF and for a page in another encoding
// than UTF-8 the text that they hold. It errs where Read does, but for what the text says.
func Extract(ctx context.Context, path string) ([]byte, error) {
	return whileWanted(ctx, path, func() ([]byte, error) {
		data, err := load(path)
		if err != nil {
			return nil, err
		}
		format, err := formatOf(path, data)
		if err != nil || format.cut == nil {
			return data, err
		}
		d := newDocument(path, data)
		err = format.cut(d)
		return d.input, err
	})
}

// ReadBytes is Read for a notice that is in memory; name stands for it in quotes and messages, and its extension counts.
func ReadBytes(name string, data []byte) (practice.Notice, error) {
	format, err := formatOf(name, data)
	if err != nil {
		return practice.Notice{}, err
	}
	return format.Read(name, data)
}

// load is the content of a file that is not too large to be read.
func load(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading notice: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, MaxSize+1)) // what a device or a pipe holds has no size to ask for
	if err != nil {
		return nil, fmt.Errorf("reading notice: %w", err)
	}
	if len(data) > MaxSize {
		size := int64(len(data))
		if info, err := file.Stat(); err == nil {
			size = max(size, info.Size())
		}
		return nil, tooLarge(path, size)
	}
	return data, nil
}

func tooLarge(name string, size int64) error {
	return fmt.Errorf("notice %s: %d bytes, more than the %d that are read; give the page that holds the notice alone", name, size, MaxSize)
}

// tooLong is the error for a file that may be read but holds too much text.
func tooLong(name string) error {
	return fmt.Errorf("notice %s: more than %d words and marks, which no privacy notice has; give the page that holds the notice alone", name, maxTokens)
}

// formatOf is the reader for a notice, or why there is none.
func formatOf(name string, data []byte) (*Reader, error) {
	if len(data) > MaxSize {
		return nil, tooLarge(name, int64(len(data)))
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, fmt.Errorf("notice %s: empty; give the file or page that holds the privacy notice", name)
	}
	if pdftext.Is(data) {
		return PDF, nil
	}
	if isUTF16(data) {
		head, err := inUTF8(data[:min(len(data), 4096)], "utf-16")
		if err != nil {
			return nil, fmt.Errorf("notice %s: %w", name, err)
		}
		return choose(name, head), nil
	}
	if what := notText(data); what != "" {
		return nil, fmt.Errorf("notice %s: %s; give it as HTML, Markdown, plain text, PDF or YAML", name, what)
	}
	return choose(name, data), nil
}

// choose is the reader for a file: by its extension, else by how it begins.
func choose(name string, data []byte) *Reader {
	if strings.Contains(name, "://") && bytes.HasPrefix(data, []byte("<!doctype html>")) {
		return HTML // a page as the browser showed it, whatever its address ends in
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm", ".xhtml":
		return HTML
	case ".pdf":
		return PDF
	case ".md", ".markdown":
		return Markdown
	case ".yaml", ".yml", ".json":
		return structured(data)
	}
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return structured(data)
	}
	head := strings.ToLower(string(bytes.TrimSpace(data[:min(len(data), 1024)])))
	switch {
	case strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") || strings.HasPrefix(head, "<body") || strings.HasPrefix(head, "<div") || strings.HasPrefix(head, "<main"):
		return HTML
	case strings.HasPrefix(head, "# ") || strings.Contains(head, "\n## "):
		return Markdown
	}
	return Text
}

// structured is the reader for a file of keys and values: by the keys at its top.
func structured(data []byte) *Reader {
	keys := tree.TopKeys(data)
	switch {
	case keys["dataDisclosed"]:
		return TILT
	case keys["version"] || keys["declarations"]:
		return YAML
	}
	for key := range keys {
		if _, ok := fidesKeys()[key]; ok {
			return Fides
		}
	}
	return YAML
}

// notText says what the data are when they are no text that can be read, else "".
func notText(data []byte) string {
	head := data[:min(len(data), 8192)]
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return "a ZIP archive or an office document"
	case bytes.IndexByte(head, 0) >= 0:
		return "binary, not text"
	}
	return ""
}
