// Package customers knows who buys.
package customers

import (
	"fmt"
	"log"
)

// A Customer buys.
type Customer struct {
	ID    string
	Name  string
	Email string `json:"email"`
	Phone string
	City  string
}

// Label is how a customer is called.
func (c *Customer) Label() string { return c.Name + " <" + c.Email + ">" }

// Redact takes away what tells who it is.
func (c *Customer) Redact() {
	c.Name, c.Email, c.Phone, c.City = "", "", "", ""
}

// Trace writes two words to the log.
func Trace(what, who string) {
	log.Printf("%s: %s", what, who)
}

// Missing says whom nobody knows.
func Missing(who string) error {
	return fmt.Errorf("no customer %q", who)
}

// Get returns only the identifier.
func (c *Customer) Get() string { return c.ID }
