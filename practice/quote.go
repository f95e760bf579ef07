package practice

import (
	"html"
	"regexp"
	"strconv"
	"strings"
)

var (
	cellEnd   = regexp.MustCompile(`(?i)</t[dh]>\s*<t[dh](\s[^<>]*)?>`)
	inlineTag = regexp.MustCompile(`(?i)</?(a|abbr|b|code|em|i|mark|small|span|strong|sub|sup|u|wbr)(\s[^<>]*)?/?>`)
	anyTag    = regexp.MustCompile(`<!--.*?-->|</?[a-zA-Z][a-zA-Z0-9-]*(\s[^<>]*)?/?>`)
)

// In is where the quote stands in the source, which is named as the caller likes: "privacy.md:41", of an address "https://shop.example/privacy line 41"
// (a number behind a colon would be a part of it), of a PDF "privacy.pdf page 2", and the source alone where there are no lines.
func (q Quote) In(source string) string {
	switch {
	case q.Page > 0:
		return source + " page " + strconv.Itoa(q.Page)
	case q.Line > 0 && strings.Contains(source, "://"):
		return source + " line " + strconv.Itoa(q.Line)
	case q.Line > 0:
		return source + ":" + strconv.Itoa(q.Line)
	}
	return source
}

// Words is the quote as a reader of the notice sees it: without the markup of HTML and with one space for white space of any
// kind. The cells of a table stand apart by " | ". Like Text it comes from outside and may hold any character.
func (q Quote) Words() string {
	text := cellEnd.ReplaceAllString(q.Text, " | ")
	text = inlineTag.ReplaceAllString(text, "")
	text = anyTag.ReplaceAllString(text, " ")
	return strings.Join(strings.Fields(html.UnescapeString(text)), " ")
}
