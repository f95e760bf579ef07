package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/reports"
)

// baselineSchema names the form of a baseline file.
const baselineSchema = "candor/baseline/v1"

// A baseline is the findings of an earlier run of candor code. Its file is meant to lie in the repository: sorted, and without lines, so
// that it changes only when findings come and go.
type baseline struct {
	Schema   string         `json:"schema"`
	Findings []knownFinding `json:"findings"`
}

// A knownFinding is one place of a finding. Fingerprint alone counts; the rest tells a reader what it is.
type knownFinding struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Practice    string `json:"practice"`
	Name        string `json:"name,omitempty"`
	File        string `json:"file"` // of the sink, seen from the module
}

func (k knownFinding) String() string {
	return fmt.Sprintf("%s: %s (%s) [candor:%s]", k.File, k.Practice, k.Name, k.Rule)
}

// knows reports whether the baseline holds a place.
func (b *baseline) knows(e practice.Evidence) bool {
	return slices.ContainsFunc(b.Findings, func(k knownFinding) bool { return k.Fingerprint == e.Fingerprint })
}

// gone lists what the baseline holds and found does not.
func (b *baseline) gone(found []practice.Observation) []knownFinding {
	today := map[string]bool{}
	for _, k := range knownFindings(found) {
		today[k.Fingerprint] = true
	}
	return slices.DeleteFunc(slices.Clone(b.Findings), func(k knownFinding) bool { return today[k.Fingerprint] })
}

func knownFindings(found []practice.Observation) []knownFinding {
	list := []knownFinding{}
	for _, o := range found {
		for _, e := range o.Evidence {
			list = append(list, knownFinding{Fingerprint: e.Fingerprint, Rule: o.By, Practice: o.Practice.String(), Name: o.Name, File: e.Source})
		}
	}
	slices.SortFunc(list, func(a, b knownFinding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Practice, b.Practice), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	return list
}

// writeBaseline keeps findings in a file, and returns how many they are.
func writeBaseline(path string, found []practice.Observation) (int, error) {
	list := knownFindings(found)
	var b bytes.Buffer
	if err := reports.WriteJSON(&b, baseline{Schema: baselineSchema, Findings: list}); err != nil {
		return 0, err
	}
	if err := os.WriteFile(filepath.Clean(path), b.Bytes(), 0o644); err != nil { // #nosec G306 -- it is committed with the code
		return 0, fmt.Errorf("writing the baseline: %w", err)
	}
	return len(list), nil
}

// readBaseline reads what writeBaseline wrote.
func readBaseline(path string) (*baseline, error) {
	text, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		return nil, fmt.Errorf("reading the baseline: %w; candor code --write-baseline makes one", err)
	}
	var b baseline
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&b); err != nil {
		return nil, fmt.Errorf("baseline %s:%d: %w; candor code --write-baseline makes it anew", path, lineOf(text, err, dec.InputOffset()), err)
	}
	if b.Schema != baselineSchema {
		return nil, fmt.Errorf("baseline %s: schema %q, want %q; candor code --write-baseline makes it anew", path, b.Schema, baselineSchema)
	}
	for i, k := range b.Findings {
		if k.Fingerprint == "" {
			return nil, fmt.Errorf("baseline %s: finding %d has no fingerprint; candor code --write-baseline makes it anew", path, i+1)
		}
	}
	return &b, nil
}

// lineOf is the line of an error in JSON, or of the offset that was reached where the error has no place.
func lineOf(text []byte, err error, reached int64) int {
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		reached = e.Offset
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		reached = e.Offset
	}
	return 1 + bytes.Count(text[:min(max(int(reached), 0), len(text))], []byte("\n"))
}
