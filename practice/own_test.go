package practice

import (
	"strings"
	"testing"
)

func TestAProjectKnowsItsOwnVendors(t *testing.T) {
	rows, err := ParseTable("candor.yaml", "is  Harrow Metrics  Harrow Group  analytics_provider  GB\ndomain  metrics.harrow.example  Harrow Metrics\nis  Stripe  Stripe  processor  IE\ndomain  hotjar.com  Harrow Metrics", 5)
	if err != nil {
		t.Fatal(err)
	}
	if err := checkVendors("candor.yaml", rows); err != nil {
		t.Fatal(err)
	}
	index := shippedVendors(rows)
	for host, want := range map[string]string{"metrics.harrow.example": "Harrow Metrics", "hotjar.com": "Harrow Metrics", "stripe.com": "Stripe"} {
		if got := index.all[index.byDomain[host]]; got.Name != want {
			t.Errorf("%s is %s, want %s", host, got.Name, want)
		}
	}
	if got := index.all[index.byName["stripe"]]; got.Class != "processor" || got.Country != "IE" {
		t.Errorf("Stripe is %+v, want what the project says", got)
	}
}

func TestAProjectSaysWhatItsWordsMean(t *testing.T) {
	lex := newLexicon(MustTable("identifiers.txt", identifiersText, 3))
	lex.override(MustTable("candor.yaml", "loyalty number  account.id  strong\nphone  contact.email  strong\nzorg  never", 3))
	for words, want := range map[string]Data{"loyalty number": "account.id", "phone": "contact.email", "email": "contact.email"} {
		if _, got := lex.lastPhrase(lex.words(words), false); got.data != want {
			t.Errorf("%q means %q, want %q", words, got.data, want)
		}
	}
	if lex.roles["zorg"] != roleNever {
		t.Errorf("zorg is %q, want never", lex.roles["zorg"])
	}
}

func TestWhatIsWrongWithAProjectsTablesIsToldByItsLine(t *testing.T) {
	for _, tt := range []struct{ vendors, identifiers, want string }{
		{"\nis  Harrow  Harrow  tea_merchant  GB", "", `candor.yaml:2: "tea_merchant" is no class of recipients`},
		{"domain  a.example  Nobody At All", "", `candor.yaml:1: no vendor "Nobody At All"`},
		{"entity  Google  Alphabet", "", `candor.yaml:1: unknown relation "entity"`},
		{"is  a  b  c  d  e  f", "", `candor.yaml:1: 7 columns`},
		{"", "\n\nloyalty number  account.id  certain", `candor.yaml:3: unknown strength "certain"`},
		{"", "loyalty number  account.loyalty  strong", `candor.yaml:1: "account.loyalty" is not a known data category`},
		{"", "loyalty number  above", `candor.yaml:1: unknown role "above"`},
		{"", "12  account.id  strong", `candor.yaml:1: "12" has no word in it`},
	} {
		if err := Own("candor.yaml", tt.vendors, tt.identifiers); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("Own(%q, %q) says %v, want %q", tt.vendors, tt.identifiers, err, tt.want)
		}
	}
}

// Whatever was looked up before, a project's words count from then on, and no longer when the next project has none.
func TestAProjectsTablesCountUntilTheNext(t *testing.T) {
	defer func() {
		if err := Own("candor.yaml", "", ""); err != nil {
			t.Error(err)
		}
	}()
	for _, tt := range []struct {
		vendors, identifiers string
		known                bool
	}{{"", "", false}, {"is  Harrow Metrics  Harrow Group  processor  GB", "tumblr  account.id  strong", true}, {"", "", false}} {
		if err := Own("candor.yaml", tt.vendors, tt.identifiers); err != nil {
			t.Fatal(err)
		}
		_, vendor := VendorByName("harrow metrics")
		data, _ := Classify("tumblr")
		if word := data == "account.id"; vendor != tt.known || word != tt.known {
			t.Errorf("with %q and %q: the vendor is known %v, the word %v, want %v", tt.vendors, tt.identifiers, vendor, word, tt.known)
		}
	}
}
