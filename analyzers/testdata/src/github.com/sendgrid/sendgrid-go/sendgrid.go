// Package sendgrid stands in for the real one: its names and signatures, nothing else.
package sendgrid

import "github.com/sendgrid/sendgrid-go/helpers/mail"

type Client struct{}

func NewSendClient(key string) *Client        { return nil }
func (c *Client) Send(m *mail.SGMailV3) error { return nil }
