package policy

import (
	"bytes"
	"regexp"
)

var (
	// blockEdge is where a block of a page begins or ends.
	blockEdge = regexp.MustCompile(`(?i)</?(address|article|aside|blockquote|body|br|caption|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|td|th|thead|tr|ul)\b[^<>]*>`)
	// lineBlock is a line of Markdown that is a block of its own: a heading, an item of a list, a row of a table.
	lineBlock = regexp.MustCompile(`^[ \t]*(#{1,6} |[-*+] |\d+[.)] |\|)`)
	// itemMark is what stands before the words of such a line, but of a row.
	itemMark = regexp.MustCompile(`^[ \t]*(#{1,6} |[-*+] |\d+[.)] )[ \t]*`)
)

// Paragraph returns the bounds of the paragraph, list item or table row around a quote, which is text[start:end]; the text is that of Extract. It is
// what a person reads at once, and may cut off more than a strict parser would.
func Paragraph(text []byte, start, end int) (from, to int) {
	if blockEdge.Match(text[:start]) {
		return htmlParagraph(text, start, end)
	}
	from = bytes.LastIndexByte(text[:start], '\n') + 1
	for from > 0 && !lineBlock.Match(lineAt(text, from)) {
		above := bytes.LastIndexByte(text[:from-1], '\n') + 1
		if line := lineAt(text, above); len(bytes.TrimSpace(line)) == 0 || bytes.HasPrefix(bytes.TrimSpace(line), []byte("#")) {
			break
		}
		from = above
	}
	if mark := itemMark.FindIndex(lineAt(text, from)); mark != nil && from+mark[1] <= start {
		from += mark[1]
	}
	to = end
	for to < len(text) {
		next := to + bytes.IndexByte(text[to:], '\n') + 1
		if next == to { // the last line
			return from, len(text)
		}
		to = next
		if line := lineAt(text, to); len(bytes.TrimSpace(line)) == 0 || lineBlock.Match(line) {
			break
		}
	}
	return from, to
}

// lineAt is the line that begins there, without its end.
func lineAt(text []byte, start int) []byte {
	line, _, _ := bytes.Cut(text[start:], []byte("\n"))
	return line
}

func htmlParagraph(text []byte, start, end int) (from, to int) {
	edges := blockEdge.FindAllIndex(text[:start], -1)
	from, to = edges[len(edges)-1][1], len(text)
	if next := blockEdge.FindIndex(text[end:]); next != nil {
		to = end + next[0]
	}
	return from, to
}
