package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var answersFamily = &family{
	Name: "answers",
	Doc: `personal data are sent back in an answer

Whoever makes a request may be shown the own data, so that this is noted for an audit and no fault: candor-vet says nothing of it.

	json.NewEncoder(w).Encode(u) // contact.email of User is sent back in an answer

Answers with an error are those of the analyzer errors.`,
	Noted: true,
	Practice: func(f flow.Finding) (practice.Practice, bool) {
		return done(f, practice.Answer), answered(f) && !f.Errored && !located(f)
	},
	Told: told("is sent back in an answer"),
}

// answered reports whether a finding is about what a client is sent.
func answered(f flow.Finding) bool {
	return f.Family == "response" || f.Family == "answer" || f.Family == "write" && f.To == "response"
}
