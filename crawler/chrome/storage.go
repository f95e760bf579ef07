package chrome

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/crawler"
)

// A storageKey tells one stored item from the others.
type storageKey struct{ area, origin, key string }

func storageKeyOf(item crawler.StorageItem) storageKey {
	return storageKey{item.Area, item.Origin, item.Key}
}

// storage joins what the documents' storage holds in the end with the calls that were seen to write it. What
// was written and removed again is told too. A value that a script assigned as a property has no known writer.
// What was known before in the session and was not written again is left out.
func (r *recording) storage(present []crawler.StorageItem, known map[storageKey]bool) []crawler.StorageItem {
	var all []crawler.StorageItem
	at := map[storageKey]int{}
	add := func(item crawler.StorageItem) {
		key := storageKeyOf(item)
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
	all = slices.DeleteFunc(all, func(item crawler.StorageItem) bool {
		key := storageKeyOf(item)
		old := known[key]
		known[key] = true
		return old && item.Initiator.Type == ""
	})
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
