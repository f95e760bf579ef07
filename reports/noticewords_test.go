package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/practice"
)

// beginnings are what stands before the sentences of a test, so that they are read as a notice.
var beginnings = map[string]string{
	"en": "# Privacy notice\n\nWe, Example Ltd, are the controller of your personal data and explain here what we do with them.\n\n",
	"fr": "# Politique de confidentialité\n\nNous, Example SAS, sommes responsables de vos données et vous expliquons ici ce que nous en faisons.\n\n",
}

// Whatever a scan can see has words in both languages, and our own reader takes them for what they stand for.
func TestEveryTermThatCanBeObservedIsReadAsWhatItStandsFor(t *testing.T) {
	for language, beginning := range beginnings {
		a, err := authorIn(language)
		if err != nil {
			t.Fatal(err)
		}
		wanted := map[string]practice.Term{}
		var notice strings.Builder
		notice.WriteString(beginning)
		for _, term := range slices.Concat(practice.TermsOf(practice.DataTerm), practice.TermsOf(practice.PurposeTerm)) {
			if practice.Covers("derived", practice.Data(term.Key)) || term.Key == "any" { // made of data, and said of none
				continue
			}
			if !a.has(string(term.Kind), term.Key) {
				t.Errorf("noticewords.txt has no %s %s", term.Kind, term.Key)
				continue
			}
			data, purposes := "contact.email", []string(nil)
			if term.Kind == practice.DataTerm {
				data = term.Key
			} else {
				purposes = []string{term.Key}
			}
			sentence := a.sentence("share", map[string]string{"data": a.term("data", data), "recipient": "Mailchimp", "for": a.purposes(purposes)})
			wanted[fmt.Sprint(term.Kind, " ", term.Key)] = term
			fmt.Fprintf(&notice, "%s\n\n", sentence)
			if !declared(readText(t, language, beginning+sentence), term) {
				t.Errorf("%s: %q is not read as %s", language, sentence, term.Key)
			}
		}
		all := readText(t, language, notice.String())
		for name, term := range wanted {
			if !declared(all, term) {
				t.Errorf("%s: among the others, no sentence is read as %s", language, name)
			}
		}
	}
}

// declared reports whether a notice says that Mailchimp gets the data, or data for the purpose. A purpose as a whole may be read as one of its kinds.
func declared(n practice.Notice, term practice.Term) bool {
	return slices.ContainsFunc(n.Declarations, func(d practice.Declaration) bool {
		if d.Polarity != practice.Affirmed || !slices.Contains(d.Vendors, "Mailchimp") {
			return false
		}
		if term.Kind == practice.DataTerm {
			return len(d.Data) == 1 && string(d.Data[0]) == term.Key
		}
		return len(d.Purposes) == 1 && practice.Covers(practice.Purpose(term.Key), d.Purposes[0])
	})
}

func readText(t *testing.T, language, text string) practice.Notice {
	t.Helper()
	n, err := policy.ReadBytes("notice.md", []byte(text))
	if err != nil {
		t.Fatalf("%s: %v", language, err)
	}
	return n
}

// Names come from the site: none of them may become markup, a row of its own or a formula.
func TestHostileNamesOfCookiesAreInert(t *testing.T) {
	tracers := []Tracer{
		{Name: "=cmd|' /C calc'!A0", Vendor: "[x](https://evil.example)", Period: "P1D"},
		{Name: "a`b|c\n| d", Vendor: "<script>alert(1)</script>", Period: "session"},
		{Name: "<img src=x onerror=alert(1)>", Vendor: "", Period: "P1D"},
	}
	missing := []Suggestion{{Rule: "r", ID: "d-1", Sentences: []string{"We use " + codeSpan("x`<b>") + "."}, Instead: []practice.Quote{{Text: "a ``` b --> <i>"}}}}
	for format, marks := range map[string][]string{
		"markdown": {"<script", "<img", "](https", "\n| d", "<b>"},
		"html":     {"<script", "<img", "<b>", "<i>"},
		"csv":      {"\n=cmd", ",=cmd", "\n| d"},
	} {
		var b strings.Builder
		if err := WriteCookies(&b, format, tracers, missing, Options{}); err != nil {
			t.Fatal(err)
		}
		for _, mark := range marks {
			if strings.Contains(b.String(), mark) {
				t.Errorf("%s holds %q:\n%s", format, mark, b.String())
			}
		}
	}
	if err := WriteCookies(io.Discard, "pdf", nil, nil, Options{}); err == nil {
		t.Error("a format that does not exist is written")
	}
}

