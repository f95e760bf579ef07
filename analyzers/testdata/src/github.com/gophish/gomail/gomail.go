// Package gomail is a stub of the module of that name.
package gomail

type Message struct{ header map[string][]string }

func NewMessage() *Message { return nil }

func (m *Message) SetHeader(field string, value ...string)           {}
func (m *Message) SetAddressHeader(field, address, name string)      {}
func (m *Message) SetBody(contentType, body string, settings ...any) {}
func (m *Message) AddAlternative(contentType, body string, s ...any) {}
