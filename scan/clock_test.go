package scan

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler"
)

func TestAClockThatWasSetAnewIsToldOnce(t *testing.T) {
	tests := []struct {
		name string
		by   time.Duration
		want string
	}{
		{"never", 0, ""},
		{"pushed gently", 3 * time.Second, ""},
		{"an hour forward", time.Hour, "went forward by 1h0m0s"},
		{"a minute back", -time.Minute, "was put back by 1m0s"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			day, passed := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC), time.Duration(0)
			c := startClock(func() time.Time { return day }, func() time.Duration { return passed })
			pass := func(d time.Duration) { day, passed = day.Add(d), passed+d }
			pass(time.Hour)
			if got := c.jump(); got != "" {
				t.Errorf("an hour that passes is told as %q", got)
			}
			pass(time.Second)
			day = day.Add(tt.by)
			if got := c.jump(); !strings.Contains(got, tt.want) || (got == "") != (tt.want == "") {
				t.Errorf("jump = %q, want %q", got, tt.want)
			}
			pass(time.Minute)
			if got := c.jump(); got != "" {
				t.Errorf("a minute later it is told again: %q", got)
			}
		})
	}
}

func TestAScanDuringWhichTheClockIsSetTellsSoAndLosesNothing(t *testing.T) {
	whole := run(t, nil)
	job := Job{Site: "https://shop.example/", Out: filepath.Join(t.TempDir(), "shop.candor"), Progress: func(Step) {}}
	browser := &shop{fuel: -1}
	s, err := begin(job, browser, &veil{})
	if err != nil {
		t.Fatal(err)
	}
	s.out.clock = startClock(func() time.Time {
		if len(browser.visited) > 1 {
			return time.Now().Add(-24 * time.Hour)
		}
		return time.Now()
	}, s.out.clock.passed)
	if err := s.look(t.Context(), browser); err != nil {
		t.Fatal(err)
	}
	rec, err := Open(job.Out)
	if err != nil {
		t.Fatal(err)
	}
	if said := fmt.Sprint(rec.gaps); strings.Count(said, "was put back by 24h0m0s") != 1 {
		t.Errorf("gaps %s, want one of a clock that was put back", said)
	}
	if len(rec.pages) != len(whole.pages) {
		t.Errorf("%d pages, want %d", len(rec.pages), len(whole.pages))
	}
	if err := Verify(job.Out); err != nil {
		t.Error(err)
	}
}

func TestAScanResumedByAnEarlierClockTellsSo(t *testing.T) {
	path := write(t, line{Schema: 1, Job: &jobLine{Site: "https://shop.example/"}},
		line{Page: &crawler.Page{URL: "https://shop.example/", State: "before consent", End: time.Now().Add(time.Hour)}})
	rec, err := Run(t.Context(), Job{Site: "https://shop.example/", Out: path, Resume: true}, &shop{fuel: -1})
	if err != nil {
		t.Fatal(err)
	}
	if said := fmt.Sprint(rec.gaps); !strings.Contains(said, "clock was 1h0m0s behind") {
		t.Errorf("gaps %s, want one of a clock that is behind", said)
	}
}
