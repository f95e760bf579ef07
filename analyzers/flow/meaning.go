package flow

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A meaning is what the value of a field, a variable or a key is: no personal data when Data is "".
type meaning struct {
	Data  practice.Data
	Name  string
	Owner string // the type that has the field; "" for other names
	Why   string // what tells it: "the word email; a person's type"
}

// source is the meaning as the origin of data.
func (m meaning) source(kind Kind, expr string, at Step) Source {
	return Source{Data: m.Data, Name: m.Name, Owner: m.Owner, Kind: kind, Expr: expr, At: at, Why: m.Why}
}

// A reading is what a name says before its owner is asked.
type reading struct {
	practice.Reading
	by string // what says it: "the word email"
}

func read(name string) reading {
	said := practice.ReadIdentifier(name)
	by := "the word " + said.Phrase
	if strings.Contains(said.Phrase, " ") {
		by = "the words " + said.Phrase
	}
	if said.Person != "" && !strings.Contains(said.Phrase, said.Person) {
		by += " beside " + said.Person
	}
	return reading{said, by}
}

// weighed is what a name says of a part of an owner of a class, where the owner is a "type" or a "table". A weak name needs an owner that
// is a person, or a neighbour that only a person has, and then only tells who the person is; of what a thing or a place has itself, not
// even a strong one counts.
func (said reading) weighed(who, owner string, beside func() string) meaning {
	beyond := said.Person != "" && !strings.Contains(said.Phrase, said.Person) // a user's title, and not only a user agent
	for _, own := range typeFacts.own[who] {
		if !beyond && practice.Covers(own, said.Data) {
			return meaning{}
		}
	}
	why := said.by
	switch {
	case said.Strength == practice.None:
		return meaning{}
	case who == "person":
		why += "; a person's " + owner
	case said.Strength == practice.Weak:
		neighbour := ""
		if who != "thing" && who != "place" && coveredBy(typeFacts.near, said.Data) {
			neighbour = beside()
		}
		if neighbour == "" {
			return meaning{}
		}
		why += "; beside " + neighbour
	}
	return meaning{Data: said.Data, Why: why}
}
