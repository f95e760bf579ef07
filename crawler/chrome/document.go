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
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/io"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
)

//go:embed notice.js
var noticeScript string

// A rendering is what notice.js returns.
type rendering struct {
	HTML     string         `json:"html"`
	Letters  int            `json:"letters"` // in the text of HTML
	Headings []string       `json:"headings"`
	Versions []crawler.Link `json:"versions"`
	Over     []string       `json:"over"` // addresses of frames that lie over the document or are not shown
	Cut      bool           `json:"cut"`  // HTML ends before the document does
}

// Why a page is not read: errCut is by notice.js, which knows how many.
var (
	errTooLong = fmt.Errorf("it is longer than the %d bytes that are read", crawler.MaxDocument)
	errCut     = errors.New("it is longer than the 10000000 characters that are read")
)

// errNoContent is of a server that answers without a file.
var errNoContent = errors.New("the answer is empty")

// frameLetters is how much text makes the document of a frame more than an advertisement or a control.
const frameLetters = 400

// fetchTimeout bounds the download of a file that is read.
const fetchTimeout = 30 * time.Second

// Read loads url and returns what a person can read there; see crawler.Session.
func (s *session) Read(ctx context.Context, url string) ([]crawler.Document, error) {
	s.visit.Lock()
	defer s.visit.Unlock()
	rec, err := s.load(ctx, url)
	p := crawler.Page{FinalURL: url}
	if rec != nil {
		rec.tell(&p)
	}
	tab := s.current()
	if isFile(p) && tab != nil {
		file, err := s.fetch(ctx, tab, url)
		if err == nil {
			file[0].FinalURL = p.FinalURL
		}
		s.leave(ctx, tab, rec)
		return file, err
	}
	if err != nil {
		return nil, err
	}
	if tab == nil {
		return nil, errors.New("the tab was closed before its document was read")
	}
	all, err := s.render(ctx, tab, rec, &p)
	s.leave(ctx, tab, rec)
	if err != nil {
		return nil, err
	}
	all[0].URL, all[0].Status, all[0].MIME = url, p.Status, "text/html"
	return all, nil
}

// tell sets what the answers say of the page, while it is still open: its address is that of the last one.
func (r *recording) tell(p *crawler.Page) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if last := r.answered(p); last != "" {
		p.FinalURL = last
	}
}

// isFile says whether a browser shows the answer in no page of the site's: it downloads it, or has a viewer of its own.
func isFile(p crawler.Page) bool {
	return p.Status >= 200 && p.Status < 400 && !slices.Contains([]string{"", "text/html", "application/xhtml+xml"}, p.MIME)
}

// render reads the documents of the page: the tab's own, then those of frames that hold text.
func (s *session) render(ctx context.Context, tab *attached, rec *recording, p *crawler.Page) ([]crawler.Document, error) {
	if _, ok := s.readAll(ctx, tab, rec, p); !ok {
		return nil, cmp.Or(s.browser.pipe.ended(), errors.New("the page does not answer"))
	}
	ctx, cancel := s.pace.patiently(ctx, readTimeout)
	defer cancel()
	var r renderings
	for _, a := range s.documents(tab) {
		tree, err := cdp.Call(ctx, a, page.GetFrameTree, cdp.Empty{})
		if err != nil || tree.FrameTree == nil {
			continue // a frame that is just going away
		}
		for _, frame := range flatten(tree.FrameTree) {
			if err := r.add(ctx, a, frame); err != nil {
				return nil, err
			}
		}
	}
	if len(r.all) == 0 {
		return nil, cmp.Or(s.browser.pipe.ended(), errors.New("the page does not answer"))
	}
	main := &r.all[0]
	main.FinalURL, main.Title, main.Lang, main.Links = p.FinalURL, p.Title, p.Lang, p.Links
	return r.all, nil
}

// renderings are the documents of a page that were read so far, its own first.
type renderings struct {
	all     []crawler.Document
	letters int      // in the first
	over    []string // addresses of frames that lie over the page or are not shown
	bytes   int
}

// add reads the document of a frame. It errs if it is the page's own and cannot be read whole. Of the others those are added that hold a good part of
// what there is to read: a notice that a service shows in a frame, and not the opinions of customers beside one.
func (r *renderings) add(ctx context.Context, a *attached, frame *cdp.Frame) error {
	main := len(r.all) == 0
	if !main && slices.Contains(r.over, frame.URL) {
		return nil
	}
	text, err := evaluate(ctx, a, frame.ID, noticeScript)
	var d rendering
	if err == nil {
		err = jsonv2.Unmarshal([]byte(text), &d, lenient)
	}
	switch {
	case err != nil:
	case d.Cut:
		err = errCut
	case r.bytes+len(d.HTML) > crawler.MaxDocument:
		err = errTooLong
	}
	if err != nil && main {
		return fmt.Errorf("the page was not read: %w", err)
	}
	if err != nil {
		return nil
	}
	r.over = append(r.over, d.Over...)
	if !main && (d.Letters < frameLetters || 2*d.Letters < r.letters) {
		return nil
	}
	if main {
		r.letters = d.Letters
	}
	r.bytes += len(d.HTML)
	r.all = append(r.all, crawler.Document{
		URL: frame.URL, FinalURL: frame.URL, MIME: "text/html", Headings: d.Headings, Versions: d.Versions, Content: []byte(d.HTML),
	})
	return nil
}

