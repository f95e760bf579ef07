package rules

import (
	"fmt"

	"github.com/candor-privacy/candor/practice"
)

// ClientErrors is the rule personal-data-in-errors.
var ClientErrors = &Rule{
	Name: "personal-data-in-errors",
	Doc: `Personal data are put into an error that a client can read

Code answers a request with an error message that holds personal data: "could not notify ada@example.org". Whoever asks,
and whatever stands between, learns what was on file, and error messages end up in logs, screenshots and support tickets.
No notice declares that, so that it is told whatever the notice says: medium for passwords, payment and special-category
data, low for the rest. Technical data such as the client's own address are not flagged.`,
	Severity:   practice.Low,
	References: []string{"GDPR 5(1)(c)", "GDPR 5(1)(f)", "GDPR 25(1)"},
	Remedies: []practice.Remedy{
		{Side: "practice", Text: "Answer with a message that holds no {data}, and keep the details, without personal data, for the log."},
	},
	Examples: []Example{
		{"code expose.error contact.email", "", true},
		{"code expose.error contact.email", "affirmed: collect contact.email", true},
		{"code expose.error device.ip_address", "", false},
		{"code store.log contact.email", "", false},
	},
	Find: findClientErrors,
}

func findClientErrors(c *Case) []practice.Discrepancy {
	key := func(j *judged) string {
		if j.Practice.Action != practice.ExposeError || incidental(j.Practice.Data) {
			return ""
		}
		return string(group(j.Practice.Data))
	}
	var found []practice.Discrepancy
	for _, cause := range c.causes(key, func(*judged) []*practice.Declaration { return nil }) {
		d := practice.Discrepancy{
			Verdict: practice.Omitted, Severity: practice.Low, Confidence: 0.8,
			Practice: cause.practice(), Observed: cause.observations(),
			Message: cause.done(),
			Why:     fmt.Sprintf("%s. Whoever asks learns what is on file, and error messages are copied to logs and support tickets.", capital(cause.done())),
		}
		if cause.gravest() == practice.High {
			d.Severity = practice.Medium
		}
		found = append(found, d)
	}
	return found
}
