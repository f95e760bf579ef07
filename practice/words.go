package practice

import (
	"strings"
	"unicode"
)

// splitWords cuts an identifier or a label into its words, folded: at whatever is no letter, where lower case turns into
// upper case, and where a run of upper case ends: "IPAddress" is ip, address, and "userIDs" is user, id.
func splitWords(s string) []string {
	var words []string
	runes := []rune(s)
	for start := 0; start < len(runes); {
		if !unicode.IsLetter(runes[start]) {
			start++
			continue
		}
		end := wordEnd(runes, start)
		if !elided(runes, start, end) {
			words = append(words, fold(string(runes[start:end])))
		}
		start = end
	}
	return words
}

// elided reports whether a letter is the rest of an article or the mark of a possessive: "d'identité", "user's".
func elided(runes []rune, start, end int) bool {
	apostrophe := func(i int) bool { return i >= 0 && i < len(runes) && (runes[i] == '\'' || runes[i] == '’') }
	return end == start+1 && (apostrophe(end) || (apostrophe(start-1) && runes[start] == 's'))
}

// wordEnd returns where the word that starts at start ends.
func wordEnd(runes []rune, start int) int {
	end := start + 1
	for end < len(runes) && unicode.IsUpper(runes[end-1]) && unicode.IsUpper(runes[end]) {
		end++
	}
	acronym := end - start
	lower := end
	for lower < len(runes) && unicode.IsLetter(runes[lower]) && !unicode.IsUpper(runes[lower]) && !unicode.IsTitle(runes[lower]) {
		lower++
	}
	switch {
	case acronym == 1 || !unicode.IsUpper(runes[start]):
		return lower // "Address", "address"
	case lower == end || (lower == end+1 && runes[end] == 's'):
		return lower // "IP", "IDs"
	}
	return end - 1 // "IPAddress": the last upper case letter begins the next word
}

var accents = strings.NewReplacer(
	"à", "a", "á", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "ç", "c", "è", "e", "é", "e", "ê", "e", "ë", "e",
	"ì", "i", "í", "i", "î", "i", "ï", "i", "ñ", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "ö", "o",
	"ù", "u", "ú", "u", "û", "u", "ü", "u", "ÿ", "y", "œ", "oe", "æ", "ae", "ß", "ss",
)

// fold lowers a word, takes its accents away and makes a plural singular.
// The singular need not be a word, since table and identifier are folded alike.
func fold(word string) string {
	word = accents.Replace(strings.ToLower(word))
	ends := func(suffix string) bool { return strings.HasSuffix(word, suffix) }
	switch {
	case word == "ids" || word == "ips":
		return word[:2]
	case len(word) < 4 || !ends("s") || ends("ss") || ends("us") || ends("is"):
		return word
	case ends("sses"):
		return word[:len(word)-2]
	case ends("ies"):
		return word[:len(word)-3] + "y"
	}
	return word[:len(word)-1]
}
