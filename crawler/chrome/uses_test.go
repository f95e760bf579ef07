package chrome

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/google/go-cmp/cmp"
)

// judged visits a page of shop.example and returns what one detector sees there: each observation with its name and its evidence.
func judged(t *testing.T, page, detector string) []string {
	t.Helper()
	p := visit(t, "https://shop.example/"+page)
	if len(p.Gaps) > 0 {
		t.Errorf("gaps of %s = %v, want none", page, p.Gaps)
	}
	return judge(t, p, detector)
}

func judge(t *testing.T, p *crawler.Page, detector string) []string {
	t.Helper()
	scope, err := crawler.NewScope("https://shop.example/")
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Requests {
		p.Requests[i].ID = 0 // requests are numbered anew when they enter a record
	}
	var seen []string
	for _, o := range detect.Run(&detect.Site{Scope: scope, Pages: []*crawler.Page{p}}) {
		if o.By != detector {
			continue
		}
		seen = append(seen, o.Practice.String()+" ["+o.Name+"]")
		for _, e := range o.Evidence {
			seen = append(seen, "  "+e.Detail)
		}
	}
	return seen
}

// fromTracker is the one observation of fingerprint-canvas.js, on a canvas of that width.
func fromTracker(width string) []string {
	return []string{
		"site track device.fingerprint by tracker.example [canvas by https://tracker.example/fingerprint-canvas.js]",
		"  canvas: a canvas of " + width + " by 60 pixels with text (different characters: 15, colours: 2) is read by toDataURL, by https://tracker.example/fingerprint-canvas.js:13",
	}
}

func TestEveryTechniqueOfFingerprintingIsSeenWithItsScript(t *testing.T) {
	tests := []struct {
		page string
		want []string
	}{
		{"fingerprint-canvas.html", fromTracker("240")},
		{"fingerprint-fonts.html", []string{
			"site track device.fingerprint [canvas font by https://shop.example/fingerprint-fonts.html]",
			"  canvas font: 60 fonts are set, and one text is measured 60 times, by https://shop.example/fingerprint-fonts.html:6",
		}},
		{"fingerprint-webrtc.html", []string{
			"site track device.fingerprint [WebRTC by https://shop.example/fingerprint-webrtc.html]",
			"  WebRTC: createDataChannel and createOffer are called, and onicecandidate is looked at, without a connection being made, by https://shop.example/fingerprint-webrtc.html:5",
		}},
		{"fingerprint-audio.html", []string{
			"site track device.fingerprint [audio by https://shop.example/fingerprint-audio.html]",
			"  audio: OscillatorNode is rendered by OfflineAudioContext.startRendering, by https://shop.example/fingerprint-audio.html:9",
		}},
		{"fingerprint-traits.html", []string{
			"site track device.fingerprint [traits by https://shop.example/fingerprint-traits.html]",
			"  traits: 11 groups of traits are read (agent, connection, hardware, language, media devices, memory, plugins, screen, timezone, touch, voices), by https://shop.example/fingerprint-traits.html:6",
		}},
		{"fingerprint-worker.html", []string{
			"site track device.fingerprint [canvas by https://shop.example/fingerprint-worker.js]",
			"  canvas: a canvas of 200 by 50 pixels with text (different characters: 11, colours: 1) is read by getImageData, by https://shop.example/fingerprint-worker.js:4",
		}},
		{"fingerprint-evaluated.html", []string{
			"site track device.fingerprint by tracker.example [canvas by https://tracker.example/fingerprint-evaluated.js]",
			"  canvas: a canvas of 300 by 150 pixels with text (different characters: 11, colours: 1) is read by toDataURL, by https://tracker.example/fingerprint-evaluated.js:1",
		}},
		{"fingerprint-tampered.html", fromTracker("300")}, // the page keeps the width from being set
		{"fingerprint-locked.html", []string{
			"site track device.fingerprint [canvas by a script without address]",
			"  canvas: a canvas of 240 by 60 pixels with text (different characters: 15, colours: 2) is read by toDataURL, by a script without address",
		}},
		{"innocent-canvas.html", nil},
		{"innocent-scripts.html", nil},
	}
	for _, tt := range tests {
		t.Run(tt.page, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, judged(t, tt.page, "fingerprinting")); diff != "" {
				t.Errorf("observations (-want +got):\n%s", diff)
			}
		})
	}
}

