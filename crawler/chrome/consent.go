package chrome

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// How long a dialog may take to appear after the page is quiet, a second layer after a click, and a dialog to go away.
const (
	appearance = 2500 * time.Millisecond
	reaction   = 1500 * time.Millisecond
	look       = 150 * time.Millisecond // between two looks
)

// Choose answers the consent dialog of url as a person would, by clicking, on the first layer or on the one behind it.
// What it reports is what happened, not what a platform says: the choice was made if the dialog went away or the cookies changed.
//
// The page tells what was done from the last click on. What it did before was done before the choice.
func (s *session) Choose(ctx context.Context, url string, choice practice.Condition) (*crawler.Page, crawler.Choice, error) {
	s.visit.Lock()
	defer s.visit.Unlock()
	c := &chooser{session: s, choice: crawler.Choice{Page: url, State: choice, Clicked: []string{}}}
	if !slices.Contains([]practice.Condition{practice.Accepted, practice.Refused, practice.Withdrawn}, choice) {
		return nil, c.choice, fmt.Errorf("choice %q is neither acceptance nor refusal nor withdrawal", choice)
	}
	rec, err := s.load(ctx, url)
	if err != nil {
		return nil, c.choice, err
	}
	c.rec = rec
	if err := c.answer(ctx); err != nil {
		return nil, c.choice, fmt.Errorf("answering the consent dialog of %s: %w", url, cmp.Or(ctx.Err(), err))
	}
	p, err := s.finish(ctx, rec, url)
	return p, c.choice, err
}

// A chooser answers one dialog.
type chooser struct {
	session *session
	rec     *recording
	choice  crawler.Choice
	before  map[cookieKey]string // the jar before the choice
	saved   bool                 // what was clicked last saves what boxes say
}

// answer finds the dialog, clicks, and measures the effect.
func (c *chooser) answer(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, c.session.pace.page)
	defer cancel()
	d, err := c.appear(ctx)
	if err != nil || d == nil {
		return err
	}
	c.choice.Platform = d.Platform
	c.choice.Screenshot = c.session.dialogPicture(ctx, c.rec)
	if err := c.remember(ctx); err != nil {
		return err
	}
	made, err := c.make(ctx, d)
	if err != nil || !made {
		return err
	}
	left, err := c.measure(ctx)
	if err == nil && !c.choice.Offered {
		err = c.confirm(ctx, left)
	}
	if err == nil && !c.choice.Offered {
		err = c.again(ctx, left)
	}
	if err == nil && !c.choice.Offered {
		c.rec.gap("", fmt.Sprintf("the consent dialog (%s) was clicked without effect", c.choice.Platform))
	}
	return err
}

// appear waits for the dialog. One that was answered is opened again, by what the page shows for that, or else by a platform's own call.
func (c *chooser) appear(ctx context.Context) (*dialog, error) {
	shown := func(d *dialog) bool { return d != nil }
	if c.choice.State != practice.Withdrawn {
		return c.await(ctx, appearance, shown)
	}
	d, err := c.await(ctx, 0, shown)
	if err != nil || d != nil {
		return d, err // the site asks again on every page: what it shows is the way back
	}
	back, err := c.session.find(ctx, wayBackScript)
	if err != nil {
		return nil, err
	}
	if back != nil {
		if err := c.press(ctx, back, back.Controls[0]); err != nil {
			return nil, err
		}
		if d, err := c.await(ctx, reaction, shown); err != nil || d != nil {
			return d, err
		}
	}
	for _, p := range platforms {
		if c.byScript(ctx, p.reopenCall) {
			return c.await(ctx, reaction, shown)
		}
	}
	return nil, nil
}

// remember notes what the session keeps before the choice, so that it is not told as kept after it.
func (c *chooser) remember(ctx context.Context) error {
	var err error
	if c.before, err = c.jar(ctx); err != nil {
		return err
	}
	known := c.session.known
	for key := range c.before {
		known.cookies[key] = true
	}
	var kept crawler.Page
	if tab := c.session.current(); tab != nil {
		c.session.readAll(ctx, tab, c.rec, &kept)
	}
	for _, item := range kept.Storage {
		known.storage[storageKeyOf(item)] = true
	}
	return nil
}

// make makes the choice; it returns false if the dialog does not offer it.
func (c *chooser) make(ctx context.Context, d *dialog) (bool, error) {
	if c.choice.State == practice.Accepted {
		if control, ok := d.first("accept", "acknowledge"); ok {
			return true, c.press(ctx, d, control)
		}
		return c.byScript(ctx, platformOf(d).acceptCall), nil
	}
	if made, err := c.refuse(ctx, d, c.choice.State == practice.Withdrawn); made || err != nil {
		return made, err
	}
	if made, err := c.behind(ctx, d); made || err != nil {
		return made, err
	}
	return c.byScript(ctx, platformOf(d).refuseCall), nil
}

// refuse refuses on the layer that shows: by its refusal, or else, where boxes can be saved, by unticking every box and saving the rest.
func (c *chooser) refuse(ctx context.Context, d *dialog, boxes bool) (bool, error) {
	if control, ok := d.first("refuse"); ok {
		return true, c.press(ctx, d, control)
	}
	save, ok := d.first("save")
	if !ok || !boxes {
		return false, nil
	}
	if err := c.untick(ctx, d); err != nil {
		return false, err
	}
	return true, c.press(ctx, d, save)
}

// untick takes the tick out of every box of a layer. One that unticks others, as the box of a whole group does, saves clicks on those.
func (c *chooser) untick(ctx context.Context, d *dialog) error {
	for _, control := range d.Controls {
		if control.Kind != "ticked" || !d.ticked(ctx, control) {
			continue
		}
		if err := c.press(ctx, d, control); err != nil {
			return err
		}
	}
	return nil
}

