package chrome

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

//go:embed fill.js
var fillScript string

//go:embed keys.js
var keysScript string

// Limits of typing on one page.
const (
	fillTimeout = 12 * time.Second
	maxTyped    = 60 // fields
	moreRounds  = 1  // in which fields are filled in that came up while others were
)

// A typable is what fill.js returns: a field that a person could type into.
type typable struct {
	crawler.Field
	Form string `json:"form"`
	At   int    `json:"at"` // of its form among those that read.js found there
}

// fill types what the visitor's Types gives into every field that shows, key by key, leaves each field again, and waits until the page
// is quiet. Nothing is submitted (see submit.go for that): neither Enter nor a button is pressed, and a form that the page's scripts want to submit is held back. What
// the page sends meanwhile is on the recording like everything else.
func (s *session) fill(ctx context.Context, tab *attached, rec *recording, p *crawler.Page) {
	if s.who.Types == nil {
		return
	}
	ctx, cancel := s.pace.patiently(ctx, fillTimeout)
	defer cancel()
	own := slices.DeleteFunc(s.documents(tab), func(a *attached) bool { return a.popup })
	var documents []*fillable
	for _, in := range framesOf(ctx, own) {
		documents = append(documents, &fillable{a: in.target, frame: in.frame})
	}
	for range 1 + moreRounds {
		documents = s.fillDocuments(ctx, tab, rec, documents, p)
	}
	if ctx.Err() != nil && len(p.Typed) > 0 {
		rec.gap("", "not everything could be typed in time; what the page sends of the rest was not seen")
	}
}

// fillDocuments types into documents, waits until the page is quiet, and returns those in which fields came up meanwhile. What they ask for is added to the
// forms of the page.
func (s *session) fillDocuments(ctx context.Context, tab *attached, rec *recording, documents []*fillable, p *crawler.Page) (grown []*fillable) {
	var filled []*fillable
	for _, d := range documents {
		before := len(p.Typed)
		s.fillDocument(ctx, tab, rec, d, p)
		if len(p.Typed) > before {
			filled = append(filled, d)
		}
	}
	if len(filled) == 0 {
		return nil
	}
	rec.wait(ctx, s.pace.settle)
	for _, d := range filled {
		left := d.left(ctx)
		for _, form := range left.Held {
			rec.gap(d.frame.URL, fmt.Sprintf("the page was to submit the form %q by itself while it was typed into; it was held back, and what it would have sent was not seen", form))
		}
		if !left.Grown {
			continue
		}
		if doc, err := s.readDocument(ctx, d.a, d.frame.ID); err == nil {
			doc.addLate(p)
			grown = append(grown, d)
		}
	}
	return grown
}

// A fillable is a document with fields, and the world in which fill.js left them.
type fillable struct {
	a     *attached
	frame *cdp.Frame
	world runtime.ExecutionContextID
	only  *int // the form, as typable.At, that is to be filled in; nil for all
}

// ask evaluates a script in the world of fill.js and decodes the JSON that it yields. It returns false if the document is gone.
func (d *fillable) ask(ctx context.Context, script string, answer any) bool {
	text, err := run(ctx, d.a, runtime.EvaluateParams{Expression: script, ContextID: d.world})
	return err == nil && jsonv2.Unmarshal([]byte(text), answer, lenient) == nil
}

// fillDocument types into the fields of one document. One that goes away while that is done has nothing more to type into.
func (s *session) fillDocument(ctx context.Context, tab *attached, rec *recording, d *fillable, p *crawler.Page) {
	made, err := cdp.Call(ctx, d.a, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: d.frame.ID, WorldName: world})
	if err != nil {
		return
	}
	d.world = made.ExecutionContextID
	var fields []typable
	if !d.ask(ctx, d.script(-1), &fields) {
		return
	}
	for i, f := range fields {
		if d.only != nil && f.At != *d.only {
			continue
		}
		value, data := s.who.Types(f.Field)
		if value == "" {
			continue
		}
		if len(p.Typed) >= maxTyped {
			rec.gap("", fmt.Sprintf("more than %d fields to type into; what the page sends of the rest was not seen", maxTyped))
			return
		}
		var ready struct {
			Focus bool `json:"focus"`
		}
		if !d.ask(ctx, d.script(i), &ready) {
			return
		}
		if !ready.Focus {
			continue // the page moved the focus, or filled the field itself
		}
		typed := crawler.Typed{FrameURL: d.frame.URL, Form: f.Form, Field: cmp.Or(f.Name, f.ID, f.Label, f.Placeholder), Data: data, Start: time.Now().UTC()}
		var there bool
		typed.Value, there = d.write(ctx, tab, value)
		if typed.Value != value {
			rec.gap(d.frame.URL, fmt.Sprintf("the field %q lost the focus while it was typed into; of the rest nothing can be seen", typed.Field))
		}
		typed.Left = time.Now().UTC()
		if typed.Value != "" {
			p.Typed = append(p.Typed, typed)
		}
		if !there {
			return
		}
	}
}

// script calls fill.js.
func (d *fillable) script(index int) string {
	return fmt.Sprintf("%s%s%s(%d)", d.a.session.asking(keysScript), d.a.session.asking(elementsScript), strings.TrimSpace(fillScript), index)
}

// A leftover is what a document that was filled in has to tell.
type leftover struct {
	Held  []string `json:"held"`  // forms that were to be submitted and were held back (keys.js)
	Sent  bool     `json:"sent"`  // the form that may be submitted was (submit.js)
	Grown bool     `json:"grown"` // fields came up meanwhile
}

// left asks for it. A document that is gone has nothing to tell: nothing held it back.
func (d *fillable) left(ctx context.Context) (l leftover) {
	d.ask(ctx, `JSON.stringify({ held: globalThis.held.splice(0), sent: Boolean(globalThis.sent), grown: globalThis.grown() })`, &l)
	return l
}

// write presses and releases a key for each character, all at once, since each that is waited for costs the browser a picture of its own. Keys
// that come when the field has lost the focus do nothing, see keys.js. Then it leaves the field. It returns what was typed, by the
// keys that the field got or by what it holds, whichever is more, and false if the document is gone.
func (d *fillable) write(ctx context.Context, tab *attached, value string) (typed string, there bool) {
	var left struct {
		Keys  int    `json:"keys"`
		Value string `json:"value"`
	}
	if typeKeys(ctx, tab, value) != nil || !d.ask(ctx, "leaveField()", &left) {
		return value, false // how much of it the page got before it went away nobody can tell
	}
	keys := []rune(value)
	held := 0
	for _, r := range left.Value {
		if held == len(keys) || keys[held] != r {
			break
		}
		held++
	}
	return string(keys[:min(max(left.Keys, held), len(keys))]), true
}

// typeKeys presses and releases a key for each character. Only the last answer is awaited: the browser takes them in order.
func typeKeys(ctx context.Context, tab *attached, value string) error {
	keys := []rune(value)
	for i, r := range keys {
		text := string(r)
		tab.send(input.CommandDispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Text: text, UnmodifiedText: text, Key: text})
		up := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: text}
		if i < len(keys)-1 {
			tab.send(input.CommandDispatchKeyEvent, up)
			continue
		}
		if _, err := cdp.Call(ctx, tab, input.DispatchKeyEvent, up); err != nil {
			return err
		}
	}
	return nil
}
