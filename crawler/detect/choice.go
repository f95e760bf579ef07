package detect

import (
	"slices"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// choicePurpose is what keeping the answer to the consent dialog is for: without it the dialog would come back on every page.
const choicePurpose practice.Purpose = "service.technical"

// A cookie or key that nobody knows is taken for the memory of the choice if it is the site's own, can tell no browser from
// another, and is there once a choice was made, whichever it was, and never before.

func (s *Site) cookieKeepsChoice(p practice.Practice, c *crawler.Cookie) bool {
	return p.Purpose == "" && p.Recipient == "" && s.comesWithChoice(func(page *crawler.Page) presence {
		seen := absent
		for i := range page.Cookies {
			if other := &page.Cookies[i]; other.Name == c.Name && other.Domain == c.Domain && kept(other) {
				seen = max(seen, presenceOf(other.Value))
			}
		}
		return seen
	})
}

func (s *Site) itemKeepsChoice(p practice.Practice, item *crawler.StorageItem) bool {
	return p.Purpose == "" && p.Recipient == "" && s.comesWithChoice(func(page *crawler.Page) presence {
		seen := absent
		for _, other := range page.Storage {
			if other.Key == item.Key && other.Origin == item.Origin && other.Area == item.Area {
				seen = max(seen, presenceOf(other.Value))
			}
		}
		return seen
	})
}

// presence is whether something is on a page, and whether it could tell browsers apart.
type presence int

const (
	absent presence = iota
	harmless
	identifying
)

func presenceOf(value string) presence {
	if identifies(value) {
		return identifying
	}
	return harmless
}

// comesWithChoice says whether something harmless is seen after acceptance and after refusal, and not before a choice. A record
// that was not made in all three states cannot tell.
func (s *Site) comesWithChoice(on func(*crawler.Page) presence) bool {
	seen := map[practice.Condition]presence{}
	for _, page := range s.Pages {
		seen[page.State] = max(seen[page.State], on(page))
	}
	before := slices.ContainsFunc(s.Pages, func(p *crawler.Page) bool { return p.State == practice.BeforeConsent })
	return before && seen[practice.BeforeConsent] == absent && seen[practice.Accepted] == harmless && seen[practice.Refused] == harmless
}
