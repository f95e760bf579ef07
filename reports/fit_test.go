package reports

import (
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"
	"pgregory.net/rapid"
)

func TestALabelStandsOnceAndTheRestUnderItsText(t *testing.T) {
	got := Labelled("why  ", strings.Repeat("both cannot hold ", 6)+"\x1b[2J", Options{Width: 80})
	want := "why  both cannot hold both cannot hold both cannot hold both cannot hold both\n     cannot hold both cannot hold �[2J\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAWordThatIsTooWideIsBrokenBehindAJoint(t *testing.T) {
	for text, want := range map[string]string{
		"typed-data-leaves-before-submit": "typed-data-leaves-before-|submit",
		"unencrypteddatathatleavesatonce": "unencrypteddatathatleaves|atonce",
		"behaviour.browsing.pages_seen":   "behaviour.browsing.pages_|seen",
		"-unencrypteddatathatleavesatonc": "-unencrypteddatathatleave|satonc",
	} {
		if got := strings.Join(wrap(text, 25), "|"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestLabelledTextFitsTheScreen(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		opts := Options{Width: rapid.IntRange(0, 250).Draw(rt, "width")}
		for _, line := range strings.Split(Labelled("label  ", rapid.String().Draw(rt, "text"), opts), "\n") {
			if n := displaywidth.String(line); n > opts.width() {
				rt.Errorf("%d columns, more than %d: %q", n, opts.width(), line)
			}
		}
	})
}
