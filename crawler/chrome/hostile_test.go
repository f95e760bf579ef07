package chrome

import (
	"strings"
	"testing"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

// inHaste is the pace at which pages without end are visited, so that the tests have one.
var inHaste = pace{page: 4 * time.Second, settle: 2 * time.Second, patience: 1}

// visitHostile visits a page in a session of its own; one that does not end by itself in haste. What is visited next has the time of every page.
// A machine that is too slow to show the page in that haste has twice the time, and twice that, unless wantErr says that there is no page.
func visitHostile(t *testing.T, b *Browser, page string, ends bool, wantErr string) (crawler.Session, *crawler.Page, error) {
	for p := inHaste; ; p.page *= 2 {
		s, err := b.Open(t.Context(), crawler.Visitor{})
		if err != nil {
			t.Fatal(err)
		}
		if !ends {
			s.(*session).pace = p
		}
		got, err := s.Visit(t.Context(), "https://shop.example/"+page)
		if ends || err == nil || wantErr != "" || !strings.Contains(err.Error(), "no document within") || p.page > time.Minute {
			s.(*session).pace = b.pace
			t.Cleanup(func() { s.Close() })
			return s, got, err
		}
		s.Close()
	}
}

// A hostile page of a test, and what becomes of it.
type hostile struct {
	page  string
	busy  bool   // it takes all of a processor, so that it is visited alone
	ends  bool   // by itself
	err   string // of Visit; "" when there is a page
	gap   string // part of a gap; "" when there must be none
	check func(*testing.T, *crawler.Page)
}

func TestHostilePagesEndInAPageOrAnError(t *testing.T) {
	tests := []hostile{
		{page: "loop.html", busy: true, gap: "does not answer"},
		{page: "loop-at-once.html", busy: true, gap: "not quiet"},
		{page: "frames.html", ends: true, gap: "more than 20 frames", check: wantRequest("https://after.example/collect")},
		{page: "alert.html", ends: true, check: func(t *testing.T, p *crawler.Page) {
			if len(p.Cookies) != 1 || p.Cookies[0].Name != "after_alert" {
				t.Errorf("cookies = %v, want the one set after the dialogs", p.Cookies)
			}
		}},
		{page: "endless", gap: "not quiet"},
		{page: "never", err: "no document within 4s"},
		{page: "hanging.html", ends: true}, // what has stalled is not waited for
		{page: "poll.html", gap: "not quiet"},
		{page: "reload.html", gap: "not quiet"},
		{page: "download", ends: true, err: "no document: it is a download"},
		{page: "empty", ends: true, err: "no document: net::ERR_ABORTED"},
		{page: "dropped", ends: true, err: "no document: net::ERR_"},
		{page: "missing", ends: true, check: wantStatus(404)},
		{page: "redirect?to=/redirect", ends: true, check: wantStatus(404)}, // that of where the redirect led
	}
	running(t)
	b, err := launch(t.Context(), server.options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	b.limits.documents = 20
	for _, tt := range tests {
		t.Run(tt.page, func(t *testing.T) {
			if !tt.busy {
				t.Parallel()
			}
			tt.visit(t, b)
		})
	}
}

// visit loads the page, and then a plain one in the same session, which must not have suffered.
func (h hostile) visit(t *testing.T, b *Browser) {
	s, p, err := visitHostile(t, b, h.page, h.ends, h.err)
	switch {
	case h.err != "":
		if err == nil || !strings.Contains(err.Error(), h.err) {
			t.Errorf("Visit gives %v, want %q", err, h.err)
		}
	case err != nil:
		t.Fatal(err)
	default:
		h.judge(t, p)
	}
	p, err = s.Visit(t.Context(), "https://shop.example/forms.html")
	if err != nil || len(p.Forms) == 0 {
		t.Errorf("after it a plain page gives %v, %v; want its forms", p, err)
	}
}

func (h hostile) judge(t *testing.T, p *crawler.Page) {
	var reasons []string
	for _, g := range p.Gaps {
		reasons = append(reasons, g.Reason)
	}
	if all := strings.Join(reasons, "; "); !strings.Contains(all, h.gap) || h.gap == "" && all != "" {
		t.Errorf("gaps = %q, want %q", all, h.gap)
	}
	if h.check != nil {
		h.check(t, p)
	}
}

func wantStatus(status int) func(*testing.T, *crawler.Page) {
	return func(t *testing.T, p *crawler.Page) {
		if p.Status != status {
			t.Errorf("status = %d, want %d", p.Status, status)
		}
	}
}

func TestADocumentThatIsTooLargeSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/huge.html")
	var reasons []string
	for _, g := range p.Gaps {
		reasons = append(reasons, g.Reason)
	}
	want := []string{"not read: fields beyond the first 2000", "not read: links beyond the first 5000", "not read: source beyond 10000000 characters"}
	if diff := cmp.Diff(want, reasons); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
	if len(p.Links) != 5000 || len(p.Forms) != 1 || len(p.Forms[0].Fields) != 2000 || len(p.HTML) != 10_000_000 {
		t.Errorf("read %d links, %d forms and %d bytes; want 5000, one with 2000 fields, and 10000000", len(p.Links), len(p.Forms), len(p.HTML))
	}
}

func TestAFloodOfEventsHidesNothing(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/flood.html")
	find(t, p, "https://after.example/collect")
	if len(p.Gaps) > 0 {
		t.Errorf("gaps = %v, want none", p.Gaps)
	}
}

func wantRequest(url string) func(*testing.T, *crawler.Page) {
	return func(t *testing.T, p *crawler.Page) { find(t, p, url) }
}

func TestAPopupIsPartOfThePageThatOpensIt(t *testing.T) {
	t.Parallel()
	p, _, err := open(t).Choose(t.Context(), "https://shop.example/popup.html", practice.Accepted)
	if err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{"https://popup.example/nested.html", "https://nested.example/collect"} {
		if r := find(t, p, url); r.Target != "popup" {
			t.Errorf("target of %s = %q, want popup", url, r.Target)
		}
	}
}

func TestACrashIsAGapAndTheNextPageIsVisited(t *testing.T) {
	s := open(t)
	p, err := s.Visit(t.Context(), "chrome://crash")
	if err == nil {
		t.Errorf("a crash gives page %v, want an error", p.URL)
	}
	if _, err := s.Visit(t.Context(), "https://shop.example/forms.html"); err != nil {
		t.Errorf("after a crash: %v", err)
	}
}
