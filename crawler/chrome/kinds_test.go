package chrome

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/google/go-cmp/cmp"
)

// What differs from run to run in how a request is told.
var (
	blobName = regexp.MustCompile(`blob:https://shop\.example/[0-9a-f-]+`)
	boundary = regexp.MustCompile(`WebKitFormBoundary\w+`)
)

// told describes a request: what asked in which way for what, who caused it, and what went both ways.
func told(r crawler.Request) string {
	line := fmt.Sprintf("%s %s %s %s <- %s", r.Target, r.Type, r.Method, r.URL, cause(r))
	if len(r.Body) > 0 {
		line += fmt.Sprintf(" sends %q", boundary.ReplaceAllString(string(r.Body), "boundary"))
	}
	if len(r.Received) > 0 && r.Type != "eventsource" { // the last of which may be told before it has got anything
		first, _, _ := strings.Cut(string(r.Received), "\n")
		line += fmt.Sprintf(" gets %q", first)
	}
	if r.Local {
		line += " local"
	}
	return blobName.ReplaceAllString(line, "blob")
}

// cause describes who caused a request. Where in the markup the parser was is told of no script.
func cause(r crawler.Request) string {
	place := r.Initiator.Place()
	line := strings.TrimSpace(r.Initiator.Type + " " + strings.TrimPrefix(place.URL, "https://shop.example"))
	if len(r.Initiator.Stack) > 0 {
		line += fmt.Sprint(":", place.Line)
	}
	return line
}

