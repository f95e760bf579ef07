package policy

import "strings"

// fold is the form by which words are looked up: without accents, plural endings and, in longer words, doubled letters. It makes
// "Addresses", "address" and the common misspelling "adress" one word, and "cookies" and "cookie". Phrases of the lexicon
// are folded in the same way, so the result need not be a word itself.
func fold(word string) string {
	word = foldAccents(word)
	if len(word) <= 3 {
		return word
	}
	switch {
	case strings.HasSuffix(word, "sses"), strings.HasSuffix(word, "xes"), strings.HasSuffix(word, "ches"), strings.HasSuffix(word, "shes"):
		word = word[:len(word)-2]
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"):
	case strings.HasSuffix(word, "s"):
		word = word[:len(word)-1]
	case strings.HasSuffix(word, "aux"), strings.HasSuffix(word, "eux"):
		word = word[:len(word)-1]
	}
	if strings.HasSuffix(word, "ie") {
		word = word[:len(word)-2] + "y"
	}
	if len(word) < 6 {
		return word
	}
	if !doubled(word) {
		return word
	}
	single := make([]byte, 0, len(word))
	for i := range len(word) {
		if i == 0 || word[i] != word[i-1] {
			single = append(single, word[i])
		}
	}
	return string(single)
}

// doubled reports whether a letter follows itself.
func doubled(word string) bool {
	for i := 1; i < len(word); i++ {
		if word[i] == word[i-1] {
			return true
		}
	}
	return false
}

var accents = strings.NewReplacer("à", "a", "â", "a", "ä", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "î", "i", "ï", "i",
	"ô", "o", "ö", "o", "ù", "u", "û", "u", "ü", "u", "œ", "oe", "æ", "ae", "\u0301", "", "\u0300", "", "\u0302", "", "\u0308", "", "\u0327", "")

func foldAccents(word string) string {
	if ascii(word) {
		return word
	}
	return accents.Replace(word)
}

var marks = strings.NewReplacer("’", "'", "ʼ", "'", "‘", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "„", `"`, "–", "-", "—", "-", "−", "-", "‑", "-",
	"•", "*", "·", "*", "●", "*", "▪", "*", "◦", "*", "…", "...")

func plainMarks(text string) string {
	if ascii(text) {
		return text
	}
	return marks.Replace(text)
}

// ascii reports whether the text holds nothing that needs a table.
func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}
