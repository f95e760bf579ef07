package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var filesFamily = &family{
	Name: "files",
	Doc: `personal data are written to a file

Exports and dumps outlive the tables that they are made from. This is noted for an audit; candor-vet says nothing of it.

	os.WriteFile("export.csv", []byte(u.Email), 0o600) // contact.email of User is written to a file

Files of the machine count, also through an encoder or a buffer, and objects that are uploaded to a store.`,
	Noted: true,
	Practice: func(f flow.Finding) (practice.Practice, bool) {
		return done(f, practice.StoreFile), f.Family == "file" || f.Family == "write" && f.To == "file"
	},
	Told: told("is written to a file"),
}
