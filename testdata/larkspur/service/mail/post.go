// Package mail sends the shop's e-mails through SendGrid.
package mail

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/sendgrid/sendgrid-go"
	sg "github.com/sendgrid/sendgrid-go/helpers/mail"
)

// Config says who sends.
type Config struct {
	APIKey        string
	SenderName    string
	SenderAddress string
}

// A Post sends e-mails.
type Post struct {
	client *sendgrid.Client
	from   *sg.Email
	log    *slog.Logger
}

// New returns a Post that sends as c says.
func New(c Config, log *slog.Logger) *Post {
	log.Info("mail is ready", "sender_address", c.SenderAddress, "email_template", "order-confirmation")
	return &Post{
		client: sendgrid.NewSendClient(c.APIKey),
		from:   sg.NewEmail(c.SenderName, c.SenderAddress),
		log:    log,
	}
}

// Confirm thanks a customer for an order.
func (p *Post) Confirm(ctx context.Context, name, email string, number int, total string) error {
	subject := fmt.Sprintf("Your order %d at Larkspur Books", number)
	text := fmt.Sprintf("Dear %s,\n\nthank you for your order %d over %s. We pack it today.\n\nLarkspur Books", name, number, total)
	to := sg.NewEmail(name, email)
	return p.send(ctx, sg.NewSingleEmailPlainText(p.from, subject, to, text))
}

// Forward sends a letter that came in by the contact form to the people in the shop.
func (p *Post) Forward(ctx context.Context, l Letter) error {
	counter := sg.NewEmail("Larkspur Books", "counter@larkspur.example")
	m := sg.NewSingleEmailPlainText(p.from, "A letter from the website", counter, l.Message)
	m.SetReplyTo(sg.NewEmail(l.Name, l.Email))
	return p.send(ctx, m)
}

func (p *Post) send(ctx context.Context, m *sg.SGMailV3) error {
	resp, err := p.client.SendWithContext(ctx, m)
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	if resp.StatusCode != http.StatusAccepted {
		return fmt.Errorf("mail: sendgrid answered %d", resp.StatusCode)
	}
	p.log.Info("mail sent", "emails", len(m.Personalizations))
	return nil
}
