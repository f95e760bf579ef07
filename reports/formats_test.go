package reports

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"pgregory.net/rapid"

	"github.com/candor-privacy/candor/practice"
)

func TestFormatsLookAsReviewed(t *testing.T) {
	for format, name := range map[string]string{"html": "report.html", "markdown": "report.md", "junit": "report.junit.xml", "csv": "report.csv"} {
		var b bytes.Buffer
		if err := Write(&b, format, example(t), Options{}); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.Bytes())
	}
}

func TestAPDFNeedsABrowser(t *testing.T) {
	err := Write(&bytes.Buffer{}, "pdf", example(t), Options{})
	if err == nil || !strings.Contains(err.Error(), "write html, and print that") {
		t.Errorf("error %v, want one that says what to do without a browser", err)
	}
}

// On paper nothing can be unfolded.
func TestWhatIsPrintedStandsOpen(t *testing.T) {
	var page string
	opts := Options{Print: func(html []byte) ([]byte, error) { page = string(html); return nil, nil }}
	if err := Write(&bytes.Buffer{}, "pdf", example(t), opts); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(page, "<details>"); n > 0 || !strings.Contains(page, "<details open>") {
		t.Errorf("%d parts are folded", n)
	}
}

func TestEvidenceThatDoesNotFitIntoAFindingIsPrintedInTheAnnex(t *testing.T) {
	o := example(t)
	d := &o.Discrepancies[0]
	for i := range 9 {
		seen := d.Observed[0]
		seen.Name = fmt.Sprintf("field%d", i)
		d.Observed = append(d.Observed, seen)
	}
	var page string
	opts := Options{Print: func(html []byte) ([]byte, error) { page = string(html); return nil, nil }}
	if err := Write(&bytes.Buffer{}, "pdf", o, opts); err != nil {
		t.Fatal(err)
	}
	findings, annex, _ := strings.Cut(page, `<section id="annex"`)
	for name, want := range map[string][2]int{"field0": {1, 0}, "field8": {0, 1}} {
		if got := [2]int{strings.Count(findings, "<b>"+name+"</b>"), strings.Count(annex, "<b>"+name+"</b>")}; got != want {
			t.Errorf("%s stands %d times in the findings and %d times in the annex, want %v", name, got[0], got[1], want)
		}
	}
	if id := Clean(d.ID); !strings.Contains(findings, `href="#annex-`+id+`"`) || !strings.Contains(annex, `id="annex-`+id+`"`) {
		t.Error("the finding does not lead to the annex")
	}
}

