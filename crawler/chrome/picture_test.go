package chrome

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

// pictured opens a session that takes pictures of all forms.
func pictured(t *testing.T) crawler.Session {
	t.Helper()
	s, err := running(t).Open(t.Context(), crawler.Visitor{Pictures: func(*crawler.Form) bool { return true }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// seenIn decodes a picture.
func seenIn(t *testing.T, picture []byte) image.Image {
	t.Helper()
	seen, err := jpeg.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatalf("a picture of %d bytes: %v", len(picture), err)
	}
	return seen
}

// colour is the plain word for what stands at a place of a picture.
func colour(seen image.Image, x, y int) string {
	r, g, b, _ := seen.At(x, y).RGBA()
	for word, c := range map[string][3]uint32{"green": {0, 200, 0}, "red": {200, 0, 0}, "blue": {0, 0, 200}, "yellow": {255, 255, 0}, "white": {255, 255, 255}} {
		if near(r>>8, c[0]) && near(g>>8, c[1]) && near(b>>8, c[2]) {
			return word
		}
	}
	return fmt.Sprint(r>>8, " ", g>>8, " ", b>>8)
}

func near(a, b uint32) bool { return max(a, b)-min(a, b) < 12 }

func TestTheFirstPageIsPicturedToItsEnd(t *testing.T) {
	t.Parallel()
	s := pictured(t)
	var heights []int
	for range 2 {
		p, err := s.Visit(t.Context(), "https://shop.example/pictures.html")
		if err != nil {
			t.Fatal(err)
		}
		seen := seenIn(t, p.Screenshot)
		heights = append(heights, seen.Bounds().Dy())
		if got := colour(seen, 10, 10); got != "yellow" {
			t.Errorf("the top of the page is %s", got)
		}
		for _, q := range p.Requests {
			if strings.Contains(q.URL, "heard") {
				t.Error("the page heard that it was pictured")
			}
		}
	}
	if heights[0] != 2000+100+220+220+100+500 || heights[1] >= 2000 {
		t.Errorf("the pictures are %v pixels high; want the whole page of 3140, and then the window", heights)
	}
}

func TestEachFormIsPicturedWhereverItStands(t *testing.T) {
	t.Parallel()
	p, err := pictured(t).Visit(t.Context(), "https://shop.example/pictures.html")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range p.Forms {
		if f.Screenshot == nil {
			got[f.Name] = "none"
			continue
		}
		seen := seenIn(t, f.Screenshot)
		b := seen.Bounds()
		got[f.Name] = fmt.Sprintf("%dx%d %s %s", b.Dx(), b.Dy(), colour(seen, 100, 50), colour(seen, b.Dx()-3, b.Dy()-3))
	}
	want := map[string]string{
		"green": "400x100 green green", "framed?blue": "300x100 blue blue", "framed?red": "300x100 red red",
		"filled": "none", // with what may be a person's
		"unseen": "none",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("pictures of forms (-want +got):\n%s", diff)
	}
}

func TestADialogIsPicturedBeforeItIsAnswered(t *testing.T) {
	t.Parallel()
	page, choice, err := pictured(t).Choose(t.Context(), "https://shop.example/consent-words.html", practice.Accepted)
	if err != nil || !choice.Offered {
		t.Fatalf("choice = %+v, %v", choice, err)
	}
	before, after := seenIn(t, choice.Screenshot), seenIn(t, page.Screenshot)
	if bytes.Equal(choice.Screenshot, page.Screenshot) || before.Bounds().Dx() != after.Bounds().Dx() {
		t.Error("the dialog was not pictured before it was answered, and the page after")
	}
}

func TestWithoutAWishThereAreNoPictures(t *testing.T) {
	t.Parallel()
	p := visit(t, "https://shop.example/pictures.html")
	if p.Screenshot != nil || p.Forms[0].Screenshot != nil {
		t.Error("pictures were taken that nobody asked for")
	}
}

func TestAPageThatIsTooWideIsPicturedInPart(t *testing.T) {
	t.Parallel()
	p, err := pictured(t).Visit(t.Context(), "https://shop.example/wide.html")
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Gaps) > 0 || len(p.Forms) != 1 {
		t.Fatalf("%d forms, gaps %v", len(p.Forms), p.Gaps)
	}
	page, form := seenIn(t, p.Screenshot), seenIn(t, p.Forms[0].Screenshot)
	if got := page.Bounds().Size(); got != (image.Point{X: maxWidth, Y: maxHeight}) || colour(page, 1000, 4000) != "yellow" {
		t.Errorf("the picture of the page is %v, and %s", got, colour(page, 1000, 4000))
	}
	if got := form.Bounds().Size(); got != (image.Point{X: maxWidth, Y: 100}) || colour(form, 2000, 50) != "green" {
		t.Errorf("the picture of the form is %v, and %s", got, colour(form, 2000, 50))
	}
}
