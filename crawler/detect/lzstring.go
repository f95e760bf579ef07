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

func lzDecode(text, alphabet string, budget *int) (string, bool) {
	b := &lzBits{text: strings.TrimRight(text, "="), alphabet: alphabet}
	dictionary := []string{"", "", ""}
	width, enlargeIn := 3, 4
	var out strings.Builder
	most := min(maxBody, *budget)
	defer func() { *budget -= out.Len() }()
	previous := ""
	for first := true; ; first = false {
		size := width
		if first {
			size = 2
		}
		code := b.number(size)
		if code == 2 && !b.over {
			return out.String(), out.Len() > 0
		}
		if code < 2 {
			character := string(rune(b.number(8 << code)))
			dictionary = append(dictionary, character)
			code = len(dictionary) - 1
			if !first {
				enlargeIn--
			}
		}
		if !first && enlargeIn == 0 {
			enlargeIn = 1 << width
			width++
		}
		entry := ""
		switch {
		case b.over || width > 24 || out.Len() > most:
			return "", false
		case code < len(dictionary):
			entry = dictionary[code]
		case code == len(dictionary) && previous != "":
			entry = previous + firstRune(previous)
		default:
			return "", false
		}
		out.WriteString(entry)
		if !first {
			dictionary = append(dictionary, previous+firstRune(entry))
			enlargeIn--
			if enlargeIn == 0 {
				enlargeIn = 1 << width
				width++
			}
		}
		previous = entry
	}
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}
