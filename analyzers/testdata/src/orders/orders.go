// Package orders takes orders; much of what it does happens in package customers.
package orders

import (
	"customers"
	"fmt"
	"log"
	"log/slog"
)

// Place uses functions of another package.
func Place(c *customers.Customer) {
	customers.Trace("order by", c.Phone) // want `contact\.phone.* of Customer is written to a log: customers\.Trace ← c\.Phone`
	log.Println(c.Label())               // want `contact\.email` `identity\.name`
	log.Println(c.Get())
}

// Fail makes an error of an address and logs it further up.
func Fail(c *customers.Customer) {
	if err := check(c); err != nil {
		slog.Error("order", "err", err) // want `contact\.email`
	}
}

func check(c *customers.Customer) error {
	if c.ID == "" {
		return fmt.Errorf("checking: %w", customers.Missing(c.Email))
	}
	return nil
}

// Redacted logs a customer without data.
func Redacted(c *customers.Customer) {
	c.Redact()
	log.Printf("%+v", *c)
}

// Later logs when it returns, and beside.
func Later(c customers.Customer) {
	defer log.Println("done", c.Email) // want `contact\.email`
	go log.Println("started", c.Phone) // want `contact\.phone`
}

// Literals capture what they log.
func Literals(c customers.Customer) {
	email := c.Email
	report := func() { log.Println(email) } // want `contact\.email`
	report()
	each([]string{c.Phone}, func(s string) { log.Println(s) }) // want `contact\.phone`
}

func each(list []string, do func(string)) {
	for _, s := range list {
		do(s)
	}
}

// Channels hand on.
func Channels(c customers.Customer) {
	ch := make(chan string, 1)
	ch <- c.Email
	log.Println(<-ch) // want `contact\.email`
}

// Copies keep what they hold.
func Copies(c customers.Customer) {
	d := c
	d.Email = ""
	log.Println(d.Email)
	log.Println(c.Email) // want `contact\.email`
}

// Methods as values.
func Methods(c *customers.Customer) {
	label := c.Label
	log.Println(label()) // want `contact\.email` `identity\.name`
}

type note interface{ text() string }

type plain struct{ s string }

func (p plain) text() string { return p.s }

// Interfaces go to whoever implements them here.
func Interfaces(c customers.Customer) {
	var n note = plain{c.Email}
	log.Println(n.text()) // want `contact\.email`
}

func first[T any](list []T) T { return list[0] }

// Generic functions too.
func Generic(c customers.Customer) {
	log.Println(first([]string{c.Email})) // want `contact\.email`
}

// Maps with constant keys.
func Maps(c customers.Customer) {
	m := map[string]any{"id": c.ID, "email": c.Email}
	log.Println(m["id"])
	log.Println(m["email"]) // want `contact\.email`
}

// Recursive functions end.
func Recursive(c *customers.Customer, n int) string {
	if n == 0 {
		return c.Email
	}
	return Recursive(c, n-1)
}

// Deep uses one.
func Deep(c *customers.Customer) {
	log.Println(Recursive(c, 3)) // want `contact\.email`
}
