package crawler

import (
	"errors"
	"fmt"

	"github.com/candor-privacy/candor/practice"
)

// A FileKind is what a file tells.
type FileKind string

// The files that a crawl asks a site for.
const (
	RobotsFile  FileKind = "robots"  // robots.txt, RFC 9309
	SitemapFile FileKind = "sitemap" // sitemaps.org
	GPCFile     FileKind = "gpc"     // /.well-known/gpc.json, in which a site says that it heeds Global Privacy Control
)

// A File is one that a site keeps for programs. It is fetched without cookies, and leaves none.
type File struct {
	Kind    FileKind           `json:"kind"`
	URL     string             `json:"url"`
	State   practice.Condition `json:"state"`            // in which it was fetched
	Status  int                `json:"status,omitempty"` // 0 when there was no answer
	MIME    string             `json:"mime,omitempty"`
	Error   string             `json:"error,omitempty"` // why there was none
	Content []byte             `json:"-"`               // of an answer that is a success
}

// file fetches a file of the site and yields it, unless an earlier crawl did. It errs only if that ends the crawl.
func (w *walk) file(session Session, state practice.Condition, kind FileKind, url string) (File, error) {
	for _, f := range w.cfg.knownFiles {
		if f.Kind == kind && f.URL == url {
			return f, nil
		}
	}
	if err := w.pace.wait(w.ctx, url); err != nil {
		return File{}, err
	}
	f := File{Kind: kind, URL: url, State: state}
	switch d, err := session.Fetch(w.ctx, url); {
	case err != nil && (w.ctx.Err() != nil || errors.Is(err, ErrGone)):
		return f, fmt.Errorf("fetching %s: %w", url, err)
	case err != nil:
		f.Error = err.Error()
	default:
		f.Status, f.MIME = d.Status, d.MIME
		if f.found() {
			f.Content = d.Content
		}
	}
	return f, w.see(Seen{File: &f})
}

// found reports whether the site has the file. Many answer with a page of theirs for whatever they do not have.
func (f File) found() bool { return f.Status >= 200 && f.Status < 300 && f.MIME != "text/html" }
