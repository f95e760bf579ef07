package crawler

import (
	"fmt"
	"net/url"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// submit submits the forms of a page that was visited in the first state, each template once in the whole crawl: a newsletter that can be
// ordered on every page is ordered on one. What scope, patterns, robots.txt and the caller's word keep from being submitted is a gap.
func (w *walk) submit(session Session, state practice.Condition, page *Page) error {
	if w.cfg.submits == nil {
		return nil
	}
	for i := range page.Forms {
		f := &page.Forms[i]
		said := fmt.Sprintf("%s %q", f.Template(), f.Buttons) // the same form with another button may be one to keep back
		if w.tried[f.Template()] || w.tried[said] {
			continue
		}
		w.tried[said] = true
		if !w.canType(f) || f.Action == "" || f.Method == "dialog" {
			continue // nothing of ours would be sent
		}
		if err := w.submitForm(session, state, page, f); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) submitForm(session Session, state practice.Condition, page *Page, f *Form) error {
	why, err := w.keepsBack(session, state, f)
	if err != nil {
		return err
	}
	if why == "" && w.doubtful[f.Template()] {
		why = "the crawl that was interrupted may have done so, and it is not done twice"
	}
	if why != "" {
		return w.keptBack(page, f, why)
	}
	if err := w.pace.wait(w.ctx, page.URL); err != nil {
		return fmt.Errorf("submitting a form of %s: %w", page.URL, err)
	}
	w.tried[f.Template()] = true
	after, err := session.Submit(w.ctx, page.URL, f, w.cfg.submits)
	if err != nil && w.ends(err) {
		return fmt.Errorf("submitting a form of %s: %w", page.URL, err)
	}
	if err != nil {
		return w.keptBack(page, f, err.Error())
	}
	return w.record(after, state, page.URL)
}

// keptBack tells that a form was not submitted.
func (w *walk) keptBack(page *Page, f *Form, why string) error {
	return w.see(Seen{Gap: &practice.Gap{Source: page.URL, Reason: fmt.Sprintf("the form %q was not submitted: %s", formName(f), why)}})
}

// canType says whether a visitor types anything into a form.
func (w *walk) canType(f *Form) bool {
	for i := range f.Fields {
		if x := &f.Fields[i]; w.cfg.types != nil && !x.Hidden {
			if value, _ := w.cfg.types(*x); value != "" {
				return true
			}
		}
	}
	return false
}

// keepsBack says why a form is not to be submitted, "" if it may be.
func (w *walk) keepsBack(session Session, state practice.Condition, f *Form) (why string, err error) {
	u, err := url.Parse(f.Action)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return "its action is no address of the web", nil
	}
	if Host(f.FrameURL) == "" {
		return "it stands in a frame without an address, and whose that is is not known", nil // as about:srcdoc in whatever document
	}
	if !w.scope.FirstParty(Host(f.FrameURL)) || !w.scope.FirstParty(u.Host) {
		return "it belongs to another site", nil
	}
	if why := w.cfg.submits(f); why != "" {
		return why, nil
	}
	if !wantedAddress(u) || !w.cfg.patterns.want(pathOf(u)) {
		return "its address is left out of the crawl", nil
	}
	if may, err := w.mayRobots(session, state, f.Action); err != nil || !may {
		return "the site's robots.txt does not allow its address; --ignore-robots submits it all the same", err
	}
	return "", nil
}

func formName(f *Form) string {
	if f.Name != "" {
		return f.Name
	}
	return bare(f.Action)
}

// triedOn are the templates of forms that an earlier, interrupted crawl has dealt with: those of the pages that it visited. What it was about to
// do on the last page of the first state nobody knows but by what is recorded as submitted: the others there are in doubt, and none is to be submitted twice.
func triedOn(known []*Page, first practice.Condition) (tried, doubtful map[string]bool) {
	tried, doubtful = map[string]bool{}, map[string]bool{}
	last := ""
	if n := len(known); n > 0 && known[n-1].State == first {
		last = known[n-1].URL
	}
	for _, p := range known {
		for i := range p.Forms {
			if f := &p.Forms[i]; p.URL == last && p.Submitted == "" && !wasSubmitted(known, last, f) {
				doubtful[f.Template()] = true
			} else {
				tried[f.Template()] = true
			}
		}
	}
	return tried, doubtful
}

// wasSubmitted says whether a page tells what followed when a form was submitted.
func wasSubmitted(known []*Page, url string, f *Form) bool {
	return slices.ContainsFunc(known, func(p *Page) bool { return p.URL == url && p.Submitted != "" && p.Submitted == f.Action })
}