// allTold describes all requests of a page, sorted, and those that are alike once. The icon is asked for at a moment of the browser's choice.
func allTold(p *crawler.Page) []string {
	var all []string
	for _, r := range p.Requests {
		if !strings.HasSuffix(r.URL, "icon.png") && !strings.HasSuffix(r.URL, "favicon.ico") {
			all = append(all, told(r))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestEveryKindOfRequestIsTold(t *testing.T) {
	p := visit(t, "https://shop.example/kinds.html")
	asked := server.seen()
	want := []string{
		`iframe document GET https://frame.example/kinds-frame.html?foreign <- parser /kinds.html`,
		`iframe document GET https://nested.example/nested.html <- parser /kinds-frame.html?embed`,
		`iframe document GET https://nested.example/nested.html <- parser /kinds-frame.html?object`,
		`iframe document GET https://nested.example/nested.html <- parser /kinds-frame.html?own`,
		`iframe document GET https://nested.example/nested.html <- parser https://frame.example/kinds-frame.html?foreign`,
		`iframe document GET https://shop.example/frame-own.html?moved <- script /kinds-moves.html:1`,
		`iframe document GET https://shop.example/kinds-form.html <- parser /kinds.html`,
		`iframe document GET https://shop.example/kinds-frame.html?embed <- parser /kinds.html`,
		`iframe document GET https://shop.example/kinds-frame.html?object <- parser /kinds.html`,
		`iframe document GET https://shop.example/kinds-frame.html?own <- parser /kinds.html`,
		`iframe document GET https://shop.example/kinds-moves.html <- refresh /kinds-refresh.html`,
		`iframe document GET https://shop.example/kinds-refresh.html <- parser /kinds.html`,
		`iframe document POST https://form.example/nested.html <- script /kinds-form.html:3 sends "email=jane%40shop.example"`,
		`iframe fetch GET https://nested.example/collect <- script https://form.example/nested.html:1`,
		`iframe fetch GET https://nested.example/collect <- script https://nested.example/nested.html:1`,
		`iframe image GET https://own-frame.example/pixel.gif <- parser /frame-own.html?moved`,
		`iframe image GET https://pixel.example/pixel.gif <- parser /kinds-frame.html?embed`,
		`iframe image GET https://pixel.example/pixel.gif <- parser /kinds-frame.html?object`,
		`iframe image GET https://pixel.example/pixel.gif <- parser /kinds-frame.html?own`,
		`iframe image GET https://pixel.example/pixel.gif <- parser https://frame.example/kinds-frame.html?foreign`,
		`iframe image GET https://shop.example/pixel.gif?srcdoc <- parser about:srcdoc`,
		`page document GET https://shop.example/kinds.html <- navigation`,
		`page eventsource GET https://events.example/events <- script /kinds.html:43`,
		`page fetch GET https://chain.example/redirect?to=https://hop.example/redirect%3Fto%3Dhttps%253A%252F%252Fend.example%252Fcollect <- script /kinds.html:56`,
		`page fetch GET https://end.example/collect <- redirect https://hop.example/redirect?to=https%3A%2F%2Fend.example%2Fcollect`,
		`page fetch GET https://hop.example/redirect?to=https%3A%2F%2Fend.example%2Fcollect <- redirect https://chain.example/redirect?to=https://hop.example/redirect%3Fto%3Dhttps%253A%252F%252Fend.example%252Fcollect`,
		`page fetch GET https://shop.example/through-service-worker <- script /kinds.html:53 local`,
		`page fetch POST https://shop.example/collect?as=blob <- script /kinds.html:31 sends "text of a blob"`,
		`page fetch POST https://shop.example/collect?as=fetch <- script /kinds.html:30 sends "text of fetch"`,
		`page fetch POST https://shop.example/collect?as=form <- script /kinds.html:36 sends "------boundary\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nJane\r\n------boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file.txt\"\r\nContent-Type: application/octet-stream\r\n\r\ntext of a file\r\n------boundary--\r\n"`,
		`page fetch POST https://shop.example/collect?as=keepalive <- script /kinds.html:32 sends "kept alive"`,
		`page fetch POST https://shop.example/collect?as=params <- script /kinds.html:37 sends "q=1"`,
		`page font GET https://shop.example/kinds.woff2 <- parser /kinds.css`,
		`page image GET https://refused.example/pixel.gif <- script /kinds.html:57`,
		`page image GET https://shop.example/pixel.gif?css <- parser /kinds.css`,
		`page image GET https://shop.example/pixel.gif?img <- parser /kinds.html`,
		`page image GET https://shop.example/pixel.gif?input <- parser /kinds.html`,
		`page image GET https://shop.example/pixel.gif?picture <- parser /kinds.html`,
		`page image GET https://shop.example/pixel.gif?poster <- parser /kinds.html`,
		`page image GET https://shop.example/pixel.gif?srcset <- parser /kinds.html`,
		`page image GET https://shop.example/pixel.gif?style <- parser /kinds.html`,
		`page image GET https://shop.example/pixel.gif?svg <- parser /kinds.html`,
		`page media GET https://shop.example/kinds.webm?audio <- parser /kinds.html`,
		`page media GET https://shop.example/kinds.webm?video <- parser /kinds.html`,
		`page other GET https://shop.example/prefetch.txt <- parser /kinds.html`,
		`page ping POST https://tracker.example/collect?as=a-ping <- script /kinds.html:42 sends "PING"`,
		`page ping POST https://tracker.example/collect?as=beacon <- script /kinds.html:41 sends "------boundary\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nJane\r\n------boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file.txt\"\r\nContent-Type: application/octet-stream\r\n\r\ntext of a file\r\n------boundary--\r\n"`,
		`page preflight OPTIONS https://api.example/collect?as=xhr <- preflight /kinds.html:40`,
		`page script GET https://shop.example/kinds-dynamic.js <- script /kinds.html:55`,
		`page script GET https://shop.example/kinds-module-part.js <- script /kinds-module.js`,
		`page script GET https://shop.example/kinds-module.js <- parser /kinds.html`,
		`page script GET https://shop.example/kinds-module.js?preload <- parser /kinds.html`,
		`page script GET https://shop.example/kinds-shared.js <- script /kinds.html:50`,
		`page script GET https://shop.example/kinds-worker-module.js <- script /kinds.html:48`,
		`page script GET https://shop.example/kinds-worker.js <- script /kinds.html:47`,
		`page script GET https://shop.example/script.js?classic <- parser /kinds.html`,
		`page script GET https://shop.example/script.js?preload <- parser /kinds.html`,
		`page script GET https://shop.example/worker.js?nested <- script /kinds-worker.js:6`,
		`page stylesheet GET https://shop.example/kinds-import.css <- parser /kinds.css`,
		`page stylesheet GET https://shop.example/kinds.css <- parser /kinds.html`,
		`page texttrack GET https://shop.example/kinds.vtt?track <- parser /kinds.html`,
		`page websocket GET wss://socket.example/echo <- script /kinds.html:44 sends "hello\n\x01\x02\xff" gets "echo of hello"`,
		`page xhr PUT https://api.example/collect?as=xhr <- script /kinds.html:40 sends "text of xhr"`,
		`service_worker fetch POST https://behind.example/collect?as=service <- script /kinds-service.js:5 sends "from a service worker"`,
		`service_worker script GET https://shop.example/kinds-service.js <- script /kinds.html:51`,
		`service_worker script GET https://shop.example/script-worker.js?service <- script /kinds-service.js:1`,
		`shared_worker fetch POST https://shop.example/collect?as=shared <- script /kinds-shared.js:2 sends "from a shared worker"`,
		`shared_worker script GET https://shop.example/script-worker.js?shared <- script /kinds-shared.js:1`,
		`worker eventsource GET https://events.example/events?worker <- script /kinds-worker.js:7`,
		`worker fetch GET https://shop.example/collect?as=worker-module <- script /kinds-worker-module.js:1`,
		`worker fetch GET https://worker.example/collect <- script /worker.js?nested:1`,
		`worker fetch POST https://shop.example/collect?as=worker <- script /kinds-worker.js:2 sends "from a worker"`,
		`worker script GET https://cdn.example/script-worker.js <- script /kinds-worker.js:1`,
		`worker script GET https://cdn.example/script.js?blob-worker <- script /kinds.html:49`,
		`worker script GET https://shop.example/kinds-dynamic.js?worker <- script /kinds-worker-module.js:1`,
		`worker websocket GET wss://socket.example/echo?worker <- script /kinds-worker.js:8 sends "from a worker" gets "echo of from a worker"`,
		`worker xhr POST https://shop.example/collect?as=worker-xhr <- script /kinds-worker.js:5 sends "xhr of a worker"`,
	}
	got := slices.DeleteFunc(allTold(p), func(line string) bool { return strings.Contains(line, "transport.example") }) // not in every browser
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	if len(p.Gaps) > 0 {
		t.Errorf("gaps = %v, want none", p.Gaps)
	}
	if events := find(t, p, "https://events.example/events"); string(events.Received) != "an event" {
		t.Errorf("the event source got %q, want an event", events.Received)
	}
	recorded := map[string]int{}
	for _, r := range p.Requests {
		u, err := url.Parse(r.URL)
		if err != nil {
			t.Fatal(err)
		}
		recorded[r.Method+" "+u.Host+u.Path]++
	}
	// What goes on without the page: the event source connects again, and on a slow machine the browser already looks by itself whether there is a
	// newer service worker.
	apart := func(line string) bool {
		return strings.Contains(line, "events.example") || strings.HasSuffix(line, "/kinds-service.js") || strings.HasSuffix(line, "/script-worker.js")
	}
	for _, line := range asked {
		if recorded[line]--; recorded[line] < 0 && !apart(line) {
			t.Errorf("the server was asked for %s once more than was recorded", line)
		}
	}
}

func TestARequestLeadsToTheScriptBehindIt(t *testing.T) {
	p := visit(t, "https://shop.example/blame.html")
	got := map[string]string{}
	for _, r := range p.Requests {
		if _, by, ok := strings.Cut(r.URL, "by="); ok && r.Initiator.Type != "redirect" {
			got[by] = cause(r)
		}
	}
	want := map[string]string{
		"inline":           "script /blame.html:7",
		"external":         "script https://cdn.example/blame.js:2",
		"eval":             "script https://cdn.example/blame.js:7",
		"function":         "script https://cdn.example/blame.js:8",
		"inserted":         "script https://cdn.example/blame.js:4",
		"written":          "script https://cdn.example/blame.js:14",
		"listener":         "script https://cdn.example/blame.js:2",
		"handler":          "script /blame.html:4",
		"named":            "script https://cdn.example/blame.js:4",
		"named-eval":       "script https://cdn.example/blame.js:28",
		"sheet":            "script https://cdn.example/blame.js:31",
		"iframe":           "script https://cdn.example/blame.js:33",
		"clean-frame":      "script https://cdn.example/blame.js:35",
		"written-frame":    "script https://cdn.example/blame.js:37",
		"socket":           "script https://cdn.example/blame.js:45",
		"beacon":           "script https://cdn.example/blame.js:46",
		"location":         "script https://cdn.example/blame.js:48",
		"font":             "script https://cdn.example/blame.js:52",
		"promise":          "script https://cdn.example/blame.js:2",
		"mutation":         "script https://cdn.example/blame.js:2",
		"image":            "script https://cdn.example/blame.js:29",
		"html":             "script https://cdn.example/blame.js:34",
		"frame":            "script https://cdn.example/blame.js:2",
		"style":            "parser /blame.html",
		"css-text":         "parser /blame.html",
		"message":          "script https://cdn.example/blame.js:2",
		"javascript-url":   "script /blame.html:0",
		"javascript-frame": "script https://cdn.example/blame.js:36",
		"events":           "script https://cdn.example/blame.js:44",
		"data-worker":      "script https://cdn.example/blame.js:42",
		"eval-worker":      "script https://cdn.example/blame.js:43",
		"blob-worker":      "script https://cdn.example/blame.js:3",
		"video":            "script https://cdn.example/blame.js:51",
		"timeout-text":     "script https://cdn.example/blame.js:9",
		"timeout":          "script https://cdn.example/blame.js:2",
		"async":            "script https://cdn.example/blame.js:2",
		"blob":             "script https://cdn.example/blame.js:4",
		"dynamic":          "script https://cdn.example/blame-dynamic.js:1",
		"data-frame":       "script https://cdn.example/blame.js:38",
		"blob-module":      "script https://cdn.example/blame.js:3",
		"srcdoc":           "script https://cdn.example/blame.js:49",
		"module":           "script https://cdn.example/blame-module.js:1",
		"blob-frame":       "script https://cdn.example/blame.js:3",
		"data":             "script https://cdn.example/blame.js:4",
		"other":            "script https://other.example/blame-other.js:1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("causes (-want +got):\n%s", diff)
	}
}

// A session goes from site to site in one tab, and with each in another process of the browser, which knows nothing of what the one before was told.
func TestWhatAScriptLoadsIsLaidAtItsDoorOnEverySite(t *testing.T) {
	t.Parallel()
	s := open(t)
	for _, host := range []string{"shop.example", "other.example", "third.example", "shop.example"} {
		p, err := s.Visit(t.Context(), "https://"+host+"/moving.html")
		if err != nil {
			t.Fatal(err)
		}
		for what, want := range map[string]string{"inline": "moving.html", "script": "moving.js"} {
			q := find(t, p, "https://pixel.example/pixel.gif?"+what)
			if got := q.Initiator.Place().URL; q.Initiator.Type != "script" || got != "https://"+host+"/"+want || q.FrameURL != p.URL {
				t.Errorf("on %s the image of the %s is laid at %s %s of %s, want the script %s", host, what, q.Initiator.Type, got, q.FrameURL, want)
			}
		}
	}
}

func TestAWrappedCallShowsTheWrapperAndItsCaller(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/blame-wrapped.html")
	var got []string
	for _, c := range find(t, p, "https://shop.example/collect?by=wrapped").Initiator.Stack {
		got = append(got, fmt.Sprint(c.Function, " ", c.URL, ":", c.Line))
	}
	want := []string{"wrapper https://wrapper.example/blame-wrapper.js:2", " https://other.example/blame-caller.js:1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stack (-want +got):\n%s", diff)
	}
}

func TestASetterThatGivesItselfAnotherNameIsSeenThrough(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/blame-wrapped.html")
	got := map[string]string{}
	for _, c := range p.Cookies {
		got[c.Name] = c.Initiator.Place().URL
	}
	want := map[string]string{
		"plain":     "https://shop.example/blame-wrapped.html",
		"evaluated": "https://shop.example/blame-wrapped.html",
		"named":     "https://shop.example/blame-wrapped.html",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("setters (-want +got):\n%s", diff)
	}
}

func TestWhatIsLoadedAheadIsToldApart(t *testing.T) {
	p := visit(t, "https://shop.example/speculation.html")
	asked := server.seen()
	got := allTold(p)
	want := []string{
		"page document GET https://shop.example/speculation.html <- navigation",
		"page prefetch GET https://shop.example/nested.html?prefetched <- script /speculation.html",
		"prerender document GET https://shop.example/nested.html?prerendered <- navigation",
		"prerender fetch GET https://nested.example/collect <- script /nested.html?prerendered:1",
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("%s is recorded, and was not expected", line)
		}
	}
	if len(got) < len(asked) { // a browser under pressure may do without
		t.Errorf("the server was asked for %q, recorded was %q", asked, got)
	}
}

// A page that is loaded ahead cannot open what it keeps before anybody goes there, and ends with the page that had it loaded and not before: the
// same tab shows the next.
func TestWhatIsLoadedAheadHoldsNothingUp(t *testing.T) {
	t.Parallel()
	s := open(t)
	p, err := s.Visit(t.Context(), "https://shop.example/speculation.html")
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Gaps) > 0 {
		t.Errorf("gaps %v, want none", p.Gaps)
	}
	tab := s.(*session).current()
	if _, err := s.Visit(t.Context(), "https://shop.example/forms.html"); err != nil {
		t.Fatal(err)
	}
	if now := s.(*session).current(); tab == nil || now != tab {
		t.Errorf("the tab is %p after the page, and %p after the next", tab, now)
	}
}

