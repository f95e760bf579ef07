package reports

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

func TestTheMatrixLooksAsReviewed(t *testing.T) {
	for _, width := range widths {
		var b bytes.Buffer
		if err := Write(&b, "matrix", example(t), Options{Width: width}); err != nil {
			t.Fatal(err)
		}
		golden(t, fmt.Sprintf("matrix-%d.txt", width), b.Bytes())
		checkWidth(t, b.String(), width)
	}
}

func TestEveryStandingIsExplained(t *testing.T) {
	if len(standings()) != len(practice.Standings) {
		t.Errorf("standings.txt explains %d standings, want %d", len(standings()), len(practice.Standings))
	}
	for _, s := range practice.Standings {
		if standings()[s] == "" {
			t.Errorf("standings.txt does not explain %q", s)
		}
	}
}

// An outcome of a version that made no matrix still tells what it could not verify.
func TestAnOutcomeWithoutMatrixTellsWhatItHas(t *testing.T) {
	o := example(t)
	o.Coverage = nil
	var b strings.Builder
	if err := Write(&b, "matrix", o, Options{Width: 120}); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); strings.Contains(got, "recipient") || !strings.Contains(got, "What could not be verified, and why\n   a ") {
		t.Errorf("got:\n%s\nwant the reasons alone", got)
	}
}

func TestLettersGoOn(t *testing.T) {
	for i, want := range map[int]string{0: "a", 25: "z", 26: "aa", 27: "ab", 26 + 26*26: "aaa"} {
		if got := letter(i); got != want {
			t.Errorf("letter(%d) = %q, want %q", i, got, want)
		}
	}
}
