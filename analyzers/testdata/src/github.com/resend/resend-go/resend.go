// Package resend is a stub of the module of that name.
package resend

type SendEmailRequest struct {
	From, Subject, Html string
	To                  []string
}

type EmailsSvc interface {
	Send(params *SendEmailRequest) (any, error)
}

type Client struct{ Emails EmailsSvc }

func NewClient(key string) *Client { return &Client{} }
