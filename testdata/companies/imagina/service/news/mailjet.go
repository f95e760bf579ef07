// Package news tells members by e-mail what changes.
package news

import (
	"log/slog"
	"strconv"

	"github.com/mailjet/mailjet-apiv3-go/v4"
)

// Letters go out through Mailjet.
type Letters struct {
	client *mailjet.Client
	log    *slog.Logger
}

// New returns letters that are sent in the name of the account.
func New(key, secret string, log *slog.Logger) *Letters {
	return &Letters{client: mailjet.NewMailjetClient(key, secret), log: log}
}

// Tell sends a template to one member.
func (l *Letters) Tell(email string, template int) error {
	letter := mailjet.InfoSendMail{
		FromEmail:          "news@imagina.example",
		FromName:           "Imagina Network",
		Recipients:         []mailjet.Recipient{{Email: email}},
		MjTemplateID:       strconv.Itoa(template),
		MjTemplateLanguage: "true",
	}
	if _, err := l.client.SendMail(&letter); err != nil {
		return err
	}
	l.log.Info("told by e-mail", "email_template", template)
	return nil
}
