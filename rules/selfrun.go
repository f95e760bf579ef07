package rules

import (
	_ "embed"
	"slices"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

//go:embed selfrun.txt
var selfRunText string

var selfRunSoftware = sync.OnceValue(func() map[practice.Party]bool {
	table := map[practice.Party]bool{}
	for _, row := range practice.MustTable("selfrun.txt", selfRunText, 1) {
		table[practice.Party(row.Columns[0])] = true
	}
	return table
})

// selfRun returns the makers of measuring software that the company runs by itself: tracers of their names were seen, nothing was seen to go to
// them, and the notice does not speak of them. What such a tracer tells stays with the company, whoever wrote the software.
func selfRun(seen []practice.Practice, notice practice.Notice) map[practice.Party]bool {
	own := map[practice.Party]bool{}
	for _, p := range seen {
		if p.Action == practice.Track && selfRunSoftware()[p.Recipient] {
			own[p.Recipient] = true
		}
	}
	for _, p := range seen {
		if p.Action != practice.Track {
			delete(own, p.Recipient)
		}
	}
	for maker := range own {
		if slices.ContainsFunc(notice.Declarations, func(d practice.Declaration) bool { return mentions(d.Text, maker) || slices.Contains(d.Vendors, maker) }) {
			delete(own, maker)
		}
	}
	return own
}
