// Package borrowing follows data through another package, of which only facts are known.
package borrowing

import (
	"language/lending"
	"log"
	"strings"
)

func Getters(c *lending.Customer) {
	log.Print(c.Address()) // want `contact.email`
	log.Print(c.Choice())
	log.Print(c.Email) // want `contact.email`
	log.Print(c.Plan)
}

func Functions(c *lending.Customer) {
	log.Print(lending.Same(c.Email)) // want `contact.email`
	log.Print(lending.Same(c.Plan))
	log.Print(lending.None(c.Email))
	lending.Write(c.Email) // want `contact.email`
	lending.Write(c.Plan)
}

func Arguments(c *lending.Customer) {
	var a, b lending.Box
	lending.Keep(&a, c.Email)
	lending.Keep(&b, c.Plan)
	log.Print(a.Value) // want `contact.email`
	log.Print(a.Label)
	log.Print(b.Value)
}

func Results(c *lending.Customer) {
	a, b := lending.NewBox(c.Email), lending.NewBox(c.Plan)
	log.Print(a.Get()) // want `contact.email`
	log.Print(a.Name())
	log.Print(b.Get())
	log.Print(b.With(c.Email).Name()) // want `contact.email`
	log.Print(lending.NewBox(c.Email).With("x").Name())
}

func Functionals(c *lending.Customer) {
	lending.Each([]string{c.Email}, func(s string) {
		log.Print(s) // want `contact.email`
	})
	lending.Each([]string{c.Plan}, func(s string) { log.Print(s) })
	log.Print(lending.Mapped(c.Email, strings.ToLower)) // want `contact.email`
	log.Print(lending.Mapped(c.Email, lending.None))
	log.Print(lending.Mapped(c.Plan, func(s string) string { return s + c.Email })) // want `contact.email`
}

func Generics(c *lending.Customer) {
	var p, q lending.Pile[string]
	p.Push(c.Email)
	q.Push(c.Plan)
	log.Print(p.Top()) // want `contact.email`
	log.Print(q.Top())
}