// Fetch downloads what a server answers; see crawler.Session.
func (s *session) Fetch(ctx context.Context, url string) (crawler.Document, error) {
	s.visit.Lock()
	defer s.visit.Unlock()
	ctx, cancel := s.pace.patiently(ctx, fetchTimeout)
	defer cancel()
	tab, err := s.fresh(ctx)
	if err != nil {
		return crawler.Document{}, fmt.Errorf("opening a tab: %w", err)
	}
	defer s.browser.root().send(target.CommandCloseTarget, target.CloseTargetParams{TargetID: tab.id})
	d, err := download(ctx, tab, url, false)
	if errors.Is(err, errNoContent) && d.Status > 0 {
		err = nil
	}
	return d, err
}

// fresh opens a tab beside the one of the visits. From a tab that has shown a page of a local network, Chromium loads nothing more of that network
// (its checks of local network access), and test sites lie there.
func (s *session) fresh(ctx context.Context) (*attached, error) {
	made, err := cdp.Call(ctx, s.browser.root(), target.CreateTarget, target.CreateTargetParams{URL: "about:blank", BrowserContextID: s.context})
	if err != nil {
		return nil, err
	}
	for {
		if all := s.browser.targets.of(s, func(a *attached) bool { return a.kind == "page" && a.id == made.TargetID }); len(all) > 0 {
			return all[0], nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-s.browser.pipe.done:
			return nil, s.browser.pipe.ended()
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// fetch downloads a file as the tab would, and gives up on one that is too large.
func (s *session) fetch(ctx context.Context, tab *attached, url string) ([]crawler.Document, error) {
	ctx, cancel := s.pace.patiently(ctx, fetchTimeout)
	defer cancel()
	d, err := download(ctx, tab, url, true)
	if err != nil {
		return nil, err
	}
	return []crawler.Document{d}, nil
}

// download loads a file without showing it. With the error for an answer that is no file comes its status.
func download(ctx context.Context, tab *attached, url string, cookies bool) (crawler.Document, error) {
	d := crawler.Document{URL: url, FinalURL: url}
	got, err := cdp.Call(ctx, tab, network.LoadNetworkResource, network.LoadNetworkResourceParams{
		FrameID: cdp.FrameID(tab.id), URL: url, Options: &network.LoadNetworkResourceOptions{IncludeCredentials: cookies},
	})
	if err != nil {
		return d, fmt.Errorf("the file was not downloaded: %w", err)
	}
	if got.Resource == nil || !got.Resource.Success {
		if got.Resource == nil || got.Resource.HTTPStatusCode == 0 {
			return d, fmt.Errorf("the file was not downloaded: %s", tab.session.browser.gate.why(url, reasonOf(got.Resource)))
		}
		d.Status = int(got.Resource.HTTPStatusCode)
		return d, fmt.Errorf("the file was not downloaded: status %d: %w", d.Status, errNoContent)
	}
	d.Status = int(got.Resource.HTTPStatusCode)
	mime, _, _ := strings.Cut(crawler.HeaderNamed(headers(got.Resource.Headers), "content-type"), ";")
	if d.Content, err = readStream(ctx, tab, got.Resource.Stream); err != nil {
		return d, err
	}
	d.MIME = strings.ToLower(strings.TrimSpace(mime))
	return d, nil
}

// reasonOf says why there is no answer.
func reasonOf(r *network.LoadNetworkResourcePageResult) string {
	if r == nil {
		return "no answer"
	}
	return cmp.Or(r.NetErrorName, "no answer")
}

// readStream reads what the browser holds for us, and lets it go.
func readStream(ctx context.Context, tab *attached, stream io.StreamHandle) ([]byte, error) {
	defer tab.send(io.CommandClose, io.CloseParams{Handle: stream})
	var content []byte
	for {
		part, err := cdp.Call(ctx, tab, io.Read, io.ReadParams{Handle: stream, Size: 1 << 20})
		if err != nil {
			return nil, fmt.Errorf("the file was not downloaded: %w", err)
		}
		if content = append(content, part.Data...); len(content) > crawler.MaxDocument {
			return nil, fmt.Errorf("the file is larger than the %d bytes that are read", crawler.MaxDocument)
		}
		if part.EOF && len(content) == 0 {
			return nil, fmt.Errorf("no document: %w", errNoContent)
		}
		if part.EOF {
			return content, nil
		}
	}
}
