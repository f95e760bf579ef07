package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var mailsFamily = &family{
	Name: "mails",
	Doc: `personal data are written into a mail

What a mail says lies in mailboxes that the company does not govern, and whom it goes to, every mail server on the way learns. This is noted for
an audit; candor-vet says nothing of it.

	m.SetBody("text/plain", "Dear "+u.Name) // identity.name of User is written into a mail

A vendor that sends mail receives all of it: see the analyzer sharing.`,
	Noted: true,
	Practice: func(f flow.Finding) (practice.Practice, bool) {
		return done(f, practice.Message), f.Family == "mail" || f.Family == "write" && f.To == "mail"
	},
	Told: told("is written into a mail"),
}
