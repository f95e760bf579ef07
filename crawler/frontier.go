package crawler

import (
	"cmp"
	_ "embed"
	"fmt"
	"net/url"
	"path"
	"slices"
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

// A frontier is the pages of a site that were found, each address once. It says which is the next to visit.
//
// First come those whose links promise a form, a log-in, a contact or a notice (priorities.txt), then the others. Each visited page of a
// template makes the rest of it wait: of the same shape of address, or with the same siblings and the same forms. What weighs the same is
// visited breadth first, in document order. So the order follows from the pages alone, and is the same in every run over the same pages.
type frontier struct {
	scope   Scope
	max     int
	depth   int
	pattern patterns
	entries []entry // in the order of the visits
	waiting []candidate
	seen    map[string]bool

	shapes     map[string]int // visited pages of a shape
	structures map[string]int // and of siblings with one structure
	folders    map[string]int // visited pages that were like a sibling before them
}

type entry struct {
	url   string
	depth int
}

// A candidate is a page that was found and not visited yet.
type candidate struct {
	entry
	priority int
	shape    string
	folder   string
}

// What the pages of a template that were visited take from the priority of the others.
const (
	shapeWeight  = 4
	folderWeight = 2
)

func newFrontier(scope Scope, seed string, cfg config) *frontier {
	f := &frontier{
		scope: scope, max: cfg.maxPages, depth: cfg.depth, pattern: cfg.patterns, seen: map[string]bool{},
		shapes: map[string]int{}, structures: map[string]int{}, folders: map[string]int{},
	}
	f.seen[address(seed)] = true
	f.entries = []entry{{url: seed}}
	if u, err := url.Parse(seed); err == nil {
		f.shapes[shape(u)]++
	}
	return f
}

// next takes the most promising page; ok is false when there is none, or when as many were taken as may be. A page that allowed refuses is
// dropped.
func (f *frontier) next(allowed func(url string) bool) (e entry, ok bool) {
	for len(f.entries) < f.max && len(f.waiting) > 0 {
		best := 0
		for i := range f.waiting {
			if f.before(&f.waiting[i], &f.waiting[best]) {
				best = i
			}
		}
		c := f.waiting[best]
		f.waiting = slices.Delete(f.waiting, best, best+1)
		if !allowed(c.url) {
			continue
		}
		f.shapes[c.shape]++
		f.entries = append(f.entries, c.entry)
		return c.entry, true
	}
	return entry{}, false
}

// before says whether a page is visited before another that was found earlier, if it comes later in the list.
func (f *frontier) before(a, b *candidate) bool {
	return cmp.Or(f.weight(b)-f.weight(a), a.depth-b.depth) < 0
}

func (f *frontier) weight(c *candidate) int {
	return c.priority - shapeWeight*f.shapes[c.shape] - folderWeight*f.folders[c.folder]
}

// grow adds the links of p, which was found at the given depth.
// A page that redirected away from the site has no links of ours.
func (f *frontier) grow(p *Page, depth int) {
	f.seen[address(p.FinalURL)] = true
	u, err := url.Parse(p.FinalURL)
	if err != nil || !f.scope.FirstParty(u.Host) {
		return
	}
	f.resemble(p, u)
	if depth < f.depth {
		f.add(p.Links, depth+1)
	}
}

// resemble takes note of a visited page that is like one of its siblings.
func (f *frontier) resemble(p *Page, u *url.URL) {
	in := folder(u)
	if in == "" {
		return
	}
	like := in + " " + structure(p)
	if f.structures[like] > 0 {
		f.folders[in]++
	}
	f.structures[like]++
}

// add adds links to pages that are so many links away from the seed.
func (f *frontier) add(links []Link, depth int) {
	for _, link := range links {
		at := address(link.URL)
		if at == "" || f.seen[at] || !f.wanted(link) {
			continue
		}
		f.seen[at] = true
		u, err := url.Parse(at)
		if err != nil || !f.pattern.want(pathOf(u)) {
			continue
		}
		f.waiting = append(f.waiting, candidate{entry: entry{at, depth}, priority: priority(link), shape: shape(u), folder: folder(u)})
	}
}

// wanted says whether link leads to a page of the site: no file download, and nothing that ends the session.
func (f *frontier) wanted(link Link) bool {
	u, err := url.Parse(link.URL)
	if err != nil || !f.scope.FirstParty(u.Host) {
		return false
	}
	return !skippedWords[squash(link.Text)] && wantedAddress(u)
}

// wantedAddress says whether an address is of no file to download, and ends nothing.
func wantedAddress(u *url.URL) bool {
	if skippedExtensions[strings.ToLower(path.Ext(u.Path))] {
		return false
	}
	for _, part := range strings.FieldsFunc(pathOf(u)+"&"+u.RawQuery, func(r rune) bool { return strings.ContainsRune("/&=.", r) }) {
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
// without default port and any fragment but a route, host in lower case. It is "" for what is not http or https.
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
	u.Fragment, u.RawFragment, u.User, u.ForceQuery = Route(u), "", nil, false
	return u.String()
}
