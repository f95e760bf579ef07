package policy

import (
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// OpenEnded is the check open-ended.
var OpenEnded = &Check{
	Name: "open-ended",
	Doc: `The notice reserves whatever it likes

"We may use your data for other purposes that we consider appropriate.", "We may change this notice at any time without telling you.", and,
beside periods for some data, "The rest is kept for as long as necessary.": such sentences allow everything and so inform of nothing.`,
	Severity:   practice.Medium,
	References: []string{"GDPR 5(1)(b)", "GDPR 12(1)", "GDPR 13(3)"},
	find:       (*reader).findOpenEnded,
}

func (r *reader) findOpenEnded(f *findings) {
	whatever, told := r.whatever(), r.toldLater() // by where a sentence begins
	for _, d := range f.notice.Declarations {
		open := slices.Equal(d.Purposes, []practice.Purpose{practice.AnyPurpose}) || slices.Contains(d.Purposes, practice.AnyPurpose) && whatever[d.Start]
		if d.Polarity == practice.Affirmed && contains(practiceKinds, d.Kind) && open && !told[d.Start] && !asksFirst(d) && (ofPersons(d) || whatever[d.Start]) {
			told[d.Start] = true
			f.add(Finding{
				Message: "the notice leaves open what else the data are used for", Why: "Purposes must be specified before data are collected.",
				Remedy: "Name the other purposes, or take the sentence out.", Quotes: []practice.Quote{d.Quote},
			})
		}
	}
	r.eachSentence(func(s *sentence) {
		if s.has("change.strong") && s.has("change.silent") {
			f.add(Finding{
				Message: "the notice may change without anybody being told", Why: "Who goes on to use data for another purpose must tell people before.",
				Remedy: "Say how people learn of a change that matters to them.", Quotes: []practice.Quote{r.quote(s)},
			})
		}
	})
	r.findOpenPeriod(f)
}

// asksFirst reports whether a statement waits for a consent: who will be asked is told then what for.
func asksFirst(d practice.Declaration) bool {
	return d.Condition == practice.WithConsent || d.Condition == "with explicit consent"
}

// ofPersons reports whether a statement is about personal data, and not about what was made of them and leads to nobody.
func ofPersons(d practice.Declaration) bool {
	return len(d.Data) == 0 || slices.ContainsFunc(d.Data, func(x practice.Data) bool { return practice.Covers(practice.Personal, x) })
}

// toldLater are the sentences that leave a purpose open only until people are told it: "for any purpose that we tell you of when you give the data".
func (r *reader) toldLater() map[int]bool {
	found := map[int]bool{}
	r.eachSentence(func(s *sentence) {
		if s.has("purpose.told") {
			found[r.quote(s).Start] = true
		}
	})
	return found
}

// whatever are the sentences that leave every purpose open, whichever they name beside it: "for any purpose", but not "for any purpose other than ...".
func (r *reader) whatever() map[int]bool {
	found := map[int]bool{}
	r.eachSentence(func(s *sentence) {
		if s.has("purpose.whatever") && !s.has("except") {
			found[r.quote(s).Start] = true
		}
	})
	return found
}

// findOpenPeriod tells of data that are kept "as long as necessary" beside others with a period. Where none has a period, the item is incomplete.
func (r *reader) findOpenPeriod(f *findings) {
	list := f.told["retention"]
	if none(told.decided)(r, list) {
		return
	}
	for _, t := range list {
		if t.period(0, len(t.tokens)) != "criteria:necessary" || t.decided() || t.necessaryFor() {
			continue
		}
		f.add(Finding{
			Message: "data are kept for as long as is necessary, and nothing says what decides that", Why: "Nobody can tell when that is.",
			Remedy: "Give a period, or the criteria that decide it.", References: []string{"GDPR 13(2)(a)"}, Quotes: []practice.Quote{r.quote(t.sentence)},
		})
	}
}

// necessaryFor reports whether the sentence says what something is necessary for.
func (t told) necessaryFor() bool {
	if len(t.purposes(0, len(t.tokens))) > 0 {
		return true
	}
	for _, a := range t.of("criteria") {
		if len(t.tokens)-a.to > 2 {
			return true
		}
	}
	return false
}
