package crawler

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// stamp writes the address and state of the visit on everything the page holds, and numbers
// its requests from next. It returns the number after the last.
func (p *Page) stamp(url string, state practice.Condition, next int) int {
	p.URL, p.State = url, state
	number := p.numbers(next)
	for i := range p.Requests {
		r := &p.Requests[i]
		r.ID, r.RedirectOf = number[r.ID], number[r.RedirectOf]
		r.Page, r.State = url, state
	}
	for i := range p.Cookies {
		c := &p.Cookies[i]
		c.Request, c.Page, c.State = number[c.Request], url, state
	}
	for i := range p.Storage {
		p.Storage[i].Page, p.Storage[i].State = url, state
	}
	for i := range p.Uses {
		p.Uses[i].Page, p.Uses[i].State = url, state
	}
	for i := range p.Canvases {
		p.Canvases[i].Page, p.Canvases[i].State = url, state
	}
	return next + len(p.Requests)
}

// numbers gives each request of the page its number in the record. They follow from what was asked for, not from when: what
// runs side by side arrives in another order at every visit, and two records of one site are to cite the same numbers.
// Times stay with the requests; the query is left out, since it is where sites put what differs from visit to visit.
func (p *Page) numbers(next int) map[int]int {
	order := slices.Clone(p.Requests)
	slices.SortStableFunc(order, func(a, b Request) int {
		return cmp.Or(rank(a)-rank(b), cmp.Compare(bare(a.URL), bare(b.URL)), cmp.Compare(a.Method, b.Method), cmp.Compare(a.Type, b.Type))
	})
	number := make(map[int]int, len(order))
	for i, r := range order {
		number[r.ID] = next + i
	}
	return number
}

// rank puts documents before what they load.
func rank(r Request) int {
	if r.Type == "document" {
		return 0
	}
	return 1
}

// bare is a URL without its query.
func bare(url string) string {
	before, _, _ := strings.Cut(url, "?")
	return before
}
