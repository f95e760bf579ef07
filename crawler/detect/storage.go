package detect

import (
	"fmt"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// Storage sees what the pages keep in the browser beside cookies.
var Storage = &Detector{Name: "storage", Doc: storageDoc, Run: storage}

const storageDoc = `local storage, session storage and databases that the pages keep in the browser

Article 5(3) of the ePrivacy directive does not tell cookies from other storage, and neither does this detector: vendor and purpose come from
the table of well-known keys (storage.txt, then cookies.txt), else from the owner of the origin, else from the script that wrote it.
Session storage ends with the browser session; the rest never does.

Example: localStorage["_hjSessionUser_42"] = {"id":"3f1c..."}:

	site track tracer.local_storage by Hotjar for analytics.audience after acceptance`

func storage(s *Site) []practice.Observation {
	var seen []practice.Observation
	for _, page := range s.Pages {
		for i := range page.Storage {
			item := &page.Storage[i]
			seen = append(seen, practice.Observation{
				Practice: s.StoragePractice(item),
				Name:     shownName(item.Key),
				Period:   storagePeriod(item.Area),
				Evidence: []practice.Evidence{{Source: bare(item.Page), Detail: storageDetail(item)}},
			})
		}
	}
	return seen
}

// StoragePractice is what keeping an item means: who reads it, for what, as far as that is known.
func (s *Site) StoragePractice(item *crawler.StorageItem) practice.Practice {
	host := crawler.Host(item.Origin)
	row, known := knownKeys.find(s.Scope, item.Key, host, practice.Session)
	if !known {
		// The lifetimes of cookies.txt are those of cookies: of storage, a word in the key is believed whatever its age.
		row, _ = knownCookies.find(s.Scope, item.Key, host, practice.Session)
	}
	p := practice.Practice{
		Actor:     practice.Site,
		Action:    practice.Track,
		Data:      "tracer.local_storage",
		Recipient: s.Scope.Owner(host),
		Purpose:   row.purpose,
		Condition: item.State,
	}
	s.attribute(&p, row, host, item.Initiator)
	if s.itemKeepsChoice(p, item) {
		p.Purpose = choicePurpose
	}
	return p
}

func storagePeriod(area string) practice.Period {
	if area == "session" {
		return practice.Session
	}
	return practice.Unlimited
}

// areaNames are the interfaces that the areas belong to, as scripts call them.
var areaNames = map[string]string{"local": "localStorage", "session": "sessionStorage", "indexeddb": "IndexedDB", "cache": "Cache API", "file": "file system"}

func storageDetail(item *crawler.StorageItem) string {
	area := areaNames[item.Area]
	if area == "" {
		area = item.Area
	}
	detail := fmt.Sprintf("%s key %s of %s", area, shownName(item.Key), bare(item.Origin))
	if by := item.Initiator.Place(); by.URL != "" {
		detail += " written by " + callAt(by)
	}
	return detail
}
