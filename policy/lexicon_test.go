package policy

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/candor-privacy/candor/practice"
)

// A class that only one language has, because only its grammar needs it.
var onlyIn = map[string]string{"restrict": "fr", "negation.full": "fr", "relative.pronoun": "", "clitic": "fr", "clitic.us": "fr"}

func TestEveryLexiconHasTheSameClasses(t *testing.T) {
	all := map[string]map[string]bool{}
	for lang, lex := range lexicons() {
		all[lang] = map[string]bool{}
		for class := range lex.classes {
			if only, ok := onlyIn[class]; !ok || only == "" {
				all[lang][class] = true
			}
		}
	}
	if diff := cmp.Diff(all["en"], all["fr"]); diff != "" {
		t.Errorf("classes of the lexicons (-en +fr):\n%s", diff)
	}
}

func TestKeysOfTheLexiconsAreTermsOfTheVocabulary(t *testing.T) {
	kinds := map[string]practice.TermKind{
		"data": practice.DataTerm, "data.weak": practice.DataTerm, "implied": practice.DataTerm, "reach": practice.DataTerm, "purpose": practice.PurposeTerm,
		"recipient": practice.RecipientTerm, "audience": practice.AudienceTerm,
	}
	for lang, lex := range lexicons() {
		named := map[string]bool{}
		for _, phrases := range lex.phrases {
			for _, p := range phrases {
				named[p.class+" "+p.key] = true
				kind, ok := kinds[p.class]
				if !ok {
					continue
				}
				for _, key := range strings.Split(p.key, ",") {
					if _, ok := practice.LookupTerm(key, kind); !ok {
						t.Errorf("%s: %s %q is not in the vocabulary", lang, p.class, key)
					}
				}
				for _, purpose := range p.kind.purposes {
					if _, ok := practice.LookupTerm(string(purpose), practice.PurposeTerm); !ok {
						t.Errorf("%s: tracers for %q, which is not in the vocabulary", lang, purpose)
					}
				}
				if _, ok := practice.LookupTerm(string(p.kind.owner), practice.RecipientTerm); !ok && p.kind.owner != "" {
					t.Errorf("%s: tracers by %q, who is not in the vocabulary", lang, p.kind.owner)
				}
			}
		}
		for _, mode := range modes() {
			if mode != "exceptions" && mode != "opt_out" && mode != "browser_settings" && mode != "vendor_opt_out" && !named["consent "+mode] {
				t.Errorf("%s: no phrase for the consent mode %q", lang, mode)
			}
		}
		var missing []string
		for _, term := range practice.TermsOf(practice.DataTerm) {
			if !named["data "+term.Key] && !named["data.weak "+term.Key] {
				missing = append(missing, term.Key)
			}
		}
		sort.Strings(missing)
		if len(missing) > 0 {
			t.Errorf("%s: no phrase for the data categories %v", lang, missing)
		}
	}
}

// Of two rows with one phrase only the first would ever be found.
func TestAPhraseStandsForOneThing(t *testing.T) {
	for lang, lex := range lexicons() {
		keys := map[string]string{}
		for first, phrases := range lex.phrases {
			for _, p := range phrases {
				if p.class != "data" && p.class != "data.weak" && p.class != "purpose" {
					continue
				}
				phrase := fmt.Sprint(p.class, " ", first, p.words[1:])
				if key, ok := keys[phrase]; ok && key != p.key {
					t.Errorf("%s: %s stands for %s and for %s", lang, phrase, key, p.key)
				}
				keys[phrase] = p.key
			}
		}
	}
}

func TestWordsAreFoldedAlike(t *testing.T) {
	for _, tt := range []struct{ a, b string }{
		{"addresses", "adress"},
		{"cookies", "Cookie"},
		{"parties", "party"},
		{"données", "DONNEES"},
		{"e-mail", "e‑mail"},
		{"utilisées", "utilisee"},
		{"don't", "don’t"},
		{"processes", "process"},
	} {
		a, b := content(tokenize(tt.a)), content(tokenize(tt.b))
		if len(a) != len(b) {
			t.Errorf("%q has %d tokens, %q %d", tt.a, len(a), tt.b, len(b))
			continue
		}
		for i := range a {
			if a[i].fold != b[i].fold {
				t.Errorf("%q folds to %q, %q to %q", tt.a, a[i].fold, tt.b, b[i].fold)
			}
		}
	}
}

func TestLanguageIsToldByItsFunctionWords(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"We keep your data for as long as it is needed.", "en"},
		{"Nous conservons vos données pendant la durée nécessaire.", "fr"},
		{"Wir geben Ihre Daten nicht an Dritte weiter.", "de"},
		{"Wij delen uw gegevens niet met derden.", "nl"},
		{"No compartimos sus datos con terceros.", "es"},
		{"Customer relations ;", ""},
		{"Rossi Macchine S.p.A., 24050 Grassobbio", ""},
	} {
		if got := languageOf(tokenize(tt.text)); got != tt.want {
			t.Errorf("languageOf(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
