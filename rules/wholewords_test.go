package rules

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

func TestWholeWordsKnowAccents(t *testing.T) {
	words := wholeWords(`à moins|excepté|énoncées? dans|chiffré`)
	for text, want := range map[string]bool{
		"à moins que": true, "sauf, à moins": true, "Excepté vous": true, "les données énoncées dans": true, "tout est chiffré.": true, "CHIFFRÉ": true,
		"déchiffré": false, "chiffrées": false, "voilà moinserie": false,
	} {
		if got := words.MatchString(text); got != want {
			t.Errorf("%q is found: %t, want %t", text, got, want)
		}
	}
}

// The \b of regular expressions never matches beside a letter outside of ASCII, so that such a word would silently never be found.
func TestNoWordBorderStandsBesideAnAccent(t *testing.T) {
	files, err := filepath.Glob("../*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no source: %v", err)
	}
	expression := regexp.MustCompile("regexp\\.MustCompile\\(`[^`]*`")
	beside := regexp.MustCompile(`[^\x00-\x7F](?:[|)?]*)\\b|\\b(?:\(\?:)?[^\x00-\x7F]|\\b\(\?:[^)]*\|[^\x00-\x7F]|[^\x00-\x7F]\|[^)]*\)\\b`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range expression.FindAll(text, -1) {
			if beside.Match(found) {
				t.Errorf("%s: %s has a word border beside a letter outside of ASCII", file, found)
			}
		}
	}
}
