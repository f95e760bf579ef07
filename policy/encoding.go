package policy

import (
	"bytes"
	"fmt"
	"regexp"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// isUTF16 reports whether the data begin with the byte order mark of UTF-16.
func isUTF16(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
}

// saidCharset is where a page names its encoding: in a meta element or in the declaration of XML.
var saidCharset = regexp.MustCompile(`(?i)<(?:meta|\?xml)[^>]*(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)`)

// decodePage makes the text of a page UTF-8 by the encoding that the page names, as a browser does; bytes that are no letter there become
// the replacement character. A page that is in UTF-8 stays as it is, whatever it names.
func (d *document) decodePage() error {
	if !utf8.Valid(d.input) {
		if said := saidCharset.FindSubmatch(d.input[:min(len(d.input), 4096)]); said != nil {
			return d.decode(string(said[1]))
		}
	}
	return d.needUTF8()
}

// needUTF8 refuses a notice that is not in UTF-8, telling from which line on, and how to make it so: nothing tells which encoding it is
// in, and a guess would change its words. The mark of UTF-16 does tell.
func (d *document) needUTF8() error {
	if isUTF16(d.input) {
		return d.decode("utf-16")
	}
	at := 0
	for at < len(d.input) {
		r, width := utf8.DecodeRune(d.input[at:])
		if r == utf8.RuneError && width == 1 {
			break
		}
		at += width
	}
	if at == len(d.input) {
		return nil
	}
	_, name, _ := charset.DetermineEncoding(d.input, "") // the most common one
	return fmt.Errorf("notice %s:%d: not in UTF-8 but probably in %s; convert it, for example with iconv -f %s -t UTF-8", d.source, d.line(at), name, name)
}

// decode puts the text in UTF-8 in the place of the input.
func (d *document) decode(name string) error {
	text, err := inUTF8(d.input, name)
	if err != nil {
		return fmt.Errorf("notice %s: %w", d.source, err)
	}
	d.setInput(text)
	return nil
}

// inUTF8 is the data in UTF-8, given the name of their encoding.
func inUTF8(data []byte, name string) ([]byte, error) {
	if isUTF16(data) {
		if name = "utf-16le"; data[0] == 0xfe {
			name = "utf-16be"
		}
	}
	encoding, _ := charset.Lookup(name)
	if encoding == nil {
		return nil, fmt.Errorf("in the unknown encoding %q; convert it to UTF-8", name)
	}
	text, err := encoding.NewDecoder().Bytes(data)
	if err != nil {
		return nil, fmt.Errorf("not in %s, as it says; convert it to UTF-8", name)
	}
	return text, nil
}
