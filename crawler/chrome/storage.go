package chrome

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/crawler"
)

// storage joins what the documents' storage holds in the end with the calls that were seen to write it. What
// was written and removed again is told too. A value that a script assigned as a property has no known writer.
func (r *recording) storage(present []crawler.StorageItem) []crawler.StorageItem {
	type place struct{ area, origin, key string }
	var all []crawler.StorageItem
	at := map[place]int{}
	add := func(item crawler.StorageItem) {
		key := place{item.Area, item.Origin, item.Key}
		if i, seen := at[key]; seen {
			all[i].Initiator = firstKnown(all[i].Initiator, item.Initiator)
			return
		}
		at[key] = len(all)
		all = append(all, item)
	}
	for _, item := range present {
		add(item)
	}
	for _, w := range r.writes {
		if w.Kind != "storage" || w.time.Before(r.fromTime) {
			continue
		}
		item := crawler.StorageItem{Area: w.Area, Origin: w.Origin, Key: w.Name, Value: w.Value, Initiator: w.initiator()}
		if w.Area != "indexeddb" {
			add(item)
			continue
		}
		stores := 0
		for i := range all { // a database is opened by its name; what is told are its stores
			if all[i].Area == w.Area && all[i].Origin == w.Origin && (all[i].Key == w.Name || strings.HasPrefix(all[i].Key, w.Name+"/")) {
				all[i].Initiator = firstKnown(all[i].Initiator, item.Initiator)
				stores++
			}
		}
		if stores == 0 {
			add(item)
		}
	}
	slices.SortStableFunc(all, func(a, b crawler.StorageItem) int {
		return cmp.Or(cmp.Compare(a.Area, b.Area), cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Key, b.Key))
	})
	return all
}

// firstKnown returns known, or found if known is nobody.
func firstKnown(known, found crawler.Initiator) crawler.Initiator {
	if known.Type == "" {
		return found
	}
	return known
}