// confirm saves what the click on "all" or "none" has set, where that alone has no effect: on some second layers it only moves the boxes.
func (c *chooser) confirm(ctx context.Context, left *dialog) error {
	if left == nil {
		return nil
	}
	save, ok := left.first("save")
	if !ok || c.saved {
		return nil
	}
	if c.choice.State != practice.Accepted {
		if err := c.untick(ctx, left); err != nil {
			return err
		}
	}
	if err := c.press(ctx, left, save); err != nil {
		return err
	}
	_, err := c.measure(ctx)
	return err
}

// again clicks once more what was clicked last, where that had no effect: a dialog may show before its script listens to clicks. It is counted as the
// one click that a person, who reads before the click, needs.
func (c *chooser) again(ctx context.Context, left *dialog) error {
	clicks := len(c.choice.Clicked)
	if left == nil || clicks == 0 {
		return nil
	}
	i := slices.IndexFunc(left.Controls, func(control control) bool { return control.Text == c.choice.Clicked[clicks-1] })
	if i < 0 {
		return nil
	}
	c.since(ctx)
	if err := left.press(ctx, left.Controls[i]); err != nil {
		return err
	}
	_, err := c.measure(ctx)
	return err
}

// behind looks for refusal on the layer that the dialog's settings open.
func (c *chooser) behind(ctx context.Context, d *dialog) (bool, error) {
	settings, ok := d.first("settings")
	if !ok {
		return false, nil
	}
	if err := c.press(ctx, d, settings); err != nil {
		return false, err
	}
	second, err := c.await(ctx, reaction, func(d *dialog) bool {
		if d == nil {
			return false
		}
		_, ok := d.first("refuse", "save")
		return ok
	})
	if err != nil || second == nil {
		return false, err
	}
	return c.refuse(ctx, second, true)
}

// platformOf returns the line of a dialog's platform; an empty one if it was found by its words.
func platformOf(d *dialog) platform {
	i := slices.IndexFunc(platforms, func(p platform) bool { return p.Name == d.Platform })
	if i < 0 {
		return platform{}
	}
	return platforms[i]
}

// byScript makes the choice by the platform's own call, if it has one. Nobody can click that, so it counts no clicks.
func (c *chooser) byScript(ctx context.Context, code string) bool {
	if code == "" {
		return false
	}
	c.since(ctx)
	if !c.session.call(ctx, code) {
		return false
	}
	c.choice.Clicks = 0
	c.choice.Clicked = append(c.choice.Clicked, crawler.ByScript(code))
	return true
}

// since makes the recording tell only what follows. What scripts did before is asked for first, so that it does not count as done after.
func (c *chooser) since(ctx context.Context) {
	if tab := c.session.current(); tab != nil {
		inAll(ctx, c.session.documents(tab), c.session.asking(askProbe))
	}
	c.rec.since(time.Now())
}

// press clicks a control and counts it. What is recorded from here on is what followed the click.
func (c *chooser) press(ctx context.Context, d *dialog, control control) error {
	c.since(ctx)
	if err := d.press(ctx, control); err != nil {
		return err
	}
	c.saved = control.Kind == "save"
	c.choice.Clicks++
	c.choice.Clicked = append(c.choice.Clicked, control.Text)
	return nil
}

// measure waits until the page is quiet again and says what has changed. It returns the dialog if that is still there.
func (c *chooser) measure(ctx context.Context) (*dialog, error) {
	c.rec.wait(ctx, c.session.pace.settle)
	left, err := c.await(ctx, reaction, func(d *dialog) bool { return d == nil })
	if err != nil {
		return nil, err
	}
	after, err := c.jar(ctx)
	if err != nil {
		return nil, err
	}
	var effects []string
	if left == nil {
		effects = append(effects, "dialog gone")
	}
	c.choice.Effect = strings.Join(append(effects, changes(c.before, after)...), "; ")
	c.choice.Offered = c.choice.Effect != ""
	return left, nil
}

// await looks at the page until what it shows satisfies done, or for as long as patience lasts. It returns the dialog that is visible in the end.
func (c *chooser) await(ctx context.Context, patience time.Duration, done func(*dialog) bool) (*dialog, error) {
	for end := time.Now().Add(patience); ; {
		d, err := c.session.dialog(ctx)
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			return nil, err
		}
		if done(d) || time.Now().After(end) {
			return d, nil
		}
		select {
		case <-ctx.Done():
			return nil, errors.New("the page does not answer")
		case <-time.After(look):
		}
	}
}

// jar returns the values of the cookies that the session has.
func (c *chooser) jar(ctx context.Context) (map[cookieKey]string, error) {
	cookies, err := c.session.cookies(ctx)
	if err != nil {
		return nil, err
	}
	jar := map[cookieKey]string{}
	for _, cookie := range cookies {
		jar[keyOf(fromJar(cookie))] = cookie.Value
	}
	return jar, nil
}

// changes tells which cookies a choice set, changed and removed, by name.
func changes(before, after map[cookieKey]string) []string {
	names := map[string][]string{}
	for key, value := range after {
		was, known := before[key]
		switch {
		case !known:
			names["cookies set: "] = append(names["cookies set: "], key.name)
		case was != value:
			names["cookies changed: "] = append(names["cookies changed: "], key.name)
		}
	}
	for key := range before {
		if _, still := after[key]; !still {
			names["cookies removed: "] = append(names["cookies removed: "], key.name)
		}
	}
	var told []string
	for _, what := range []string{"cookies set: ", "cookies changed: ", "cookies removed: "} {
		if list := names[what]; len(list) > 0 {
			slices.Sort(list)
			told = append(told, what+strings.Join(slices.Compact(list), ", "))
		}
	}
	return told
}
