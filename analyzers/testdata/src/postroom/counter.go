package postroom

import (
	"log"
	"net/mail"
)

// An Endpoint takes mail in. What is its own is nobody's, and what it is told is somebody's.
type Endpoint struct {
	Username, Password, Email string
}

// Login is told who somebody is.
func (e *Endpoint) Login(username, password string) {
	log.Print(username) // want `identity\.username`
	log.Print(password) // want `account\.password`
	log.Print(e.Username, e.Password, e.Email)
}

// A Dialer is told what the shop itself logs in with.
type Dialer struct{ user string }

// Login is the shop's.
func (d *Dialer) Login(username, password string) { log.Print(username, password, d.user) }

// A Window is open.
type Window struct{ open bool }

// Rcpt takes one recipient more.
func (w *Window) Rcpt(rcpt string, rcptErr error) {
	log.Print(rcpt) // want `contact\.email`
	log.Print(rcptErr, w.open)
}

// AddRcpt does the same for the next stage, under the name of a letter.
func (w *Window) AddRcpt(to string, limit int) {
	log.Print(to) // want `contact\.email`
	log.Print(limit)
}

// AddStep is about something else.
func (w *Window) AddStep(to string) { log.Print(to) }

// Forwarded is whom a letter went to in the end.
func Forwarded(rcptTo string, originalRcpts []string, rcptsInfo map[string]int) {
	log.Print(rcptTo)        // want `contact\.email`
	log.Print(originalRcpts) // want `contact\.email`
	log.Print(rcptsInfo)
}

// A Slip has whom a letter is from and for, as texts.
type Slip struct {
	ID   string
	From string
	To   []string
}

// A Move has two places.
type Move struct{ From, To string }

// A Stay has two dates.
type Stay struct{ From, To []int }

// File writes slips.
func File(s *Slip, m *Move, d *Stay) {
	log.Print(s.To)    // want `contact\.email`
	log.Print(s.To[0]) // want `contact\.email`
	log.Print(s.ID, s.From, m.From, m.To, d.From, d.To)
}

// A Visit is by somebody who has logged in.
type Visit struct {
	AuthUser string
	Sender   *mail.Address
}

// Welcome greets.
func Welcome(v *Visit) {
	log.Print(v.AuthUser) // want `identity\.username`
}

// A Stamp is a machine's, with the password of its key. A Clerk logs in.
type Stamp struct {
	Name           string
	KeyPassword    string
	ChallengeToken string
}

// A Clerk works here.
type Clerk struct {
	Name     string
	Password string
}

// A Webhook is called about each letter.
type Webhook struct {
	URL, BearerToken string
}

// A DistinguishedName is that of the office, in its certificate.
type DistinguishedName struct{ Country, Province, Locality, StreetAddress string }

// Inventory tells what there is.
func Inventory(s *Stamp, c *Clerk, w *Webhook, n *DistinguishedName, thumbprint string) {
	log.Print(s.Name)
	log.Print(c.Name) // want `identity\.name`
	log.Print(w.BearerToken, thumbprint)
	log.Print(n.Country, n.Province, n.Locality, n.StreetAddress)
}
