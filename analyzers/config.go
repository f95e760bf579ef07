package analyzers

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/candor-privacy/candor/analyzers/flow"
)

// configFile is the file in which a module says of its functions, and of those that it uses, what the tables do not know. It stands beside go.mod:
//
//	models: |
//	  # callee                           effect  from  to   how
//	  example.com/shop/privacy.Shorten   clean   -     ret
//	sinks: |
//	  # callee                           family  args  render  to  where  for
//	  (*example.com/shop/audit.Log).Add  log     1     raw
//
// The lines have the form of the tables in package flow, and count before theirs.
const configFile = "candor.yaml"

// readModels reads the file, if there is one. Errors name it, the line and what is wanted.
func readModels(dir string) (*flow.Models, error) {
	text, err := os.ReadFile(filepath.Join(dir, configFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", configFile, err)
	}
	return parseModels(text)
}

func parseModels(text []byte) (*flow.Models, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", configFile, err)
	}
	models := &flow.Models{}
	if len(doc.Content) == 0 {
		return models, nil // empty, or comments alone
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("%s:%d: want models: and sinks:, each with lines under it", configFile, root.Line)
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		if err := readSection(models, root.Content[i], root.Content[i+1]); err != nil {
			return nil, err
		}
	}
	return models, nil
}

// readSection reads the lines under one key.
func readSection(models *flow.Models, key, value *yaml.Node) error {
	read, known := map[string]func(file, text string) error{"models": models.ReadModels, "sinks": models.ReadSinks}[key.Value]
	if !known {
		return fmt.Errorf("%s:%d: unknown key %q; want models or sinks", configFile, key.Line, key.Value)
	}
	if value.Kind != yaml.ScalarNode || value.Style&yaml.LiteralStyle == 0 {
		return fmt.Errorf("%s:%d: write %s: | and below it one line for each function, indented", configFile, key.Line, key.Value)
	}
	return read(configFile, strings.Repeat("\n", value.Line)+value.Value) // so that errors count the lines of the file
}
