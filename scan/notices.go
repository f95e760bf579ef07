package scan

import (
	"context"
	"fmt"
	"os"
	"slices"

	"github.com/candor-privacy/candor/crawler"
)

// A Notice is a notice of the record: how it was found and, if it was read, its document.
type Notice struct {
	Kind     crawler.NoticeKind `json:"kind"`
	URL      string             `json:"url"`
	FinalURL string             `json:"final_url,omitempty"` // after redirects; "" if it was not read
	Lang     string             `json:"lang,omitempty"`      // ISO 639-1, as the document says, or the link
	Title    string             `json:"title,omitempty"`
	Score    int                `json:"score,omitempty"` // of the link, among those of its kind
	Why      []string           `json:"why"`             // how it was found, and why it was taken
	From     string             `json:"from,omitempty"`  // the page, notice or embedding document that names it
	Read     bool               `json:"read"`
	Unread   string             `json:"unread,omitempty"` // why it was not read
	MIME     string             `json:"mime,omitempty"`
	Status   int                `json:"status,omitempty"` // 0 for the document of a frame
	Blob     string             `json:"blob,omitempty"`   // the document, below blobs/
	Content  []byte             `json:"-"`                // of the blob
}

// Named says whether the user named the document.
func (n Notice) Named() bool { return n.Kind == crawler.Named }

// Frame says whether the document was read in a frame of the one that From names.
func (n Notice) Frame() bool { return n.Read && n.Status == 0 }

// Notices are the notices of the record in the order in which they are to be read, then those that were found and not read. A record for which
// none were looked for has those that the links of its pages lead to, by what this Candor knows of such links.
func (r *Record) Notices() []Notice {
	if r.search != nil {
		return slices.Clone(r.notices)
	}
	all := []Notice{}
	if site, ok := r.site(); ok {
		for _, n := range crawler.FindNotices(site.Scope, r.pages) {
			n.Unread = "notices were not asked for"
			all = append(all, noticeOf(noticeLine{Notice: n}))
		}
	}
	return all
}

// NoNotice says where notices were looked for in vain; "" if one was read, or none were looked for.
func (r *Record) NoNotice() string {
	if r.search == nil || slices.ContainsFunc(r.notices, func(n Notice) bool { return n.Read }) {
		return ""
	}
	reason := fmt.Sprintf("no link on its %s is named like a privacy notice, cookie notice, terms of use or imprint", counted(r.countPages(), "page"))
	if len(r.notices) > 0 {
		reason = "those that its links lead to were not read"
	}
	if n := len(r.search.Tried); n > 0 {
		reason += fmt.Sprintf(", and there is none at %s or %d other usual places", r.search.Tried[0], n-1)
	}
	return reason
}

// notices looks for the notices of the job and commits what it came to.
func (s *session) notices(ctx context.Context, browser crawler.Browser) error {
	s.say("reading the notices")
	pages := s.links
	if s.known != nil {
		pages = append(pages, s.known.pages...)
	}
	opts := []crawler.Option{crawler.FirstParty(s.job.FirstParty...), crawler.LoggedIn(s.job.Login), crawler.KnownFiles(s.files...)}
	if s.job.IgnoreRobots {
		opts = append(opts, crawler.IgnoreRobots())
	}
	found, err := crawler.ReadNotices(ctx, browser, s.job.Site, pages, s.job.Search, opts...)
	if err != nil {
		return err
	}
	for _, n := range found.Notices {
		if n.Document != nil {
			s.say("notice: " + withoutUser(n.URL))
		}
	}
	return s.out.notices(found)
}

// notices commits what a search for notices came to, the documents before the lines that name them.
func (w *writer) notices(found crawler.Discovery) error {
	var lines []line
	for _, n := range found.Notices {
		l := noticeLine{Notice: w.mask.notice(n)}
		if d := n.Document; d != nil {
			var err error
			if l.Blob, err = w.blob(d.Content); err != nil {
				return err
			}
			l.FinalURL, l.Status, l.MIME, l.Title = w.mask.url(d.FinalURL), d.Status, d.MIME, w.mask.text(d.Title, d.FinalURL)
		}
		lines = append(lines, line{Notice: &l})
	}
	for _, g := range found.Gaps {
		gap := w.mask.gap(g)
		lines = append(lines, line{Gap: &gap})
	}
	return w.commit(append(lines, line{Search: &searchLine{found.Tried}})...)
}

// takeNotice adds a notice, and its document unless its blob is gone.
func (r *Record) takeNotice(root *os.Root, l noticeLine) {
	n := noticeOf(l)
	if n.Blob != "" {
		n.Content = r.blob(root, n.Blob)
	}
	if n.Read = len(n.Content) > 0; !n.Read && n.Unread == "" {
		n.Unread = "its document is not in the record"
	}
	r.notices = append(r.notices, n)
}

func noticeOf(l noticeLine) Notice {
	return Notice{
		Kind: l.Kind, URL: l.URL, FinalURL: l.FinalURL, Lang: l.Lang, Title: l.Title, Score: l.Score, Why: l.Why, From: l.From, Unread: l.Unread,
		MIME: l.MIME, Status: l.Status, Blob: l.Blob,
	}
}

// notice takes out of a notice what must not enter the record. Its document stays, with redaction too: it was loaded by a visitor without a
// past, who at most sent the headers of a log-in, has no scripts and form values, and says what the company tells everybody.
func (r *redactor) notice(n crawler.Notice) crawler.Notice {
	n.Why = mapped(n.Why, func(why *string) { *why = r.prose(*why, n.URL) })
	n.Unread = r.prose(n.Unread, n.URL)
	n.URL, n.From = r.url(n.URL), r.url(n.From)
	return n
}

// named is the search as the record keeps it.
func (r *redactor) named(s crawler.Search) []string {
	var names []string
	if s.Find {
		names = append(names, "auto")
	}
	for _, u := range s.URLs {
		names = append(names, r.url(u))
	}
	return names
}
