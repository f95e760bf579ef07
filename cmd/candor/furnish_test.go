package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// The web page shows what stands around a quote as long as the notice is what it was, and does without it otherwise.
func TestTheWebPageHasQuotesInTheirParagraphsWhereTheNoticeIsAtHand(t *testing.T) {
	notice := readFile(t, "../../testdata/larkspur/privacy.md")
	t.Chdir(t.TempDir())
	writeFile(t, "privacy.md", notice)
	demoOutcome(t, "demo", "--recorded", "--out", "larkspur.candor")
	page := func() string {
		var out, progress bytes.Buffer
		if code := run(context.Background(), []string{"report", "larkspur.candor", "--format", "html"}, newApp(&out, &progress)); code != 1 {
			t.Fatalf("exit %d\n%s", code, progress.String())
		}
		return out.String()
	}
	const around = `<span class="around">We share crash reports with Sentry to improve our services.</span> “We never share your e-mail address with Sentry.”`
	if !strings.Contains(page(), around) {
		t.Errorf("the page does not say %s", around)
	}
	writeFile(t, "privacy.md", append([]byte("Moved.\n\n"), notice...))
	if strings.Contains(page(), `class="around"`) {
		t.Error("the page shows what stands around quotes in a notice that is another by now")
	}
}
