package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

type (
	// An inventoryView lists the practices of one kind.
	inventoryView struct {
		Label string
		Rows  []inventoryRow
	}
	inventoryRow struct {
		Name, Practice, Period, Where, More string
		states                              []string
		places                              int
	}
)

// add counts what was seen in one more consent state.
func (r *inventoryRow) add(o practice.Observation) {
	if len(o.Evidence) > 0 && r.Where == "" {
		r.Where = Clean(spot(o.Evidence[0]))
	}
	r.places += len(o.Evidence)
	if state := string(o.Practice.Condition); state != "" && !slices.Contains(r.states, state) {
		r.states = append(r.states, state)
	}
}

// An inventoryKind is one list of the inventory.
type inventoryKind struct {
	key   string // of its label
	takes func(practice.Practice) bool
}

// inventories are the lists; an observation stands in the first that takes it.
var inventories = []inventoryKind{
	{"code", func(p practice.Practice) bool { return p.Actor == practice.Code }},
	{"cookies", func(p practice.Practice) bool { return practice.Covers(practice.Track, p.Action) }},
	{"recipients", func(p practice.Practice) bool { return p.Recipient != "" }},
	{"forms", func(p practice.Practice) bool { return p.Action == practice.Collect }},
	{"others", func(practice.Practice) bool { return true }},
}

// inventory lists everything that was seen, each practice under each name once, with the consent states in which it was seen.
func (v viewer) inventory(seen []practice.Observation) []inventoryView {
	lists := make([]map[string]*inventoryRow, len(inventories))
	for _, o := range seen {
		i := slices.IndexFunc(inventories, func(k inventoryKind) bool { return k.takes(o.Practice) })
		if lists[i] == nil {
			lists[i] = map[string]*inventoryRow{}
		}
		p := o.Practice
		p.Condition = practice.Always
		row := inventoryRow{Name: Clean(o.Name), Practice: Clean(p.String()), Period: v.period(o.Period)}
		key := strings.Join([]string{row.Practice, row.Name, row.Period}, "\x00")
		if lists[i][key] == nil {
			lists[i][key] = &row
		}
		lists[i][key].add(o)
	}
	var out []inventoryView
	for i, list := range lists {
		if len(list) == 0 {
			continue
		}
		view := inventoryView{Label: v.words.of(inventories[i].key)}
		for _, row := range list {
			if len(row.states) > 0 {
				row.Practice += " " + Clean(strings.Join(inOrder(row.states), ", "))
			}
			if row.places > 1 {
				row.More = fmt.Sprintf(v.words.of("more"), row.places-1)
			}
			view.Rows = append(view.Rows, *row)
		}
		slices.SortFunc(view.Rows, func(a, b inventoryRow) int {
			return cmp.Or(cmp.Compare(a.Practice, b.Practice), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Period, b.Period))
		})
		out = append(out, view)
	}
	return out
}