// Without a graphics processor there is no WebGL, unless a browser may draw by itself. This one may, as it visits our own page only.
func TestAFingerprintOfTheGraphicsProcessorIsSeen(t *testing.T) {
	without := running(t)
	usual := flagsTable
	flagsTable += "\n--enable-unsafe-swiftshader\n"
	t.Cleanup(func() { flagsTable = usual })
	opts := server.options()
	opts.NoSandbox = without.opts.NoSandbox
	b, err := launch(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	s, err := b.Open(t.Context(), crawler.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Visit(t.Context(), "https://shop.example/fingerprint-webgl.html")
	if err != nil {
		t.Fatal(err)
	}
	if p.Title == "The graphics processor" {
		t.Skip("this browser has no WebGL at all")
	}
	want := []string{
		"site track device.fingerprint [WebGL by https://shop.example/fingerprint-webgl.html]",
		"  WebGL: the unmasked name of the graphics processor and the list of extensions are read, by https://shop.example/fingerprint-webgl.html:5",
	}
	if diff := cmp.Diff(want, judge(t, p, "fingerprinting")); diff != "" {
		t.Errorf("observations (-want +got):\n%s", diff)
	}
}

func TestARecorderIsSeenByWhatItDoes(t *testing.T) {
	tests := []struct {
		page string
		want []string
	}{
		{"recorder.html", []string{
			"site share behaviour.click to recorder.example [session recorder]",
			"  every change of the document is observed, and the visitor's actions are listened to, by https://recorder.example/recorder.js:3",
			"  request 0: POST https://recorder.example/collect: a copy of the document is sent",
		}},
		{"recorder-packed.html", []string{
			"site share behaviour.click to recorder.example [session recorder]",
			"  every change of the document is observed, and the visitor's actions are listened to, by https://recorder.example/recorder-packed.js:1",
			"  request 0: POST https://recorder.example/collect: what the script sends, again and again",
		}},
		{"innocent-scripts.html", nil},
	}
	for _, tt := range tests {
		t.Run(tt.page, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, judged(t, tt.page, "recorders")); diff != "" {
				t.Errorf("observations (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAFloodOfCallsIsOneUseAndHidesNoFingerprint(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/fingerprint-flood.html")
	if diff := cmp.Diff(fromTracker("240"), judge(t, p, "fingerprinting")); diff != "" {
		t.Errorf("observations (-want +got):\n%s", diff)
	}
	i := slices.IndexFunc(p.Uses, func(u crawler.Use) bool {
		return u.Interface == "CanvasRenderingContext2D.fillText" && strings.HasSuffix(u.Script.URL, ".html")
	})
	if i < 0 || p.Uses[i].Count != 100_500 {
		t.Fatalf("uses = %v, want one of fillText with 100,500 calls", p.Uses)
	}
}

// Three hundred scripts are told apart, and two thousand of what they use; what there is beyond is told in sum.
func TestACrowdOfScriptsIsToldInSum(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/uses-many.html?1")
	apart, sum := 0, 0
	for _, u := range p.Uses {
		switch {
		case u.Interface != "Navigator.platform":
		case u.Script.URL == "":
			sum += u.Count
		default:
			apart++
		}
	}
	if apart != 299 || sum != 11 || len(p.Gaps) > 0 { // the page itself is one of three hundred
		t.Errorf("%d scripts are told apart and %d uses in sum, gaps %v; want 299 and 11, and none", apart, sum, p.Gaps)
	}
	p = visit(t, "https://shop.example/uses-many.html?8")
	if want := "uses of interfaces by scripts were left out, being more than one visit keeps: "; len(p.Uses) != 2000 || len(p.Gaps) != 1 || !strings.HasPrefix(p.Gaps[0].Reason, want) {
		t.Errorf("%d uses, gaps %v; want 2000, and %q", len(p.Uses), p.Gaps, want)
	}
}

// A canvas that was written before a choice and is read after it was read by what is seen after it, and what was done before is not told again.
func TestACanvasThatGoesOnAfterAChoiceIsToldWithWhatCameThen(t *testing.T) {
	r := newRecording(pageLimits)
	page := tabOf("page")
	const fact = `{"kind":"uses","url":"https://a.example/","facts":{"1":{"script":"https://a.example/a.js","canvas":"2d","width":300,"height":150,"characters":%s}}}`
	r.used(page, 1, fmt.Sprintf(fact, `20,"colours":3,"kept":4,"readBy":{"toDataURL":true},"readWidth":300,"readHeight":150`))
	r.since(r.start)
	r.used(page, 1, fmt.Sprintf(fact, `22,"colours":3,"kept":5,"readBy":{"toDataURL":true,"getImageData":true},"readWidth":300,"readHeight":150`))
	p := crawler.Page{URL: "https://a.example/"}
	r.fill(&p, nil, &known{map[cookieKey]bool{}, map[storageKey]bool{}})
	want := []crawler.Canvas{{
		Script: crawler.Call{URL: "https://a.example/a.js"}, FrameURL: "https://a.example/", Target: "page", Context: "2d", Width: 300, Height: 150,
		Characters: 2, Kept: 1, ReadBy: []string{"getImageData"}, ReadWidth: 300, ReadHeight: 150,
	}}
	if diff := cmp.Diff(want, p.Canvases); diff != "" {
		t.Errorf("canvases (-want +got):\n%s", diff)
	}
}

func TestWhatScriptsDidBeforeAChoiceIsNotToldAsDoneAfter(t *testing.T) {
	r := newRecording(pageLimits)
	page := tabOf("page")
	r.used(page, 1, `{"kind":"uses","url":"https://a.example/","facts":{"1":{"script":"https://a.example/a.js","interface":"Navigator.plugins","count":3},"2":{"script":"https://a.example/a.js","canvas":"2d","characters":20}}}`)
	r.since(r.start)
	r.used(page, 1, `{"kind":"uses","url":"https://a.example/","facts":{"3":{"script":"https://a.example/b.js","interface":"Navigator.plugins","count":1}}}`)
	p := crawler.Page{URL: "https://a.example/"}
	r.fill(&p, nil, &known{map[cookieKey]bool{}, map[storageKey]bool{}})
	if len(p.Uses) != 1 || p.Uses[0].Script.URL != "https://a.example/b.js" || len(p.Canvases) > 0 {
		t.Errorf("uses = %v, canvases = %v; want the one use of b.js", p.Uses, p.Canvases)
	}
}
