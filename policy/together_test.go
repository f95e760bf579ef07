package policy

import (
	"slices"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

func mustRead(t *testing.T, name, text string) practice.Notice {
	t.Helper()
	n, err := ReadBytes(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestDocumentsReadTogetherKeepTheirSources(t *testing.T) {
	privacy := mustRead(t, "https://shop.example/privacy.pdf", "<!doctype html>\n<html><p>Fern Tea Ltd is the controller.</p><p>Version of 2 March 2026.</p><p>We collect your name when you order.</p></html>")
	cookies := mustRead(t, "cookies.md", "# Cookies\n\nNous utilisons des cookies pour mesurer l'audience de notre site, avec votre consentement.\n")
	all := Together(privacy, cookies, privacy)
	if all.Source != privacy.Source || all.SHA256 != privacy.SHA256 || all.Date != privacy.Date || all.Company != privacy.Company {
		t.Errorf("the notice is %s of %q, want it to be called after the first document", all.Source, all.Date)
	}
	if !slices.Equal(all.Languages, []string{"en", "fr"}) {
		t.Errorf("languages %q, want those of both", all.Languages)
	}
	if got, want := len(all.Declarations), len(privacy.Declarations)+len(cookies.Declarations); got != want {
		t.Errorf("%d declarations, want %d: what was read already adds nothing", got, want)
	}
	for i, d := range all.Declarations {
		from := privacy
		if i >= len(privacy.Declarations) {
			from = cookies
		}
		if d.Source != from.Source {
			t.Errorf("declaration %d stands in %s, want %s", i, d.Source, from.Source)
		}
	}
	var documents []string
	for _, d := range all.Documents {
		documents = append(documents, d.Source)
	}
	if !slices.Equal(documents, []string{privacy.Source, cookies.Source}) {
		t.Errorf("documents %q", documents)
	}
	if again := Together(all, mustRead(t, "more.md", "We collect your telephone number.\n")); len(again.Documents) != 3 {
		t.Errorf("%d documents after one more, want 3", len(again.Documents))
	}
	if alone := Together(privacy); alone.Documents != nil || len(alone.Declarations) != len(privacy.Declarations) {
		t.Error("one notice alone is changed")
	}
}

func TestEveryLexiconIsOfALanguageThatCanBeRead(t *testing.T) {
	codes := Languages()
	for code := range lexicons() {
		if !slices.Contains(codes, code) {
			t.Errorf("language %q has a lexicon, and is not among %q", code, codes)
		}
	}
	if len(codes) != len(lexicons()) || codes[0] != "en" {
		t.Errorf("languages %q, want those of the lexicons, English first", codes)
	}
}
