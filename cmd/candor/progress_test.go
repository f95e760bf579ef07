package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/candor-privacy/candor/scan"
)

func TestTheBarShowsHowFarTheWorkHasCome(t *testing.T) {
	for _, tt := range []struct {
		step scan.Step
		want string
	}{
		{scan.Step{}, ""},
		{scan.Step{Stages: 1, Planned: 2, Done: 1, Of: 4, What: "pages"}, "██░░░░░░░░░░░░░░ 1/2 1/4 pages  "},
		{scan.Step{Stages: 2, Planned: 2, Done: 4, Of: 4, What: "packages"}, "████████████████ 2/2 4/4 packages  "},
		{scan.Step{Stages: 2, Planned: 4}, "████░░░░░░░░░░░░ 2/4  "},
		{scan.Step{Stages: 1, Planned: 1, Done: 1, Of: 10, What: "pages"}, "█▌░░░░░░░░░░░░░░ 1/1 1/10 pages  "},
	} {
		if got := barOf(tt.step); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.step, got, tt.want)
		}
	}
}

// Whatever a page calls itself, the line on a terminal stays one line that fits, and its bar as wide as it is.
func TestTheLineOfProgressFitsTheTerminal(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		number := rapid.IntRange(0, 300)
		step := scan.Step{
			Text: rapid.String().Draw(r, "text"), Stages: number.Draw(r, "stages"), Planned: number.Draw(r, "planned"),
			Done: number.Draw(r, "done"), Of: number.Draw(r, "of"), What: "pages",
		}
		if bar, _, there := strings.Cut(barOf(step), " "); there && utf8.RuneCountInString(bar) != barWidth {
			r.Fatalf("the bar %q is not %d wide", bar, barWidth)
		}
		var out bytes.Buffer
		p := &progress{w: &out, terminal: true, width: rapid.IntRange(20, 200).Draw(r, "width")}
		p.Step(step)
		line := strings.TrimPrefix(out.String(), "\r\x1b[K")
		if strings.ContainsAny(line, "\n\r\x1b") || utf8.RuneCountInString(line) >= p.width {
			r.Fatalf("%q does not fit %d columns", line, p.width)
		}
	})
}

// A quiet command tells nothing of its progress.
func TestQuietProgressIsSilent(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out, true)
	p.Step(scan.Step{Text: "something"})
	p.Done()
	if out.Len() > 0 {
		t.Errorf("%q was told", out.String())
	}
}
