package chrome

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"

	"github.com/candor-privacy/candor/practice"
	html "github.com/candor-privacy/candor/reports"
)

var update = flag.Bool("update", false, "take the pictures of the report anew; look at each")

// lookFolder holds a picture of every part of the report, half as large, and in fonts.txt the browser and the widths of words by which fonts are told.
const lookFolder = "testdata/look"

// partsOfTheReport are the parts that are pictured, with what finds them.
var partsOfTheReport = []struct{ name, selector string }{
	{"verdict", "header.top"},
	{"filter", "form.filter"},
	{"broken", "article.card.high"},
	{"omitted", "article.card.medium"},
	{"flows", "#flows"},
	{"timeline", "#timeline"},
	{"coverage", "#coverage"},
	{"kept", "#kept"},
	{"unverifiable", "#unverifiable"},
	{"gaps", "#gaps"},
	{"inventory", "#inventory"},
	{"method", "#method"},
}

// Every part of the report looks as it did when somebody last looked at it, in both colour schemes, on a desk and on a telephone. Pictures are told
// apart by the mean colour of blocks, so that a letter drawn a little differently is no fault. Other fonts, or another browser, change everything:
// a machine that has others is told so.
func TestThePartsOfTheReportLookAsTheyDid(t *testing.T) {
	o := exampleOutcome(t)
	for _, scheme := range []string{"light", "dark"} {
		for device, width := range map[string]int64{"desk": 1280, "telephone": 390} {
			t.Run(scheme+" "+device, func(t *testing.T) {
				tab := shown(t, o, html.Options{})
				features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
				if _, err := cdp.Call(t.Context(), tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
					t.Fatal(err)
				}
				size := emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1}
				if _, err := cdp.Call(t.Context(), tab, emulation.SetDeviceMetricsOverride, size); err != nil {
					t.Fatal(err)
				}
				sameFonts(t, tab)
				for _, part := range partsOfTheReport {
					name := filepath.Join(lookFolder, scheme+"-"+device+"-"+part.name+".png")
					looksAs(t, name, partShot(t, tab, part.selector))
				}
			})
		}
	}
}

// exampleOutcome is the one that all formats of a report are shown with.
func exampleOutcome(t *testing.T) practice.Outcome {
	t.Helper()
	text, err := os.ReadFile("../../reports/testdata/larkspur.json")
	if err != nil {
		t.Fatal(err)
	}
	var o practice.Outcome
	if err := json.Unmarshal(text, &o); err != nil {
		t.Fatal(err)
	}
	return o
}

// sameFonts skips the test where the browser is another, or words are not as wide as they were, than when the pictures were taken.
func sameFonts(t *testing.T, tab *attached) {
	t.Helper()
	got := asked(t, t.Context(), tab, `(() => {
		const pen = document.createElement("canvas").getContext("2d");
		const browser = navigator.userAgent.replace(/.*Chrome\/(\d+).*/, "Chromium $1\n");
		return browser + ["16px system-ui", "16px sans-serif", "16px monospace"].map(font => {
			pen.font = font;
			return font + " " + Math.round(10 * pen.measureText("What is said and what is seen").width);
		}).join("\n") + "\n";
	})()`)
	name := filepath.Join(lookFolder, "fonts.txt")
	if *update {
		writeLook(t, name, []byte(got))
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Skipf("this machine has other fonts or another browser than the one on which the pictures were taken (-was +is):\n-%s\n+%s", want, got)
	}
}

// partShot is a picture of the first element that a selector finds, half as large.
func partShot(t *testing.T, tab *attached, selector string) []byte {
	t.Helper()
	place := asked(t, t.Context(), tab, fmt.Sprintf(`(() => {
		const b = document.querySelector(%q).getBoundingClientRect();
		return JSON.stringify({x: Math.round(b.left + scrollX), y: Math.round(b.top + scrollY), width: Math.round(b.width), height: Math.round(b.height), scale: 0.5});
	})()`, selector))
	var clip page.Viewport
	if err := json.Unmarshal([]byte(place), &clip); err != nil {
		t.Fatalf("%s: %v in %q", selector, err, place)
	}
	yes := true
	taken, err := cdp.Call(t.Context(), tab, page.CaptureScreenshot, page.CaptureScreenshotParams{Clip: &clip, CaptureBeyondViewport: &yes})
	if err != nil {
		t.Fatal(err)
	}
	return taken.Data
}

