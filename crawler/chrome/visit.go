package chrome

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
)

// Visit loads url and returns what was seen until the network was quiet.
func (s *session) Visit(ctx context.Context, url string) (*crawler.Page, error) {
	s.visit.Lock()
	defer s.visit.Unlock()
	rec, err := s.load(ctx, url)
	if err != nil {
		return nil, err
	}
	return s.finish(ctx, rec, url, s.fill)
}

// load opens url and waits until it is quiet or its time is over. With the error for what has no document comes what was recorded until then.
func (s *session) load(ctx context.Context, url string) (*recording, error) {
	rec := newRecording(s.browser.limits)
	rec.gate, rec.ended = s.browser.gate, s.browser.pipe.done
	s.mu.Lock()
	s.rec = rec
	s.mu.Unlock()
	start, cancel := s.pace.patiently(ctx, startTimeout) // which is not the page's time: the page before may have left no tab
	defer cancel()
	tab, err := s.open(start)
	if err != nil {
		return nil, fmt.Errorf("opening a tab: %w", err)
	}
	patience, cancel := context.WithTimeout(ctx, s.pace.page)
	defer cancel()
	nav, err := cdp.Call(patience, tab, page.Navigate, page.NavigateParams{URL: url})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err != nil {
		s.abandon(tab)
		if errors.Is(err, context.DeadlineExceeded) {
			return nil, fmt.Errorf("no document within %s", s.pace.page)
		}
		return nil, fmt.Errorf("no document: %w", err)
	}
	if nav.IsDownload {
		return rec, errors.New("no document: it is a download")
	}
	// An error status without a body is shown by the browser's own page, and is still an answer.
	if nav.ErrorText != "" && nav.ErrorText != "net::ERR_HTTP_RESPONSE_CODE_FAILURE" {
		return rec, fmt.Errorf("no document: %s", s.browser.gate.why(rec.lastDocument(url), nav.ErrorText))
	}
	if !rec.settle(patience, s.pace.settle) && !s.settleCrowd(ctx, rec) {
		rec.gap("", fmt.Sprintf("not quiet after %s; what came later was not seen", s.pace.page*time.Duration(1+rec.crowds())))
	}
	return rec, ctx.Err()
}

// settleCrowd gives a page whose time is over the same time again for each crowd of its frames. To load a thousand takes a browser more than the
// time of any other page, and what they do is what a page that hides something would hide among them.
func (s *session) settleCrowd(ctx context.Context, rec *recording) bool {
	for spent := 0; spent < rec.crowds() && ctx.Err() == nil; spent++ {
		more, cancel := context.WithTimeout(ctx, s.pace.page)
		done := rec.settle(more, s.pace.settle)
		cancel()
		if done {
			return true
		}
	}
	return false
}

// abandon gives up a tab that does not answer; the next visit opens another.
func (s *session) abandon(tab *attached) {
	s.mu.Lock()
	if s.tab == tab {
		s.tab = nil
	}
	s.mu.Unlock()
	s.browser.root().send(target.CommandCloseTarget, target.CloseTargetParams{TargetID: tab.id})
}

// finish reads the page, does what is to be done there, leaves it, and puts together what was recorded.
func (s *session) finish(ctx context.Context, rec *recording, url string, do ...func(context.Context, *attached, *recording, *crawler.Page)) (*crawler.Page, error) {
	p := &crawler.Page{URL: url, FinalURL: url, Start: rec.start}
	if tab := s.current(); tab != nil {
		s.read(ctx, tab, rec, p)
		if strings.HasPrefix(p.FinalURL, "about:") {
			rec.gap("", "the page went on to "+p.FinalURL+" by itself; what it showed before was not read")
		}
		for _, act := range do {
			act(ctx, tab, rec, p)
		}
		s.leave(ctx, tab, rec)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	jar, err := s.cookies(ctx)
	if gone := s.browser.pipe.ended(); gone != nil {
		return nil, gone // some of the page was not seen: whoever goes on visits it again
	}
	if err != nil {
		rec.gap("", "the cookies at the end were not read: "+err.Error())
	}
	rec.fill(p, jar, &s.known)
	p.End = time.Now().UTC()
	return p, nil
}

func (s *session) current() *attached {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tab
}
