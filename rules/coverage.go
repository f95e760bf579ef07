package rules

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// spot is where a cell of the matrix stands: a category of data, and who has it; "" for the company itself.
type spot struct {
	data      practice.Data
	recipient practice.Party
}

// coverage is the matrix of what is said and seen. There is a cell for everything that was seen, and one for each category and recipient of a
// statement of which nothing was.
func (c *Case) coverage(seen seenCells, found []practice.Discrepancy) []practice.Coverage {
	seen.tell(found)
	cells := seen.cells
	notes := notesOf(found)
	for at, said := range seen.unmet {
		cell := c.saidCell(at, said, notes)
		cells[at] = &cell
	}
	list := make([]practice.Coverage, 0, len(cells))
	for _, cell := range cells {
		list = append(list, *cell)
	}
	slices.SortFunc(list, func(a, b practice.Coverage) int {
		return cmp.Or(cmp.Compare(a.Data, b.Data), cmp.Compare(a.Recipient, b.Recipient))
	})
	return list
}

// seenCells are the cells of what was seen, and what is said of which nothing was.
type seenCells struct {
	cells map[spot]*practice.Coverage
	best  map[spot]grade // of those who say it
	unmet map[spot][]*practice.Declaration
}

func (c *Case) seenCells() seenCells {
	all := seenCells{cells: map[spot]*practice.Coverage{}, best: map[spot]grade{}}
	for _, r := range c.relations {
		at := spot{r.practice.Data, r.practice.Recipient}
		if at.data == "" || r.practice.Action == practice.Signal {
			continue
		}
		cell := all.cells[at]
		if cell == nil {
			cell = &practice.Coverage{Data: at.data, Recipient: at.recipient, Discrepancies: []string{}}
			all.cells[at] = cell
		}
		if r.practice.Actor == practice.Code {
			cell.Code += r.evidence
		} else {
			cell.Site += r.evidence
		}
	}
	judgements := map[spot][]*judgement{}
	for _, r := range c.judgements {
		at := spot{r.practice.Data, r.practice.Recipient}
		if all.cells[at] != nil && r.practice.Action != practice.Signal {
			judgements[at] = append(judgements[at], r.judgement)
		}
	}
	room := make([]grade, len(c.register.all))
	var said []graded
	for at, cell := range all.cells {
		said = c.register.appendGrades(said[:0], judgements[at], room)
		cell.Said, cell.Standing = bestSaid(said)
		all.best[at] = bestOf(said)
	}
	all.unmet = c.unmet(all.cells)
	return all
}

// unmet are the statements by the cells that they are about, of which nothing was seen.
func (c *Case) unmet(cells map[spot]*practice.Coverage) map[spot][]*practice.Declaration {
	reached := reachOf(cells)
	unmet := map[spot][]*practice.Declaration{}
	for _, d := range c.register.all {
		if reasons()[d.Kind] == "" || d.Modality == practice.Soft {
			continue // no practice, or no promise
		}
		for _, at := range spots(d) {
			if cells[at] == nil && (d.Polarity == practice.Denied || !reached.any(at, c.register)) {
				unmet[at] = append(unmet[at], d)
			}
		}
	}
	return unmet
}

// tell adds the discrepancies to the cells that they are about.
func (x seenCells) tell(found []practice.Discrepancy) {
	for i := range found {
		d := &found[i]
		for k := range d.Observed {
			p := &d.Observed[k].Practice
			at := spot{p.Data, p.Recipient}
			if k > 0 && at == (spot{d.Observed[k-1].Practice.Data, d.Observed[k-1].Practice.Recipient}) {
				continue
			}
			cell := x.cells[at]
			if cell == nil || slices.Contains(cell.Discrepancies[max(0, len(cell.Discrepancies)-1):], d.ID) {
				continue // what is found comes one after the other, so that only the last can be this one
			}
			cell.Discrepancies = append(cell.Discrepancies, d.ID)
			cell.Standing = worst(cell.Standing, standingOf(d.Verdict))
			if cell.Standing == practice.StandsOmitted && x.best[at] == umbrella {
				cell.Said = []practice.Mention{} // "personal data" is what the discrepancy says is not enough
			}
		}
	}
}

