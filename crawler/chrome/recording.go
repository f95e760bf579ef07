package chrome

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
)

// A recording is what one visit has seen so far. The reader adds to it; fill makes the page of it.
type recording struct {
	start     time.Time
	mu        sync.Mutex
	hops      []*hop // in the order in which they were sent
	exchanges map[network.RequestID]*exchange
	from      int // hops before this one came before the choice, and are not told
	fromTime  time.Time
	frames    []crawler.Frame
	within    int // documents that were shown in frames, also those of no address
	writes    []write
	items     map[storageKey]*storedItem
	causes    causes
	reports   reports
	realms    map[realm]*usesOf // what scripts did, by where
	uses      int               // facts in them
	gaps      []practice.Gap
	limits    limits
	gate      *gate           // through which all was loaded, or nil
	ended     <-chan struct{} // closed when the browser is gone; nil for one that stays
	bytes     int             // that count for limits.bytes
	leftOut   map[string]int  // how many of what went beyond the limits

	arrived       bool                            // the main document is there
	loaded, ready bool                            // its load events
	left          bool                            // the document is being left: what ends now was meant to
	gone          bool                            // the tab crashed or was closed: there is nothing more to wait for
	busy          map[network.RequestID]time.Time // open requests and when they last made progress
	background    map[network.RequestID]bool      // requests that a page repeats by itself for ever, which do not make it busy
	last          time.Time                       // of the last network activity
	changed       chan struct{}                   // tells settle to look again
}

func newRecording(most limits) *recording {
	return &recording{
		exchanges:  map[network.RequestID]*exchange{},
		items:      map[storageKey]*storedItem{},
		causes:     causes{map[string]load{}, map[cdp.FrameID]insertion{}, map[move]bool{}},
		reports:    reports{map[endpoint]string{}, map[network.ReportID]*hop{}},
		realms:     map[realm]*usesOf{},
		background: map[network.RequestID]bool{},
		busy:       map[network.RequestID]time.Time{},
		limits:     most,
		leftOut:    map[string]int{},
		start:      time.Now().UTC(),
		last:       time.Now(),
		changed:    make(chan struct{}, 1),
	}
}

// frame adds a document that was shown.
func (r *recording) frame(f *cdp.Frame) {
	if f == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if f.ParentID != "" {
		r.within++
	}
	if !isNetwork(f.URL) && f.URL != "about:srcdoc" {
		return
	}
	seen := crawler.Frame{ID: string(f.ID), Parent: string(f.ParentID), URL: f.URL}
	for _, known := range r.frames {
		if known == seen {
			return
		}
	}
	if r.take(someFrames, len(r.frames), r.limits.frames, len(seen.URL)) {
		r.frames = append(r.frames, seen)
	}
}

// mark sets one of the recording's flags.
func (r *recording) mark(flag *bool) {
	r.mu.Lock()
	*flag = true
	r.mu.Unlock()
	r.wake()
}

// lost notes that the tab is gone.
func (r *recording) lost(reason string) {
	r.gap("", reason+"; what it held then was not read")
	r.mark(&r.gone)
}

// crashed notes that a frame or a worker died.
func (r *recording) crashed() {
	r.mu.Lock()
	left := r.left
	r.mu.Unlock()
	if !left {
		r.gap("", "a frame or worker crashed; what it held then was not read")
	}
}

// gap notes what could not be seen; source "" is the page itself.
func (r *recording) gap(source, reason string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.addGap(source, reason)
}

func (r *recording) addGap(source, reason string) {
	r.gaps = append(r.gaps, practice.Gap{Source: source, Reason: reason})
}

func (r *recording) wake() {
	select {
	case r.changed <- struct{}{}:
	default:
	}
}

// fill makes the page of what was recorded. jar is the cookie jar at the end, known what was seen of the
// session before, which fill adds to.
func (r *recording) fill(p *crawler.Page, jar []*network.Cookie, known *known) {
	r.mu.Lock()
	defer r.mu.Unlock()
	p.Frames = append([]crawler.Frame{}, r.frames...)
	r.join()
	r.blame()
	r.answered(p)
	p.Cookies = r.cookies(jar, known.cookies)
	p.Storage = r.storage(p.Storage, known.storage)
	r.fillUses(p)
	first := r.from
	for i, h := range r.hops[first:] {
		h.request.ID = i + 1
		h.request.RedirectOf = max(h.request.RedirectOf-first, 0)
		if gap := r.gate.correct(&h.request); gap.Reason != "" {
			r.gaps = append(r.gaps, gap)
		}
		p.Requests = append(p.Requests, h.request)
	}
	for i := range p.Cookies {
		p.Cookies[i].Request = max(p.Cookies[i].Request-first, 0)
	}
	r.tellLeftOut(p.URL)
	for i := range r.gaps {
		if r.gaps[i].Source == "" {
			r.gaps[i].Source = p.URL
		}
	}
	p.Gaps = sortGaps(r.gaps)
}

// answered sets the status and type of the page, those of the last document that its main frame loaded, and returns the address of that.
func (r *recording) answered(p *crawler.Page) (last string) {
	for _, h := range r.hops {
		q := h.request
		if q.Target == "page" && q.Type == "document" && q.Status != 0 {
			p.Status, p.MIME, last = q.Status, q.MIME, q.URL
		}
	}
	return last
}

// lastDocument returns the address that the main frame asked for last; url is the one that it was sent to.
func (r *recording) lastDocument(url string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, h := range slices.Backward(r.hops) {
		if h.request.Target == "page" && h.request.Type == "document" {
			return h.request.URL
		}
	}
	return url
}

// since makes the recording tell only what happens from now on. What was seen before stays known: an
// answer to an earlier request belongs to the time before.
func (r *recording) since(now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.from, r.fromTime = len(r.hops), now
	r.usesSince()
}

// sortGaps removes repetitions.
func sortGaps(gaps []practice.Gap) []practice.Gap {
	slices.SortFunc(gaps, func(a, b practice.Gap) int { return strings.Compare(a.Source+a.Reason, b.Source+b.Reason) })
	return slices.Compact(gaps)
}