// Every phrase of the interface is in both languages and used, and every one that is used is there.
func TestTheInterfaceIsWhole(t *testing.T) {
	var code strings.Builder
	for _, pattern := range []string{"html/report.html.tmpl", "html*.go"} {
		files, err := fs.Glob(os.DirFS("."), pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, f := range files {
			text, err := fs.ReadFile(os.DirFS("."), f)
			if err != nil {
				t.Fatal(err)
			}
			code.Write(text)
		}
	}
	rows, err := practice.ParseTable("interface.txt", string(embedded("interface.txt")), 3)
	if err != nil {
		t.Fatal(err)
	}
	made := regexp.MustCompile(`^(severity|standing|place|seen|decision|in_the)[._]`) // put together from a word of the outcome
	keys := map[string]bool{}
	for _, r := range rows {
		key := r.Columns[0]
		keys[key] = true
		if r.Columns[1] == "" || r.Columns[2] == "" {
			t.Errorf("interface.txt:%d: %s is not in both languages", r.Line, key)
		}
		if !made.MatchString(key) && !strings.Contains(code.String(), `"`+key+`"`) {
			t.Errorf("interface.txt:%d: %s is not used", r.Line, key)
		}
	}
	for _, use := range regexp.MustCompile(`(?:\bt |words\.of\()"([a-z_.]+)"\)?`).FindAllStringSubmatch(code.String(), -1) {
		if key := use[1]; !keys[key] && !strings.HasSuffix(key, ".") && !strings.HasSuffix(key, "_") {
			t.Errorf("interface.txt has no %s", key)
		}
	}
	for _, s := range practice.Standings {
		if !keys["standing."+string(s)] {
			t.Errorf("interface.txt has no standing.%s", s)
		}
	}
}

// Whatever a site calls itself, a page has the parts that it has of itself.
func TestHostileWordsAreNoMarkup(t *testing.T) {
	base, err := json.Marshal(example(t))
	if err != nil {
		t.Fatal(err)
	}
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM))
	rapid.Check(t, func(rt *rapid.T) {
		var o practice.Outcome
		if err := json.Unmarshal(base, &o); err != nil {
			rt.Fatal(err)
		}
		evil := rapid.SampledFrom([]string{
			"<script>x</script>", "`<b>`", "![i](https://evil.example/i.png)", "[a](javascript:x)", "www.evil.example", "https://evil.example", "@someone", "#1", "a|b", "\n\n# head", "=1+1",
			"+SUM(A1)", "-2", "@x", "\t=1", "]]>", "1. list", "- item", "</details>", "&lt;", "me@evil.example", "~~x~~", "^", "$x$",
		}).Draw(rt, "evil") + hostileText().Draw(rt, "rest")
		d := &o.Discrepancies[0]
		d.Message, d.Why, d.Observed[0].Name, d.Observed[0].Evidence[0].Detail, d.Observed[0].Evidence[0].Source = evil, evil, evil, evil, evil
		o.Company = evil
		for i := range d.Declared {
			d.Declared[i].Text = evil
		}
		var md, html, table, xmlText bytes.Buffer
		for w, f := range map[*bytes.Buffer]*Format{&md: Markdown, &table: CSV, &xmlText: JUnit} {
			if err := f.Write(w, o, Options{}); err != nil {
				rt.Fatal(err)
			}
		}
		if err := markdown.Convert(md.Bytes(), &html); err != nil {
			rt.Fatal(err)
		}
		for _, tag := range []string{"<a ", "<img", "<h1", "<del>", "<em>", "<strong>", "<code>"} {
			if strings.Contains(html.String(), tag) {
				rt.Fatalf("the Markdown becomes %s:\n%s", tag, md.String())
			}
		}
		if strings.Contains(md.String(), "@someone") || strings.Contains(md.String(), "<script") {
			rt.Fatalf("the Markdown holds what GitHub would act upon:\n%s", md.String())
		}
		rows, err := csv.NewReader(&table).ReadAll()
		if err != nil {
			rt.Fatal(err)
		}
		for _, row := range rows {
			if slices.ContainsFunc(row, func(c string) bool { return c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) }) {
				rt.Fatalf("a cell would be taken for a formula: %q", row)
			}
		}
		var suites junitSuites
		if err := xml.Unmarshal(xmlText.Bytes(), &suites); err != nil || len(suites.Suites) != 3 {
			rt.Fatalf("the JUnit file cannot be read: %v", err)
		}
	})
}

// large is an outcome of 500 discrepancies and 10,000 observations.
func large(b *testing.B) (practice.Outcome, Options) {
	b.Helper()
	text, err := os.ReadFile("testdata/larkspur.json")
	if err != nil {
		b.Fatal(err)
	}
	var o practice.Outcome
	if err := json.Unmarshal(text, &o); err != nil {
		b.Fatal(err)
	}
	of := o.Discrepancies
	seen := slices.DeleteFunc(slices.Clone(of), func(d practice.Discrepancy) bool { return len(d.Observed) == 0 })[0].Observed[0]
	o.Discrepancies = nil
	for i := range 500 {
		d := of[i%len(of)]
		d.ID = fmt.Sprintf("d-%06x", i)
		d.Observed = nil
		for j := range 20 {
			s := seen
			s.Name = fmt.Sprintf("field_%d", j)
			d.Observed = append(d.Observed, s)
		}
		o.Discrepancies = append(o.Discrepancies, d)
	}
	opts := Options{}
	for _, d := range o.Discrepancies {
		opts.Seen = append(opts.Seen, d.Observed...)
	}
	return o, opts
}

