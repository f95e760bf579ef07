package crawler

import (
	_ "embed"
	"fmt"
	"net/url"
	"path"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

//go:embed skip.txt
var skipTable string

var skippedExtensions, skippedWords = skips(practice.MustTable("skip.txt", skipTable, 2))

func skips(rows []practice.Row) (extensions, words map[string]bool) {
	extensions, words = map[string]bool{}, map[string]bool{}
	for _, row := range rows {
		switch row.Columns[0] {
		case "extension":
			extensions["."+row.Columns[1]] = true
		case "word":
			words[row.Columns[1]] = true
		default:
			panic(fmt.Sprintf("skip.txt:%d: %q is neither extension nor word", row.Line, row.Columns[0]))
		}
	}
	return extensions, words
}

// A frontier is the list of pages of a site in the order in which they are found, breadth first.
// Every address is in it once.
type frontier struct {
	scope   Scope
	max     int
	depth   int
	entries []entry
	seen    map[string]bool
	left    int // pages found beyond max
}

type entry struct {
	url   string
	depth int
}

func newFrontier(scope Scope, seed string, maxPages, depth int) *frontier {
	f := &frontier{scope: scope, max: maxPages, depth: depth, seen: map[string]bool{}}
	f.seen[address(seed)] = true
	f.entries = []entry{{url: seed}}
	return f
}

// grow adds the links of p, which was found at the given depth.
// A page that redirected away from the site has no links of ours.
func (f *frontier) grow(p *Page, depth int) {
	f.seen[address(p.FinalURL)] = true
	if u, err := url.Parse(p.FinalURL); err != nil || !f.scope.FirstParty(u.Host) || depth >= f.depth {
		return
	}
	for _, link := range p.Links {
		at := address(link.URL)
		if at == "" || f.seen[at] || !f.wanted(link) {
			continue
		}
		f.seen[at] = true
		if len(f.entries) >= f.max {
			f.left++
			continue
		}
		f.entries = append(f.entries, entry{url: at, depth: depth + 1})
	}
}

// wanted says whether link leads to a page of the site: no file download, and nothing that ends the session.
func (f *frontier) wanted(link Link) bool {
	u, err := url.Parse(link.URL)
	if err != nil || !f.scope.FirstParty(u.Host) {
		return false
	}
	if skippedExtensions[strings.ToLower(path.Ext(u.Path))] || skippedWords[squash(link.Text)] {
		return false
	}
	for _, part := range strings.FieldsFunc(u.Path+"&"+u.RawQuery, func(r rune) bool { return strings.ContainsRune("/&=.", r) }) {
		if skippedWords[squash(part)] {
			return false
		}
	}
	return true
}

// squash folds a phrase so that "Log out", "log-out" and "logout" are the same word.
func squash(text string) string {
	return strings.NewReplacer(" ", "", "-", "", "_", "").Replace(strings.ToLower(strings.TrimSpace(text)))
}

// address is the one spelling of a URL under which the frontier knows it:
// without fragment and default port, host in lower case. It is "" for what is not http or https.
func address(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	u.Host = strings.ToLower(u.Host)
	if port := u.Port(); (u.Scheme == "http" && port == "80") || (u.Scheme == "https" && port == "443") {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.Fragment, u.RawFragment, u.User, u.ForceQuery = "", "", nil, false
	return u.String()
}
