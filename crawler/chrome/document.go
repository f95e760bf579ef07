package chrome

import (
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
)

//go:embed notice.js
var noticeScript string

// A rendering is what notice.js returns.
type rendering struct {
	HTML     string         `json:"html"`
	Letters  int            `json:"letters"` // in the text of HTML
	Headings []string       `json:"headings"`
	Versions []crawler.Link `json:"versions"`
	Cut      bool           `json:"cut"` // HTML ends before the document does
}

// frameLetters is how much text makes the document of a frame more than an advertisement or a control.
const frameLetters = 400

// fetchTimeout bounds the download of a file that is read.
const fetchTimeout = 30 * time.Second

// Read loads url and returns what a person can read there; see crawler.Session.
func (s *session) Read(ctx context.Context, url string) ([]crawler.Document, error) {
	s.visit.Lock()
	defer s.visit.Unlock()
	rec, err := s.load(ctx, url)
	var p crawler.Page
	if rec != nil {
		rec.tell(&p)
	}
	tab := s.current()
	if isFile(p) && tab != nil {
		file, err := s.fetch(ctx, tab, url)
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

// tell sets what the answers say of the page, while it is still open.
func (r *recording) tell(p *crawler.Page) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answered(p)
}

// isFile says whether a browser shows the answer in no page of the site's: it downloads it, or has a viewer of its own.
func isFile(p crawler.Page) bool {
	return p.Status >= 200 && p.Status < 400 && !slices.Contains([]string{"", "text/html", "application/xhtml+xml"}, p.MIME)
}

// render reads the documents of the page: the tab's own, then those of frames that hold text.
func (s *session) render(ctx context.Context, tab *attached, rec *recording, p *crawler.Page) ([]crawler.Document, error) {
	if !s.readAll(ctx, tab, rec, p) {
		return nil, errors.New("the page does not answer")
	}
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	var all []crawler.Document
	room := crawler.MaxDocument // of all documents together
	for _, a := range s.documents(tab) {
		tree, err := cdp.Call(ctx, a, page.GetFrameTree, cdp.Empty{})
		if err != nil || tree.FrameTree == nil {
			continue // a frame that is just going away
		}
		for _, frame := range flatten(tree.FrameTree) {
			main := len(all) == 0
			text, err := evaluate(ctx, a, frame.ID, noticeScript)
			var r rendering
			if err == nil {
				err = jsonv2.Unmarshal([]byte(text), &r, lenient)
			}
			if main && err != nil {
				return nil, fmt.Errorf("the page was not read: %w", err)
			}
			if err != nil || len(r.HTML) > room || !main && r.Letters < frameLetters {
				continue
			}
			if main && r.Cut {
				return nil, fmt.Errorf("the page is longer than the %d bytes that are read", crawler.MaxDocument)
			}
			room -= len(r.HTML)
			d := crawler.Document{URL: frame.URL, FinalURL: frame.URL, MIME: "text/html", Headings: r.Headings, Versions: r.Versions, Content: []byte(r.HTML)}
			if main {
				d.FinalURL, d.Title, d.Lang, d.Links = p.FinalURL, p.Title, p.Lang, p.Links
			}
			all = append(all, d)
		}
	}
	if len(all) == 0 {
		return nil, errors.New("the page does not answer")
	}
	return all, nil
}

// fetch downloads a file as the tab would, and gives up on one that is too large.
func (s *session) fetch(ctx context.Context, tab *attached, url string) ([]crawler.Document, error) {
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	got, err := cdp.Call(ctx, tab, network.LoadNetworkResource, network.LoadNetworkResourceParams{
		FrameID: cdp.FrameID(tab.id), URL: url, Options: &network.LoadNetworkResourceOptions{IncludeCredentials: true},
	})
	if err != nil {
		return nil, fmt.Errorf("the file was not downloaded: %w", err)
	}
	if got.Resource == nil || !got.Resource.Success {
		reason := "no answer"
		if got.Resource != nil && got.Resource.NetErrorName != "" {
			reason = got.Resource.NetErrorName
		}
		return nil, fmt.Errorf("the file was not downloaded: %s", reason)
	}
	content, err := readStream(ctx, tab, got.Resource.Stream)
	if err != nil {
		return nil, err
	}
	mime, _, _ := strings.Cut(crawler.HeaderNamed(headers(got.Resource.Headers), "content-type"), ";")
	return []crawler.Document{{
		URL: url, FinalURL: url, Status: int(got.Resource.HTTPStatusCode), MIME: strings.ToLower(strings.TrimSpace(mime)), Content: content,
	}}, nil
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
			return nil, errors.New("no document: the answer is empty")
		}
		if part.EOF {
			return content, nil
		}
	}
}