// A graded statement is one that says something of a cell, and how well.
type graded struct {
	*practice.Declaration
	grade grade
}

// appendGrades adds the statements that bear on judgements, each with the best grade that it has in any. The room has a place for each statement, and is
// left as it was: empty.
func (x *register) appendGrades(said []graded, judgements []*judgement, room []grade) []graded {
	begin := len(said)
	for _, j := range judgements {
		for g, list := range [...][]*practice.Declaration{umbrella: j.umbrella, vague: j.vague, clear: j.clear, denied: j.against} {
			for _, d := range list {
				best := &room[x.place[d]]
				if *best == silent {
					said = append(said, graded{Declaration: d})
				}
				*best = max(*best, grade(g))
			}
		}
	}
	for i := begin; i < len(said); i++ {
		best := &room[x.place[said[i].Declaration]]
		said[i].grade, *best = *best, silent
	}
	return said
}

// denied is the grade of a statement that says the contrary, above those that say it.
const denied = clear + 1

// bestSaid keeps the statements that say it best, and those against it.
func bestSaid(said []graded) ([]practice.Mention, practice.Standing) {
	best := bestOf(said)
	var list []*practice.Declaration
	for _, s := range said {
		if s.grade == best || s.grade == denied {
			list = append(list, s.Declaration)
		}
	}
	standing := practice.StandsExempt
	switch best {
	case clear:
		standing = practice.StandsKept
	case vague, umbrella:
		standing = practice.StandsVague
	}
	return mentionsOf(list), standing
}

func bestOf(said []graded) grade {
	best := silent
	for _, s := range said {
		if s.grade != denied {
			best = max(best, s.grade)
		}
	}
	return best
}

// saidCell is the cell of statements of which nothing was seen.
func (c *Case) saidCell(at spot, said []*practice.Declaration, notes notes) practice.Coverage {
	cell := practice.Coverage{Data: at.data, Recipient: at.recipient, Said: mentionsOf(said), Discrepancies: []string{}}
	cell.Standing = practice.StandsExempt
	for _, d := range said {
		own := practice.StandsUnverifiable
		if d.Polarity == practice.Denied && c.watched(d) {
			own = practice.StandsKept
		}
		for _, f := range notes[placeOf(d)] {
			if !touches(f, d, at) {
				continue
			}
			own = worst(own, standingOf(f.Verdict))
			if !slices.Contains(cell.Discrepancies, f.ID) {
				cell.Discrepancies = append(cell.Discrepancies, f.ID)
			}
		}
		cell.Standing = worst(cell.Standing, own)
	}
	if cell.Standing == practice.StandsUnverifiable {
		cell.Why = c.reasonOf(at, said)
	}
	return cell
}

// touches reports whether a discrepancy that quotes a statement is about this cell of it. What was seen breaks a denial, and is in a cell of its own
// otherwise; of several companies that a statement names one can be gone.
func touches(f *practice.Discrepancy, d *practice.Declaration, at spot) bool {
	switch {
	case len(f.Observed) > 0:
		return d.Polarity == practice.Denied && dataGrade([]practice.Data{at.data}, f.Practice.Data) != silent
	case f.Verdict == practice.Stale && f.Practice.Recipient != "":
		return practice.CoversParty(at.recipient, f.Practice.Recipient)
	}
	return true
}

// reasonOf says why nothing could be seen of statements: what is particular to the company that they name, or else to their kind.
func (c *Case) reasonOf(at spot, said []*practice.Declaration) string {
	if _, class := practice.LookupTerm(string(at.recipient), practice.RecipientTerm); at.recipient != "" && !class {
		if _, why := c.vendorGone(at.recipient); why != "" {
			return why
		}
	}
	return strings.ReplaceAll(reasons()[said[0].Kind], "{reach}", c.reach())
}

