package crawler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/candor-privacy/candor/practice"
	"github.com/temoto/robotstxt"
)

// A Search says which notices are read. The zero value reads none.
type Search struct {
	Find      bool     // those of the site: that its links lead to or, when none does, that lie in one of the usual places
	Anywhere  bool     // of them, also those on hosts that are not the site's; without it they are gaps
	URLs      []string // documents that the user named, wherever they are
	Languages []string // that can be read, ISO 639-1: versions in one of them are preferred, the first most of all
}

// maxNotices is how many documents are read at most: a notice with its layers has fewer.
const maxNotices = 12

// How many documents that links lead to may turn out not to be readable before no more are tried: of one kind, and in all.
const (
	maxFailedOfKind = 4
	maxFailed       = 12
)

// A Discovery is what a Search came to.
type Discovery struct {
	Notices []Notice       // what was read first, in the order of reading; then what was found and not read
	Tried   []string       // the usual places that were looked at, as paths
	Gaps    []practice.Gap // documents that the site or a notice leads to and that were not read
}

// ReadNotices finds the notices of a site among the links of its visited pages, and reads them in a session of its own, with an empty profile:
// the best privacy notice and the best cookie notice, and the documents of the site that those lead to as notices of their own or
// as a longer version, one step far. When no link leads to a privacy notice the usual places are tried; when nothing is there either, the
// terms of use or the imprint are read. Of a notice in a language that cannot be read, a version that can is taken if it leads to one.
//
// Only hosts of the site are asked, unless the search says otherwise; where a link of the site is redirected, the browser follows. It errs if ctx
// ends, the browser is gone, or seed is no web address; seed may be "" if nothing is to be found.
//
// Of the options it takes FirstParty; LoggedIn, whose headers alone are sent, to the site: who else signs in is shown pages of their own;
// IgnoreRobots, without which what robots.txt does not allow is read only if the user named it; and KnownFiles, in which it looks for that.
func ReadNotices(ctx context.Context, b Browser, seed string, pages []*Page, search Search, opts ...Option) (Discovery, error) {
	s := &searcher{
		ctx: ctx, cfg: newConfig(opts), search: search, seed: address(seed), known: map[string]bool{}, left: map[string]bool{}, failed: map[NoticeKind]int{},
		robots: map[string]*robotstxt.RobotsData{},
	}
	var who Visitor
	if seed != "" {
		var err error
		if s.scope, err = NewScope(seed, s.cfg.firstParty...); err != nil {
			return Discovery{}, err
		}
		if s.cfg.login != nil && len(s.cfg.login.Headers) > 0 {
			who.Login = &Login{Headers: s.cfg.login.Headers, Own: s.scope.FirstParty}
		}
	}
	session, err := b.Open(ctx, who)
	if err != nil && (ctx.Err() != nil || errors.Is(err, ErrGone)) {
		return Discovery{}, fmt.Errorf("reading the notices: %w", err)
	}
	if err != nil {
		return Discovery{Gaps: []practice.Gap{{Source: seed, Reason: "notices were not looked for: " + err.Error()}}}, nil
	}
	defer session.Close()
	s.session = session
	for _, u := range search.URLs {
		s.take(Notice{Kind: Named, URL: u, Why: []string{"named by the user"}})
	}
	if search.Find {
		s.find(FindNotices(s.scope, pages))
	} else {
		s.layers()
	}
	if s.ended != nil {
		return Discovery{}, s.ended
	}
	if s.rest > 0 {
		reason := fmt.Sprintf("%d more documents that links lead to were not read, being too many; if one of them is a notice of the site, name it with --policy", s.rest)
		s.Gaps = append(s.Gaps, practice.Gap{Source: s.seed, Reason: reason})
	}
	s.Notices = append(s.Notices, s.others...)
	return s.Discovery, nil
}

// A searcher is one running search.
type searcher struct {
	Discovery
	ctx     context.Context
	cfg     config
	session Session
	search  Search
	seed    string
	scope   Scope
	others  []Notice                         // found, and not read
	known   map[string]bool                  // addresses of what was read
	left    map[string]bool                  // addresses of others
	failed  map[NoticeKind]int               // reads that came to nothing
	rest    int                              // of others those that are too many to be tried
	ended   error                            // no further document can be read
	robots  map[string]*robotstxt.RobotsData // rules by origin; nil where all is allowed
}

