package reports

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/clipperhouse/displaywidth"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/candor-privacy/candor/practice"
)

func TestClean(t *testing.T) {
	tests := []struct{ in, want string }{
		{"plain", "plain"},
		{"two\nlines\tand  gaps", "two lines and gaps"},
		{"red \x1b[31m text", "red �[31m text"},
		{"\u202Egnp.exe", "�gnp.exe"},
		{"soft\u00ADhyphen and zero\u200Bwidth", "softhyphen and zerowidth"},
		{"no\u00A0break", "no break"},
		{"c1 \u009b31m", "c1 �31m"},
		{"bad \xff byte", "bad � byte"},
		{"l'été, 東京, 👍", "l'été, 東京, 👍"},
		{"a replacement � stays", "a replacement � stays"},
		{"tag \U000E0041 hidden", "tag � hidden"},
	}
	for _, tt := range tests {
		if got := Clean(tt.in); got != tt.want {
			t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// hostileText draws strings of what a scanned site may put into names to deceive a terminal or a table.
func hostileText() *rapid.Generator[string] {
	alphabet := []rune("ab |`*<&\"'\\\n\r\t\v\f\x00\x07\x08\x1b\x7f[31m;]8;;\u0085\u009b\u00a0\u00ad\u061c\u200b\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\ufff9\ufffd\U000e0041\U0001f44d東́\ue000")
	return rapid.Custom(func(t *rapid.T) string {
		text := rapid.StringOf(rapid.SampledFrom(alphabet)).Draw(t, "text")
		if rapid.Bool().Draw(t, "broken") {
			text += "\xff\xc3"
		}
		return text
	})
}

// hostileOutcome is the example with hostile text in every string that comes from outside.
func hostileOutcome(t *rapid.T, o practice.Outcome) practice.Outcome {
	text := func() string { return hostileText().Draw(t, "text") }
	o.Company, o.Notice.Source, o.Notice.Date, o.Record.Path, o.Record.Site = text(), text(), text(), text(), text()
	o.Record.Gaps = []practice.Gap{{Source: text(), Reason: text()}}
	o.Notice.Gaps = []practice.Gap{{Source: text(), Reason: text()}}
	o.Notice.Documents = []practice.NoticeDocument{{Source: text(), Why: []string{text()}}, {Source: text()}}
	d := &o.Discrepancies[0]
	d.Practice.Recipient, d.Message, d.Why = practice.Party("x"+text()), text(), text()
	d.References = []string{text()}
	d.Remedies = []practice.Remedy{{Side: "notice", Text: text()}}
	d.Declared = []practice.Declaration{hostileDeclaration(text)}
	d.Nearest = []practice.Declaration{hostileDeclaration(text)}
	d.Observed = []practice.Observation{{
		Practice: d.Practice, By: text(), Name: text(), Period: practice.Period(text()),
		Evidence: []practice.Evidence{{Source: text(), Line: 3, Detail: text(), Why: text(), Blob: text(), Trace: []practice.Evidence{{Source: text(), Detail: text()}}}},
	}}
	return o
}

func hostileDeclaration(text func() string) practice.Declaration {
	return practice.Declaration{
		Quote:      practice.Quote{Source: text(), Line: 1, Text: text()},
		Recipients: []practice.Party{practice.Party(text())}, Vendors: []practice.Party{practice.Party(text())},
		Tracers: []string{text()}, Section: text(), Condition: practice.Condition(text()),
	}
}

// Nothing that is scanned may move the cursor, hide text or turn its order around, in any form of the result.
func TestNoHostileCharacterSurvives(t *testing.T) {
	base, err := json.Marshal(example(t))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		var fresh practice.Outcome
		if err := json.Unmarshal(base, &fresh); err != nil {
			rt.Fatal(err)
		}
		o := hostileOutcome(rt, fresh)
		opts := Options{
			Width: rapid.IntRange(0, 250).Draw(rt, "width"), Seen: o.Discrepancies[0].Observed,
			Print: func(page []byte) ([]byte, error) { return page, nil },
		}
		outputs := map[string]string{}
		for _, f := range Formats {
			var b bytes.Buffer
			if err := f.Write(&b, o, opts); err != nil {
				rt.Fatalf("%s: %v", f.Name, err)
			}
			outputs[f.Name] = b.String()
		}
		var b bytes.Buffer
		if err := Explain(&b, o, "1", opts); err != nil {
			rt.Fatal(err)
		}
		if err := WriteObservations(&b, "text", practice.Observations{Seen: o.Discrepancies[0].Observed}, nil); err != nil {
			rt.Fatal(err)
		}
		outputs["text"] = b.String()
		notice := practice.Notice{Source: o.Notice.Source, Declarations: o.Discrepancies[0].Declared, Gaps: o.Record.Gaps}
		for _, format := range []string{"text", "json", "jsonl"} {
			var b bytes.Buffer
			if err := WriteDeclarations(&b, format, notice, opts); err != nil {
				rt.Fatal(err)
			}
			outputs["declarations as "+format] = b.String()
		}
		for name, text := range outputs {
			if r := firstHostile(text); r >= 0 {
				rt.Fatalf("%s holds %U", name, r)
			}
		}
	})
}

// What a scanned site calls itself cannot make a document that no service accepts.
func TestHostileNamesLeaveDocumentsValid(t *testing.T) {
	base, err := json.Marshal(example(t))
	if err != nil {
		t.Fatal(err)
	}
	schema := sarifSchema(t)
	rapid.Check(t, func(rt *rapid.T) {
		var fresh practice.Outcome
		if err := json.Unmarshal(base, &fresh); err != nil {
			rt.Fatal(err)
		}
		var b bytes.Buffer
		if err := SARIF.Write(&b, hostileOutcome(rt, fresh), Options{}); err != nil {
			rt.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			rt.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			rt.Fatal(err)
		}
	})
}

// firstHostile returns the first character that acts on a terminal, -1 if there is none. Lines may end.
func firstHostile(text string) rune {
	for _, r := range text {
		if r != '\n' && (unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co) || r == '\u00a0') {
			return r
		}
	}
	return -1
}

