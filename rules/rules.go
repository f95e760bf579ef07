// Package rules finds where what is done and what is said differ.
//
// Compare holds the observations of a record against the declarations of a notice, and one
// declaration against another. It reads no file and no network: the same input gives the same
// discrepancies, with the same ids, in the same order.
//
// Drift holds one version of a notice against another: what was added, removed, weakened and strengthened. It stands here, and not where
// notices are read, because it judges statements and reads none.
//
// One root cause is one discrepancy: forty cookies of one vendor under one rule are one discrepancy
// with forty pieces of evidence, and what is seen on the site and in the code is one with both.
// An omission is never certain, since the reader of the notice may have missed a sentence: its
// confidence is below 1, and it names the statements that come closest.
package rules

import "github.com/candor-privacy/candor/practice"

// A Rule is one way in which saying and doing can differ.
type Rule struct {
	Name       string                               // what is wrong, in words that stand in reports
	Doc        string                               // a title, a blank line, and an explanation with an example
	Severity   practice.Severity                    // of a discrepancy that does not set its own
	References []string                             // the law, as reports cite it
	Remedies   []practice.Remedy                    // {data}, {recipient} and {purpose} stand for those of the practice
	Examples   []Example                            // what it must flag and what it must not; the test of the package runs them
	Find       func(c *Case) []practice.Discrepancy // pure; leaves ID, Rule and Remedies to Compare, and adds to References what the data ask for
}

// An Example is a record and a notice in a few words, and whether the rule finds anything there.
//
// Seen is practices in the notation, one a line; Said is statements, one a line, each a polarity
// (affirmed, only, denied, or may for an affirmed one that leaves it open) and a practice whose actor is left out; a
// kind of statement may stand for the action. After either, "; KEY VALUE" adds what the notation has no place for: name,
// period, place (the country where data are stored), at (the page) and gpc (claimed, by the site to programs) of what was seen; period, tracers, scope, quote, section, mechanism, basis, places, members and universal (yes) of what was said.
//
//	site track tracer.cookie_id by Google Analytics for analytics.audience before consent; name _ga; period P400D
//	denied: share contact.email to advertiser
//	affirmed: track tracer.cookie_id for analytics.audience with consent; period P13M; tracers _ga*
//	affirmed: consent-claim tracer by browsing; quote By going on you accept our cookies.
//	platform Cookiebot lists _ga; category Statistics; period 2 years
//	dialog of OneTrust refuses by Settings, Save
type Example struct {
	Seen, Said string
	Flag       bool
}

// All lists the rules in the order in which a report shows discrepancies of one severity.
//
// Not listed: vague-recipient (lawful under GDPR 13(1)(e), which allows categories of recipients; the verdict vague tells it), and those of OfText,
// which judge the wording alone.
var All = []*Rule{
	Denied,
	BeforeConsent,
	AfterRefusal,
	IgnoresGPC,
	MisstatedConsent,
	NoRefusal,
	TypedBeforeSubmit,
	Keystrokes,
	UndeclaredRecipient,
	UndeclaredData,
	UndeclaredPurpose,
	SpecialCategory,
	UndeclaredFingerprinting,
	UndeclaredCookie,
	MislabelledCookie,
	Logs,
	ClientErrors,
	CookieData,
	DataInURL,
	Transport,
	Lifetime,
	KeptLonger,
	StoredElsewhere,
	ImpliedConsent,
	Contradiction,
	Stale,
}

// OfText lists the rules that Review adds to All: what they find is a weakness of the text, and says nothing against what is done, so that
// it has no place in an audit.
var OfText = []*Rule{Tension, Narrowing}
