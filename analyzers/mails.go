package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var mailsFamily = &family{
	Name: "mails",
	Doc: `personal data are written into a mail

What a mail says lies in mailboxes that the company does not govern. This is noted for an audit; candor-vet says nothing of it. The address
that a mail goes to is no finding: without it there is no mail.

	m.SetBody("text/plain", "Dear "+u.Name) // identity.name of User is written into a mail

A vendor that sends mail receives all of it: see the analyzer sharing.`,
	Noted: true,
	Practice: func(f flow.Finding) (practice.Practice, bool) {
		mail := f.Family == "mail" && f.Text != "To" && f.Text != "Cc" && f.Text != "Bcc" || f.Family == "write" && f.To == "mail"
		return done(f, practice.Message), mail
	},
	Told: told("is written into a mail"),
}