// find reads the best of what the links lead to.
func (s *searcher) find(found []Notice) {
	linked := slices.ContainsFunc(found, func(n Notice) bool { return n.Kind == PrivacyNotice })
	if !s.takeBest(found, PrivacyNotice) && !linked {
		s.tryPlaces()
	}
	s.takeBest(found, CookieNotice)
	if len(s.Notices) == 0 && !linked && !s.takeBest(found, Imprint) {
		s.takeBest(found, TermsOfUse)
	}
	s.layers()
	hasPrivacy := func(n Notice) bool { return n.Kind == PrivacyNotice || n.Kind == Named }
	if len(s.Notices) > 0 && !linked && !slices.ContainsFunc(s.Notices, hasPrivacy) {
		reason := fmt.Sprintf("no privacy notice was found, and %s (%s) was judged in its place; if there is a notice, name it with --policy", standIns[s.Notices[0].Kind], s.Notices[0].URL)
		s.Gaps = append(s.Gaps, practice.Gap{Source: s.seed, Reason: reason})
	}
	for _, n := range found {
		if !s.wasRead(n.URL) && !s.wasLeft(n.URL) {
			s.setAside(n, "another document was taken, or it is of a kind that is read only when there is no other")
		}
	}
}

// standIns are what is read where there is no privacy notice, in words.
var standIns = map[NoticeKind]string{CookieNotice: "the cookie notice", Imprint: "the imprint", TermsOfUse: "what the terms of use say of data"}

// takeBest reads the best notice of a kind; it returns false if none was read. Those on the site come before those elsewhere, and those whose
// language can be read before those whose cannot.
func (s *searcher) takeBest(found []Notice, kind NoticeKind) bool {
	of := slices.DeleteFunc(slices.Clone(found), func(n Notice) bool { return n.Kind != kind })
	if len(of) == 0 {
		return false
	}
	first := of[0]
	slices.SortStableFunc(of, func(a, b Notice) int { return s.distance(a) - s.distance(b) })
	for _, n := range of {
		if s.wasRead(n.URL) {
			return true
		}
		if n.URL != first.URL && !s.readable(first.Lang) {
			n.Why = append(slices.Clone(n.Why), fmt.Sprintf("taken before %s, which is in %q", first.URL, first.Lang))
		}
		if s.take(n) {
			return true
		}
	}
	return false
}

// distance orders notices by what is in the way of reading them.
func (s *searcher) distance(n Notice) int {
	d := 0
	if n.Foreign {
		d += 2
	}
	if !s.readable(n.Lang) {
		d++
	}
	return d
}

// readable says whether a language can be read; of one that nothing tells, only the text can say it.
func (s *searcher) readable(lang string) bool {
	return lang == "" || len(s.search.Languages) == 0 || slices.Contains(s.search.Languages, primary(lang))
}

// wasRead says whether the document at an address was read, by this address or by the one to which another led.
func (s *searcher) wasRead(at string) bool { return s.known[address(at)] }

// wasLeft says whether the document at an address was found, and is known not to be read.
func (s *searcher) wasLeft(at string) bool { return s.left[address(at)] }

// mayTry says whether so little of a kind could not be read, and so little in all, that one more is tried. What the user named always is.
func (s *searcher) mayTry(kind NoticeKind) bool {
	all := 0
	for k, n := range s.failed {
		if k != Named {
			all += n
		}
	}
	return kind == Named || s.failed[kind] < maxFailedOfKind && all < maxFailed
}

// take reads a notice and keeps it. It returns false if there is nothing to read, and tells a gap.
func (s *searcher) take(n Notice) bool {
	switch {
	case s.ended != nil || s.wasRead(n.URL) || s.wasLeft(n.URL):
		return false
	case n.Foreign && !s.search.Anywhere:
		s.leave(n, fmt.Sprintf("%s is not a host of the site; name it with --policy %s, or allow --foreign-notices", Host(n.URL), n.URL))
		return false
	case len(s.Notices) >= maxNotices && n.Kind == Named:
		s.leave(n, fmt.Sprintf("there are more than %d documents", maxNotices))
		return false
	case len(s.Notices) >= maxNotices || !s.mayTry(n.Kind):
		s.setAside(n, "too many documents before it were read, or could not be")
		s.rest++
		return false
	}
	documents, err := s.read(n.URL, n.Kind == Named)
	if err != nil {
		s.failed[n.Kind]++
		s.leave(n, err.Error())
		return false
	}
	if n.Kind != Named {
		n, documents = s.version(n, documents)
	}
	if at := documents[0].FinalURL; s.wasRead(at) {
		s.setAside(n, "it leads to "+at+", which was read")
		return true
	}
	s.keep(n, documents)
	return true
}

// setAside notes a notice that was found and is not read.
func (s *searcher) setAside(n Notice, reason string) {
	n.Unread = reason
	s.others = append(s.others, n)
	s.left[address(n.URL)] = true
}

// maxLeft is how many notices that could not be read are each a gap; the others are told together.
const maxLeft = 2 * maxFailed

// leave notes a notice that was found and could not be read.
func (s *searcher) leave(n Notice, reason string) {
	s.setAside(n, reason)
	switch {
	case s.ended != nil:
	case n.Kind != Named && len(s.Gaps) >= maxLeft:
		s.rest++
	default:
		s.Gaps = append(s.Gaps, practice.Gap{Source: n.URL, Reason: "a notice that was not read: " + reason})
	}
}

