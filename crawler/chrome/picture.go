package chrome

import (
	"context"
	"fmt"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/page"
)

// Limits of the pictures of one visit. What a picture costs grows with its height: of a page of ten windows it is four times what loading costs.
// So only the first page of a session, where the consent dialog stands, is pictured as long as it is, and of the others what the window shows.
const (
	pictureTimeout = 5 * time.Second // of all together
	maxHeight      = 5000            // in CSS pixels, of a page; what lies below is in its DOM snapshot
	maxFormHeight  = 2500
	maxWidth       = 2560 // of both: a page as wide as its scripts like would take the browser longer than it is given
	maxForms       = 10   // that are pictured on one page
	maxPicture     = 8 << 20
	quality        = 70 // of JPEG: half the bytes of PNG in the same time
)

// A box is a rectangle in CSS pixels.
type box struct {
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

// A shownForm is a form as read.js returns it, with its place on its document.
type shownForm struct {
	crawler.Form
	Box    box  `json:"box"`
	Filled bool `json:"filled"` // holds a text that nobody typed: it can be a person's

	target *attached
	frame  cdp.FrameID
}

// picture adds the pictures of a page and of its forms.
func (s *session) picture(ctx context.Context, tab *attached, rec *recording, p *crawler.Page, forms []shownForm) {
	ctx, cancel := s.pace.patiently(ctx, pictureTimeout)
	defer cancel()
	c := &camera{ctx: ctx, session: s, tab: tab, rec: rec}
	if s.whole {
		p.Screenshot = c.shoot("", nil)
	} else {
		p.Screenshot = c.wholePage()
	}
	taken := 0
	for i := range forms {
		f := &forms[i]
		if f.Filled || f.target.popup || f.Box.Width < 1 || f.Box.Height < 1 || !s.who.Pictures(&p.Forms[i]) {
			continue
		}
		if taken++; taken > maxForms {
			return
		}
		p.Forms[i].Screenshot = c.form(f)
	}
}

// dialogPicture is what the window shows.
func (s *session) dialogPicture(ctx context.Context, rec *recording) []byte {
	tab := s.current()
	if s.who.Pictures == nil || tab == nil {
		return nil
	}
	ctx, cancel := s.pace.patiently(ctx, pictureTimeout)
	defer cancel()
	return (&camera{ctx: ctx, session: s, tab: tab, rec: rec}).shoot(" of the consent dialog", nil)
}

// A camera takes the pictures of one visit.
type camera struct {
	ctx     context.Context
	session *session
	tab     *attached
	rec     *recording
	deaf    bool // the page does not hear of changes of its window
	metrics *page.GetLayoutMetricsResult
}

// shoot takes a picture of a part of the page, or of what the window shows. It returns nil, and tells a gap, if that is not possible.
func (c *camera) shoot(what string, part *box) []byte {
	yes, good := true, int64(quality)
	params := page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatJpeg, Quality: &good, OptimizeForSpeed: &yes}
	if part != nil {
		c.deafen()
		params.CaptureBeyondViewport = &yes
		params.Clip = &page.Viewport{X: part.X, Y: part.Y, Width: part.Width, Height: part.Height, Scale: 1}
	}
	taken, err := cdp.Call(c.ctx, c.tab, page.CaptureScreenshot, params)
	if err == nil && len(taken.Data) > maxPicture {
		err = fmt.Errorf("it has more than %d bytes", maxPicture)
	}
	if err != nil {
		c.rec.gap("", "no screenshot"+what+": "+err.Error())
		return nil
	}
	return taken.Data
}

// wholePage takes a picture of the page from its top to its end, or to maxHeight.
func (c *camera) wholePage() []byte {
	c.session.whole = true
	size := c.size()
	if size == nil || size.CSSContentSize.Height <= float64(size.CSSLayoutViewport.ClientHeight) {
		return c.shoot("", nil)
	}
	whole := box{Width: size.CSSContentSize.Width, Height: size.CSSContentSize.Height}
	whole.Width, whole.Height = min(whole.Width, maxWidth), min(whole.Height, maxHeight)
	return c.shoot("", &whole)
}

// size is that of the page and of its window; nil if the page does not tell.
func (c *camera) size() *page.GetLayoutMetricsResult {
	if c.metrics == nil {
		got, err := cdp.Call(c.ctx, c.tab, page.GetLayoutMetrics, cdp.Empty{})
		if err != nil || got.CSSContentSize == nil || got.CSSLayoutViewport == nil {
			return nil
		}
		c.metrics = &got
	}
	return c.metrics
}

