package policy

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"sort"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/candor-privacy/candor/practice"
)

//go:embed schema.json
var schemaText []byte

// Schema is the JSON Schema (draft 2020-12) of the declared policy file, with the terms of the vocabulary filled in.
// The caller must not change it.
var Schema = fillTerms(schemaText)

// fillTerms puts the vocabulary into the empty enumerations of the schema.
func fillTerms(text []byte) []byte {
	for name, terms := range map[string][]string{
		"kind": keys(practice.KindTerm), "data": keys(practice.DataTerm),
		"purpose": keys(practice.PurposeTerm), "audience": keys(practice.AudienceTerm), "consent": modes(),
	} {
		list, err := json.Marshal(terms)
		if err != nil {
			panic(err)
		}
		text = bytes.Replace(text, []byte(`"`+name+`": {"enum": []}`), []byte(`"`+name+`": {"enum": `+string(list)+`}`), 1)
	}
	return text
}

func keys(list practice.TermKind) []string {
	var all []string
	for _, t := range practice.TermsOf(list) {
		all = append(all, t.Key)
	}
	return all
}

// modes are the consent modes, sorted.
func modes() []string {
	var all []string
	for mode := range conditionOfMode() {
		all = append(all, mode)
	}
	sort.Strings(all)
	return all
}

// compiled is the schema, ready to check with; it panics on a schema that does not compile, which a test sees first.
var compiled = sync.OnceValue(func() *jsonschema.Schema {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		panic(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("candor-policy.schema.json", doc); err != nil {
		panic(err)
	}
	return c.MustCompile("candor-policy.schema.json")
})
