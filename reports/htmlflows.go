package reports

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/candor-privacy/candor/practice"
)

type (
	// A flowsView draws categories of data on the left and recipients on the right.
	flowsView struct {
		Width, Height int
		Legend        []choiceView
		Links         []flowLink
		Nodes         []flowNode
	}
	flowLink struct {
		Standing, Path, Title string
		Weight                int
	}
	flowNode struct {
		X, Y, Dot, Middle int
		Anchor, Label     string
	}
	timelineView struct {
		States []string
		Rows   []timelineRow
	}
	timelineRow struct {
		Party string
		Cells []timelineCell
	}
	timelineCell struct {
		Data  []string
		Cards []cardLink // of discrepancies about that moment
		told  []string   // practices that stand in it already
	}
)

// Measures of the picture, in CSS pixels.
const (
	flowRow   = 24
	flowLeft  = 250 // where links begin
	flowRight = 650 // and end
	flowWidth = 900
)

// flows draws the cells of the matrix in which data reach somebody else, or are said to.
func (v viewer) flows(all []practice.Coverage) *flowsView {
	cells := slices.DeleteFunc(slices.Clone(all), func(c practice.Coverage) bool { return c.Recipient == "" })
	if len(cells) == 0 {
		return nil
	}
	data := positions(cells, func(c practice.Coverage) string { return string(c.Data) })
	parties := positions(cells, func(c practice.Coverage) string { return string(c.Recipient) })
	f := &flowsView{Width: flowWidth, Height: flowRow * (1 + max(len(data), len(parties)))}
	for name, at := range data {
		f.Nodes = append(f.Nodes, flowNode{flowLeft - 10, middle(at) + 4, flowLeft, middle(at), "end", Clean(name)})
	}
	for name, at := range parties {
		f.Nodes = append(f.Nodes, flowNode{flowRight + 10, middle(at) + 4, flowRight, middle(at), "start", Clean(name)})
	}
	slices.SortFunc(f.Nodes, func(a, b flowNode) int { return cmp.Or(a.X-b.X, a.Y-b.Y) })
	slices.SortStableFunc(cells, func(a, b practice.Coverage) int { // the worst is drawn last, on top
		return cmp.Compare(slices.Index(practice.Standings, b.Standing), slices.Index(practice.Standings, a.Standing))
	})
	there := map[practice.Standing]bool{}
	for _, c := range cells {
		there[c.Standing] = true
		from, to := middle(data[string(c.Data)]), middle(parties[string(c.Recipient)])
		half := (flowLeft + flowRight) / 2
		f.Links = append(f.Links, flowLink{
			Standing: string(c.Standing), Weight: 1 + min(4, (c.Site+c.Code+1)/2),
			Path:  fmt.Sprintf("M%d %d C%d %d %d %d %d %d", flowLeft, from, half, from, half, to, flowRight, to),
			Title: fmt.Sprintf("%s → %s: %s", Clean(string(c.Data)), Clean(string(c.Recipient)), v.words.or("standing."+string(c.Standing), string(c.Standing))),
		})
	}
	for _, s := range practice.Standings {
		if there[s] {
			f.Legend = append(f.Legend, choiceView{string(s), v.words.of("standing." + string(s))})
		}
	}
	return f
}

// positions numbers the terms of the cells in their order.
func positions(cells []practice.Coverage, term func(practice.Coverage) string) map[string]int {
	var terms []string
	for _, c := range cells {
		terms = append(terms, term(c))
	}
	slices.Sort(terms)
	at := map[string]int{}
	for i, t := range slices.Compact(terms) {
		at[t] = i
	}
	return at
}

// middle is the height of the n-th row.
func middle(n int) int { return flowRow * (n + 1) }

// timeline tells by consent state to whom data go and who keeps identifiers: of everything that was seen, or else of what the outcome tells.
func (v viewer) timeline(o practice.Outcome) *timelineView {
	if len(o.Record.States) < 2 {
		return nil
	}
	broken := map[string][]cardLink{} // by what was seen: where it was not to be done in that state
	var seen []practice.Observation
	for i, d := range o.Discrepancies {
		seen = append(seen, d.Observed...)
		if d.Practice.Condition == practice.Always {
			continue
		}
		link := cardLink{Clean(d.ID), i + 1}
		for _, s := range d.Observed {
			if p := s.Practice.String(); len(broken[p]) == 0 || broken[p][len(broken[p])-1] != link {
				broken[p] = append(broken[p], link)
			}
		}
	}
	for _, k := range o.Kept {
		seen = append(seen, k.Observed...)
	}
	seen = append(seen, v.opts.Seen...)
	rows := map[practice.Party]map[practice.Condition]*timelineCell{}
	for _, s := range seen {
		p := s.Practice
		if p.Actor != practice.Site || p.Recipient == "" || !slices.Contains(o.Record.States, p.Condition) {
			continue
		}
		if rows[p.Recipient] == nil {
			rows[p.Recipient] = map[practice.Condition]*timelineCell{}
		}
		cell := rows[p.Recipient][p.Condition]
		if cell == nil {
			cell = &timelineCell{}
			rows[p.Recipient][p.Condition] = cell
		}
		done := p.String()
		if slices.Contains(cell.told, done) {
			continue // of ten thousand observations most are of a practice that was seen before
		}
		cell.told = append(cell.told, done)
		cell.Data = append(cell.Data, Clean(string(p.Data)))
		cell.Cards = append(cell.Cards, broken[done]...)
	}
	if len(rows) == 0 {
		return nil
	}
	return v.timelineRows(o.Record.States, rows)
}

func (v viewer) timelineRows(states []practice.Condition, rows map[practice.Party]map[practice.Condition]*timelineCell) *timelineView {
	t := &timelineView{States: each(states, v.state)}
	for party, cells := range rows {
		row := timelineRow{Party: v.party(party)}
		for _, state := range states {
			cell := timelineCell{}
			if c := cells[state]; c != nil {
				slices.SortFunc(c.Cards, func(a, b cardLink) int { return a.Number - b.Number })
				cell = timelineCell{Data: distinct(c.Data), Cards: slices.Compact(c.Cards)}
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	slices.SortFunc(t.Rows, func(a, b timelineRow) int { return cmp.Compare(a.Party, b.Party) })
	return t
}
