package chrome

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/storage"
)

// How long a step of a log-in may take, and how often it is looked whether it can be taken.
const (
	stepTimeout = 20 * time.Second
	stepPause   = 50 * time.Millisecond
)

// logIn signs the visitor in. What that loads and sets belongs to no page.
func (s *session) logIn(ctx context.Context) error {
	who := s.who.Login
	if who == nil {
		return nil
	}
	if err := s.bringCookies(ctx, who.Cookies); err != nil {
		return fmt.Errorf("%w: the cookies were not taken: %w", crawler.ErrLogin, err)
	}
	for i, step := range who.Steps {
		if err := s.take(ctx, step); err != nil {
			return fmt.Errorf("%w: step %d (%s): %w", crawler.ErrLogin, i+1, step, err)
		}
	}
	if tab := s.current(); tab != nil && len(who.Steps) > 0 {
		rec := s.recording()
		rec.wait(ctx, s.pace.settle)
		s.leave(ctx, tab, rec)
	}
	jar, err := s.cookies(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", crawler.ErrLogin, err)
	}
	var hidden []string
	for _, c := range jar {
		s.known.cookies[keyOf(fromJar(c))] = true
		if c.HTTPOnly {
			hidden = append(hidden, crawler.SecretCookie(c.Value)...)
		}
	}
	if who.Hide != nil && len(who.Steps) > 0 {
		who.Hide(hidden)
	}
	return nil
}

func (s *session) bringCookies(ctx context.Context, cookies []crawler.Cookie) error {
	if len(cookies) == 0 {
		return nil
	}
	p := storage.SetCookiesParams{BrowserContextID: s.context}
	for _, c := range cookies {
		scheme := "http://"
		if c.Secure {
			scheme = "https://"
		}
		param := &network.CookieParam{
			Name: c.Name, Value: c.Value, URL: scheme + c.Domain + c.Path, Path: c.Path, Secure: c.Secure, HTTPOnly: c.HTTPOnly, SameSite: network.CookieSameSite(c.SameSite),
		}
		if !c.HostOnly {
			param.Domain = c.Domain
		}
		if c.Lifetime > 0 {
			param.Expires = cdp.TimeSinceEpoch(time.Now().Add(c.Lifetime).Unix())
		}
		p.Cookies = append(p.Cookies, param)
	}
	_, err := cdp.Call(ctx, s.browser.root(), storage.SetCookies, p)
	return err
}

// take does one step.
func (s *session) take(ctx context.Context, step crawler.Step) error {
	if step.Goto != "" {
		_, err := s.load(ctx, step.Goto)
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, stepTimeout)
	defer cancel()
	const show = `const e = document.querySelector(%[1]s); if (!e) return ""; `
	switch {
	case step.Fill != "":
		if err := s.until(ctx, show+`e.scrollIntoView(); e.focus(); e.select?.(); globalThis.typing = e; return document.activeElement === e ? "done" : ""`, step.Fill); err != nil {
			return err
		}
		tab := s.current()
		if tab == nil {
			return errors.New("the tab was closed")
		}
		return typeKeys(ctx, tab, step.Value)
	case step.Click != "":
		return s.until(ctx, show+`if (e.disabled) return ""; e.scrollIntoView(); e.click(); return "done"`, step.Click)
	case step.Wait != "":
		return s.until(ctx, show+`return "done"`, step.Wait)
	}
	return s.until(ctx, `return location.href.includes(%[1]s) ? "done" : ""`, step.WaitURL)
}

// until runs a script in the tab's document until it is done. A document that goes away meanwhile makes room for the next.
func (s *session) until(ctx context.Context, script, argument string) error {
	quoted, err := json.Marshal(argument)
	if err != nil {
		return err
	}
	script = fmt.Sprintf("(() => { "+script+" })()", quoted)
	for {
		if tab := s.current(); tab != nil {
			if done, err := evaluate(ctx, tab, cdp.FrameID(tab.id), script); err == nil && done == "done" {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("not possible within %s: nothing on the page is so", stepTimeout)
		case <-time.After(stepPause):
		}
	}
}

// intercept makes a target ask before it sends a request, so that those to the site get the headers of the log-in. It costs a message to and fro
// for each request, and is done only where there are such headers: the browser has none of its own that go to one host alone.
func (a *attached) intercept() {
	if who := a.session.who.Login; who != nil && len(who.Headers) > 0 {
		a.send(fetch.CommandEnable, fetch.EnableParams{})
	}
}

// paused lets a request go on, with the headers of the log-in if it goes to the site. It runs in the reader.
func (s *session) paused(a *attached, ev fetch.EventRequestPaused) {
	p := fetch.ContinueRequestParams{RequestID: ev.RequestID}
	if who := s.who.Login; who != nil && who.Own != nil && ev.Request != nil && who.Own(crawler.Host(ev.Request.URL)) {
		for _, h := range headers(ev.Request.Headers) {
			if !slices.ContainsFunc(who.Headers, func(own crawler.Header) bool { return strings.EqualFold(own.Name, h.Name) }) {
				p.Headers = append(p.Headers, &fetch.HeaderEntry{Name: h.Name, Value: h.Value})
			}
		}
		for _, h := range who.Headers {
			p.Headers = append(p.Headers, &fetch.HeaderEntry{Name: h.Name, Value: h.Value})
		}
	}
	a.send(fetch.CommandContinueRequest, p)
}
