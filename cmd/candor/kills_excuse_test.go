package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An excuse is what the gaps of a scan allow it to tell otherwise than another, which has none: of the pages that they name, something may be missing.
// On a machine that has no time for a page, a page does not answer. Nothing may be there that the other does not tell, and all else is the same.
type excuse map[string]bool // by the addresses of pages

// excuseOf is that of the gaps in an inventory. One that names no page that was to be visited excuses nothing.
func excuseOf(whole, cut map[string]any) excuse {
	e, pages := excuse{}, map[string]bool{}
	for _, p := range whole["pages"].([]any) {
		pages[text(p, "url")] = true
	}
	for _, g := range cut["gaps"].([]any) {
		if pages[text(g, "source")] {
			e[text(g, "source")] = true
		}
	}
	return e
}

// differences of a scan that was cut off to one that was whole and told no gap; "" if there are none but those that its gaps excuse.
func differences(whole, cut map[string]any) string {
	excused := excuseOf(whole, cut)
	if len(excused) == 0 {
		return cmp.Diff(whole, cut)
	}
	if made := invented(whole, cut); made != "" {
		return made
	}
	return cmp.Diff(excused.without(whole), excused.without(cut))
}

// without is an inventory without what belongs to an excused page. What every page of the site would show is left out only if all are excused.
func (e excuse) without(inventory map[string]any) map[string]any {
	rest := maps.Clone(inventory)
	rest["pages"] = e.others(inventory["pages"], "url")
	rest["gaps"] = e.others(inventory["gaps"], "source")
	states := map[string]any{}
	for name, s := range inventory["states"].(map[string]any) {
		state := maps.Clone(s.(map[string]any))
		state["requests"] = e.others(state["requests"], "page")
		delete(state, "hosts") // how many requests each got, which are compared one by one
		for _, kept := range []string{"cookies", "storage"} {
			state[kept] = e.anywhere(state[kept], len(rest["pages"].([]any)) == 0)
		}
		states[name] = state
	}
	rest["states"] = states
	return rest
}

// others are the entries of a list that belong to no excused page.
func (e excuse) others(list any, page string) []any {
	return slices.DeleteFunc(slices.Clone(list.([]any)), func(entry any) bool { return e[text(entry, page)] })
}

// anywhere are cookies or keys, whichever of the pages showed them first, and whether or not a page told who wrote them.
func (e excuse) anywhere(list any, allExcused bool) []any {
	kept := []any{}
	for _, entry := range list.([]any) {
		if allExcused {
			continue
		}
		one := maps.Clone(entry.(map[string]any))
		for _, key := range []string{"first_seen", "setter", "set_by"} {
			delete(one, key)
		}
		kept = append(kept, one)
	}
	return kept
}

// identity is what makes entries of a list the same, whether or not each is whole.
var identity = map[string][]string{
	"requests": {"page", "method", "url", "type", "target"}, "cookies": {"name", "domain", "path"}, "storage": {"origin", "area", "key"},
}

// invented tells what a scan that was cut off tells, and a whole one does not.
func invented(whole, cut map[string]any) string {
	made := beyond(whole["pages"], cut["pages"], []string{"state", "url"})
	states := whole["states"].(map[string]any)
	for name, state := range cut["states"].(map[string]any) {
		known, ok := states[name].(map[string]any)
		if !ok {
			made = append(made, "state "+name)
			continue
		}
		for list, keys := range identity {
			made = append(made, beyond(known[list], state.(map[string]any)[list], keys)...)
		}
	}
	if len(made) == 0 {
		return ""
	}
	slices.Sort(made)
	return "nobody but the scan that was killed tells of:\n" + strings.Join(made, "\n")
}

// beyond names the entries of a list that a known one does not have, or not as often.
func beyond(known, list any, keys []string) []string {
	var names, made []string
	for _, entry := range known.([]any) {
		names = append(names, nameOf(entry, keys))
	}
	for _, entry := range list.([]any) {
		name := nameOf(entry, keys)
		if i := slices.Index(names, name); i >= 0 {
			names = slices.Delete(names, i, i+1)
		} else {
			made = append(made, name)
		}
	}
	return made
}

