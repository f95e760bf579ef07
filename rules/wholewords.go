package rules

import "regexp"

// wholeWords finds one of the alternatives as whole words, in any case. The \b of regular expressions knows ASCII alone: beside "é" it never matches.
func wholeWords(alternatives string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[^\p{L}\p{N}_])(?:` + alternatives + `)(?:$|[^\p{L}\p{N}_])`)
}
