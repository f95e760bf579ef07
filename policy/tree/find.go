package tree

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Descend is the node at a location, or the deepest one on the way.
func Descend(node *yaml.Node, location []string) *yaml.Node {
	if node.Kind == yaml.DocumentNode && len(node.Content) > 0 {
		node = node.Content[0]
	}
	for _, step := range location {
		next := Child(node, step)
		if next == nil {
			return node
		}
		node = next
	}
	return node
}

// Child is the value under a key of a mapping, or the element of a list at an index, or nil.
func Child(node *yaml.Node, step string) *yaml.Node {
	if node.Kind == yaml.SequenceNode {
		if i, err := strconv.Atoi(step); err == nil && i < len(node.Content) {
			return node.Content[i]
		}
		return nil
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == step {
			return node.Content[i+1]
		}
	}
	return nil
}

// Items are the elements of a list, or the value that stands in the place of a list of one. Nothing has none.
func Items(node *yaml.Node) []*yaml.Node {
	switch {
	case node == nil || node.Kind == yaml.ScalarNode && (node.ShortTag() == "!!null" || strings.TrimSpace(node.Value) == ""):
		return nil
	case node.Kind == yaml.SequenceNode:
		return slices.DeleteFunc(slices.Clone(node.Content), func(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" })
	}
	return []*yaml.Node{node}
}

// Field is the text under a key, "" when there is none.
func Field(node *yaml.Node, key string) string {
	if c := Child(node, key); c != nil && c.Kind == yaml.ScalarNode && c.ShortTag() != "!!null" {
		return strings.Join(strings.Fields(c.Value), " ")
	}
	return ""
}

// Yes reports whether the value under a key is true.
func Yes(node *yaml.Node, key string) bool { return Field(node, key) == "true" }
