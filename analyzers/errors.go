package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var errorsFamily = &family{
	Name: "errors",
	Doc: `personal data reach a client in the text of an error

What an error says is written for the developer and read by whoever made the request, who need not be the person.

	err := fmt.Errorf("no account for %s", u.Email)
	http.Error(w, err.Error(), http.StatusNotFound) // contact.email of User is sent to a client in an error

Answers that are no errors are left out: a person may be shown the own data.`,
	Practice: exposed,
	Told:     told("is sent to a client in an error"),
}

// Errors reports personal data that reach a client in the text of an error.
var Errors = newAnalyzer(errorsFamily)

func exposed(f flow.Finding) (practice.Practice, bool) {
	return done(f, practice.ExposeError), !f.Hashed && !harmless("errors", f) && (f.Family == "error" || answered(f) && f.Errored)
}
