package postroom

import (
	"encoding/json"
	"log"
	"os"
)

// Metadata is what all entries of the register have.
type Metadata struct{ Name, Project string }

// A Spec is the rest of an entry.
type Spec struct {
	City string
	Open bool
}

// A Customer is an entry.
type Customer struct {
	Kind     string
	Metadata Metadata
	Spec     *Spec
}

// A Counter is another.
type Counter struct {
	Metadata
	Spec Spec
}

// A Subscriber has its metadata without a name of their own.
type Subscriber struct{ Metadata }

// Look reads the register.
func Look(u *Customer, c *Counter, s Subscriber, m *Metadata) {
	log.Print(u.Metadata.Name) // want `identity\.name`
	log.Print(u.Spec.City)     // want `contact\.address\.city`
	log.Print(s.Name)          // want `identity\.name`
	log.Print(u.Kind, u.Spec.Open, c.Name, c.Metadata.Name, c.Spec.City, m.Name)
}

// Show writes entries whole.
func Show(u Customer, c Counter) {
	log.Print(u)                         // want `identity\.name`
	json.NewEncoder(os.Stderr).Encode(u) // want `identity\.name` `contact\.address\.city`
	log.Print(c)
}

// A Login is how the office logs in elsewhere.
type Login struct{ Username, Password, PasswordFile string }

// Call does so.
func Call(l *Login) { log.Print(l.Username, l.Password) }