// intoView scrolls to the document of another site's frame and waits until it is painted: one that is out of sight never is.
const intoView = `new Promise((done) => {
	document.documentElement.scrollIntoView({ block: "center", behavior: "instant" });
	requestAnimationFrame(() => requestAnimationFrame(() => done("")));
	setTimeout(done, 300, "");
})`

// form takes a picture of a form, in whatever frame it stands. What is scrolled out of sight in a frame cannot be seen.
func (c *camera) form(f *shownForm) []byte {
	if f.target != c.tab {
		_, _ = evaluate(c.ctx, f.target, f.frame, intoView)
		c.metrics = nil // the page may have scrolled
	}
	size, at := c.size(), f.Box
	if size == nil {
		return nil
	}
	if string(f.frame) != string(c.tab.id) {
		frame, ok := c.frameBox(f.target, f.frame)
		if !ok {
			c.rec.gap(f.FrameURL, "no screenshot of a form: the place of its frame is not known")
			return nil
		}
		at = box{at.X + frame.X, at.Y + frame.Y, at.Width, at.Height}.within(frame)
	}
	at = at.within(box{Width: size.CSSContentSize.Width, Height: size.CSSContentSize.Height})
	if at.Width < 1 || at.Height < 1 {
		return nil // outside of what can be scrolled to
	}
	at.Width, at.Height = min(at.Width, maxWidth), min(at.Height, maxFormHeight)
	return c.shoot(" of a form", &at)
}

// within is the part of a box that lies in another.
func (b box) within(other box) box {
	x, y := max(b.X, other.X), max(b.Y, other.Y)
	return box{x, y, min(b.X+b.Width, other.X+other.Width) - x, min(b.Y+b.Height, other.Y+other.Height) - y}
}

// frameBox is the place on the page of what a frame shows. The frame of another site has a target of its own, in whose parent its place is to be asked for.
func (c *camera) frameBox(in *attached, frame cdp.FrameID) (box, bool) {
	if string(frame) == string(c.tab.id) {
		view := c.size().CSSLayoutViewport
		return box{float64(view.PageX), float64(view.PageY), c.metrics.CSSContentSize.Width, c.metrics.CSSContentSize.Height}, true
	}
	if string(frame) == string(in.id) {
		for _, parent := range c.session.documents(c.tab) {
			if parent == in || parent.popup {
				continue
			}
			if inner, ok := c.ownerBox(parent, frame); ok {
				return c.moved(parent, inner)
			}
		}
		return box{}, false
	}
	inner, ok := c.ownerBox(in, frame)
	if !ok {
		return inner, false
	}
	return c.moved(in, inner)
}

// moved is a box of a target's main frame, as it lies on the page.
func (c *camera) moved(in *attached, inner box) (box, bool) {
	outer, ok := c.frameBox(in, cdp.FrameID(in.id))
	return box{inner.X + outer.X, inner.Y + outer.Y, inner.Width, inner.Height}, ok
}

// ownerBox is the place of the content of a frame's element, in the window of the main frame of the target that holds it.
func (c *camera) ownerBox(in *attached, frame cdp.FrameID) (box, bool) {
	in.send(dom.CommandEnable, dom.EnableParams{})
	defer in.send(dom.CommandDisable, cdp.Empty{})
	owner, err := cdp.Call(c.ctx, in, dom.GetFrameOwner, dom.GetFrameOwnerParams{FrameID: frame})
	if err != nil {
		return box{}, false
	}
	got, err := cdp.Call(c.ctx, in, dom.GetBoxModel, dom.GetBoxModelParams{BackendNodeID: owner.BackendNodeID})
	if err != nil || got.Model == nil || len(got.Model.Content) != 8 {
		return box{}, false
	}
	q := got.Model.Content
	return box{q[0], q[1], q[4] - q[0], q[5] - q[1]}, true
}

// deafen keeps from the page, for the rest of the visit, that its window changes its size while it is pictured. Scripts that observe the size of an element, or a
// media query, can tell all the same, and so can frames whose size follows the window's.
func (c *camera) deafen() {
	if !c.deaf {
		c.deaf = true
		_, _ = evaluate(c.ctx, c.tab, cdp.FrameID(c.tab.id), `globalThis.pictured = true; ""`)
	}
}
