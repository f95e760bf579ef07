package reports

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes a string from outside fit for a terminal: what is scanned may hold escape codes that
// move the cursor or hide text, and bidirectional marks that show it in another order than it has.
// White space of any kind becomes one space, invisible joiners vanish, and everything else that
// is no visible character becomes "�", so that the reader sees that something stood there.
func Clean(s string) string {
	if clean(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			b.WriteRune(utf8.RuneError) // a byte that is no UTF-8
		case unicode.IsSpace(r), r == '\u2028', r == '\u2029':
			b.WriteByte(' ')
		case joiner(r):
		case hostile(r):
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// clean reports whether a string is visible ASCII with single spaces between its words, as most are.
func clean(s string) bool {
	for i := range len(s) {
		space := s[i] == ' ' && i > 0 && i < len(s)-1 && s[i-1] != ' '
		if !space && (s[i] <= ' ' || s[i] >= utf8.RuneSelf-1) {
			return false
		}
	}
	return true
}

// joiner reports whether a character is invisible and harmless: soft hyphen, zero-width spaces and joiners, byte order mark.
func joiner(r rune) bool {
	return r == '\u00AD' || (r >= '\u200B' && r <= '\u200D') || r == '\u2060' || r == '\uFEFF'
}

// hostile reports whether a character can change what a terminal shows around it: controls (C0, DEL, C1), formats
// (bidirectional marks, tags, interlinear notes), separators of lines, and private or unassigned ones.
func hostile(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) || !unicode.IsPrint(r)
}
