package policy

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// quotedWords are the words of a notice as a policy file cites them, with the place where they stand in it.
type quotedWords struct {
	text string
	node *yaml.Node
}

// UnmarshalYAML keeps the place of the words.
func (q *quotedWords) UnmarshalYAML(node *yaml.Node) error {
	if strings.TrimSpace(node.Value) != "" {
		q.text, q.node = node.Value, node
	}
	return nil
}

// MarshalYAML writes the words as a block of one line, in which nothing needs an escape: they stand in the file as they stand in the notice.
func (q quotedWords) MarshalYAML() (any, error) {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.LiteralStyle, Value: q.text}, nil
}

// IsZero reports whether there are no words, so that none are written.
func (q quotedWords) IsZero() bool { return q.text == "" }
