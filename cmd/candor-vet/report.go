package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// A report is what analyzers found in a package, by their names. As JSON it is what the go command reads of its vet tools.
type report map[string][]finding

type finding struct {
	Category string `json:"category,omitempty"`
	Posn     string `json:"posn"` // "file.go:3:5"
	End      string `json:"end"`
	Message  string `json:"message"`
}

// tell writes a report where the go command looks for it, and returns the exit code.
func (u *unit) tell(found report) (int, error) {
	if u.asked.json {
		tree := map[string]report{}
		if len(found) > 0 {
			tree[u.ID] = found
		}
		text, err := json.MarshalIndent(tree, "", "\t")
		if err != nil {
			return 1, err
		}
		text = append(text, '\n')
		if u.Stdout == "" {
			_, err = os.Stdout.Write(text)
			return 0, err
		}
		return 0, os.WriteFile(filepath.Clean(u.Stdout), text, 0o666) // #nosec G306 -- as the go command makes its own
	}
	code := 0
	for _, name := range slices.Sorted(maps.Keys(found)) {
		for _, f := range found[name] {
			fmt.Fprintf(os.Stderr, "%s: %s\n", f.Posn, f.Message)
			code = 1
		}
	}
	return code, nil
}
