package rules

import (
	"fmt"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

// A pivot is what two statements have in common where they clash: the second is filed under it, so that nobody has to go through all.
type pivot struct {
	files func(x *register, b *practice.Declaration) []string // the keys under which a second is filed
	asks  func(a *practice.Declaration) ([]string, bool)      // the keys of all that can meet a first; false where they may be anywhere
}

// byData is for clashes where meetsData holds.
var byData = &pivot{
	files: func(_ *register, b *practice.Declaration) []string { return dataKeys("", b) },
	asks:  func(a *practice.Declaration) ([]string, bool) { return askedData("", a), len(a.Data) > 0 },
}

// byAct is for clashes where meetsData and sameFamily hold.
var byAct = &pivot{
	files: func(_ *register, b *practice.Declaration) []string {
		keys := dataKeys(string(b.Kind.Action()), b)
		if b.Kind == practice.KindSell {
			keys = append(keys, dataKeys(string(practice.KindShare.Action()), b)...)
		}
		if b.Kind == practice.KindUse { // what is collected for one end alone
			keys = append(keys, dataKeys(string(practice.KindCollect.Action()), b)...)
		}
		if b.Kind == practice.KindShare && slices.Contains(b.Purposes, "sale") {
			keys = append(keys, dataKeys(string(practice.KindSell.Action()), b)...)
		}
		return keys
	},
	asks: func(a *practice.Declaration) ([]string, bool) { return askedData(string(a.Kind.Action()), a), true },
}

// dataKeys are the data of a statement and what covers them, with an act before them, and the act alone.
func dataKeys(act string, b *practice.Declaration) []string {
	keys := []string{act}
	if len(b.Data) == 0 {
		return append(keys, act+" "+string(practice.Personal))
	}
	for _, d := range b.Data {
		for _, broader := range broaderData(string(d)) {
			keys = append(keys, act+" "+broader)
		}
	}
	return keys
}

func askedData(act string, a *practice.Declaration) []string {
	if len(a.Data) == 0 {
		return []string{act}
	}
	var keys []string
	for _, d := range a.Data {
		keys = append(keys, act+" "+string(d))
	}
	return keys
}

// byParty is for clashes where somebody who receives by the second is, or acts as, one who receives by the first, if anybody does.
var byParty = &pivot{
	files: func(x *register, b *practice.Declaration) []string {
		var keys []string
		for _, p := range recipients(b) {
			keys = append(keys, x.keysOf(p)...)
		}
		for _, purpose := range b.Purposes {
			if class := actingClass(purpose); class != "" {
				keys = append(keys, string(class))
			}
		}
		if b.Kind == practice.KindSell && len(recipients(b)) == 0 {
			keys = append(keys, buyer)
		}
		return keys
	},
	asks: func(a *practice.Declaration) ([]string, bool) {
		var keys []string
		for _, p := range recipients(a) {
			keys = append(keys, practice.PartyKeys(p)...)
		}
		if a.Kind == practice.KindSell && len(keys) > 0 {
			keys = append(keys, buyer)
		}
		return keys, len(keys) > 0
	},
}

// buyer is the key of a sale to nobody in particular.
const buyer = "buyer"

// byKept is for clashes where both keep the same data or the same tracers for the same purposes and vendors.
var byKept = &pivot{
	files: func(_ *register, b *practice.Declaration) []string { return []string{whatIsKept(b)} },
	asks:  func(a *practice.Declaration) ([]string, bool) { return []string{whatIsKept(a)}, true },
}

func whatIsKept(d *practice.Declaration) string {
	return fmt.Sprint(d.Kind, unique(d.Data), unique(d.Purposes), unique(d.Vendors), unique(d.Tracers))
}

// unique is a list in order, each member once.
func unique[T ~string](list []T) []T {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// An index finds the seconds of one clash.
type index struct {
	all    []int // their places in the list, ascending
	pivots []*pivot
	filed  []map[string][]int // of each pivot
}

func (k *clash) index(s *said) index {
	x := index{all: s.those(k.second), pivots: k.pivots}
	for _, p := range k.pivots {
		filed := map[string][]int{}
		for _, i := range x.all {
			for _, key := range s.filedUnder(p, i) {
				filed[key] = append(filed[key], i)
			}
		}
		x.filed = append(x.filed, filed)
	}
	return x
}

// filedUnder are the keys under which a pivot files a statement, each once.
func (s *said) filedUnder(p *pivot, at int) []string {
	if s.keys[p] == nil {
		s.keys[p] = make([][]string, len(s.list))
	}
	if keys := &s.keys[p][at]; *keys == nil {
		*keys = unique(p.files(s.register, &s.list[at]))
	}
	return s.keys[p][at]
}

// against are the seconds that a first can meet, ascending: by the pivot that leaves the fewest.
func (x *index) against(a *practice.Declaration) []int {
	fewest, keys, filed := len(x.all), []string(nil), map[string][]int(nil)
	for i, p := range x.pivots {
		asked, ok := p.asks(a)
		if !ok {
			continue
		}
		asked = unique(asked)
		n := 0
		for _, key := range asked {
			n += len(x.filed[i][key])
		}
		if n < fewest {
			fewest, keys, filed = n, asked, x.filed[i]
		}
	}
	switch {
	case filed == nil:
		return x.all
	case len(keys) == 1:
		return filed[keys[0]]
	}
	list := make([]int, 0, fewest)
	for _, key := range keys {
		list = append(list, filed[key]...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}
