package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// An atom is the least that a notice can declare: one practice with one kind of data, one recipient, one purpose. A notice is the set of its
// atoms, however its sentences bundle them.
type atom struct {
	kind      practice.Kind
	right     string
	values    [dimensions]string
	polarity  practice.Polarity
	condition practice.Condition
	period    practice.Period // in its normal form
	mechanism string
	closed    bool // a class of recipients of which all are named
	firmness  int  // rank of the modality
}

// The dimensions in which a statement can be broad or narrow.
const (
	ofData = iota
	ofParty
	ofPurpose
	ofAudience
	ofPlace
	ofTracer
	dimensions
)

// dimensionNames are what a Point calls them.
var dimensionNames = [dimensions]string{"data", "recipient", "purpose", "audience", "place", "tracer"}

// atomsOf takes a notice apart. Of statements that differ in their modality alone the firmest counts, and each atom has the statement
// that says it first.
func atomsOf(n practice.Notice) map[atom]*practice.Declaration {
	firmest := map[atom]int{}
	said := map[atom]*practice.Declaration{}
	for i := range n.Declarations {
		d := &n.Declarations[i]
		firmness, _ := rank("modality", string(d.Modality))
		for _, a := range split(d) {
			first, ok := said[a]
			if !ok || firmness > firmest[a] || firmness == firmest[a] && before(d, first) {
				said[a], firmest[a] = d, firmness
			}
		}
	}
	atoms := make(map[atom]*practice.Declaration, len(said))
	for a, d := range said {
		a.firmness = firmest[a]
		atoms[a] = d
	}
	return atoms
}

// split returns the atoms of a statement, all of modality rank 0.
func split(d *practice.Declaration) []atom {
	data := orStated(texts(d.Data), string(practice.Personal)) // a statement that names no data is about any
	scope := texts(d.Scope)
	if slices.Contains(scope, "all") {
		scope = nil
	}
	lists := [dimensions][]string{
		data, orStated(slices.Concat(texts(d.Recipients), texts(named(d))), ""), orStated(texts(d.Purposes), ""),
		orStated(scope, ""), orStated(d.Places, ""), orStated(d.Tracers, ""),
	}
	all := []atom{{
		kind: d.Kind, right: d.Right, polarity: d.Polarity, condition: d.Condition, period: d.Period.Normal(), mechanism: d.Mechanism,
	}}
	for i, list := range lists {
		var more []atom
		for _, a := range all {
			for _, value := range list {
				a.values[i] = value
				more = append(more, a)
			}
		}
		all = more
	}
	for i := range all {
		all[i].closed = len(d.Members) > 0 && slices.Contains(d.Recipients, practice.Party(all[i].values[ofParty]))
	}
	return all
}

// named are all companies that a statement names, those that spell out a class among them.
func named(d *practice.Declaration) []practice.Party {
	return slices.Concat(d.Vendors, slices.DeleteFunc(slices.Clone(d.Members), func(p practice.Party) bool { return slices.Contains(d.Vendors, p) }))
}

func orStated(list []string, otherwise string) []string {
	if len(list) == 0 {
		return []string{otherwise}
	}
	return list
}

func texts[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, item := range list {
		all[i] = string(item)
	}
	return all
}

// before orders statements by where they stand, and then by what they say, so that their order in a list does not matter.
func before(a, b *practice.Declaration) bool { return inText(a, b) < 0 }

func inText(a, b *practice.Declaration) int {
	if c := cmp.Or(strings.Compare(a.Source, b.Source), a.Start-b.Start, a.End-b.End); c != 0 {
		return c
	}
	return strings.Compare(fmt.Sprintf("%+v", *a), fmt.Sprintf("%+v", *b)) // several are read from one sentence
}

// above returns a value of a dimension and what covers it, nearest first.
func above(kind practice.Kind, dimension int, value string) []string {
	switch dimension {
	case ofData:
		return broaderData(value)
	case ofParty:
		return broaderParties(kind, value)
	case ofPurpose:
		list := prefixes(value)
		if value != "" && value != string(practice.AnyPurpose) {
			list = append(list, string(practice.AnyPurpose))
		}
		return unstated(list, value)
	case ofAudience:
		return unstated([]string{value}, value)
	case ofPlace:
		return broaderPlaces(value)
	}
	return []string{value}
}

// unstated adds that nothing is said, which leaves everything open.
func unstated(list []string, value string) []string {
	if value == "" || value == string(practice.AnyPurpose) {
		return list
	}
	return append(list, "")
}

func broaderData(value string) []string {
	list := prefixes(value)
	if value != string(practice.Personal) && practice.Covers(string(practice.Personal), value) {
		list = append(list, string(practice.Personal))
	}
	return list
}

// prefixes are a dotted term and its parents.
func prefixes(value string) []string {
	list := []string{value}
	for dot := strings.LastIndexByte(value, '.'); dot > 0; dot = strings.LastIndexByte(value, '.') {
		value = value[:dot]
		list = append(list, value)
	}
	return list
}

// broaderParties are a recipient, the company behind it, and the classes that it belongs to. Whoever gives data to somebody
// without saying to whom leaves open that it is anybody.
func broaderParties(kind practice.Kind, value string) []string {
	list := []string{value}
	class := practice.Party(value)
	if _, ok := practice.LookupTerm(value, practice.RecipientTerm); !ok && value != "" {
		class = practice.ThirdParty
		if v, ok := practice.VendorByName(value); ok {
			if class = v.Class; v.Owner != value {
				list = append(list, v.Owner)
			}
		}
		list = append(list, string(class))
	}
	for term, ok := practice.LookupTerm(string(class), practice.RecipientTerm); ok && term.Broader != ""; term, ok = practice.LookupTerm(term.Broader, practice.RecipientTerm) {
		list = append(list, term.Broader)
	}
	if action := kind.Action(); value != "" && (action == practice.Share || action == practice.Sell || action == practice.Transfer) {
		list = append(list, "")
	}
	return list
}

// broaderPlaces are a country and the regions that it belongs to.
func broaderPlaces(value string) []string {
	list := []string{value}
	for region := strengths()["region"][value]; region != ""; region = strengths()["region"][region] {
		list = append(list, region)
	}
	if value != "" && value != "any" {
		list = append(list, "any")
	}
	return list
}
