package chrome

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

// Banners of nobody's platform, in the words of many languages. The second wording of each is the less usual one.
func TestBannersAreUnderstoodInManyLanguages(t *testing.T) {
	tests := []struct{ language, text, accept, refuse, accept2, refuse2 string }{
		{"cs", "Tento web používá soubory cookie.", "Přijmout vše", "Odmítnout vše", "Souhlasím", "Nesouhlasím"},
		{"da", "Vi bruger cookies.", "Accepter alle", "Afvis alle", "Tillad alle cookies", "Kun nødvendige cookies"},
		{"de", "Wir verwenden Cookies.", "Alle akzeptieren", "Alle ablehnen", "Zustimmen und weiter", "Nur notwendige Cookies"},
		{"en", "We use cookies.", "Accept all", "Reject all", "Yes, I agree", "Essential cookies only"},
		{"es", "Utilizamos cookies.", "Aceptar todo", "Rechazar todo", "Acepto", "Solo las necesarias"},
		{"fi", "Käytämme evästeitä.", "Hyväksy kaikki", "Hylkää kaikki", "Salli kaikki evästeet", "Vain välttämättömät"},
		{"fr", "Nous utilisons des cookies.", "Tout accepter", "Tout refuser", "J'accepte", "Continuer sans accepter"},
		{"it", "Utilizziamo i cookie.", "Accetta tutto", "Rifiuta tutto", "Acconsento", "Continua senza accettare"},
		{"nb", "Vi bruker informasjonskapsler.", "Godta alle", "Avvis alle", "Tillat alle", "Bare nødvendige"},
		{"nl", "Wij gebruiken cookies.", "Alles accepteren", "Alles weigeren", "Akkoord", "Alleen noodzakelijke"},
		{"pl", "Używamy plików cookie.", "Akceptuj wszystkie", "Odrzuć wszystkie", "Zgadzam się", "Nie zgadzam się"},
		{"pt", "Utilizamos cookies.", "Aceitar tudo", "Rejeitar tudo", "Concordo", "Apenas os necessários"},
		{"sv", "Vi använder kakor.", "Acceptera alla", "Avvisa alla", "Godkänn", "Endast nödvändiga"},
	}
	said := func(text, yes, no string) string {
		return "consent-said.html?" + url.Values{"text": {text}, "yes": {yes}, "no": {no}}.Encode()
	}
	for _, tt := range tests {
		t.Run(tt.language, func(t *testing.T) {
			t.Parallel()
			for _, c := range []struct {
				page  string
				state practice.Condition
				click string
			}{
				{said(tt.text, tt.accept, tt.refuse), practice.Accepted, tt.accept},
				{said(tt.text, tt.accept2, tt.refuse2), practice.Refused, tt.refuse2},
				{said(tt.text, tt.accept, tt.refuse), practice.Refused, tt.refuse},
				{said(tt.text, tt.accept2, tt.refuse2), practice.Accepted, tt.accept2},
			} {
				_, choice := choose(t, open(t), c.page, c.state)
				if got, want := story(choice), fmt.Sprintf("words, %q: dialog gone; cookies set: choice", c.click); got != want {
					t.Errorf("%s:\ngot  %s\nwant %s", c.state, got, want)
				}
			}
		})
	}
}

// An acknowledgement is none of a refusal, in whatever language it is said.
func TestAWallThatOnlyTakesOKIsNeverRefused(t *testing.T) {
	t.Parallel()
	for text, ok := range map[string]string{
		"We use cookies.": "OK", "Wir verwenden Cookies.": "Verstanden", "Nous utilisons des cookies.": "J'ai compris",
		"Utilizamos cookies.": "Entendido", "Wij gebruiken cookies.": "Begrepen", "Utilizziamo i cookie.": "Ho capito",
	} {
		page := "consent-said.html?" + url.Values{"text": {text}, "yes": {ok}}.Encode()
		if _, c := choose(t, open(t), page, practice.Refused); c.Clicks > 0 || c.Offered {
			t.Errorf("%s %q is told as refused: %s", text, ok, story(c))
		}
	}
}

func TestBannersOfEveryMakeAreAnswered(t *testing.T) {
	tests := []struct{ page, accept, refuse string }{
		{"consent-said.html?after=2000&text=We+use+cookies.&yes=Accept+all&no=Reject+all", `words, "Accept all": dialog gone; cookies set: choice`, `words, "Reject all": dialog gone; cookies set: choice`},
		{"consent-wall.html", `words, "Accept all": dialog gone; cookies set: choice`, `words, "Reject all": dialog gone; cookies set: choice`},
		{"consent-other-site.html", `words, "Godkänn alla": dialog gone; cookies set: choice`, `words, "Neka alla": dialog gone; cookies set: choice`},
		{"consent-nowhere.html", "no dialog", "no dialog"},
	}
	for _, tt := range tests {
		t.Run(tt.page, func(t *testing.T) {
			t.Parallel()
			for state, want := range map[practice.Condition]string{practice.Accepted: tt.accept, practice.Refused: tt.refuse} {
				if _, c := choose(t, open(t), tt.page, state); story(c) != want {
					t.Errorf("%s:\ngot  %s\nwant %s", state, story(c), want)
				}
			}
		})
	}
}
