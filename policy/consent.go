package policy

import (
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

func (r *reader) consent(s *sentence) []practice.Declaration {
	if s.hasKey("starts", "all") {
		return r.waiting(s) // "nothing is kept on your device until you agree"
	}
	agree := s.agrees()
	ask := s.has("ask") && !agree
	if !agree && !ask {
		return r.waiting(s)
	}
	if s.has("right.trigger") && !agree || agree && !s.agreesToPractice() {
		return nil
	}
	d := states(practice.KindConsent)
	d.Modality = s.modality(0, len(s.tokens)-1)
	for _, a := range s.of("consent") {
		if s.besideNecessary(a) {
			continue // "none but those that are strictly necessary"
		}
		if c := conditionOfMode()[a.key]; d.Condition == "" || c == practice.ByBrowsing || c == practice.ByUse {
			d.Condition = c
		}
	}
	if d.Condition == "" {
		d.Condition = practice.WithConsent
		if agree {
			d.Condition = conditionOfMode()["bundled_terms"]
		}
	}
	for _, a := range s.phrasesOfData(0, len(s.tokens)) {
		d.Data = appendNew(d.Data, practice.Data(a.key))
	}
	d.Purposes = s.purposes(0, len(s.tokens))
	d.Recipients = s.recipients(0, len(s.tokens))
	return []practice.Declaration{d}
}

// waiting is the consent that a sentence says something waits for, without a verb that states a practice: "audience measurement starts after you have
// accepted it", "Google Analytics only runs if you opt in".
func (r *reader) waiting(s *sentence) []practice.Declaration {
	if !s.has("starts") || !s.has("consent") || s.has("right.trigger") || s.question {
		return nil
	}
	d := states(practice.KindConsent, "tracer")
	for _, a := range s.of("consent") {
		if d.Condition = conditionOfMode()[a.key]; d.Condition != practice.WithConsent && d.Condition != "with explicit consent" {
			return nil
		}
	}
	for _, p := range s.purposes(0, len(s.tokens)) {
		if strings.HasPrefix(string(p), "analytics") || strings.HasPrefix(string(p), "marketing") {
			d.Purposes = append(d.Purposes, p)
		}
	}
	if d.Vendors = r.vendors(s, 0, len(s.tokens)); len(d.Purposes)+len(d.Vendors) == 0 && !s.hasKey("starts", "all") {
		return nil
	}
	return []practice.Declaration{d}
}

// agrees reports whether the sentence claims that somebody agrees; who agrees not to do something promises it, "unless you agree" waits for it, and
// who can refuse as well as accept is asked.
func (s *sentence) agrees() bool {
	if s.has("optout") && !slices.ContainsFunc(s.of("consent"), func(a annotation) bool { return impliedModes[a.key] }) {
		return false
	}
	return slices.ContainsFunc(s.of("agree"), func(a annotation) bool {
		return a.key != "cancel" && s.clauses[s.inClause[a.from]].kind != exceptClause
	})
}

// agreesToPractice reports whether what is agreed to has to do with data: a consent, data, cookies or the notice itself, and not
// the rules of a service.
func (s *sentence) agreesToPractice() bool {
	return s.has("policy") || s.has("consent.word") || s.hasData(0, len(s.tokens))
}

// consentToChange is a consent that is claimed in passing where the notice says that it may change: "by continuing to use the site you accept
// the changes".
func (r *reader) consentToChange(s *sentence) []practice.Declaration {
	for _, a := range s.of("consent") {
		if impliedModes[a.key] && s.has("change.strong") && s.agrees() {
			return r.consent(s)
		}
	}
	return nil
}

func (r *reader) optOut(s *sentence) []practice.Declaration {
	found := s.of("optout")
	if len(found) == 0 || s.onlyCost(found) || len(s.optOutClauses()) > 0 && len(found) == 1 || s.has("optout.not") || s.has("no.optout") {
		return nil
	}
	signal := s.hasKey("optout.cue", "signal")
	if signal && s.refusesSignal() {
		return nil
	}
	reader := s.hasKey("subject", "you") || s.hasKey("optout", "browser_settings") || s.hasKey("optout", "vendor_opt_out") || s.topic("optout") || s.has("optout.cue")
	if !reader {
		return nil
	}
	d := states(practice.KindOptOut)
	d.Modality = s.modality(0, len(s.tokens)-1)
	for _, a := range found {
		d.Condition = conditionOfMode()[a.key]
	}
	for _, a := range s.phrasesOfData(0, len(s.tokens)) {
		if !signal || a.key != "device.browser" { // it sends the signal
			d.Data = appendNew(d.Data, practice.Data(a.key))
		}
	}
	d.Purposes, d.Vendors = s.purposes(0, len(s.tokens)), r.vendors(s, 0, len(s.tokens))
	return []practice.Declaration{d}
}

// refusesSignal reports whether the sentence says that a signal of the browser is not heeded.
func (s *sentence) refusesSignal() bool {
	for _, heed := range s.of("optout.cue") {
		if heed.key != "signal" {
			continue
		}
		for _, not := range s.within("negator", s.clauses[s.inClause[heed.from]].from, heed.to) {
			if not.key != "cancel" && (not.from > heed.from || heed.from-not.to < signalReach) {
				return true
			}
		}
	}
	return false
}

// signalReach is how many words may stand between a negator and the verb of heeding that it denies: "we do not currently respond".
const signalReach = 3

// onlyCost reports whether opting out is no more than the condition of what it costs: "if you disable cookies, the site may not work".
func (s *sentence) onlyCost(found []annotation) bool {
	if !s.has("optout.cost") {
		return false
	}
	for _, a := range found {
		if s.clauses[s.inClause[a.from]].kind != whenClause {
			return false
		}
	}
	return true
}

// consentWithdrawn reports whether the right is told aside, of the consent under which something is done: "cookies are set only with your
// consent, which you can withdraw at any time".
func (s *sentence) consentWithdrawn() bool {
	for _, consent := range s.of("consent") {
		mode := conditionOfMode()[consent.key]
		if mode != practice.WithConsent && mode != "with explicit consent" || consent.to >= len(s.tokens) {
			continue
		}
		aside := s.fold(consent.to) == "," || s.covers("relative.pronoun", consent.to)
		for _, right := range s.within("right", consent.to, len(s.tokens)) {
			if aside && right.key == "withdraw_consent" && s.verbBetween(0, consent.from) {
				return true
			}
		}
	}
	return false
}
