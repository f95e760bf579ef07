package rules

import (
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

// What a reader makes of "we will ask for your permission before we disclose your address to advertisers": a claim of consent and a disclosure.
func TestWhatASentenceAsksConsentForIsDoneWithConsent(t *testing.T) {
	notice := readSaid(t, "affirmed: consent-claim contact.email to advertiser with consent\naffirmed: share contact.email to advertiser\ndenied: share personal to third_party without consent")
	asks, discloses := &notice.Declarations[0], &notice.Declarations[1]
	discloses.Quote = asks.Quote
	flagged := func() bool {
		for _, d := range Review(notice) {
			if d.Rule == Contradiction.Name {
				return true
			}
		}
		return false
	}
	if flagged() {
		t.Error("a disclosure for which the same sentence asks for consent contradicts a promise to ask")
	}
	if discloses.Condition != practice.Always {
		t.Error("the notice that was handed over is changed")
	}
	discloses.Data = []practice.Data{"contact.phone"}
	if !flagged() {
		t.Error("consent to one thing is taken for consent to another of the same sentence")
	}
	discloses.Data, discloses.Start, discloses.End = asks.Data, 1000, 1050
	if !flagged() {
		t.Error("consent that another sentence asks for is taken for that of this one")
	}
}

// A name tells of each tracer by itself whether it keeps a session: the first of a kind does not answer for the others.
func TestEachNameTellsItselfWhetherItKeepsASession(t *testing.T) {
	said := readSaid(t, "affirmed: retain tracer.session_id; period session; quote Session cookies end with the browser.")
	for _, names := range [][]string{{"PHPSESSID", "prefs"}, {"a_choice", "PHPSESSID"}, {"PHPSESSID", "zz"}} {
		var seen []string
		for _, name := range names {
			seen = append(seen, "site track tracer.cookie_id; name "+name+"; period P1Y")
		}
		for _, d := range Compare(readSeen(t, strings.Join(seen, "\n")), said).Discrepancies {
			if d.Rule != Lifetime.Name {
				continue
			}
			for _, o := range d.Observed {
				if o.Name != "PHPSESSID" {
					t.Errorf("of %v, %s is held against what is said of session cookies", names, o.Name)
				}
			}
			seen = nil
		}
		if seen != nil {
			t.Errorf("of %v, none is held against what is said of session cookies", names)
		}
	}
}
