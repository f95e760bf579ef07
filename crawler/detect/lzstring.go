package detect

import "strings"

// The alphabets of lz-string's two forms in text.
const (
	lzBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
	lzURI    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-$"
)

// unpackLZString undoes the JavaScript library lz-string (compressToBase64, compressToEncodedURIComponent): LZW over UTF-16 with
// codes that grow in width, of which 0 and 1 announce a new character of 8 or 16 bits and 2 the end. It returns "" for what is none. What comes
// out is taken from budget, in bytes, which bounds it.
func unpackLZString(text string, budget *int) string {
	for _, alphabet := range []string{lzBase64, lzURI} {
		if plain, ok := lzDecode(text, alphabet, budget); ok {
			return plain
		}
	}
	return ""
}

// lzBits reads numbers, lowest bit first, out of characters of six bits, highest bit first.
type lzBits struct {
	text, alphabet string
	at, left       int
	value          int
	over           bool
}

func (b *lzBits) number(width int) int {
	n := 0
	for i := range width {
		if b.left == 0 {
			if b.at >= len(b.text) {
				b.over = true
				return 0
			}
			b.value = strings.IndexByte(b.alphabet, b.text[b.at])
			if b.value < 0 {
				b.over = true
				return 0
			}
			b.at++
			b.left = 6
		}
		b.left--
		n |= b.value >> b.left & 1 << i
	}
	return n
}

// lzDecode is the text that was packed in this alphabet, if it was.
func lzDecode(text, alphabet string, budget *int) (string, bool) {
	d := &lzDictionary{lzBits: lzBits{text: strings.TrimRight(text, "="), alphabet: alphabet}, entries: make([]string, lzReserved), width: 3, room: 1<<3 - lzReserved}
	var out strings.Builder
	most := min(maxBody, *budget)
	defer func() { *budget -= out.Len() }()
	for previous := ""; ; {
		entry, ok := d.next(previous)
		switch {
		case ok && entry == "":
			return out.String(), out.Len() > 0
		case !ok || out.Len() > most:
			return "", false
		}
		out.WriteString(entry)
		if previous != "" {
			d.learn(previous + firstRune(entry))
		}
		previous = entry
	}
}

// The codes that stand for no entry: 0 and 1 announce a new character of 8 and 16 bits, 2 the end.
const (
	lzEnd      = 2
	lzReserved = 3
)

// lzWidest is how many bits a code has at most: what fits into memory has fewer entries.
const lzWidest = 24

// An lzDictionary is the stretches of text that have been seen so far, by their codes.
type lzDictionary struct {
	lzBits
	entries []string
	width   int // of the next code, in bits
	room    int // entries that are learnt before codes grow by a bit
}

// next reads the next stretch of text: "" at the end. The one before is needed for the code that stands for what it will teach; the first
// code, which has none before it, has two bits.
func (d *lzDictionary) next(previous string) (string, bool) {
	width := d.width
	if previous == "" {
		width = 2
	}
	code := d.number(width)
	if code == lzEnd && !d.over {
		return "", true
	}
	if code < lzEnd {
		d.learn(string(rune(d.number(8 << code))))
		code = len(d.entries) - 1
	}
	switch {
	case d.over || d.width > lzWidest:
		return "", false
	case code < len(d.entries):
		return d.entries[code], true
	}
	return previous + firstRune(previous), code == len(d.entries) && previous != ""
}

// learn adds an entry.
func (d *lzDictionary) learn(entry string) {
	d.entries = append(d.entries, entry)
	if d.room--; d.room == 0 {
		d.room = 1 << d.width
		d.width++
	}
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}
