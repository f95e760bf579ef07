package chrome

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

// A library for consent as its maker publishes it, on a page that is set up as its documentation says, and what becomes of each choice.
type library struct {
	page                     string
	accept, refuse, withdraw string   // as story tells them
	declared                 []string // as declaredLines tells them
}

var libraries = []library{
	{
		page:     "real-cookieconsent2.html",
		accept:   `vanilla-cookieconsent 2, "Accept all": dialog gone; cookies set: _stats, cc_cookie`,
		refuse:   `vanilla-cookieconsent 2, "Settings", "Reject all": dialog gone; cookies set: cc_cookie`,
		withdraw: `vanilla-cookieconsent 2, "Cookie settings", "Reject all": dialog gone; cookies changed: cc_cookie; cookies removed: _stats`,
		declared: []string{"_stats of shop.example, analytics, for Session: Counts visits."},
	},
	{
		page:     "real-cookieconsent3.html",
		accept:   `vanilla-cookieconsent 3, "Accept all": dialog gone; cookies set: _stats, cc_cookie`,
		refuse:   `vanilla-cookieconsent 3, "Reject all": dialog gone; cookies set: cc_cookie`,
		withdraw: `vanilla-cookieconsent 3, "Manage cookie preferences", "Reject all": dialog gone; cookies changed: cc_cookie; cookies removed: _stats`,
		declared: []string{"_stats of shop.example, analytics, for Session: Counts visits."},
	},
	{
		page:     "real-klaro.html",
		accept:   `Klaro, "That's ok": dialog gone; cookies set: _pk_id, klaro`,
		refuse:   `Klaro, "I decline": dialog gone; cookies set: klaro`,
		withdraw: `Klaro, "Change consent settings", "analytics", "Save": dialog gone; cookies changed: klaro; cookies removed: _pk_id`,
		declared: []string{"^_pk_.*$ of shop.example [matomo], analytics", "piwik_ignore [matomo], analytics", "basket [basket], functional (necessary)"},
	},
	{
		page:     "real-orejime.html",
		accept:   `Orejime, "Accept": dialog gone; cookies set: _stats, eu-consent`,
		refuse:   `Orejime, "Decline": dialog gone; cookies set: eu-consent`,
		withdraw: `Orejime, "Cookie settings", "Decline all apps", "Save": dialog gone; cookies changed: eu-consent`,
		declared: []string{"_stats [Stats], stats: Counts visits.", "basket [Basket], basket (necessary)"},
	},
	{
		page:     "real-osano.html",
		accept:   `Osano Cookie Consent, "Allow cookies": dialog gone; cookies set: _stats, cookieconsent_status`,
		refuse:   `Osano Cookie Consent, "Decline": dialog gone; cookies set: cookieconsent_status`,
		withdraw: `Osano Cookie Consent, "Cookie Policy", "Decline": dialog gone; cookies set: cookieconsent_status; cookies removed: _stats`,
	},
	{
		page:     "real-tarteaucitron.html",
		accept:   `tarteaucitron, "OK, accept all": dialog gone; cookies set: _stats; cookies changed: tarteaucitron`,
		refuse:   `tarteaucitron, "Deny all cookies": dialog gone; cookies changed: tarteaucitron`,
		withdraw: `tarteaucitron, "Cookies (modal window)", "Deny all cookies": cookies changed: tarteaucitron; cookies removed: _stats`, // whose panel stays open
		declared: []string{"_stats [Stats], analytic"},
	},
}

func TestRealLibrariesForConsentAreAnswered(t *testing.T) {
	real(t)
	for _, tt := range libraries {
		t.Run(tt.page, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			p, c := choose(t, s, tt.page, practice.Accepted)
			tt.judge(t, p, c, tt.accept)
			if len(requestsTo(p, "stats.example")) == 0 {
				t.Error("what was accepted was not requested")
			}
			if diff := cmp.Diff(tt.declared, declaredLines(p)); diff != "" {
				t.Errorf("declared (-want +got):\n%s", diff)
			}
			p, c = choose(t, s, tt.page, practice.Withdrawn)
			tt.judge(t, p, c, tt.withdraw)
			p, c = choose(t, open(t), tt.page, practice.Refused)
			tt.judge(t, p, c, tt.refuse)
			if refused := requestsTo(p, "stats.example"); len(refused) > 0 {
				t.Errorf("what was refused was requested: %v", refused)
			}
		})
	}
}

