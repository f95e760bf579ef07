package larkspur

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/testdata/company"
)

// rulesOfToday are the rules that the company must break at least once each.
var rulesOfToday = []string{
	"after-refusal", "before-consent", "consent-implied-by-use", "contradiction", "denied-but-seen", "insecure-transport",
	"lifetime-exceeds-declared", "personal-data-in-logs", "stale-declaration", "undeclared-data", "undeclared-recipient",
}

var places = []string{"site", "code", "site+code", "text"}

func truth(t *testing.T) []company.Plant {
	t.Helper()
	plants, err := company.ParseTruth("truth.txt", Truth)
	if err != nil {
		t.Fatal(err)
	}
	return plants
}

func TestTruthIsWritten(t *testing.T) {
	text := strings.Join(strings.Fields(string(read(t, "privacy.md"))), " ")
	for _, p := range truth(t) {
		if p.Rule != company.Kept && !slices.Contains(rulesOfToday, p.Rule) {
			t.Errorf("truth.txt:%d: unknown rule %q", p.Line, p.Rule)
		}
		if !strings.Contains(text, p.Words) {
			t.Errorf("truth.txt:%d: privacy.md does not say %q", p.Line, p.Words)
		}
	}
}

func TestTruthCoversEveryRuleAndPlace(t *testing.T) {
	plants, kept := map[string]string{}, 0
	rules, where := map[string]bool{}, map[string]int{}
	for _, p := range truth(t) {
		if p.Rule == company.Kept {
			kept++
			continue
		}
		if _, old := plants[p.ID]; !old {
			where[p.Where]++
		}
		plants[p.ID], rules[p.Rule] = p.Rule, true
	}
	for _, rule := range rulesOfToday {
		if !rules[rule] {
			t.Errorf("nothing breaks the rule %s", rule)
		}
	}
	for _, place := range places {
		if where[place] < 3 {
			t.Errorf("%d plants to be seen in %s, want at least 3", where[place], place)
		}
	}
	if len(plants) < 14 || kept < 12 {
		t.Errorf("%d plants and %d kept promises, want at least 14 and 12", len(plants), kept)
	}
}

// The declared policy quotes the notice it declares.
func TestDeclaredPolicyQuotesTheNotice(t *testing.T) {
	text, quotes := string(read(t, "privacy.md")), 0
	for l := range strings.Lines(string(read(t, "candor-policy.yaml"))) {
		quote, ok := strings.CutPrefix(strings.TrimSpace(l), "notice_quote: ")
		if !ok {
			continue
		}
		quotes++
		if !strings.Contains(text, quote) {
			t.Errorf("privacy.md does not say %q", quote)
		}
	}
	if quotes == 0 {
		t.Error("no quotes in candor-policy.yaml")
	}
}

// The French notice says the same in the same order.
func TestNoticesHaveTheSameShape(t *testing.T) {
	shape := func(name string) string {
		var out []string
		for l := range strings.Lines(string(read(t, name))) {
			l, _, _ = strings.Cut(strings.TrimSpace(l), " ")
			if strings.ContainsAny(l, "#-|") && !strings.Contains(l, "@") || l == "" {
				out = append(out, l)
			} else {
				out = append(out, "text")
			}
		}
		return strings.Join(out, "\n")
	}
	if shape("privacy.md") != shape("privacy.fr.md") {
		t.Error("privacy.md and privacy.fr.md differ in their headings, lists or tables")
	}
}

func TestExtractWritesAnAuditableFolder(t *testing.T) {
	dir := t.TempDir()
	if err := Extract(dir); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"privacy.md", "privacy.fr.md", "candor-policy.yaml", "go.mod", "go.sum", "account/handler.go", "cmd/shop/main.go"} {
		if info, err := os.Stat(dir + "/" + name); err != nil || info.Size() == 0 {
			t.Errorf("%s is missing or empty: %v", name, err)
		}
	}
}
