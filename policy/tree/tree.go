// Package tree reads files of keys and values, YAML and JSON, as trees whose nodes keep their places, so that a value can be quoted from the
// bytes of its file. A tree is made of the nodes of the YAML library, and holds neither aliases nor what is nested without end.
package tree

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// maxDepth is how deep the lists and mappings of a file may be nested: what is deeper is no description of data.
const maxDepth = 100

// YAML reads a YAML file as a tree. Aliases are refused, since they can make a small file a very large one.
func YAML(name string, data []byte) (*yaml.Node, error) {
	if err := refused(name, data); err != nil {
		return nil, err
	}
	var root yaml.Node
	if err := yaml.Load(data, &root); err != nil {
		return nil, fmt.Errorf("policy %s: %w", name, err)
	}
	if aliased(&root) {
		return nil, fmt.Errorf("policy %s: anchors and aliases are not read; write each entry out", name)
	}
	if line := tooDeep(&root, maxDepth); line > 0 {
		return nil, nestedTooDeep(name, line)
	}
	return Descend(&root, nil), nil
}

// maxValues is how many values a file may hold; a notice of the greatest length has fewer when it is written as a policy file. They are
// counted before they are read, since a tree takes a hundred times the memory of its file.
const maxValues = 600_000

// refused is why a file is not read at all: its encoding, or how many marks it has behind which values begin.
func refused(name string, data []byte) error {
	if !utf8.Valid(data) {
		return fmt.Errorf("policy %s: not in UTF-8; save it as UTF-8", name)
	}
	values := 0
	for _, mark := range []string{"\n", "\r", ",", ":", "[", "{", "-", "?"} {
		values += bytes.Count(data, []byte(mark))
	}
	if values > maxValues {
		return fmt.Errorf("policy %s: more than %d values; give the file that describes the processing alone", name, maxValues)
	}
	return nil
}

func nestedTooDeep(name string, line int) error {
	return fmt.Errorf("policy %s:%d: nested more than %d deep; give the file that describes the processing alone", name, line, maxDepth)
}

// tooDeep is the line on which something is nested deeper than depth, or 0.
func tooDeep(node *yaml.Node, depth int) int {
	if depth < 0 {
		return max(node.Line, 1)
	}
	for _, c := range node.Content {
		if line := tooDeep(c, depth-1); line > 0 {
			return line
		}
	}
	return 0
}

// aliased reports whether the document uses aliases, which could make a small file a very large one.
func aliased(node *yaml.Node) bool {
	if node.Kind == yaml.AliasNode {
		return true
	}
	for _, c := range node.Content {
		if aliased(c) {
			return true
		}
	}
	return false
}
