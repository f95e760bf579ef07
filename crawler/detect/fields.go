package detect

import (
	_ "embed"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

//go:embed autocomplete.txt
var autocompleteText string

var autocomplete = dataByWord(practice.MustTable("autocomplete.txt", autocompleteText, 2))

// typeData is what the type of a control says by itself (HTML Living Standard, states of the type attribute).
var typeData = map[string]practice.Data{
	"email": "contact.email", "tel": "contact.phone", "password": "account.password", "search": "behaviour.search",
}

// noInput are the types of controls into which nobody types anything.
var noInput = map[string]bool{"submit": true, "button": true, "reset": true, "image": true, "hidden": true}

func dataByWord(rows []practice.Row) map[string]practice.Data {
	m := map[string]practice.Data{}
	for _, row := range rows {
		m[row.Columns[0]] = practice.Data(row.Columns[1])
	}
	return m
}

// DataOfFields says which data a person is asked for in each field of a form, as DataOfField does; and where the form asks for somebody's
// address, number or name without doubt, a weak name is believed too: "Name" beside an e-mail address is a person's.
func DataOfFields(form *crawler.Form) []practice.Data {
	asked := make([]practice.Data, len(form.Fields))
	person := false
	for i := range form.Fields {
		asked[i] = DataOfField(&form.Fields[i])
		person = person || practice.Covers("contact", asked[i]) || practice.Covers("identity", asked[i])
	}
	for i := range form.Fields {
		if f := &form.Fields[i]; person && asked[i] == "" && !f.Hidden && !noInput[f.Type] {
			asked[i] = weakData(namesOf(f))
		}
	}
	return asked
}

// weakData is the first data that one of the names may mean.
func weakData(names []string) practice.Data {
	for _, name := range names {
		if data, strength := practice.Classify(name); strength == practice.Weak {
			return data
		}
	}
	return ""
}

// namesOf are what a page calls a field. A box to tick asks for data only if its own name says so, since its label is a sentence.
func namesOf(f *crawler.Field) []string {
	if f.Type == "checkbox" || f.Type == "radio" {
		return []string{f.Name, f.ID}
	}
	return []string{f.Name, f.ID, f.Label, f.Placeholder, f.Near}
}

// DataOfField says which data a person is asked for in a field, "" when it cannot be told.
// What the page tells the browser (autocomplete, type) counts before what it calls the field. Of the names, one that leaves no doubt is
// enough; of weak ones it takes two that agree. Where those in English and French say nothing, the languages of labels.txt are tried.
func DataOfField(f *crawler.Field) practice.Data {
	if f.Hidden || noInput[f.Type] {
		return ""
	}
	byType := typeData[f.Type]
	for _, token := range strings.Fields(strings.ToLower(f.Autocomplete)) {
		if data, ok := autocomplete[token]; ok && (token != "username" || byType == "") { // an e-mail address one logs in with is one
			return data
		}
	}
	if byType != "" {
		return byType
	}
	names := namesOf(f)
	if data := dataOfNames(names); data != "" {
		return data
	}
	for _, name := range names {
		if data := dataOfLabel(name); data != "" {
			return data
		}
	}
	return ""
}

func dataOfNames(names []string) practice.Data {
	weak := map[practice.Data]string{}
	var agreed practice.Data
	for _, name := range names {
		if name == "" {
			continue
		}
		data, strength := practice.Classify(name)
		if strength == practice.Strong {
			return data
		}
		if strength != practice.Weak {
			continue
		}
		if other, seen := weak[data]; seen && agreed == "" && !strings.EqualFold(other, name) {
			agreed = data
		}
		weak[data] = name
	}
	return agreed
}
