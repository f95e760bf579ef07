package reports

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/candor-privacy/candor/practice"
)

func TestExplainLooksAsReviewed(t *testing.T) {
	for _, width := range widths {
		var b bytes.Buffer
		for i, d := range example(t).Discrepancies {
			id := d.ID
			if i%2 == 0 {
				id = fmt.Sprint(i + 1)
			}
			if err := Explain(&b, example(t), id, Options{Width: width}); err != nil {
				t.Fatal(err)
			}
			b.WriteString("\n")
		}
		golden(t, fmt.Sprintf("explain-%d.txt", width), b.Bytes())
		checkWidth(t, b.String(), width)
	}
}

func TestExplainSaysInTheWordsOfTheTableWhatADiscrepancyIsAbout(t *testing.T) {
	o := practice.Outcome{Comparison: practice.Comparison{Discrepancies: []practice.Discrepancy{{
		ID: "d-3fa1c2", Rule: "contradiction", Practice: practice.Practice{Actor: practice.FirstParty, Action: practice.Store, Data: practice.Personal},
		Declared: []practice.Declaration{{Kind: practice.KindStoreLocation}},
	}}}}
	var b bytes.Buffer
	if err := Explain(&b, o, "1", Options{Width: 100}); err != nil {
		t.Fatal(err)
	}
	if title := strings.Split(b.String(), "\n")[1]; !strings.HasSuffix(title, "  where data are kept: personal") {
		t.Errorf("the title is %q", title)
	}
}

// An auditor opens the page that the browser showed, and finds the lines there.
func TestExplainSaysWhichFileOfTheRecordALineStandsIn(t *testing.T) {
	said := practice.Declaration{Quote: practice.Quote{Source: "https://www.larkspur.example/privacy", Blob: "3f0c6d", Line: 41, Text: "We never sell it."}}
	again := said
	again.Line = 67
	o := practice.Outcome{Comparison: practice.Comparison{Discrepancies: []practice.Discrepancy{{Declared: []practice.Declaration{said, again}}}}}
	var b bytes.Buffer
	if err := Explain(&b, o, "1", Options{Width: 100}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "candor show RECORD 3f0c6d -o notice"); n != 1 {
		t.Errorf("the blob is named %d times, want once:\n%s", n, b.String())
	}
}

func TestALifetimeIsToldInWords(t *testing.T) {
	for period, want := range map[practice.Period]string{
		"P1D": "1 day", "P365D": "365 days", "P1Y": "P1Y", practice.Session: "until the browser is closed", practice.Unlimited: "without end",
	} {
		if got := life(period); got != want {
			t.Errorf("life(%s) = %q, want %q", period, got, want)
		}
	}
}

