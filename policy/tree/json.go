package tree

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// JSON reads a JSON file as the tree that it would be as YAML. It is not read as YAML, which knows neither tabs between values nor all
// of JSON's escapes.
func JSON(name string, data []byte) (*yaml.Node, error) {
	if err := refused(name, data); err != nil {
		return nil, err
	}
	t := &jsonReader{name: name, data: data, decoder: json.NewDecoder(bytes.NewReader(data)), line: 1, column: 1}
	t.decoder.UseNumber()
	root, err := t.value(0)
	if err == nil {
		if _, more := t.decoder.Token(); !errors.Is(more, io.EOF) {
			err = t.wrong("goes on after its end")
		}
	}
	return root, err
}

// A jsonReader knows on which line and in which column it reads.
type jsonReader struct {
	name         string
	data         []byte
	decoder      *json.Decoder
	at           int // the byte that line and column are those of
	line, column int
}

func (t *jsonReader) wrong(what string) error {
	return fmt.Errorf("policy %s:%d: %s; give a whole JSON document", t.name, t.line, what)
}

// move goes on to a byte.
func (t *jsonReader) move(to int) {
	for t.at < to {
		_, width := utf8.DecodeRune(t.data[t.at:])
		t.column++
		if t.data[t.at] == '\n' {
			t.line, t.column = t.line+1, 1
		}
		t.at += width
	}
}

// token is the next token, with a node that stands where it begins.
func (t *jsonReader) token() (json.Token, *yaml.Node, error) {
	from := int(t.decoder.InputOffset())
	for from < len(t.data) && bytes.IndexByte([]byte(" \t\r\n,:"), t.data[from]) >= 0 {
		from++
	}
	t.move(from)
	token, err := t.decoder.Token()
	if err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, nil, t.wrong("ends too early")
		}
		return nil, nil, fmt.Errorf("policy %s:%d: %w; give a whole JSON document", t.name, t.line, err)
	}
	return token, &yaml.Node{Line: t.line, Column: t.column}, nil
}

func (t *jsonReader) value(depth int) (*yaml.Node, error) {
	token, node, err := t.token()
	if err != nil {
		return nil, err
	}
	if depth > maxDepth {
		return nil, nestedTooDeep(t.name, t.line)
	}
	node.Kind = yaml.ScalarNode
	switch v := token.(type) {
	case json.Delim:
		return t.container(node, v == '{', depth)
	case string:
		node.Tag, node.Value, node.Style = "!!str", v, yaml.DoubleQuotedStyle
	case json.Number:
		node.Tag, node.Value = "!!float", v.String()
	case bool:
		node.Tag, node.Value = "!!bool", fmt.Sprint(v)
	default:
		node.Tag = "!!null"
	}
	return node, nil
}

// container reads what stands between brackets or braces.
func (t *jsonReader) container(node *yaml.Node, mapping bool, depth int) (*yaml.Node, error) {
	node.Kind = yaml.SequenceNode
	if mapping {
		node.Kind = yaml.MappingNode
	}
	keys := map[string]bool{}
	for t.decoder.More() {
		if mapping {
			token, key, err := t.token()
			if err != nil {
				return nil, err
			}
			text, ok := token.(string)
			if !ok || keys[text] {
				return nil, fmt.Errorf("policy %s:%d: key %q stands here twice; keep one", t.name, t.line, fmt.Sprint(token))
			}
			keys[text] = true
			key.Kind, key.Tag, key.Value, key.Style = yaml.ScalarNode, "!!str", text, yaml.DoubleQuotedStyle
			node.Content = append(node.Content, key)
		}
		value, err := t.value(depth + 1)
		if err != nil {
			return nil, err
		}
		node.Content = append(node.Content, value)
	}
	_, _, err := t.token() // the closing mark
	return node, err
}
