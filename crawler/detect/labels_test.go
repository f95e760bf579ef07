package detect

import (
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// Labels as forms in these languages write them, and what they ask for. What asks for nothing personal is "".
func TestFieldsAreUnderstoodInSevenLanguages(t *testing.T) {
	tests := []struct {
		label string
		want  practice.Data
	}{
		{"Ihre E-Mail-Adresse *", "contact.email"},
		{"Vorname", "identity.name.first"},
		{"Nachname (Pflichtfeld)", "identity.name.last"},
		{"Straße und Hausnummer", "contact.address"},
		{"PLZ", "contact.address.postal_code"},
		{"Ort", "contact.address.city"},
		{"Geburtsdatum", "demographic.birth_date"},
		{"Ihre Nachricht an uns", "communication.message"},
		{"Gutscheincode", ""},
		{"Menge", ""},
		{"Correo electrónico", "contact.email"},
		{"Teléfono móvil", "contact.phone"},
		{"Apellidos", "identity.name.last"},
		{"Contraseña", "account.password"},
		{"Fecha de nacimiento", "demographic.birth_date"},
		{"DNI", "identity.official_id"},
		{"Talla", ""},
		{"Indirizzo e-mail", "contact.email"},
		{"Numero di cellulare", "contact.phone"},
		{"Cognome", "identity.name.last"},
		{"Codice fiscale", "identity.official_id"},
		{"Quantità", ""},
		{"Número de telemóvel", "contact.phone"},
		{"Palavra-passe", "account.password"},
		{"Morada", "contact.address"},
		{"CPF", "identity.official_id"},
		{"Código promocional", ""},
		{"E-mailadres", "contact.email"},
		{"Telefoonnummer", "contact.phone"},
		{"Achternaam", "identity.name.last"},
		{"Geboortedatum", "demographic.birth_date"},
		{"Wachtwoord", "account.password"},
		{"Aantal stuks", ""},
		{"First name", "identity.name.first"},
		{"Date of birth", "demographic.birth_date"},
		{"Votre adresse e-mail", "contact.email"},
		{"Nom de famille", "identity.name.last"},
		{"Date de naissance", "demographic.birth_date"},
		{"Je suis d'accord avec les conditions générales de vente de la boutique", ""},
		{"Ich habe die Datenschutzerklärung zum Thema Adresse gelesen und bin damit einverstanden", ""},
	}
	for _, tt := range tests {
		if got := DataOfField(&crawler.Field{Type: "text", Label: tt.label}); got != tt.want {
			t.Errorf("a field labelled %q asks for %q, want %q", tt.label, got, tt.want)
		}
	}
}

func TestNamesOfFieldsAreUnderstoodInSevenLanguages(t *testing.T) {
	for name, want := range map[string]practice.Data{
		"numeroTelefono": "contact.phone", "fecha_de_nacimiento": "demographic.birth_date", "vorname": "identity.name.first", "strasse": "contact.address",
		"codice-fiscale": "identity.official_id", "telefoonnummer": "contact.phone", "nome_completo": "identity.name", "menge": "",
	} {
		if got := DataOfField(&crawler.Field{Type: "text", Name: name}); got != want {
			t.Errorf("a field named %q asks for %q, want %q", name, got, want)
		}
	}
}

func TestAWeakNameIsBelievedBesideAnAddress(t *testing.T) {
	name := crawler.Field{Type: "text", Name: "name", Label: "Name"}
	contact := &crawler.Form{Fields: []crawler.Field{name, {Type: "email", Name: "email"}}}
	if got := DataOfFields(contact)[0]; got != "identity.name" {
		t.Errorf("name beside an e-mail address asks for %q, want identity.name", got)
	}
	planet := &crawler.Form{Fields: []crawler.Field{name, {Type: "text", Name: "orbit"}}}
	if got := DataOfFields(planet)[0]; got != "" {
		t.Errorf("name beside an orbit asks for %q, want nothing", got)
	}
}
