package crawler

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A NoticeKind is what sort of document a link leads to.
type NoticeKind string

// The kinds that links are ranked as, and Named, which the user named.
const (
	PrivacyNotice NoticeKind = "privacy"
	CookieNotice  NoticeKind = "cookies"
	TermsOfUse    NoticeKind = "terms"
	Imprint       NoticeKind = "imprint"
	Named         NoticeKind = "named"
)

// noticeKinds are in the order in which a link of two kinds is taken: "Privacy and cookie policy" is the privacy notice.
var noticeKinds = []NoticeKind{PrivacyNotice, CookieNotice, TermsOfUse, Imprint}

// A Notice is a document in which a site may say what it does with personal data, and how it was found.
type Notice struct {
	Kind    NoticeKind `json:"kind"`
	URL     string     `json:"url"`
	Lang    string     `json:"lang,omitempty"`  // ISO 639-1; of the link until the document says it
	Score   int        `json:"score,omitempty"` // the highest of its links; see weights
	Why     []string   `json:"why"`             // how it was found, and why this one was taken
	From    string     `json:"from,omitempty"`  // the page, notice or embedding document that names it
	Foreign bool       `json:"foreign,omitempty"`
	Unread  string     `json:"unread,omitempty"` // why it was not read; "" if it was
	// Document is what was read. It is nil if nothing was.
	Document *Document `json:"-"`
}

// weights are what the parts of a link add to its score, by the strength with which they hold words of its kind.
var weights = struct{ text, title, path [whole + 1]int }{
	text:  [...]int{0, 1, 4, 7, 10},
	title: [...]int{0, 0, 2, 4, 6}, // of the title and aria-label
	path:  [...]int{0, 0, 2, 3, 5},
}

// What else counts.
const (
	relWeight     = 10 // the link type says it
	footerWeight  = 3  // where sites are used to put it
	dialogWeight  = 2  // consent dialogs link to it
	articleWeight = -8 // it lies where pages write about the world
	pagesWeight   = 3  // at most, one for each further page that links to it
	leastScore    = 5
)

// FindNotices ranks the links of visited pages, the best of every kind first, kinds in their order; of two that
// score alike, the one in the language of the first page. Links to the notices of other companies,
// such as those of an embedded service, are left out.
func FindNotices(scope Scope, pages []*Page) []Notice {
	found := map[string]*Notice{}
	on := map[string]map[string]bool{} // pages that link there
	for _, p := range pages {
		if u, err := url.Parse(p.FinalURL); err != nil || !scope.FirstParty(u.Host) {
			continue
		}
		for _, link := range p.Links {
			n, ok := rankLink(scope, link)
			if !ok || n.URL == address(p.FinalURL) {
				continue
			}
			if on[n.URL] == nil {
				on[n.URL] = map[string]bool{}
			}
			on[n.URL][address(p.FinalURL)] = true
			if known := found[n.URL]; known == nil || n.Score > known.Score {
				n.From = p.FinalURL
				found[n.URL] = &n
			}
		}
	}
	var all []Notice
	for at, n := range found {
		if more := len(on[at]) - 1; more > 0 {
			n.Score += min(more, pagesWeight)
			n.Why = append(n.Why, fmt.Sprintf("on %d pages", more+1))
		}
		if n.Score >= leastScore {
			all = append(all, *n)
		}
	}
	spoken := languageOfSite(scope, pages)
	foreign := func(n Notice) int { // of two that score alike, the one that the site's own readers are led to
		if spoken == "" || n.Lang == "" || primary(n.Lang) == spoken {
			return 0
		}
		return 1
	}
	slices.SortFunc(all, func(a, b Notice) int {
		return cmp.Or(slices.Index(noticeKinds, a.Kind)-slices.Index(noticeKinds, b.Kind), b.Score-a.Score, foreign(a)-foreign(b), cmp.Compare(a.URL, b.URL))
	})
	return all
}

// languageOfSite is the language of the first page of the site that was visited, the one at which the crawl starts; "" if it does not say it.
func languageOfSite(scope Scope, pages []*Page) string {
	for _, p := range pages {
		if u, err := url.Parse(p.FinalURL); err == nil && scope.FirstParty(u.Host) {
			return primary(p.Lang)
		}
	}
	return ""
}

// rankLink says which notice a link leads to, if it leads to one at all.
func rankLink(scope Scope, link Link) (Notice, bool) {
	at := address(link.URL)
	u, err := url.Parse(at)
	if at == "" || err != nil {
		return Notice{}, false
	}
	n := Notice{URL: at, Foreign: !scope.FirstParty(u.Host)}
	if n.Foreign && othersOwn(scope, u.Hostname()) {
		return Notice{}, false
	}
	for _, text := range []string{link.Text, link.Title, link.Label} {
		if _, s := noticeWords().best("choice", foldWords(text)); s != absent {
			return Notice{}, false
		}
	}
	for _, kind := range noticeKinds {
		if score, lang, why := scoreLink(kind, link, u); score > n.Score {
			n.Kind, n.Score, n.Lang, n.Why = kind, score, lang, why
		}
	}
	if n.Score <= 0 {
		return Notice{}, false
	}
	if lang := languageOf(link.Lang, u); lang != "" {
		n.Lang = lang
	}
	n.place(link.Place, u)
	return n, n.Score > 0
}

// scoreLink says how much of a link speaks for a kind, in which language, and what it is that does.
func scoreLink(kind NoticeKind, link Link, u *url.URL) (score int, lang string, why []string) {
	for _, part := range []struct {
		name, text string
		weight     [whole + 1]int
	}{{"text", link.Text, weights.text}, {"title", link.Title, weights.title}, {"label", link.Label, weights.title}} {
		p, s := noticeWords().best(string(kind), foldWords(part.text))
		if add := part.weight[s]; add > 0 {
			score += add
			why = append(why, fmt.Sprintf("%s “%s”", part.name, part.text))
			if lang == "" {
				lang = p.lang
			}
		}
	}
	if add := weights.path[noticeWords().bestOfPath(string(kind), pathWords(u))]; add > 0 {
		score += add
		why = append(why, "path "+u.Path)
	}
	if kind == PrivacyNotice && strings.Contains(link.Rel, "privacy-policy") || kind == TermsOfUse && strings.Contains(link.Rel, "terms-of-service") {
		score += relWeight
		why = append(why, "rel="+link.Rel)
	}
	return score, lang, why
}

// place adds what the place of the link on its page, and of its target on the site, say.
func (n *Notice) place(place string, u *url.URL) {
	switch place {
	case "footer":
		n.Score += footerWeight
		n.Why = append(n.Why, "in the footer")
	case "dialog":
		n.Score += dialogWeight
		n.Why = append(n.Why, "in a dialog")
	}
	for _, part := range pathWords(u) {
		if _, s := noticeWords().best("article", part); s == whole {
			n.Score += articleWeight
			n.Why = append(n.Why, "below /"+part)
			return
		}
	}
}

// othersOwn says whether a host outside the site belongs to a company that publishes its own notice there, and not that of the site.
func othersOwn(scope Scope, host string) bool {
	vendor, known := practice.VendorByHost(fold(host))
	if !known || keepsNotices(host) {
		return false
	}
	own, ok := practice.VendorByHost(scope.site)
	return !ok || own.Name != vendor.Name
}

// keepsNotices says whether a host belongs to a service that keeps the notices of its customers.
func keepsNotices(host string) bool {
	return slices.ContainsFunc(noticeWords()["service"], func(p phrase) bool {
		return host == p.words || strings.HasSuffix(host, "."+p.words)
	})
}
