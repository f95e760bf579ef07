package crawler

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"slices"

	"github.com/candor-privacy/candor/practice"
	"github.com/temoto/robotstxt"
)

// Seen is one thing that a crawl yields. Exactly one of its fields is set.
// A Gap is a visit that did not happen, or the pages beyond MaxPages; what a page could not show while it was visited is in its Page.Gaps.
type Seen struct {
	Page   *Page
	Choice *Choice
	File   *File
	Gap    *practice.Gap
}

// ErrGone is what a Browser's errors wrap once the browser itself has ended: no further page can be visited.
var ErrGone = errors.New("browser has ended")

// Crawl walks the site of seed in every consent state, each in a session of its own, and yields what it sees as it sees it.
//
// All states visit the same pages in the same order: those that the first state found by following links and sitemaps, the most
// promising first; see frontier. What robots.txt does not allow is left out, and told as gaps; the seed, which somebody named, is
// visited all the same. In the state under GPC the site is also asked for the file in which it says that it heeds the signal. A page that cannot be visited, or a state that cannot be entered, is a Gap, and the crawl goes on. An error
// ends it: a cancelled context, a browser that is gone, a log-in that fails, a seed that is no address, or a seed without a document, or with one that
// is no web page, in the first state, since nothing can be found from there.
//
// A state after a choice starts with Session.Choose on the seed, which yields its page, without what came before the choice, and a Choice.
// If the choice could not be made, because there was no dialog or it did not offer it, no page is visited in that
// state: what the site does then is what it does before consent, and must not be held against it as done after refusal.
//
// Requests are numbered through all pages and states. The consumer owns the pages.
func Crawl(ctx context.Context, b Browser, seed string, opts ...Option) iter.Seq2[Seen, error] {
	return func(yield func(Seen, error) bool) {
		cfg := newConfig(opts)
		scope, err := NewScope(seed, cfg.firstParty...)
		if err != nil {
			yield(Seen{}, err)
			return
		}
		if cfg.login != nil {
			cfg.login.Own = scope.FirstParty
		}
		w := &walk{
			ctx: ctx, cfg: cfg, browser: b, seed: address(seed), origin: originOf(address(seed)), scope: scope, yield: yield, next: cfg.firstRequest,
			robots: robots{rules: map[string]*robotstxt.RobotsData{}}, pace: newPace(cfg.rate),
		}
		w.tried, w.doubtful = triedOn(cfg.known, cfg.states[0])
		if !cfg.noPictures {
			w.pictures = oncePictured(cfg.known)
		}
		for _, state := range cfg.states {
			if err := w.state(state); err != nil {
				if !errors.Is(err, errStopped) {
					yield(Seen{}, err)
				}
				return
			}
		}
	}
}

var errStopped = errors.New("consumer stopped")

// A walk is one running crawl.
type walk struct {
	ctx     context.Context
	cfg     config
	browser Browser
	seed    string
	origin  string // of the seed, after redirects once it was visited
	scope   Scope
	robots  robots
	pace    *pace
	yield   func(Seen, error) bool
	plan    *frontier // set by the first state that visits pages
	next    int       // number of the next request

	pictures func(*Form) bool // for Visitor
	tried    map[string]bool  // templates of forms that were submitted, or not to be
	doubtful map[string]bool  // those that an interrupted crawl may have submitted
}

// choices are what is answered to the consent dialog, one after the other, to enter a state.
var choices = map[practice.Condition][]practice.Condition{
	practice.Accepted:  {practice.Accepted},
	practice.Refused:   {practice.Refused},
	practice.Withdrawn: {practice.Accepted, practice.Withdrawn},
}

// state visits all pages in one state.
func (w *walk) state(state practice.Condition) error {
	session, err := w.browser.Open(w.ctx, Visitor{GPC: state == practice.UnderGPC, Types: w.cfg.types, Pictures: w.pictures, Login: w.cfg.login})
	if err != nil {
		return w.gap(w.seed, state, err)
	}
	defer session.Close()
	for _, choice := range choices[state] {
		made, err := w.choose(session, state, choice)
		if !made || err != nil {
			return err
		}
	}
	if err := w.pages(session, state); err != nil || state != practice.UnderGPC {
		return err
	}
	_, err = w.file(session, state, GPCFile, w.origin+"/.well-known/gpc.json")
	return err
}

// pages visits those of the plan; if there is none yet, it makes it.
func (w *walk) pages(session Session, state practice.Condition) error {
	if w.plan == nil {
		return w.explore(session, state)
	}
	for _, e := range w.plan.entries {
		if _, err := w.visit(session, state, e); err != nil {
			return err
		}
	}
	return nil
}

