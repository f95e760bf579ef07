package detect

import (
	"testing"

	"github.com/candor-privacy/candor/crawler"
)

func TestFormsThatAreNeverSubmitted(t *testing.T) {
	email, password := crawler.Field{Name: "email", Type: "email"}, crawler.Field{Name: "password", Type: "password"}
	fresh := crawler.Field{Name: "password", Type: "password", Autocomplete: "new-password"}
	tests := []struct {
		name string
		form crawler.Form
		want string
	}{
		{"newsletter", crawler.Form{Name: "newsletter", Action: "https://shop.example/subscribe", Fields: []crawler.Field{email}, Buttons: []string{"Subscribe"}}, ""},
		{"newsletter in German", crawler.Form{Fields: []crawler.Field{email}, Buttons: []string{"Jetzt anmelden"}}, ""},
		{"message", crawler.Form{Action: "https://shop.example/contact", Fields: []crawler.Field{email, {Name: "message", Type: "textarea"}}, Buttons: []string{"Send"}}, ""},
		{"search", crawler.Form{Action: "https://shop.example/search?order=price", Fields: []crawler.Field{{Name: "q", Type: "search"}}}, ""},
		{"registration", crawler.Form{Action: "https://shop.example/register", Fields: []crawler.Field{email, fresh}, Buttons: []string{"Create account"}}, ""},
		{"registration, password twice", crawler.Form{Fields: []crawler.Field{email, password, password}, Buttons: []string{"Join"}}, ""},
		{"log-in", crawler.Form{Fields: []crawler.Field{email, password}, Buttons: []string{"Continue"}}, "it logs in"},
		{"log-in by link", crawler.Form{Fields: []crawler.Field{email}, Buttons: []string{"Log in"}}, "it logs in"},
		{"log-in by address", crawler.Form{Action: "https://shop.example/users/sign-in", Fields: []crawler.Field{email}}, "it logs in"},
		{"card", crawler.Form{Fields: []crawler.Field{email, {Name: "x", Type: "text", Autocomplete: "cc-number"}}}, "it asks for means of payment"},
		{"bank account", crawler.Form{Fields: []crawler.Field{{Name: "iban", Type: "text"}}}, "it asks for means of payment"},
		{"order", crawler.Form{Fields: []crawler.Field{email}, Buttons: []string{"Commander"}}, "it orders or pays"},
		{"gift", crawler.Form{Action: "https://aid.example/donate", Fields: []crawler.Field{email}}, "it orders or pays"},
		{"deletion", crawler.Form{Fields: []crawler.Field{email}, Buttons: []string{"Konto löschen"}}, "it deletes something"},
		{"deletion by method", crawler.Form{Method: "delete", Fields: []crawler.Field{email}, Buttons: []string{"Confirm"}}, "it deletes something"},
		{"deletion by name", crawler.Form{Name: "delete-account", Fields: []crawler.Field{email}}, "it deletes something"},
		{"end of subscription", crawler.Form{Fields: []crawler.Field{email}, Buttons: []string{"Se désinscrire"}}, "it ends a subscription"},
		{"end by address", crawler.Form{Action: "https://shop.example/newsletter?action=unsubscribe", Fields: []crawler.Field{email}}, "it ends a subscription"},
		{"log-out", crawler.Form{Action: "https://shop.example/logout", Fields: []crawler.Field{email}}, "it logs out"},
		{"application", crawler.Form{Fields: []crawler.Field{email, {Name: "cv", Type: "file"}}}, "it asks for a file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := NoSubmission(&tt.form); got != tt.want {
				t.Errorf("NoSubmission = %q, want %q", got, tt.want)
			}
		})
	}
}
