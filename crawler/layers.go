package crawler

import (
	"net/url"
	"slices"
)

// layers reads the documents that the notices read so far lead to, one step far.
func (s *searcher) layers() {
	for _, n := range slices.Clone(s.Notices) {
		if n.Kind == TermsOfUse || n.Kind == Imprint {
			continue // they lead everywhere, and to every notice that there is
		}
		for _, layer := range s.layersOf(n) {
			s.take(layer)
		}
	}
}

// layersOf are the notices that one leads to in its text: further notices, and its own longer version. Links in the frame of the page, which every
// page of the site has, lead to no layer; nor do those to other hosts, since they lead to the notices of other companies, unless it is a service that
// keeps the notices of its customers.
func (s *searcher) layersOf(n Notice) []Notice {
	var layers []Notice
	own, err := NewScope(n.Document.FinalURL)
	if err != nil {
		return nil
	}
	for _, link := range n.Document.Links {
		u, err := url.Parse(link.URL)
		if err != nil || link.Place != "" || address(link.URL) == address(n.Document.FinalURL) || s.isVersion(n, link) {
			continue
		}
		layer, ok := rankLink(own, link)
		if p, strength := noticeWords().best("layer", foldWords(link.Text)); strength >= inName {
			layer, ok = Notice{Kind: PrivacyNotice, URL: address(link.URL), Lang: p.lang, Score: leastScore, Why: []string{"text “" + link.Text + "”"}}, true
		}
		if !ok || layer.Score < leastScore || layer.Kind != PrivacyNotice && layer.Kind != CookieNotice {
			continue
		}
		layer.Foreign = !own.FirstParty(u.Host) && !(s.search.Find && s.scope.FirstParty(u.Host))
		if layer.Foreign && !keepsNotices(u.Hostname()) {
			continue
		}
		layer.From, layer.Why = n.Document.FinalURL, append(layer.Why, "in the notice")
		layers = append(layers, layer)
	}
	return layers
}

// isVersion says whether a link leads to the notice itself in another language, which says nothing that is not read already.
func (s *searcher) isVersion(n Notice, link Link) bool {
	if _, strength := noticeWords().best("language", foldWords(link.Text)); strength >= inName {
		return true
	}
	same := func(v Link) bool { return address(v.URL) == address(link.URL) && primary(v.Lang) != n.Lang }
	return slices.ContainsFunc(n.Document.Versions, same)
}
