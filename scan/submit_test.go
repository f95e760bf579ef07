package scan

import (
	"slices"
	"strings"
	"testing"
)

func TestFormsAreSubmittedWhenTheJobSaysSo(t *testing.T) {
	submitted := func(rec *Record) (to []string) {
		for _, p := range rec.Inventory().Pages {
			if p.Submitted != "" {
				to = append(to, p.URL+" to "+p.Submitted)
			}
		}
		return to
	}
	if got := submitted(run(t, nil)); len(got) > 0 {
		t.Errorf("unasked, %q were submitted", got)
	}
	want := []string{"https://shop.example/ to https://shop.example/signup?token=secret-token-991"}
	rec := run(t, func(j *Job) { j.Submit = true })
	if got := submitted(rec); !slices.Equal(got, want) {
		t.Errorf("submitted %q, want %q, once for all pages and states", got, want)
	}
	if !rec.job.Submit {
		t.Error("the record does not say that forms were submitted")
	}
	redacted := run(t, func(j *Job) { j.Submit, j.Redact = true, true })
	for _, to := range submitted(redacted) {
		if strings.Contains(to, "secret-token") {
			t.Errorf("a redacted record holds %q", to)
		}
	}
}
