package crawler

import (
	_ "embed"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"
)

//go:embed priorities.txt
var prioritiesTable string

var priorityKinds = []string{"contact", "login", "signup", "newsletter", "checkout", "form", "choice"}

var priorityWords = sync.OnceValue(func() phrases { return newPhrases("priorities.txt", prioritiesTable, priorityKinds...) })

// What the words of a link add to its priority, by how much of the text, or of a part of the path, they are.
var (
	textPriority = [...]int{absent: 0, inLong: 0, inLine: 4, inName: 8, whole: 10}
	pathPriority = [...]int{absent: 0, inLong: 0, inLine: 2, inName: 6, whole: 8}
)

// priority says how much a link promises of a page on which visitors tell who they are, or read what is done with what they tell: 0 for
// one that says nothing of it, 10 at most. What lies below an article is written about such pages, and is none.
func priority(link Link) int {
	u, err := url.Parse(link.URL)
	if err != nil {
		return 0
	}
	parts := pathWords(u)
	if noticeWords().bestOfPath("article", parts) == whole {
		return 0
	}
	score := 0
	rate := func(words phrases, kind string) {
		for _, text := range []string{link.Text, link.Label, link.Title} {
			_, s := words.best(kind, foldWords(text))
			score = max(score, textPriority[s])
		}
		score = max(score, pathPriority[words.bestOfPath(kind, parts)])
	}
	for _, kind := range priorityKinds {
		rate(priorityWords(), kind)
	}
	rate(noticeWords(), string(PrivacyNotice))
	rate(noticeWords(), string(CookieNotice))
	return score
}

// shape is an address without what differs between pages of one template: numbers, identifiers and long names in the path are "*", and of a
// query only the keys count.
func shape(u *url.URL) string {
	segments := strings.Split(strings.ToLower(pathOf(u)), "/")
	for i, segment := range segments {
		if isVariable(strings.TrimSuffix(segment, path.Ext(segment))) {
			segments[i] = "*"
		}
	}
	var keys []string
	for key := range u.Query() {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return u.Host + strings.Join(segments, "/") + "?" + strings.Join(keys, "&")
}

// isVariable reports whether a part of a path names one thing of many: it holds a digit, or is a name of many words.
func isVariable(segment string) bool {
	return strings.ContainsFunc(segment, unicode.IsDigit) || strings.Count(segment, "-") >= 3 || strings.Count(segment, "_") >= 3 || len(segment) > 40
}

// folder is what the address of a page has in common with its siblings; "" for one directly below the root, where sites keep what is
// unlike each other.
func folder(u *url.URL) string {
	parent := path.Dir(strings.TrimSuffix(pathOf(u), "/"))
	if parent == "/" || parent == "." {
		return ""
	}
	return u.Host + strings.ToLower(parent)
}

// structure is what tells the forms of a page: pages of one template have the same.
func structure(p *Page) string {
	var b strings.Builder
	for i := range p.Forms {
		f := &p.Forms[i]
		b.WriteString(f.Method + " " + f.Name + "(")
		for j := range f.Fields {
			b.WriteString(f.Fields[j].Type + " " + f.Fields[j].Name + ",")
		}
		b.WriteString(")")
	}
	return b.String()
}
