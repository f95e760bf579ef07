package chrome

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/domstorage"
)

// A storageKey tells one stored item from the others.
type storageKey struct{ area, origin, partition, key string }

func storageKeyOf(item crawler.StorageItem) storageKey {
	return storageKey{item.Area, item.Origin, item.Partition, item.Key}
}

// splitStorageKey reads a storage key as the browser writes it: "https://shop.example/" for what belongs to the top-level site itself, and
// "https://frame.example/^0https://shop.example" for a frame's under that site (blink::StorageKey). Its other attributes, such as that of an
// opaque origin, name no site.
func splitStorageKey(key string) (origin, partition string) {
	origin, rest, _ := strings.Cut(key, "^")
	for attribute := range strings.SplitSeq(rest, "^") {
		if site, ok := strings.CutPrefix(attribute, "0"); ok && isNetwork(site) {
			partition = site
		}
	}
	return strings.TrimSuffix(origin, "/"), partition
}

// A storedItem is a key of local or session storage that was written, in whatever way, with the value that it had first.
type storedItem struct {
	crawler.StorageItem
	told time.Time // when it was written last
}

// stored notes that a key was written. It runs in the reader.
func (r *recording) stored(id *domstorage.StorageID, key, value string) {
	if id == nil {
		return
	}
	item := crawler.StorageItem{Area: "session", Key: key, Value: value}
	if id.IsLocalStorage {
		item.Area = "local"
	}
	item.Origin, item.Partition = splitStorageKey(cmp.Or(string(id.StorageKey), id.SecurityOrigin))
	r.mu.Lock()
	defer r.mu.Unlock()
	if known := r.items[storageKeyOf(item)]; known != nil {
		known.told = time.Now()
		return
	}
	if isNetwork(item.Origin) && r.take(someWrites, len(r.items), r.limits.writes, len(key)+len(value)) {
		r.items[storageKeyOf(item)] = &storedItem{item, time.Now()}
	}
}

// A shelf is what is told of storage, each key once.
type shelf struct {
	items  []crawler.StorageItem
	at     map[storageKey]int
	called map[storageKey][]int // by what a call tells: without partition, and of a database without store
}

// callKey is what a call tells of the item that it writes.
func callKey(item crawler.StorageItem) storageKey {
	key := storageKeyOf(item)
	key.partition = ""
	if item.Area == "indexeddb" { // the name of a database may hold a slash, that of a store hardly does
		key.key = item.Key[:max(strings.LastIndexByte(item.Key, '/'), 0)]
	}
	return key
}

// add puts an item on the shelf, or its writer to the item that is there.
func (s *shelf) add(item crawler.StorageItem) {
	key := storageKeyOf(item)
	if i, seen := s.at[key]; seen {
		s.items[i].Initiator = firstKnown(s.items[i].Initiator, item.Initiator)
		return
	}
	s.at[key] = len(s.items)
	s.called[callKey(item)] = append(s.called[callKey(item)], len(s.items))
	s.items = append(s.items, item)
}

// written tells the shelf of a call. A call does not say under which site its storage is kept, and opens a database by its name, while
// what is told are its stores.
func (s *shelf) written(item crawler.StorageItem) {
	key := storageKeyOf(item)
	_, whole := s.at[key] // a database that nobody could look into
	for _, i := range s.called[key] {
		s.items[i].Initiator = firstKnown(s.items[i].Initiator, item.Initiator)
	}
	if whole || len(s.called[key]) == 0 {
		s.add(item)
	}
}

// storage joins what the documents' storage holds in the end with what was seen to be written to it, and by whom. What
// was written and removed again is told too. A value that a script assigned as a property has no known writer.
// What was known before in the session and was not written again is left out.
func (r *recording) storage(present []crawler.StorageItem, known map[storageKey]bool) []crawler.StorageItem {
	all := &shelf{at: map[storageKey]int{}, called: map[storageKey][]int{}}
	fresh := map[storageKey]bool{}
	for _, item := range present {
		all.add(item)
	}
	for key, item := range r.items {
		if !item.told.Before(r.fromTime) {
			fresh[key] = true
			all.add(item.StorageItem)
		}
	}
	for _, w := range r.writes {
		if w.Kind == "storage" && !w.time.Before(r.fromTime) {
			all.written(crawler.StorageItem{Area: w.Area, Origin: w.Origin, Key: w.Name, Value: w.Value, Initiator: r.writer(w)})
		}
	}
	items := slices.DeleteFunc(all.items, func(item crawler.StorageItem) bool {
		key := storageKeyOf(item)
		old := known[key]
		known[key] = true
		return old && item.Initiator.Type == "" && !fresh[key]
	})
	slices.SortStableFunc(items, func(a, b crawler.StorageItem) int {
		return cmp.Or(cmp.Compare(a.Area, b.Area), cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Partition, b.Partition), cmp.Compare(a.Key, b.Key))
	})
	return items
}

// firstKnown returns known, or found if known is nobody.
func firstKnown(known, found crawler.Initiator) crawler.Initiator {
	if known.Type == "" {
		return found
	}
	return known
}