// explore visits pages while it finds them, and so makes the plan for the states that follow.
func (w *walk) explore(session Session, state practice.Condition) error {
	plan := newFrontier(w.scope, w.seed, w.cfg)
	for e, ok := plan.entries[0], true; ok; {
		page, err := w.visit(session, state, e)
		if err != nil {
			return err
		}
		if page != nil {
			plan.grow(page, e.depth)
			if err := w.submit(session, state, page); err != nil {
				return err
			}
		}
		if e.url == w.seed && page != nil {
			err = w.begin(session, state, page, plan)
		}
		if err != nil {
			return err
		}
		e, ok = plan.next(func(at string) bool {
			var may bool
			may, err = w.allowed(session, state, at)
			return may || err != nil
		})
		if err != nil {
			return err
		}
	}
	w.plan = plan
	if err := w.tellDenied(); err != nil {
		return err
	}
	left := len(plan.waiting)
	if left == 0 {
		return nil
	}
	reason := fmt.Sprintf("not visited: %d of the pages found, beyond the limit of %d; raise it to see them", left, w.cfg.maxPages)
	return w.see(Seen{Gap: &practice.Gap{Source: w.seed, Reason: reason}})
}

// begin adds what the sitemaps of the site list, once its first page was seen and others may follow.
func (w *walk) begin(session Session, state practice.Condition, page *Page, plan *frontier) error {
	if u, err := url.Parse(page.FinalURL); err == nil && w.scope.FirstParty(u.Host) {
		w.origin = originOf(page.FinalURL)
	}
	if w.cfg.maxPages < 2 || w.cfg.depth < 1 {
		return nil
	}
	links, err := w.sitemaps(session, state, w.origin)
	if err != nil {
		return err
	}
	plan.add(links, 1)
	return nil
}

// choose answers the consent dialog of the seed on the way into a state; made is false if that state cannot be entered. A consent
// that is given only to be withdrawn is no part of the state: what it sets off is seen in the state after acceptance.
func (w *walk) choose(session Session, state, answer practice.Condition) (made bool, err error) {
	page, choice, err := session.Choose(w.ctx, w.seed, answer)
	if err != nil {
		return false, w.gap(w.seed, state, err)
	}
	if answer != state && choice.Offered {
		return true, nil
	}
	choice.Page, choice.State = w.seed, state
	if err := w.see(Seen{Choice: &choice}); err != nil {
		return false, err
	}
	if !choice.Offered {
		return false, nil
	}
	return true, w.record(page, state, w.seed)
}

// visit records one page. It returns nil without an error if the page is a gap.
func (w *walk) visit(session Session, state practice.Condition, e entry) (*Page, error) {
	if err := w.ctx.Err(); err != nil {
		return nil, fmt.Errorf("visiting %s: %w", e.url, err)
	}
	if w.cfg.skip(state, e.url) {
		return w.known(e.url), nil
	}
	if err := w.pace.wait(w.ctx, e.url); err != nil {
		return nil, fmt.Errorf("visiting %s: %w", e.url, err)
	}
	page, err := session.Visit(w.ctx, e.url)
	if err != nil && w.plan == nil && e.depth == 0 && w.ctx.Err() == nil {
		return nil, fmt.Errorf("visiting %s: %w; check the address and the network", e.url, err)
	}
	if err != nil {
		return nil, w.gap(e.url, state, err)
	}
	if w.plan == nil && e.depth == 0 && !isPage(page.MIME) {
		return nil, fmt.Errorf("visiting %s: it is %q, no web page; give the address of an HTML page of the site", e.url, page.MIME)
	}
	return page, w.record(page, state, e.url)
}

// isPage reports whether a browser shows documents of a media type as pages with links, forms and scripts. A server may leave the type out.
func isPage(mime string) bool {
	return slices.Contains([]string{"", "text/html", "application/xhtml+xml"}, mime)
}

// known returns the page that an earlier crawl recorded for url; one without links if it did not.
func (w *walk) known(url string) *Page {
	for _, p := range w.cfg.known {
		if p.URL == url {
			return p
		}
	}
	return &Page{URL: url, FinalURL: url}
}

// record stamps and numbers a page and yields it.
func (w *walk) record(p *Page, state practice.Condition, at string) error {
	if p == nil {
		return nil
	}
	w.next = p.stamp(at, state, w.next)
	return w.see(Seen{Page: p})
}

// gap yields a gap for what could not be visited, and passes on what must end the crawl.
func (w *walk) gap(url string, state practice.Condition, err error) error {
	if w.ends(err) {
		return fmt.Errorf("visiting %s %s: %w", url, state, err)
	}
	return w.see(Seen{Gap: &practice.Gap{Source: url, Reason: fmt.Sprintf("not visited %s: %v", state, err)}})
}

// ends says whether an error ends the crawl.
func (w *walk) ends(err error) bool {
	return w.ctx.Err() != nil || errors.Is(err, ErrGone) || errors.Is(err, ErrLogin)
}

func (w *walk) see(s Seen) error {
	if !w.yield(s, nil) {
		return errStopped
	}
	return nil
}
