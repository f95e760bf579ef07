package crawler

import (
	_ "embed"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/candor-privacy/candor/practice"
)

//go:embed notices.txt
var noticesTable string

// A phrase is words by which links are known.
type phrase struct {
	lang  string
	words string
	whole bool // it says nothing as a part of more words
}

// phrases are the words of a table like notices.txt, by its first column.
type phrases map[string][]phrase

// noticeWords is notices.txt.
var noticeWords = sync.OnceValue(func() phrases {
	return newPhrases("notices.txt", noticesTable, string(PrivacyNotice), string(CookieNotice), string(TermsOfUse), string(Imprint),
		"choice", "layer", "article", "language", "service", "place")
})

// newPhrases reads a table of three columns, of which the first is one of kinds.
func newPhrases(name, table string, kinds ...string) phrases {
	words := phrases{}
	for _, row := range practice.MustTable(name, table, 3) {
		what, lang, text := row.Columns[0], row.Columns[1], row.Columns[2]
		if !slices.Contains(kinds, what) || text == "" {
			panic(fmt.Sprintf("%s:%d: %q is nothing that the table describes", name, row.Line, what))
		}
		text, whole := strings.CutPrefix(text, "=")
		words[what] = append(words[what], phrase{lang, text, whole})
	}
	return words
}

// How much of a text a phrase is.
const (
	absent = iota
	inLong // among more than twelve words: a sentence, a headline
	inLine // among up to twelve
	inName // among up to six, as in the names of documents
	whole
)

// strength says how much of folded text a phrase is.
func (p phrase) strength(text string) int {
	switch {
	case text == p.words:
		return whole
	case p.whole || !strings.Contains(" "+text+" ", " "+p.words+" "):
		return absent
	}
	switch n := strings.Count(text, " ") + 1; {
	case n <= 6:
		return inName
	case n <= 12:
		return inLine
	}
	return inLong
}

// best is the phrase of a kind that is the largest part of folded text.
func (w phrases) best(what, text string) (p phrase, strength int) {
	for _, candidate := range w[what] {
		if s := candidate.strength(text); s > strength || s == strength && s != absent && len(candidate.words) > len(p.words) {
			p, strength = candidate, s
		}
	}
	return p, strength
}

var ligatures = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss")

// foldWords is text as notices.txt writes it: lower case, without accents, one space for all that is no letter or digit.
func foldWords(text string) string {
	var b strings.Builder
	for _, r := range ligatures.Replace(strings.ToLower(norm.NFKD.String(text))) {
		switch {
		case r >= 0x300 && r < 0x370: // an accent; the marks of other scripts make letters
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(norm.NFC.String(b.String())), " ")
}

// pathWords are the parts of an address's path, folded, without the ending of the last.
func pathWords(u *url.URL) []string {
	var parts []string
	for part := range strings.SplitSeq(strings.TrimSuffix(pathOf(u), path.Ext(pathOf(u))), "/") {
		if words := foldWords(part); words != "" {
			parts = append(parts, words)
		}
	}
	return parts
}

// bestOfPath is the phrase of a kind that is the largest part of a part of a path. Paths run words together: /privacypolicy.
func (w phrases) bestOfPath(what string, parts []string) (strength int) {
	for _, part := range parts {
		_, s := w.best(what, part)
		for _, p := range w[what] {
			if strings.ReplaceAll(p.words, " ", "") == part && len(part) > 0 && !p.whole {
				s = whole
			}
		}
		strength = max(strength, s)
	}
	return strength
}

// languageOf is the language that an address is said to be in: by hreflang, or by a part of the path, a query value or the first
// name of the host that is the code of a language of the table, as in /fr-be/, ?lang=fr and fr.shop.example. "" when nothing says it.
func languageOf(hreflang string, u *url.URL) string {
	if code := primary(hreflang); code != "" {
		return code
	}
	var parts []string
	if first, rest, ok := strings.Cut(u.Hostname(), "."); ok && strings.Contains(rest, ".") {
		parts = append(parts, first)
	}
	parts = append(parts, strings.Split(u.Path, "/")...)
	for _, name := range []string{"lang", "language", "locale", "hl", "l"} {
		parts = append(parts, u.Query().Get(name))
	}
	for _, part := range parts {
		if code := primary(part); len(part) == 2 && code != "" || len(part) == 5 && (part[2] == '-' || part[2] == '_') && code != "" {
			for _, p := range noticeWords()["language"] {
				if p.lang == code {
					return code
				}
			}
		}
	}
	return ""
}

// primary is the language of a tag: "fr" of "fr-BE". "" for none and for x-default.
func primary(tag string) string {
	code, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	if len(code) < 2 || len(code) > 3 {
		return ""
	}
	return code
}
