package rules

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// Every class that the code asks for is in clashwords.txt, and every class there is asked for.
func TestClassesOfClashWordsAreThoseThatAreAskedFor(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	asks := regexp.MustCompile(`(?:says|saying|clashWordsOf)\("([a-z.]+)"`)
	asked := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range asks.FindAllSubmatch(text, -1) {
			asked[string(m[1])] = true
		}
	}
	want, got := slices.Sorted(maps.Keys(asked)), slices.Sorted(maps.Keys(clashWords()))
	if !slices.Equal(want, got) {
		t.Errorf("clashwords.txt has %q, the code asks for %q", got, want)
	}
}
