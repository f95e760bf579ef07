package company

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// Kept stands in the place of a rule where a promise is kept.
const Kept = "kept"

// A Plant is a line of a company's truth: a place where its notice and its practice differ, or a promise that it keeps.
type Plant struct {
	ID       string
	Rule     string // or Kept
	Where    string // site, code, site+code, text
	Practice practice.Practice
	Name     string // of a cookie, key or field; or ""
	Words    string // of the notice, which it breaks or keeps; for an omission, the words next to which it should stand
	Line     int    // of the table
}

// String is what a finding has to be, to be this plant.
func (p Plant) String() string { return p.Rule + " " + p.Practice.String() + " " + p.Where }

// places are where something can be seen.
var places = []string{"site", "code", "site+code", "text"}

// ParseTruth reads a truth: plant, rule, where, practice, name, words, every one of them but the name needed. Errors name file and line.
func ParseTruth(file, text string) ([]Plant, error) {
	rows, err := practice.ParseTable(file, text, 6)
	if err != nil {
		return nil, err
	}
	plants := make([]Plant, len(rows))
	for i, r := range rows {
		c := r.Columns
		p, err := practice.Parse(c[3])
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s:%d: %w", file, r.Line, err)
		case p.String() != c[3]:
			return nil, fmt.Errorf("%s:%d: %q is spelled %q in the notation", file, r.Line, c[3], p)
		case !slices.Contains(places, c[2]):
			return nil, fmt.Errorf("%s:%d: seen in %q, want one of %s", file, r.Line, c[2], strings.Join(places, ", "))
		case c[0] == "" || c[1] == "" || c[5] == "":
			return nil, fmt.Errorf("%s:%d: a column is empty: want plant, rule, where, practice, name and words", file, r.Line)
		}
		plants[i] = Plant{ID: c[0], Rule: c[1], Where: c[2], Practice: p, Name: c[4], Words: c[5], Line: r.Line}
	}
	return plants, nil
}

// Where says where a discrepancy was seen, as a truth does.
func Where(d practice.Discrepancy) string {
	var seen []string
	for _, actor := range []practice.Party{practice.Site, practice.Code} {
		if slices.ContainsFunc(d.Observed, func(o practice.Observation) bool { return o.Practice.Actor == actor }) {
			seen = append(seen, string(actor))
		}
	}
	if len(seen) == 0 {
		return "text"
	}
	return strings.Join(seen, "+")
}

// Found is what an outcome says of a truth.
type Found struct {
	Plants []Plant // of the truth, without promises kept
	As     []int   // which discrepancy is each plant, as an index into the outcome's, or -1
	Extra  []int   // discrepancies that are no plant
}

// Compare holds an outcome against the truth: each discrepancy is one plant at most.
func Compare(truth []Plant, discrepancies []practice.Discrepancy) Found {
	var f Found
	left := map[string][]int{}
	for i, d := range discrepancies {
		is := Plant{Rule: d.Rule, Practice: d.Practice, Where: Where(d)}.String()
		left[is] = append(left[is], i)
	}
	for _, p := range truth {
		if p.Rule == Kept {
			continue
		}
		f.Plants = append(f.Plants, p)
		is := left[p.String()]
		if len(is) == 0 {
			f.As = append(f.As, -1)
			continue
		}
		f.As = append(f.As, is[0])
		left[p.String()] = is[1:]
	}
	for _, is := range left {
		f.Extra = append(f.Extra, is...)
	}
	slices.Sort(f.Extra)
	return f
}
