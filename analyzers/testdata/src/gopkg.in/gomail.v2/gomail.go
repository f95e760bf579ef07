// Package gomail is a stub of the module of that name.
package gomail

type Message struct{}

func NewMessage() *Message { return &Message{} }

func (*Message) SetHeader(field string, value ...string)    {}
func (*Message) SetBody(contentType, body string, s ...any) {}
