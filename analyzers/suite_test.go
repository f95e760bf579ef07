package analyzers

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// declared finds what is declared as a family or as an analyzer that others can name.
var declared = regexp.MustCompile(`(?m)^(?:var |\t)(\w+)\s+= (?:&(family|observer)\{|&(analysis\.Analyzer)\{|(newAnalyzer)\()`)

func TestEveryFamilyAndAnalyzerIsListed(t *testing.T) {
	suite, err := os.ReadFile("suite.go")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		text, err := os.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range declared.FindAllStringSubmatch(string(text), -1) {
			if name := m[1]; m[2] != "" || strings.ToUpper(name[:1]) == name[:1] {
				found++
				if !regexp.MustCompile(`(?:families|judges|observers|Suite) = [^}\n]*\{?[^}]*\b` + name + `\b`).Match(suite) {
					t.Errorf("%s: %s is declared, and not listed in suite.go", e.Name(), name)
				}
			}
		}
	}
	if found < len(Suite)+len(families) {
		t.Errorf("%d declarations found, fewer than are listed: the test no longer knows how they are written", found)
	}
}

func TestEveryAnalyzerExplainsItself(t *testing.T) {
	for _, a := range Suite {
		title, rest, _ := strings.Cut(a.Doc, "\n\n")
		if strings.Contains(title, "\n") || rest == "" {
			t.Errorf("the Doc of %s is no title, blank line and explanation", a.Name)
		}
	}
}
