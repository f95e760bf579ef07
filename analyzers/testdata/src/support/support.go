// Package support gives data to others.
package support

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/sendgrid/sendgrid-go"
	"github.com/sendgrid/sendgrid-go/helpers/mail"
)

// A Person asks for help.
type Person struct {
	Name  string
	Email string
	Phone string
}

// InURL puts the address into a query.
func InURL(p Person) {
	http.Get("https://api.mailchimp.com/3.0/lists?email=" + url.QueryEscape(p.Email)) // want `contact\.email.*is shared with Mailchimp: http\.Get \(url\)`
	http.Get("http://localhost:8080/lists?email=" + url.QueryEscape(p.Email))
}

// InBody sends JSON.
func InBody(c *http.Client, p *Person) error {
	body, err := json.Marshal(map[string]string{"text": p.Phone})
	if err != nil {
		return err
	}
	req, err := http.NewRequest("POST", "https://hooks.slack.com/services/T0/B0", bytes.NewReader(body))
	if err != nil {
		return err
	}
	_, err = c.Do(req) // want `contact\.phone.*shared with Slack: \(\*http\.Client\)\.Do \(body\)`
	return err
}

// InHeader sets a header.
func InHeader(c *http.Client, p *Person) {
	req, _ := http.NewRequest("GET", "https://partner.example.org/x", nil)
	req.Header.Set("X-Who", p.Email)
	c.Do(req) // want `contact\.email.*shared with example\.org: \(\*http\.Client\)\.Do \(header\)`
}

// Form posts a form.
func Form(p Person) {
	http.PostForm("https://api.hubapi.com/contacts", url.Values{"email": {p.Email}}) // want `contact\.email.*shared with HubSpot`
}

// Hashed is shared all the same.
func Hashed(p Person) {
	sum := sha256.Sum256([]byte(strings.ToLower(p.Email)))
	body := fmt.Sprintf("em=%s", hex.EncodeToString(sum[:]))
	http.Post("https://graph.facebook.com/v20.0/1/events", "text/plain", strings.NewReader(body)) // want `contact\.email.*, hashed, is shared with (Facebook|Meta)`
}

// Portrait asks for a picture by a hash of the name, under which it is kept.
func Portrait(p Person) {
	sum := sha256.Sum256([]byte(p.Name))
	http.Get("https://storage.googleapis.com/portraits/" + hex.EncodeToString(sum[:]))
}

type client struct{ base string }

func newClient() *client { return &client{base: "https://api.intercom.io"} }

func (c *client) post(at string, v any) {
	b, _ := json.Marshal(v)
	http.Post(c.base+at, "application/json", bytes.NewReader(b))
}

// Field keeps the host in a field.
func Field(p Person) {
	newClient().post("/contacts", map[string]string{"name": p.Name}) // want `identity\.name.*shared with Intercom`
}

// Vendor uses a vendor's package.
func Vendor(p Person) {
	to := mail.NewEmail("reader", p.Email) // want `contact\.email.*shared with (Twilio )?SendGrid: mail\.NewEmail`
	from := mail.NewEmail("Larkspur", "hello@larkspur.example")
	sendgrid.NewSendClient("key").Send(mail.NewSingleEmail(from, "Hello", to, "Hello", ""))
}

// Nobody knows where this goes.
func Nobody(host string, p Person) {
	http.Get(host + "?email=" + p.Email)
}

// A Subscription is what a reader asks for: many have neither name nor password.
type Subscription struct{ Feed, Username, Password string }

// fetch asks whoever a subscription names, and enters as it says.
func fetch(s *Subscription) {
	req, _ := http.NewRequest("GET", s.Feed, nil)
	req.SetBasicAuth(s.Username, s.Password)
	http.DefaultClient.Do(req)
}

// An Account is that of a reader.
type Account struct{ Username, Password string }

// Releases are open to everybody: nobody enters.
func Releases(page string) {
	fetch(&Subscription{Feed: "https://api.github.com/releases.atom?page=" + page})
}

// Entered hands over what an account has.
func Entered(a Account, feed string) {
	fetch(&Subscription{Feed: "https://reader.example.org/" + feed, Password: a.Password}) // want `account\.password.*of Account is shared with example\.org`
}

// Moved hands over what it does not know.
func Moved(s *Subscription) {
	s.Feed = "https://reader.example.net/" + s.Feed
	fetch(s) // want `account\.password.*of Subscription is shared with example\.net`
}
