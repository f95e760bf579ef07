package detect

import (
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
)

func TestBoxesAreUnderstood(t *testing.T) {
	tests := []struct{ label, want string }{
		{"I agree to the terms and conditions", "consent terms"},
		{"Yes, send me the newsletter", "marketing"},
		{"I have read the privacy notice and consent", "consent notice"},
		{"Ich habe die Datenschutzerklärung gelesen und bin damit einverstanden", "consent notice"},
		{"J’accepte de recevoir des offres", "consent marketing"},
		{"J’ai lu la politique de confidentialité", "notice"},
		{"Acepto la política de privacidad", "consent notice"},
		{"Acconsento al trattamento dei dati", "consent"},
		{"Aceito receber novidades", "consent marketing"},
		{"Ik ga akkoord met de algemene voorwaarden", "consent terms"},
		{"Remember me", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(BoxKinds(&crawler.Field{Type: "checkbox", Label: tt.label}), " "); got != tt.want {
			t.Errorf("a box labelled %q asks for %q, want %q", tt.label, got, tt.want)
		}
	}
	if got := BoxKinds(&crawler.Field{Type: "text", Label: "I agree"}); len(got) > 0 {
		t.Errorf("a text field asks for %v", got)
	}
}