// An auditor who reads the same sentence twice looks for a difference that is not there.
func TestASentenceThatMakesSeveralStatementsIsQuotedOnce(t *testing.T) {
	shared := practice.Declaration{Quote: practice.Quote{Source: "privacy.md", Line: 92, Text: "Authorities and suppliers may be given it."}, Kind: practice.KindShare}
	again := shared
	again.Kind = practice.KindSell
	other := practice.Declaration{Quote: practice.Quote{Source: "privacy.md", Line: 92, Start: 60, Text: "So may heirs."}}
	d := practice.Discrepancy{Declared: []practice.Declaration{shared, again, other}, Nearest: []practice.Declaration{other, other}}
	p := page{width: 200, side: 15}
	p.statements(d)
	want := []string{
		`Said   privacy.md:92    “Authorities and suppliers may be given it.”`,
		`       privacy.md:92    “So may heirs.”`,
		`       privacy.md:92    nearest: “So may heirs.”`,
	}
	if diff := cmp.Diff(want, p.lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if got := said(d); got != "privacy.md:92 +1" {
		t.Errorf("the table says %q, want one sentence more", got)
	}
}

// The address that opens the page at the words is that of the first sentence, whole: a longer one is no reason to lead to another place.
func TestTheLinkLeadsToTheFirstSentence(t *testing.T) {
	link := "https://www.larkspur.example/privacy#:~:text=" + strings.Repeat("We%20never%20sell%20it", 8)
	o := practice.Outcome{Comparison: practice.Comparison{Discrepancies: []practice.Discrepancy{{Declared: []practice.Declaration{
		{Quote: practice.Quote{Source: "https://www.larkspur.example/privacy", Line: 41, Text: "We never sell it.", Link: link}},
		{Quote: practice.Quote{Source: "https://www.larkspur.example/privacy", Line: 67, Text: "Nor do we lend it.", Link: "https://www.larkspur.example/privacy#:~:text=Nor"}},
	}}}}}
	var b bytes.Buffer
	if err := Explain(&b, o, "1", Options{Width: 100}); err != nil {
		t.Fatal(err)
	}
	if want := "Open   " + link + "\n         the page on the web, at the words of /privacy:41\n"; !strings.Contains(b.String(), want) {
		t.Errorf("got:\n%s\nwant %q", b.String(), want)
	}
}

// Forty pages that do the same are one line with forty pages, whatever numbers their requests have; places in code stay apart.
func TestWhatIsAlikeIsToldOnce(t *testing.T) {
	site := practice.Practice{Actor: practice.Site, Action: practice.Track, Data: "tracer.cookie_id", Recipient: "Hotjar", Condition: practice.BeforeConsent}
	refused := site
	refused.Condition = practice.Refused
	place := func(page string, request int) practice.Evidence {
		return practice.Evidence{Source: page, Request: request, Detail: fmt.Sprintf("cookie set by the answer to request %d", request)}
	}
	code := practice.Practice{Actor: practice.Code, Action: practice.StoreLog, Data: "contact.email"}
	d := practice.Discrepancy{Observed: []practice.Observation{
		{Practice: site, By: "cookies", Name: "_hj", Period: "P365D", Evidence: []practice.Evidence{place("https://a.example/", 3), place("https://a.example/x", 8), place("https://b.example/y", 9)}},
		{Practice: refused, By: "cookies", Name: "_hs", Period: "P365D", Evidence: []practice.Evidence{place("https://a.example/", 41)}},
		{Practice: code, By: "logs", Name: "Email", Evidence: []practice.Evidence{{Source: "a.go", Line: 3, Detail: "logged"}, {Source: "a.go", Line: 9, Detail: "logged"}}},
	}}
	p := page{width: 200, side: 15}
	p.observations(d)
	want := []string{
		`Seen   on the site      _hj, _hs: site track tracer.cookie_id by Hotjar before consent, after refusal, lives 365 days [cookies]`,
		`                        https://a.example/: cookie set by the answer to request 3`,
		`                        the same on /x, https://b.example/y, as request 8, 9, 41`,
		`       in the code      Email: code store.log contact.email [logs]`,
		`                        a.go:3: logged`,
		`                        a.go:9: logged`,
	}
	if diff := cmp.Diff(want, p.lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

// A tracker that does nine things in twelve places is told on one screen, both of the site and of the code; --all tells the rest.
func TestWhatABigTrackerDoesIsFolded(t *testing.T) {
	d := practice.Discrepancy{ID: "d-3fa1c2", Rule: "undeclared-recipient"}
	add := func(actor practice.Party, data practice.Data, name string, places int) {
		o := practice.Observation{Practice: practice.Practice{Actor: actor, Action: practice.Share, Data: data, Recipient: "HubSpot"}, By: "trackers", Name: name}
		for i := range places {
			o.Evidence = append(o.Evidence, practice.Evidence{Source: "https://larkspur.example/", Request: i + 1, Detail: fmt.Sprintf("%s carries parameter %d", data, i)})
		}
		d.Observed = append(d.Observed, o)
	}
	for _, data := range []practice.Data{"behaviour.browsing", "demographic.language", "device.browser", "device.os", "device.screen"} {
		add(practice.Site, data, "", 3)
	}
	add(practice.Site, "contact.email", "email", 1)
	add(practice.Code, "contact.phone", "Phone", 1)
	o := practice.Outcome{Company: "Larkspur", Comparison: practice.Comparison{Discrepancies: []practice.Discrepancy{d}}, Record: practice.RecordSummary{Path: "larkspur.candor"}}
	var folded, whole bytes.Buffer
	for b, all := range map[*bytes.Buffer]bool{&folded: false, &whole: true} {
		if err := Explain(b, o, "1", Options{Width: 120, All: all}); err != nil {
			t.Fatal(err)
		}
	}
	for want, n := range map[string]int{
		"larkspur.candor · Larkspur · 1 of 1 discrepancy\n": 1, "in the code": 1, "on the site": 2, "carries parameter": 3, "and 2 more\n": 2,
		"and 4 more       device.browser, device.os, device.screen, contact.email (email)\n": 1, "candor explain 1 --all --outcome larkspur.candor\n": 1,
	} {
		if got := strings.Count(folded.String(), want); got != n {
			t.Errorf("%q stands there %d times, want %d:\n%s", want, got, n, folded.String())
		}
	}
	for want, n := range map[string]int{"on the site": 6, "in the code": 1, "carries parameter": 17, " more": 0, "--all": 0} {
		if got := strings.Count(whole.String(), want); got != n {
			t.Errorf("with --all %q stands there %d times, want %d:\n%s", want, got, n, whole.String())
		}
	}
}

// Where the notice is at hand, a quote stands in its paragraph, of which a long one is cut.
func TestAQuoteIsToldInItsParagraph(t *testing.T) {
	o := example(t)
	opts := Options{Width: 200, Text: func(q practice.Quote) (string, string) {
		return "We <b>like</b> letters.", strings.Repeat(" and more of it", 20)
	}}
	var b bytes.Buffer
	if err := Explain(&b, o, "1", opts); err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(b.String()), " ")
	if want := "We like letters. “We never share your e-mail address with advertisers.” and more of it and"; !strings.Contains(text, want) || !strings.Contains(text, " …") {
		t.Errorf("got:\n%s\nwant %q, and an ellipsis", b.String(), want)
	}
}

func TestEveryVerdictIsExplained(t *testing.T) {
	for _, v := range []practice.Verdict{
		practice.Clear, practice.Vague, practice.Omitted, practice.Contradicted, practice.Ambiguous, practice.ConditionBroken, practice.Stale, practice.Unverified, practice.Unlawful,
	} {
		if verdicts()[v] == "" {
			t.Errorf("verdicts.txt does not explain %q", v)
		}
	}
}

// A severity that is not the rule's own is that of the data, and an omission says how sure the reader is, and why.
func TestAJudgementSaysHowItCameAbout(t *testing.T) {
	o := practice.Outcome{
		Notice:     practice.NoticeSummary{Gaps: []practice.Gap{{Source: "privacy.md", Reason: "line 40: written in German"}}},
		Comparison: practice.Comparison{Rules: []practice.RuleSummary{{Name: "undeclared-data", Severity: practice.Medium}}},
	}
	d := practice.Discrepancy{
		Rule: "undeclared-data", Verdict: practice.Omitted, Severity: practice.High, Confidence: 0.525,
		Practice: practice.Practice{Actor: practice.Site, Action: practice.Collect, Data: "special.health"}, Nearest: []practice.Declaration{{}, {}},
	}
	p := page{width: 200, side: 15}
	p.judgement(o, d)
	want := []string{
		`Judged omitted          it is done, and no statement that was read says so`,
		`       high             since it is about special.health (physical or mental health); the rule by itself says medium`,
		`       52 %, uncertain  the reader of the notice can miss a sentence, and 2 statements come close; 1 part of the notice could not be read, where it may stand`,
	}
	if diff := cmp.Diff(want, p.lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestExplainRefusesWhatIsNotThere(t *testing.T) {
	o := example(t)
	one := o
	one.Discrepancies = o.Discrepancies[:1]
	tests := []struct {
		o        practice.Outcome
		id, want string
	}{
		{o, "8", `no discrepancy "8": want 1 to 7, or an id such as d-3fa1c2`},
		{o, "0", `no discrepancy "0": want 1 to 7, or an id such as d-3fa1c2`},
		{o, "d-\x1b[2J", `no discrepancy "d-�[2J": want 1 to 7, or an id such as d-3fa1c2`},
		{one, "2", `no discrepancy "2": want 1 or d-3fa1c2`},
		{practice.Outcome{}, "1", `no discrepancy "1": this outcome has none`},
	}
	for _, tt := range tests {
		err := Explain(&bytes.Buffer{}, tt.o, tt.id, Options{})
		if err == nil || err.Error() != tt.want {
			t.Errorf("Explain(%q): error %v, want %s", tt.id, err, tt.want)
		}
	}
}

func TestObservationsLookAsReviewed(t *testing.T) {
	var seen []practice.Observation
	for _, d := range example(t).Discrepancies {
		seen = append(seen, d.Observed...)
	}
	all := practice.Observations{Seen: seen, Gaps: []practice.Gap{{Source: "billing/bill.go:3", Reason: "package does not compile"}}}
	known := []practice.RuleSummary{{Name: "logs", Title: "personal data are written to a log", Severity: practice.Medium}} // the others are named all the same
	for format, file := range map[string]string{"text": "observations.txt", "json": "observations.json", "sarif": "observations.sarif"} {
		var b bytes.Buffer
		if err := WriteObservations(&b, format, all, known); err != nil {
			t.Fatal(err)
		}
		golden(t, file, b.Bytes())
		if format == "sarif" {
			validate(t, sarifSchema(t), file, b.Bytes())
		}
	}
	err := WriteObservations(&bytes.Buffer{}, "xml", all, nil)
	if want := `unknown format "xml": want text, json, sarif`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestEveryActionHasWords(t *testing.T) {
	for _, a := range practice.TermsOf(practice.ActionTerm) {
		if passives()[practice.Action(a.Key)] == "" {
			t.Errorf("passives.txt: no words for %q", a.Key)
		}
	}
}
