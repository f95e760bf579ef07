package detect

import (
	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// Every consent state is visited with an empty profile of its own. What has the same value in two of them was not drawn for the browser,
// however drawn it looks: the number of a version, the name of an experiment's group, the key of a shop. The reverse proves nothing: a time
// differs, too. Values that resemble each other are not compared, since of a redacted record only equality can be seen.

// IdentifiesCookie says whether the value of a cookie can tell one browser from another.
func (s *Site) IdentifiesCookie(c *crawler.Cookie) bool {
	return identifies(c.Value) && !s.inTwoProfiles(c.Value, func(page *crawler.Page, tell func(string)) {
		for i := range page.Cookies {
			if other := &page.Cookies[i]; other.Name == c.Name && other.Domain == c.Domain && other.Path == c.Path && other.Partition == c.Partition {
				tell(other.Value)
			}
		}
	})
}

// IdentifiesItem says the same of a key of storage.
func (s *Site) IdentifiesItem(item *crawler.StorageItem) bool {
	return identifies(item.Value) && !s.inTwoProfiles(item.Value, func(page *crawler.Page, tell func(string)) {
		for _, other := range page.Storage {
			if other.Area == item.Area && other.Origin == item.Origin && other.Partition == item.Partition && other.Key == item.Key {
				tell(other.Value)
			}
		}
	})
}

// inTwoProfiles says whether a value stood in the profiles of two states. An e-mail address, and its hash, tells a person in every profile; ours
// are typed alike into all of them.
func (s *Site) inTwoProfiles(value string, on func(page *crawler.Page, tell func(string))) bool {
	if Recognise(value, "") != ID {
		return false
	}
	states := map[practice.Condition]bool{}
	for _, page := range s.Pages {
		on(page, func(other string) {
			if other == value {
				states[page.State] = true
			}
		})
	}
	return len(states) > 1
}
