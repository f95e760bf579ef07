package rules

import (
	"regexp"
	"strings"
)

// wholeWords finds one of the alternatives as whole words, in any case. The \b of regular expressions knows ASCII alone: beside "é" it never matches.
func wholeWords(alternatives string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[^\p{L}\p{N}_])(?:` + alternatives + `)(?:$|[^\p{L}\p{N}_])`)
}

// mayHold reports whether a text holds one of some fragments, of ASCII in lower case, in any case. An expression of which every match has one need not
// be tried on other texts, which takes twenty times longer.
func mayHold(text string, fragments ...string) bool {
	for _, f := range fragments {
		for i := 0; i+len(f) <= len(text); i++ {
			if text[i]|0x20 == f[0] && strings.EqualFold(text[i:i+len(f)], f) {
				return true
			}
		}
	}
	return false
}
