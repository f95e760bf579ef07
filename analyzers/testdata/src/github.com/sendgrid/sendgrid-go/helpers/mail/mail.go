// Package mail stands in for the real one: its names and signatures, nothing else.
package mail

type Email struct{ Name, Address string }

type SGMailV3 struct{ From *Email }

func NewEmail(name, address string) *Email { return &Email{name, address} }

func NewSingleEmail(from *Email, subject string, to *Email, text, html string) *SGMailV3 { return nil }
