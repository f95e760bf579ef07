package detect

import (
	"maps"
	"slices"

	"github.com/candor-privacy/candor/crawler"
)

// A script is what one script did on a page, in all its frames and workers.
type script struct {
	uses       map[string]crawler.Use // by interface
	canvases   []crawler.Canvas
	place      crawler.Call // of the call that was judged last
	techniques []string     // that were found
}

// scriptsOf returns what each script of a page did, in the order of their addresses. Calls whose script is not known are of a script of their own.
func scriptsOf(page *crawler.Page) []*script {
	byURL := map[string]*script{}
	of := func(url string) *script {
		if byURL[url] == nil {
			byURL[url] = &script{uses: map[string]crawler.Use{}}
		}
		return byURL[url]
	}
	for _, u := range page.Uses {
		of(u.Script.URL).add(u)
	}
	for _, c := range page.Canvases {
		of(c.Script.URL).canvases = append(of(c.Script.URL).canvases, c)
	}
	var list []*script
	for _, url := range slices.Sorted(maps.Keys(byURL)) {
		list = append(list, byURL[url])
	}
	return list
}

// add joins a use with that of the same interface in another frame.
func (s *script) add(u crawler.Use) {
	known, ok := s.uses[u.Interface]
	if ok {
		u.Script = known.Script
		u.Count += known.Count
		u.Distinct, u.Most = max(u.Distinct, known.Distinct), max(u.Most, known.Most)
		u.Words = append(slices.Clone(known.Words), u.Words...)
	}
	s.uses[u.Interface] = u
}

func (s *script) has(name string) bool { return s.uses[name].Count > 0 }

// first returns the first of the interfaces that the script used; "" if it used none.
func (s *script) first(names ...string) string {
	for _, name := range names {
		if s.has(name) {
			return name
		}
	}
	return ""
}

// at makes the first call of an interface the place that is shown.
func (s *script) at(name string) { s.place = s.uses[name].Script }