// One row a tracer, however many pages, hosts and states show it; what lives longest counts.
func TestATracerStandsInTheTableOnce(t *testing.T) {
	got := merged([]Tracer{
		{Name: "_ga", Vendor: "Google Analytics", Period: "P30D", FirstParty: true},
		{Name: "_ga", Vendor: "Google Analytics", Period: "P30D", FirstParty: true, Unasked: true},
		{Name: "_ga", Vendor: "Google Analytics", Purpose: "analytics.audience", Period: "P730D", FirstParty: true},
		{Name: "_ga", Vendor: "Google Analytics", Period: "session", FirstParty: true},
	})
	if want := []Tracer{{"_ga", "Google Analytics", "analytics.audience", "P730D", true, "", true}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A table that says "with your consent" of what was seen without it would make its author promise what is not done.
func TestTheAuthorIsToldWhatDoesNotWaitForConsent(t *testing.T) {
	tracers := []Tracer{
		{Name: "_ga", Vendor: "Google Analytics", Purpose: "analytics.audience", Period: "P30D", Unasked: true},
		{Name: "_fbp", Vendor: "Facebook", Purpose: "marketing.advertising", Period: "P30D"},
		{Name: "session", Purpose: "service.technical", Period: "session", Unasked: true},
	}
	seen := func(state practice.Condition) practice.Outcome {
		o := practice.Observation{Name: "_ga", Practice: practice.Practice{Actor: practice.Site, Action: practice.Track, Data: "tracer.cookie_id", Recipient: "Google Analytics", Purpose: "analytics.audience", Condition: state}}
		return practice.Outcome{Comparison: practice.Comparison{Discrepancies: []practice.Discrepancy{{
			ID: "d-1", Rule: "undeclared-recipient", Verdict: practice.Omitted, Practice: o.Practice, Observed: []practice.Observation{o},
		}}}}
	}
	for _, tt := range []struct {
		language, format string
		state            practice.Condition
		want, not        string
	}{
		{"en", "markdown", practice.BeforeConsent, "  - It was seen before any choice", ""},
		{"en", "markdown", practice.Accepted, "or the table is untrue:\n\n- `_ga` (Google Analytics)\n\n##", "  - It was seen before"},
		{"fr", "html", practice.Refused, "<br><small>Cela a été observé avant tout choix", ""},
		{"fr", "html", practice.UnderGPC, "<ul>\n<li><code>_ga</code> (Google Analytics)</li>\n</ul>", ""},
		{"en", "html", practice.Accepted, "let them wait", "<small>It was seen before"},
	} {
		missing, err := Suggest(seen(tt.state), tt.language, func(name string) string { return name })
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := WriteCookies(&b, tt.format, tracers, missing, Options{Language: tt.language}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(strings.ToLower(b.String()), strings.ToLower(tt.want)) || tt.not != "" && strings.Contains(b.String(), tt.not) {
			t.Errorf("%s, %s, %s: want %q, and no %q:\n%s", tt.language, tt.format, tt.state, tt.want, tt.not, b.String())
		}
	}
}

// A cookie that a script of another host set is not called the company's own without a word.
func TestTheAuthorIsAskedWhoReadsWhatOthersSet(t *testing.T) {
	tracers := []Tracer{
		{Name: "trk`uid", Period: "P30D", Script: "metrics.example"},
		{Name: "_ga", Vendor: "Google Analytics", Period: "P30D", Script: "www.googletagmanager.com"},
		{Name: "basket", Period: "session"},
	}
	for format, want := range map[string]string{
		"markdown": "in the place of \"us\":\n\n- trk&#96;uid (`metrics.example`)\n",
		"html":     "<ul>\n<li><code>trk`uid</code> (<code>metrics.example</code>)</li>\n</ul>",
	} {
		var b strings.Builder
		if err := WriteCookies(&b, format, tracers, nil, Options{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s does not say %q:\n%s", format, want, b.String())
		}
	}
}

// A recipient whose company no table knows is called by its domain, and the author is told to name it.
func TestARecipientThatNobodyKnowsIsToBeNamed(t *testing.T) {
	seen := practice.Observation{Practice: practice.Practice{Actor: practice.Site, Action: practice.Share, Data: "contact.email", Recipient: "list-keeper.example"}}
	o := practice.Outcome{Comparison: practice.Comparison{Discrepancies: []practice.Discrepancy{{
		ID: "d-1", Rule: "undeclared-recipient", Verdict: practice.Omitted, Practice: seen.Practice, Observed: []practice.Observation{seen},
	}}}}
	missing, err := Suggest(o, "en", func(name string) string { return name })
	if err != nil {
		t.Fatal(err)
	}
	for format, want := range map[string]string{
		"markdown": "We share your e-mail address with list-keeper.example. <!-- undeclared-recipient d-1 -->\n  - Put the name of the company in the place of `list-keeper.example`\n",
		"html":     "<br><small>Put the name of the company in the place of <code>list-keeper.example</code></small>",
	} {
		var b strings.Builder
		if err := WriteCookies(&b, format, nil, missing, Options{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s does not say %q:\n%s", format, want, b.String())
		}
	}
}

func TestPeriodsAreWrittenAsNoticesWriteThem(t *testing.T) {
	for language, periods := range map[string]map[practice.Period]string{
		"en": {"session": "session", "unlimited": "until you delete it", "P1D": "1 day", "P60D": "2 months", "P59D": "59 days", "P90D": "3 months", "P365D": "1 year", "P730D": "2 years", "P393D": "13 months", "P180D": "6 months", "P400D": "400 days"},
		"fr": {"session": "session", "unlimited": "illimitée", "P1D": "1 jour", "P60D": "2 mois", "P59D": "59 jours", "P90D": "3 mois", "P365D": "1 an", "P730D": "2 ans", "P393D": "13 mois", "P180D": "6 mois", "P400D": "400 jours"},
	} {
		a, err := authorIn(language)
		if err != nil {
			t.Fatal(err)
		}
		for period, want := range periods {
			if got := a.period(period); got != want {
				t.Errorf("%s in %s: %q, want %q", period, language, got, want)
			}
		}
	}
}
