// Package gatehouse lets people in, and logs in elsewhere itself: whose credentials and settings are, the names of their types alone do not tell.
package gatehouse

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
)

// Credentials are somebody's where a request brings them, and the program's own where a file does.
type Credentials struct {
	Username string `json:"username"`
	Password string `json:"password"`
	Realm    string `json:"realm"`
}

// A UserCredentials is what a user logs in with, wherever it comes from.
type UserCredentials struct {
	Alias    string
	Password string
}

// The accountSettings are a person's.
type accountSettings struct {
	Email    string `schema:"email"`
	Language string `schema:"language"`
}

// MailOptions are the program's own.
type MailOptions struct {
	Username string
	Password string
	Host     string
	Port     int
}

// PageSettings are how the program looks: no secret among them, they are nobody's although an administrator sends them in.
type PageSettings struct {
	Email string `json:"email"`
	Title string `json:"title"`
}

// Login lets somebody in.
func Login(w http.ResponseWriter, r *http.Request) {
	var c Credentials
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		log.Printf("no credentials: %v", err)
		return
	}
	log.Printf("login of %s", c.Username) // want `identity\.username.*of Credentials.*json\.NewDecoder`
	log.Printf("login in %s", c.Realm)
	check(c) // want `identity\.username`
}

func check(c Credentials) {
	log.Println(c.Username)
}

// Upstream logs in elsewhere.
func Upstream() Credentials {
	var c Credentials
	if b, err := os.ReadFile("upstream.json"); err == nil {
		_ = json.Unmarshal(b, &c)
	}
	log.Printf("as %s", c.Username)
	return c
}

// Known says who is there.
func Known(u UserCredentials, s *accountSettings) {
	log.Println(u.Alias) // want `identity\.username`
	log.Println(s.Email) // want `contact\.email`
}

// Configure takes settings of the program's own from its administrator.
func Configure(w http.ResponseWriter, r *http.Request) {
	var m MailOptions
	_ = json.NewDecoder(r.Body).Decode(&m)
	log.Println(m.Username)
	var p PageSettings
	_ = json.NewDecoder(r.Body).Decode(&p)
	log.Println(p.Email)
}

// Invite asks by names that tell nothing: what the answers are put into tells.
func Invite(w http.ResponseWriter, r *http.Request) {
	email := r.FormValue("to")
	log.Println(email) // want `contact\.email`
	page := r.FormValue("from")
	log.Println(page)
	phone := r.URL.Query().Get("n")
	log.Println(phone) // want `contact\.phone`
	own := http.Header{}
	emailHeader := own.Get("to")
	log.Println(emailHeader)
}

// A UserAgent is a program's, and so is its name.
type UserAgent struct {
	Name    string
	Version string
}

// Greets writes what came by.
func Greets(u UserAgent) { log.Println(u.Name, u.Version) }
