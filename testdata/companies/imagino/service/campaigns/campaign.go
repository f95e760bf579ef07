// Package campaigns sends what users write to their contacts, and keeps a copy of every sending.
package campaigns

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/smtp"
	"slices"

	"imagino.example/service/contacts"
)

// A Campaign is one message to many.
type Campaign struct {
	ID       string
	Template string // its name
	Subject  string
	Text     string
}

// A Sender sends campaigns through our own mail servers.
type Sender struct {
	Addr    string // of the mail server
	From    string
	Archive func(ctx context.Context, name string, data []byte) error
	Log     *slog.Logger
}

// Send writes to everybody who has agreed to e-mails, and archives whom it wrote to.
func (s *Sender) Send(ctx context.Context, c Campaign, to []contacts.Contact) error {
	s.Log.Info("campaign starts", "email_template", c.Template, "contacts", len(to))
	sent := make([]contacts.Contact, 0, len(to))
	for _, contact := range to {
		if !slices.Contains(contact.Consents, "email") {
			continue
		}
		if err := smtp.SendMail(s.Addr, nil, s.From, []string{contact.Email}, letter(s.From, c, contact)); err != nil {
			s.Log.Warn("not sent", "contact", fingerprint(contact.Email), "error", err)
			continue
		}
		sent = append(sent, contact)
	}
	list, err := json.Marshal(sent)
	if err != nil {
		return fmt.Errorf("campaigns: %w", err)
	}
	if err := s.Archive(ctx, c.ID+".json", list); err != nil {
		return fmt.Errorf("campaigns: archiving %s: %w", c.ID, err)
	}
	s.Log.Info("campaign sent", "emails", len(sent))
	return nil
}

func letter(from string, c Campaign, to contacts.Contact) []byte {
	return fmt.Appendf(nil, "From: %s\r\nTo: %s\r\nSubject: %s\r\n\r\nDear %s,\r\n\r\n%s\r\n\r\nTo unsubscribe, answer STOP.\r\n", from, to.Email, c.Subject, to.FirstName, c.Text)
}

// fingerprint lets us find the lines about one contact without writing the address into the log.
func fingerprint(email string) string {
	sum := sha256.Sum256([]byte(email))
	return hex.EncodeToString(sum[:6])
}
