// Package postroom hands letters to whom they are for.
package postroom

import (
	"log"
	"net/mail"
	"net/netip"
)

// A Mailer is the shop's.
type Mailer struct{ from string }

// Send is told for whom a letter is.
func (m *Mailer) Send(to, subject string) {
	log.Print(to) // want `contact\.email`
	log.Print(subject)
	log.Print(m.from)
}

// Forward moves a letter between two folders.
func (m *Mailer) Forward(from, to string) { log.Print(from, to) }

// SendEmail has several recipients.
func SendEmail(from string, to []string, cc ...string) {
	log.Print(to)    // want `contact\.email`
	log.Print(to[0]) // want `contact\.email`
	log.Print(cc)    // want `contact\.email`
	log.Print(from, len(to))
}

// SendMailBatch counts.
func SendMailBatch(from, to int) { log.Print(from, to) }

// Send is about something else.
func Send(to string) { log.Print(to) }

// Accept takes addresses of mail, and of machines.
func Accept(rcpt *mail.Address, cc []*mail.Address, sender mail.Address, peer netip.Addr) {
	log.Print(rcpt.Address)  // want `contact\.email`
	log.Print(rcpt.String()) // want `contact\.email`
	for _, c := range cc {
		log.Print(c.Address) // want `contact\.email`
	}
	log.Print(sender.Address)
	log.Print(peer)
}

// An Envelope says whom a letter is from and for.
type Envelope struct {
	From mail.Address
	To   []*mail.Address
	Cc   []mail.Address
}

// Config is the shop's.
type Config struct{ Postmaster mail.Address }

// Sort reads what is on it.
func Sort(e *Envelope, c *Config) {
	log.Print(e.To[0].Address) // want `contact\.email`
	for _, a := range e.Cc {
		log.Print(a.Address) // want `contact\.email`
	}
	log.Print(e.Cc[0].Address) // want `contact\.email`
	log.Print(e.From.Address)
	log.Print(c.Postmaster)
}

// A Person has several addresses.
type Person struct {
	Emails    []string
	Passwords [][]byte
	Tags      []string
	Key       []byte
}

// Several are asked for one by one.
func Several(p *Person) {
	log.Print(p.Emails[0]) // want `contact\.email`
	for _, e := range p.Emails {
		log.Print(e) // want `contact\.email`
	}
	for i, tag := range p.Tags {
		log.Print(i, tag)
	}
	p.Emails[0] = "nobody"
	log.Print(p.Emails[0])
	log.Print(p.Passwords[0][0], p.Key[0])
}
