package chrome

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// A probe that does not run must not look like a page that does nothing.
func TestAProbeThatDoesNotRunIsAGap(t *testing.T) {
	running(t)
	b, err := Launch(t.Context(), server.options())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	b.probe = `throw new Error("broken")`
	s, err := b.Open(t.Context(), crawler.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p, err := s.Visit(t.Context(), "https://shop.example/fingerprint-worker.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"the probe does not answer", "the probe did not run in a worker"} {
		if !slices.ContainsFunc(p.Gaps, func(g practice.Gap) bool { return strings.HasPrefix(g.Reason, want) }) {
			t.Errorf("gaps = %v, want one that begins %q", p.Gaps, want)
		}
	}
}

// Where the probe answers, where no script can run, and where a script has filled the document in, there is no gap.
func TestAProbeThatRunsIsNoGap(t *testing.T) {
	t.Parallel()
	if p := visit(t, "https://shop.example/probed.html"); len(p.Gaps) > 0 {
		t.Errorf("gaps = %v, want none", p.Gaps)
	}
}

func TestASandboxedFrameIsWatched(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/probed-sandbox.html")
	if !slices.ContainsFunc(p.Uses, func(u crawler.Use) bool {
		return u.FrameURL == "about:srcdoc" && u.Interface == "HTMLCanvasElement.toDataURL"
	}) {
		t.Errorf("uses = %+v, want the canvas that was read in the frame", p.Uses)
	}
	if len(p.Gaps) != 1 || !strings.Contains(p.Gaps[0].Reason, "before it could be watched") {
		t.Errorf("gaps = %v, want what may be missing of the frame", p.Gaps)
	}
}