func TestReportsOfTheBrowserAreTold(t *testing.T) {
	t.Parallel()
	policy := url.Values{"header": {
		"Content-Security-Policy: img-src 'self'; report-uri https://report.example/collect",
		"Content-Security-Policy-Report-Only: script-src 'none'; report-to ends",
		`Reporting-Endpoints: ends="https://ends.example/collect"`,
	}}
	p := visit(t, "https://shop.example/reports.html?"+policy.Encode())
	got := map[string]bool{}
	for _, r := range p.Requests {
		if r.Type == reportType {
			got[r.Target+" "+r.Method+" "+r.URL] = true
			if !strings.Contains(string(r.Body), "csp") && !strings.Contains(string(r.Body), "script-src") {
				t.Errorf("report to %s says %q, want what was violated", r.URL, r.Body)
			}
		}
		if r.URL == "https://refused.example/pixel.gif" && (!r.Local || r.Error != "(csp)") {
			t.Errorf("what the policy forbids has error %q and local %v, want that it was never sent", r.Error, r.Local)
		}
	}
	want := map[string]bool{
		"page POST https://report.example/collect":         true,
		"page POST https://ends.example/collect":           true,
		"iframe POST https://frame-report.example/collect": true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reports (-want +got):\n%s", diff)
	}
}
