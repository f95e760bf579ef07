package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"go.yaml.in/yaml/v4"

	"github.com/candor-privacy/candor/policy/tree"
)

// checkSchema holds the file against the schema; the error tells the line, what is wrong there and the nearest word that would be right.
func checkSchema(file string, root *yaml.Node) error {
	err := compiled().Validate(plain(root))
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	var first *jsonschema.ValidationError
	line := 0
	for _, leaf := range leaves(invalid) {
		if at := problemLine(root, leaf); first == nil || at < line {
			first, line = leaf, at
		}
	}
	return errors.New(problem(file, root, first))
}

func leaves(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	var all []*jsonschema.ValidationError
	for _, c := range e.Causes {
		all = append(all, leaves(c)...)
	}
	return all
}

// problemLine is the line on which something is wrong: that of a key which does not belong there, else that of the value.
func problemLine(root *yaml.Node, e *jsonschema.ValidationError) int {
	node := tree.Descend(root, e.InstanceLocation)
	if k, ok := e.ErrorKind.(*kind.AdditionalProperties); ok {
		return firstKey(node, k.Properties).Line
	}
	return node.Line
}

func problem(file string, root *yaml.Node, e *jsonschema.ValidationError) string {
	node := tree.Descend(root, e.InstanceLocation)
	at := func(line int) string { return fmt.Sprintf("%s:%d: ", file, line) }
	where := strings.Join(e.InstanceLocation, ".")
	if where == "" {
		where = "the file"
	}
	switch k := e.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		key := firstKey(node, k.Properties)
		return at(key.Line) + fmt.Sprintf("unknown key %q%s; see candor policy schema", key.Value, nearest(key.Value, properties(e.SchemaURL)))
	case *kind.Enum:
		want := make([]string, len(k.Want))
		for i, w := range k.Want {
			want[i] = fmt.Sprint(w)
		}
		got := fmt.Sprint(k.Got)
		return at(node.Line) + fmt.Sprintf("unknown %s %q%s; see candor policy schema", term(e.SchemaURL, e.InstanceLocation), got, nearest(got, want))
	case *kind.Required:
		return at(node.Line) + fmt.Sprintf("%s has no %q; add it", where, k.Missing[0])
	case *kind.Type:
		return at(node.Line) + fmt.Sprintf("%s is %s; write %s", where, yamlName(k.Got), yamlName(k.Want[0]))
	case *kind.Pattern:
		return at(node.Line) + fmt.Sprintf("%s %q is malformed; see %s in candor policy schema", where, k.Got, term(e.SchemaURL, e.InstanceLocation))
	case *kind.Const:
		return at(node.Line) + fmt.Sprintf("%s must be %v", where, k.Want)
	}
	return at(node.Line) + fmt.Sprintf("%s is not as candor policy schema says", where)
}

// yamlName is what YAML's users call a type of JSON.
func yamlName(kind string) string {
	names := map[string]string{"array": "a list", "object": "a mapping", "string": "a text", "number": "a number", "integer": "a number", "boolean": "true or false", "null": "empty"}
	if name, ok := names[kind]; ok {
		return name
	}
	return kind
}

// term is what kind of word stood at the place: the name of the definition in the schema, else the key.
func term(url string, location []string) string {
	if _, name, ok := strings.Cut(url, "#/$defs/"); ok && !strings.Contains(name, "/") {
		return name
	}
	for i := len(location) - 1; i >= 0; i-- {
		if _, err := strconv.Atoi(location[i]); err != nil {
			return location[i]
		}
	}
	return "word"
}

// properties are the keys that the schema allows at a place.
func properties(url string) []string {
	var node map[string]any
	if err := json.Unmarshal(Schema, &node); err != nil {
		return nil
	}
	_, path, _ := strings.Cut(url, "#")
	for _, step := range strings.Split(strings.Trim(path, "/"), "/") {
		if next, ok := node[step].(map[string]any); ok {
			node = next
		}
	}
	allowed, _ := node["properties"].(map[string]any)
	var all []string
	for key := range allowed {
		all = append(all, key)
	}
	sort.Strings(all)
	return all
}

// firstKey is the first of these keys that stands in a mapping, which has them all.
func firstKey(node *yaml.Node, keys []string) *yaml.Node {
	wanted := map[string]bool{}
	for _, key := range keys {
		wanted[key] = true
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if wanted[node.Content[i].Value] {
			return node.Content[i]
		}
	}
	return node
}

// plain is the node as JSON would have it; a date stays the text that it is.
func plain(node *yaml.Node) any {
	switch node.Kind {
	case yaml.DocumentNode:
		if len(node.Content) == 0 {
			return nil
		}
		return plain(node.Content[0])
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(node.Content); i += 2 {
			m[node.Content[i].Value] = plain(node.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := make([]any, len(node.Content))
		for i, c := range node.Content {
			list[i] = plain(c)
		}
		return list
	}
	switch node.ShortTag() {
	case "!!int":
		if n, err := strconv.Atoi(node.Value); err == nil {
			return n
		}
	case "!!bool":
		return node.Value == "true"
	case "!!null":
		return nil
	}
	return node.Value
}

// nearest is ` ; did you mean "…"?` with the word of the list that is nearest to a wrong one, or "" when none is near.
func nearest(word string, list []string) string {
	best, distance := "", 1+len(word)/3
	for _, w := range list {
		if n := editDistance(word, w); n < distance {
			best, distance = w, n
		}
	}
	if best == "" {
		for _, w := range list { // a key's last part alone: "email"
			if strings.HasSuffix(w, "."+word) || strings.HasPrefix(w, word+".") {
				best = w
				break
			}
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// editDistance is the number of letters to insert, delete or replace (Levenshtein).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := before
			if a[i-1] != b[j-1] {
				cost++
			}
			before = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
