package policy

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// apart are the phrases of the vocabulary that stand for something else here, because they share their folded form with another word or because
// a narrower term says the same.
var apart = map[string]string{
	"access times":                  "behaviour.visit_time",
	"browsing actions and patterns": "behaviour.browsing",
	"contacts":                      "contact", // a heading's or a section's more often than an address book
	"fingerprints":                  "device.fingerprint",
	"identifiant de connexion":      "account.credentials",
	"identifiants":                  "account.id",
	"images":                        "identity.photo",
	"paie":                          "location.approximate", // folded as "pays"; "bulletin de paie" stands for a salary
	"videos":                        "communication.recording",
}

// Every phrase of the vocabulary for a category of data or a purpose is a phrase of the lexicon with the same key.
func TestLexiconsCoverTheVocabulary(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "shared", "vocabulary", "policy-vocab.json"))
	if err != nil {
		t.Skip("the vocabulary's phrases lie beside the checkout, in ../shared/vocabulary; they are absent")
	}
	type term struct {
		Key    string
		En, Fr []string
	}
	var vocabulary struct{ Categories, Purposes []term }
	if err := json.Unmarshal(text, &vocabulary); err != nil {
		t.Fatal(err)
	}
	for _, of := range []struct {
		terms   []term
		classes []string
	}{
		{vocabulary.Categories, []string{"data", "data.weak", "generic"}},
		{vocabulary.Purposes, []string{"purpose"}},
	} {
		for _, term := range of.terms {
			for lang, phrases := range map[string][]string{"en": term.En, "fr": term.Fr} {
				for _, phrase := range phrases {
					if lex := lexicons()[lang]; !covered(lex, phrase, term.Key, of.classes) && !covered(lex, phrase, apart[phrase], of.classes) {
						t.Errorf("%s: %q does not stand for %s", lang, phrase, term.Key)
					}
				}
			}
		}
	}
}

// covered reports whether the phrase, read alone, has the key in one of the classes.
func covered(lex *lexicon, phrase, key string, classes []string) bool {
	for _, a := range lex.find(content(tokenize(phrase))) {
		if contains(classes, a.class) && (a.key == key || a.class == "generic") {
			return true
		}
	}
	return false
}