// How much a picture may differ: the mean colour of one of its blocks by so much of 255, and the blocks that differ more by such a share.
const (
	blockSide       = 8
	blockTolerance  = 24
	blocksTolerated = 0.02
)

// looksAs compares a picture with the one that is kept; -update keeps it where there is none yet, or where it differs.
func looksAs(t *testing.T, name string, got []byte) {
	t.Helper()
	fault := "there is no picture yet"
	want, err := os.ReadFile(name)
	switch {
	case err == nil:
		fault = differ(decoded(t, want), decoded(t, got))
	case !errors.Is(err, fs.ErrNotExist):
		t.Fatal(err)
	}
	switch {
	case fault == "":
	case *update:
		writeLook(t, name, got)
	default:
		now := filepath.Join(t.ArtifactDir(), filepath.Base(name))
		writeLook(t, now, got)
		t.Errorf("%s: %s; it looks now as in %s. Take it anew with -update, if it should be so", name, fault, now)
	}
}

// differ tells by how much two pictures differ, "" when it is tolerable.
func differ(want, got *image.RGBA) string {
	a, b := want.Bounds().Size(), got.Bounds().Size()
	if dx, dy := a.X-b.X, a.Y-b.Y; dx*dx > blockSide*blockSide || dy*dy > blockSide*blockSide {
		return fmt.Sprintf("%v pixels, want %v", b, a)
	}
	all, other := 0, 0
	for y := 0; y+blockSide <= min(a.Y, b.Y); y += blockSide {
		for x := 0; x+blockSide <= min(a.X, b.X); x += blockSide {
			all++
			was, is := meanColour(want, x, y), meanColour(got, x, y)
			for channel := range was {
				if d := was[channel] - is[channel]; d*d > blockTolerance*blockTolerance {
					other++
					break
				}
			}
		}
	}
	if share := float64(other) / float64(max(all, 1)); share > blocksTolerated {
		return fmt.Sprintf("%.1f %% of it have another colour, tolerated are %.0f %%", 100*share, 100*blocksTolerated)
	}
	return ""
}

func meanColour(m *image.RGBA, x, y int) (mean [3]int) {
	for dy := range blockSide {
		for dx := range blockSide {
			i := m.PixOffset(x+dx, y+dy)
			for channel := range mean {
				mean[channel] += int(m.Pix[i+channel])
			}
		}
	}
	for channel := range mean {
		mean[channel] /= blockSide * blockSide
	}
	return mean
}

func decoded(t *testing.T, data []byte) *image.RGBA {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out := image.NewRGBA(image.Rectangle{Max: m.Bounds().Size()})
	draw.Draw(out, out.Bounds(), m, m.Bounds().Min, draw.Src)
	return out
}

func writeLook(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// What the pictures tolerate is a letter drawn otherwise, and not a part in another colour or place.
func TestAPartInAnotherColourOrPlaceIsSeen(t *testing.T) {
	was := image.NewRGBA(image.Rect(0, 0, 320, 160))
	draw.Draw(was, was.Bounds(), image.White, image.Point{}, draw.Src)
	bar := image.Rect(40, 40, 60, 120)
	draw.Draw(was, bar, image.Black, image.Point{}, draw.Src)
	for name, tt := range map[string]struct {
		change func(*image.RGBA)
		seen   bool
	}{
		"nothing":      {func(*image.RGBA) {}, false},
		"a few pixels": {func(m *image.RGBA) { draw.Draw(m, image.Rect(200, 80, 203, 82), image.Black, image.Point{}, draw.Src) }, false},
		"another place": {func(m *image.RGBA) {
			draw.Draw(m, bar, image.White, image.Point{}, draw.Src)
			draw.Draw(m, bar.Add(image.Pt(40, 0)), image.Black, image.Point{}, draw.Src)
		}, true},
		"another colour": {func(m *image.RGBA) { draw.Draw(m, bar, image.White, image.Point{}, draw.Src) }, true},
	} {
		is := image.NewRGBA(was.Bounds())
		copy(is.Pix, was.Pix)
		tt.change(is)
		if fault := differ(was, is); (fault != "") != tt.seen {
			t.Errorf("%s: %q, to be seen: %v", name, strings.TrimSpace(fault), tt.seen)
		}
	}
	if differ(was, image.NewRGBA(image.Rect(0, 0, 320, 200))) == "" {
		t.Error("another size is not seen")
	}
}
