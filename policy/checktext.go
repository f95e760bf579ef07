package policy

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// Placeholder is the check placeholder-left.
var Placeholder = &Check{
	Name: "placeholder-left",
	Doc: `A gap of the template was never filled in

"[insert company name]", "XXX", "{{email}}", "Suggested text:" or advice to whoever writes a notice ("the legal basis you rely on") tells
readers that nobody has read the notice before them.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 12(1)"},
	Remedy:     "Write what belongs there, or take the sentence out.",
	find:       (*reader).findPlaceholders,
}

// Mixed is the check mixed-language.
var Mixed = &Check{
	Name: "mixed-language",
	Doc: `A part of the notice is in another language than the rest

A reader who needs the one may not understand the other: a section, or a sentence that was never translated. Notices that are given whole in two
languages are not meant.`,
	Severity:   practice.Low,
	References: []string{"GDPR 12(1)"},
	Remedy:     "Translate it.",
	find:       (*reader).findMixed,
}

// Dangling is the check dangling-text.
var Dangling = &Check{
	Name: "dangling-text",
	Doc: `The notice announces something and does not give it

A sentence that ends with a colon and no list behind it has lost its list.`,
	Severity:   practice.Low,
	References: []string{"GDPR 12(1)"},
	Remedy:     "Give what the sentence announces, or take it out.",
	find:       (*reader).findDangling,
}

// gapMarks are the marks of a gap in a template, in any language.
var gapMarks = regexp.MustCompile(`(?i)\[[^\[\]\n]{0,40}(?:insert|company name|your name|name of|address|date|e-?mail|insérer|à compléter|nom de|société|adresse)[^\[\]\n]{0,40}\](?:[^(]|$)` +
	`|\[(?-i:[A-Z][A-Z ’'/-]{3,38})\](?:[^(]|$)` +
	`|\((?:insert|à compléter|insérer)[^()\n]{0,60}\)|\[\d{1,2}\] ?(?:years?|months?|weeks?|days?|ans?|mois|semaines?|jours?)\b|\{\{[^{}\n]{1,40}\}\}|\bX{3,}\b|<(?:company|name|insert)[^<>\n]{0,30}>|\blorem ipsum\b|\[(?:\.\.\.|…|•|●|_+|TBD|TODO)\]|\bTBD\b|\b(?:suggested text|texte suggéré) ?:`)

func (r *reader) findPlaceholders(f *findings) {
	for _, b := range r.blocks {
		advice := slices.ContainsFunc(b.sentences, func(s *sentence) bool { return s.has("basis.yours") })
		if from, to := r.wholeLines(b); !advice && !gapMarks.Match(r.input[from:to]) {
			continue
		}
		f.at(r.quoteAt(r.bracketed(b)), "a gap of the template was left open", "A notice with gaps does not inform.")
	}
}

// bracketed is the span of a block with the brackets at its ends, which are no words of it: "at [your address]".
func (r *reader) bracketed(b *block) (from, to int) {
	begin, end := r.wholeLines(b)
	from, to = span(b.tokens)
	for from > begin && strings.IndexByte("[({<", r.input[from-1]) >= 0 {
		from--
	}
	for to < end && strings.IndexByte("])}>", r.input[to]) >= 0 {
		to++
	}
	return from, to
}

// wholeLines is the input under the lines of a block: its tokens do not hold the brackets at its ends.
func (r *reader) wholeLines(b *block) (from, to int) {
	from, to = span(b.tokens)
	if to == from {
		return from, to
	}
	from = r.lines[r.line(from)-1]
	if n := r.line(to - 1); n < len(r.lines) {
		return from, r.lines[n]
	}
	return from, len(r.input)
}

// mixedTokens is how many tokens a block has at least whose language is told.
const mixedTokens = 12

func (r *reader) findMixed(f *findings) {
	count, total := map[string]int{}, 0
	for _, b := range r.blocks {
		count[b.lang] += len(b.tokens)
		total += len(b.tokens)
	}
	tell := func(tokens []token, lang string) {
		if lang != "" && len(tokens) >= mixedTokens && count[lang]*4 <= total && languageOf(tokens) == lang {
			f.at(r.quoteOf(tokens), fmt.Sprintf("a part is in %s, unlike the rest", languageName(lang)), "The notice must be plain to whom it is for.")
		}
	}
	for _, b := range r.blocks {
		tell(b.tokens, b.lang)
		for _, s := range b.sentences {
			if lang := languageOf(s.tokens); lang != b.lang { // one that was left over in a paragraph of another language
				tell(s.tokens, lang)
			}
		}
	}
}

func (r *reader) findDangling(f *findings) {
	for i, b := range r.blocks {
		if b.kind == headingBlock || b.kind == rowBlock || !endsWithColon(b) || len(b.tokens) < 4 {
			continue
		}
		if i+1 == len(r.blocks) || r.blocks[i+1].kind == headingBlock && r.blocks[i+1].section.depth <= b.section.level() && !r.announcesHeadings(i) {
			f.at(r.quoteOf(b.tokens), "what the sentence announces does not follow", "The reader is promised what the notice does not give.")
		}
	}
}

// announcesHeadings reports whether the last sentence of block i announces the sections behind it, whose headings may well be as large as its own: "for
// the purposes set out below:". A heading that counts on from its own begins something else, and so does one that ends every notice.
func (r *reader) announcesHeadings(i int) bool {
	b, next := r.blocks[i], r.blocks[i+1]
	if len(b.sentences) == 0 || i+2 == len(r.blocks) {
		return false
	}
	if last := b.sentences[len(b.sentences)-1]; !last.has("closed.list") && !last.has("announce") {
		return false
	}
	if last := b.sentences[len(b.sentences)-1]; last.has("generic") && last.has("verb.collect") && !r.namesData(next) && !enumerated.MatchString(next.section.title) {
		return false // "we collect the following data:"
	}
	for _, topic := range endings {
		if next.section.about(topic) && !b.section.about(topic) {
			return false
		}
	}
	return b.section == nil || !countsOn(b.section.title, next.section.title)
}

// enumerated is how a title begins that is one of a list.
var enumerated = regexp.MustCompile(`^(?:[0-9]{1,2}|[A-Za-z])[.)]`)

// namesData reports whether a heading names data.
func (r *reader) namesData(heading *block) bool {
	return slices.ContainsFunc(r.sentences(heading, lexicons()[heading.lang]), func(s *sentence) bool {
		return slices.ContainsFunc(s.found, func(a annotation) bool {
			return (a.class == "data" || a.class == "data.weak") && a.key != string(practice.Personal)
		})
	})
}

// endings are what the last sections of a notice are about.
var endings = []string{"contact", "change", "children"}

// countsOn reports whether the number before a title is the next after that before another.
func countsOn(title, next string) bool {
	return leadingNumber(title) > 0 && leadingNumber(next) == leadingNumber(title)+1
}

// leadingNumber is the whole number before a title, 0 where there is none.
func leadingNumber(title string) int {
	n, err := strconv.Atoi(leadingDigits.FindString(title))
	if err != nil {
		return 0
	}
	return n
}

var leadingDigits = regexp.MustCompile(`^[0-9]{1,3}`)

// level is the depth of a section's heading; of text before any heading 0.
func (c *section) level() int {
	if c == nil {
		return 0
	}
	return c.depth
}

// quoteOf is the input under the tokens.
func (r *reader) quoteOf(tokens []token) practice.Quote {
	return r.quoteAt(span(tokens))
}
