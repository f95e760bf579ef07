package practice

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func ExampleClassify() {
	for _, identifier := range []string{"BillingEmail", "customerName", "productName", "channelName", "Name", "ssn_hash", "emailTemplate", "Adresse e-mail"} {
		data, strength := Classify(identifier)
		fmt.Printf("%s: %q %s\n", identifier, data, strength)
	}
	// Output:
	// BillingEmail: "contact.email" strong
	// customerName: "identity.name" strong
	// productName: "" none
	// channelName: "" none
	// Name: "identity.name" weak
	// ssn_hash: "" none
	// emailTemplate: "" none
	// Adresse e-mail: "contact.email" strong
}

// TestClassifyIsRightOftenEnough measures Classify on testdata/identifiers.txt. A guess counts as right if it is the labelled category.
func TestClassifyIsRightOftenEnough(t *testing.T) {
	got := measure(t)
	for _, miss := range got.wrong {
		t.Log(miss)
	}
	t.Log(got)
	if p, r := got.precision(), got.recall(); p < 0.97 || r < 0.95 {
		t.Errorf("precision %.3f, recall %.3f; want at least 0.97 and 0.95", p, r)
	}
	if got.labelled < 400 {
		t.Errorf("%d identifiers are labelled, want at least 400", got.labelled)
	}
	// A strong guess needs no support, so it must be right by itself.
	if p := float64(got.strongRight) / float64(got.strong); p < 0.97 {
		t.Errorf("precision of strong guesses: %.3f, want at least 0.97", p)
	}
}

// figures counts identifiers.
type figures struct {
	labelled, personal  int // in the file; those with a category
	guessed, right      int // by Classify, of any strength
	strong, strongRight int // guessed strong; of those, labelled strong with the same category
	wrong               []string
}

func (f figures) precision() float64 { return float64(f.right) / float64(f.guessed) }
func (f figures) recall() float64    { return float64(f.right) / float64(f.personal) }

func (f figures) String() string {
	return fmt.Sprintf("%d identifiers, %d of them personal: precision %.3f, recall %.3f; strong guesses: precision %.3f",
		f.labelled, f.personal, f.precision(), f.recall(), float64(f.strongRight)/float64(f.strong))
}

func measure(t testing.TB) figures {
	text, err := os.ReadFile("testdata/identifiers.txt")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := ParseTable("identifiers.txt", string(text), 3)
	if err != nil {
		t.Fatal(err)
	}
	var f figures
	for _, row := range rows {
		identifier, want, wantStrength := row.Columns[0], Data(row.Columns[1]), row.Columns[2]
		got, strength := Classify(identifier)
		f.labelled++
		if want != "" {
			f.personal++
		}
		if got != "" {
			f.guessed++
		}
		if got != "" && got == want {
			f.right++
		}
		if strength == Strong {
			f.strong++
			if got == want && wantStrength == "strong" {
				f.strongRight++
			}
		}
		if got != want || (strength == Strong) != (wantStrength == "strong") {
			f.wrong = append(f.wrong, fmt.Sprintf("Classify(%q) = %q %s, want %q %s", identifier, got, strength, want, wantStrength))
		}
	}
	return f
}

// TestIdentifiersAreSortedAndKnown holds the order of identifiers.txt, and that its categories are terms.
func TestIdentifiersAreSortedAndKnown(t *testing.T) {
	rows := MustTable("identifiers.txt", identifiersText, 3)
	var before Row
	for _, row := range rows {
		words, meaning, strength := row.Columns[0], row.Columns[1], row.Columns[2]
		part := func(r Row) string { // roles are sorted one by one, phrases all together
			if r.Columns[2] == "" {
				return r.Columns[1]
			}
			return "phrases"
		}
		if before.Columns != nil && part(before) == part(row) && unaccented(words) <= unaccented(before.Columns[0]) {
			t.Errorf("identifiers.txt:%d: %q does not stand in its place", row.Line, words)
		}
		before = row
		if _, ok := LookupTerm(meaning, DataTerm); strength != "" && strength != "nothing" && !ok {
			t.Errorf("identifiers.txt:%d: %q is not a data category", row.Line, meaning)
		}
		if strength == "nothing" && meaning != "" {
			t.Errorf("identifiers.txt:%d: %q means %q and nothing", row.Line, words, meaning)
		}
	}
}

// TestPhrasesMeanWhatTheTableSays classifies every phrase of the table, alone and in each way to write it.
func TestPhrasesMeanWhatTheTableSays(t *testing.T) {
	for _, row := range MustTable("identifiers.txt", identifiersText, 3) {
		want, strength := Data(row.Columns[1]), strengths[row.Columns[2]]
		if row.Columns[2] == "" || strength == None {
			continue
		}
		words := strings.Fields(row.Columns[0])
		camel := ""
		for i, w := range words {
			if r, n := utf8.DecodeRuneInString(w); i > 0 {
				w = string(unicode.ToUpper(r)) + w[n:]
			}
			camel += w
		}
		for _, identifier := range []string{strings.Join(words, "_"), strings.Join(words, "-"), camel} {
			if got, s := Classify(identifier); got != want || s < strength {
				t.Errorf("Classify(%q) = %q %s, want %q %s as on line %d of identifiers.txt", identifier, got, s, want, strength, row.Line)
			}
		}
	}
}

func unaccented(s string) string { return accents.Replace(strings.ToLower(s)) }

func TestSplitWords(t *testing.T) {
	tests := []struct{ identifier, want string }{
		{"UserID", "user id"},
		{"userIDs", "user id"},
		{"IPAddress", "ip address"},
		{"eMail", "e mail"},
		{"SSNHash", "ssn hash"},
		{"HTTPServer2", "http server"},
		{"snake_case-kebab.dotted[0]", "snake case kebab dotted"},
		{"X-Forwarded-For", "x forwarded for"},
		{"Numéro d’identité", "numero identite"},
		{"user's addresses", "user address"},
		{"ÉtatCivil", "etat civil"},
		{"", ""},
		{"42", ""},
		{"\xff\xfe", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(splitWords(tt.identifier), " "); got != tt.want {
			t.Errorf("splitWords(%q) = %q, want %q", tt.identifier, got, tt.want)
		}
	}
}

func FuzzClassify(f *testing.F) {
	for _, seed := range []string{"userEmail", "Adresse e-mail (facultatif)", "last_ip_addr", "d'", "((", "IDs", "ǅA"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, identifier string) {
		data, strength := Classify(identifier)
		if (data == "") != (strength == None) {
			t.Errorf("Classify(%q) = %q, %s", identifier, data, strength)
		}
		if _, ok := LookupTerm(string(data), DataTerm); data != "" && !ok {
			t.Errorf("Classify(%q) = %q, which is not a term", identifier, data)
		}
	})
}

func BenchmarkClassify(b *testing.B) {
	f := measure(b)
	b.ReportAllocs()
	for b.Loop() {
		Classify("customerShippingAddress")
	}
	b.ReportMetric(f.precision(), "precision")
	b.ReportMetric(f.recall(), "recall")
}

// BenchmarkLoadIdentifiers is what the first Classify costs.
func BenchmarkLoadIdentifiers(b *testing.B) {
	for b.Loop() {
		newLexicon(MustTable("identifiers.txt", identifiersText, 3))
	}
}
