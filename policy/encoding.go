package policy

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// utf16 reports whether the data begin with the byte order mark of UTF-16.
func utf16(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
}

// encodingError tells that a notice is not in UTF-8, from which line on, and how to make it so. It is not converted here, since every
// offset is one into the input.
func (d *document) encodingError() error {
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
	_, name, _ := charset.DetermineEncoding(d.input, "") // what a page says of itself, else the most common one
	return fmt.Errorf("notice %s:%d: not in UTF-8 but probably in %s; convert it, for example with iconv -f %s -t UTF-8", d.source, d.line(at), name, name)
}
