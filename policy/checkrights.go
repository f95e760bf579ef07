package policy

import "github.com/candor-privacy/candor/practice"

// Annulled is the check invalid-transfer-mechanism.
var Annulled = &Check{
	Name: "invalid-transfer-mechanism",
	Doc: `The notice rests a transfer on a guarantee that no longer exists

The Court of Justice annulled Safe Harbor in 2015 (C-362/14) and the Privacy Shield in 2020 (C-311/18). "Our provider takes part in the
Privacy Shield" guarantees nothing since.`,
	Severity:   practice.High,
	References: []string{"GDPR 44", "GDPR 46", "CJEU C-362/14 (Schrems I)", "CJEU C-311/18 (Schrems II)"},
	Remedy:     "Name the guarantee that holds today: an adequacy decision such as the Data Privacy Framework, or standard contractual clauses.",
	find:       (*reader).findAnnulled,
}

// Conditioned is the check conditioned-right.
var Conditioned = &Check{
	Name: "conditioned-right",
	Doc: `The notice makes a right depend on what the law does not ask for

Rights are free of charge and need no reason. A fee for every request, a letter where an e-mail would do, or a copy of an identity card
from everybody keeps people from using them.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 12(2)", "GDPR 12(5)", "GDPR 12(6)"},
	Remedy:     "Say that requests are free of charge, and that proof of identity is asked for only where there are reasonable doubts.",
	find:       (*reader).findConditioned,
}

func (r *reader) findAnnulled(f *findings) {
	r.eachSentence(func(s *sentence) {
		for _, a := range s.of("mechanism") {
			if contains(annulled, a.key) && !s.has("mechanism.past") {
				f.at(r.quote(s), "the guarantee named for a transfer was annulled", "A transfer that rests on it has no guarantee.")
				return
			}
		}
	})
}

func (r *reader) findConditioned(f *findings) {
	r.eachSentence(func(s *sentence) {
		if s.has("right.condition") && !s.has("negator") && !s.has("right.not") && (s.topic("right") || s.has("right.trigger") || s.has("right")) {
			f.at(r.quote(s), "a right is made to depend on a condition", "The law gives the right without this condition.")
		}
	})
}
