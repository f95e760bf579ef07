package chrome

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
)

//go:embed fill.js
var fillScript string

// Limits of typing on one page.
const (
	fillTimeout = 12 * time.Second
	maxTyped    = 60 // fields
)

// A typable is what fill.js returns: a field that a person could type into.
type typable struct {
	crawler.Field
	Form string `json:"form"`
}

// fill types what the visitor's Types gives into every field that shows, key by key, leaves each field again, and waits until the page
// is quiet. Nothing is submitted: neither Enter nor a button is pressed. What the page sends meanwhile is on the recording like everything else.
func (s *session) fill(ctx context.Context, tab *attached, rec *recording, p *crawler.Page) {
	if s.who.Types == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, fillTimeout)
	defer cancel()
	for _, a := range s.documents(tab) {
		tree, err := cdp.Call(ctx, a, page.GetFrameTree, cdp.Empty{})
		if err != nil || tree.FrameTree == nil || a.popup {
			continue
		}
		for _, frame := range flatten(tree.FrameTree) {
			s.fillDocument(ctx, tab, a, frame, p)
		}
	}
	if len(p.Typed) == 0 {
		return
	}
	if ctx.Err() != nil {
		rec.gap("", "not everything could be typed in time; what the page sends of the rest was not seen")
	}
	rec.wait(ctx, s.browser.opts.Settle)
}

// fillDocument types into the fields of one document. One that goes away while that is done has nothing more to type into.
func (s *session) fillDocument(ctx context.Context, tab, a *attached, frame *cdp.Frame, p *crawler.Page) {
	var fields []typable
	text, err := evaluate(ctx, a, frame.ID, callFill(-1))
	if err != nil || jsonv2.Unmarshal([]byte(text), &fields, lenient) != nil {
		return
	}
	for i, f := range fields {
		if len(p.Typed) >= maxTyped {
			return
		}
		value, data := s.who.Types(f.Field)
		if value == "" {
			continue
		}
		var ready struct {
			Focus bool `json:"focus"`
		}
		text, err := evaluate(ctx, a, frame.ID, callFill(i))
		if err != nil || jsonv2.Unmarshal([]byte(text), &ready, lenient) != nil {
			return
		}
		if !ready.Focus {
			continue // the page moved the focus, or filled the field itself
		}
		typed := crawler.Typed{FrameURL: frame.URL, Form: f.Form, Field: cmp.Or(f.Name, f.ID, f.Label, f.Placeholder), Data: data, Value: value, Start: time.Now().UTC()}
		if typeKeys(ctx, tab, value) != nil || blur(ctx, a, frame.ID) != nil {
			return
		}
		typed.Left = time.Now().UTC()
		p.Typed = append(p.Typed, typed)
	}
}

func callFill(index int) string { return fmt.Sprintf("%s(%d)", strings.TrimSpace(fillScript), index) }

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

// blur takes the focus from whatever has it in a document, as a person does who goes on to the next field.
func blur(ctx context.Context, a *attached, frame cdp.FrameID) error {
	_, err := evaluate(ctx, a, frame, `(() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; at?.blur(); return ""; })()`)
	return err
}