// spots are the cells that a statement is about: each of its categories with each of its recipients, or with the company itself.
func spots(d *practice.Declaration) []spot {
	data := d.Data
	if len(data) == 0 {
		data = []practice.Data{practice.Personal}
	}
	parties := slices.Concat(named(d), classes(d))
	switch {
	case len(parties) == 0 && sharing(d.Kind.Action()) && d.Kind != practice.KindTransfer:
		parties = []practice.Party{practice.ThirdParty}
	case len(parties) == 0:
		parties = []practice.Party{""}
	}
	var list []spot
	for _, x := range data {
		for _, p := range parties {
			list = append(list, spot{x, p})
		}
	}
	return list
}

// classes are the classes of recipients that a statement names and does not spell out; the company itself is none.
func classes(d *practice.Declaration) []practice.Party {
	if len(d.Members) > 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(d.Recipients), func(p practice.Party) bool { return !practice.CoversParty(practice.ThirdParty, p) })
}

// reach is what was seen, by the keys of those who have it (practice.CoveringKeys), and then by category.
type reach map[string]map[practice.Data][]practice.Party

func reachOf(cells map[spot]*practice.Coverage) reach {
	all := reach{}
	keys := map[practice.Party][]string{"": {""}}
	for at := range cells {
		if keys[at.recipient] == nil {
			keys[at.recipient] = practice.CoveringKeys(at.recipient)
		}
		for _, key := range keys[at.recipient] {
			if all[key] == nil {
				all[key] = map[practice.Data][]practice.Party{}
			}
			all[key][at.data] = append(all[key][at.data], at.recipient)
		}
	}
	return all
}

// any reports whether anything was seen that a cell covers.
func (r reach) any(at spot, x *register) bool {
	keys := []string{""}
	if at.recipient != "" {
		keys = x.namesOf(at.recipient)
	}
	for _, key := range keys {
		for data, parties := range r[key] {
			if oneDataGrade(at.data, data) != silent && slices.ContainsFunc(parties, func(p practice.Party) bool { return practice.CoversParty(at.recipient, p) }) {
				return true
			}
		}
	}
	return false
}

// notes are the discrepancies by the places of the statements that they quote.
type notes map[practice.Mention][]*practice.Discrepancy

func notesOf(found []practice.Discrepancy) notes {
	all := notes{}
	for i := range found {
		for k := range found[i].Declared {
			at := placeOf(&found[i].Declared[k])
			all[at] = append(all[at], &found[i])
		}
	}
	return all
}

func placeOf(d *practice.Declaration) practice.Mention {
	return practice.Mention{Source: d.Source, Line: d.Line, Page: d.Page, Start: d.Start, End: d.End, Polarity: d.Polarity}
}

// mentionsOf are the places of statements in the order of the text, each once.
func mentionsOf(said []*practice.Declaration) []practice.Mention {
	list := make([]practice.Mention, 0, len(said))
	begin := 0 // where those stand that are read from the same words
	for _, d := range inTextOrder(said) {
		m := placeOf(d)
		if begin < len(list) && (list[begin].Source != m.Source || list[begin].Start != m.Start || list[begin].End != m.End) {
			begin = len(list)
		}
		if !slices.Contains(list[begin:], m) {
			list = append(list, m)
		}
	}
	return list
}

// standingOf is where a discrepancy puts the cells that it is about.
func standingOf(v practice.Verdict) practice.Standing {
	switch v {
	case practice.Omitted:
		return practice.StandsOmitted
	case practice.Stale:
		return practice.StandsStale
	}
	return practice.StandsBroken
}

func worst(a, b practice.Standing) practice.Standing {
	if slices.Index(practice.Standings, b) < slices.Index(practice.Standings, a) {
		return b
	}
	return a
}