// JSON escapes instead of cleaning, so that a quote stays the notice's own words.
func TestJSONKeepsHostileQuotes(t *testing.T) {
	base, err := json.Marshal(example(t))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		var o, back practice.Outcome
		if err := json.Unmarshal(base, &o); err != nil {
			rt.Fatal(err)
		}
		o.Discrepancies[0].Declared[0].Text = strings.ToValidUTF8(hostileText().Draw(rt, "quote"), "\ufffd")
		var b bytes.Buffer
		if err := JSON.Write(&b, o, Options{}); err != nil {
			rt.Fatal(err)
		}
		if err := json.Unmarshal(b.Bytes(), &back); err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(o.Discrepancies[0].Declared[0].Text, back.Discrepancies[0].Declared[0].Text); diff != "" {
			rt.Fatalf("quote (-want +got):\n%s", diff)
		}
	})
}

// A table fits whatever is in it.
func TestTableFitsHostileNames(t *testing.T) {
	base, err := json.Marshal(example(t))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		var fresh practice.Outcome
		if err := json.Unmarshal(base, &fresh); err != nil {
			rt.Fatal(err)
		}
		width := rapid.IntRange(80, 200).Draw(rt, "width")
		var b bytes.Buffer
		if err := Table.Write(&b, hostileOutcome(rt, fresh), Options{Width: width}); err != nil {
			rt.Fatal(err)
		}
		for _, line := range strings.Split(b.String(), "\n") {
			if n := displaywidth.String(line); n > width {
				rt.Fatalf("%d columns in %q, want at most %d", n, line, width)
			}
		}
	})
}
