package practice

import (
	"fmt"
	"os"
	"testing"
)

func ExampleClassify() {
	for _, identifier := range []string{"BillingEmail", "customerName", "productName", "Name", "ssn_hash", "emailTemplate", "Adresse e-mail"} {
		data, strength := Classify(identifier)
		fmt.Printf("%s: %q %s\n", identifier, data, strength)
	}
	// Output:
	// BillingEmail: "contact.email" strong
	// customerName: "identity.name" strong
	// productName: "" none
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

func BenchmarkClassify(b *testing.B) {
	f := measure(b)
	b.ReportMetric(f.precision(), "precision")
	b.ReportMetric(f.recall(), "recall")
	b.ReportAllocs()
	for b.Loop() {
		Classify("customerShippingAddress")
	}
}
