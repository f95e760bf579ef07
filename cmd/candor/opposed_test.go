package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/rules"
)

// aroundTwo are the notices in which two sentences stand far apart, by language.
var aroundTwo = map[string]string{
	"en": "# Privacy notice\n\nThis notice explains how Northlight Ltd, 4 Quay Street, Bristol (“we”), handles personal data.\n\n## Our approach\n\n%s\n\n" +
		"## How to reach us\n\nWrite to hello@northlight.example with any question about this notice.\n\n## More detail\n\n%s\n\n## Changes\n\nWe may update this notice.\n",
	"fr": "# Politique de confidentialité\n\nLa présente politique explique comment la société Vernet SAS, 12 quai des Bateliers, Nantes, traite les données personnelles.\n\n## Notre démarche\n\n%s\n\n" +
		"## Nous joindre\n\nPour toute question, écrivez à bonjour@vernet.example.\n\n## Précisions\n\n%s\n\n## Évolution\n\nCette politique peut être modifiée.\n",
}

// tellsTwo are the rules and checks that tell that two sentences do not go together.
var tellsTwo = []string{"contradiction", "tension", "narrowing", "consent-implied-by-use", policy.Claims.Name, policy.TwoNames.Name}

// Of two sentences of one notice it is told that they do not go together, and of two that only look so it is not. What is missed is marked, so that
// whoever mends it sees that it is mended.
func TestSentencesThatDoNotGoTogetherAreTold(t *testing.T) {
	file := filepath.Join("testdata", "opposed.txt")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range practice.MustTable("opposed.txt", string(text), 5) {
		kind, language, want, one, other := row.Columns[0], row.Columns[1], row.Columns[2], row.Columns[3], row.Columns[4]
		review, notice, err := policy.LintBytes("notice.md", fmt.Appendf(nil, aroundTwo[language], one, other), time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		told := ""
		for _, d := range rules.Review(notice) {
			if slices.Contains(tellsTwo, d.Rule) {
				told = d.Rule + ": " + d.Message
			}
		}
		for _, f := range review.Findings {
			if slices.Contains(tellsTwo, f.Rule) {
				told = f.Rule + ": " + f.Message
			}
		}
		if (told != "") != (want == "told") {
			t.Errorf("%s:%d: %s: %q and %q: told %q, want %s", file, row.Line, kind, one, other, told, want)
		}
	}
}
