package detect

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/candor-privacy/candor/practice"
)

//go:embed labels.txt
var labelsText string

// labels are the phrases of labels.txt by themselves, and the most words that one has.
var labels, longestLabel = func() (map[string]practice.Data, int) {
	m, longest := map[string]practice.Data{}, 0
	for _, row := range practice.MustTable("labels.txt", labelsText, 3) {
		m[row.Columns[1]] = practice.Data(row.Columns[2])
		longest = max(longest, strings.Count(row.Columns[1], " ")+1)
	}
	return m, longest
}()

var camel = regexp.MustCompile(`(\p{Ll})(\p{Lu})`)

// longLabel is how many words a label may have beside the phrase: more are a sentence, which may be about anything.
const longLabel = 4

// dataOfLabel is what a label, a placeholder or a name asks for by labels.txt; "" when it does not say. A phrase of one word with
// up to four letters must stand alone: "Ort", "CP".
func dataOfLabel(text string) practice.Data {
	for _, fold := range []func(string) string{foldGerman, fold} {
		words := wordsOf(fold(camel.ReplaceAllString(text, "$1 $2")))
		for size := min(longestLabel, len(words)); size > 0; size-- {
			if len(words)-size > longLabel {
				break
			}
			for at := 0; at+size <= len(words); at++ {
				phrase := strings.Join(words[at:at+size], " ")
				if data, ok := labels[phrase]; ok && (len(words) == size || len(phrase) > 4) {
					return data
				}
			}
		}
	}
	return ""
}

// fold takes accents away and writes lower case.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
}

var german = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")

// foldGerman is fold for German, which writes umlauts out.
func foldGerman(text string) string { return fold(german.Replace(norm.NFC.String(text))) }

// wordsOf splits a folded label or an identifier: at whatever is no letter or digit. What stands in brackets does not count.
func wordsOf(folded string) []string {
	depth := 0
	return strings.FieldsFunc(folded, func(r rune) bool {
		switch r {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(depth-1, 0)
		}
		return depth > 0 || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}
