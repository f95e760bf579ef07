package chrome

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
)

//go:embed submit.js
var submitScript string

// A readiness is what submit.js returns.
type readiness struct {
	Gone    bool     `json:"gone"`
	Button  bool     `json:"button"`
	Refused []string `json:"refused"` // what the form does not accept
	Action  string   `json:"action"`
	Method  string   `json:"method"`
	Said    []string `json:"said"` // by its buttons and hidden fields
}

// Submit submits a form of url; see crawler.Session.
func (s *session) Submit(ctx context.Context, url string, form *crawler.Form, why func(*crawler.Form) string) (*crawler.Page, error) {
	s.visit.Lock()
	defer s.visit.Unlock()
	rec, err := s.load(ctx, url)
	if err != nil {
		return nil, err
	}
	typed, err := s.submit(ctx, rec, form, why)
	if err != nil {
		if tab := s.current(); tab != nil {
			s.leave(ctx, tab, rec)
		}
		return nil, cmp.Or(ctx.Err(), err)
	}
	p, err := s.finish(ctx, rec, url)
	if err == nil {
		p.Typed, p.Submitted = typed, form.Action
	}
	return p, err
}

// submit fills a form in and submits it; what is recorded from then on is what followed. It returns what was typed.
func (s *session) submit(ctx context.Context, rec *recording, form *crawler.Form, why func(*crawler.Form) string) ([]crawler.Typed, error) {
	ctx, cancel := context.WithTimeout(ctx, s.pace.page)
	defer cancel()
	tab := s.current()
	if tab == nil {
		return nil, errors.New("the page is gone")
	}
	d, err := s.findForm(ctx, tab, rec, form)
	if err != nil {
		return nil, err
	}
	var filled crawler.Page
	if s.who.Types != nil {
		s.fillDocument(ctx, tab, rec, d, &filled)
	}
	if len(filled.Typed) == 0 {
		return nil, errors.New("nothing could be typed into it")
	}
	var ready readiness
	if !d.ask(ctx, fmt.Sprintf("%s(%d)", strings.TrimSpace(submitScript), *d.only), &ready) || ready.Gone {
		return nil, errors.New("it went away while it was filled in")
	}
	if len(ready.Refused) > 0 {
		return nil, fmt.Errorf("it does not accept what was typed: %s", strings.Join(ready.Refused, ", "))
	}
	if err := ready.judge(form, why); err != nil {
		return nil, err
	}
	inAll(ctx, s.documents(tab), s.asking(askProbe)) // what scripts did before does not count as done after
	now := time.Now()
	rec.since(now)
	for i := range filled.Typed {
		filled.Typed[i].Submitted = now.UTC()
	}
	if err := d.submit(ctx, ready.Button); err != nil {
		return nil, err
	}
	rec.wait(ctx, s.pace.settle)
	if left := d.left(ctx); len(left.Held) > 0 && !left.Sent {
		return nil, errors.New("it would be sent elsewhere once its button is clicked")
	}
	return filled.Typed, nil
}

// judge fails if a form that is filled in is no more what was judged before, or does what is never to be submitted.
func (r *readiness) judge(form *crawler.Form, why func(*crawler.Form) string) error {
	if r.Action != form.Action || r.Method != form.Method {
		return errors.New("it would be sent elsewhere once it is filled in")
	}
	now := *form
	now.Buttons = r.Said
	if said := why(&now); said != "" {
		return errors.New(said)
	}
	return nil
}

// findForm finds the form in the loaded page.
func (s *session) findForm(ctx context.Context, tab *attached, rec *recording, form *crawler.Form) (*fillable, error) {
	var p crawler.Page
	shown, _ := s.readAll(ctx, tab, rec, &p)
	index := map[cdp.FrameID]int{} // forms before, by document
	for i := range shown {
		f := &shown[i]
		at := index[f.frame]
		index[f.frame]++
		if f.target.popup || p.Forms[i].Template() != form.Template() || !slices.Equal(p.Forms[i].Buttons, form.Buttons) {
			continue
		}
		made, err := cdp.Call(ctx, f.target, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: f.frame, WorldName: world})
		if err != nil {
			return nil, err
		}
		frame := &cdp.Frame{ID: f.frame, URL: p.Forms[i].FrameURL}
		return &fillable{a: f.target, frame: frame, world: made.ExecutionContextID, only: &at}, nil
	}
	return nil, errors.New("it is not on the page any more")
}

// submit clicks the form's button or, where it has none, submits it as Enter does.
func (d *fillable) submit(ctx context.Context, button bool) error {
	if button {
		return (&dialog{target: d.a, frame: d.frame.ID}).press(ctx, control{Text: "submit"})
	}
	var none bool
	d.ask(ctx, fmt.Sprintf(`globalThis.elements.call(globalThis.forms[%d], "requestSubmit"); "true"`, *d.only), &none) // the document may be gone before it answers
	return nil
}