// keep adds what was read: the document, and the frames in it.
func (s *searcher) keep(n Notice, documents []Document) {
	if at := documents[0].FinalURL; Host(at) != Host(n.URL) {
		n.Why = append(slices.Clone(n.Why), "redirected to "+at)
	}
	for i := range documents {
		d := &documents[i]
		one := n
		if one.Document = d; i > 0 {
			one.URL, one.From, one.Score, one.Why = d.FinalURL, documents[0].FinalURL, 0, []string{"a frame of the document"}
		}
		if lang := primary(d.Lang); lang != "" {
			one.Lang = lang
		}
		s.Notices = append(s.Notices, one)
		s.known[address(one.URL)], s.known[address(d.FinalURL)] = true, true
	}
}

// read loads a document that is there, one that the user named whatever robots.txt says.
func (s *searcher) read(at string, named bool) ([]Document, error) {
	if err := s.ctx.Err(); err != nil {
		s.ended = fmt.Errorf("reading notice %s: %w", at, err)
		return nil, s.ended
	}
	if !named && !s.allowed(at) {
		return nil, errRobots
	}
	documents, err := s.session.Read(s.ctx, at)
	if err != nil && (s.ctx.Err() != nil || errors.Is(err, ErrGone)) {
		s.ended = fmt.Errorf("reading notice %s: %w", at, err)
	}
	switch {
	case err != nil:
		return nil, err
	case len(documents) == 0:
		return nil, errors.New("no document")
	case documents[0].Status >= 400:
		return nil, fmt.Errorf("answered %d", documents[0].Status)
	}
	return documents, nil
}

// tryPlaces looks for a privacy notice where sites usually keep it. A site that has a page for every address is not taken at its word: the page
// must be called a notice.
func (s *searcher) tryPlaces() {
	root, err := url.Parse(s.seed)
	if err != nil {
		return
	}
	for _, p := range noticeWords()["place"] {
		at := root.ResolveReference(&url.URL{Path: p.words}).String()
		if s.ended != nil || s.wasRead(at) {
			continue
		}
		s.Tried = append(s.Tried, p.words)
		documents, err := s.read(at, false)
		if err != nil || !s.called(NoticeKind(p.lang), documents[0]) {
			continue
		}
		s.keep(Notice{Kind: NoticeKind(p.lang), URL: at, Why: []string{"no link leads to a notice; it lies at " + p.words}}, documents)
		return
	}
}

// called says whether a document of the site bears the name of a kind of notice. A file has no title, and no site has a file for every address.
func (s *searcher) called(kind NoticeKind, d Document) bool {
	u, err := url.Parse(d.FinalURL)
	if err != nil || !s.scope.FirstParty(u.Host) && !s.search.Anywhere {
		return false
	}
	if d.MIME != "text/html" {
		return d.MIME == "text/plain" || d.MIME == "application/pdf"
	}
	return slices.ContainsFunc(append([]string{d.Title}, d.Headings...), func(text string) bool {
		_, strength := noticeWords().best(string(kind), foldWords(text))
		return strength >= inLine
	})
}

// version returns the notice, or, when it is in a language that cannot be read, its version in one that can.
func (s *searcher) version(n Notice, documents []Document) (Notice, []Document) {
	d := documents[0]
	lang := cmp.Or(primary(d.Lang), n.Lang)
	if s.readable(lang) {
		return n, documents
	}
	for _, want := range s.search.Languages {
		for _, link := range versions(d, want) {
			u, err := url.Parse(link.URL)
			if err != nil || !s.scope.FirstParty(u.Host) && Host(link.URL) != Host(d.FinalURL) || s.wasRead(link.URL) || !s.mayTry(n.Kind) {
				continue
			}
			other, err := s.read(link.URL, false)
			if err != nil || primary(other[0].Lang) == lang || !s.called(n.Kind, other[0]) {
				s.failed[n.Kind]++
				continue // the front page in that language, for example
			}
			s.setAside(n, fmt.Sprintf("in the language %q; its version in %q was read", lang, want))
			return Notice{
				Kind: n.Kind, URL: address(link.URL), Lang: want, Score: n.Score, From: d.FinalURL, Foreign: n.Foreign,
				Why: []string{fmt.Sprintf("the version in %q of %s, which is in %q", want, d.FinalURL, lang)},
			}, other
		}
	}
	return n, documents
}

// versions are the links of a document that lead to the same in a language: by hreflang, or by being named after it.
func versions(d Document, lang string) []Link {
	var links []Link
	for _, link := range d.Versions {
		if primary(link.Lang) == lang {
			links = append(links, link)
		}
	}
	for _, link := range d.Links {
		for _, text := range []string{link.Text, link.Label, link.Title} {
			if p, s := noticeWords().best("language", foldWords(text)); s >= inName && p.lang == lang {
				links = append(links, link)
				break
			}
		}
	}
	return links
}