// judge compares a choice with its story. Each thing that was clicked is one click.
func (library) judge(t *testing.T, p *crawler.Page, c crawler.Choice, want string) {
	t.Helper()
	if got := story(c); got != want {
		t.Errorf("%s:\ngot  %s\nwant %s", c.State, got, want)
	}
	if c.Clicks != len(c.Clicked) {
		t.Errorf("%s takes %d clicks on %q", c.State, c.Clicks, c.Clicked)
	}
	if len(p.Gaps) > 0 {
		t.Errorf("gaps %s = %v, want none", c.State, p.Gaps)
	}
}

// requestsTo lists the requests of a page to a host.
func requestsTo(p *crawler.Page, host string) []string {
	var urls []string
	for _, r := range p.Requests {
		if crawler.Host(r.URL) == host {
			urls = append(urls, r.URL)
		}
	}
	return urls
}

// A notice that offers nothing but "Got it!" is never refused, and cannot be withdrawn.
func TestARealNoticeWithoutAChoiceIsNotRefused(t *testing.T) {
	real(t)
	t.Parallel()
	for state, want := range map[practice.Condition]string{
		practice.Accepted: `Osano Cookie Consent, "Got it!": dialog gone; cookies set: cookieconsent_status`,
		practice.Refused:  `Osano Cookie Consent, not offered`,
	} {
		if _, c := choose(t, open(t), "real-osano-info.html", state); story(c) != want {
			t.Errorf("%s:\ngot  %s\nwant %s", state, story(c), want)
		}
	}
}

// The parts that the IAB publishes for consent platforms answer as the standard says, and their string is read as they wrote it.
func TestAPlatformOfTheIABsPartsIsReadAndCompared(t *testing.T) {
	real(t)
	for _, tt := range []struct {
		state   practice.Condition
		story   string
		granted []string
	}{
		{practice.Accepted, `words, "Accept all": dialog gone; cookies set: euconsent-v2`, []string{
			"site signal tracer for marketing.advertising [TCF]", "site signal tracer for marketing.targeted [TCF]",
		}},
		{practice.Refused, `words, "Reject all": dialog gone; cookies set: euconsent-v2`, nil},
	} {
		t.Run(string(tt.state), func(t *testing.T) {
			t.Parallel()
			p, c := choose(t, open(t), "real-tcf.html", tt.state)
			if got := story(c); got != tt.story {
				t.Errorf("got  %s\nwant %s", got, tt.story)
			}
			if len(p.Signals) != 1 || p.Signals[0].API != "tcf" || p.Signals[0].Status != "useractioncomplete" || p.Signals[0].Platform != 300 || p.Signals[0].Value == "" {
				t.Errorf("signals = %+v; want the TC string of platform 300 after the choice", p.Signals)
			}
			seen := slices.DeleteFunc(judge(t, p, "signals"), func(line string) bool { return strings.HasPrefix(line, " ") })
			if diff := cmp.Diff(tt.granted, seen); diff != "" {
				t.Errorf("granted (-want +got):\n%s", diff)
			}
		})
	}
}

func TestARealLibraryDrivesGooglesConsentMode(t *testing.T) {
	real(t)
	t.Parallel()
	p, _ := choose(t, open(t), "real-consent-mode.html", practice.Accepted)
	if sent := requestsTo(p, "www.google-analytics.com"); len(sent) == 0 || !strings.HasSuffix(sent[len(sent)-1], "gcs=G101") {
		t.Errorf("after acceptance Google is told %q, want gcs=G101 at last", sent)
	}
	p, _ = choose(t, open(t), "real-consent-mode.html", practice.Refused)
	for _, sent := range requestsTo(p, "www.google-analytics.com") { // the default is told before, and refusal changes nothing of it
		if !strings.HasSuffix(sent, "gcs=G100") {
			t.Errorf("after refusal Google is told %s, want nothing but gcs=G100", sent)
		}
	}
}
