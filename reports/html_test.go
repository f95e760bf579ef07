package reports

import (
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

// pageOf is the web page of an outcome.
func pageOf(t *testing.T, o practice.Outcome, opts Options) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, "html", o, opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// seenIn is a cookie that one company keeps in a consent state.
func seenIn(state practice.Condition, name string, recipient practice.Party) practice.Observation {
	return practice.Observation{
		Practice: practice.Practice{Actor: practice.Site, Action: practice.Track, Data: "tracer.cookie_id", Recipient: recipient, Condition: state},
		By:       "cookies", Name: name, Period: "P90D",
		Evidence: []practice.Evidence{{Source: "https://www.larkspur.example/", Detail: "a cookie"}},
	}
}

// What was done at a moment at which it must not be is marked by a sign and the number of its discrepancy, not by a colour alone; what else loads
// then may be as undeclared as it likes, and is not marked as being in order.
func TestTheTimelineMarksWhatIsBrokenAtThatMoment(t *testing.T) {
	early, late := seenIn(practice.BeforeConsent, "_ga", "Google Analytics"), seenIn(practice.Accepted, "_ga", "Google Analytics")
	undeclared := seenIn(practice.BeforeConsent, "wistia", "Wistia")
	o := practice.Outcome{Record: practice.RecordSummary{States: []practice.Condition{practice.BeforeConsent, practice.Accepted}}}
	o.Discrepancies = []practice.Discrepancy{
		{ID: "d-aaaaaa", Rule: "undeclared-recipient", Practice: practice.Practice{Actor: practice.Site, Action: practice.Track, Data: "tracer.cookie_id", Recipient: "Wistia"}, Observed: []practice.Observation{undeclared}},
		{ID: "d-bbbbbb", Rule: "before-consent", Practice: early.Practice, Observed: []practice.Observation{early, early}},
	}
	page := pageOf(t, o, Options{Seen: []practice.Observation{early, late, undeclared}})
	for _, want := range []string{
		`<td class="s-broken">tracer.cookie_id <b>✗ <a href="#d-bbbbbb">2</a></b></td><td>tracer.cookie_id</td>`,
		`<th scope="row">Wistia</th><td>tracer.cookie_id</td><td>–</td>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not hold %q", want)
		}
	}
}

// The inventory tells a cookie once, with every consent state in which it was seen, as a visitor comes to them.
func TestTheInventoryOfTheWebPageTellsACookieOnce(t *testing.T) {
	seen := []practice.Observation{
		seenIn(practice.UnderGPC, "_ga", "Google Analytics"), seenIn(practice.Refused, "_ga", "Google Analytics"), seenIn(practice.BeforeConsent, "_ga", "Google Analytics"),
		seenIn(practice.Refused, "fr", "Facebook"),
	}
	page := pageOf(t, practice.Outcome{}, Options{Seen: seen})
	for want, n := range map[string]int{
		`<th scope="row">_ga</th><td><code>site track tracer.cookie_id by Google Analytics before consent, after refusal, under gpc</code></td><td>3 months</td><td>https://www.larkspur.example/ <small>2 more</small></td>`: 1,
		`<th scope="row">fr</th><td><code>site track tracer.cookie_id by Facebook after refusal</code></td>`:                                                                                                                  1,
		`<th scope="row">`: 2,
	} {
		if got := strings.Count(page, want); got != n {
			t.Errorf("%q stands there %d times, want %d", want, got, n)
		}
	}
}

// Whoever has to defend a finding needs to know why it is grave and how sure it is; whoever listens to the page, in which language it is told; and
// what a category means stands there for those without a mouse, too.
func TestACardTellsHowItWasJudgedAndInWhichLanguage(t *testing.T) {
	for language, want := range map[string][]string{
		"en": {"<summary>How it was judged</summary>", `<span class="meaning">your e-mail address</span>`},
		"fr": {"<summary>Comment c’est jugé</summary>", `<span class="meaning">votre adresse e-mail</span>`, "énoncés lus : 57"},
	} {
		page := pageOf(t, example(t), Options{Language: language})
		want = append(
			want, `<span lang="en">the notice denies sharing contact.email`, `<p lang="en">The notice says`, `<dd lang="en">Stop it`,
			`<dt>contradicted</dt><dd>the notice denies it, or promises something that excludes it</dd>`, "<dt>95 %, sure</dt><dd>both sides are there",
		)
		for _, words := range want {
			if !strings.Contains(page, words) {
				t.Errorf("%s: the page does not say %q", language, words)
			}
		}
	}
}

// A line that says two things of a category is named once.
func TestALineIsNamedOnceInTheMatrix(t *testing.T) {
	said := []practice.Mention{{Source: "notices/privacy.md", Line: 76, Start: 3}, {Source: "notices/privacy.md", Line: 76, Start: 9}, {Source: "notices/privacy.md", Line: 78}, {Source: "cookies.md", Line: 78}}
	const want = "cookies.md:78, privacy.md:76, 78"
	for _, got := range []string{mentions(said), spread(said)} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// A page of hundreds of cards lays out those alone that are in sight, so that its filter answers while one types.
func TestManyCardsAreLaidOutOnlyInSight(t *testing.T) {
	for n, want := range map[int]bool{manyCards: false, manyCards + 1: true} {
		var o practice.Outcome
		for range n {
			o.Discrepancies = append(o.Discrepancies, practice.Discrepancy{Rule: "data-in-url"})
		}
		if got := strings.Contains(pageOf(t, o, Options{}), `<section id="differences" class="many"`); got != want {
			t.Errorf("%d cards: %v, want %v", n, got, want)
		}
	}
}
