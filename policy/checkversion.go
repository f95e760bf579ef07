package policy

import (
	"fmt"
	"time"

	"github.com/candor-privacy/candor/practice"
)

// OldVersion is the check old-version.
var OldVersion = &Check{
	Name: "old-version",
	Doc: `The notice has not been looked at for years, or does not say since when it holds

A version older than three years, and any from before 25 May 2018, when the GDPR came to apply, tells of vendors, cookies and laws of its time.`,
	Severity:   practice.Low,
	References: []string{"GDPR 5(1)(a)", "GDPR 12(1)"},
	Remedy:     "Review the notice, correct what has changed, and give it today's date.",
	find:       (*reader).findOldVersion,
}

// oldYears is after how many years a version is called old.
const oldYears = 3

// gdprApplies is since when the GDPR applies (its Art. 99).
const gdprApplies = "2018-05-25"

func (r *reader) findOldVersion(f *findings) {
	date := f.notice.Date
	if date == "" {
		f.add(Finding{Message: "the notice does not say since when it holds", Why: "Without a date nobody can tell which version was in force.", Remedy: `Write the date of the version: "Last updated: 1 October 2026".`})
		return
	}
	found := Finding{Quotes: r.dated(date)}
	switch {
	case date < gdprApplies:
		found.Severity = practice.Medium
		found.Message, found.Why = fmt.Sprintf("the version of %s is older than the GDPR", date), "The GDPR asks for more than the law before it did."
	case !f.today.IsZero() && date < f.today.AddDate(-oldYears, 0, 0).Format(time.DateOnly):
		found.Message, found.Why = fmt.Sprintf("the version of %s is more than %d years old", date, oldYears), "Vendors, cookies and laws have changed since."
	default:
		return
	}
	f.add(found)
}

// dated is the first sentence that gives the date of the version.
func (r *reader) dated(date string) []practice.Quote {
	var first []practice.Quote
	r.eachSentence(func(s *sentence) {
		if len(first) == 0 && s.has("date.cue") && s.dateAt() == date {
			first = append(first, r.quote(s))
		}
	})
	return first
}