func BenchmarkHTMLOfTenThousandObservations(b *testing.B) {
	o, opts := large(b)
	b.ReportAllocs()
	for b.Loop() {
		var page bytes.Buffer
		if err := HTML.Write(&page, o, opts); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(page.Len()))
		if dir := os.Getenv("CANDOR_KEEP_REPORT"); dir != "" { // to be opened in a browser
			if err := os.WriteFile(dir+"/large.html", page.Bytes(), 0o600); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// What has been accepted, or was known before, is told behind what counts, says so, and is counted apart.
func TestTheWebPageCountsApartWhatDoesNotCount(t *testing.T) {
	for language, want := range map[string][]string{
		"en": {"Not counted: accepted: the mail log is deleted", "Not counted: known to candor-baseline.json", "<b>3</b> <span>accepted or known before</span>", `<option value="known">known before (2)</option>`},
		"fr": {"Non compté: accepted: the mail log", "<b>3</b> <span>acceptés ou déjà connus</span>", `<option value="accepted">accepté (1)</option>`},
	} {
		o := decidedOn(t)
		var b strings.Builder
		if err := Write(&b, "html", o, Options{Language: language}); err != nil {
			t.Fatal(err)
		}
		for _, words := range want {
			if !strings.Contains(b.String(), words) {
				t.Errorf("%s: the page does not say %q", language, words)
			}
		}
		last := -1 // where the last card that counts begins
		for _, d := range o.Discrepancies {
			if at := strings.Index(b.String(), `id="`+d.ID+`"`); o.Counts(d.ID) {
				last = max(last, at)
			}
		}
		for _, d := range o.Discrepancies {
			if at := strings.Index(b.String(), `id="`+d.ID+`"`); !o.Counts(d.ID) && at < last {
				t.Errorf("%s: %s does not count, and stands before what does", language, d.ID)
			}
		}
	}
}

// A quote is shown in its paragraph where the text of the notice is at hand; a long one is cut between words.
func TestTheWebPageShowsQuotesInTheirParagraphs(t *testing.T) {
	long := strings.Repeat("many words ", 60)
	opts := Options{Text: func(practice.Quote) (string, string) { return long + "Before it stands this.", "Behind it " + long }}
	var b strings.Builder
	if err := Write(&b, "html", example(t), opts); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{`<span class="around">… `, `this.</span> “`, `” <span class="around">Behind it many words`, ` …</span></p>`} {
		if !strings.Contains(b.String(), words) {
			t.Errorf("the page does not say %q", words)
		}
	}
}

// A cookie that is set in two consent states is one cookie, with both states; another cookie stays apart.
func TestTheWebPageShowsWhatIsSeenInSeveralStatesOnce(t *testing.T) {
	seen := func(name string, state practice.Condition, request int) practice.Observation {
		return practice.Observation{
			Practice: practice.Practice{Actor: practice.Site, Action: practice.Track, Data: "tracer.cookie_id", Recipient: "LinkedIn", Condition: state},
			By:       "cookies", Name: name, Period: "P90D",
			Evidence: []practice.Evidence{{Source: "https://www.larkspur.example/", Request: request, Detail: fmt.Sprintf("cookie %s set by the answer to request %d", name, request)}},
		}
	}
	o := practice.Outcome{Comparison: practice.Comparison{Discrepancies: []practice.Discrepancy{{Observed: []practice.Observation{
		seen("bcookie", practice.BeforeConsent, 7), seen("li_sugr", practice.BeforeConsent, 7), seen("bcookie", practice.Refused, 178),
	}}}}}
	var b bytes.Buffer
	if err := Write(&b, "html", o, Options{}); err != nil {
		t.Fatal(err)
	}
	for want, n := range map[string]int{
		"before consent, after refusal</code> <b>bcookie</b>": 1, "before consent</code> <b>li_sugr</b>": 1, "<b>bcookie</b>": 1, "the same: requests 178": 1,
	} {
		if got := strings.Count(b.String(), want); got != n {
			t.Errorf("%q stands there %d times, want %d", want, got, n)
		}
	}
}

// Where something lies is told in the reader's language, and what lies in two countries apart.
func TestTheWebPageTellsInWhichCountryDataLie(t *testing.T) {
	stored := practice.Observation{
		Practice: practice.Practice{Actor: practice.Code, Action: practice.Store, Data: practice.Personal, Recipient: "Amazon Web Services"},
		Name:     "us-east-1", Place: "US", Evidence: []practice.Evidence{{Source: "store.go", Line: 4, Detail: "region us-east-1"}},
	}
	d := practice.Discrepancy{ID: "d-3fa1c2", Observed: []practice.Observation{stored, stored}}
	d.Observed[1].Place = "DE"
	o := practice.Outcome{Comparison: practice.Comparison{Discrepancies: []practice.Discrepancy{d}}}
	for language, want := range map[string][]string{"en": {"<small>in the United States</small>", "<small>in Germany</small>"}, "fr": {"<small>pays : États-Unis</small>"}} {
		var b strings.Builder
		if err := Write(&b, "html", o, Options{Language: language}); err != nil {
			t.Fatal(err)
		}
		for _, words := range want {
			if !strings.Contains(b.String(), words) {
				t.Errorf("%s: the page does not say %q", language, words)
			}
		}
	}
	var b strings.Builder
	if err := Explain(&b, o, "1", Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "in the United States") {
		t.Errorf("the explanation does not say it:\n%s", b.String())
	}
}

// A sentence that only comes close must not be taken for what the notice says: that nothing was found stands above it, and how sure that is only
// where it is the finding.
func TestTheWebPageTellsThatNothingWasSaidBeforeWhatComesClosest(t *testing.T) {
	near := []practice.Declaration{{Quote: practice.Quote{Source: "privacy.md", Line: 78, Text: "Films are embedded."}}}
	for verdict, want := range map[practice.Verdict]string{
		practice.Omitted:         `<p class="absent">not found in the notice (confidence 75 %)</p><blockquote`,
		practice.ConditionBroken: `<p class="absent">nothing in the notice</p><blockquote`,
	} {
		o := practice.Outcome{Comparison: practice.Comparison{Discrepancies: []practice.Discrepancy{{Verdict: verdict, Confidence: 0.75, Nearest: near}}}}
		var b bytes.Buffer
		if err := Write(&b, "html", o, Options{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s: no %s in the page", verdict, want)
		}
	}
}

// Beside what to change, a card has the words in which the notice could say it, in the reader's language, and periods stand in words.
// A sentence that speaks of consent is not suggested without a word about what was seen without it.
func TestTheWebPageSuggestsNoConsentThatIsNotAsked(t *testing.T) {
	for state, n := range map[practice.Condition]int{practice.BeforeConsent: 1, practice.Accepted: 0} {
		seen := practice.Observation{Name: "_hj", Practice: practice.Practice{Actor: practice.Site, Action: practice.Track, Data: "tracer.cookie_id", Recipient: "Hotjar", Purpose: "analytics.audience", Condition: state}}
		o := practice.Outcome{Comparison: practice.Comparison{Discrepancies: []practice.Discrepancy{{Rule: "undeclared-recipient", Verdict: practice.Omitted, Practice: seen.Practice, Observed: []practice.Observation{seen}}}}}
		var b strings.Builder
		if err := Write(&b, "html", o, Options{}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(b.String(), `<dt>Before it says so</dt><dd lang="en">It was seen before any choice`); got != n {
			t.Errorf("%s: told %d times, want %d", state, got, n)
		}
	}
}

func TestTheWebPageSuggestsWhatTheNoticeCouldSay(t *testing.T) {
	for language, want := range map[string][]string{
		"en": {`<dt>The notice could say</dt><dd lang="en">We share your telephone number with Twilio`, "<small>2 years</small>"},
		"fr": {`<dt>La notice pourrait dire</dt><dd lang="fr">Nous partageons votre numéro de téléphone avec Twilio`, "<small>2 ans</small>", "notice du 2026-10-01 · énoncés lus : 57"},
	} {
		var b strings.Builder
		if err := Write(&b, "html", example(t), Options{Language: language}); err != nil {
			t.Fatal(err)
		}
		for _, words := range want {
			if !strings.Contains(b.String(), words) {
				t.Errorf("%s: the page does not say %q", language, words)
			}
		}
	}
}
