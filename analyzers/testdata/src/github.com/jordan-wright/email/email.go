// Package email is a stub of the module of that name.
package email

import "io"

type Email struct {
	ReplyTo []string
	From    string
	To      []string
	Subject string
	Text    []byte
}

func NewEmail() *Email { return &Email{} }

func NewEmailFromReader(r io.Reader) (*Email, error) { return nil, nil }
