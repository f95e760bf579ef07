// Package project reads candor.yaml, the file in which a project says how it is audited: site, packages, notice, limits, what it has accepted,
// and what is known of its own code.
//
// Its keys are those of Keys and nothing else. An error names the file and the line.
package project

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/candor-privacy/candor/practice"
)

// File is the name of the project file.
const File = "candor.yaml"

// Schema is the JSON Schema of the project file, draft 2020-12, for editors.
//
//go:embed schema.json
var Schema []byte

// A Project is what a project file says. Its zero value says nothing.
type Project struct {
	Site     string    // address of the site to visit
	Packages []string  // patterns of Go packages, as seen from the file's folder
	Settings []Setting // what flags say, too
	Accepted []practice.Acceptance
	Models   Table // of package analyzers/flow: what functions of one's own do with data
	Sinks    Table // of package analyzers/flow: where they bring them

	Vendors     Table // of package practice: companies of one's own, or that it does not know
	Identifiers Table // of package practice: what words in code, forms and parameters mean
}

// A Setting is the value of a flag, for whoever does not give the flag.
type Setting struct {
	Flag   string
	Values []string // one, but for a list
	Line   int
}

// A Table is a text table that stands in the project file.
type Table struct {
	Text string
	Line int // of the file, before the first of the text
}

// InFile is the table at its place, so that who reads it counts the lines of the file.
func (t Table) InFile() string {
	if t.Text == "" {
		return ""
	}
	return strings.Repeat("\n", t.Line) + t.Text
}

// Read reads the project file of a folder. Without one, the project says nothing.
func Read(dir string) (Project, error) {
	text, err := readFile(filepath.Join(dir, File))
	if errors.Is(err, fs.ErrNotExist) {
		return Project{}, nil
	}
	if err != nil {
		return Project{}, fmt.Errorf("reading %s: %w", File, err)
	}
	return Parse(text)
}

// maxSize is how many bytes a project file has at most. One with thousands of accepted discrepancies has some hundred thousand.
const maxSize = 4 << 20

// readFile reads a file that whoever made the repository may have made to be a link to a device or a pipe, which is never read to its end.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file; replace it by one, or remove it", path)
	}
	if info.Size() > maxSize {
		return nil, fmt.Errorf("%s is longer than %d bytes", path, maxSize)
	}
	return os.ReadFile(path)
}

// Parse reads the text of a project file.
func Parse(text []byte) (Project, error) {
	var (
		p   Project
		doc yaml.Node
	)
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return Project{}, fmt.Errorf("%s: %w", File, err)
	}
	if len(doc.Content) == 0 {
		return p, nil // empty, or comments alone
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		return Project{}, wrong(root, "want keys with their values, such as site: https://shop.example")
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		name, value := root.Content[i], root.Content[i+1]
		key := keyOf(name.Value)
		switch {
		case key == nil:
			return Project{}, wrong(name, "unknown key %q; want %s", name.Value, keyNames())
		case seen[name.Value]:
			return Project{}, wrong(name, "%s stands here twice: join the two", name.Value)
		}
		seen[name.Value] = true
		if err := key.read(&p, key.Name, value); err != nil {
			return Project{}, err
		}
	}
	return p, nil
}

// wrong is an error about a place in the file.
func wrong(at *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", File, at.Line, fmt.Sprintf(format, args...))
}
