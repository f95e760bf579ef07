package reports

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/candor-privacy/candor/practice"
)

// onTheSite is the example with a notice that was found on the site, of two documents, a third of which could not be read.
func onTheSite(t *testing.T) practice.Outcome {
	t.Helper()
	o := example(t)
	o.Notice.Source = "https://www.larkspur.example/privacy"
	o.Notice.Documents = []practice.NoticeDocument{
		{Source: "https://www.larkspur.example/privacy", SHA256: strings.Repeat("0", 64), Languages: []string{"en"}, Declarations: 60, Why: []string{"text “Privacy”", "in the footer"}},
		{Source: "https://www.larkspur.example/cookies", SHA256: strings.Repeat("1", 64), Declarations: 6},
	}
	o.Notice.Gaps = []practice.Gap{{Source: "https://www.larkspur.example/de/app", Reason: "written in German, for which there is no lexicon"}}
	o.Discrepancies[0].Declared = []practice.Declaration{{
		Quote: practice.Quote{Source: "https://www.larkspur.example/privacy?lang=en", Line: 41, Text: "We never share it."}, Polarity: practice.Denied,
	}}
	return o
}

func TestTheDocumentsOfANoticeAreTold(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, "table", onTheSite(t), Options{Width: 160}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"statements in 2 documents ·",
		"Notice read at https://www.larkspur.example/privacy · https://www.larkspur.example/cookies\n",
		"https://www.larkspur.example/de/app: written in German",
		" /privacy:41 ",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the table does not say %q:\n%s", want, b.String())
		}
	}
}

// Whoever looks a line of a page up has to know in what it counts; a number behind the colon of an address would be a part of it.
func TestTheWebPageSaysInWhatLinesOfAPageCount(t *testing.T) {
	for language, want := range map[string]string{"en": "its lines are counted in the page as the browser showed it", "fr": "ses lignes se comptent dans la page"} {
		var page, file strings.Builder
		if err := Write(&page, "html", onTheSite(t), Options{Language: language}); err != nil {
			t.Fatal(err)
		}
		if err := Write(&file, "html", example(t), Options{Language: language}); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(page.String(), want); n != 2 || strings.Contains(file.String(), want) {
			t.Errorf("%s: of two pages told %d times; of a file told: %v", language, n, strings.Contains(file.String(), want))
		}
		if !strings.Contains(page.String(), "https://www.larkspur.example/privacy?lang=en line 41") {
			t.Errorf("%s: the line of a page is not told behind its address", language)
		}
	}
}

func TestAnOutcomeWithDocumentsFollowsTheSchemas(t *testing.T) {
	o := onTheSite(t)
	for format, schema := range map[string]*jsonschema.Schema{"json": compile(t, Schema), "sarif": sarifSchema(t)} {
		var b bytes.Buffer
		if err := Write(&b, format, o, Options{}); err != nil {
			t.Fatal(err)
		}
		validate(t, schema, format, b.Bytes())
		if !strings.Contains(b.String(), "written in German") {
			t.Errorf("%s does not tell what could not be read of the notice", format)
		}
	}
	if o.Notice.Documents[1].Languages != nil {
		t.Error("writing an outcome changes it")
	}
}