func nameOf(entry any, keys []string) string {
	var parts []string
	for _, key := range keys {
		parts = append(parts, text(entry, key))
	}
	return strings.Join(parts, " ")
}

// text is a string in an entry of a list; "" if there is none.
func text(entry any, key string) string {
	s, _ := entry.(map[string]any)[key].(string)
	return s
}

// told is an inventory of a site of two pages, each of which sends a request, and which keep a cookie.
func told(t *testing.T) map[string]any {
	t.Helper()
	var inventory map[string]any
	if err := json.Unmarshal([]byte(`{
		"pages": [{"state": "before consent", "url": "/"}, {"state": "before consent", "url": "/one"}],
		"gaps": [],
		"states": {"before": {
			"requests": [{"page": "/", "method": "GET", "url": "/back", "status": 200}, {"page": "/one", "method": "GET", "url": "/back", "status": 200}],
			"cookies": [{"name": "visitor", "first_seen": "/", "set_by": "http"}], "storage": [], "hosts": [{"host": "shop", "requests": 2}]
		}}
	}`), &inventory); err != nil {
		t.Fatal(err)
	}
	return inventory
}

// What a gap excuses is what it names, and nothing beside it.
func TestAGapExcusesNothingButWhatItNames(t *testing.T) {
	state := func(inventory map[string]any) map[string]any {
		return inventory["states"].(map[string]any)["before"].(map[string]any)
	}
	gap := func(inventory map[string]any, page string) {
		inventory["gaps"] = []any{map[string]any{"source": page, "reason": "the page does not answer"}}
	}
	loses := func(inventory map[string]any, list string, i int) {
		state(inventory)[list] = slices.Delete(state(inventory)[list].([]any), i, i+1)
	}
	for name, tt := range map[string]struct {
		does    func(cut map[string]any)
		excused bool
	}{
		"nothing is missing":                 {func(map[string]any) {}, true},
		"a request is missing without a gap": {func(cut map[string]any) { loses(cut, "requests", 1) }, false},
		"a request of the page that the gap names is missing": {func(cut map[string]any) {
			gap(cut, "/one")
			loses(cut, "requests", 1)
		}, true},
		"a request of another page is missing": {func(cut map[string]any) {
			gap(cut, "/one")
			loses(cut, "requests", 0)
		}, false},
		"the gap names no page": {func(cut map[string]any) {
			gap(cut, "the site")
			loses(cut, "requests", 1)
		}, false},
		"a gap without a page that is named hides nothing, and is told": {func(cut map[string]any) { gap(cut, "the site") }, false},
		"the page of the gap tells a request that no other scan does": {func(cut map[string]any) {
			gap(cut, "/one")
			state(cut)["requests"] = append(state(cut)["requests"].([]any), map[string]any{"page": "/one", "method": "GET", "url": "/made-up"})
		}, false},
		"the page of the gap tells one request twice": {func(cut map[string]any) {
			gap(cut, "/one")
			state(cut)["requests"] = append(state(cut)["requests"].([]any), state(cut)["requests"].([]any)[1])
		}, false},
		"a request of the page of the gap was cut off": {func(cut map[string]any) {
			gap(cut, "/one")
			state(cut)["requests"].([]any)[1].(map[string]any)["status"] = 0
		}, true},
		"the cookie was seen at another page first": {func(cut map[string]any) {
			gap(cut, "/")
			state(cut)["cookies"].([]any)[0].(map[string]any)["first_seen"] = "/one"
		}, true},
		"the cookie is missing, and one page would have shown it": {func(cut map[string]any) {
			gap(cut, "/")
			loses(cut, "cookies", 0)
		}, false},
		"a page is there that no other scan tells": {func(cut map[string]any) {
			gap(cut, "/one")
			cut["pages"] = append(cut["pages"].([]any), map[string]any{"state": "before consent", "url": "/two"})
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			cut := told(t)
			tt.does(cut)
			if diff := differences(told(t), cut); (diff == "") != tt.excused {
				t.Errorf("excused is %t, want %t:\n%s", diff == "", tt.excused, diff)
			}
		})
	}
}
